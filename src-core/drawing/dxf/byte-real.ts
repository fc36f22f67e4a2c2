import { byteAt } from '../typed-arrays.ts'

const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, power) => 10 ** power)
/** Up to here one more digit still fits the 53 bits of a number. */
const MOST_BEFORE_DIGIT = 900_719_925_474_098
const MINUS = 45
const PLUS = 43
const POINT = 46
const ZERO = 48
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

function longReal(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 400) return Number.NaN
  let text = ''
  for (let at = start; at < end; at += 1) text += String.fromCharCode(byteAt(bytes, at))
  return DECIMAL.test(text) ? Number(text) : Number.NaN
}

/**
 * The decimal number that stands in these bytes, or NaN for anything else. The same double `Number()` makes
 * of the text: a whole number below 2^53 and a power of ten up to 10^22 are both exact, so that their one
 * division rounds once (Clinger, "How to read floating point numbers accurately", 1990); what is longer or
 * has an exponent goes through `Number()` itself.
 */
export function realFrom(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end) return Number.NaN
  const sign = byteAt(bytes, start)
  const first = sign === MINUS || sign === PLUS ? start + 1 : start
  let mantissa = 0
  let point = -1
  for (let at = first; at < end; at += 1) {
    const letter = byteAt(bytes, at)
    const digit = letter - ZERO
    if (digit >= 0 && digit <= 9 && mantissa <= MOST_BEFORE_DIGIT) mantissa = mantissa * 10 + digit
    else if (letter === POINT && point < 0) point = at
    else return longReal(bytes, start, end)
  }
  const decimals = point < 0 ? 0 : end - 1 - point
  const digits = end - first - (point < 0 ? 0 : 1)
  if (decimals > 22 || digits === 0) return longReal(bytes, start, end)
  const size = mantissa / realPower(decimals)
  return sign === MINUS ? -size : size
}

function realPower(power: number): number {
  return POWERS_OF_TEN[power] as number
}
