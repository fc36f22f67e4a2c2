import { drawnOperations } from '#core/rosette/drawn-operation.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { canonicalJson } from '#core/runs/canonical-json.ts'
import type { Move } from '#core/toolpath/move.ts'
import { type DrawnPlanner, wholeDrawnCut } from '#core/toolpath/drawn-programs.ts'
import { sha256Hex } from '../files/sha256.ts'

/** Operations that are remembered; the oldest goes first. A pocket is some hundred kilobytes. */
const MOST_KEPT = 64

/** What this process has planned, by everything it was planned from. */
const kept = new Map<string, readonly Move[]>()

/**
 * Plans operations on drawn paths in the CAM process and remembers them as long as it lives: looking, then
 * simulating, then making the run plans each once. `tell` hears how much of a plan's operations is planned, 0
 * to 1.
 */
export function rememberingPlanner(plan: Plan, tell: (fraction: number) => void): DrawnPlanner {
  const count = Math.max(1, drawnOperations(plan).length)
  let done = 0
  return (drawn, cutting) => {
    const key = sha256Hex(canonicalJson({ drawn, cutting }))
    const before = kept.get(key)
    const moves =
      before ??
      wholeDrawnCut(drawn, cutting, (fraction) => {
        tell((done + fraction) / count)
      })
    kept.delete(key)
    kept.set(key, moves)
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    done += 1
    tell(done / count)
    return moves
  }
}
