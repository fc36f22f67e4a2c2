import { z } from 'zod'

/** The newest strip family version this program writes and reads. */
export const STRIP_FAMILY_VERSION = 1

/** Bounds every strip family is held to; each refusal names the limit. */
export const STRIP_LIMITS = {
  minLengthMm: 0.02,
  maxWidthMm: 60,
  maxThicknessMm: 20,
  maxStrips: 64,
  maxBorderStrips: 12,
  maxGlueLineMm: 0.5,
  minAngleDeg: 10,
  maxAngleDeg: 80,
  maxPieceLengthMm: 300,
} as const

/** Lanes a family can be promoted through; `archived` is where it is put away. */
export const stripLaneSchema = z.enum(['safe', 'tuned_v1', 'tuned_v2', 'experimental'])
/** A lane. */
export type StripLane = z.output<typeof stripLaneSchema>

/** A length the maker has not measured yet is null: unknown is never treated as known. */
const measuredMm = (maxMm: number) => z.number().min(STRIP_LIMITS.minLengthMm).max(maxMm).nullable()

/** One strip of a laminate. */
export const stripSchema = z.strictObject({
  /** Stable within the family: letters, digits, dashes. */
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 lower-case letters, digits or dashes'),
  name: z.string().trim().min(1).max(80),
  /**
   * What it takes up in the laminate, which is what is seen in the finished face: for a line its width
   * across the ring, for a layer of a rope its thickness in the stack.
   */
  widthMm: measuredMm(STRIP_LIMITS.maxWidthMm),
  /** How deep it goes into the top, before scraping. */
  thicknessMm: measuredMm(STRIP_LIMITS.maxThicknessMm),
  /** Colour in the drawing, `#rrggbb`. */
  colour: z.string().regex(/^#[0-9a-f]{6}$/, 'must be # and six lower-case hex digits'),
  /** A wood or shell of the library; null where the name says it. */
  materialId: z.string().min(1).max(60).nullable(),
})
/** One strip of a laminate. */
export type Strip = z.output<typeof stripSchema>

const border = z.array(stripSchema).max(STRIP_LIMITS.maxBorderStrips)
const bandWidthMm = measuredMm(STRIP_LIMITS.maxWidthMm)
/** Between the layers and the direction of the ring; degrees as on a mitre gauge. */
const angleDeg = z.number().min(STRIP_LIMITS.minAngleDeg).max(STRIP_LIMITS.maxAngleDeg)

const mirrored = {
  angleDeg,
  /** Width of one half. */
  bandWidthMm,
  /** A line between the two halves. */
  middle: stripSchema.nullable(),
  /** `points`: the layers of the halves meet in points; `half-step`: one half is moved on by half a pitch. */
  phase: z.enum(['points', 'half-step']),
  /** Lines on either side, listed from the pattern outwards; the inner side mirrors the outer. */
  border,
}

/** How a family's strips become a ring. */
export const constructionSchema = z.discriminatedUnion('kind', [
  /** The strips side by side, from the soundhole outwards. */
  z.strictObject({ kind: z.literal('lines') }),
  /** As lines, but sawn from solid wood to the ring's curve and not bent. */
  z.strictObject({ kind: z.literal('solid') }),
  /** As lines; the widest is shell, laid in pieces. */
  z.strictObject({
    kind: z.literal('shell'),
    /** Length of a straight piece; null for pieces cut to the curve. */
    pieceLengthMm: measuredMm(STRIP_LIMITS.maxPieceLengthMm),
  }),
  /** The strips are the layers of a stack that is cut at an angle. */
  z.strictObject({ kind: z.literal('rope'), angleDeg, bandWidthMm, border }),
  /** The strips are the layers of a stack that is cut square. */
  z.strictObject({ kind: z.literal('ladder'), bandWidthMm, border }),
  z.strictObject({ kind: z.literal('herringbone'), ...mirrored }),
  z.strictObject({ kind: z.literal('wheat'), ...mirrored }),
])
/** How a family's strips become a ring. */
export type Construction = z.output<typeof constructionSchema>
/** Name of a construction. */
export type ConstructionKind = Construction['kind']
/** A construction whose pattern repeats along the ring. */
export type RepeatingConstruction = Extract<Construction, { bandWidthMm: unknown }>

/** Strip family schema, version 1. Lengths in mm, angles in degrees; no unknown keys. */
export const stripFamilySchema = z.strictObject({
  schema: z.literal('rmos.strip-family'),
  version: z.literal(STRIP_FAMILY_VERSION),
  /** Never changes, so that plans can name it. */
  id: z.string().trim().min(1).max(80),
  name: z.string().trim().min(1).max(120),
  lane: stripLaneSchema,
  notes: z.string().max(4000).default(''),
  /** What one glue line adds between two strips. */
  glueLineMm: z.number().min(0).max(STRIP_LIMITS.maxGlueLineMm),
  strips: z.array(stripSchema).min(1).max(STRIP_LIMITS.maxStrips),
  construction: constructionSchema,
})
/** A strip family, checked against `stripFamilySchema`. */
export type StripFamily = z.output<typeof stripFamilySchema>
