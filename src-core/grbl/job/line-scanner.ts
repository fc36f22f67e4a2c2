import { LINE_CLASS, LineClassifier } from '../line-class.ts'
import type { PrepareOptions, ProgramStop } from '../prepared-program.ts'
import { isRealtimeByte } from '../realtime-commands.ts'
import type { LineSink } from './line-store.ts'

/** GRBL's line buffer: 79 characters count, spaces and comments do not. */
export const MAX_LINE_CHARACTERS = 79
/** Stops are kept as objects, so a program of nothing but stops is refused. */
const MAX_STOPS = 10_000

const NEWLINE = 0x0a
const RETURN = 0x0d
const PERCENT = 0x25
const ZERO = 0x30
const ONE = 0x31
const LETTER_M = 0x4d

/** What a character is to the scanner. */
const KIND = { plain: 0, blank: 1, capital: 2, marked: 3, open: 4, rest: 5, bad: 6 } as const

/** `marked`: characters that make a line worth classifying: G, M, T, `$`, `/`. */
function kindOf(code: number): number {
  const character = String.fromCharCode(code)
  if (character === ' ' || character === '\t') return KIND.blank
  if (character === '(') return KIND.open
  if (character === ';') return KIND.rest
  if (code < 0x20 || code > 0x7e || isRealtimeByte(code)) return KIND.bad
  if ('GMT$/'.includes(character.toUpperCase())) return KIND.marked
  return /[a-z]/.test(character) ? KIND.capital : KIND.plain
}

const KINDS = Uint8Array.from({ length: 256 }, (_, code) => kindOf(code))

/**
 * Reads G-code character by character or line by line and hands the lines that are safe to send to a
 * sink: see `ProgramScanner` for what is stripped and what is refused.
 */
export class LineScanner {
  /** The first thing that keeps the program from being sent; `sourceLine` 0 is the whole. */
  problem: { readonly sourceLine: number; readonly sentence: string } | null = null
  /** Where the program waits for the person. */
  readonly stops: ProgramStop[] = []
  readonly #store: LineSink
  readonly #classifier = new LineClassifier()
  readonly #optionalStops: boolean
  #sourceLine = 1
  #length = 0
  #isMarked = false
  #inParentheses = false
  #inRest = false
  #afterReturn = false
  #toolNumber: number | null = null
  #mustNameMotion = false

  constructor(store: LineSink, options: PrepareOptions = {}) {
    this.#store = store
    this.#optionalStops = options.optionalStops ?? false
  }

  /** Takes `bytes[from .. to)`, a whole line without its end. */
  takeLine(bytes: Uint8Array, from: number, to: number): void {
    this.takeBytes(bytes, from, to)
    this.#lineEnded(false)
  }

  /**
   * Takes a plain move of so many characters without blanks, which is sure to be kept as it is; false
   * where it has to be looked at, and is then for `takeLine`.
   */
  passMove(significantChars: number): boolean {
    if (this.#mustNameMotion || significantChars > MAX_LINE_CHARACTERS) return false
    this.#sourceLine += 1
    return true
  }

  /** Takes `bytes[from .. to)`, cut anywhere. */
  takeBytes(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at += 1) this.take(bytes[at] ?? 0)
  }

  /** Ends the last line; a program without any line to send is a problem. */
  finish(): void {
    this.#endLine()
    if (this.problem === null && this.#store.lineCount === 0) {
      this.problem = { sourceLine: 0, sentence: 'holds no line to send' }
    }
  }

  /** Takes one character. */
  take(code: number): void {
    if (code === NEWLINE || code === RETURN) {
      if (code === NEWLINE && this.#afterReturn) this.#afterReturn = false
      else this.#lineEnded(code === RETURN)
      return
    }
    this.#afterReturn = false
    if (this.#inRest) return
    if (this.#inParentheses) {
      this.#inParentheses = code !== 0x29
      return
    }
    const kind = code < 256 ? (KINDS[code] ?? KIND.bad) : KIND.bad
    if (kind === KIND.plain) this.#store.put(this.#length++, code)
    else this.#takeSpecial(kind, code)
  }

  #takeSpecial(kind: number, code: number): void {
    if (kind === KIND.open) this.#inParentheses = true
    else if (kind === KIND.rest) this.#inRest = true
    else if (kind === KIND.bad) this.#refuse(characterSentence(code))
    else if (kind !== KIND.blank) {
      if (kind === KIND.marked) this.#isMarked = true
      this.#store.put(this.#length, code >= 0x61 ? code - 0x20 : code)
      this.#length += 1
    }
  }

  #lineEnded(byReturn: boolean): void {
    this.#afterReturn = byReturn
    this.#endLine()
    this.#sourceLine += 1
  }

  #endLine(): void {
    const length = this.#length
    const isMarked = this.#isMarked || this.#mustNameMotion
    this.#length = 0
    this.#isMarked = false
    this.#inParentheses = false
    this.#inRest = false
    if (length === 0 || this.#store.at(0) === PERCENT) return
    if (length > MAX_LINE_CHARACTERS) {
      const count = String(length)
      const limit = String(MAX_LINE_CHARACTERS)
      this.#refuse(`has ${count} characters without spaces and comments; GRBL takes ${limit}`)
      return
    }
    this.#store.commit(length, this.#sourceLine, isMarked ? this.#classify(length) : 0)
  }

  /** Bits of the line that the store is about to keep. */
  #classify(length: number): number {
    const line = this.#classifier
    const { bytes, used } = this.#store
    line.read(bytes, used, used + length)
    if (line.problem !== null) this.#refuse(line.problem)
    if (line.toolNumber !== null) this.#toolNumber = line.toolNumber
    if (this.#mustNameMotion && line.movesAxes && !line.namesMotion) {
      this.#refuse('moves behind a tool change without naming its motion (G0 to G3)')
    }
    if (line.namesMotion) this.#mustNameMotion = false
    return this.#noteStop(length)
  }

  #noteStop(length: number): number {
    const { bits } = this.#classifier
    const kind = stopKind(bits, this.#store, length)
    if (kind === null) return bits
    if (kind === 'toolChange') this.#mustNameMotion = true
    if (this.stops.length >= MAX_STOPS) {
      this.#refuse(`is one of more than ${String(MAX_STOPS)} stops and tool changes`)
    }
    const line = this.#store.lineCount
    const toolNumber = kind === 'toolChange' ? this.#toolNumber : null
    this.stops.push({ line, sourceLine: this.#sourceLine, kind, toolNumber })
    if (kind !== 'optionalStop' || !this.#optionalStops) return bits
    raiseToStop(this.#store, length)
    return bits | LINE_CLASS.waitForAnswer
  }

  #refuse(sentence: string): void {
    this.problem ??= { sourceLine: this.#sourceLine, sentence }
  }
}

function stopKind(bits: number, store: LineSink, length: number): ProgramStop['kind'] | null {
  if ((bits & LINE_CLASS.toolChange) !== 0) return 'toolChange'
  if ((bits & LINE_CLASS.optionalStop) !== 0) return 'optionalStop'
  if ((bits & LINE_CLASS.waitForAnswer) === 0) return null
  return findStopWord(store, length, ZERO) === null ? null : 'programStop'
}

/** Place of the last digit of `M0` or `M1` (also `M00`, `M01`) in the line being kept. */
function findStopWord(store: LineSink, length: number, digit: number): number | null {
  for (let at = 0; at < length; at += 1) {
    if (store.at(at) !== LETTER_M) continue
    let end = at + 1
    while (end < length && store.at(end) === ZERO) end += 1
    if (store.at(end) === digit && end < length) end += 1
    const isWord = end > at + 1 && store.at(end - 1) === digit
    if (isWord && !isDigit(store.at(end), end < length)) return end - 1
  }
  return null
}

function isDigit(code: number, inLine: boolean): boolean {
  return inLine && code >= ZERO && code <= 0x39
}

function raiseToStop(store: LineSink, length: number): void {
  const at = findStopWord(store, length, ONE)
  if (at !== null) store.put(at, ZERO)
}

function characterSentence(code: number): string {
  const printable = code > 0x20 && code < 0x7f
  const shown = printable ? `\`${String.fromCharCode(code)}\`` : `code ${String(code)}`
  const reason = printable
    ? 'which the controller obeys at once'
    : 'which is not a printable ASCII character'
  return `contains ${shown} outside a comment, ${reason}`
}
