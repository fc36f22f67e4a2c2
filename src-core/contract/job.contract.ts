import { z } from 'zod'
import type { SetUpComparison } from '../compare/compare-set-ups.ts'
import type { FeasibilityReport } from '../feasibility/finding.ts'
import type { FixProposal } from '../feasibility/fixes/solve-fix.ts'
import { planSchema } from '../rosette/plan.schema.ts'
import type { ProgramProof } from '../simulation/program-proof.ts'
import type { ToolpathProgram } from '../toolpath/move.ts'
import { camJobIdSchema } from './cam.contract.ts'
import { typed } from './typed.ts'

const planId = z.string().min(1).max(80)
/** A person's yes to one exact plan with one exact judgement. */
export const approvalSchema = z.strictObject({
  planSha256: z.string(),
  feasibilitySha256: z.string(),
  approvedAtUtc: z.string(),
  actor: z.string(),
  acknowledgement: z.string().nullable(),
})
/** A person's yes to one exact plan with one exact judgement. */
export type Approval = z.output<typeof approvalSchema>

/** One program as the screen draws it. */
export interface ProgramPreview extends ToolpathProgram {
  readonly cutLengthMm: number
  readonly rapidLengthMm: number
  /** By the machine's own acceleration limits. */
  readonly estimatedSeconds: number
}

/** Judgement, approval and toolpaths of a plan. */
export const job = {
  /** Judges the plan as it is kept now; the hashes name exactly what was judged. */
  evaluate: {
    input: z.strictObject({ planId }),
    output: z.strictObject({
      planSha256: z.string(),
      feasibilitySha256: z.string(),
      report: typed<FeasibilityReport>(),
      /** Still good for this plan and judgement, else null. */
      approval: approvalSchema.nullable(),
    }),
  },
  /**
   * What would make the plan, as it is kept now, GREEN: the cheapest change for each finding and all of
   * them together. Worked out in the CAM process, for it judges the plan hundreds of times.
   */
  proposeFixes: {
    input: z.strictObject({ planId, jobId: camJobIdSchema }),
    output: z.strictObject({ planSha256: z.string(), proposal: typed<FixProposal>() }),
  },
  /**
   * Says yes to a judged plan. Refused as `blocked` when RED or UNKNOWN, and when YELLOW without an
   * acknowledgement of 10 characters or more; as `needs-approval` when the plan changed since.
   */
  approve: {
    input: z.strictObject({
      planId,
      planSha256: z.string(),
      feasibilitySha256: z.string(),
      acknowledgement: z.string().trim().max(2000).nullable(),
    }),
    output: approvalSchema,
  },
  /** Takes the yes back. */
  withdrawApproval: { input: z.strictObject({ planId }), output: z.strictObject({ planId }) },
  /**
   * The toolpaths of the plan, for looking at; nothing is recorded. Planned in the CAM process, told and
   * called off by `jobId`. Refused when blocked.
   */
  previewToolpaths: {
    input: z.strictObject({ planId, jobId: camJobIdSchema.optional() }),
    output: z.strictObject({ programs: typed<readonly ProgramPreview[]>() }),
  },
  /**
   * One program of the plan as the machine's own post prints it, read back and simulated, for looking at;
   * nothing is recorded. Worked out in the CAM process: told as `cam.progress` of the job (phases
   * `planning`, `posting`, `simulating`), called off by `cam.cancel`. Refused when blocked.
   */
  simulate: {
    input: z.strictObject({ planId, programId: z.string().min(1).max(80), jobId: camJobIdSchema }),
    output: z.strictObject({ planSha256: z.string(), proof: typed<ProgramProof>() }),
  },
  /**
   * The plan as it is kept now (`a`) against the same plan with the set-up of `tried` (`b`): judged, planned,
   * posted for their machines and simulated in the CAM process, told as `cam.progress` of the job (phases
   * `planning`, `simulating`), called off by `cam.cancel`. Nothing is recorded or changed. A set-up that is
   * blocked is compared too, without figures of its programs.
   */
  compareSetUps: {
    input: z.strictObject({ planId, tried: planSchema, jobId: camJobIdSchema }),
    output: z.strictObject({ planSha256: z.string(), comparison: typed<SetUpComparison>() }),
  },
} as const
