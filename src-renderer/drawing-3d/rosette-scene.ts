import {
  AmbientLight,
  BufferAttribute,
  BufferGeometry,
  Color,
  DirectionalLight,
  DoubleSide,
  HemisphereLight,
  LatheGeometry,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshLambertMaterial,
  Plane,
  Scene,
  Vector2,
  Vector3,
} from 'three'
import type { Sector } from '#core/rosette/draw-rosette-path.ts'
import { type RosettePlace, sectorsOf } from '#core/rosette/place-on-rosette.ts'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import { type DrawingColours, ringPicture, topReachMm } from '#core/rosette/ring-picture.ts'
import { solveRosette } from '#core/rosette/solve-rosette.ts'
import { ASSUMED_TOP_MM, floorSteps, heightsOf, topProfile } from './heights.ts'
import type { StageScene } from './stage.ts'
import { logSolid, type LogSolid } from './log-solid.ts'
import type { SlicedLog } from './slicing.ts'
import { ringsTexture, topTexture } from './textures.ts'
import { geometryOf, tileRingSolid, type TileRingSolid } from './tile-rings.ts'
import { mergedMesh, ringMesh } from './wedge.ts'

/** What can be changed without building the scene anew. */
export interface SceneState {
  readonly taperTimes: number
  /** Share of the tiles that are sliced and laid; null for the finished rosette without its log. */
  readonly slicing: number | null
  /** Cut open along the middle, the neck's half kept. */
  readonly cutOpen: boolean
  readonly lit: RosettePlace | null
}

/** A rosette in its top, and its log. */
export interface RosetteScene extends StageScene<SceneState> {
  readonly dispose: () => void
}

/** Wood of the top shown beyond its drawing, mm. */
const TOP_BEYOND_MM = 10
const ROUND_SEGMENTS = 180
const LIT_ABOVE_MM = 0.06
/** Seen on wood of any colour, in either theme. */
const LIT_COLOUR = '#2f9bff'
/** Steps of an arc in a lit outline. */
const LIT_STEPS = 6

/** What is known of the log of a ring; null when something of it has not been measured. */
export function slicedLogOf(plan: Plan, ring: TileRing): SlicedLog | null {
  const { kerfMm, trimMm } = plan.stock
  const log = solveRosette(plan).rings.find((one) => one.ring.id === ring.id)?.tiles?.log ?? null
  const sliceThicknessMm = ring.inlayThicknessMm
  if (log === null || kerfMm === null || sliceThicknessMm === null) return null
  return { tileCount: ring.tileCount, sliceThicknessMm, kerfMm, trimMm, plan: log }
}

function lights(scene: Scene): void {
  const sun = new DirectionalLight(0xffffff, 1.7)
  sun.position.set(-120, -160, 260)
  scene.add(new AmbientLight(0xffffff, 0.75), new HemisphereLight(0xffffff, 0xb8a58a, 0.9), sun)
}

/** The top with its channels, turned from its section; its picture is seen from above. */
function topMesh(plan: Plan, colours: DrawingColours, reachMm: number) {
  const profile = topProfile(plan, reachMm).map(([radius, z]) => new Vector2(radius, z))
  const geometry = new LatheGeometry(profile, ROUND_SEGMENTS)
  geometry.rotateX(Math.PI / 2)
  const positions = geometry.getAttribute('position')
  const uvs = geometry.getAttribute('uv')
  for (let index = 0; index < positions.count; index += 1) {
    const [x, y] = [positions.getX(index), positions.getY(index)]
    uvs.setXY(index, 0.5 + x / (2 * reachMm), 0.5 + y / (2 * reachMm))
  }
  const map = topTexture(plan, colours, reachMm)
  const material = new MeshLambertMaterial({ map, side: DoubleSide, flatShading: true })
  return new Mesh(geometry, material)
}

/** All rings that are not of tiles, as one mesh. */
function ringsMesh(plan: Plan, colours: DrawingColours, reachMm: number): Mesh | null {
  const rings = plan.rings.filter(({ kind }) => kind !== 'tile')
  if (rings.length === 0) return null
  const meshes = rings.map((ring) => ringMesh(ring, heightsOf(ring), reachMm, ROUND_SEGMENTS))
  const map = ringsTexture(plan, colours, reachMm)
  return new Mesh(geometryOf(mergedMesh(meshes)), new MeshLambertMaterial({ map }))
}

/** The cut faces of the section plane: rectangles of wood and rings, in their colours. */
function sectionMesh(plan: Plan, colours: DrawingColours, reachMm: number): Mesh {
  const positions: number[] = []
  const tints: number[] = []
  const add = (colour: string, box: readonly [number, number, number, number]) => {
    const [fromR, toR, fromZ, toZ] = box
    const { r, g, b } = new Color(colour)
    for (const side of [-1, 1]) {
      const corners = [
        [side * fromR, fromZ],
        [side * toR, fromZ],
        [side * toR, toZ],
        [side * fromR, fromZ],
        [side * toR, toZ],
        [side * fromR, toZ],
      ] as const
      for (const [x, z] of corners) {
        positions.push(x, 0.01, z)
        tints.push(r, g, b)
      }
    }
  }
  const thicknessMm = plan.topThicknessMm ?? ASSUMED_TOP_MM
  for (const { fromMm, toMm, zMm } of floorSteps(plan, reachMm)) {
    add(colours.top, [fromMm, toMm, -thicknessMm, zMm])
  }
  for (const ring of plan.rings) {
    const { bottomMm, topMm } = heightsOf(ring)
    add(ringPicture(ring, colours).ground, [
      ring.innerRadiusMm,
      ring.outerRadiusMm,
      bottomMm,
      topMm,
    ])
  }
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(positions), 3))
  geometry.setAttribute('color', new BufferAttribute(new Float32Array(tints), 3))
  geometry.computeVertexNormals()
  return new Mesh(geometry, new MeshLambertMaterial({ vertexColors: true, side: DoubleSide }))
}

/** Outlines of lit pieces as line segments just above the tiles. */
function litPositions(sectors: readonly Sector[], zMm: number): number[] {
  return sectors.flatMap(({ innerRadiusMm, outerRadiusMm, fromRad, toRad }) => {
    const point = (radius: number, angle: number) => [
      radius * Math.cos(angle),
      radius * Math.sin(angle),
      zMm,
    ]
    const outline: number[] = []
    for (let step = 0; step < LIT_STEPS; step += 1) {
      const from = fromRad + ((toRad - fromRad) * step) / LIT_STEPS
      const to = fromRad + ((toRad - fromRad) * (step + 1)) / LIT_STEPS
      for (const radius of [innerRadiusMm, outerRadiusMm]) {
        outline.push(...point(radius, from), ...point(radius, to))
      }
    }
    for (const angle of [fromRad, toRad]) {
      outline.push(...point(innerRadiusMm, angle), ...point(outerRadiusMm, angle))
    }
    return outline
  })
}

function litSectors(plan: Plan, lit: RosettePlace): readonly Sector[] {
  const ring = plan.rings.find(({ id }) => id === lit.ringId)
  if (ring?.kind !== 'tile') return []
  const cells = sectorsOf(ring, lit)
  return lit.tile === null
    ? cells
    : [...cells, ...sectorsOf(ring, { ...lit, column: null, row: null })]
}

/** What is lit, as lines over the rosette. */
function litLines(plan: Plan) {
  const lines = new LineSegments(
    new BufferGeometry(),
    new LineBasicMaterial({ color: new Color(LIT_COLOUR), depthTest: false }),
  )
  lines.renderOrder = 1
  const show = (lit: RosettePlace | null) => {
    const ring = plan.rings.find(({ id }) => id === lit?.ringId)
    const positions =
      lit === null || ring === undefined
        ? []
        : litPositions(litSectors(plan, lit), heightsOf(ring).topMm + LIT_ABOVE_MM)
    lines.geometry.dispose()
    lines.geometry = new BufferGeometry()
    lines.geometry.setAttribute('position', new BufferAttribute(new Float32Array(positions), 3))
    lines.visible = positions.length > 0
  }
  show(null)
  return { lines, show }
}

function disposeMesh(mesh: Mesh): void {
  mesh.geometry.dispose()
  if (mesh.material instanceof MeshLambertMaterial) {
    mesh.material.map?.dispose()
    mesh.material.dispose()
  }
}

/** What the scene is built of. */
export interface SceneParts {
  readonly plan: Plan
  readonly colours: DrawingColours
  /** The ring whose log is sliced. */
  readonly slicedRingId: string | null
}

function buildLog(
  { plan, slicedRingId }: SceneParts,
  solids: readonly TileRingSolid[],
  reachMm: number,
): LogSolid | null {
  const solid = solids.find(({ ring }) => ring.id === slicedRingId)
  const log = solid === undefined ? null : slicedLogOf(plan, solid.ring)
  return solid === undefined || log === null ? null : logSolid(solid, log, reachMm)
}

/** Builds the rosette: tiles as instances, all other rings one mesh, the top one mesh. */
export function rosetteScene(parts: SceneParts): RosetteScene {
  const { plan, colours } = parts
  const scene = new Scene()
  const reachMm = topReachMm(plan) + TOP_BEYOND_MM
  lights(scene)
  const solids = plan.rings
    .filter((ring) => ring.kind === 'tile')
    .map((ring) => tileRingSolid(ring, colours))
  const log = buildLog(parts, solids, reachMm)
  const top = topMesh(plan, colours, reachMm)
  const rings = ringsMesh(plan, colours, reachMm)
  const section = sectionMesh(plan, colours, reachMm)
  const lit = litLines(plan)
  const whole = [top, ...(rings === null ? [] : [rings])]
  scene.add(...whole, section, lit.lines, ...solids.flatMap(({ meshes }) => meshes))
  if (log !== null) scene.add(log.group)
  const plane = [new Plane(new Vector3(0, 1, 0), 0)]
  const cut = (open: boolean) => {
    const planes = open ? plane : []
    for (const mesh of [...whole, ...solids.flatMap(({ meshes }) => meshes)]) {
      for (const material of [mesh.material].flat()) material.clippingPlanes = planes
    }
    section.visible = open
  }
  let taperTimes = 1
  return {
    scene,
    reachMm,
    show: (state) => {
      if (state.taperTimes !== taperTimes) {
        taperTimes = state.taperTimes
        for (const solid of solids) solid.setTaper(taperTimes)
        log?.reshape()
      }
      for (const solid of solids) solid.showTiles(solid.ring.tileCount)
      if (log !== null) {
        log.group.visible = state.slicing !== null
        if (state.slicing !== null) log.show(state.slicing)
      }
      // The log has the tiles' own material, so a cut-open rosette has no log beside it.
      cut(state.cutOpen && state.slicing === null)
      lit.show(state.lit)
    },
    dispose: () => {
      for (const solid of solids) solid.dispose()
      log?.dispose()
      for (const mesh of [...whole, section]) disposeMesh(mesh)
      lit.lines.geometry.dispose()
      lit.lines.material.dispose()
    },
  }
}
