import type { Approval } from '#core/contract/job.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { FeasibilityReport } from '#core/feasibility/finding.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import type { RunArtifact } from '#core/runs/artifact.schema.ts'
import type { BuiltArtifact } from '#core/runs/build-artifact.ts'
import type { CamDesk } from '../cam/cam-desk.ts'
import type { RunStore } from '../runs/run-store.ts'
import type { CutRunOrder } from './cut-run-job.ts'
import { type Judgement, judgePlan } from './judge.ts'
import type { LibraryShelf } from './library-shelf.ts'
import {
  artifactOf,
  decisionOf,
  errorOutcome,
  NOTHING_MADE,
  type RunHead,
  type RunOutcome,
} from './run-outcome.ts'
import type { Surroundings } from './surroundings.ts'

/** Programs that take longer than this to make are given up, ms. */
export const CUT_LIMIT_MS = 300_000

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
  /** By which it is followed and called off; one of its own when left out. */
  readonly jobId?: string
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
  /** Makes the programs in a process of its own. */
  readonly cam: Pick<CamDesk, 'run'>
}

/** A request judged, and what the person says to it. */
interface Answered {
  readonly judged: Judgement
  readonly approval: Result<Approval, Problem>
}

/** Judges and asks for the yes; a throw inside becomes the ERROR outcome. */
function judged(request: RunRequest, library: LibraryShelf): Answered | RunOutcome {
  try {
    const judgement = judgePlan(request.plan, library)
    return { judged: judgement, approval: request.approve(judgement) }
  } catch (thrown) {
    return errorOutcome(thrown, {})
  }
}

/** What a process that ended early, or a defect in it, leaves behind. */
class CamFailure extends Error {
  override readonly name = 'CamFailure'
}

/**
 * Has the CAM process plan, post, prove and simulate. When it crashes, takes too long or too much memory that
 * is the ERROR outcome; a problem comes back only when the person called it off.
 */
async function cutApproved(
  order: CutRunOrder,
  { cam }: RunWorkplace,
  jobId: string,
): Promise<Result<BuiltArtifact, Problem>> {
  const { head, report } = order
  const failed = (thrown: unknown) => success(artifactOf(head, errorOutcome(thrown, report)))
  try {
    const cut = await cam.run('run.cut', order, jobId, CUT_LIMIT_MS)
    if (cut.ok || cut.error.kind === 'busy') return cut
    return failed(new CamFailure(cut.error.message))
  } catch (thrown) {
    return failed(thrown)
  }
}

/** The artifact of a request, whatever came of it; a problem when it was called off. */
async function artifactFor(
  request: RunRequest,
  workplace: RunWorkplace,
  head: RunHead,
): Promise<Result<Pick<MadeRun, 'report'> & { readonly built: BuiltArtifact }, Problem>> {
  const { library, surroundings } = workplace
  const answered = judged(request, library)
  if (!('judged' in answered)) {
    return success({ built: artifactOf(head, answered), report: null })
  }
  const { report } = answered.judged
  const { approval } = answered
  if (!approval.ok) {
    const decision = decisionOf(report, approval.error.message)
    const blocked = { status: 'BLOCKED', feasibility: report, decision, approval: null } as const
    return success({ built: artifactOf(head, { ...blocked, ...NOTHING_MADE }), report })
  }
  const { plan, profiles } = request
  const { tool, machine } = library.recordsFor(plan)
  if (tool === null || machine === null) {
    const defect = new Error('feasibility let a plan pass whose tool or machine is not known')
    return success({ built: artifactOf(head, errorOutcome(defect, report)), report })
  }
  const context = { plan, tool, machine, tools: library.tools }
  const order = { head, context, profiles, report, approval: approval.value }
  const built = await cutApproved(order, workplace, request.jobId ?? surroundings.newId())
  return built.ok ? success({ built: built.value, report }) : built
}

/**
 * Answers a request for programs: feasibility is computed here, whatever the caller sent; the answer is
 * recorded as OK, BLOCKED or ERROR before its id is given away. A problem means nothing was recorded: it was
 * called off (kind `busy`), or the record could not be kept.
 */
export async function makeRun(
  request: RunRequest,
  workplace: RunWorkplace,
): Promise<Result<MadeRun, Problem>> {
  const { surroundings, runStore, appVersion } = workplace
  const head: RunHead = {
    runId: surroundings.newId(),
    requestId: surroundings.newId(),
    createdAtUtc: surroundings.clock().toISOString(),
    mode: 'rosette',
    toolId: request.plan.cutting.toolId,
    machineId: request.plan.cutting.machineId,
    jobName: request.jobName,
    requestSummary: request.summary,
    appVersion,
  }
  const made = await artifactFor(request, workplace, head)
  if (!made.ok) return made
  const { built, report } = made.value
  const recorded = await runStore.record(built, { planId: request.planId })
  if (!recorded.ok) return failure(recorded.error)
  const { artifact } = built
  return success({ runId: artifact.run_id, status: artifact.status, artifact, report })
}
