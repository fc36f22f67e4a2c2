import {
  BufferAttribute,
  BufferGeometry,
  Color,
  Group,
  LineBasicMaterial,
  LineSegments,
  type Material,
  Scene,
} from 'three'
import type { Box, PathPoints } from '#core/gcode/path/point-store.ts'
import type { StageScene } from '../drawing-3d/stage.ts'
import type { DrawnPath } from './path-messages.ts'
import { createPathMaterial, type PathColours, type PathProgress } from './path-material.ts'
import { segmentChunks } from './segments.ts'

/** What can change without building the scene anew. */
export interface ProgramState extends PathProgress {
  readonly showTravel: boolean
}

/** A program over its machine. */
export interface ProgramScene extends StageScene<ProgramState> {
  readonly dispose: () => void
}

/** What a scene is made of; boxes are in work coordinates, mm. */
export interface ProgramSceneParts {
  readonly path: DrawnPath
  readonly travel: Box | null
  readonly colours: PathColours
}

/** While the eye moves, a picture that takes longer than this is replaced by its rough version. */
const SLOW_FRAME_MS = 60
const USUAL_BOX: Box = { min: { xMm: -50, yMm: -50, zMm: -5 }, max: { xMm: 50, yMm: 50, zMm: 5 } }
const EMPTY = new Float32Array(0)

/** Lets go of the array once the graphics card has it: the points themselves are kept elsewhere. */
function uploadedOnce(attribute: BufferAttribute): BufferAttribute {
  attribute.onUpload(() => {
    attribute.array = EMPTY
  })
  return attribute
}

function pathGroup(
  points: PathPoints,
  material: ReturnType<typeof createPathMaterial>['material'],
) {
  const group = new Group()
  for (const chunk of segmentChunks(points)) {
    const geometry = new BufferGeometry()
    geometry.setAttribute('position', new BufferAttribute(chunk.positionsMm, 3))
    geometry.setAttribute('kind', uploadedOnce(new BufferAttribute(chunk.kinds, 1)))
    geometry.setAttribute('line', uploadedOnce(new BufferAttribute(chunk.lines, 1)))
    // Needs the points, so before they are let go of.
    geometry.computeBoundingSphere()
    uploadedOnce(geometry.getAttribute('position') as BufferAttribute)
    const lines = new LineSegments(geometry, material)
    lines.matrixAutoUpdate = false
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

/** The box that is looked at: the cut, else all motions, else a hand's breadth about the zero. */
export function seenBox(path: Pick<DrawnPath, 'cutBox' | 'box'>): Box {
  return path.cutBox ?? path.box ?? USUAL_BOX
}

/** Builds the scene of a program; progress and eye cost no rebuild. */
export function programScene({ path, travel, colours }: ProgramSceneParts): ProgramScene {
  const scene = new Scene()
  const { material, show } = createPathMaterial(colours)
  const whole = pathGroup(path, material)
  const rough = path.rough === null ? null : pathGroup(path.rough, material)
  const box = seenBox(path)
  const { min, max } = box
  const reachMm = Math.max(
    5,
    Math.hypot(max.xMm - min.xMm, max.yMm - min.yMm, max.zMm - min.zMm) / 2,
  )
  const travelBox = travel === null ? null : boxLines(travel, colours.travel)
  scene.add(gridLines(box, colours.grid), boxLines(box, colours.stock), axes(reachMm / 3, colours))
  scene.add(whole)
  if (rough !== null) scene.add(rough)
  if (travelBox !== null) scene.add(travelBox)
  return {
    scene,
    reachMm,
    centre: [(min.xMm + max.xMm) / 2, (min.yMm + max.yMm) / 2, (min.zMm + max.zMm) / 2],
    show: (state) => {
      show(state)
      if (travelBox !== null) travelBox.visible = state.showTravel
    },
    beforeFrame: ({ moving, lastFrameMs }) => {
      const useRough = rough !== null && moving && lastFrameMs > SLOW_FRAME_MS
      whole.visible = !useRough
      if (rough !== null) rough.visible = useRough
    },
    dispose: () => {
      disposeAll(scene)
      material.dispose()
    },
  }
}
