/** What the stream must know of a line, as bits. */
export const LINE_CLASS = {
  /** Sent alone: everything before it answered, nothing behind it until it is, then a pause. */
  alone: 1,
  /** A `$` command: alone, and only when the controller is Idle. */
  needsIdle: 2,
  /** Nothing may follow until it is answered (M0, M2, M30): the controller may stand in a hold. */
  waitForAnswer: 4,
  /** A dwell (G4), during which the controller says Idle. */
  dwell: 8,
  /** A tool change (M6), which GRBL does not know: never sent; the engine carries it out. */
  toolChange: 16,
  /** M1, which GRBL passes over; sent as M0 when optional stops are on. */
  optionalStop: 32,
} as const

const LETTER = { G: 0x47, M: 0x4d, N: 0x4e, T: 0x54, DOLLAR: 0x24, SLASH: 0x2f } as const
/** Letters whose words move an axis or shape a motion: I, J, K, R, X, Y, Z. */
const MOTION_LETTERS = new Set([0x49, 0x4a, 0x4b, 0x52, 0x58, 0x59, 0x5a])

/** Bits of ten times a G number. */
const G_BITS: ReadonlyMap<number, number> = new Map([
  [100, LINE_CLASS.alone],
  [281, LINE_CLASS.alone],
  [301, LINE_CLASS.alone],
  [40, LINE_CLASS.dwell],
])

/** Bits of ten times an M number. */
const M_BITS: ReadonlyMap<number, number> = new Map([
  [0, LINE_CLASS.waitForAnswer],
  [10, LINE_CLASS.optionalStop],
  [20, LINE_CLASS.waitForAnswer],
  [300, LINE_CLASS.waitForAnswer],
  [60, LINE_CLASS.toolChange],
])

/** Ten times the numbers of the motion modes G0 to G3 and G38.2 to G38.5. */
const MOTION_MODES = new Set([0, 10, 20, 30, 382, 383, 384, 385])

/**
 * Reads lines that have no spaces and comments, in capitals, one after another. One object for the
 * whole program, so that a line costs no allocation; its fields describe the line read last.
 */
export class LineClassifier {
  bits = 0
  /** Why the line may not be in a program, without place and final full stop. */
  problem: string | null = null
  /** The T word of the line. */
  toolNumber: number | null = null
  /** Names G0 to G3 or G38. */
  namesMotion = false
  /** Has an axis, centre or radius word. */
  movesAxes = false
  #otherWords = 0

  /** Reads the line that `bytes` holds from `from` to `to`. */
  read(bytes: Uint8Array, from: number, to: number): void {
    this.bits = 0
    this.problem = null
    this.toolNumber = null
    this.namesMotion = false
    this.movesAxes = false
    this.#otherWords = 0
    const first = bytes[from]
    if (first === LETTER.DOLLAR) {
      this.#readSystemLine(textOf(bytes, from, to))
      return
    }
    if (first === LETTER.SLASH) {
      this.problem = 'is marked for block delete (/), but GRBL would run it all the same'
      return
    }
    this.#readWords(bytes, from, to)
    if ((this.bits & LINE_CLASS.toolChange) !== 0 && this.#otherWords > 0) {
      this.problem = 'asks for a tool change (M6) together with other words; M6 wants its own line'
    }
  }

  #readWords(bytes: Uint8Array, from: number, to: number): void {
    let at = from
    while (at < to) {
      const letter = bytes[at] ?? 0
      const start = at + 1
      at = start
      while (at < to && isNumberByte(bytes[at] ?? 0)) at += 1
      this.#word(letter, tenfoldOf(bytes, start, at))
    }
  }

  #word(letter: number, tenfold: number): void {
    if (letter === LETTER.G) {
      this.bits |= G_BITS.get(tenfold) ?? 0
      if (MOTION_MODES.has(tenfold)) this.namesMotion = true
      this.#otherWords += 1
    } else if (letter === LETTER.M) {
      this.bits |= M_BITS.get(tenfold) ?? 0
      if (tenfold !== 60) this.#otherWords += 1
    } else if (letter === LETTER.T) {
      this.toolNumber = Math.floor(tenfold / 10)
    } else if (letter !== LETTER.N) {
      this.#otherWords += 1
      if (MOTION_LETTERS.has(letter)) this.movesAxes = true
    }
  }

  #readSystemLine(line: string): void {
    if (/^\$(\d{1,3}=.+|[H$#GIN])$/.test(line)) {
      this.bits = LINE_CLASS.alone | LINE_CLASS.needsIdle
      return
    }
    const shown = line.slice(0, 20)
    this.problem = `holds the controller command \`${shown}\`, which has no place in a program`
  }
}

function isNumberByte(code: number): boolean {
  // digits, full stop, minus and plus
  return (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x2d || code === 0x2b
}

/** Ten times a G or M number, cut after its first decimal; -1 when it is none. */
function tenfoldOf(bytes: Uint8Array, from: number, to: number): number {
  if (from === to) return -1
  let value = 0
  let at = from
  while (at < to && bytes[at] !== 0x2e) {
    value = value * 10 + (bytes[at] ?? 0) - 0x30
    at += 1
  }
  const decimal = at + 1 < to ? (bytes[at + 1] ?? 0) - 0x30 : 0
  return value * 10 + decimal
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to))
}

/** Seconds a dwell line stands still (its P word), 0 when it is none. */
export function dwellSeconds(line: string): number {
  const match = /P(\d*\.?\d+)/.exec(line)
  return match === null ? 0 : Number(match[1])
}
