import type { Block, LiveCharacter } from '../words.ts'
import type { Report } from './watch.ts'

/** A raw line longer than GRBL's receive buffer can never be counted into it whole. */
const RECEIVE_BUFFER_BYTES = 127

/** Single bytes GRBL 1.1 acts upon, besides those of `namedCommand` (interface documentation). */
const LIVE_BYTES: Readonly<Record<number, string>> = {
  0x84: 'safety door: stops the spindle',
  0x85: 'jog cancel',
  0x90: 'feed to 100 %',
  0x91: 'feed +10 %',
  0x92: 'feed -10 %',
  0x93: 'feed +1 %',
  0x94: 'feed -1 %',
  0x95: 'rapids to 100 %',
  0x96: 'rapids to 50 %',
  0x97: 'rapids to 25 %',
  0x99: 'spindle to 100 %',
  0x9a: 'spindle +10 %',
  0x9b: 'spindle -10 %',
  0x9c: 'spindle +1 %',
  0x9d: 'spindle -1 %',
  0x9e: 'spindle stop',
  0xa0: 'flood coolant on or off',
  0xa1: 'mist coolant on or off',
}

const NAMED: Readonly<Record<string, string>> = {
  '!': 'feed hold',
  '~': 'cycle start',
  '?': 'status query',
  '\u0018': 'soft reset',
  '\ufffd': 'a byte that is not UTF-8, which may be any live command',
}

/** The bytes of a character in UTF-8 (RFC 3629). */
function utf8Bytes(code: number): readonly number[] {
  if (code < 0x80) return [code]
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 0x3f)]
  const last = [0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
  if (code < 0x10000) return [0xe0 | (code >> 12), ...last]
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), ...last]
}

/** What a character makes a controller do, sent as UTF-8 or as one Latin-1 byte; null when nothing. */
function commandOf(character: string): string | null {
  const named = NAMED[character]
  if (named !== undefined) return named
  const code = character.codePointAt(0) ?? 0
  const bytes = code < 0x100 ? [...utf8Bytes(code), code] : utf8Bytes(code)
  const commands = bytes.flatMap((byte) => LIVE_BYTES[byte] ?? [])
  return commands.length === 0 ? null : commands.join(', ')
}

function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  return code < 0x20 ? name : `${character} (${name})`
}

/** Watches the raw text of lines, also of those the controller refuses. */
export class TextWatch {
  private readonly report: Report

  private readonly liveCharacters: boolean

  constructor(report: Report, liveCharacters = true) {
    this.report = report
    this.liveCharacters = liveCharacters
  }

  /** Looks at one line. */
  take(block: Block): void {
    const { line } = block
    if (this.liveCharacters && block.liveCharacters.length > 0)
      this.live(line, block.liveCharacters)
    if (block.blockDelete) {
      this.report([line, 'unsafe', 'block-delete', 'GRBL drops the / and carries the block out'])
    }
    if (block.system !== null) {
      const sentence = `${block.system} is a controller command, not part of a program: it changes settings or moves on its own, and is refused while the machine moves`
      this.report([line, 'unsafe', 'system-command', sentence])
    }
    this.numbers(block)
  }

  private live(line: number, characters: readonly LiveCharacter[]): void {
    const commanding = characters.find(({ character }) => commandOf(character) !== null)
    const found = commanding ?? characters[0]
    if (found === undefined) return
    const place = `${shown(found.character)} in column ${String(found.column)}`
    const command = commandOf(found.character)
    if (command === null) {
      this.report([line, 'note', 'non-ascii', `${place} is no plain ASCII; GRBL drops it`])
    } else {
      const sentence = `${place} is acted upon at once, even in a comment: ${command}`
      this.report([line, 'unsafe', 'live-character', sentence])
    }
  }

  private numbers({ line, words, rawChars }: Block): void {
    for (const { letter, overlong } of words) {
      if (!overlong) continue
      const sentence = `the number after ${letter} has more than 8 digits before the point, which GRBL misreads`
      this.report([line, 'unsafe', 'overlong-number', sentence])
    }
    if (rawChars <= RECEIVE_BUFFER_BYTES) return
    const sentence = `${String(rawChars)} characters with its comments, more than the receive buffer holds: a sender must strip the comment`
    this.report([line, 'note', 'long-raw-line', sentence])
  }
}
