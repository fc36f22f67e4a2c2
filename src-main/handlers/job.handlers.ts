import type { Handlers } from '#core/contract/index.ts'
import type { Problem } from '#core/contract/problem.ts'
import { mayProceed } from '#core/feasibility/evaluate.ts'
import type { LibraryRecords } from '#core/feasibility/job-context.ts'
import { withSetUp } from '#core/rosette/set-up.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { CamDesk } from '../cam/cam-desk.ts'
import type { ApprovalDesk } from '../workshop/approval-desk.ts'
import type { CutContext } from '../workshop/cut-plan.ts'
import { type Judgement, judgePlan } from '../workshop/judge.ts'
import type { LibraryShelf } from '../workshop/library-shelf.ts'
import { planSha256, type PlanShelf } from '../workshop/plan-shelf.ts'
import { type PostShelf, selectPosts } from '../workshop/post-shelf.ts'
import { problem } from '../workshop/problems.ts'

/** What the job calls work with. */
export interface JobParts {
  readonly shelf: PlanShelf
  readonly library: LibraryShelf
  readonly approvals: ApprovalDesk
  readonly cam: Pick<CamDesk, 'run'>
  readonly posts: PostShelf
  readonly newJobId: () => string
}

/** A plan that may be cut, with its records; blocked or without one of them it may not even be looked at. */
function cuttable({ shelf, library }: JobParts, planId: string): Result<CutContext, Problem> {
  const opened = shelf.open(planId)
  if (!opened.ok) return opened
  const { plan } = opened.value
  const judged = judgePlan(plan, library)
  // looking is allowed before a YELLOW job is acknowledged
  if (!mayProceed(judged.report.overall, true)) return failure(blockedPreview(judged))
  const { tool, machine } = library.recordsFor(plan)
  if (tool === null || machine === null) {
    throw new Error('a plan without tool or machine passed feasibility')
  }
  return success({ plan, tool, machine, tools: library.tools })
}

function blockedPreview({ report }: Judgement) {
  const worst = report.findings[0]
  return problem(
    'blocked',
    `The job is ${report.overall}, so there are no toolpaths: ${worst?.sentence ?? ''}`,
    worst?.fix ?? '',
  )
}

/** A plan's judgement, what would make it GREEN, and the person's yes. */
function judgingCalls(
  parts: JobParts,
): Pick<Handlers['job'], 'evaluate' | 'proposeFixes' | 'approve' | 'withdrawApproval'> {
  const { shelf, library, approvals, cam } = parts
  return {
    evaluate: ({ planId }) => {
      const opened = shelf.open(planId)
      if (!opened.ok) return opened
      const judged = judgePlan(opened.value.plan, library)
      const approval = approvals.standing(planId, judged)
      return approval.ok ? success({ ...judged, approval: approval.value }) : approval
    },
    proposeFixes: async ({ planId, jobId }) => {
      const opened = shelf.open(planId)
      if (!opened.ok) return opened
      const { plan } = opened.value
      const order = { plan, library: recordsOf(library) }
      const proposal = await cam.run('feasibility.fixes', order, jobId)
      return proposal.ok
        ? success({ planSha256: planSha256(plan), proposal: proposal.value })
        : proposal
    },
    approve: ({ planId, planSha256, feasibilitySha256, acknowledgement }) => {
      const opened = shelf.open(planId)
      if (!opened.ok) return opened
      const judged = judgePlan(opened.value.plan, library)
      if (judged.planSha256 !== planSha256 || judged.feasibilitySha256 !== feasibilitySha256) {
        return failure(
          problem(
            'needs-approval',
            'The plan or its judgement changed since you looked at it.',
            'Read the feasibility again, then approve.',
          ),
        )
      }
      return approvals.approve(planId, judged, acknowledgement)
    },
    withdrawApproval: ({ planId }) => approvals.withdraw(planId),
  }
}

/** The library's records as plain data, which can be sent to the CAM process. */
function recordsOf({ materials, tools, machines, blades }: LibraryShelf): LibraryRecords {
  return { materials, tools, machines, blades }
}

/** A plan's toolpaths, their proof, and how they would be in another set-up; nothing is recorded. */
function lookingCalls(
  parts: JobParts,
): Pick<Handlers['job'], 'previewToolpaths' | 'simulate' | 'compareSetUps'> {
  const { shelf, library, cam, posts, newJobId } = parts
  return {
    previewToolpaths: async ({ planId, jobId = newJobId() }) => {
      const context = cuttable(parts, planId)
      if (!context.ok) return context
      const programs = await cam.run('toolpath.preview', context.value, jobId)
      return programs.ok ? success({ programs: programs.value }) : programs
    },
    simulate: async ({ planId, programId, jobId }) => {
      const context = cuttable(parts, planId)
      if (!context.ok) return context
      const { plan, machine } = context.value
      const selected = selectPosts(posts, [machine.postId])
      if (!selected.ok) return selected
      const [profile] = selected.value
      if (profile === undefined)
        throw new Error(`post ${machine.postId} was found and is not there`)
      const order = { context: context.value, programId, profile }
      const proof = await cam.run('toolpath.simulate', order, jobId)
      return proof.ok ? success({ planSha256: planSha256(plan), proof: proof.value }) : proof
    },
    compareSetUps: async ({ planId, tried, jobId }) => {
      const opened = shelf.open(planId)
      if (!opened.ok) return opened
      const { plan } = opened.value
      const both = { plan, tried: withSetUp(plan, tried) }
      const order = { ...both, library: recordsOf(library), posts: posts.posts }
      const compared = await cam.run('toolpath.compare', order, jobId)
      return compared.ok
        ? success({ planSha256: planSha256(plan), comparison: compared.value })
        : compared
    },
  }
}

/** Answers the calls about judgement, approval and toolpaths. */
export function jobHandlers(parts: JobParts): Handlers['job'] {
  return { ...judgingCalls(parts), ...lookingCalls(parts) }
}
