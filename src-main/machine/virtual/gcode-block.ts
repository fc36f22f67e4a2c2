import { ERROR } from './error-codes.ts'
import type { GcodeWord } from './gcode-words.ts'

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

/** Sorts words into a block, or gives the code the line is refused with at its first bad word. */
export function readBlock(words: readonly GcodeWord[]): GcodeBlock | number {
  const block = emptyBlock()
  const groups = new Set<string>()
  for (const word of words) {
    const refused =
      word.letter === 'G' || word.letter === 'M'
        ? takeCode(block, groups, word)
        : takeValue(block, word)
    if (refused !== null) return refused
  }
  return block
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
    values: new Map(),
  }
}

function takeValue(block: GcodeBlock, { letter, value }: GcodeWord): number | null {
  if (!VALUE_LETTERS.includes(letter)) return ERROR.unsupportedCommand
  if (block.values.has(letter)) return ERROR.wordRepeated
  if (NEVER_NEGATIVE.includes(letter) && value < 0) return ERROR.negativeValue
  block.values.set(letter, value)
  return null
}

function takeCode(block: GcodeBlock, groups: Set<string>, word: GcodeWord): number | null {
  const hundredths = Math.round(word.value * 100)
  const whole = Math.trunc(word.value)
  const rule = RULES.get(`${word.letter}${String(hundredths)}`)
  if (rule === undefined) return unknownCode(word.letter, whole, hundredths)
  if (rule.axisCommand !== undefined) {
    if (block.axisCommand !== 'none') return ERROR.axisCommandConflict
    block.axisCommand = rule.axisCommand
  }
  if (groups.has(rule.group)) return ERROR.modalGroupConflict
  groups.add(rule.group)
  rule.take(block)
  return null
}

/** Families whose decimals mean something: an unknown one is no code rather than no whole number. */
const DECIMAL_FAMILIES = new Set([28, 30, 38, 43, 61, 90, 91, 92])

function unknownCode(letter: string, whole: number, hundredths: number): number {
  const fractional = hundredths !== whole * 100
  if (!fractional) return ERROR.unsupportedCommand
  if (letter === 'M') return ERROR.notWhole
  if (!RULES.has(`G${String(whole * 100)}`) || DECIMAL_FAMILIES.has(whole)) {
    return ERROR.unsupportedCommand
  }
  return ERROR.notWhole
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

const NOTHING = () => {
  // The only mode of its group: taken, and nothing changes.
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
  g(91.1, modalRule('arcDistance', NOTHING)),
  g(40, modalRule('cutterCompensation', NOTHING)),
  g(61, modalRule('pathControl', NOTHING)),
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
  ...(['M8', 'M9'] as const).map((coolant) =>
    m(
      Number(coolant.slice(1)),
      modalRule('coolant', (block) => (block.coolant = coolant)),
    ),
  ),
])
