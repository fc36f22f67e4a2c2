import { compareSetUps, type SetUpComparison } from '#core/compare/compare-set-ups.ts'
import {
  judgedSetUp,
  plannedSetUp,
  type ProvedPrograms,
  type SetUpOutcome,
} from '#core/compare/set-up-outcome.ts'
import type { Problem } from '#core/contract/problem.ts'
import { mayProceed } from '#core/feasibility/evaluate.ts'
import { jobRecords, type LibraryRecords } from '#core/feasibility/job-context.ts'
import { type Result, success } from '#core/outcome/result.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { canonicalJson } from '#core/runs/canonical-json.ts'
import { UncuttableOperationError } from '#core/toolpath/drawn-cut.ts'
import type { CamWatch } from '../cam/cam-job.ts'
import { sha256Hex } from '../files/sha256.ts'
import {
  type CutContext,
  measuredToolpaths,
  postedText,
  PostVerificationError,
} from './cut-plan.ts'
import { rememberingPlanner } from './drawn-planner.ts'
import { simulateOfPlan } from './prove-cut.ts'

/** A plan as it is and as it is tried, and all records and posts they may name. */
export interface CompareOrder {
  readonly plan: Plan
  readonly tried: Plan
  readonly library: LibraryRecords
  readonly posts: readonly PostProfile[]
}

type Tell = CamWatch['tell']

/** Share of the work on one set-up that planning takes. */
const PLANNED = 0.3

/** Plans, posts and simulates every program. */
function prove(context: CutContext, profile: PostProfile, tell: Tell): ProvedPrograms {
  const planDrawn = rememberingPlanner(context.plan, (fraction) => {
    tell({ phase: 'planning', fraction: PLANNED * fraction })
  })
  const programs = measuredToolpaths(context, planDrawn)
  const proofs = programs.map((program, index) => {
    const text = postedText(program, context, profile, programs)
    const { engagementMm, findings } = simulateOfPlan(program, text, context, (fraction) => {
      const share = (index + fraction) / programs.length
      tell({ phase: 'simulating', fraction: PLANNED + (1 - PLANNED) * share })
    })
    return { engagementMm, findings }
  })
  const { x, y } = context.machine.maxRateMmPerMin
  return { programs, proofs, rapidMmPerMin: Math.min(x, y) }
}

/** What becomes of a plan; a set-up that cannot be cut has the reason in place of figures. */
function outcomeOf(
  plan: Plan,
  { library, posts }: Pick<CompareOrder, 'library' | 'posts'>,
  tell: Tell,
): SetUpOutcome {
  const records = jobRecords(plan, library)
  const judged = judgedSetUp(plan, records)
  const { overall, findings } = judged.report
  const { tool, machine } = records
  if (!mayProceed(overall, true) || tool === null || machine === null) {
    return { ...judged, refusal: findings[0]?.sentence ?? 'Nothing was judged.' }
  }
  const profile = posts.find(({ id }) => id === machine.postId)
  if (profile === undefined) {
    return { ...judged, refusal: `There is no post "${machine.postId}" for ${machine.name}.` }
  }
  try {
    const { tools } = library
    const proved = prove({ plan, tool, machine, tools }, profile, tell)
    return plannedSetUp(judged, plan, proved)
  } catch (thrown) {
    const isExpected =
      thrown instanceof UncuttableOperationError || thrown instanceof PostVerificationError
    if (!isExpected) throw thrown
    return { ...judged, refusal: thrown.message }
  }
}

/** Set-ups that are remembered, some kilobytes each; the oldest goes first. */
const MOST_KEPT = 16
const kept = new Map<string, SetUpOutcome>()

/** As `outcomeOf`; the same set-up is worked out once as long as this process lives. */
function rememberedOutcome(plan: Plan, order: CompareOrder, tell: Tell): SetUpOutcome {
  const { library, posts } = order
  const key = sha256Hex(canonicalJson({ plan, library, posts }))
  const outcome = kept.get(key) ?? outcomeOf(plan, order, tell)
  kept.delete(key)
  kept.set(key, outcome)
  const [oldest] = kept.keys()
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
  return outcome
}

/** Job of the CAM process: judges, plans and simulates a plan in two set-ups and holds them against each other. */
export function compareSetUpsJob(
  order: CompareOrder,
  { tell }: CamWatch,
): Result<SetUpComparison, Problem> {
  tell({ phase: 'planning', fraction: 0 })
  const a = rememberedOutcome(order.plan, order, ({ phase, fraction }) => {
    tell({ phase, fraction: fraction / 2 })
  })
  const b = rememberedOutcome(order.tried, order, ({ phase, fraction }) => {
    tell({ phase, fraction: 0.5 + fraction / 2 })
  })
  return success(compareSetUps(a, b))
}
