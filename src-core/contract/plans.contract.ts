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
} as const
