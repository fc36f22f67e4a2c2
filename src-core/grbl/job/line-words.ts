/**
 * The words of one prepared line as numbers, read into the same object again and again. Letters are
 * indices 0 (A) to 25 (Z); of a repeated letter other than G and M the last counts.
 */
export class LineWords {
  readonly values = new Float64Array(26)
  /** Bit `letter` is set when the line has that word. */
  seen = 0
  /** Ten times each G number, in order. */
  readonly gTenfold: number[] = []
  readonly mNumbers: number[] = []

  /** Reads `bytes[from .. to)`: no spaces, no comments, capitals, no newline. */
  read(bytes: Uint8Array, from: number, to: number): void {
    this.seen = 0
    this.gTenfold.length = 0
    this.mNumbers.length = 0
    let at = from
    while (at < to) {
      const letter = (bytes[at] ?? 0) - 0x41
      const start = at + 1
      at = start
      while (at < to && isNumberByte(bytes[at] ?? 0)) at += 1
      if (letter >= 0 && letter < 26 && at > start) this.#keep(letter, numberOf(bytes, start, at))
    }
  }

  /** True when the line has the word. */
  has(letter: number): boolean {
    return (this.seen & (1 << letter)) !== 0
  }

  #keep(letter: number, value: number): void {
    if (letter === G) this.gTenfold.push(Math.round(value * 10))
    else if (letter === M) this.mNumbers.push(Math.trunc(value))
    else {
      this.values[letter] = value
      this.seen |= 1 << letter
    }
  }
}

const G = 6
const M = 12

function isNumberByte(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x2d || code === 0x2b
}

/** Whole digits over a power of ten: exact for every number a controller takes. */
function numberOf(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  const isNegative = bytes[at] === 0x2d
  if (isNegative || bytes[at] === 0x2b) at += 1
  let digits = 0
  let scale = 0
  for (; at < to; at += 1) {
    const code = bytes[at] ?? 0
    if (code === 0x2e) scale = 1
    else {
      digits = digits * 10 + code - 0x30
      scale *= 10
    }
  }
  const value = scale > 1 ? digits / scale : digits
  return isNegative ? -value : value
}
