import type { Path, Segment } from '../geometry/path.ts'
import type { Point2 } from '../geometry/point.ts'
import { type DataProblem } from '../outcome/problem.ts'
import type { Result } from '../outcome/result.ts'
import { RING_DEFAULTS } from './migrate-plan.ts'
import { newOperation } from './new-operation.ts'
import { checkPlan } from './parse-plan.ts'
import type { DrawnPath, Plan, PlanDrawing, Ring } from './plan.schema.ts'

/** Which way the neck lies in a drawing. */
export type NeckSide = 'up' | 'right' | 'down' | 'left'

/** Quarter turns counterclockwise that bring the neck up. */
const QUARTER_TURNS: Readonly<Record<NeckSide, number>> = { up: 0, right: 1, down: 2, left: 3 }

/** Sums of decimals as decimals: to a billionth of a millimetre. */
function tidyMm(lengthMm: number): number {
  const tidy = Math.round(lengthMm * 1e9) / 1e9
  return tidy === 0 ? 0 : tidy
}

/** A drawing's path in the plan's coordinates: `centre` becomes the origin and the neck lies up. */
export function placedPath(path: Path, centre: Point2, neck: NeckSide): Path {
  const turns = QUARTER_TURNS[neck]
  const placed = ({ xMm, yMm }: Point2): Point2 => {
    let [x, y] = [xMm - centre.xMm, yMm - centre.yMm]
    for (let turn = 0; turn < turns; turn += 1) [x, y] = [-y, x]
    return { xMm: tidyMm(x), yMm: tidyMm(y) }
  }
  return path.map((segment): Segment => {
    const ends = { from: placed(segment.from), to: placed(segment.to) }
    if (segment.kind === 'line') return { kind: 'line', ...ends }
    return { kind: 'arc', ...ends, centre: placed(segment.centre), rotation: segment.rotation }
  })
}

function withDrawing(plan: Plan, drawing: PlanDrawing): Plan {
  const others = plan.drawings.filter(({ sha256 }) => sha256 !== drawing.sha256)
  return { ...plan, drawings: [...others, drawing] }
}

function freeId(taken: readonly { readonly id: string }[], stem: string): string {
  const ids = new Set(taken.map(({ id }) => id))
  let number = 1
  while (ids.has(`${stem}-${String(number)}`)) number += 1
  return `${stem}-${String(number)}`
}

/** The plan with the soundhole of a drawing; refused where a ring would lie inside it. */
export function takeSoundhole(
  plan: Plan,
  drawing: PlanDrawing,
  radiusMm: number,
): Result<Plan, DataProblem> {
  const soundhole = { ...plan.soundhole, radiusMm: tidyMm(radiusMm) }
  return checkPlan(withDrawing({ ...plan, soundhole }, drawing), plan.name)
}

/** Two circles about one point that a ring lies between. */
export interface RingRadii {
  readonly innerRadiusMm: number
  readonly outerRadiusMm: number
}

/** The plan with a ring's radii from a drawing: those of one of its rings, or of a new one between the others. */
export function takeRing(
  plan: Plan,
  drawing: PlanDrawing,
  radii: RingRadii,
  ring: { readonly id: string } | { readonly name: string },
): Result<Plan, DataProblem> {
  const innerRadiusMm = tidyMm(radii.innerRadiusMm)
  const outerRadiusMm = tidyMm(radii.outerRadiusMm)
  const changed = { innerRadiusMm, outerRadiusMm }
  const rings =
    'id' in ring
      ? plan.rings.map((one) => (one.id === ring.id ? { ...one, ...changed } : one))
      : [...plan.rings, newRing(plan, ring.name, changed)]
  const inOrder = rings.toSorted((a, b) => a.innerRadiusMm - b.innerRadiusMm)
  return checkPlan(withDrawing({ ...plan, rings: inOrder }, drawing), plan.name)
}

/** A solid ring, the plainest there is; how thick its inlay is nobody knows yet, and unknown blocks. */
function newRing(plan: Plan, name: string, radii: RingRadii): Ring {
  return {
    kind: 'arcs',
    ...RING_DEFAULTS.arcs,
    ...{ id: freeId(plan.rings, 'drawn'), name, ...radii },
    ...{ inlayThicknessMm: null, proudMm: 0.2, materialId: plan.rings[0]?.materialId ?? '' },
  }
}

/**
 * The plan with a path of a drawing, in the plan's coordinates; a closed one runs counterclockwise. A pocket
 * also gets the operation that cuts it, whose depth nobody knows yet: unknown blocks.
 */
export function takePath(
  plan: Plan,
  drawing: PlanDrawing,
  taken: Omit<DrawnPath, 'id' | 'path'> & { readonly path: Path },
): Result<Plan, DataProblem> {
  const drawn = { ...taken, id: freeId(plan.drawnPaths, taken.use), path: [...taken.path] }
  const drawnPaths = [...plan.drawnPaths, drawn]
  const operations =
    taken.use === 'pocket'
      ? [...plan.operations, newOperation(plan, 'pocket', { pathIds: [drawn.id] })]
      : plan.operations
  return checkPlan(withDrawing({ ...plan, drawnPaths, operations }, drawing), plan.name)
}
