import type { BlockIntent } from '../block-intent.ts'
import type { Block, BlockFault, Word } from '../words.ts'
import type { ReadBlock } from './dialect.ts'
import { modalGroup, type WordList } from './word-list.ts'

function shown({ letter, value }: Word): string {
  return `${letter}${String(value)}`
}

/** Letters a block may hold once each besides G and M (RS274/NGC 3.3.2). */
const VALUE_LETTERS = 'FHIJKLNPQRSTXYZ'
const NEVER_NEGATIVE = 'FHNPQST'

/** Commands first: whether the controller has the word, and whether its group is taken already. */
class CommandRules {
  private readonly groups = new Map<string, string>()
  private readonly list: WordList
  private readonly name: string

  constructor(list: WordList, name: string) {
    this.list = list
    this.name = name
  }

  refuse(word: Word): string | null {
    const number = word.letter === 'G' ? Math.round(word.value * 10) : word.value
    const exact = word.letter === 'M' || Math.abs(number - word.value * 10) < 1e-6
    const known = word.letter === 'G' ? this.list.g.has(number) : this.list.m.has(number)
    if (!exact || !known) return `${shown(word)} is not a word of ${this.name}`
    const group = modalGroup(word.letter, number)
    if (group === null) return null
    const other = this.groups.get(group)
    this.groups.set(group, shown(word))
    return other === undefined
      ? null
      : `${other} and ${shown(word)} are of one modal group: ${group}`
  }
}

function refuseFault(fault: BlockFault): string {
  return fault.kind === 'bad-number'
    ? `${fault.letter} is followed by ${fault.found === '' ? 'the end of the line' : fault.found}, not by a number`
    : `${fault.found} stands where a word should start`
}

/** A lone `%`: a tape mark, which these controllers take at the start and the end. */
function isTapeMark(block: Block): boolean {
  return block.significantChars === 1 && block.fault?.found === '%'
}

function refuseValue(word: Word, seen: Set<string>, name: string): string | null {
  const { letter, value } = word
  if (!VALUE_LETTERS.includes(letter)) return `${name} has no ${letter} words here`
  if (seen.has(letter)) return `${letter} stands twice in the block`
  seen.add(letter)
  return NEVER_NEGATIVE.includes(letter) && value < 0 ? `${shown(word)} must not be negative` : null
}

/** The first word a controller would not take for itself alone. */
export function refuseByWords(block: Block, list: WordList, name: string): string | null {
  if (isTapeMark(block)) return null
  const commands = new CommandRules(list, name)
  const seen = new Set<string>()
  for (const word of block.words) {
    const command = word.letter === 'G' || word.letter === 'M'
    const refused = command ? commands.refuse(word) : refuseValue(word, seen, name)
    if (refused !== null) return refused
  }
  return block.fault === null ? null : refuseFault(block.fault)
}

/** Letters the block's commands have a use for. */
export function usedLetters({ block, intent }: ReadBlock): ReadonlySet<string> {
  const used = new Set(['F', 'N', 'S', 'T'])
  const add = (letters: string) => {
    for (const letter of letters) used.add(letter)
  }
  if (intent.axisUse !== 'none') add('XYZ')
  if (intent.oneShot === 'dwell') add('P')
  if (isArc(intent)) add('IJKR')
  if (intent.motion === 'cycle') add('RQPXYZ')
  if (intent.toolLength === 'table') add('H')
  if (block.words.some(({ letter, value }) => letter === 'G' && value === 64)) add('PQ')
  return used
}

/** True when the block moves along an arc. */
export function isArc(intent: BlockIntent): boolean {
  return (
    (intent.motion === 'clockwise' || intent.motion === 'counterclockwise') &&
    intent.axisUse === 'motion'
  )
}
