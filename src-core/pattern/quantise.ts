import { type DataProblem } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { linearOfHex, type LinearRgb, nearestColour, okLabOf } from './colour.ts'
import { rowsFrom, sizeProblem } from './grid.ts'
import type { Pattern, VeneerColour } from './pattern.schema.ts'
import { averageCells, type Picture, pictureSizeProblem } from './picture.ts'

/** How a picture becomes a pattern. */
export interface QuantiseOptions {
  /** The picture's name for a refusal, e.g. `rose.png`. */
  readonly source: string
  readonly rows: number
  readonly columns: number
  readonly palette: readonly VeneerColour[]
  /** Passes each cell's error on to its neighbours: shades by scattered cells, many more unlike plates. */
  readonly diffuse: boolean
  /**
   * Which way up the picture lies in the ring: its top at the outer edge, or at the inner edge. Either
   * way it is turned, never mirrored.
   */
  readonly top: 'outer' | 'inner'
}

/** Floyd and Steinberg's shares, to the right and to the three cells below. */
const DIFFUSION = [
  { rows: 0, columns: 1, share: 7 / 16 },
  { rows: 1, columns: -1, share: 3 / 16 },
  { rows: 1, columns: 0, share: 5 / 16 },
  { rows: 1, columns: 1, share: 1 / 16 },
] as const

function added(cell: LinearRgb, error: LinearRgb, share: number): LinearRgb {
  return {
    r: cell.r + share * error.r,
    g: cell.g + share * error.g,
    b: cell.b + share * error.b,
  }
}

/**
 * Passes the error of one cell on to the neighbours that come later. Where the grid ends the others take
 * over, so that no light is lost but the last cell's.
 */
function passOn(cells: LinearRgb[], at: number, columns: number, error: LinearRgb): void {
  const column = at % columns
  const later = DIFFUSION.flatMap(({ rows, columns: aside, share }) => {
    const target = at + rows * columns + aside
    const cell = cells[target]
    const beside = column + aside < 0 || column + aside >= columns
    return cell === undefined || beside ? [] : [{ target, cell, share }]
  })
  const whole = later.reduce((sum, { share }) => sum + share, 0)
  for (const { target, cell, share } of later) cells[target] = added(cell, error, share / whole)
}

/** Palette index of each cell; with diffusion the cells are changed on the way. */
function indicesOf(cells: LinearRgb[], columns: number, options: QuantiseOptions): number[] {
  const lights = options.palette.map(({ colour }) => linearOfHex(colour))
  const labs = lights.map(okLabOf)
  return Array.from(cells.keys(), (at) => {
    const wanted = cells[at] ?? { r: 0, g: 0, b: 0 }
    const index = nearestColour(labs, okLabOf(wanted))
    const given = lights[index]
    if (options.diffuse && given !== undefined) {
      passOn(cells, at, columns, added(wanted, given, -1))
    }
    return index
  })
}

/**
 * Makes a picture a pattern: the mean of each cell in linear light, then the veneer that looks most like
 * it (nearest in OKLab). The same picture gives the same pattern. Refuses pictures outside
 * `PICTURE_LIMITS`, an empty palette, and a size beyond `PATTERN_LIMITS`.
 */
export function quantise(picture: Picture, options: QuantiseOptions): Result<Pattern, DataProblem> {
  const { rows, columns, palette, source } = options
  const problem =
    pictureSizeProblem(source, picture.widthPx, picture.heightPx) ?? sizeProblem(rows, columns)
  if (problem !== null) return failure(problem)
  if (palette.length === 0) throw new Error('a picture is matched to at least one veneer')
  const indices = indicesOf(averageCells(picture, rows, columns), columns, options)
  const keyAtCell = (row: number, column: number) =>
    palette[indices[row * columns + column] ?? 0]?.key ?? ''
  const drawn =
    options.top === 'inner'
      ? rowsFrom(rows, columns, keyAtCell)
      : rowsFrom(rows, columns, (row, column) => keyAtCell(rows - 1 - row, columns - 1 - column))
  return success({ palette: [...palette], rows: drawn })
}
