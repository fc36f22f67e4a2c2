import { ERROR } from './error-codes.ts'
import { readWords, type GcodeWord } from './gcode-words.ts'

/** Motion modes, group 1. */
export type MotionMode = 'G0' | 'G1' | 'G2' | 'G3' | 'G38.2' | 'G38.3' | 'G38.4' | 'G38.5' | 'G80'

/** Codes that act once, group 0. */
export type NonModal = 'G4' | 'G10' | 'G28' | 'G28.1' | 'G30' | 'G30.1' | 'G53' | 'G92' | 'G92.1'

/** Which code of a line the axis words belong to. */
export type AxisCommand = 'none' | 'nonModal' | 'motion' | 'toolLength'

/** One line's words sorted into their groups, nothing checked against the machine yet. */
export interface GcodeBlock {
  motion: MotionMode | null
  nonModal: NonModal | null
  plane: 17 | 18 | 19 | null
  units: 20 | 21 | null
  distance: 90 | 91 | null
  feedMode: 93 | 94 | null
  toolLength: 'G43.1' | 'G49' | null
  /** 0 for G54 to 5 for G59. */
  coordinateSystem: number | null
  flow: 'M0' | 'M1' | 'M2' | 'M30' | null
  spindle: 'M3' | 'M4' | 'M5' | null
  coolant: 'M8' | 'M9' | null
  axisCommand: AxisCommand
  /** G40, G61 or G91.1 stands in the line: the only mode of its group, so nothing changes. */
  otherModes: boolean
  /** M6, which only some controllers know. */
  toolChange: boolean
  readonly values: Map<string, number>
}

/** What a G or M code means: its modal group, and what it does to the block. */
interface CodeRule {
  readonly group: string
  readonly axisCommand?: AxisCommand
  readonly take: (block: GcodeBlock) => void
}

const VALUE_LETTERS = 'FIJKLNPRSTXYZ'
const NEVER_NEGATIVE = 'FNPTS'

/**
 * Sorts a line's words into a block, or gives the code the line is refused with at its first bad
 * word. M6 is one unless the controller changes tools.
 */
export function readBlock(line: string, toolChanges = false): GcodeBlock | number {
  const { words, refused } = readWords(line)
  const block = emptyBlock()
  const groups = new Set<string>()
  for (const word of words) {
    const problem =
      word.letter === 'G' || word.letter === 'M'
        ? takeCode(block, groups, word, toolChanges)
        : takeValue(block, word)
    if (problem !== null) return problem
  }
  return refused ?? block
}

function emptyBlock(): GcodeBlock {
  return {
    motion: null,
    nonModal: null,
    plane: null,
    units: null,
    distance: null,
    feedMode: null,
    toolLength: null,
    coordinateSystem: null,
    flow: null,
    spindle: null,
    coolant: null,
    axisCommand: 'none',
    otherModes: false,
    toolChange: false,
    values: new Map(),
  }
}

const GREATEST_TOOL = 255

function takeValue(block: GcodeBlock, { letter, value }: GcodeWord): number | null {
  if (!VALUE_LETTERS.includes(letter)) return ERROR.unsupportedCommand
  if (letter === 'T' && value > GREATEST_TOOL) return ERROR.toolNumber
  if (block.values.has(letter)) return ERROR.wordRepeated
  if (NEVER_NEGATIVE.includes(letter) && value < 0) return ERROR.negativeValue
  block.values.set(letter, value)
  return null
}

/** The number of a code as the controller keeps it: one byte, and hundredths above it. */
function codeParts(value: number): { readonly whole: number; readonly hundredths: number } {
  const whole = Math.trunc(value) & 0xff
  return { whole, hundredths: Math.round(100 * (value - whole)) & 0xffff }
}

function takeCode(
  block: GcodeBlock,
  groups: Set<string>,
  word: GcodeWord,
  toolChanges: boolean,
): number | null {
  const { whole, hundredths } = codeParts(word.value)
  if (word.letter === 'M') {
    if (hundredths > 0) return ERROR.notWhole
    if (!RULES.has(`M${String(whole * 100)}`)) return ERROR.unsupportedCommand
    if (whole === 6 && !toolChanges) return ERROR.unsupportedCommand
  }
  const rule = RULES.get(`${word.letter}${String(whole * 100 + hundredths)}`)
  const conflict = axisConflict(block, rule ?? RULES.get(`${word.letter}${String(whole * 100)}`))
  if (rule === undefined) return unknownCode(block, whole, conflict)
  if (conflict) return ERROR.axisCommandConflict
  return takeRule(block, groups, rule)
}

function takeRule(block: GcodeBlock, groups: Set<string>, rule: CodeRule): number | null {
  block.axisCommand = rule.axisCommand ?? block.axisCommand
  if (groups.has(rule.group)) return ERROR.modalGroupConflict
  groups.add(rule.group)
  rule.take(block)
  return null
}

function axisConflict(block: GcodeBlock, rule: CodeRule | undefined): boolean {
  return rule?.axisCommand !== undefined && block.axisCommand !== 'none'
}

/** Families whose decimals mean something: an unknown one is no code rather than no whole number. */
const DECIMAL_FAMILIES = new Set([28, 30, 38, 43, 61, 90, 91, 92])
/** Families with no plain code: their decimals are looked at after the axis words' owner. */
const ALWAYS_DECIMAL = new Set([38, 43])

function unknownCode(block: GcodeBlock, whole: number, conflict: boolean): number {
  const known = RULES.has(`G${String(whole * 100)}`)
  const axisFirst = ALWAYS_DECIMAL.has(whole) ? block.axisCommand !== 'none' : conflict
  if (axisFirst && (known || ALWAYS_DECIMAL.has(whole)) && ![28, 30, 92].includes(whole)) {
    return ERROR.axisCommandConflict
  }
  return !known || DECIMAL_FAMILIES.has(whole) ? ERROR.unsupportedCommand : ERROR.notWhole
}

function motionRule(motion: MotionMode): CodeRule {
  return {
    group: 'motion',
    ...(motion === 'G80' ? {} : { axisCommand: 'motion' as const }),
    take: (block) => {
      block.motion = motion
    },
  }
}

function nonModalRule(nonModal: NonModal, takesAxes: boolean): CodeRule {
  return {
    group: 'nonModal',
    ...(takesAxes ? { axisCommand: 'nonModal' as const } : {}),
    take: (block) => {
      block.nonModal = nonModal
    },
  }
}

function modalRule(group: string, take: (block: GcodeBlock) => void): CodeRule {
  return { group, take }
}

function g(code: number, rule: CodeRule): [string, CodeRule] {
  return [`G${String(Math.round(code * 100))}`, rule]
}

function m(code: number, rule: CodeRule): [string, CodeRule] {
  return [`M${String(code * 100)}`, rule]
}

const onlyMode = (block: GcodeBlock) => {
  block.otherModes = true
}

const RULES: ReadonlyMap<string, CodeRule> = new Map([
  g(0, motionRule('G0')),
  g(1, motionRule('G1')),
  g(2, motionRule('G2')),
  g(3, motionRule('G3')),
  g(38.2, motionRule('G38.2')),
  g(38.3, motionRule('G38.3')),
  g(38.4, motionRule('G38.4')),
  g(38.5, motionRule('G38.5')),
  g(80, motionRule('G80')),
  g(4, nonModalRule('G4', false)),
  g(10, nonModalRule('G10', true)),
  g(28, nonModalRule('G28', true)),
  g(28.1, nonModalRule('G28.1', false)),
  g(30, nonModalRule('G30', true)),
  g(30.1, nonModalRule('G30.1', false)),
  g(53, nonModalRule('G53', false)),
  g(92, nonModalRule('G92', true)),
  g(92.1, nonModalRule('G92.1', false)),
  ...([17, 18, 19] as const).map((plane) =>
    g(
      plane,
      modalRule('plane', (block) => (block.plane = plane)),
    ),
  ),
  ...([20, 21] as const).map((units) =>
    g(
      units,
      modalRule('units', (block) => (block.units = units)),
    ),
  ),
  ...([90, 91] as const).map((distance) =>
    g(
      distance,
      modalRule('distance', (block) => (block.distance = distance)),
    ),
  ),
  ...([93, 94] as const).map((mode) =>
    g(
      mode,
      modalRule('feedMode', (block) => (block.feedMode = mode)),
    ),
  ),
  ...[54, 55, 56, 57, 58, 59].map((code, index) =>
    g(
      code,
      modalRule('coordinateSystem', (block) => (block.coordinateSystem = index)),
    ),
  ),
  g(91.1, modalRule('arcDistance', onlyMode)),
  g(40, modalRule('cutterCompensation', onlyMode)),
  g(61, modalRule('pathControl', onlyMode)),
  g(43.1, {
    group: 'toolLength',
    axisCommand: 'toolLength',
    take: (block) => (block.toolLength = 'G43.1'),
  }),
  g(49, {
    group: 'toolLength',
    axisCommand: 'toolLength',
    take: (block) => (block.toolLength = 'G49'),
  }),
  ...(['M0', 'M1', 'M2', 'M30'] as const).map((flow) =>
    m(
      Number(flow.slice(1)),
      modalRule('flow', (block) => (block.flow = flow)),
    ),
  ),
  ...(['M3', 'M4', 'M5'] as const).map((spindle) =>
    m(
      Number(spindle.slice(1)),
      modalRule('spindle', (block) => (block.spindle = spindle)),
    ),
  ),
  m(
    6,
    modalRule('toolChange', (block) => (block.toolChange = true)),
  ),
  ...(['M8', 'M9'] as const).map((coolant) =>
    m(
      Number(coolant.slice(1)),
      modalRule('coolant', (block) => (block.coolant = coolant)),
    ),
  ),
])
