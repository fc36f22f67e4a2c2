import { inchFromMm, mmFromInch } from '../units/length.ts'

/** Decimals each kind of word is written with. */
export interface WordDecimals {
  readonly coordinate: number
  readonly arcCentre: number
  readonly feed: number
  readonly speed: number
  readonly dwell: number
}

/** How a controller wants its numbers. */
export interface NumberFormat {
  readonly units: 'mm' | 'inch'
  readonly decimals: WordDecimals
}

/**
 * A number rounded to fixed decimals with trailing zeros and a bare point cut off, never `-0`.
 * Refuses by throwing what has no such text: NaN, infinities and 1e15 and beyond, which no caller may pass.
 */
export function formatNumber(value: number, decimals: number): string {
  if (!(Math.abs(value) < 1e15)) throw new RangeError(`${String(value)} is no number for a program`)
  const fixed = value.toFixed(decimals)
  const trimmed = fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed
  return trimmed === '-0' ? '0' : trimmed
}

/** A length, a feed (per minute) or a centre offset in mm, in the format's units. */
export function formatLengthMm(
  valueMm: number,
  format: NumberFormat,
  kind: 'coordinate' | 'arcCentre' | 'feed',
): string {
  const value = format.units === 'mm' ? valueMm : inchFromMm(valueMm)
  return formatNumber(value, format.decimals[kind])
}

/** What a controller reads back from a formatted length, mm. */
export function roundedMm(
  valueMm: number,
  format: NumberFormat,
  kind: 'coordinate' | 'arcCentre' | 'feed',
): number {
  const read = Number(formatLengthMm(valueMm, format, kind))
  return format.units === 'mm' ? read : mmFromInch(read)
}
