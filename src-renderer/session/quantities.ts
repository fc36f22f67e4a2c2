import {
  formatDecimal,
  formatInchFraction,
  formatLength,
  formatLengthNumber,
  type LengthPrecision,
} from '#core/units/format-length.ts'
import { MM_PER_INCH } from '#core/units/length.ts'
import { parseLength, type LengthProblem, type LengthUnit } from '#core/units/parse-length.ts'
import type { Quantity } from '../ui/quantity.ts'
import { sessionStrings } from './session.strings.ts'

const words = sessionStrings.readFailed

/** The sentence for a text that is no length. */
export function lengthProblemSentence(problem: LengthProblem): string {
  switch (problem.kind) {
    case 'empty':
      return words.empty
    case 'unfinished':
      return words.unfinished
    case 'unexpected':
      return words.unexpected(problem.found, problem.position)
    case 'unknown-name':
      return words.unknownName(problem.name, problem.known)
    case 'ambiguous-comma':
      return words.ambiguousComma(problem.found)
    case 'divided-by-zero':
      return words.dividedByZero
    case 'not-a-length':
      return problem.found === 'area' ? words.area : words.onePerLength
    case 'not-finite':
      return words.notFinite
  }
}

/** How a length is typed and shown. */
export interface LengthStyle {
  readonly unit: LengthUnit
  readonly namesMm?: Readonly<Record<string, number>>
  readonly precision?: LengthPrecision
  /** `feed` is a length a minute. */
  readonly perMinute?: boolean
}

function inOtherUnit(lengthMm: number, style: LengthStyle): string {
  const suffix = style.perMinute === true ? '/min' : ''
  if (style.unit === 'inch') return `${formatLength(lengthMm, 'mm', style.precision)}${suffix}`
  if (style.perMinute === true) return `${formatDecimal(lengthMm / MM_PER_INCH, 1)} in/min`
  const decimal = formatLength(lengthMm, 'inch')
  // Below an eighth of an inch a 64th is too coarse to say anything.
  if (Math.abs(lengthMm) < MM_PER_INCH / 8) return decimal
  const fraction = formatInchFraction(lengthMm)
  return `${decimal} ${fraction.startsWith('≈') ? fraction : `= ${fraction}`}`
}

function feedNumber(feedMmPerMin: number, unit: LengthUnit): string {
  return unit === 'mm'
    ? formatDecimal(feedMmPerMin, 0)
    : formatDecimal(feedMmPerMin / MM_PER_INCH, 1)
}

/** Lengths and feeds; stored in mm and mm/min. */
export function lengthQuantity(style: LengthStyle): Quantity {
  const { unit, perMinute = false } = style
  const unitWord = unit === 'mm' ? 'mm' : 'in'
  return {
    read: (text) => {
      const read = parseLength(text.replace(/\s*\/\s*min\s*$/i, ''), {
        unit,
        ...(style.namesMm && { namesMm: style.namesMm }),
      })
      return read.ok ? read : { ok: false, sentence: lengthProblemSentence(read.error) }
    },
    show: (value) =>
      perMinute ? feedNumber(value, unit) : formatLengthNumber(value, unit, style.precision),
    suffix: perMinute ? `${unitWord}/min` : unitWord,
    other: (value) => inOtherUnit(value, style),
    // In inches the arrows follow the shop rule: 64ths for what steps by 0.1 mm, else 16ths.
    stepFor: (step) => {
      if (unit === 'mm') return step
      if (perMinute) return MM_PER_INCH
      return step <= 0.1 ? MM_PER_INCH / 64 : MM_PER_INCH / 16
    },
  }
}

function plainNumber(text: string): number | null {
  const cleaned = text.replace(/[\s\u2009\u202f\u00a0]/g, '').replace(',', '.')
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(cleaned) ? Number(cleaned) : null
}

/** Whole numbers, such as tiles or revolutions a minute. */
export function countQuantity(suffix = ''): Quantity {
  return {
    read: (text) => {
      const value = plainNumber(text.replace(new RegExp(`${suffix}$`, 'i'), ''))
      return value !== null && Number.isInteger(value)
        ? { ok: true, value }
        : { ok: false, sentence: words.notWhole }
    },
    show: (value) => formatDecimal(value, 0),
    suffix,
    other: () => null,
    stepFor: (step) => Math.max(1, step),
  }
}

/** A share, stored as 0 to 1 and shown in percent. */
export function percentQuantity(): Quantity {
  return {
    read: (text) => {
      const value = plainNumber(text.replace(/%\s*$/, ''))
      return value === null
        ? { ok: false, sentence: words.notANumber }
        : { ok: true, value: value / 100 }
    },
    show: (value) => formatDecimal(value * 100, 0),
    suffix: '%',
    other: () => null,
    stepFor: (step) => step,
  }
}

/** Angles in degrees, as a mitre gauge has them. */
export function degreesQuantity(): Quantity {
  return {
    read: (text) => {
      const value = plainNumber(text.replace(/(°|deg)\s*$/i, ''))
      return value === null ? { ok: false, sentence: words.notANumber } : { ok: true, value }
    },
    show: (value) => String(Number(value.toFixed(2))),
    suffix: '°',
    other: () => null,
    stepFor: (step) => step,
  }
}

/** How a number of any other kind is shown. */
export interface DecimalStyle {
  readonly suffix: string
  /** Places after the point. */
  readonly digits: number
  /** What is shown for one of what is stored, such as 100 for a share in per cent; 1 unless told. */
  readonly shownPerStored?: number
}

/** Numbers with a point, in a unit of their own. */
export function decimalQuantity({ suffix, digits, shownPerStored = 1 }: DecimalStyle): Quantity {
  return {
    read: (text) => {
      const value = plainNumber(text.replace(suffix, ''))
      return value === null
        ? { ok: false, sentence: words.notANumber }
        : { ok: true, value: Number((value / shownPerStored).toPrecision(12)) }
    },
    show: (value) => String(Number((value * shownPerStored).toFixed(digits))),
    suffix,
    other: () => null,
    stepFor: (step) => step,
  }
}
