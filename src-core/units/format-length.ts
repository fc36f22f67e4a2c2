import { inchFromMm, mmFromInch } from './length.ts'
import type { LengthUnit } from './parse-length.ts'

/** Narrow no-break space between groups of three digits; `parseLength` reads it back. */
export const GROUP_SPACE = '\u202f'

/** Finest fraction of an inch on a shop rule. */
export const FINEST_INCH_DIVISION = 64

/** A length as whole inches and a fraction in lowest terms, with what the rounding moved. */
export interface InchFraction {
  readonly negative: boolean
  readonly whole: number
  readonly numerator: number
  /** 1 when there is no fraction, else 2, 4, 8, 16, 32 or 64. */
  readonly denominator: number
  /** Fraction minus true length, mm. */
  readonly errorMm: number
}

/** Decimals shown on a page: fine is for cutting, plain for design. */
export type LengthPrecision = 'plain' | 'fine'

const DECIMALS: Readonly<Record<LengthPrecision, Readonly<Record<LengthUnit, number>>>> = {
  plain: { mm: 2, inch: 4 },
  fine: { mm: 3, inch: 4 },
}

/** Number of decimals a unit is shown with. */
export function lengthDecimals(unit: LengthUnit, precision: LengthPrecision = 'plain'): number {
  return DECIMALS[precision][unit]
}

/** A number with fixed decimals and thin-space groups; never a negative zero. */
export function formatDecimal(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals)
  const [whole = '0', part] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, GROUP_SPACE)
  const sign = value < 0 && Number(text) !== 0 ? '-' : ''
  return `${sign}${grouped}${part === undefined ? '' : `.${part}`}`
}

/** A length's number in a unit, without the unit: `12.50`, `0.4921`. */
export function formatLengthNumber(
  lengthMm: number,
  unit: LengthUnit,
  precision: LengthPrecision = 'plain',
): string {
  const value = unit === 'mm' ? lengthMm : inchFromMm(lengthMm)
  return formatDecimal(value, lengthDecimals(unit, precision))
}

/** A length with its unit: `12.50 mm`, `0.4921 in`. */
export function formatLength(
  lengthMm: number,
  unit: LengthUnit,
  precision: LengthPrecision = 'plain',
): string {
  return `${formatLengthNumber(lengthMm, unit, precision)} ${unit === 'mm' ? 'mm' : 'in'}`
}

/** The nearest fraction of an inch to 1/64. */
export function inchFraction(lengthMm: number): InchFraction {
  const parts = Math.round(Math.abs(inchFromMm(lengthMm)) * FINEST_INCH_DIVISION)
  let numerator = parts % FINEST_INCH_DIVISION
  let denominator = FINEST_INCH_DIVISION
  while (denominator > 1 && numerator % 2 === 0) {
    numerator /= 2
    denominator /= 2
  }
  const negative = lengthMm < 0 && parts > 0
  const rounded = mmFromInch(parts / FINEST_INCH_DIVISION) * (negative ? -1 : 1)
  return {
    negative,
    whole: Math.floor(parts / FINEST_INCH_DIVISION),
    numerator,
    denominator,
    errorMm: rounded - lengthMm,
  }
}

/** A length as an inch fraction to 1/64: `3 1/8"`, with `≈` in front when rounding moved it 0.005 mm or more. */
export function formatInchFraction(lengthMm: number): string {
  const { negative, whole, numerator, denominator, errorMm } = inchFraction(lengthMm)
  const part = numerator === 0 ? '' : `${String(numerator)}/${String(denominator)}`
  const body = part === '' ? String(whole) : whole === 0 ? part : `${String(whole)} ${part}`
  const signed = negative ? (whole > 0 && part !== '' ? `-(${body})` : `-${body}`) : body
  return `${Math.abs(errorMm) < 0.005 ? '' : '≈ '}${signed}"`
}
