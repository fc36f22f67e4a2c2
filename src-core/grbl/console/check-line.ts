import { blockIntent } from '../../gcode/block-intent.ts'
import { refuseBlock } from '../../gcode/grbl-refusal.ts'
import { UNKNOWN_START, type ModalState } from '../../gcode/modal-state.ts'
import { parseBlock } from '../../gcode/parse-block.ts'
import type { Block } from '../../gcode/words.ts'
import { describeError, type GrblCodeTables } from '../code-tables.ts'
import { LINE_CLASS } from '../line-class.ts'
import { classifyLine } from './classify-line.ts'
import type { ControllerFacts, ModalWords } from '../manual/manual-snapshot.ts'

/** What would become of a line typed at the console. */
export type LineVerdict =
  | {
      readonly kind: 'send'
      /** The line as it would go out: comments and spaces stripped, capitals. */
      readonly text: string
      /** It starts a motion or turns the spindle on: the screen asks first. */
      readonly startsMotion: boolean
      /** It writes the controller's memory, so it goes alone, with a pause behind it. */
      readonly writesMemory: boolean
    }
  | { readonly kind: 'refused'; readonly sentence: string; readonly remedy: string }

/** What a line is judged by. */
export interface LineContext {
  readonly modal: ModalWords | null
  readonly facts: ControllerFacts | null
  readonly tables: GrblCodeTables
}

const refused = (sentence: string, remedy: string): LineVerdict => ({
  kind: 'refused',
  sentence,
  remedy,
})

/** `$` lines that only ask. */
const READING = /^\$(\$|#|G|I|N|ES|ESG|EA|EE|EG|CMD|HELP)?$/
/** `$` lines that have a place of their own in RMOS, and where it is. */
const ELSEWHERE: readonly (readonly [RegExp, string])[] = [
  [/^\$H/, 'Use Home: it tells whether homing succeeded.'],
  [/^\$X$/, 'Use Unlock: it asks for the reason where the position is doubtful.'],
  [/^\$J=/, 'Use the jog buttons: they stop when they are let go.'],
  [/^\$C$/, 'Use the check before the start of a program: it brings the offsets back.'],
  [/^\$\d+=/, 'Use Settings: it keeps a backup and reads the value back.'],
  [/^\$RST=/, 'Use Settings: restore a backup instead of wiping the memory.'],
  [/^\$SLP$/, 'Switch the machine off instead.'],
]

/**
 * What would become of a line: refused with the reason before anything is sent, or the exact text
 * that would go out. Nothing that acts at once (`!`, `~`, `?`, bytes above 127) gets through, and no
 * code the controller would refuse.
 */
export function checkLine(line: string, context: LineContext): LineVerdict {
  const block = parseBlock(line, 1)
  if (block.liveCharacters.length > 0) {
    const { character, column } = block.liveCharacters[0] ?? { character: '', column: 0 }
    return refused(
      `Column ${String(column)} holds "${character}", which the controller would act on at once or not read.`,
      'Use Hold, Resume and Stop; write plain letters.',
    )
  }
  const stripped = stripLine(line)
  if (stripped === '') return refused('The line is empty.', '')
  const { problem } = classifyLine(stripped)
  if (stripped.startsWith('$')) return checkSystemLine(stripped)
  if (problem !== null) return refused(`The line ${problem}.`, 'Change the line.')
  return checkGcode(block, stripped, context)
}

/** Comments and spaces out, capitals: what the controller would keep of the line. */
export function stripLine(line: string): string {
  return line
    .replace(/\([^)]*\)?/g, '')
    .replace(/;.*$/, '')
    .replace(/\s+/g, '')
    .toUpperCase()
}

function checkSystemLine(text: string): LineVerdict {
  const other = ELSEWHERE.find(([pattern]) => pattern.test(text))
  if (other !== undefined) return refused(`${text} is not sent from here.`, other[1])
  if (READING.test(text)) {
    return { kind: 'send', text, startsMotion: false, writesMemory: false }
  }
  return refused(`${text} is no command that is sent from here.`, 'Ask with $$, $#, $G, $I or $N.')
}

function checkGcode(block: Block, text: string, context: LineContext): LineVerdict {
  const { facts, modal, tables } = context
  const state = stateOf(modal)
  const intent = blockIntent(state, block)
  // only plain GRBL's codes are known word for word; its relatives know more
  const refusal =
    facts === null || facts.kind === 'grbl'
      ? refuseBlock(state, block, intent, facts?.lineCharacters ?? 79)
      : null
  if (refusal !== null) {
    const { remedy } = describeError(tables, refusal.grblErrorCode)
    return refused(
      `The controller would refuse it with error ${String(refusal.grblErrorCode)}: ${refusal.sentence}.`,
      remedy.replace('Correct the program at this line.', 'Correct the line.'),
    )
  }
  const moves = /[XYZABCIJKR]-?[\d.]/.test(text) && !/G10|G92|G43\.1/.test(text)
  return {
    kind: 'send',
    text,
    startsMotion: moves || /M0?[34](?!\d)|G28(?!\.1)|G30(?!\.1)/.test(text),
    writesMemory: (classifyLine(text).bits & LINE_CLASS.alone) !== 0,
  }
}

/** The modes as the code checker knows them; where the tool stands plays no part in it. */
export function stateOf(modal: ModalWords | null): ModalState {
  if (modal === null) return UNKNOWN_START
  const planes = { G17: 'XY', G18: 'ZX', G19: 'YZ' } as const
  const motions: Readonly<Record<string, ModalState['motion']>> = {
    G0: 'rapid',
    G1: 'line',
    G2: 'clockwise',
    G3: 'counterclockwise',
    G80: 'none',
  }
  return {
    ...UNKNOWN_START,
    motion: motions[modal.motion] ?? 'probe',
    plane: planes[modal.plane],
    units: modal.units === 'G21' ? 'mm' : 'inch',
    distance: modal.distance === 'G90' ? 'absolute' : 'incremental',
    feedMode: modal.feedMode === 'G94' ? 'per-minute' : 'inverse-time',
    feed: modal.feed,
    speedRpm: modal.spindleRpm,
  }
}
