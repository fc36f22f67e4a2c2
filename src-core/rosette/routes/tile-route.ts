import { annulusMeanRadiusMm } from '../../geometry/annulus.ts'
import { radFromDeg } from '../../units/angle.ts'
import { type RingRows, ringRows } from '../drawn-height.ts'
import { HIDDEN_ARC_MARGIN_DEG, visibleTileCount } from '../hidden-arc.ts'
import { type LogPlan, planLog } from '../log.ts'
import type { Plan, TileRing } from '../plan.schema.ts'
import { type TileOptions, tileOptions } from '../ring-options.ts'
import {
  closureBudgetPerTileMm,
  randomBudgetPerTileMm,
  sacrificialRowsPerSide,
  type TaperDecision,
  type TileShape,
  tileShape,
} from '../tiles.ts'

/** A closing error this small disappears in the glue line; finer work hides it under the board. */
const CLOSURE_TOLERANCE_MM = 0.3

/** Which way of tapering is taken, and whose decision it was. */
export interface ChosenTaper {
  readonly taper: TaperDecision['taper']
  /** `plan`: its maker set it, whatever the numbers advise. */
  readonly chosenBy: 'numbers' | 'plan'
}

/** What is worked out of a ring of tiles. */
export interface TileSolution extends TileShape {
  readonly chosenTaper: ChosenTaper
  /** The counts to choose from. */
  readonly choice: TileOptions
  /** Tiles that must be laid when the ring may stay open under the fingerboard; null without its width. */
  readonly visibleTileCount: number | null
  /** Opening that stays hidden, along the ring's middle, mm; null without the fingerboard's width. */
  readonly hiddenGapMm: number | null
  readonly rowCount: number
  /** The rows, and how the picture's height stands to the ring's width. */
  readonly rows: RingRows
  readonly sacrificialRowsPerSide: number
  /** Systematic error per tile that still closes within `CLOSURE_TOLERANCE_MM`. */
  readonly closureBudgetPerTileMm: number
  /** Random error per tile, one standard deviation, that does. */
  readonly randomBudgetPerTileMm: number
  /** Null when kerf or slice thickness has not been measured. */
  readonly log: LogPlan | null
}

/** Route A: tiles sliced off logs. */
export interface TileRoute {
  readonly kind: 'tile'
  readonly tiles: TileSolution
}

function logOf(plan: Plan, ring: TileRing): LogPlan | null {
  const { kerfMm, trimMm, spareTiles, logCount } = plan.stock
  if (kerfMm === null || ring.inlayThicknessMm === null) return null
  return planLog({
    tileCount: ring.tileCount,
    spareTiles,
    sliceThicknessMm: ring.inlayThicknessMm,
    kerfMm,
    trimMm,
    logCount,
  })
}

function chosenTaper(ring: TileRing, shape: TileShape): ChosenTaper {
  return ring.taper === 'auto'
    ? { taper: shape.taperDecision.taper, chosenBy: 'numbers' }
    : { taper: ring.taper, chosenBy: 'plan' }
}

/** Works out the tiles of a ring and the logs they are sliced from. `hiddenArcDeg` is that of its outer edge. */
export function solveTiles(plan: Plan, ring: TileRing, hiddenArcDeg: number | null): TileRoute {
  const { tileCount } = ring
  const shape = tileShape(ring, tileCount, ring.columns)
  const rows = ringRows(plan, ring)
  const gapRad =
    hiddenArcDeg === null ? null : radFromDeg(Math.max(0, hiddenArcDeg - 2 * HIDDEN_ARC_MARGIN_DEG))
  return {
    kind: 'tile',
    tiles: {
      ...shape,
      chosenTaper: chosenTaper(ring, shape),
      choice: tileOptions(ring, rows),
      visibleTileCount: gapRad === null ? null : visibleTileCount(tileCount, gapRad),
      hiddenGapMm: gapRad === null ? null : annulusMeanRadiusMm(ring) * gapRad,
      rowCount: rows.rowCount,
      rows,
      sacrificialRowsPerSide: sacrificialRowsPerSide(shape, rows.thinnestMm),
      closureBudgetPerTileMm: closureBudgetPerTileMm(tileCount, CLOSURE_TOLERANCE_MM),
      randomBudgetPerTileMm: randomBudgetPerTileMm(tileCount, CLOSURE_TOLERANCE_MM),
      log: logOf(plan, ring),
    },
  }
}
