import type { Handlers } from '#core/contract/index.ts'
import type { ProgramPreview } from '#core/contract/job.contract.ts'
import { mayProceed } from '#core/feasibility/evaluate.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import type { CamDesk } from '../cam/cam-desk.ts'
import type { ApprovalDesk } from '../workshop/approval-desk.ts'
import { measuredToolpaths } from '../workshop/cut-plan.ts'
import { type Judgement, judgePlan } from '../workshop/judge.ts'
import type { LibraryShelf } from '../workshop/library-shelf.ts'
import { planSha256, type PlanShelf } from '../workshop/plan-shelf.ts'
import { problem } from '../workshop/problems.ts'

/** What the job calls work with. */
export interface JobParts {
  readonly shelf: PlanShelf
  readonly library: LibraryShelf
  readonly approvals: ApprovalDesk
  readonly cam: Pick<CamDesk, 'run'>
}

function previewOf(plan: Plan, library: LibraryShelf): readonly ProgramPreview[] {
  const { tool, machine } = library.recordsFor(plan)
  if (tool === null || machine === null) {
    throw new Error('a plan without tool or machine passed feasibility')
  }
  return measuredToolpaths({ plan, tool, machine, tools: library.tools })
}

function blockedPreview({ report }: Judgement) {
  const worst = report.findings[0]
  return problem(
    'blocked',
    `The job is ${report.overall}, so there are no toolpaths: ${worst?.sentence ?? ''}`,
    worst?.fix ?? '',
  )
}

/** Answers the calls about judgement, approval and toolpaths. */
export function jobHandlers({ shelf, library, approvals, cam }: JobParts): Handlers['job'] {
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
      const { materials, tools, machines, blades } = library
      const order = { plan, library: { materials, tools, machines, blades } }
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
    previewToolpaths: ({ planId }) => {
      const opened = shelf.open(planId)
      if (!opened.ok) return opened
      const judged = judgePlan(opened.value.plan, library)
      // looking is allowed before a YELLOW job is acknowledged
      return mayProceed(judged.report.overall, true)
        ? success({ programs: previewOf(opened.value.plan, library) })
        : failure(blockedPreview(judged))
    },
  }
}
