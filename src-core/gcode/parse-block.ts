import type { Block, BlockFault, LiveCharacter, Word } from './words.ts'

/** GRBL keeps eight digits of a number; further digits before the point shift its value. */
const LARGEST_DIGIT_COUNT = 8

/** A line that needs no filtering: capitals, digits, signs and points only. */
const PLAIN_LINE = /^[A-Z0-9.+-]*$/

/** What is left of a line for the block reader, and what was taken out of it. */
interface FilteredLine {
  readonly significant: string
  readonly comments: readonly string[]
  readonly blockDelete: boolean
  readonly liveCharacters: readonly LiveCharacter[]
}

const SOFT_RESET = '\u0018'

/** Characters GRBL takes out of the stream wherever they stand, also inside a comment. */
function isLive(character: string): boolean {
  return (
    character === '?' ||
    character === '!' ||
    character === '~' ||
    character === SOFT_RESET ||
    character > '\u007f'
  )
}

/** Reads a line character by character, sorting what is for the block from what is not. */
class LineFilter {
  significant = ''
  blockDelete = false
  readonly comments: string[] = []
  readonly liveCharacters: LiveCharacter[] = []
  private comment: { readonly closes: boolean; text: string } | null = null

  take(character: string, column: number): void {
    if (isLive(character)) this.liveCharacters.push({ character, column })
    else if (this.comment !== null) this.takeComment(character, this.comment)
    else if (character === '(' || character === ';') {
      this.comment = { closes: character === '(', text: '' }
    } else if (character === '/') this.blockDelete = true
    else if (character > ' ') this.significant += character
  }

  private takeComment(
    character: string,
    comment: { readonly closes: boolean; text: string },
  ): void {
    if (comment.closes && character === ')') this.closeComment()
    else comment.text += character
  }

  closeComment(): void {
    if (this.comment !== null) this.comments.push(this.comment.text)
    this.comment = null
  }
}

/**
 * Takes blanks, comments, block-delete slashes and live characters out of a line. A `(` comment ends
 * at the first `)` or at the end of the line; a `;` comment at the end of the line.
 */
function filterLine(raw: string): FilteredLine {
  const filter = new LineFilter()
  for (let index = 0; index < raw.length; index += 1) {
    const character = String.fromCodePoint(raw.codePointAt(index) ?? 0)
    filter.take(character, index + 1)
    index += character.length - 1
  }
  filter.closeComment()
  const { comments, blockDelete, liveCharacters } = filter
  return { significant: filter.significant.toUpperCase(), comments, blockDelete, liveCharacters }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** Where a number starting at `start` ends, and how many digits stand before its point. */
function scanNumber(text: string, start: number): { end: number; digits: number; whole: number } {
  let end = start
  const sign = text.charAt(end)
  if (sign === '+' || sign === '-') end += 1
  let digits = 0
  let whole = 0
  let point = false
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end)
    if (isDigit(code)) {
      digits += 1
      if (!point) whole += 1
    } else if (code === 46 && !point) point = true
    else break
  }
  return { end, digits, whole }
}

function isLetter(code: number): boolean {
  return code >= 65 && code <= 90
}

/** Reads letter-number pairs up to the end or to the first fault. */
function readWords(significant: string): { words: readonly Word[]; fault: BlockFault | null } {
  const words: Word[] = []
  let at = 0
  while (at < significant.length) {
    const letter = significant.charAt(at)
    if (!isLetter(letter.charCodeAt(0))) {
      return { words, fault: { kind: 'expected-letter', found: letter } }
    }
    const { end, digits, whole } = scanNumber(significant, at + 1)
    if (digits === 0) {
      const found = significant.charAt(end)
      return { words, fault: { kind: 'bad-number', letter, found } }
    }
    const value = Number(significant.slice(at + 1, end))
    words.push({ letter, value, overlong: whole > LARGEST_DIGIT_COUNT })
    at = end
  }
  return { words, fault: null }
}

const NOTHING: readonly never[] = []

/**
 * Reads one line (without its line end) into words. Takes any text and never throws: what cannot be
 * read is the block's `fault`. Numbers are decimal with at most one point and one sign; there are no
 * expressions and no variables.
 */
export function parseBlock(raw: string, line: number): Block {
  const filtered = PLAIN_LINE.test(raw)
    ? { significant: raw, comments: NOTHING, blockDelete: false, liveCharacters: NOTHING }
    : filterLine(raw)
  const { significant, comments, blockDelete, liveCharacters } = filtered
  const common = {
    line,
    comments,
    blockDelete,
    liveCharacters,
    significantChars: significant.length,
    rawChars: raw.length,
  }
  if (significant.startsWith('$')) {
    return { ...common, words: NOTHING, fault: null, system: significant }
  }
  return { ...common, ...readWords(significant), system: null }
}
