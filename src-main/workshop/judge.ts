import { evaluateFeasibility } from '#core/feasibility/evaluate.ts'
import type { FeasibilityReport } from '#core/feasibility/finding.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { canonicalJson } from '#core/runs/canonical-json.ts'
import { sha256Hex } from '../files/sha256.ts'
import type { LibraryShelf } from './library-shelf.ts'
import { planSha256 } from './plan-shelf.ts'

/** A judgement and the hashes that name exactly what was judged and said. */
export interface Judgement {
  readonly report: FeasibilityReport
  readonly planSha256: string
  readonly feasibilitySha256: string
}

/** Judges a plan anew with the library's records; throws when a rule breaks its promise. */
export function judgePlan(plan: Plan, library: LibraryShelf): Judgement {
  const report = evaluateFeasibility(plan, library.recordsFor(plan))
  return {
    report,
    planSha256: planSha256(plan),
    feasibilitySha256: sha256Hex(canonicalJson(report)),
  }
}
