const MAX_LINE_CHARACTERS = 79
const NEWLINE = 0x0a
const RETURN = 0x0d

/** One line as the firmware keeps it. */
export interface ReadLine {
  readonly text: string
  /** More characters counted than the line buffer holds. */
  readonly overflow: boolean
}

/**
 * Assembles lines as the firmware does: CR and LF each end one; spaces, comments and block delete
 * are dropped as they come in; letters become capitals; what is over 79 characters spoils the line.
 */
export function createLineReader(): (byte: number) => ReadLine | null {
  let text = ''
  let overflow = false
  let comment: '(' | ';' | null = null
  const keep = (byte: number) => {
    const character = String.fromCharCode(byte)
    if (character === '(' || character === ';') comment = character
    else if (byte <= 0x20 || character === '/') return
    else if (text.length >= MAX_LINE_CHARACTERS) overflow = true
    else text += character.toUpperCase()
  }
  return (byte) => {
    if (byte === NEWLINE || byte === RETURN) {
      const line = { text, overflow }
      text = ''
      overflow = false
      comment = null
      return line
    }
    if (comment === null) keep(byte)
    else if (comment === '(' && byte === 0x29) comment = null
    return null
  }
}
