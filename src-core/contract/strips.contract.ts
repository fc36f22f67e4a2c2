import { z } from 'zod'
import { stripFamilySchema, stripLaneSchema } from '../strips/strip-family.schema.ts'

const familyId = z.string().min(1).max(80)

/** A strip family with what the workshop knows of it. */
export const openStripFamilySchema = z.strictObject({
  familyId,
  origin: z.enum(['shipped', 'workshop']),
  archived: z.boolean(),
  createdAtUtc: z.string(),
  updatedAtUtc: z.string(),
  family: stripFamilySchema,
  /** What was done to a record of the older system; empty for all others. */
  remarks: z.array(z.string()),
})
/** A strip family with what the workshop knows of it. */
export type OpenStripFamily = z.output<typeof openStripFamilySchema>

/** A strip ring of a plan. */
const stripRingSchema = z.strictObject({
  ringId: z.string(),
  ringName: z.string(),
  widthMm: z.number(),
  inlayThicknessMm: z.number().nullable(),
  /** The family it is made of; null while none is named. */
  familyId: z.string().nullable(),
})
/** A plan that has strip rings. */
export const planStripsSchema = z.strictObject({
  planId: z.string(),
  planName: z.string(),
  origin: z.enum(['shipped', 'workshop']),
  rings: z.array(stripRingSchema),
})
/** A plan that has strip rings. */
export type PlanStrips = z.output<typeof planStripsSchema>

/** Calls about strip families. Shipped ones are never changed: saving one makes a workshop copy. */
export const strips = {
  /** Those whose words all stand in name, notes, construction or strips; newest first, shipped ones last. */
  list: {
    input: z.strictObject({
      search: z.string().max(200).default(''),
      /** `archived` shows what is put away, and nothing else does. */
      lane: z
        .union([stripLaneSchema, z.literal('archived')])
        .nullable()
        .default(null),
      limit: z.int().min(1).max(1000).default(1000),
    }),
    output: z.strictObject({
      families: z.array(openStripFamilySchema),
      /** How many match; more than are listed where the limit cut them. */
      matchingCount: z.int(),
      /** Records that are kept but cannot be shown, each with the reason. */
      unreadable: z.array(z.strictObject({ familyId: z.string(), reason: z.string() })),
    }),
  },
  open: { input: z.strictObject({ familyId }), output: openStripFamilySchema },
  /** Keeps a new family; its id is given here. */
  create: { input: z.strictObject({ family: stripFamilySchema }), output: openStripFamilySchema },
  /** Keeps a changed family under its own id; a shipped one is kept as a copy with a new id. */
  save: { input: z.strictObject({ family: stripFamilySchema }), output: openStripFamilySchema },
  /** A workshop copy under a new name. */
  duplicate: {
    input: z.strictObject({ familyId, name: z.string().trim().min(1).max(120) }),
    output: openStripFamilySchema,
  },
  /** Reads one family or many, of this program or the older system; all are kept, or none. */
  importText: {
    input: z.strictObject({
      fileName: z.string().min(1).max(255),
      text: z.string().max(4_000_000),
    }),
    output: z.strictObject({ families: z.array(openStripFamilySchema) }),
  },
  /** The family as the text of a file that `importText` reads. */
  exportText: {
    input: z.strictObject({ familyId }),
    output: z.strictObject({ fileName: z.string(), text: z.string() }),
  },
  /** Takes a workshop family out of the list; plans that name it keep it. `restore` brings it back. */
  archive: { input: z.strictObject({ familyId }), output: openStripFamilySchema },
  restore: { input: z.strictObject({ familyId }), output: openStripFamilySchema },
  /** All plans with strip rings, and what family each ring is made of. */
  plansWithStrips: {
    input: z.strictObject({}),
    output: z.strictObject({ plans: z.array(planStripsSchema) }),
  },
  /** The plans whose rings name the family. */
  whereUsed: {
    input: z.strictObject({ familyId }),
    output: z.strictObject({ plans: z.array(planStripsSchema) }),
  },
  /** Makes rings of a plan of a family, or of none; refused for rings that are not bent of strip. */
  assign: {
    input: z.strictObject({
      planId: z.string().min(1).max(80),
      ringIds: z.array(z.string().max(40)).min(1).max(32),
      familyId: familyId.nullable(),
    }),
    output: planStripsSchema,
  },
} as const
