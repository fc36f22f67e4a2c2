import type { PlainMove } from '../../gcode/plain-move.ts'
import { ProgramClock, SERIAL_BYTES_PER_SECOND } from '../../gcode/time/program-time.ts'
import { GRBL_PLANNER_BLOCKS, type MotionLimits } from '../../toolpath/motion-clock.ts'
import type { ProgramStop } from '../prepared-program.ts'
import { LineScanner } from './line-scanner.ts'
import type { LineSink } from './line-store.ts'
import type { MachineLimits } from './machine-limits.ts'
import { FactsCollector, type ProgramFacts } from './program-facts.ts'

/** What the gate, the time left and the report need of a program. */
export interface StudiedProgram {
  readonly lineCount: number
  readonly stops: readonly ProgramStop[]
  readonly facts: ProgramFacts
  /** Seconds until each prepared line is cut; null while the machine's limits are not known. */
  readonly lineSeconds: Float32Array | null
}

const FIRST_ROOM = 256
const BLANK = 32

/** Holds the line under way and counts the others. */
class PassingLines implements LineSink {
  lineCount = 0
  bytes = new Uint8Array(FIRST_ROOM)
  readonly used = 0
  /** Bytes of the last line that was kept; 0 when it was taken up already. */
  keptBytes = 0

  put(at: number, code: number): void {
    if (at >= this.bytes.length) {
      const larger = new Uint8Array(2 * this.bytes.length)
      larger.set(this.bytes)
      this.bytes = larger
    }
    this.bytes[at] = code
  }

  at(place: number): number {
    return this.bytes[place] ?? 0
  }

  /** Writes a plain move without its blanks; gives its length. */
  strip(bytes: Uint8Array, from: number, to: number): number {
    let length = 0
    for (let at = from; at < to; at += 1) {
      const code = bytes[at] ?? BLANK
      if (code === BLANK) continue
      this.put(length, code)
      length += 1
    }
    return length
  }

  commit(length: number): void {
    this.lineCount += 1
    this.keptBytes = length
  }
}

/**
 * Studies a program line by line as it will be sent: what `programFacts` and the time model say of the
 * prepared program, without ever having it in memory.
 */
export class ProgramStudier {
  readonly #lines = new PassingLines()
  readonly #scanner = new LineScanner(this.#lines)
  readonly #facts = new FactsCollector()
  readonly #clock: ProgramClock | null

  /** Null limits: the machine's are not known, and nothing is timed. */
  constructor(limits: MachineLimits | null) {
    const options = { linkBytesPerSecond: SERIAL_BYTES_PER_SECOND }
    this.#clock = limits && new ProgramClock({ limits: motionLimits(limits), ...options })
  }

  /** The first thing that keeps the program from being sent; `sourceLine` 0 is the whole. */
  get problem(): LineScanner['problem'] {
    return this.#scanner.problem
  }

  /** Takes the plain move that `bytes[from .. to)` is. */
  takeMove(move: PlainMove, bytes: Uint8Array, from: number, to: number): void {
    const chars = move.significantChars
    if (!this.#scanner.passMove(chars)) {
      this.takeLine(bytes, from, to)
      return
    }
    this.#lines.lineCount += 1
    const isFollowed = this.#facts.takeMove(move)
    const isTimed = this.#clock?.takeMove(move, chars) ?? true
    if (isFollowed && isTimed) return
    const length = this.#lines.strip(bytes, from, to)
    if (!isFollowed) this.#facts.takeBytes(this.#lines.bytes, 0, length)
    if (!isTimed) this.#clock?.takeLine(this.#lines.bytes, 0, length)
  }

  /** Takes any line, `bytes[from .. to)` without its end. */
  takeLine(bytes: Uint8Array, from: number, to: number): void {
    const lines = this.#lines
    lines.keptBytes = 0
    this.#scanner.takeLine(bytes, from, to)
    if (lines.keptBytes === 0) return
    this.#facts.takeBytes(lines.bytes, 0, lines.keptBytes)
    this.#clock?.takeLine(lines.bytes, 0, lines.keptBytes)
  }

  /** What there is of it, once the last line was taken; look at `problem` first. */
  finish(): StudiedProgram {
    this.#scanner.finish()
    return {
      lineCount: this.#lines.lineCount,
      stops: this.#scanner.stops,
      facts: this.#facts.facts(),
      lineSeconds: this.#clock?.finish().lineEndSeconds ?? null,
    }
  }
}

/** What the time model plans by, of a machine's own limits. */
export function motionLimits(limits: MachineLimits): MotionLimits {
  const { maxRateMmPerMin, accelerationMmPerS2, junctionDeviationMm } = limits
  const { arcToleranceMm, stopDelaySeconds } = limits
  return {
    ...{ maxRateMmPerMin, accelerationMmPerS2, junctionDeviationMm },
    ...{ arcToleranceMm, stopDelaySeconds },
    plannerBlocks: GRBL_PLANNER_BLOCKS,
  }
}
