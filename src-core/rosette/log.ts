/** What a log is sliced into. */
export interface LogInput {
  readonly tileCount: number
  readonly spareTiles: number
  readonly sliceThicknessMm: number
  readonly kerfMm: number
  /** Squared off both ends together. */
  readonly trimMm: number
}

/** A log long enough for all slices. */
export interface LogPlan {
  readonly sliceCount: number
  readonly lengthMm: number
  /** Wood that becomes tiles, 0 to 1: N·t / L. */
  readonly yieldRatio: number
  /** Wood turned to dust by the saw, mm of the log. */
  readonly kerfLossMm: number
}

/**
 * Length of log for N tiles of thickness t with kerf k: L = N·t + (N − 1)·k + trim. A log spends slice
 * thickness and kerf, never the tile's width.
 */
export function planLog(input: LogInput): LogPlan {
  const sliceCount = input.tileCount + input.spareTiles
  const woodMm = sliceCount * input.sliceThicknessMm
  const kerfLossMm = Math.max(0, sliceCount - 1) * input.kerfMm
  const lengthMm = woodMm + kerfLossMm + input.trimMm
  return { sliceCount, lengthMm, yieldRatio: woodMm / lengthMm, kerfLossMm }
}

/**
 * Length of a bent strip for one ring, mm: L = 2π·r_m·(1 + overlap), overlap 4 % so that the ends can
 * be scarfed or trimmed under the fingerboard.
 */
export function stripLengthMm(meanRadiusMm: number, overlapRatio = 0.04): number {
  return 2 * Math.PI * meanRadiusMm * (1 + overlapRatio)
}

/** Outer-fibre strain of bending a strip `widthMm` wide to radius r: ε = b / 2r. */
export function bendingStrain(widthMm: number, radiusMm: number): number {
  return widthMm / (2 * radiusMm)
}
