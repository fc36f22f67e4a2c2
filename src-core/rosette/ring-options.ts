import { annulusMeanRadiusMm, annulusWidthMm } from '../geometry/annulus.ts'
import { TURN_RAD } from '../units/angle.ts'
import type { RingRows } from './drawn-height.ts'
import { PLAN_LIMITS, type TileRing } from './plan.schema.ts'
import { tileShape, type TileShape } from './tiles.ts'

/** One count of tiles a ring could have. */
export interface TileOption extends TileShape {
  /** Width at the middle that the picture asks for, mm. */
  readonly wantedWidthMm: number
  /** How much wider or narrower than that the tiles become: got / wanted − 1. */
  readonly distortionRatio: number
  /** The plan has this count. */
  readonly current: boolean
  /** The count with the least distortion. */
  readonly advised: boolean
}

/** Counts a ring could have, fewest tiles first. */
export interface TileOptions {
  readonly wantedWidthMm: number
  /** Counts must be even: neighbours are laid in turn. */
  readonly evenOnly: boolean
  readonly options: readonly TileOption[]
  /** Width change of cells at the inner and outer edge, whatever the count: ±h / (2·r_m). */
  readonly edgeDistortionRatio: number
}

/** Whether neighbours are laid in turn, so that an odd count would put two alike beside each other. */
export function needsEvenCount(ring: TileRing): boolean {
  return ring.assembly !== 'slip'
}

/**
 * Width of a tile that shows its picture undistorted, mm: its columns as wide as its rows are high. A tile
 * of one column without a picture wants nothing; it is given the width it has.
 */
export function wantedTileWidthMm(ring: TileRing, rows: RingRows): number {
  if (ring.pattern === null && ring.columns === 1) {
    return (TURN_RAD * annulusMeanRadiusMm(ring)) / ring.tileCount
  }
  return ring.columns * rows.rowMm
}

/** The nearest count to a share of the turn, at least 4, even where it must be. */
export function nearestTileCount(exact: number, evenOnly: boolean): number {
  const count = evenOnly ? 2 * Math.round(exact / 2) : Math.round(exact)
  return Math.min(PLAN_LIMITS.maxTileCount, Math.max(4, count))
}

/**
 * The count that distorts the picture least, N = round(2π·r_m / w), with its neighbours N − 1 and N + 1
 * (N ± 2 where counts must be even), and the plan's own count.
 */
export function tileOptions(ring: TileRing, rows: RingRows): TileOptions {
  const evenOnly = needsEvenCount(ring)
  const wantedWidthMm = wantedTileWidthMm(ring, rows)
  const exact = (TURN_RAD * annulusMeanRadiusMm(ring)) / wantedWidthMm
  const advised = nearestTileCount(exact, evenOnly)
  const step = evenOnly ? 2 : 1
  const counts = new Set([advised - step, advised, advised + step, ring.tileCount])
  const options = [...counts]
    .filter((count) => count >= 4 && count <= PLAN_LIMITS.maxTileCount)
    .toSorted((a, b) => a - b)
    .map((count) => {
      const shape = tileShape(ring, count, ring.columns)
      return {
        ...shape,
        wantedWidthMm,
        distortionRatio: exact / count - 1,
        current: count === ring.tileCount,
        advised: count === advised,
      }
    })
  return {
    wantedWidthMm,
    evenOnly,
    options,
    edgeDistortionRatio: annulusWidthMm(ring) / (2 * annulusMeanRadiusMm(ring)),
  }
}
