import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { LINEAR_OF_BYTE, type LinearRgb } from './colour.ts'

/** A picture as a canvas hands it over: rows from the top, four bytes (red, green, blue, alpha) a pixel. */
export interface Picture {
  readonly widthPx: number
  readonly heightPx: number
  readonly rgba: Uint8Array | Uint8ClampedArray
}

/** Bounds of a picture that can be made a pattern; each refusal names the limit. */
export const PICTURE_LIMITS = { minSidePx: 2, maxPixels: 50_000_000 } as const

/**
 * Refuses a picture too small to show anything and one too large to be held in memory; null when its
 * size is fine. To be asked before the picture is decoded.
 */
export function pictureSizeProblem(
  source: string,
  widthPx: number,
  heightPx: number,
): DataProblem | null {
  const size = `${String(widthPx)} × ${String(heightPx)} pixels`
  const { minSidePx, maxPixels } = PICTURE_LIMITS
  if (!(widthPx >= minSidePx && heightPx >= minSidePx)) {
    const least = `${String(minSidePx)} × ${String(minSidePx)}`
    return dataProblem(source, '', `has ${size}, which is below the limit ${least}`)
  }
  if (widthPx * heightPx > maxPixels) {
    const most = `${String(maxPixels / 1_000_000)} million pixels`
    return dataProblem(source, '', `has ${size}, which is above the limit of ${most}`)
  }
  return null
}

/** Which cells of a row of `cells` a pixel of `pixels` covers, and how much of each cell's side. */
interface Coverage {
  readonly first: number
  /** Shares of the first cell and those after it; they add up to cells / pixels. */
  readonly shares: readonly number[]
}

function coverageOf(pixels: number, cells: number): readonly Coverage[] {
  return Array.from({ length: pixels }, (_, pixel) => {
    const from = (pixel * cells) / pixels
    const to = ((pixel + 1) * cells) / pixels
    const first = Math.min(cells - 1, Math.floor(from))
    const last = Math.min(cells - 1, Math.max(first, Math.ceil(to) - 1))
    const shares = Array.from({ length: last - first + 1 }, (_share, index) => {
      const cell = first + index
      return Math.max(0, Math.min(to, cell + 1) - Math.max(from, cell))
    })
    return { first, shares }
  })
}

/** Adds to one place of a list of numbers. */
function addTo(sums: Float64Array, index: number, value: number): void {
  sums[index] = (sums[index] ?? 0) + value
}

/** Light of one part of a pixel, as it looks on white paper. */
function lightOnPaper(byte: number | undefined, alpha: number): number {
  return 1 - alpha + alpha * (LINEAR_OF_BYTE[byte ?? 0] ?? 0)
}

/** One line of pixels averaged into cells along it, in linear light over white paper; three parts a cell. */
function averageLine(
  { rgba, widthPx }: Picture,
  y: number,
  across: readonly Coverage[],
  line: Float64Array,
): void {
  line.fill(0)
  let at = y * widthPx * 4
  for (const { first, shares } of across) {
    const alpha = (rgba[at + 3] ?? 0) / 255
    const r = lightOnPaper(rgba[at], alpha)
    const g = lightOnPaper(rgba[at + 1], alpha)
    const b = lightOnPaper(rgba[at + 2], alpha)
    at += 4
    let cell = 3 * first
    for (const share of shares) {
      addTo(line, cell, share * r)
      addTo(line, cell + 1, share * g)
      addTo(line, cell + 2, share * b)
      cell += 3
    }
  }
}

/**
 * The mean colour of each cell of a grid laid over the picture, line by line from the top left: every
 * pixel counts by the area it covers of the cell, in linear light; what is transparent lies on white
 * paper. The picture is stretched to the grid.
 */
export function averageCells(picture: Picture, rows: number, columns: number): LinearRgb[] {
  const sums = new Float64Array(3 * rows * columns)
  const line = new Float64Array(3 * columns)
  const across = coverageOf(picture.widthPx, columns)
  for (const [y, { first, shares }] of coverageOf(picture.heightPx, rows).entries()) {
    averageLine(picture, y, across, line)
    for (const [index, share] of shares.entries()) {
      const start = 3 * columns * (first + index)
      for (let at = 0; at < line.length; at += 1) {
        addTo(sums, start + at, share * (line[at] ?? 0))
      }
    }
  }
  return Array.from({ length: rows * columns }, (_, cell) => ({
    r: sums[3 * cell] ?? 0,
    g: sums[3 * cell + 1] ?? 0,
    b: sums[3 * cell + 2] ?? 0,
  }))
}
