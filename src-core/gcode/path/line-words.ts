import { textOfCodes } from '../program-lines.ts'

const LETTERS = 26
const A = 65
const MOST_COMMANDS = 16
/** Powers of ten that a double holds exactly; dividing by one of them rounds once, as `Number()` does. */
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent)
const LONGEST_EXACT_DIGITS = 15

const OPEN = 40
const CLOSE = 41
const PLUS = 43
const MINUS = 45
const POINT = 46
const ZERO = 48
const SLASH = 47
const SEMICOLON = 59

/** The bit of a letter in `LineWords.present`. */
export function letterBit(letter: string): number {
  return 1 << (letter.charCodeAt(0) - A)
}

/**
 * The words of one line, read into the same numbers again and again: a program of two million lines
 * leaves nothing behind for the garbage collector. Reads as `parseBlock` does, and keeps what the
 * path needs: the last value of each letter, the G words and the M words.
 */
export class LineWords {
  /** Bits of the letters that occur, G and M among them. */
  present = 0
  /** G numbers times ten, in the order of the line; -1 for one with a finer part. */
  readonly gTenfold = new Int32Array(MOST_COMMANDS)
  gCount = 0
  /** M numbers. */
  readonly m = new Float64Array(MOST_COMMANDS)
  mCount = 0
  readonly #values = new Float64Array(LETTERS)
  #at = 0
  #number = 0
  #mantissa = 0
  #digits = 0
  /** Digits after the point; -1 before there is one. */
  #decimals = -1

  /** Value of a letter whose bit is set. */
  value(letter: string): number {
    return this.#values[letter.charCodeAt(0) - A] ?? NaN
  }

  /** Reads `bytes[from .. to)`, one line without its end; stops at what is no word. */
  read(bytes: Uint8Array, from: number, to: number): void {
    this.present = 0
    this.gCount = 0
    this.mCount = 0
    this.#at = from
    while (this.#toLetter(bytes, to)) {
      const letter = ((bytes[this.#at] ?? 0) & 0xdf) - A
      this.#at += 1
      if (!this.#readNumber(bytes, to)) return
      this.#keep(letter, this.#number)
    }
  }

  /** Steps over blanks and comments; false at the end of the line or at what is no letter. */
  #toLetter(bytes: Uint8Array, to: number): boolean {
    while (this.#at < to) {
      const code = bytes[this.#at] ?? 0
      if (code === SEMICOLON) return false
      if (code === OPEN) {
        const close = bytes.indexOf(CLOSE, this.#at)
        if (close < 0 || close >= to) return false
        this.#at = close + 1
      } else if (isBlank(code)) this.#at += 1
      else return isLetter(code)
    }
    return false
  }

  #readNumber(bytes: Uint8Array, to: number): boolean {
    this.#skipBlanks(bytes, to)
    const sign = bytes[this.#at] ?? 0
    if (sign === PLUS || sign === MINUS) this.#at += 1
    const start = this.#at
    this.#mantissa = 0
    this.#digits = 0
    this.#decimals = -1
    // blanks may stand within a number
    do this.#addDigits(bytes, to)
    while (this.#goesOn(bytes, to))
    if (this.#digits === 0) return false
    const magnitude =
      this.#digits <= LONGEST_EXACT_DIGITS
        ? this.#mantissa / (POWERS_OF_TEN[Math.max(0, this.#decimals)] ?? 1)
        : Number(textOfCodes(bytes, start, this.#at).replace(/[^0-9.]/g, ''))
    this.#number = sign === MINUS ? -magnitude : magnitude
    return true
  }

  /** Digits are added up in local variables, which stay in registers. */
  #addDigits(bytes: Uint8Array, to: number): void {
    let at = this.#at
    let mantissa = this.#mantissa
    for (; at < to; at += 1) {
      const digit = (bytes[at] ?? 0) - ZERO
      if (digit < 0 || digit > 9) break
      mantissa = mantissa * 10 + digit
    }
    const count = at - this.#at
    this.#mantissa = mantissa
    this.#digits += count
    if (this.#decimals >= 0) this.#decimals += count
    this.#at = at
  }

  /** Steps over blanks and the first point; whether more of the number may follow. */
  #goesOn(bytes: Uint8Array, to: number): boolean {
    const code = bytes[this.#at] ?? 0
    if (this.#at < to && isBlank(code)) {
      this.#skipBlanks(bytes, to)
      return true
    }
    if (this.#at >= to || code !== POINT || this.#decimals >= 0) return false
    this.#decimals = 0
    this.#at += 1
    return true
  }

  #skipBlanks(bytes: Uint8Array, to: number): void {
    while (this.#at < to && isBlank(bytes[this.#at] ?? 0)) this.#at += 1
  }

  #keep(letter: number, value: number): void {
    this.present |= 1 << letter
    this.#values[letter] = value
    if (letter === 6 && this.gCount < MOST_COMMANDS) {
      this.gTenfold[this.gCount] = tenfoldOf(value)
      this.gCount += 1
    } else if (letter === 12 && this.mCount < MOST_COMMANDS) {
      this.m[this.mCount] = value
      this.mCount += 1
    }
  }
}

/** Blanks, block-delete slashes and what a controller takes out of the stream are not part of a word. */
function isBlank(code: number): boolean {
  return code <= 32 || code === SLASH || code > 126 || isRealtime(code)
}

function isRealtime(code: number): boolean {
  return code === 33 || code === 63 || code === 126
}

function isLetter(code: number): boolean {
  const capital = code & 0xdf
  return capital >= A && capital < A + LETTERS
}

/** `G49.1` and the like cancel the tool length as `G49` does. */
function tenfoldOf(value: number): number {
  if (Math.trunc(value) === 49) return 490
  const tenfold = Math.round(value * 10)
  return Math.abs(tenfold - value * 10) < 0.05 ? tenfold : -1
}
