/** One word of a block: a letter and its number, e.g. `X-12.5`. */
export interface Word {
  /** Upper case. */
  readonly letter: string
  readonly value: number
  /** True when the number has more than eight digits before the point, which GRBL misreads. */
  readonly overlong: boolean
}

/** Why a block could not be read to its end; the words before the fault are kept. */
export type BlockFault =
  /** A character stands where a word's letter should be: `%`, `,`, a second point, `#`. */
  | { readonly kind: 'expected-letter'; readonly found: string }
  /** A letter without a number: `X`, `X-`, `X#1`, `X[1+2]`. */
  | { readonly kind: 'bad-number'; readonly letter: string; readonly found: string }

/** A character that a GRBL controller acts upon or drops before it reads the line. */
export interface LiveCharacter {
  readonly character: string
  /** Column in the raw line, from 1. */
  readonly column: number
}

/** One line of a program, read the way a controller reads it: comments and blanks taken out. */
export interface Block {
  /** Line in the file, from 1. */
  readonly line: number
  readonly words: readonly Word[]
  readonly comments: readonly string[]
  /** `/` stands in the line: optional on machines with block delete, executed by GRBL. */
  readonly blockDelete: boolean
  /** A line that starts with `$`, without the blanks: a system command, never a block. */
  readonly system: string | null
  readonly fault: BlockFault | null
  /** Characters left after comments, blanks and `/` are taken out. */
  readonly significantChars: number
  /** Characters of the raw line, comments included. */
  readonly rawChars: number
  readonly liveCharacters: readonly LiveCharacter[]
}

/** The value of the first word with this letter; undefined when there is none. */
export function wordValue(block: Block, letter: string): number | undefined {
  return block.words.find((word) => word.letter === letter)?.value
}

/** True when the block has a G word with this number (to 1/100, so G38.2 is 38.2). */
export function hasG(block: Block, value: number): boolean {
  return block.words.some((word) => word.letter === 'G' && Math.abs(word.value - value) < 0.005)
}
