import { z } from 'zod'
import { planSchema } from '../rosette/plan.schema.ts'

/** How far a plan has come, in the craft's order. */
export const planStageSchema = z.enum(['draft', 'checked', 'approved', 'cut', 'recorded'])
/** How far a plan has come. */
export type PlanStage = z.output<typeof planStageSchema>

const planId = z.string().min(1).max(80)
/** A plan in the list. */
export const planSummarySchema = z.strictObject({
  planId,
  name: z.string(),
  origin: z.enum(['shipped', 'workshop']),
  ringCount: z.int(),
  tileCount: z.int(),
  outerRadiusMm: z.number(),
  soundholeRadiusMm: z.number(),
  updatedAtUtc: z.string(),
  /** Came from the older system. */
  converted: z.boolean(),
})
/** A plan in the list. */
export type PlanSummary = z.output<typeof planSummarySchema>
/** An open plan. */
export const openPlanSchema = z.strictObject({
  planId,
  origin: z.enum(['shipped', 'workshop']),
  updatedAtUtc: z.string(),
  plan: planSchema,
  /** Came from the older system; its own record is kept whole beside the plan. */
  converted: z.boolean(),
  /** What was taken in some way, or has no place, when the older record was read; empty once it is saved. */
  remarks: z.array(z.string()),
})
/** An open plan. */
export type OpenPlan = z.output<typeof openPlanSchema>
/** A rosette of the older system that is kept but cannot be drawn. */
const unreadablePlanSchema = z.strictObject({
  planId: z.string(),
  name: z.string(),
  reason: z.string(),
})
/** A rosette of the older system that is kept but cannot be drawn. */
export type UnreadablePlan = z.output<typeof unreadablePlanSchema>

/** Lane of a plan; `unknown` is whatever else an older record says. */
const laneSchema = z.enum(['safe', 'tuned_v2', 'tuned_v1', 'experimental', 'archived', 'unknown'])
const chosenLaneSchema = laneSchema.exclude(['unknown'])
/** How a job came out, as the person at the machine saw it. */
const outcomeGradeSchema = z.enum(['GREEN', 'YELLOW', 'RED'])
/** A plan as the library knows it. */
const libraryEntrySchema = z.strictObject({
  ...planSummarySchema.shape,
  /** Null for shipped examples, which are in no lane. */
  lane: laneSchema.nullable(),
  runCount: z.int(),
  /** The newest run made of it; null when there is none. */
  newestRun: z.strictObject({ runId: z.string(), createdAtUtc: z.string() }).nullable(),
})
/** A plan as the library knows it. */
export type LibraryEntry = z.output<typeof libraryEntrySchema>
/** Whether a plan may go to a lane, and why. */
const laneAdviceSchema = z.strictObject({
  lane: chosenLaneSchema,
  allowed: z.boolean(),
  reason: z.string(),
})
/** Whether a plan may go to a lane, and why. */
export type LaneAdvice = z.output<typeof laneAdviceSchema>
/** Something that happened to a plan: a job that was judged, or a change of its lane. */
const laneEventSchema = z.strictObject({
  atUtc: z.string(),
  kind: z.enum(['outcome', 'promoted', 'rolled-back']),
  grade: z.string().nullable(),
  oldLane: z.string().nullable(),
  newLane: z.string().nullable(),
  note: z.string(),
})
/** Something that happened to a plan. */
export type LaneEvent = z.output<typeof laneEventSchema>

/** Calls about plans. Shipped examples are never changed: saving one makes a workshop copy. */
export const plans = {
  list: {
    input: z.strictObject({}),
    output: z.strictObject({
      plans: z.array(planSummarySchema),
      unreadable: z.array(unreadablePlanSchema),
    }),
  },
  open: { input: z.strictObject({ planId }), output: openPlanSchema },
  /** Keeps a changed plan; withdraws an approval given for the older one. Returns it as kept (a new id for a shipped one). */
  save: { input: z.strictObject({ planId, plan: planSchema }), output: openPlanSchema },
  /** A workshop copy under a new name. */
  duplicate: {
    input: z.strictObject({ planId, name: z.string().trim().min(1).max(120) }),
    output: openPlanSchema,
  },
  /** Reads a plan file's text; the plan is kept as a new workshop plan. */
  importText: {
    input: z.strictObject({
      fileName: z.string().min(1).max(255),
      text: z.string().max(2_000_000),
    }),
    output: openPlanSchema,
  },
  /** The plan as the text of a plan file. */
  exportText: {
    input: z.strictObject({ planId }),
    output: z.strictObject({ fileName: z.string(), text: z.string() }),
  },
  /** Takes a workshop plan out of the list; `restore` brings it back. Runs keep what they recorded. */
  archive: { input: z.strictObject({ planId }), output: z.strictObject({ planId }) },
  restore: { input: z.strictObject({ planId }), output: openPlanSchema },
  /** Every plan with its lane and where it is used, archived ones too. */
  library: {
    input: z.strictObject({}),
    output: z.strictObject({ entries: z.array(libraryEntrySchema) }),
  },
  /** Keeps a new plan of the workshop. */
  create: { input: z.strictObject({ plan: planSchema }), output: openPlanSchema },
  /** What is known of a plan's way through the lanes: what each lane would say, and what has happened. */
  lanes: {
    input: z.strictObject({ planId }),
    output: z.strictObject({
      lane: laneSchema.nullable(),
      advice: z.array(laneAdviceSchema),
      /** Newest first. */
      events: z.array(laneEventSchema),
    }),
  },
  /** Moves a workshop plan to a lane; a promotion only when its jobs allow it. Kept in the job log with the reason. */
  setLane: {
    input: z.strictObject({ planId, lane: chosenLaneSchema, reason: z.string().trim().max(1000) }),
    output: z.strictObject({ planId, lane: laneSchema }),
  },
  /** Notes how a job of the plan came out. RED puts the plan back to experimental. */
  recordOutcome: {
    input: z.strictObject({
      planId,
      /** The run that was cut; null for a job that has none here. */
      runId: z
        .string()
        .regex(/^[0-9a-f]{32}$/)
        .nullable(),
      grade: outcomeGradeSchema,
      note: z.string().trim().max(1000),
    }),
    output: z.strictObject({ planId, lane: laneSchema.nullable(), demoted: z.boolean() }),
  },
  /** Plans with the tile patterns and strip families they use as one file: one plan, or all of the workshop. */
  exportLibrary: {
    input: z.strictObject({ planId: planId.nullable() }),
    output: z.strictObject({ fileName: z.string(), text: z.string() }),
  },
  /** Reads a library file. What is here already stays; what differs under the same id comes in as a copy. */
  importLibrary: {
    input: z.strictObject({
      fileName: z.string().min(1).max(255),
      text: z.string().max(6_000_000),
    }),
    output: z.strictObject({
      planIds: z.array(z.string()),
      added: z.int(),
      /** Had come in before, exactly the same. */
      same: z.int(),
      /** Came in under a new id beside another one. */
      copied: z.int(),
    }),
  },
} as const
