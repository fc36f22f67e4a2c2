import { z } from 'zod'
import { patternSchema } from '../pattern/pattern.schema.ts'
import { MOST_OPERATIONS, planOperationSchema } from './plan-operation.schema.ts'

/** The newest plan version this program writes and reads. */
export const PLAN_VERSION = 3

/** Bounds every plan is held to; each refusal names the limit. */
export const PLAN_LIMITS = {
  maxRadiusMm: 500,
  maxRings: 32,
  maxTileCount: 2000,
  maxColumns: 200,
  maxDrawings: 16,
  maxDrawnPaths: 64,
  /** Lines and arcs of one drawn path. */
  maxPathSegments: 4000,
} as const

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

/** A ring of the rosette; rings are listed from the inside out, which is also how they are counted. */
export const ringSchema = z.discriminatedUnion('kind', [
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

const coordinateMm = z.number().min(-10_000).max(10_000)
const point = z.strictObject({ xMm: coordinateMm, yMm: coordinateMm })
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 of 64 hex digits')

/** A drawing something of the plan was taken from; the file itself is kept beside the plans. */
const drawing = z.strictObject({
  /** Of the file's bytes. */
  sha256,
  fileName: z.string().min(1).max(255),
  sizeBytes: z.int().min(0),
  /** The unit it was read in. */
  unit: z.enum(['mm', 'cm', 'dm', 'm', 'in', 'ft', 'yd', 'um', 'mil', 'km']),
})

const segment = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('line'), from: point, to: point }),
  z.strictObject({
    kind: z.literal('arc'),
    from: point,
    to: point,
    centre: point,
    rotation: z.enum(['clockwise', 'counterclockwise']),
  }),
])

/** A path taken from a drawing, in the plan's coordinates; a closed one runs counterclockwise. */
const drawnPath = z.strictObject({
  id: ringBase.id,
  name: ringBase.name,
  /**
   * What it is for: an inlay pocket's outline, the outline of a jig, where no tool may go, or to be cut
   * along or drilled. Only the last may be open.
   */
  use: z.enum(['pocket', 'jig-outline', 'keep-out', 'cut']),
  path: z.array(segment).min(1).max(PLAN_LIMITS.maxPathSegments),
  /** How far a tool's edge stays off a keep-out; 0 for the others. */
  clearanceMm: z.number().min(0).max(100),
  /** How high a keep-out stands above the top; null or left out: not measured, so as high as can be. */
  heightMm: z.number().min(0).max(200).nullable().optional(),
  /** Where it comes from: the drawing, and the path's number in it. */
  from: z.strictObject({ sha256, pathNumber: z.int().min(1) }),
})

/** Plan schema, version 3. Every length in mm; no unknown keys. */
export const planSchema = z.strictObject({
  schema: z.literal('rmos.plan'),
  version: z.literal(PLAN_VERSION),
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
    /** From collet face to tip as the bit is set for this job; null: as its record says. */
    stickoutMm: z.number().positive().max(150).nullable().default(null),
  }),
  /** How logs and strips are sawn; null: by hand. */
  sawing: z
    .strictObject({
      bladeId: z.string().min(1).max(60),
      spindleRpm: z.number().positive().max(60_000),
      feedMmPerMin: z.number().positive().max(20_000),
      /** The piece rides on a sled with a zero-clearance insert and a stop block, never held by hand. */
      withSled: z.boolean(),
    })
    .nullable()
    .default(null),
  /** The drawings that parts of the plan were taken from. */
  drawings: z.array(drawing).max(PLAN_LIMITS.maxDrawings),
  /** Paths taken from drawings. */
  drawnPaths: z.array(drawnPath).max(PLAN_LIMITS.maxDrawnPaths),
  /** What is cut along them, in the order it is cut; a plan of before has nothing of the kind. */
  operations: z.array(planOperationSchema).max(MOST_OPERATIONS).default([]),
})

/** A rosette plan as its maker wrote it, checked against `planSchema`. */
export type Plan = z.output<typeof planSchema>
/** One ring of a plan. */
export type Ring = Plan['rings'][number]
/** How a ring is produced. */
export type RingKind = Ring['kind']
/** One ring of a given kind. */
export type RingOf<K extends RingKind> = Extract<Ring, { kind: K }>
/** A ring built of tapered tiles. */
export type TileRing = RingOf<'tile'>
/** A closed path taken from a drawing. */
export type DrawnPath = Plan['drawnPaths'][number]
/** A drawing that is kept with the plan. */
export type PlanDrawing = Plan['drawings'][number]
