import { dataProblem, type DataProblem, describeValue } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import type { Assembly } from './arrange.ts'
import { cutListOf } from './cut-list.ts'
import { columnCountOf, rowCountOf } from './grid.ts'
import type { MosaicRecipe, Plate, RecipeWarning } from './mosaic-recipe.schema.ts'
import type { Pattern } from './pattern.schema.ts'
import { pictureCheck } from './picture-check.ts'
import {
  type ColumnGroup,
  groupColumns,
  stackHeightMm,
  stackOf,
  veneerChoices,
  type StockedVeneer,
} from './plates.ts'

/** Added to each end of a plate so that the saw has something to hold, mm. */
export const PLATE_END_MM = 10

/** A height this much beside the ring's width is worth a word, mm: the maker measures and solves anew. */
const HEIGHT_TOLERANCE_MM = 0.1
/** Columns closer than this are of one height, mm: less than one glue line. */
const EQUAL_HEIGHT_MM = 0.01

/** What a recipe needs to know of the ring, its log and the shop. */
export interface MosaicNumbers {
  /** The ring's name, for refusals. */
  readonly ringName: string
  readonly ringWidthMm: number
  readonly tileCount: number
  readonly assembly: Assembly
  /** The logs as solved: slices, length and yield. */
  readonly log: {
    readonly logCount: number
    readonly sliceCount: number
    readonly slicesPerLog: number
    readonly lengthMm: number
    readonly yieldRatio: number
    readonly kerfLossMm: number
  }
  readonly sliceThicknessMm: number
  readonly kerfMm: number
  /** Width of one column at the outer and at the inner edge of the ring. */
  readonly columnOuterWidthMm: number
  readonly columnInnerWidthMm: number
  readonly sacrificialRowsPerSide: number
  readonly glueLineMm: number
  readonly planeAllowanceMm: number
  readonly squareAllowanceMm: number
  readonly wasteRatio: number
}

/** What the maker may choose. */
export interface RecipeOptions {
  /** Strips may be turned inside out, so that a column and its mirror come off one plate. */
  readonly flipPlates: boolean
  /** Thick veneers that may take the place of several like ones. */
  readonly stocked: readonly StockedVeneer[]
}

/** One plate for each kind of column, a veneer for each cell. */
export const PLAIN_OPTIONS: RecipeOptions = { flipPlates: false, stocked: [] }

/**
 * What is wrong with a pattern nobody has checked yet: no cell, rows of unequal length, a letter without
 * a colour, a veneer without a thickness. Null when it can be built.
 */
export function patternProblem(source: string, pattern: Pattern): DataProblem | null {
  const columns = columnCountOf(pattern)
  if (columns === 0) return dataProblem(source, 'pattern', 'has no cells')
  const known = new Set(pattern.palette.map(({ key }) => key))
  for (const { key, name, thicknessMm } of pattern.palette) {
    if (thicknessMm > 0) continue
    const message = `${name} (${key}) is ${describeValue(thicknessMm)} mm thick, which is not above the limit 0`
    return dataProblem(source, 'pattern.palette', message)
  }
  for (const [index, row] of pattern.rows.entries()) {
    const place = `pattern.rows[${String(index)}]`
    if (row.length !== columns) {
      const message = `has ${String(row.length)} columns, the first row has ${String(columns)}`
      return dataProblem(source, place, message)
    }
    const strange = Array.from(row).findIndex((key) => !known.has(key))
    if (strange < 0) continue
    const message = `column ${String(strange + 1)} is "${row.charAt(strange)}", which is no colour of the palette`
    return dataProblem(source, place, message)
  }
  return null
}

function kerfProblem({ ringName, kerfMm, sliceThicknessMm }: MosaicNumbers): DataProblem | null {
  if (kerfMm <= sliceThicknessMm) return null
  const message = `${String(kerfMm)} is wider than the tile: slices are ${String(sliceThicknessMm)} mm thick, and the saw would turn more of the log to dust than to tiles`
  return dataProblem(ringName, 'kerfMm', message)
}

/**
 * One plate: blank W = m·q·(w_outer + plane + kerf) + square, m columns, q logs; length is the log's and
 * 10 mm at each end.
 */
function plateOf(
  group: ColumnGroup,
  index: number,
  stack: Plate['stack'],
  numbers: MosaicNumbers,
): Plate {
  const { log, columnOuterWidthMm, planeAllowanceMm, kerfMm, squareAllowanceMm } = numbers
  const multiplicity = group.columnIndices.length
  const perStripMm = columnOuterWidthMm + planeAllowanceMm + kerfMm
  return {
    number: index + 1,
    stack,
    multiplicity,
    columnIndices: [...group.columnIndices],
    heightMm: stackHeightMm(stack, numbers.glueLineMm),
    blankWidthMm: multiplicity * log.logCount * perStripMm + squareAllowanceMm,
    blankLengthMm: log.lengthMm + 2 * PLATE_END_MM,
  }
}

function sequenceOf(groups: readonly ColumnGroup[], columns: number): MosaicRecipe['logSequence'] {
  const sequence = Array.from({ length: columns }, () => ({ plate: 0, flipped: false }))
  for (const [index, { columnIndices, flipped }] of groups.entries()) {
    for (const [position, column] of columnIndices.entries()) {
      sequence[column] = { plate: index + 1, flipped: flipped[position] ?? false }
    }
  }
  return sequence
}

function warningsOf(
  plates: readonly Plate[],
  heightMm: number,
  numbers: MosaicNumbers,
): RecipeWarning[] {
  const { tileCount, assembly, ringWidthMm, log } = numbers
  const warnings: RecipeWarning[] = []
  const lowestMm = Math.min(...plates.map((plate) => plate.heightMm))
  if (heightMm - lowestMm > EQUAL_HEIGHT_MM) {
    const columnIndices = plates
      .filter((plate) => heightMm - plate.heightMm > EQUAL_HEIGHT_MM)
      .flatMap((plate) => plate.columnIndices)
      .sort((one, other) => one - other)
    warnings.push({
      kind: 'columns-differ-in-height',
      lowestMm,
      tallestMm: heightMm,
      columnIndices,
    })
  }
  if (Math.abs(heightMm - ringWidthMm) > HEIGHT_TOLERANCE_MM) {
    warnings.push({ kind: 'height-differs-from-ring', heightMm, ringWidthMm })
  }
  if (assembly !== 'slip' && tileCount % 2 === 1) {
    warnings.push({ kind: 'odd-tile-count', tileCount })
  }
  if (assembly === 'inversion' && log.logCount < 2) {
    warnings.push({ kind: 'inversion-needs-two-logs', logCount: log.logCount })
  }
  return warnings
}

/** Pieces of plain veneer for both faces of every log, as wide as the tile is outside. */
function sacrificialOf(numbers: MosaicNumbers, columns: number): MosaicRecipe['sacrificial'] {
  const { sacrificialRowsPerSide: rowsPerSide, log, columnOuterWidthMm } = numbers
  return {
    rowsPerSide,
    pieces: 2 * rowsPerSide * log.logCount,
    widthMm: columns * columnOuterWidthMm,
    lengthMm: log.lengthMm,
  }
}

function stripOf(numbers: MosaicNumbers, columns: number): MosaicRecipe['strip'] {
  const { columnOuterWidthMm, planeAllowanceMm, kerfMm, log } = numbers
  return {
    sawnWidthMm: columnOuterWidthMm + planeAllowanceMm,
    outerWidthMm: columnOuterWidthMm,
    innerWidthMm: numbers.columnInnerWidthMm,
    yieldRatio: columnOuterWidthMm / (columnOuterWidthMm + kerfMm + planeAllowanceMm),
    count: columns * log.logCount,
  }
}

/**
 * Works out how a ring of tiles is made of its pattern: which veneers are glued to which plates, how many
 * strips come off each, in which order they make the log, and what has to be cut and bought. From the
 * plates, the log's sequence and the cut list alone `rebuildPattern` draws the pattern again.
 *
 * Refuses a pattern that cannot be built (see `patternProblem`) and a kerf wider than a slice.
 */
export function mosaicRecipe(
  pattern: Pattern,
  numbers: MosaicNumbers,
  options: RecipeOptions,
): Result<MosaicRecipe, DataProblem> {
  const problem = patternProblem(numbers.ringName, pattern) ?? kerfProblem(numbers)
  if (problem !== null) return failure(problem)
  const columns = columnCountOf(pattern)
  const choices = veneerChoices(pattern.palette, options.stocked, numbers.glueLineMm)
  const groups = groupColumns(pattern, options.flipPlates)
  const plates = groups.map((group, index) =>
    plateOf(group, index, [...stackOf(group.keys, choices)], numbers),
  )
  const heightMm = Math.max(...plates.map((plate) => plate.heightMm))
  const { tileCount, log, sliceThicknessMm, kerfMm } = numbers
  return success({
    rows: rowCountOf(pattern),
    columns,
    pictureCheck: pictureCheck(pattern),
    plates,
    logSequence: sequenceOf(groups, columns),
    cutList: cutListOf(pattern.palette, plates, numbers.wasteRatio),
    pieceCount: plates.reduce((sum, { stack }) => sum + stack.length, 0),
    sacrificial: sacrificialOf(numbers, columns),
    heightMm,
    strip: stripOf(numbers, columns),
    log: { ...log, sliceThicknessMm, kerfMm, tileCount, spareCount: log.sliceCount - tileCount },
    assembly: numbers.assembly,
    warnings: warningsOf(plates, heightMm, numbers),
  })
}
