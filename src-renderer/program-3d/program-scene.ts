import {
  BufferAttribute,
  BufferGeometry,
  Color,
  Group,
  InterleavedBuffer,
  InterleavedBufferAttribute,
  LineBasicMaterial,
  LineSegments,
  type Material,
  Scene,
  Sphere,
  Vector3,
} from 'three'
import type { Box } from '#core/gcode/path/point-store.ts'
import type { StageScene } from '../drawing-3d/stage.ts'
import type { DrawnPath } from './path-messages.ts'
import { createPathMaterial, type PathColours, type PathProgress } from './path-material.ts'
import { type SegmentChunk, VERTEX_NUMBERS } from './segments.ts'

/** What can change without building the scene anew. */
export interface ProgramState extends PathProgress {
  /** The machine's room in work coordinates; null where it is not known or not to be shown. */
  readonly travel: Box | null
  readonly colours: PathColours
}

/** A program over its machine. */
export interface ProgramScene extends StageScene<ProgramState> {
  readonly dispose: () => void
}

/** While the eye moves, a picture that takes longer than this is replaced by its rough version. */
const SLOW_FRAME_MS = 60
/** Holds the box from 0 to 1 in which a chunk lies before it is moved to its place. */
const UNIT_BALL = new Sphere(new Vector3(0.5, 0.5, 0.5), Math.sqrt(3) / 2)
const USUAL_BOX: Box = { min: { xMm: -50, yMm: -50, zMm: -5 }, max: { xMm: 50, yMm: 50, zMm: 5 } }

function pathGroup(
  chunks: readonly SegmentChunk[],
  material: ReturnType<typeof createPathMaterial>['material'],
): Group {
  const group = new Group()
  for (const chunk of chunks) {
    const geometry = new BufferGeometry()
    const vertices = new InterleavedBuffer(chunk.vertices, VERTEX_NUMBERS)
    geometry.setAttribute('place', new InterleavedBufferAttribute(vertices, 4, 0, true))
    geometry.setAttribute('lineParts', new InterleavedBufferAttribute(vertices, 2, 4))
    geometry.setIndex(new BufferAttribute(chunk.indices, 1))
    geometry.boundingSphere = UNIT_BALL
    const lines = new LineSegments(geometry, material)
    lines.matrixAutoUpdate = false
    lines.matrix.makeScale(...chunk.sizeMm).setPosition(...chunk.minMm)
    group.add(lines)
  }
  return group
}

function lineSegments(points: readonly number[], colour: string) {
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(points), 3))
  return new LineSegments(geometry, new LineBasicMaterial({ color: new Color(colour) }))
}

/** The twelve edges of a box. */
function boxLines({ min, max }: Box, colour: string) {
  const at = (corner: number): number[] => [
    corner & 1 ? max.xMm : min.xMm,
    corner & 2 ? max.yMm : min.yMm,
    corner & 4 ? max.zMm : min.zMm,
  ]
  const edges: number[] = []
  for (let corner = 0; corner < 8; corner += 1) {
    for (const bit of [1, 2, 4]) {
      if ((corner & bit) === 0) edges.push(...at(corner), ...at(corner | bit))
    }
  }
  return lineSegments(edges, colour)
}

/** A step of 1, 2 or 5 times a power of ten that gives about ten lines. */
export function gridStepMm(extentMm: number): number {
  const least = Math.max(0.1, extentMm / 12)
  const decade = 10 ** Math.floor(Math.log10(least))
  return decade * ([1, 2, 5, 10].find((factor) => factor * decade >= least) ?? 10)
}

/** Lines on the plane of the work's zero. */
function gridLines(box: Box, colour: string) {
  const step = gridStepMm(Math.max(box.max.xMm - box.min.xMm, box.max.yMm - box.min.yMm))
  const from = (value: number) => Math.floor(value / step) * step
  const to = (value: number) => Math.ceil(value / step) * step
  const [left, right] = [from(box.min.xMm), to(box.max.xMm)]
  const [front, back] = [from(box.min.yMm), to(box.max.yMm)]
  const points: number[] = []
  for (let x = left; x <= right + step / 2; x += step) points.push(x, front, 0, x, back, 0)
  for (let y = front; y <= back + step / 2; y += step) points.push(left, y, 0, right, y, 0)
  const grid = lineSegments(points, colour)
  // Under everything: the plane of the zero often lies between the eye and the cut.
  grid.material.depthWrite = false
  grid.renderOrder = -1
  return grid
}

function axes(lengthMm: number, colours: PathColours): Group {
  const group = new Group()
  group.add(lineSegments([0, 0, 0, lengthMm, 0, 0], colours.axisX))
  group.add(lineSegments([0, 0, 0, 0, lengthMm, 0], colours.axisY))
  group.add(lineSegments([0, 0, 0, 0, 0, lengthMm], colours.axisZ))
  return group
}

function disposeAll(group: Group | Scene): void {
  group.traverse((object) => {
    if (!(object instanceof LineSegments)) return
    const { geometry, material } = object as LineSegments<BufferGeometry, Material>
    geometry.dispose()
    if (material instanceof LineBasicMaterial) material.dispose()
  })
}

/** Half of a box's diagonal, mm; never so small that nothing would be seen. */
export function boxReachMm({ min, max }: Box): number {
  return Math.max(5, Math.hypot(max.xMm - min.xMm, max.yMm - min.yMm, max.zMm - min.zMm) / 2)
}

/** The box that is looked at: the cut, else all motions, else a hand's breadth about the zero. */
export function seenBox(path: Pick<DrawnPath, 'cutBox' | 'box'>): Box {
  return path.cutBox ?? path.box ?? USUAL_BOX
}

/** What stands about the path: grid, the box of the cut, axes, the machine's room. */
function surroundings(box: Box, reachMm: number, { travel, colours }: ProgramState): Group {
  const group = new Group()
  group.add(gridLines(box, colours.grid), boxLines(box, colours.stock), axes(reachMm / 3, colours))
  if (travel !== null) group.add(boxLines(travel, colours.travel))
  return group
}

/** Builds the scene of a program; progress, colours, travel and eye cost no rebuild of the path. */
export function programScene(path: DrawnPath): ProgramScene {
  const scene = new Scene()
  const { material, show } = createPathMaterial()
  const whole = pathGroup(path.chunks, material)
  const rough = path.roughChunks === null ? null : pathGroup(path.roughChunks, material)
  const box = seenBox(path)
  const reachMm = boxReachMm(box)
  scene.add(whole)
  if (rough !== null) scene.add(rough)
  let about: { readonly group: Group; readonly of: ProgramState } | null = null
  const { min, max } = box
  return {
    scene,
    reachMm,
    centre: [(min.xMm + max.xMm) / 2, (min.yMm + max.yMm) / 2, (min.zMm + max.zMm) / 2],
    show: (state) => {
      show(state, state.colours)
      if (about?.of.travel === state.travel && about.of.colours === state.colours) return
      if (about !== null) {
        disposeAll(about.group)
        scene.remove(about.group)
      }
      about = { group: surroundings(box, reachMm, state), of: state }
      scene.add(about.group)
    },
    beforeFrame: ({ moving, lastFrameMs }) => {
      const useRough = rough !== null && moving && lastFrameMs > SLOW_FRAME_MS
      whole.visible = !useRough
      if (rough !== null) rough.visible = useRough
      return !useRough
    },
    dispose: () => {
      disposeAll(scene)
      material.dispose()
    },
  }
}
