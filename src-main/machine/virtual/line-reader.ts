const NEWLINE = 0x0a
const RETURN = 0x0d

/** One line as the firmware keeps it. */
export interface ReadLine {
  readonly text: string
  /** More characters counted than the line buffer holds. */
  readonly overflow: boolean
}

/** What a controller makes of lines. */
export interface LineLimits {
  readonly lineCharacters: number
  readonly pairsLineEnds: boolean
}

/**
 * Assembles lines as the firmware does: CR and LF each end one; spaces, comments and block delete
 * are dropped as they come in; letters become capitals; what is over the limit spoils the line. Once it
 * is spoilt or in a comment, only the line's end (and the comment's) is looked for.
 */
export function createLineReader(limits: LineLimits): (byte: number) => ReadLine | null {
  let text = ''
  let overflow = false
  let comment: '(' | ';' | null = null
  let lastEnd = 0
  const keep = (byte: number) => {
    const character = String.fromCharCode(byte)
    if (byte <= 0x20 || character === '/') return
    if (character === '(' || character === ';') comment = character
    else if (text.length >= limits.lineCharacters) overflow = true
    else text += byte < 0x80 ? character.toUpperCase() : character
  }
  const end = (byte: number) => {
    const paired = limits.pairsLineEnds && lastEnd !== 0 && lastEnd !== byte
    lastEnd = paired ? 0 : byte
    if (paired) return null
    const line = { text, overflow }
    text = ''
    overflow = false
    comment = null
    return line
  }
  return (byte) => {
    if (byte === NEWLINE || byte === RETURN) return end(byte)
    lastEnd = 0
    if (comment === '(' && byte === 0x29) comment = null
    else if (comment === null && !overflow) keep(byte)
    return null
  }
}
