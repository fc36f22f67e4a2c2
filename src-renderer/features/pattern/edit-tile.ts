import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { type DataProblem, problemSentence } from '#core/outcome/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import type { TileRing } from '#core/rosette/plan.schema.ts'
import { usePlan } from '../../session/plan.store.ts'
import { showProblem } from '../../ui/toast.store.ts'
import { usePattern } from './pattern.store.ts'
import { tileInFocus, withPattern } from './tile-in-plan.ts'

/** The tile ring on the page now. */
export function currentTile(): TileRing | null {
  const plan = usePlan.getState().history?.present ?? null
  return plan === null ? null : tileInFocus(plan, usePattern.getState().ringId)
}

/** The picture on the page now. */
export function currentPattern(): Pattern | null {
  return currentTile()?.pattern ?? null
}

/** Puts a picture on the ring in focus, as one step of undo; `gesture` joins steps that go on. */
export function setPattern(pattern: Pattern, gesture?: string): void {
  const tile = currentTile()
  if (tile === null || tile.pattern === pattern) return
  usePlan.getState().edit((plan) => withPattern(plan, tile.id, pattern), gesture)
}

/** Changes the picture of the ring in focus, as one step of undo. */
export function editPattern(change: (pattern: Pattern) => Pattern, gesture?: string): void {
  const pattern = currentPattern()
  if (pattern !== null) setPattern(change(pattern), gesture)
}

/** Changes the picture, or says in one sentence why it cannot be changed so. True when it was. */
export function tryEditPattern(
  change: (pattern: Pattern) => Result<Pattern, DataProblem>,
  gesture?: string,
): boolean {
  const pattern = currentPattern()
  if (pattern === null) return false
  const changed = change(pattern)
  if (!changed.ok) {
    showProblem({ message: `${problemSentence(changed.error)}.`, remedy: '' }, 'pattern')
    return false
  }
  setPattern(changed.value, gesture)
  return true
}
