import type { Approval } from '#core/contract/job.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { FeasibilityReport } from '#core/feasibility/finding.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import type { RunArtifact } from '#core/runs/artifact.schema.ts'
import { type ArtifactParts, buildArtifact, type BuiltArtifact } from '#core/runs/build-artifact.ts'
import type { RunStore } from '../runs/run-store.ts'
import { sha256Hex } from '../files/sha256.ts'
import { cutPlan } from './cut-plan.ts'
import { type Judgement, judgePlan } from './judge.ts'
import { proveCut } from './prove-cut.ts'
import type { LibraryShelf } from './library-shelf.ts'
import type { Surroundings } from './surroundings.ts'

/** A request for programs of a plan. */
export interface RunRequest {
  readonly plan: Plan
  /** The plan's id in the workshop; null when it came from a file. */
  readonly planId: string | null
  readonly jobName: string
  readonly profiles: readonly PostProfile[]
  /** What was asked, for the record. */
  readonly summary: Readonly<Record<string, unknown>>
  /** Finds or takes the person's yes for exactly this judgement, or says why there is none. */
  readonly approve: (judgement: Judgement) => Result<Approval, Problem>
}

/** A request that was answered and recorded, whatever came of it. */
export interface MadeRun {
  readonly runId: string
  readonly status: RunArtifact['status']
  readonly artifact: RunArtifact
  readonly report: FeasibilityReport | null
}

/** What runs are made with. */
export interface RunWorkplace {
  readonly library: LibraryShelf
  readonly runStore: RunStore
  readonly surroundings: Surroundings
  readonly appVersion: string
}

type Outcome = Pick<
  ArtifactParts,
  | 'status'
  | 'feasibility'
  | 'decision'
  | 'approval'
  | 'toolpaths'
  | 'opplan'
  | 'programs'
  | 'exception'
>

const NOTHING_MADE = { toolpaths: null, opplan: null, programs: [], exception: null } as const

function decisionOf(report: FeasibilityReport, blockReason: string | null): Outcome['decision'] {
  return {
    risk_level: report.overall,
    score: report.score,
    block_reason: blockReason,
    warnings: report.findings.filter(({ grade }) => grade !== 'GREEN').map((f) => f.sentence),
    details: {},
  }
}

function approvalRecord(approval: Approval): NonNullable<Outcome['approval']> {
  return {
    approved_at_utc: approval.approvedAtUtc,
    actor: approval.actor,
    acknowledgement: approval.acknowledgement,
  }
}

/** Judges, asks for the yes, plans, posts, proves and simulates; a throw inside becomes the ERROR outcome. */
function workOut(
  request: RunRequest,
  library: LibraryShelf,
): Outcome & { report: FeasibilityReport | null } {
  let judged: Judgement | null = null
  try {
    judged = judgePlan(request.plan, library)
    const { report } = judged
    const approval = request.approve(judged)
    if (!approval.ok) {
      const decision = decisionOf(report, approval.error.message)
      return {
        report,
        status: 'BLOCKED',
        feasibility: report,
        decision,
        approval: null,
        ...NOTHING_MADE,
      }
    }
    const { tool, machine } = library.recordsFor(request.plan)
    if (tool === null || machine === null) {
      throw new Error('feasibility let a plan pass whose tool or machine is not in the library')
    }
    const context = { plan: request.plan, tool, machine, tools: library.tools }
    const cut = cutPlan(context, request.profiles)
    proveCut(cut, context)
    return {
      report,
      status: 'OK',
      feasibility: report,
      decision: decisionOf(report, null),
      approval: approvalRecord(approval.value),
      toolpaths: cut.toolpaths,
      opplan: cut.operationPlan,
      programs: cut.programs,
      exception: null,
    }
  } catch (thrown) {
    return { report: judged?.report ?? null, ...errorOutcome(thrown, judged?.report ?? {}) }
  }
}

/** What is recorded of a request that met a defect of this program. */
function errorOutcome(thrown: unknown, feasibility: object): Outcome {
  const cause = thrown instanceof Error ? thrown : new Error(String(thrown))
  return {
    status: 'ERROR',
    feasibility,
    decision: {
      risk_level: 'ERROR',
      score: null,
      block_reason: cause.message,
      warnings: [],
      details: {},
    },
    approval: null,
    ...NOTHING_MADE,
    exception: { type: cause.name, message: cause.message },
  }
}

/** Builds the artifact; an outcome that JSON cannot hold is a defect and recorded as one. */
function builtOf(head: Omit<ArtifactParts, keyof Outcome>, outcome: Outcome): BuiltArtifact {
  try {
    return buildArtifact({ ...head, ...outcome }, sha256Hex)
  } catch (thrown) {
    return buildArtifact({ ...head, ...errorOutcome(thrown, {}) }, sha256Hex)
  }
}

/**
 * Answers a request for programs: feasibility is computed here, whatever the caller sent; the answer is
 * recorded as OK, BLOCKED or ERROR before its id is given away. A problem means nothing was recorded.
 */
export async function makeRun(
  request: RunRequest,
  { library, runStore, surroundings, appVersion }: RunWorkplace,
): Promise<Result<MadeRun, Problem>> {
  const { report, ...outcome } = workOut(request, library)
  const head = {
    runId: surroundings.newId(),
    requestId: surroundings.newId(),
    createdAtUtc: surroundings.clock().toISOString(),
    mode: 'rosette',
    toolId: request.plan.cutting.toolId,
    machineId: request.plan.cutting.machineId,
    jobName: request.jobName,
    requestSummary: request.summary,
    appVersion,
  } as const
  const built = builtOf(head, outcome)
  const recorded = await runStore.record(built, { planId: request.planId })
  if (!recorded.ok) return failure(recorded.error)
  const { artifact } = built
  return success({ runId: artifact.run_id, status: artifact.status, artifact, report })
}
