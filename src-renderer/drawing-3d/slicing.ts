import type { LogPlan } from '#core/rosette/log.ts'

/** What the slicing of a log needs. */
export interface SlicedLog {
  readonly tileCount: number
  readonly sliceThicknessMm: number
  readonly kerfMm: number
  readonly trimMm: number
  readonly plan: LogPlan
}

/** One moment of slicing. */
export interface SlicingMoment {
  /** Tiles that lie in the ring. */
  readonly laidTiles: number
  /** Number of the log under the saw, from 1. */
  readonly logNumber: number
  /** What is left of it before the present cut, mm. */
  readonly remainingMm: number
  /** How deep the saw is in the present cut, 0 to 1; null when all tiles are laid. */
  readonly cutShare: number | null
  /** How far the slice is on its way to the ring, 0 to 1; null while it is still part of the log. */
  readonly flightShare: number | null
}

/** The first part of each step is the cut, the rest the slice's way to the ring. */
const CUT_SHARE = 0.4

/** Where the work is after a share of all tiles, 0 to 1. Each slice spends its thickness and one kerf. */
export function slicingAt(progress: number, log: SlicedLog): SlicingMoment {
  const done = Math.min(1, Math.max(0, progress)) * log.tileCount
  const laidTiles = Math.min(log.tileCount, Math.floor(done + 1e-9))
  const { slicesPerLog, lengthMm } = log.plan
  const ended = laidTiles === log.tileCount
  // The last log stays under the saw when all is done.
  const logIndex = Math.floor((ended ? laidTiles - 1 : laidTiles) / slicesPerLog)
  const offThisLog = laidTiles - logIndex * slicesPerLog
  const remainingMm = Math.max(
    0,
    lengthMm - log.trimMm / 2 - offThisLog * (log.sliceThicknessMm + log.kerfMm),
  )
  const step = done - laidTiles
  return {
    laidTiles,
    logNumber: logIndex + 1,
    remainingMm,
    cutShare: ended ? null : Math.min(1, step / CUT_SHARE),
    flightShare: ended || step < CUT_SHARE ? null : (step - CUT_SHARE) / (1 - CUT_SHARE),
  }
}
