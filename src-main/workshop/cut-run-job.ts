import type { Approval } from '#core/contract/job.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { FeasibilityReport } from '#core/feasibility/finding.ts'
import { type Result, success } from '#core/outcome/result.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import type { BuiltArtifact } from '#core/runs/build-artifact.ts'
import type { CamWatch } from '../cam/cam-job.ts'
import { type CutContext, cutPlan } from './cut-plan.ts'
import { rememberingPlanner } from './drawn-planner.ts'
import { proveCut } from './prove-cut.ts'
import {
  approvalRecord,
  artifactOf,
  decisionOf,
  errorOutcome,
  type RunHead,
  type RunOutcome,
} from './run-outcome.ts'

/** A plan that was judged and approved, and what programs are wanted of it. */
export interface CutRunOrder {
  readonly head: RunHead
  readonly context: CutContext
  readonly profiles: readonly PostProfile[]
  readonly report: FeasibilityReport
  readonly approval: Approval
}

/** Share of the time that planning takes, and planning and posting together. */
const PLANNED = 0.3
const POSTED = 0.5

function outcomeOf(order: CutRunOrder, { tell }: CamWatch): RunOutcome {
  const { context, profiles, report, approval } = order
  const planDrawn = rememberingPlanner(context.plan, (fraction) => {
    tell({ phase: 'planning', fraction: PLANNED * fraction })
  })
  const tellPosting = (fraction: number) => {
    tell({ phase: 'posting', fraction: PLANNED + (POSTED - PLANNED) * fraction })
  }
  const cut = cutPlan(context, profiles, tellPosting, planDrawn)
  proveCut(cut, context, (fraction) => {
    tell({ phase: 'simulating', fraction: POSTED + (1 - POSTED) * fraction })
  })
  return {
    status: 'OK',
    feasibility: report,
    decision: decisionOf(report, null),
    approval: approvalRecord(approval),
    toolpaths: cut.toolpaths,
    opplan: cut.operationPlan,
    programs: cut.programs,
    exception: null,
  }
}

/**
 * Job of the CAM process: plans, posts, reads every text back, simulates, and builds the run's artifact. What
 * is thrown on the way becomes an artifact of status ERROR, which holds no program.
 */
export function cutRunJob(order: CutRunOrder, watch: CamWatch): Result<BuiltArtifact, Problem> {
  const { head, report } = order
  watch.tell({ phase: 'planning', fraction: 0 })
  try {
    return success(artifactOf(head, outcomeOf(order, watch)))
  } catch (thrown) {
    return success(artifactOf(head, errorOutcome(thrown, report)))
  }
}
