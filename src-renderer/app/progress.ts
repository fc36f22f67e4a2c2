import type { PlanStage } from '#core/contract/plans.contract.ts'
import type { Approval } from '#core/contract/job.contract.ts'
import type { RunSummary } from '#core/contract/runs.contract.ts'
import type { RiskLevel } from '#core/feasibility/finding.ts'
import type { PageId } from '../session/navigation.store.ts'

/** What is known of the open plan's way to the machine. */
export interface ProgressFacts {
  /** Null while it has not been judged. */
  readonly overall: RiskLevel | null
  readonly approval: Approval | null
  /** The newest run made of the plan. */
  readonly run: RunSummary | null
}

/** The one next step. */
export type NextStep = 'check' | 'approve' | 'makeRun' | 'cut' | 'watch' | 'record'

/** How far the plan has come and what to do next. */
export interface PlanProgress {
  readonly stage: PlanStage
  readonly next: NextStep
  readonly nextPage: PageId
}

/** The stages in the craft's order. */
export const STAGE_ORDER: readonly PlanStage[] = ['draft', 'checked', 'approved', 'cut', 'recorded']

/** A run counts only when it was made of the plan as it was approved. */
function runOfApproval({ approval, run }: ProgressFacts): RunSummary | null {
  if (approval === null || run?.status !== 'OK') return null
  return run.createdAtUtc >= approval.approvedAtUtc ? run : null
}

/** How far a run of the approved plan has come; a rehearsal cuts nothing, so after it the job is still to be cut. */
function progressOfRun({ lastSend }: RunSummary): PlanProgress {
  if (lastSend?.outcome === 'running') return { stage: 'cut', next: 'watch', nextPage: 'machine' }
  return lastSend?.outcome === 'completed' && !lastSend.rehearsal
    ? { stage: 'recorded', next: 'record', nextPage: 'runs' }
    : { stage: 'approved', next: 'cut', nextPage: 'machine' }
}

/** Works out how far a plan has come: draft, checked, approved, cut, recorded. */
export function planProgress(facts: ProgressFacts): PlanProgress {
  const { overall, approval } = facts
  if (overall === null || overall === 'RED' || overall === 'UNKNOWN') {
    return { stage: 'draft', next: 'check', nextPage: 'feasibility' }
  }
  if (approval === null) return { stage: 'checked', next: 'approve', nextPage: 'feasibility' }
  const run = runOfApproval(facts)
  if (run === null) return { stage: 'approved', next: 'makeRun', nextPage: 'toolpath' }
  return progressOfRun(run)
}
