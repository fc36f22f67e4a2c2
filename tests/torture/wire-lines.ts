import { createLineReader } from '../../src-main/machine/virtual/line-reader.ts'
import { CONTROLLER_PROFILES } from '../../src-main/machine/virtual/profile.ts'

/** What the host wrote at once, and what a bad cable made of it: as many characters. */
export interface WrittenPiece {
  readonly text: string
  readonly arrivedText: string
}

/** A line the host wrote. */
export interface SentLine {
  readonly text: string
  /** What the engine asks on its own, which no program holds. */
  readonly isOwn: boolean
}

/** A line that came to the controller's parser. */
export interface ArrivedLine {
  readonly text: string
  /** Which line of the job it was sent as, counted from 0; null for one of the engine's own. */
  readonly jobLine: number | null
  readonly isDamaged: boolean
}

/** What the engine asks on its own, a resume's waits among it: nothing of that moves. */
export const OWN_LINES = /^(\$[I$#G]|G4P0(\.01)?)$/
const RESET = '\x18'

/** Acted on as it comes in, and never a part of a line. */
function isRealtime(character: string): boolean {
  return '?!~'.includes(character) || character === RESET || character > '\x7e'
}

/** The lines of what was written, realtime characters left out. */
export function sentLines(pieces: readonly WrittenPiece[]): readonly SentLine[] {
  const text = pieces.map((piece) => piece.text).join('')
  const plain = Array.from(text, (character) => (isRealtime(character) ? '' : character)).join('')
  return plain
    .split('\n')
    .slice(0, -1)
    .map((line) => ({ text: line, isOwn: OWN_LINES.test(line) }))
}

/** Which line of the job each sent line is, counted from 0; null for the engine's own. */
function jobLinesOf(written: readonly SentLine[]): readonly (number | null)[] {
  let next = 0
  return written.map(({ isOwn }) => {
    if (isOwn) return null
    next += 1
    return next - 1
  })
}

/** Reads lines as the controller does, and keeps which sent lines their characters were of. */
class Arrival {
  readonly lines: ArrivedLine[] = []
  readonly #written: readonly SentLine[]
  readonly #jobLines: readonly (number | null)[]
  readonly #read = createLineReader(CONTROLLER_PROFILES[0])
  #sentLine = 0
  #from = new Set<number>()

  constructor(written: readonly SentLine[]) {
    this.#written = written
    this.#jobLines = jobLinesOf(written)
  }

  take(sent: string, arrived: string): void {
    if (!isRealtime(sent)) this.#from.add(this.#sentLine)
    if (sent === '\n') this.#sentLine += 1
    if (isRealtime(arrived)) return
    const line = this.#read(arrived.charCodeAt(0))
    if (line === null) return
    if (line.text !== '') this.lines.push(this.#traced(line.text))
    this.#from = new Set()
  }

  #traced(text: string): ArrivedLine {
    const [only = -1] = this.#from
    const isDamaged = this.#from.size !== 1 || this.#written[only]?.text !== text
    return { text, jobLine: this.#jobLines[only] ?? null, isDamaged }
  }
}

/**
 * The lines of what arrived up to the first reset, each with the sent line its characters were of. One
 * whose characters are of several, or of none, or other ones, is damaged.
 */
export function arrivedLines(
  pieces: readonly WrittenPiece[],
  written: readonly SentLine[],
): readonly ArrivedLine[] {
  const arrival = new Arrival(written)
  for (const { text, arrivedText } of pieces) {
    for (let at = 0; at < text.length; at += 1) {
      if (arrivedText.charAt(at) === RESET) return arrival.lines
      arrival.take(text.charAt(at), arrivedText.charAt(at))
    }
  }
  return arrival.lines
}
