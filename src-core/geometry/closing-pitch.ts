/** Repeats that close on a circle. */
export interface ClosingPitch {
  /** Pitch as wished, mm. */
  readonly pitchMm: number
  readonly repeatCount: number
  /** Pitch that closes the circle without a part of a repeat, mm. */
  readonly closedPitchMm: number
  /** Change asked of the pitch, as a share of it. */
  readonly changeRatio: number
}

/**
 * The whole number of repeats nearest to what fits on a circle of radius r: N = round(2π·r / p), and
 * the pitch that closes, p′ = 2π·r / N. With `multipleOf` m the count is a multiple of m, at least m.
 */
export function closingPitch(pitchMm: number, radiusMm: number, multipleOf = 1): ClosingPitch {
  const circumferenceMm = 2 * Math.PI * radiusMm
  const groups = Math.max(1, Math.round(circumferenceMm / (pitchMm * multipleOf)))
  const repeatCount = groups * multipleOf
  const closedPitchMm = circumferenceMm / repeatCount
  return { pitchMm, repeatCount, closedPitchMm, changeRatio: closedPitchMm / pitchMm - 1 }
}
