import { ERROR } from './error-codes.ts'

/** One word of a line. */
export interface GcodeWord {
  readonly letter: string
  readonly value: number
}

/** Words of a line up to the first that cannot be read, and the code that one is refused with. */
export interface ReadWords {
  readonly words: readonly GcodeWord[]
  readonly refused: number | null
}

/** Words of a line as the controller's reader takes them, one after the other. */
export function readWords(line: string): ReadWords {
  const words: GcodeWord[] = []
  let at = 0
  while (at < line.length) {
    const letter = line[at] ?? ''
    if (letter < 'A' || letter > 'Z') return { words, refused: ERROR.expectedLetter }
    const number = readNumber(line, at + 1)
    if (number === null) return { words, refused: ERROR.badNumber }
    words.push({ letter, value: number.value })
    at = number.end
  }
  return { words, refused: null }
}

/** Digits beyond these are read over, as single precision has no room for them. */
const MAX_DIGITS = 8

/** Reads `[+-]digits[.digits]` at `from`: no exponent, at least one digit; single precision. */
export function readNumber(
  line: string,
  from: number,
): { readonly value: number; readonly end: number } | null {
  const match = /^[+-]?(\d*)(\.?)(\d*)/.exec(line.slice(from))
  const whole = match?.[1] ?? ''
  const fraction = match?.[3] ?? ''
  if (match === null || whole.length + fraction.length === 0) return null
  const digits = whole + fraction
  const kept = digits.slice(0, MAX_DIGITS)
  const size = scaled(Number(kept), whole.length - kept.length)
  return {
    value: size === 0 || !match[0].startsWith('-') ? size : -size,
    end: from + match[0].length,
  }
}

const TENTH = Math.fround(0.1)
const HUNDREDTH = Math.fround(0.01)

/**
 * Moves the decimal point as the controller does, in single precision and by products: the last
 * bit decides which step a position is rounded to.
 */
function scaled(digits: number, exponent: number): number {
  let value = Math.fround(digits)
  let left = exponent
  while (left <= -2) {
    value = Math.fround(value * HUNDREDTH)
    left += 2
  }
  if (left < 0) return Math.fround(value * TENTH)
  for (; left > 0; left -= 1) value = Math.fround(value * 10)
  return value
}
