import { failure, type Result, success } from '../outcome/result.ts'
import { parseBlock } from './parse-block.ts'
import type { Block, BlockFault } from './words.ts'

/** Longest program text that is read, characters. */
export const LARGEST_PROGRAM_CHARS = 64_000_000

/** Why a text cannot be taken as a program at all. */
export type ProgramProblem =
  | { readonly kind: 'too-large'; readonly chars: number; readonly limit: number }
  /** NUL characters: a picture, an archive or UTF-16 text. */
  | { readonly kind: 'binary'; readonly line: number }
  /** No line holds a word a controller could act upon, or hardly any line can be read. */
  | { readonly kind: 'no-gcode'; readonly lineCount: number; readonly faultyLines: number }

/** The sentence for a text that is not a program. */
export function programProblemSentence(problem: ProgramProblem): string {
  switch (problem.kind) {
    case 'too-large':
      return `has ${String(problem.chars)} characters, the limit is ${String(problem.limit)}`
    case 'binary':
      return `line ${String(problem.line)} holds a NUL character, so this is not a text of G-code`
    case 'no-gcode':
      return `holds no G-code: ${String(problem.faultyLines)} of ${String(problem.lineCount)} lines cannot be read as words`
  }
}

/** Where the line starting at `start` ends: at the next CR or LF or the end of the text. */
export function lineEnd(text: string, start: number): number {
  let end = start
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end)
    if (code === 10 || code === 13) break
  }
  return end
}

/**
 * The blocks of a text one after another, one per line, numbered from 1 as an editor numbers them:
 * LF, CR and CRLF each end one line, also mixed. A byte order mark in front is skipped.
 */
export function* blocksOf(text: string): Generator<Block, void, undefined> {
  let start = firstLineStart(text)
  for (let line = 1; start < text.length; line += 1) {
    const end = lineEnd(text, start)
    yield parseBlock(text.slice(start, end), line)
    start = nextLineStart(text, end)
  }
}

/** Where the first line of a text starts: behind a byte order mark. */
export function firstLineStart(text: string): number {
  return text.startsWith('\ufeff') ? 1 : 0
}

/** Where the line behind the one that ends at `end` starts. */
export function nextLineStart(text: string, end: number): number {
  return text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? end + 2 : end + 1
}

/** Refuses what is too large or not text before any of it is read. */
export function refuseUnreadable(text: string): ProgramProblem | null {
  if (text.length > LARGEST_PROGRAM_CHARS) {
    return { kind: 'too-large', chars: text.length, limit: LARGEST_PROGRAM_CHARS }
  }
  const nul = text.indexOf('\0')
  if (nul < 0) return null
  return { kind: 'binary', line: text.slice(0, nul).split(/\r\n|\r|\n/).length }
}

/** Counts what tells a program from a letter to a friend. */
export class ProgramRecogniser {
  lineCount = 0
  private faultyLines = 0
  private commandLines = 0

  /** Takes the next block into account. */
  add(block: Block): void {
    this.lineCount += 1
    if (block.fault !== null && !isDialect(block, block.fault)) this.faultyLines += 1
    else if (block.words.some(({ letter }) => COMMAND_LETTERS.includes(letter))) {
      this.commandLines += 1
    }
  }

  /** Takes a line into account that holds nothing but a plain move. */
  addMove(): void {
    this.lineCount += 1
    this.commandLines += 1
  }

  /** A problem when there is no command at all or when more lines are faulty than hold commands. */
  problem(): ProgramProblem | null {
    const { lineCount, faultyLines, commandLines } = this
    if (commandLines > 0 && faultyLines <= commandLines) return null
    return { kind: 'no-gcode', lineCount, faultyLines }
  }
}

const COMMAND_LETTERS = 'GMXYZFST'

/** A lone `%` (a tape mark), a variable, an expression or a named O word: other controllers' G-code. */
function isDialect(block: Block, fault: BlockFault): boolean {
  if (fault.found === '%') return block.significantChars === 1
  return fault.found === '#' || fault.found === '[' || fault.found === '<'
}

/** Reads a whole text into blocks. Fails only on what is no program text at all. */
export function parseProgram(text: string): Result<readonly Block[], ProgramProblem> {
  const unreadable = refuseUnreadable(text)
  if (unreadable !== null) return failure(unreadable)
  const recogniser = new ProgramRecogniser()
  const blocks: Block[] = []
  for (const block of blocksOf(text)) {
    recogniser.add(block)
    blocks.push(block)
  }
  const problem = recogniser.problem()
  return problem === null ? success(blocks) : failure(problem)
}
