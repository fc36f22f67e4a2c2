import type { Point2 } from '../geometry/point.ts'
import type { Sector } from './arc-sector.ts'

/** A sector of a ring that a cutter swept at one height, with a disc at either end. */
export interface SweptSector {
  readonly centre: Point2
  readonly sector: Sector
  readonly zMm: number
  readonly innerMm: number
  readonly outerMm: number
}

/** A ring about a centre. */
export interface Ring {
  readonly innerMm: number
  readonly outerMm: number
}

/** A channel's next turn lies beside one of its last, some passes back on the other side of its middle. */
const KEPT = 16
/** So much inside of a swept ring its end discs cover what rounding leaves out at its ends, mm. */
const INSIDE_MM = 1e-6
const NOTHING: Ring = { innerMm: Infinity, outerMm: -Infinity }

/**
 * The last sectors that were swept. Wood never grows back: where one of them was, everything stands at its height
 * or lower, and a turn beside it need not look there again.
 */
export class SweptSectors {
  private kept: readonly SweptSector[] = []

  add(swept: SweptSector): void {
    this.kept = [swept, ...this.kept].slice(0, KEPT)
  }

  /** The widest ring about the same centre in which a sector to be swept has nothing left to take. */
  known({ centre, sector, zMm, innerMm, outerMm }: SweptSector): Ring {
    let widest = NOTHING
    let widestMm = 0
    for (const one of this.kept) {
      if (one.zMm > zMm || !isSamePlace(one.centre, centre) || !one.sector.covers(sector)) continue
      const commonMm = Math.min(one.outerMm, outerMm) - Math.max(one.innerMm, innerMm)
      if (commonMm <= widestMm) continue
      widestMm = commonMm
      // a disc has no inner edge
      const inside = one.innerMm === 0 ? 0 : one.innerMm + INSIDE_MM
      widest = { innerMm: inside, outerMm: one.outerMm - INSIDE_MM }
    }
    return widest
  }
}

function isSamePlace(a: Point2, b: Point2): boolean {
  return a.xMm === b.xMm && a.yMm === b.yMm
}
