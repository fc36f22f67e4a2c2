import {
  BufferAttribute,
  BufferGeometry,
  Color,
  Group,
  LineSegments,
  ShaderMaterial,
  Sphere,
  Vector3,
} from 'three'
import { type CutPath, PATH_ROLES } from './cut-path.ts'

/** Pieces in one buffer: larger ones are drawn in a wrong plane by some drivers. */
export const PIECES_PER_BUFFER = 16_384
/** What the graphics card holds of one piece: two ends of position, time, role, speed and engagement, bytes. */
export const BYTES_PER_PIECE = 2 * (12 + 4 + 1 + 1 + 1)

/** What the colour of the path tells. */
export type ColourBy = 'kind' | 'feed' | 'engagement'

const VERTEX = `
attribute float seconds;
attribute float role;
attribute float speed;
attribute float engagement;
uniform float now;
uniform int colourBy;
uniform vec3 roleColours[8];
uniform vec3 low;
uniform vec3 high;
varying vec4 colour;
varying float yMm;
void main() {
  int index = int(role + 0.5);
  vec3 own = roleColours[0];
  for (int i = 1; i < 8; i += 1) if (i == index) own = roleColours[i];
  bool rapid = index < 2;
  if (!rapid && colourBy == 1) own = mix(low, high, speed);
  if (!rapid && colourBy == 2) own = mix(low, high, engagement);
  float alpha = rapid ? 0.4 : 0.9;
  if (seconds > now) alpha *= 0.3;
  colour = vec4(own, alpha);
  yMm = position.y;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`

const FRAGMENT = `
uniform float sectionY;
varying vec4 colour;
varying float yMm;
void main() {
  if (yMm < sectionY) discard;
  gl_FragColor = colour;
}`

/** Each value for both ends of its piece. */
function doubled<T extends Uint8Array | Float32Array>(values: T, into: T): T {
  values.forEach((value, index) => {
    into[2 * index] = value
    into[2 * index + 1] = value
  })
  return into
}

function chunkGeometry(path: CutPath, first: number, count: number): BufferGeometry {
  const geometry = new BufferGeometry()
  const last = first + count
  const ends = path.endsMm.slice(6 * first, 6 * last)
  const bytes = (values: Uint8Array) =>
    new BufferAttribute(doubled(values.subarray(first, last), new Uint8Array(2 * count)), 1, true)
  const seconds = doubled(path.endSeconds.subarray(first, last), new Float32Array(2 * count))
  geometry.setAttribute('position', new BufferAttribute(ends, 3))
  geometry.setAttribute('seconds', new BufferAttribute(seconds, 1))
  const roles = doubled(path.roles.subarray(first, last), new Uint8Array(2 * count))
  geometry.setAttribute('role', new BufferAttribute(roles, 1))
  geometry.setAttribute('speed', bytes(path.speeds))
  geometry.setAttribute('engagement', bytes(new Uint8Array(path.count)))
  geometry.boundingSphere = new Sphere(new Vector3(), Infinity)
  return geometry
}

/** The path of a program as thin lines in few buffers. */
export function createPathLines(path: CutPath) {
  const uniforms = {
    now: { value: 0 },
    colourBy: { value: 0 },
    sectionY: { value: -1e9 },
    roleColours: { value: PATH_ROLES.map(() => new Color(0, 0, 0)) },
    low: { value: new Color(0, 0, 0) },
    high: { value: new Color(0, 0, 0) },
  }
  const material = new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    transparent: true,
    depthWrite: false,
    uniforms,
  })
  const group = new Group()
  const geometries: BufferGeometry[] = []
  for (let first = 0; first < path.count; first += PIECES_PER_BUFFER) {
    const count = Math.min(PIECES_PER_BUFFER, path.count - first)
    const geometry = chunkGeometry(path, first, count)
    geometries.push(geometry)
    const lines = new LineSegments(geometry, material)
    lines.frustumCulled = false
    lines.matrixAutoUpdate = false
    group.add(lines)
  }
  return {
    group,
    uniforms,
    /** Fills in how much of the tool's width each piece took. */
    setEngagement: (engagement: Uint8Array) => {
      geometries.forEach((geometry, chunk) => {
        const attribute = geometry.getAttribute('engagement') as BufferAttribute
        const first = chunk * PIECES_PER_BUFFER
        const part = engagement.subarray(first, first + attribute.count / 2)
        doubled(part, attribute.array as Uint8Array)
        attribute.needsUpdate = true
      })
    },
    dispose: () => {
      for (const geometry of geometries) geometry.dispose()
      material.dispose()
    },
  }
}
