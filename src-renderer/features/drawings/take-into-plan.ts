import type { OpenDrawing } from '#core/contract/drawings.contract.ts'
import { signedAreaMm2 } from '#core/drawing/loops.ts'
import { type PackedDrawing, unpackedPath } from '#core/drawing/packed-drawing.ts'
import { reversedPath } from '#core/geometry/outline.ts'
import { distanceMm } from '#core/geometry/point.ts'
import { type DataProblem, problemSentence } from '#core/outcome/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import type { DrawnPath, Plan, PlanDrawing } from '#core/rosette/plan.schema.ts'
import {
  placedPath,
  type RingRadii,
  takePath,
  takeRing,
  takeSoundhole,
} from '#core/rosette/take-from-drawing.ts'
import { rmos } from '../../client.ts'
import { usePlan } from '../../session/plan.store.ts'
import { settle } from '../../session/settle.ts'
import { showProblem, showToast } from '../../ui/toast.store.ts'
import { drawingsStrings } from './drawings.strings.ts'

const words = drawingsStrings.use
/** Two circles farther apart have not one centre, mm. */
const CONCENTRIC_MM = 0.05

/** What can be made of what is chosen. */
export type Offer =
  | { readonly kind: 'soundhole'; readonly radiusMm: number }
  | { readonly kind: 'ring'; readonly radii: RingRadii }
  | { readonly kind: 'path'; readonly path: number; readonly isClosed: boolean }
  | { readonly kind: 'not-concentric'; readonly awayMm: number }

/** What the chosen path, and its partner, can become. */
export function offersOf(
  packed: PackedDrawing,
  { chosen, other }: { readonly chosen: number | null; readonly other: number | null },
): readonly Offer[] {
  if (chosen === null) return []
  const first = unpackedPath(packed, chosen)
  if (!first.closed) return [{ kind: 'path', path: chosen, isClosed: false }]
  const hole: readonly Offer[] =
    first.circle === null ? [] : [{ kind: 'soundhole', radiusMm: first.circle.radiusMm }]
  if (other === null) return [...hole, { kind: 'path', path: chosen, isClosed: true }]
  const second = unpackedPath(packed, other)
  if (first.circle === null || second.circle === null)
    return [{ kind: 'path', path: chosen, isClosed: true }]
  const awayMm = distanceMm(first.circle.centre, second.circle.centre)
  if (awayMm > CONCENTRIC_MM) return [{ kind: 'not-concentric', awayMm }]
  const radiiMm = [first.circle.radiusMm, second.circle.radiusMm]
  const radii = { innerRadiusMm: Math.min(...radiiMm), outerRadiusMm: Math.max(...radiiMm) }
  return [{ kind: 'ring', radii }]
}

function planDrawing({ drawing, report }: OpenDrawing): PlanDrawing | null {
  if (report.units.kind !== 'settled') return null
  const { sha256, fileName, sizeBytes } = drawing
  return { sha256, fileName, sizeBytes, unit: report.units.unit }
}

/** Keeps the file for good, then changes the plan as one step of undo; what the plan refuses is told. */
async function take(
  open: OpenDrawing,
  what: string,
  change: (plan: Plan, drawing: PlanDrawing) => Result<Plan, DataProblem>,
): Promise<void> {
  const drawing = planDrawing(open)
  const plan = usePlan.getState().history?.present
  if (drawing === null || plan === undefined) return
  const changed = change(plan, drawing)
  if (!changed.ok) {
    showProblem({ message: `${problemSentence(changed.error)}.`, remedy: '' })
    return
  }
  const kept = await settle(rmos.drawings.keep({ sha256: drawing.sha256 }))
  if (!kept.ok) {
    showProblem(kept.error)
    return
  }
  usePlan.getState().edit((now) => {
    const again = change(now, drawing)
    return again.ok ? again.value : now
  })
  showToast(words.taken(what), {
    label: words.undo,
    run: () => {
      usePlan.getState().undo()
    },
  })
}

/** Takes a circle as the plan's soundhole. */
export function takeAsSoundhole(open: OpenDrawing, radiusMm: number, what: string): Promise<void> {
  return take(open, what, (plan, drawing) => takeSoundhole(plan, drawing, radiusMm))
}

/** Takes two circles as a ring: a new one, or the radii of one of the plan's. */
export function takeAsRing(
  open: OpenDrawing,
  radii: RingRadii,
  ringId: string | null,
  what: string,
): Promise<void> {
  const ring = ringId === null ? { name: words.ringName } : { id: ringId }
  return take(open, what, (plan, drawing) => takeRing(plan, drawing, radii, ring))
}

/** Takes a path as a pocket, a jig's outline, a keep-out (these closed) or to be cut. */
export function takeAsPath(
  open: OpenDrawing,
  packed: PackedDrawing,
  order: {
    readonly path: number
    readonly use: DrawnPath['use']
    readonly clearanceMm: number
    readonly heightMm: number | null
  },
): Promise<void> {
  const { id, layer, path, closed } = unpackedPath(packed, order.path)
  const { centre, neck } = open.drawing.choices
  if (centre === null) return Promise.resolve()
  const outline = !closed || signedAreaMm2(path) > 0 ? path : reversedPath(path)
  const name = words.named(words.names[order.use], layer, id).slice(0, 80)
  return take(open, name, (plan, drawing) =>
    takePath(plan, drawing, {
      ...{ name, use: order.use, path: placedPath(outline, centre, neck) },
      clearanceMm: order.use === 'keep-out' ? order.clearanceMm : 0,
      ...(order.use === 'keep-out' && { heightMm: order.heightMm }),
      from: { sha256: drawing.sha256, pathNumber: id },
    }),
  )
}
