import { MotionClock, type MotionLimits } from '../../toolpath/motion-clock.ts'
import { PlainMove } from '../plain-move.ts'
import { codesOf, lineEndIn, ProgramLines } from '../program-lines.ts'
import { ProgramMotion, type ProgramStart } from './program-motion.ts'

/**
 * When each line of a program ends, in seconds from its start. Two growing sums are kept beside the
 * total, so that what is left can be asked for under any override.
 */
export interface ProgramTime {
  readonly totalSeconds: number
  readonly lineCount: number
  /** Seconds until each line's motion has ended, by the place of the line. */
  readonly lineEndSeconds: Float32Array
  /** The part of them that is motion at feed. */
  readonly feedEndSeconds: Float32Array
  /** The part of them that is rapids. */
  readonly rapidEndSeconds: Float32Array
  /** Motions whose length is unknown (G28, G30, G53 without an offset): they count as nothing. */
  readonly unknownMotions: number
}

/** How a program is timed. */
export interface ProgramTimeOptions {
  readonly limits: MotionLimits
  readonly start?: ProgramStart
  /**
   * Bytes per second of the link (115200 baud carry 11,520); what the controller waits for its next
   * line counts. Null when the link is no limit.
   */
  readonly linkBytesPerSecond?: number | null
}

/** Bytes per second of 115200 baud, 8N1. */
export const SERIAL_BYTES_PER_SECOND = 11_520

const FIRST_ROOM = 4096
/** Bytes sent ahead that wait in the controller's receive ring. */
const RING_BYTES = 120

/** Times a program line by line; one entry for each line. */
export class ProgramClock {
  readonly #clock: MotionClock
  readonly #motion: ProgramMotion
  readonly #options: ProgramTimeOptions
  #lineCount = 0
  #feed = new Float32Array(FIRST_ROOM)
  #rapid = new Float32Array(FIRST_ROOM)
  #rest = new Float32Array(FIRST_ROOM)
  #bytes = new Uint16Array(FIRST_ROOM)

  constructor(options: ProgramTimeOptions) {
    this.#options = options
    this.#clock = new MotionClock(options.limits, (line, seconds, kind) => {
      const column = kind === 'feed' ? this.#feed : kind === 'rapid' ? this.#rapid : this.#rest
      column[line] = (column[line] ?? 0) + seconds
    })
    this.#motion = new ProgramMotion(this.#clock, options.limits, options.start ?? {})
  }

  /** Takes a plain move: the next line; false when the line is for `takeLine`. `chars` is its length. */
  takeMove(move: PlainMove, chars: number): boolean {
    if (this.#lineCount >= this.#feed.length) this.#grow()
    if (!this.#motion.takeMove(this.#lineCount, move)) return false
    this.#count(chars)
    return true
  }

  /** Takes any line, `bytes[from .. to)`, as the next. */
  takeLine(bytes: Uint8Array, from: number, to: number): void {
    if (this.#lineCount >= this.#feed.length) this.#grow()
    this.#motion.takeLine(this.#lineCount, bytes, from, to)
    this.#count(to - from)
  }

  /** The times, once the last line was taken. */
  finish(): ProgramTime {
    this.#clock.finish()
    return this.#sums()
  }

  #count(chars: number): void {
    this.#bytes[this.#lineCount] = Math.min(chars + 1, 0xffff)
    this.#lineCount += 1
  }

  #grow(): void {
    const room = this.#feed.length * 2
    const larger = (column: Float32Array) => {
      const grown = new Float32Array(room)
      grown.set(column)
      return grown
    }
    this.#feed = larger(this.#feed)
    this.#rapid = larger(this.#rapid)
    this.#rest = larger(this.#rest)
    const bytes = new Uint16Array(room)
    bytes.set(this.#bytes)
    this.#bytes = bytes
  }

  /**
   * Adds the lines up. A line starts when the one before it ends, and not before it has come over the
   * link, which stands still while the controller has no room.
   */
  #sums(): ProgramTime {
    const count = this.#lineCount
    const columns = [this.#feed, this.#rapid, this.#bytes] as const
    const lineEndSeconds = new Float32Array(count)
    const starts = new LineStarts(this.#options)
    let [feed, rapid, clock] = [0, 0, 0]
    for (let line = 0; line < count; line += 1) {
      const feedSeconds = columns[0][line] ?? 0
      const rapidSeconds = columns[1][line] ?? 0
      const seconds = feedSeconds + rapidSeconds + (this.#rest[line] ?? 0)
      feed += feedSeconds
      rapid += rapidSeconds
      clock = starts.startOf(line, clock, columns[2][line] ?? 0) + seconds
      lineEndSeconds[line] = clock
      columns[0][line] = feed
      columns[1][line] = rapid
    }
    return {
      totalSeconds: clock,
      lineCount: count,
      lineEndSeconds,
      feedEndSeconds: this.#feed.subarray(0, count),
      rapidEndSeconds: this.#rapid.subarray(0, count),
      unknownMotions: this.#motion.unknownMotions,
    }
  }
}

const REMEMBERED_STARTS = 256

/** When each line can start, by what the link has carried. */
class LineStarts {
  readonly #secondsPerByte: number
  readonly #blocks: number
  readonly #recent = new Float64Array(REMEMBERED_STARTS)
  #arrived = 0

  constructor({ limits, linkBytesPerSecond = null }: ProgramTimeOptions) {
    this.#secondsPerByte = linkBytesPerSecond === null ? 0 : 1 / linkBytesPerSecond
    this.#blocks = limits.plannerBlocks
  }

  startOf(line: number, freeAt: number, bytes: number): number {
    const ahead = Math.min(
      REMEMBERED_STARTS - 1,
      this.#blocks + Math.floor(RING_BYTES / Math.max(1, bytes)),
    )
    const roomAt = line < ahead ? 0 : (this.#recent[(line - ahead) % REMEMBERED_STARTS] ?? 0)
    this.#arrived = Math.max(this.#arrived, roomAt) + bytes * this.#secondsPerByte
    const start = Math.max(freeAt, this.#arrived)
    this.#recent[line % REMEMBERED_STARTS] = start
    return start
  }
}

/** Times a program whose bytes come in pieces, cut anywhere. */
export class ProgramTimer {
  readonly #clock: ProgramClock
  readonly #move = new PlainMove()
  readonly #lines = new ProgramLines({
    takeLine: (bytes, from, limit) => this.#takeLine(bytes, from, limit),
  })

  constructor(options: ProgramTimeOptions) {
    this.#clock = new ProgramClock(options)
  }

  /** Takes the next piece. */
  take(piece: Uint8Array): void {
    this.#lines.take(piece)
  }

  /** The times, once the last piece was taken. */
  finish(): ProgramTime {
    this.#lines.finish()
    return this.#clock.finish()
  }

  #takeLine(bytes: Uint8Array, from: number, limit: number): number {
    const move = this.#move
    if (move.read(bytes, from, limit) && this.#clock.takeMove(move, move.rawChars)) return move.end
    const end = lineEndIn(bytes, from, limit)
    this.#clock.takeLine(bytes, from, end)
    return end
  }
}

/** Times a whole text. */
export function programTime(text: string, options: ProgramTimeOptions): ProgramTime {
  const timer = new ProgramTimer(options)
  timer.take(codesOf(text))
  return timer.finish()
}

/** Overrides in force, %. */
export interface Overrides {
  readonly feedPercent: number
  readonly rapidPercent: number
}

/**
 * Seconds left when `lineIndex` lines have been run, under overrides: motion at feed and rapids stretch
 * with theirs, standstills stay. Accelerations do not scale, so with a feed above 100 % it is a little low.
 */
export function secondsLeft(time: ProgramTime, lineIndex: number, overrides: Overrides): number {
  const last = time.lineCount - 1
  if (lineIndex > last || last < 0) return 0
  const done = (column: Float32Array) => (lineIndex <= 0 ? 0 : (column[lineIndex - 1] ?? 0))
  const left = (column: Float32Array) => (column[last] ?? 0) - done(column)
  const feed = left(time.feedEndSeconds)
  const rapid = left(time.rapidEndSeconds)
  const rest = Math.max(0, left(time.lineEndSeconds) - feed - rapid)
  return rest + (feed * 100) / overrides.feedPercent + (rapid * 100) / overrides.rapidPercent
}
