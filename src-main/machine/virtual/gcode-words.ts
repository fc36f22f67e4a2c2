import { ERROR } from './error-codes.ts'

/** One word of a line. */
export interface GcodeWord {
  readonly letter: string
  readonly value: number
}

/** Words of a line as the controller's reader takes them, or the code it refuses the line with. */
export function readWords(line: string): readonly GcodeWord[] | number {
  const words: GcodeWord[] = []
  let at = 0
  while (at < line.length) {
    const letter = line[at] ?? ''
    if (letter < 'A' || letter > 'Z') return ERROR.expectedLetter
    const number = readNumber(line, at + 1)
    if (number === null) return ERROR.badNumber
    words.push({ letter, value: number.value })
    at = number.end
  }
  return words
}

/** Digits beyond these are read over, as single precision has no room for them. */
const MAX_DIGITS = 8

/** Reads `[+-]digits[.digits]` at `from`: no exponent, at least one digit. */
export function readNumber(
  line: string,
  from: number,
): { readonly value: number; readonly end: number } | null {
  const match = /^[+-]?(\d*)(\.?)(\d*)/.exec(line.slice(from))
  const whole = match?.[1] ?? ''
  const fraction = match?.[3] ?? ''
  if (match === null || whole.length + fraction.length === 0) return null
  const sign = match[0].startsWith('-') ? -1 : 1
  const digits = whole + fraction
  const kept = digits.slice(0, MAX_DIGITS)
  const scale = 10 ** (whole.length - kept.length)
  const value = sign * Number(kept) * (digits.length > 0 ? scale : 1)
  return {
    value: Object.is(value, -0) ? 0 : cleaned(value, kept, whole.length),
    end: from + match[0].length,
  }
}

/** Decimal text read exactly, instead of a product that carries a binary rounding. */
function cleaned(value: number, kept: string, wholeDigits: number): number {
  if (wholeDigits >= kept.length) return value
  const text = `${kept.slice(0, wholeDigits)}.${kept.slice(wholeDigits)}`
  return Math.sign(value) * Number(text)
}
