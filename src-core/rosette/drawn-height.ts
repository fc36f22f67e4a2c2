import type { Pattern } from '../pattern/pattern.schema.ts'
import type { Plan, TileRing } from './plan.schema.ts'

/** Height of a pattern's columns when they are glued up, across the ring. */
export interface DrawnHeight {
  /** Of the highest column: veneers and (R − 1) glue lines; the log is as high as that. */
  readonly heightMm: number
  /** Highest less lowest column: what must be planed off, because veneers of unlike thickness were mixed. */
  readonly unevenMm: number
}

/** Height of a pattern as drawn, H = Σv + (R − 1)·glue, over its columns. */
export function drawnHeight(pattern: Pattern, glueLineMm: number): DrawnHeight {
  const thicknessMm = new Map(pattern.palette.map(({ key, thicknessMm: mm }) => [key, mm]))
  const columns = pattern.rows[0]?.length ?? 0
  const heightsMm = Array.from<number>({ length: columns }).fill(0)
  for (const row of pattern.rows) {
    for (let column = 0; column < columns; column += 1) {
      heightsMm[column] = (heightsMm[column] ?? 0) + (thicknessMm.get(row.charAt(column)) ?? 0)
    }
  }
  const highestMm = Math.max(...heightsMm)
  return {
    heightMm: highestMm + (pattern.rows.length - 1) * glueLineMm,
    unevenMm: highestMm - Math.min(...heightsMm),
  }
}

/** The rows of a ring of tiles. */
export interface RingRows {
  /** Of the pattern; without one as many of the plan's veneer as fill the ring best. */
  readonly rowCount: number
  /** A usual cell's height: the mean veneer of the pattern, else the plan's, mm. */
  readonly rowMm: number
  /** The thinnest veneer in use, mm. */
  readonly thinnestMm: number
  /** Null without a pattern. */
  readonly drawn: DrawnHeight | null
  /** Drawn height less the ring's width, mm; null without a pattern. */
  readonly excessMm: number | null
}

/** The rows of a ring, and how its picture's height stands to its width. */
export function ringRows(plan: Plan, ring: TileRing): RingRows {
  const widthMm = ring.outerRadiusMm - ring.innerRadiusMm
  const { veneerMm, glueLineMm } = plan.stock
  const { pattern } = ring
  if (pattern === null) {
    const rowCount = Math.max(1, Math.round(widthMm / veneerMm))
    return { rowCount, rowMm: veneerMm, thinnestMm: veneerMm, drawn: null, excessMm: null }
  }
  const rowCount = pattern.rows.length
  const drawn = drawnHeight(pattern, glueLineMm)
  const used = new Set(pattern.rows.join(''))
  const usedMm = pattern.palette
    .filter(({ key }) => used.has(key))
    .map((veneer) => veneer.thicknessMm)
  return {
    rowCount,
    rowMm: (drawn.heightMm - (rowCount - 1) * glueLineMm) / rowCount,
    thinnestMm: Math.min(...usedMm),
    drawn,
    excessMm: drawn.heightMm - widthMm,
  }
}
