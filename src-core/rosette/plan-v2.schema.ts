import { z } from 'zod'
import { patternSchema } from '../pattern/pattern.schema.ts'
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

/** What was measured on the finished log and on tiles laid in the mock channel; the plan is solved anew from it. */
const asBuilt = z.strictObject({
  /** Height of the glued log, which becomes the ring's width. */
  logHeightMm: measured(shortLengthMm),
  /** Arc that so many tiles took up at the ring's middle. */
  laidTiles: z.int().min(2).max(PLAN_LIMITS.maxTileCount),
  laidArcMm: measured(z.number().positive().max(4000)),
})

/** Route A: tiles sliced off a log of glued columns. */
const tileRing = z.strictObject({
  kind: z.literal('tile'),
  ...ringBase,
  tileCount: z.int().min(4).max(PLAN_LIMITS.maxTileCount),
  /** Veneer columns in one tile, around the ring; the pattern's own count where there is a pattern. */
  columns: z.int().min(1).max(PLAN_LIMITS.maxColumns),
  /** The tile's picture; null while only its size is known. */
  pattern: patternSchema.nullable(),
  /** How neighbours are laid: all alike, every other one turned over, or every other one end for end. */
  assembly: z.enum(['slip', 'book', 'inversion']),
  /** `auto`: per column when the whole log would lose more than half a cell. */
  taper: z.enum(['auto', 'column', 'log']),
  asBuilt: asBuilt.nullable(),
})

/** What a strip is laminated of. `plain`: lines or solid; the others are two layers at an angle. */
const stripWeave = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('plain') }),
  z.strictObject({
    kind: z.enum(['rope', 'herringbone', 'wheat']),
    lightMm: z.number().min(0.05).max(10),
    darkMm: z.number().min(0.05).max(10),
    /** Layers to the strip's run. */
    angleDeg: z.number().min(10).max(80),
    /** A veneer glued behind so that the short grain holds together. */
    backed: z.boolean(),
  }),
])
/** Route B: straight strips bent round. */
const stripRing = z.strictObject({
  kind: z.literal('strip'),
  ...ringBase,
  stripFamilyId: z.string().min(1).max(80).nullable(),
  weave: stripWeave,
  /** Added to the length for the scarf, as a share of it. */
  overlapRatio: z.number().min(0).max(0.25),
})

/** Route C: arcs sawn or routed from flat stock. */
const arcsRing = z.strictObject({
  kind: z.literal('arcs'),
  ...ringBase,
  arcCount: z.int().min(1).max(48),
})

/** Route D: whole rings sliced off a turned log. */
const discRing = z.strictObject({
  kind: z.literal('disc'),
  ...ringBase,
  /** Length of the turned log. */
  blankLengthMm: measured(z.number().positive().max(1000)),
  /** The blade that slices it, for the reach; null when not known. */
  blade: z
    .strictObject({
      diameterMm: z.number().positive().max(500),
      flangeDiameterMm: z.number().positive().max(300),
    })
    .nullable(),
})

/** Route E: pieces of shell. */
const shellRing = z.strictObject({
  kind: z.literal('shell'),
  ...ringBase,
  /** A straight piece may stand off the circle by so much. */
  maxSagMm: z.number().min(0.005).max(1),
  /** Null: the longest that keeps the sag. */
  segmentLengthMm: z.number().min(0.5).max(200).nullable(),
  /** Strips cut to the ring's own curve. */
  precurved: z.boolean(),
  /** What the pieces are cut with. */
  cutting: z.strictObject({
    toolId: z.string().min(1).max(60),
    spindleRpm: z.number().positive().max(120_000),
    feedMmPerMin: z.number().positive().max(50_000),
    plungeMmPerMin: z.number().positive().max(50_000),
    maxDepthPerPassMm: z.number().positive().max(10),
  }),
})

/** A ready-made ring: nothing is produced, and the channel is cut to what the calliper says. */
const boughtRing = z.strictObject({
  kind: z.literal('bought'),
  ...ringBase,
  /** Diameters at 0, 45, 90 and 135 degrees; null until measured. */
  outerDiametersMm: z.array(z.number().positive().max(1000)).length(4).nullable(),
  innerDiametersMm: z.array(z.number().positive().max(1000)).length(4).nullable(),
})

const ring = z.discriminatedUnion('kind', [
  tileRing,
  stripRing,
  arcsRing,
  discRing,
  shellRing,
  boughtRing,
])

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

/** Plan schema, version 2, as it was; a file of it is read with this and then brought up to date. */
export const planV2Schema = z.strictObject({
  schema: z.literal('rmos.plan'),
  version: z.literal(2),
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
  rings: z.array(ring).min(1).max(PLAN_LIMITS.maxRings),
  stock: z.strictObject({
    /** Width of the saw cut. */
    kerfMm: measured(z.number().positive().max(10)),
    /** Squared off both ends of the log together. */
    trimMm: z.number().min(0).max(200),
    spareTiles: z.int().min(0).max(200),
    /** Thickness of one veneer, radially, where no pattern says otherwise. */
    veneerMm: z.number().positive().max(10),
    /** Logs that are made, each of all plates. */
    logCount: z.int().min(1).max(50),
    /** Glue between two veneers. */
    glueLineMm: z.number().min(0).max(0.5),
    /** Left on each column strip for the plane. */
    planeAllowanceMm: z.number().min(0).max(5),
    /** Left on each plate for squaring. */
    squareAllowanceMm: z.number().min(0).max(50),
    /** Veneer bought beyond the count, as a share, rounded up for each colour. */
    wasteRatio: z.number().min(0).max(2),
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

/** A plan of version 2. */
export type PlanV2 = z.output<typeof planV2Schema>
