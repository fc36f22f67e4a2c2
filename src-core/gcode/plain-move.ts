import type { Word } from './words.ts'

const LETTERS = 26
const A = 65
const [F, G, N, X, Y, Z] = [5, 6, 13, 23, 24, 25] as const
const bit = (letter: number) => 1 << letter
/** What a plain line may hold. */
const ALLOWED = [F, G, N, X, Y, Z].reduce<number>((bits, letter) => bits | bit(letter), 0)
const AXES = bit(X) | bit(Y) | bit(Z)
/** Names of the axes by their bits, lowest X. */
const AXES_NAMED = ['', 'X', 'Y', 'XY', 'Z', 'XZ', 'YZ', 'XYZ'] as const

const NEWLINE = 10
const RETURN = 13
const BLANK = 32
const PLUS = 43
const MINUS = 45
const POINT = 46
const ZERO = 48
/** A double holds these powers of ten exactly; dividing by one of them rounds once, as `Number()` does. */
const POWERS_OF_TEN = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent)
const MOST_DIGITS = 15
/** GRBL misreads longer ones. */
const MOST_WHOLE_DIGITS = 8
const HIGHEST_LINE_NUMBER = 9_999_999

/**
 * Reads the lines that nearly all of a long program consists of: a straight move and nothing else, at
 * most one each of G0 or G1, N, X, Y, Z and F in capitals, blanks between them. They are read into the
 * same numbers again and again. Whatever else a line holds is for `parseBlock`.
 */
export class PlainMove {
  /** Characters without blanks. */
  significantChars = 0
  /** Where the line ends: at its CR or LF or the end of the text. */
  end = 0
  /** Bits of the letters, `A` lowest. */
  #seen = 0
  readonly #values = new Float64Array(LETTERS)
  #at = 0
  #number = 0
  #mantissa = 0

  /** True when the line that starts at `from` is such a line and names an axis; `end` is then its end. */
  read(text: string, from: number): boolean {
    this.#seen = 0
    this.#at = from
    let blanks = 0
    for (; this.#at < text.length; this.#at += 1) {
      const code = text.charCodeAt(this.#at)
      if (code === NEWLINE || code === RETURN) break
      if (code === BLANK) blanks += 1
      else if (!this.#readWord(text, code - A)) return false
    }
    this.end = this.#at
    this.significantChars = this.#at - from - blanks
    return (this.#seen & AXES) !== 0 && this.#isPlain()
  }

  /** G0 is 0, G1 is 1; -1 when the line names neither. */
  get motion(): number {
    return this.#has(G) ? (this.#values[G] ?? -1) : -1
  }

  /** NaN when the line does not name the axis, as all of these. */
  get x(): number {
    return this.#value(X)
  }

  get y(): number {
    return this.#value(Y)
  }

  get z(): number {
    return this.#value(Z)
  }

  get feed(): number {
    return this.#value(F)
  }

  /** The axes that are named, e.g. `XY`. */
  get axes(): string {
    return AXES_NAMED[this.#seen >>> X] ?? ''
  }

  /** The words, as `parseBlock` gives them but for their order. */
  words(): readonly Word[] {
    const words: Word[] = []
    for (const letter of [N, G, X, Y, Z, F]) {
      if (!this.#has(letter)) continue
      const value = this.#values[letter] ?? 0
      words.push({ letter: String.fromCharCode(A + letter), value, overlong: false })
    }
    return words
  }

  #has(letter: number): boolean {
    return (this.#seen & bit(letter)) !== 0
  }

  #value(letter: number): number {
    return this.#has(letter) ? (this.#values[letter] ?? NaN) : NaN
  }

  #isPlain(): boolean {
    if (this.#has(G) && this.motion !== 0 && this.motion !== 1) return false
    if (this.#has(F) && !(this.feed > 0)) return false
    if (!this.#has(N)) return true
    const lineNumber = this.#value(N)
    return lineNumber >= 0 && lineNumber <= HIGHEST_LINE_NUMBER
  }

  /** Stands at the letter, and then at the last digit. */
  #readWord(text: string, letter: number): boolean {
    if (letter < 0 || letter >= LETTERS) return false
    const mark = bit(letter)
    if ((mark & ALLOWED) === 0 || (this.#seen & mark) !== 0) return false
    if (!this.#readNumber(text)) return false
    this.#seen |= mark
    this.#values[letter] = this.#number
    return true
  }

  /** Digits with at most one sign and one point, no blanks among them. */
  #readNumber(text: string): boolean {
    const sign = text.charCodeAt(this.#at + 1)
    const start = sign === PLUS || sign === MINUS ? this.#at + 2 : this.#at + 1
    this.#mantissa = 0
    const pointAt = this.#addDigits(text, start)
    const hasPoint = text.charCodeAt(pointAt) === POINT
    const end = hasPoint ? this.#addDigits(text, pointAt + 1) : pointAt
    this.#at = end - 1
    const whole = pointAt - start
    const decimals = hasPoint ? end - pointAt - 1 : 0
    const digits = whole + decimals
    if (digits === 0 || digits > MOST_DIGITS || whole > MOST_WHOLE_DIGITS) return false
    const magnitude = this.#mantissa / (POWERS_OF_TEN[decimals] ?? 1)
    this.#number = sign === MINUS ? -magnitude : magnitude
    return true
  }

  /** Adds the digits from `from` on to the number; gives where they end. */
  #addDigits(text: string, from: number): number {
    let at = from
    let mantissa = this.#mantissa
    for (; at < text.length; at += 1) {
      const digit = text.charCodeAt(at) - ZERO
      if (digit < 0 || digit > 9) break
      mantissa = mantissa * 10 + digit
    }
    this.#mantissa = mantissa
    return at
  }
}
