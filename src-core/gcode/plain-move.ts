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
const POWERS_OF_TEN = Float64Array.from({ length: 16 }, (_, exponent) => 10 ** exponent)
const MOST_DIGITS = 15
/** GRBL misreads longer ones. */
const MOST_WHOLE_DIGITS = 8
const HIGHEST_LINE_NUMBER = 9_999_999

/** Names of axes by their bits: 1 for X, 2 for Y, 4 for Z. */
export function axesNamed(bits: number): string {
  return AXES_NAMED[bits] ?? ''
}

/**
 * Reads the lines that nearly all of a long program consists of: a straight move and nothing else, at
 * most one each of G0 or G1, N, X, Y, Z and F in capitals, blanks between them. They are read from the
 * bytes, once for all who follow the program, into the same numbers again and again. Whatever else a
 * line holds is for `parseBlock`.
 */
export class PlainMove {
  /** Characters without blanks. */
  significantChars = 0
  /** Where the line ends: at its CR or LF or the end of what may be read. */
  end = 0
  /** Characters with blanks. */
  rawChars = 0
  /** Bits of the letters, `A` lowest. */
  #seen = 0
  /** Place of the point in the number read last; -1 when it has none. */
  #pointAt = -1
  readonly #values = new Float64Array(LETTERS)
  /** Values of X, Y and Z, each good only where `axes` has its bit. */
  readonly axisWords = this.#values.subarray(X)

  /** True when the line that starts at `from` is such a line and names an axis; `end` is then its end. */
  read(bytes: Uint8Array, from: number, limit: number): boolean {
    let at = from
    let blanks = 0
    let seen = 0
    for (; at < limit;) {
      const code = bytes[at] ?? NEWLINE
      if (code === NEWLINE || code === RETURN) break
      at += 1
      if (code === BLANK) {
        blanks += 1
        continue
      }
      const mark = markOf(code)
      if (mark === 0 || (seen & mark) !== 0) return false
      seen |= mark
      at = this.#readNumber(bytes, at, limit, code - A)
      if (at < 0) return false
    }
    this.#seen = seen
    this.end = at
    this.rawChars = at - from
    this.significantChars = at - from - blanks
    return (seen & AXES) !== 0 && this.#isPlain()
  }

  /** G0 is 0, G1 is 1; -1 when the line names neither. */
  get motion(): number {
    return this.#has(G) ? (this.#values[G] ?? -1) : -1
  }

  /** NaN when the line does not name it. */
  get feed(): number {
    return this.#has(F) ? (this.#values[F] ?? NaN) : NaN
  }

  /** The axes that are named: 1 for X, 2 for Y, 4 for Z. */
  get axes(): number {
    return this.#seen >>> X
  }

  #has(letter: number): boolean {
    return (this.#seen & bit(letter)) !== 0
  }

  #isPlain(): boolean {
    if (this.#has(G) && this.motion !== 0 && this.motion !== 1) return false
    if (this.#has(F) && !(this.feed > 0)) return false
    if (!this.#has(N)) return true
    const lineNumber = this.#values[N] ?? 0
    return lineNumber >= 0 && lineNumber <= HIGHEST_LINE_NUMBER
  }

  /** Digits from `from` on with at most one sign and one point; gives where they end, -1 for no number. */
  #readNumber(bytes: Uint8Array, from: number, limit: number, letter: number): number {
    let at = from
    // what stands behind the limit cannot be followed by a digit in front of it
    const sign = bytes[at] ?? 0
    if (sign === MINUS || sign === PLUS) at += 1
    const end = this.#readDigits(bytes, at, limit, letter)
    const decimals = this.#pointAt < 0 ? 0 : end - this.#pointAt - 1
    const digits = end - at - (this.#pointAt < 0 ? 0 : 1)
    if (!isReadable(digits, decimals)) return -1
    const magnitude = (this.#values[letter] ?? 0) / (POWERS_OF_TEN[decimals] ?? 1)
    this.#values[letter] = sign === MINUS ? -magnitude : magnitude
    return end
  }

  /** Reads digits with at most one point among them as a whole number; gives where they end. */
  #readDigits(bytes: Uint8Array, from: number, limit: number, letter: number): number {
    let at = from
    let pointAt = -1
    let mantissa = 0
    for (; at < limit; at += 1) {
      const digit = (bytes[at] ?? 0) - ZERO
      if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit
      else if (digit === POINT - ZERO && pointAt < 0) pointAt = at
      else break
    }
    this.#pointAt = pointAt
    this.#values[letter] = mantissa
    return at
  }
}

/** The bit of a letter that a plain line may hold; 0 for any other character. */
function markOf(code: number): number {
  const letter = code - A
  return letter >= 0 && letter < LETTERS ? bit(letter) & ALLOWED : 0
}

function isReadable(digits: number, decimals: number): boolean {
  return digits > 0 && digits <= MOST_DIGITS && digits - decimals <= MOST_WHOLE_DIGITS
}
