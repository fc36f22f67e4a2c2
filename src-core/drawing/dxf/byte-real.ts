import { byteAt } from '../typed-arrays.ts'

/** Powers of ten up to here are exact. */
const MOST_EXACT_POWER = 22
const POWERS_OF_TEN = Float64Array.from({ length: MOST_EXACT_POWER + 1 }, (_, power) =>
  Number(`1e${String(power)}`),
)
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

function powerOfTen(power: number): number {
  return POWERS_OF_TEN[power] as number
}

/** A whole number with its point put back, or NaN where the division would not be exact. */
function withPoint(mantissa: number, digits: number, decimals: number): number {
  return digits === 0 || decimals > MOST_EXACT_POWER ? Number.NaN : mantissa / powerOfTen(decimals)
}

/** Where a number's digits begin: behind its sign. */
function firstDigit(bytes: Uint8Array, start: number, end: number): number {
  const sign = start < end ? byteAt(bytes, start) : MINUS
  return sign === MINUS || sign === PLUS ? start + 1 : start
}

/**
 * The decimal number that stands in these bytes, or NaN for anything else. The same double `Number()` makes
 * of the text: a whole number below 2^53 and a power of ten up to 10^22 are both exact, so that their one
 * division rounds once (Clinger, "How to read floating point numbers accurately", 1990); what is longer or
 * has an exponent goes through `Number()` itself.
 */
export function realFrom(bytes: Uint8Array, start: number, end: number): number {
  const first = firstDigit(bytes, start, end)
  let mantissa = 0
  let point = end
  for (let at = first; at < end; at += 1) {
    const digit = byteAt(bytes, at) - ZERO
    // whatever stands below the digits wraps round above them
    if (digit >>> 0 <= 9 && mantissa <= MOST_BEFORE_DIGIT) mantissa = mantissa * 10 + digit
    else if (digit === POINT - ZERO && point === end) point = at
    else return longReal(bytes, start, end)
  }
  const decimals = point === end ? 0 : end - 1 - point
  const size = withPoint(mantissa, point - first + decimals, decimals)
  if (Number.isNaN(size)) return longReal(bytes, start, end)
  return byteAt(bytes, start) === MINUS ? -size : size
}
