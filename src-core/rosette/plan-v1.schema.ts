import { z } from 'zod'
import { PLAN_LIMITS } from './plan.schema.ts'

/** Below 5 mm nothing round is a soundhole or a rosette, and clearances would turn rings inside out. */
const lengthMm = z.number().min(5).max(PLAN_LIMITS.maxRadiusMm)
const shortLengthMm = z.number().positive().max(50)
/** A length the maker has not measured yet is null, and blocks: unknown is never treated as safe. */
const measured = <T extends z.ZodType>(schema: T) => schema.nullable()

const ringBase = {
  /** Stable within the plan: letters, digits, dashes. */
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 lower-case letters, digits or dashes'),
  name: z.string().trim().min(1).max(80),
  innerRadiusMm: lengthMm,
  outerRadiusMm: lengthMm,
  /** Thickness of the inlay before scraping: for mosaic the slice thickness. */
  inlayThicknessMm: measured(shortLengthMm),
  /** How much of it stands above the top before scraping. */
  proudMm: z.number().min(0).max(5),
  materialId: z.string().min(1).max(60),
}

const mosaicRing = z.strictObject({
  kind: z.literal('mosaic'),
  ...ringBase,
  tileCount: z.int().min(4).max(PLAN_LIMITS.maxTileCount),
  /** Veneer columns in one tile, around the ring. */
  columns: z.int().min(1).max(PLAN_LIMITS.maxColumns),
})
const solidRing = z.strictObject({ kind: z.literal('solid'), ...ringBase })
const lineRing = z.strictObject({ kind: z.literal('line'), ...ringBase })

/** A ring of the rosette; rings are listed from the inside out. */
const ringSchema = z.discriminatedUnion('kind', [mosaicRing, solidRing, lineRing])

const onionSkin = z.strictObject({
  kind: z.literal('onion-skin'),
  /** What stays uncut, to be sanded through from the back. */
  skinMm: z.number().min(0.1).max(3),
})
const tabs = z.strictObject({
  kind: z.literal('tabs'),
  count: z.int().min(2).max(12),
  /** Width of the standing tab at its top. */
  widthMm: z.number().min(2).max(20),
  heightMm: z.number().min(0.2).max(5),
})

/** Plan schema, version 1, as written until November 2026; frozen, and read through `migratePlanV1`. */
export const planV1Schema = z.strictObject({
  schema: z.literal('rmos.plan'),
  version: z.literal(1),
  name: z.string().trim().min(1).max(120),
  notes: z.string().max(4000).default(''),
  soundhole: z.strictObject({
    radiusMm: lengthMm,
    method: z.discriminatedUnion('kind', [onionSkin, tabs]),
  }),
  /** Thickness of the top while it is inlaid. */
  topThicknessMm: measured(shortLengthMm),
  topMaterialId: z.string().min(1).max(60),
  /** Fingerboard width where it crosses the rosette. */
  fingerboardWidthMm: measured(z.number().positive().max(200)),
  rings: z.array(ringSchema).min(1).max(PLAN_LIMITS.maxRings),
  stock: z.strictObject({
    /** Width of the saw cut. */
    kerfMm: measured(z.number().positive().max(10)),
    /** Squared off both ends of the log together. */
    trimMm: z.number().min(0).max(200),
    spareTiles: z.int().min(0).max(200),
    /** Thickness of one veneer, radially. */
    veneerMm: z.number().positive().max(10),
  }),
  cutting: z.strictObject({
    machineId: z.string().min(1).max(60),
    toolId: z.string().min(1).max(60),
    spindleRpm: z.number().positive().max(120_000),
    feedMmPerMin: z.number().positive().max(50_000),
    plungeMmPerMin: z.number().positive().max(50_000),
    maxDepthPerPassMm: z.number().positive().max(50),
    /** Radial step of the clearing passes as a share of the tool's diameter. */
    stepoverRatio: z.number().min(0.05).max(0.9),
    direction: z.enum(['climb', 'conventional']),
    /** Left on each wall for the finishing pass. */
    finishAllowanceMm: z.number().min(0).max(1),
    /** Room for glue between inlay and wall, on each side. */
    clearancePerSideMm: z.number().min(0).max(0.76),
    safeHeightMm: z.number().min(1).max(100),
  }),
})

/** A plan of version 1. */
export type PlanV1 = z.output<typeof planV1Schema>
