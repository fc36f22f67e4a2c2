import { z } from 'zod'
import { PATTERN_LIMITS, veneerColourSchema } from './pattern.schema.ts'

const count = z.int().min(0)
const lengthMm = z.number().min(0)
const ratio = z.number().min(0).max(1)

/** One veneer of a stack: a letter, how many cells high it is, and its thickness. */
const stackPiece = z.strictObject({
  key: veneerColourSchema.shape.key,
  /** Rows it stands for: 1, or more where one thick veneer takes the place of several. */
  cells: z.int().min(1).max(PATTERN_LIMITS.maxRows),
  thicknessMm: z.number().positive(),
})

/** A block of veneers, glued in order, off which the strips of all columns like it are sawn. */
const plate = z.strictObject({
  /** Plates are numbered from 1 in the order the log needs them. */
  number: z.int().min(1),
  /** From the inside of the ring outwards. */
  stack: z.array(stackPiece).min(1),
  /** Strips it gives for one log: columns of the pattern that are like it. */
  multiplicity: z.int().min(1),
  /** Those columns, 0 first, counterclockwise. */
  columnIndices: z.array(count).min(1),
  /** Height of the glued stack: its veneers and the glue between them. */
  heightMm: lengthMm,
  blankWidthMm: lengthMm,
  blankLengthMm: lengthMm,
})

/** Veneer of one colour and thickness that has to be cut. */
const cutListEntry = z.strictObject({
  ...veneerColourSchema.shape,
  /** Rows one piece stands for. */
  cellsPerPiece: z.int().min(1),
  /** Thickness of the veneer in one cell; `thicknessMm` is that of the piece. */
  veneerMm: z.number().positive(),
  /** Cells of the pattern made of these pieces, counted over all columns. */
  cells: count,
  /** Pieces in all plates. */
  pieces: count,
  /** Pieces to cut with waste, rounded up. */
  piecesWithWaste: count,
  /** Sizes to cut, widest first; the pieces for waste are of the widest. */
  sizes: z.array(
    z.strictObject({
      widthMm: lengthMm,
      lengthMm,
      pieces: count,
      plateNumbers: z.array(z.int().min(1)),
    }),
  ),
  /** Veneer needed, waste included. */
  areaMm2: z.number().min(0),
})

/** What has to be looked at before anything is glued; the numbers that say why. */
const warning = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('columns-differ-in-height'),
    lowestMm: lengthMm,
    tallestMm: lengthMm,
    /** Columns lower than the tallest by more than a glue line. */
    columnIndices: z.array(count),
  }),
  z.strictObject({
    kind: z.literal('height-differs-from-ring'),
    heightMm: lengthMm,
    ringWidthMm: lengthMm,
  }),
  z.strictObject({ kind: z.literal('odd-tile-count'), tileCount: count }),
  z.strictObject({ kind: z.literal('inversion-needs-two-logs'), logCount: count }),
])

/** How a ring of tiles is made of its pattern: enough to build it from, and to draw the pattern again. */
export const mosaicRecipeSchema = z.strictObject({
  rows: z.int().min(1).max(PATTERN_LIMITS.maxRows),
  columns: z.int().min(1).max(PATTERN_LIMITS.maxColumns),
  /** Sum over every cell of the picture; a recipe with a colour out of place does not have it. */
  pictureCheck: z.string().regex(/^[0-9a-f]{8}$/),
  plates: z.array(plate).min(1),
  /** The strips of the log in order, counterclockwise: which plate, and whether inside becomes outside. */
  logSequence: z.array(z.strictObject({ plate: z.int().min(1), flipped: z.boolean() })).min(1),
  cutList: z.array(cutListEntry).min(1),
  /** Veneers in all plates. */
  pieceCount: count,
  /** Plain veneers along both faces of the log that the edge channels eat. */
  sacrificial: z.strictObject({
    rowsPerSide: count,
    pieces: count,
    widthMm: lengthMm,
    lengthMm,
  }),
  /** Height of the tallest column, glue included. */
  heightMm: lengthMm,
  strip: z.strictObject({
    /** Sawn so wide, with what the plane takes. */
    sawnWidthMm: lengthMm,
    outerWidthMm: lengthMm,
    innerWidthMm: lengthMm,
    /** Wood of a plate that becomes strips: w / (w + kerf + allowance). */
    yieldRatio: ratio,
    /** Strips off all plates, for all logs. */
    count,
  }),
  log: z.strictObject({
    logCount: z.int().min(1),
    lengthMm,
    sliceCount: count,
    slicesPerLog: count,
    sliceThicknessMm: lengthMm,
    kerfMm: lengthMm,
    tileCount: count,
    spareCount: count,
    yieldRatio: ratio,
    kerfLossMm: lengthMm,
  }),
  assembly: z.enum(['slip', 'book', 'inversion']),
  warnings: z.array(warning),
})
/** How a ring of tiles is made of its pattern. */
export type MosaicRecipe = z.output<typeof mosaicRecipeSchema>
/** A block of veneers off which the strips of like columns are sawn. */
export type Plate = MosaicRecipe['plates'][number]
/** One veneer of a plate's stack. */
export type StackPiece = Plate['stack'][number]
/** Veneer of one colour and thickness that has to be cut. */
export type CutListEntry = MosaicRecipe['cutList'][number]
/** What has to be looked at before anything is glued. */
export type RecipeWarning = MosaicRecipe['warnings'][number]
