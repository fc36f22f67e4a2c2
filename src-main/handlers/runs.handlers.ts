import type { Handlers } from '#core/contract/index.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { inUnits } from '#core/posts/in-units.ts'
import { fileStem } from '#core/rosette/file-stem.ts'
import type { MachineService } from '../machine/machine-service.ts'
import { createProgramParts } from '../runs/program-parts.ts'
import { type ApprovalDesk, judgementRefusal } from '../workshop/approval-desk.ts'
import { bundleOf, zipOf } from '../workshop/bundle.ts'
import { makeRun, type RunWorkplace } from '../workshop/make-run.ts'
import type { PlanShelf } from '../workshop/plan-shelf.ts'
import { selectPosts } from '../workshop/post-shelf.ts'
import type { PostShelf } from '../workshop/post-shelf.ts'
import type { ProgramStudies } from '../workshop/job/program-study.ts'
import { createProgramIntake, type IntakeParts } from '../workshop/program-intake.ts'
import { problem } from '../workshop/problems.ts'
import { stageLocks } from '../workshop/stage-locks.ts'

/** What the run calls work with. */
export interface RunsParts {
  readonly shelf: PlanShelf
  readonly approvals: ApprovalDesk
  readonly posts: PostShelf
  readonly workplace: RunWorkplace
  readonly cam: IntakeParts['cam']
  readonly studies: ProgramStudies
  readonly machine: Pick<MachineService, 'snapshot'>
  readonly changed: (runId: string) => void
}

const NOT_APPROVED = problem(
  'needs-approval',
  'The plan has not been approved as it is now.',
  'Read its feasibility and approve it.',
)

/** Makes the run of an approved plan and shows it as the list will. */
async function createRun(
  parts: RunsParts,
  { planId, postIds, units, jobId }: Parameters<Handlers['runs']['create']>[0],
) {
  const { shelf, approvals, posts, workplace, changed } = parts
  const opened = shelf.open(planId)
  if (!opened.ok) return opened
  const profiles = selectPosts(posts, postIds)
  if (!profiles.ok) return profiles
  const { plan } = opened.value
  const made = await makeRun(
    {
      plan,
      planId,
      jobName: plan.name,
      profiles: profiles.value.map((post) => (units === null ? post : inUnits(post, units))),
      summary: { plan, plan_id: planId, post_ids: postIds, ...(units !== null && { units }) },
      approve: (judgement) => {
        const refusal = judgementRefusal(judgement)
        if (refusal !== null) return failure(refusal)
        const standing = approvals.standing(planId, judgement)
        if (!standing.ok) return standing
        return standing.value === null ? failure(NOT_APPROVED) : success(standing.value)
      },
      ...(jobId !== undefined && { jobId }),
    },
    workplace,
  )
  if (!made.ok) return made
  changed(made.value.runId)
  return workplace.runStore.summary(made.value.runId)
}

/** All that leaves the house of one run, as a zip archive. */
async function bundle(
  { posts, workplace: { runStore } }: RunsParts,
  runId: string,
): Promise<Result<{ fileName: string; mediaType: string; base64: string }, Problem>> {
  const shown = await runStore.show(runId)
  if (!shown.ok) return shown
  const { artifact } = shown.value
  const files = await bundleOf(artifact, { runStore, posts: posts.posts })
  if (!files.ok) return files
  const zip = await zipOf(files.value)
  return success({
    fileName: `${fileStem(artifact.job_name)}-${runId.slice(0, 8)}.zip`,
    mediaType: 'application/zip',
    base64: Buffer.from(zip).toString('base64'),
  })
}

/** Answers the calls about runs. */
export function runsHandlers(parts: RunsParts): Handlers['runs'] {
  const { workplace, changed } = parts
  const { runStore } = workplace
  const intake = createProgramIntake({ ...parts, limits: () => parts.machine.snapshot().limits })
  const programPart = createProgramParts(runStore)
  return {
    create: (asked) => createRun(parts, asked),
    bundle: ({ runId }) => bundle(parts, runId),
    list: async (query) => {
      const page = await runStore.list(query)
      if (!page.ok) return page
      const { runs, nextCursor } = page.value
      return success({ runs: [...runs], nextCursor })
    },
    show: async ({ runId }) => {
      const shown = await runStore.show(runId)
      if (!shown.ok) return shown
      const { artifact, sends, artifactPath, confirmedStages } = shown.value
      return success({
        artifact,
        sends: [...sends],
        artifactPath,
        locks: [...stageLocks(artifact, confirmedStages)],
      })
    },
    verify: async ({ runId }) => {
      const found = await runStore.verify(runId)
      return found.ok ? success({ ok: found.value.ok, checks: [...found.value.checks] }) : found
    },
    programText: async ({ runId, programId }) => {
      const program = await runStore.readProgram(runId, programId)
      if (!program.ok) return program
      const { fileName, text, sha256 } = program.value
      return success({ fileName, text, sha256 })
    },
    receiveProgram: async (piece) => {
      const taken = await intake(piece)
      if (!taken.ok) return taken
      if (taken.value === null) return success({ run: null })
      changed(taken.value)
      const run = runStore.summary(taken.value)
      return run.ok ? success({ run: run.value }) : run
    },
    programPart,
    confirmStage: ({ runId, stage }) => {
      const confirmed = runStore.confirmStage(runId, stage)
      if (!confirmed.ok) return confirmed
      changed(runId)
      return success({ runId })
    },
  }
}
