import { createHash } from 'node:crypto'
import { LARGEST_PROGRAM_CHARS, type ProgramProblem } from '#core/gcode/parse-program.ts'
import { PlainMove } from '#core/gcode/plain-move.ts'
import { type GcodeReport, GRBL_1_1, ProgramCheck } from '#core/gcode/program-check.ts'
import {
  firstLineStart,
  lineEndIn,
  type LineTaker,
  ProgramLines,
} from '#core/gcode/program-lines.ts'
import type { MachineLimits } from '#core/grbl/job/machine-limits.ts'
import { ProgramStudier, type StudiedProgram } from '#core/grbl/job/program-study.ts'
import { INLINE_GCODE_LIMIT_BYTES } from '#core/runs/build-artifact.ts'
import { withoutTapeMarks } from './tape-marks.ts'

/** What was found in an outside program; the file is then its UTF-8 without a byte order mark. */
export interface CheckedProgram {
  readonly report: GcodeReport
  /** Of the file's bytes. */
  readonly sha256: string
  readonly lengthBytes: number
  readonly lineCount: number
  /** The program, when it is short enough to stand in the artifact. */
  readonly text: string | null
  /** What the start gate needs of it; null when it cannot be sent as it is. */
  readonly study: StudiedProgram | null
}

const OPTIONS = { profile: GRBL_1_1 }

/** One pass over the bytes of a program: hash, lines, check and study. */
export class ProgramReading implements LineTaker {
  readonly #hash = createHash('sha256')
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  readonly #lines = new ProgramLines(this)
  readonly #move = new PlainMove()
  readonly #check = new ProgramCheck(OPTIONS)
  readonly #studier: ProgramStudier
  #unreadable: ProgramProblem | null = null
  #lengthBytes = 0
  #endsWithNewline = true
  #isExact = true
  /** The line that has no end is taken. */
  #isEnding = false
  /** The bytes, while they are few enough to stand in the artifact. */
  #short: Uint8Array[] = []

  /** Null limits: the machine's are not known, and nothing is timed. */
  constructor(limits: MachineLimits | null) {
    this.#studier = new ProgramStudier(limits)
  }

  /** Takes the next piece. */
  take(piece: Uint8Array): void {
    this.#hash.update(piece)
    this.#lengthBytes += piece.length
    this.#endsWithNewline = piece.at(-1) === 10 || (piece.length === 0 && this.#endsWithNewline)
    if (this.#lengthBytes <= INLINE_GCODE_LIMIT_BYTES) this.#short.push(new Uint8Array(piece))
    else this.#short = []
    if (!this.#isExact || this.#unreadable !== null) return
    this.#unreadable = this.#refuse(piece)
    if (this.#unreadable === null) this.#lines.take(piece)
  }

  /** Null when the bytes are not the UTF-8 of a text without a byte order mark. */
  finish(): CheckedProgram | null {
    this.#isEnding = true
    if (this.#unreadable === null) this.#lines.finish()
    if (!this.#isExact) return null
    const study = this.#studier.finish()
    const isSendable = this.#studier.problem === null && this.#unreadable === null
    return {
      report: this.#report(),
      sha256: this.#hash.digest('hex'),
      lengthBytes: this.#lengthBytes,
      lineCount: this.#lines.newlineCount + (this.#endsWithNewline ? 0 : 1),
      text: this.#text(),
      study: isSendable ? study : null,
    }
  }

  /** Called for each line. */
  takeLine(bytes: Uint8Array, from: number, limit: number, line: number): number {
    const move = this.#move
    if (!move.read(bytes, from, limit)) return this.#takeText(bytes, from, limit, line)
    const { end } = move
    if (!this.#check.takeMove(move, line)) {
      this.#check.takeLine(this.#decoder.decode(bytes.subarray(from, end)), line)
    }
    this.#studier.takeMove(move, bytes, from, end)
    return end
  }

  #takeText(bytes: Uint8Array, from: number, limit: number, line: number): number {
    const end = lineEndIn(bytes, from, limit)
    if (line === 1 && firstLineStart(bytes, from) > from) this.#isExact = false
    const text = withoutTapeMarks(this.#decode(bytes.subarray(from, end)))
    if (!this.#isExact) return end
    // nothing is left of a tape mark behind the last line end
    if (text !== '' || !this.#isEnding) this.#check.takeLine(text, line)
    this.#studier.takeLine(bytes, from, end)
    return end
  }

  #decode(bytes: Uint8Array): string {
    try {
      return this.#decoder.decode(bytes)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      this.#isExact = false
      return ''
    }
  }

  #refuse(piece: Uint8Array): ProgramProblem | null {
    if (this.#lengthBytes > LARGEST_PROGRAM_CHARS) {
      return { kind: 'too-large', chars: this.#lengthBytes, limit: LARGEST_PROGRAM_CHARS }
    }
    const nul = piece.indexOf(0)
    if (nul < 0) return null
    this.#lines.take(piece.subarray(0, nul))
    return { kind: 'binary', line: this.#lines.lineCount + 1 }
  }

  #report(): GcodeReport {
    const check = this.#unreadable === null ? this.#check : new ProgramCheck(OPTIONS)
    return check.report(this.#unreadable)
  }

  #text(): string | null {
    if (this.#lengthBytes > INLINE_GCODE_LIMIT_BYTES) return null
    return this.#decoder.decode(Buffer.concat(this.#short))
  }
}
