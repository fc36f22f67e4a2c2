/** What logs are sliced into. */
export interface LogInput {
  readonly tileCount: number
  readonly spareTiles: number
  readonly sliceThicknessMm: number
  readonly kerfMm: number
  /** Squared off both ends together. */
  readonly trimMm: number
  /** Logs that share the slices, each of all columns. */
  readonly logCount: number
}

/** Logs of one length, long enough for all slices. */
export interface LogPlan {
  readonly logCount: number
  /** Slices off all logs. */
  readonly sliceCount: number
  /** Slices off the log that gives the most. */
  readonly slicesPerLog: number
  /** Length of each log. */
  readonly lengthMm: number
  /** Wood that becomes tiles, 0 to 1: N·t / (q·L), q the count of logs. */
  readonly yieldRatio: number
  /** Wood turned to dust between two slices, mm over all logs. */
  readonly kerfLossMm: number
}

/**
 * Length of log for N tiles of thickness t with kerf k: L = N·t + (N − 1)·k + trim. A log spends slice
 * thickness and kerf, never the tile's width. Several logs share the slices evenly.
 */
export function planLog(input: LogInput): LogPlan {
  const { logCount, sliceThicknessMm, kerfMm, trimMm } = input
  const sliceCount = input.tileCount + input.spareTiles
  const slicesPerLog = Math.ceil(sliceCount / logCount)
  const lengthMm = slicesPerLog * sliceThicknessMm + Math.max(0, slicesPerLog - 1) * kerfMm + trimMm
  return {
    logCount,
    sliceCount,
    slicesPerLog,
    lengthMm,
    yieldRatio: (sliceCount * sliceThicknessMm) / (logCount * lengthMm),
    kerfLossMm: Math.max(0, sliceCount - logCount) * kerfMm,
  }
}

/**
 * Length of a bent strip for one ring, mm: L = 2π·r_m·(1 + overlap), overlap 4 % so that the ends can
 * be scarfed or trimmed under the fingerboard.
 */
export function stripLengthMm(meanRadiusMm: number, overlapRatio = 0.04): number {
  return 2 * Math.PI * meanRadiusMm * (1 + overlapRatio)
}
