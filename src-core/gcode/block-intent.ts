import { mmFromInch } from '../units/length.ts'
import {
  AXES,
  type Axis,
  type AxisValues,
  type CycleKind,
  type ModalState,
  type SpindleDirection,
  withAxis,
} from './modal-state.ts'
import type { Block, Word } from './words.ts'

/** A word's command that acts once and is not kept for later blocks. */
export type OneShot =
  | 'none'
  | 'dwell'
  | 'machine-coordinates'
  | 'set-coordinates'
  | 'go-stored'
  | 'store-position'
  | 'set-offset'
  | 'clear-offset'

/** What a block's axis words are for. */
export type AxisUse = 'none' | 'motion' | 'one-shot' | 'tool-length'

/** Tool length set to a Z value (G43.1), taken from the tool table (G43), or cancelled (G49). */
export type ToolLengthChange = 'set' | 'table' | 'cancel'

/** Modes a block sets; what it does not set stays as it was. */
interface ModeChange {
  readonly motion?: ModalState['motion']
  readonly plane?: ModalState['plane']
  readonly units?: ModalState['units']
  readonly distance?: ModalState['distance']
  readonly arcCentre?: ModalState['arcCentre']
  readonly feedMode?: ModalState['feedMode']
  readonly coordinateSystem?: number
  readonly oneShot?: OneShot
  readonly axisUse?: AxisUse
  readonly toolLength?: ToolLengthChange
  readonly cycle?: CycleKind
  readonly cycleReturn?: ModalState['cycleReturn']
  readonly toolChange?: boolean
  readonly spindle?: SpindleDirection
  readonly coolant?: boolean
  readonly flow?: ProgramFlow
}

/** What a block does to the program's course. */
export type ProgramFlow = 'run' | 'pause' | 'optional-pause' | 'end'

const moves = (motion: ModalState['motion']): ModeChange => ({ motion, axisUse: 'motion' })
const coordinates = (index: number): ModeChange => ({ coordinateSystem: index })
const PROBE = moves('probe')
const KEEP: ModeChange = {}
const cycle = (kind: CycleKind): ModeChange => ({ ...moves('cycle'), cycle: kind })

/** What each G number changes, by ten times the number. */
const G_CHANGES: Readonly<Record<number, ModeChange>> = {
  0: moves('rapid'),
  10: moves('line'),
  20: moves('clockwise'),
  30: moves('counterclockwise'),
  40: { oneShot: 'dwell' },
  100: { oneShot: 'set-coordinates', axisUse: 'one-shot' },
  170: { plane: 'XY' },
  180: { plane: 'ZX' },
  190: { plane: 'YZ' },
  200: { units: 'inch' },
  210: { units: 'mm' },
  280: { oneShot: 'go-stored', axisUse: 'one-shot' },
  281: { oneShot: 'store-position' },
  300: { oneShot: 'go-stored', axisUse: 'one-shot' },
  301: { oneShot: 'store-position' },
  382: PROBE,
  383: PROBE,
  384: PROBE,
  385: PROBE,
  400: KEEP,
  430: { toolLength: 'table' },
  431: { toolLength: 'set', axisUse: 'tool-length' },
  490: { toolLength: 'cancel', axisUse: 'tool-length' },
  530: { oneShot: 'machine-coordinates' },
  540: coordinates(0),
  550: coordinates(1),
  560: coordinates(2),
  570: coordinates(3),
  580: coordinates(4),
  590: coordinates(5),
  610: KEEP,
  611: KEEP,
  640: KEEP,
  730: cycle('chip-break'),
  800: { motion: 'none' },
  810: cycle('drill'),
  820: cycle('dwell'),
  830: cycle('peck'),
  900: { distance: 'absolute' },
  901: { arcCentre: 'absolute' },
  910: { distance: 'incremental' },
  911: { arcCentre: 'incremental' },
  920: { oneShot: 'set-offset', axisUse: 'one-shot' },
  921: { oneShot: 'clear-offset' },
  930: { feedMode: 'inverse-time' },
  940: { feedMode: 'per-minute' },
  980: { cycleReturn: 'initial-height' },
  990: { cycleReturn: 'clear-height' },
}

/** What each M number changes. */
const M_CHANGES: Readonly<Record<number, ModeChange>> = {
  0: { flow: 'pause' },
  1: { flow: 'optional-pause' },
  2: { flow: 'end' },
  3: { spindle: 'clockwise' },
  4: { spindle: 'counterclockwise' },
  5: { spindle: 'off' },
  6: { toolChange: true },
  7: { coolant: true },
  8: { coolant: true },
  9: { coolant: false },
  30: { flow: 'end' },
}

/** A block read against the modes it meets: what it sets, what its axis words are for. */
export interface BlockIntent {
  readonly motion: ModalState['motion']
  readonly plane: ModalState['plane']
  readonly units: ModalState['units']
  readonly distance: ModalState['distance']
  readonly arcCentre: ModalState['arcCentre']
  readonly feedMode: ModalState['feedMode']
  readonly coordinateSystem: number
  readonly spindle: SpindleDirection
  readonly coolant: boolean
  readonly oneShot: OneShot
  readonly axisUse: AxisUse
  readonly toolLength: ToolLengthChange | null
  /** The drilling cycle this block names or is in; null outside one. */
  readonly cycle: CycleKind | null
  readonly cycleReturn: ModalState['cycleReturn']
  /** M6. */
  readonly toolChange: boolean
  readonly flow: ProgramFlow
  /** Values by letter; of a repeated letter the last. G and M are not among them. */
  readonly values: Readonly<Partial<Record<string, number>>>
  /** G and M words this interpreter has no meaning for. */
  readonly unknownWords: readonly Word[]
}

function changeOf(word: Word): ModeChange | undefined {
  if (word.letter === 'M') return M_CHANGES[word.value]
  if (Math.trunc(word.value) === 49) return G_CHANGES[490]
  const tenfold = Math.round(word.value * 10)
  return Math.abs(tenfold - word.value * 10) < 0.05 ? G_CHANGES[tenfold] : undefined
}

/** True when the block names a linear axis. */
export function hasAxisWords(values: BlockIntent['values']): boolean {
  return AXES.some((axis) => values[axis] !== undefined)
}

/** Reads a block's words against the modes before it. Knows nothing of any one controller's limits. */
export function blockIntent(state: ModalState, block: Block): BlockIntent {
  const values: Partial<Record<string, number>> = {}
  const unknownWords: Word[] = []
  let changes: ModeChange = {}
  for (const word of block.words) {
    if (word.letter !== 'G' && word.letter !== 'M') {
      values[word.letter] = word.value
      continue
    }
    const change = changeOf(word)
    if (change === undefined) unknownWords.push(word)
    else changes = { ...changes, ...change }
  }
  const { motion, plane, units, distance, arcCentre, feedMode } = state
  const { coordinateSystem, spindle, coolant } = state
  return {
    ...{ motion, plane, units, distance, arcCentre, feedMode, coordinateSystem, spindle, coolant },
    oneShot: 'none',
    axisUse: hasAxisWords(values) ? 'motion' : 'none',
    toolLength: null,
    cycle: state.cycle?.kind ?? null,
    cycleReturn: state.cycleReturn,
    toolChange: false,
    flow: 'run',
    ...changes,
    values,
    unknownWords,
  }
}

/** A length word in mm; undefined when the block has none. */
export function lengthMm(intent: BlockIntent, letter: string): number | undefined {
  const value = intent.values[letter]
  return value === undefined || intent.units === 'mm' ? value : mmFromInch(value)
}

/** G92 and tool length along one axis, mm. */
function shiftMm(state: ModalState, axis: Axis): number {
  return state.offset[axis] + (axis === 'Z' ? state.toolLengthMm : 0)
}

function axisTarget(state: ModalState, intent: BlockIntent, axis: Axis): number | null {
  const valueMm = lengthMm(intent, axis)
  const nowMm = state.position[axis]
  if (valueMm === undefined) return nowMm
  if (intent.oneShot === 'machine-coordinates') return state.offsetsAreZero ? valueMm : null
  if (intent.distance === 'incremental') return nowMm === null ? null : nowMm + valueMm
  return valueMm + shiftMm(state, axis)
}

/** Where a block's axis words send the machine; null on an axis where that cannot be known. */
export function targetOf(state: ModalState, intent: BlockIntent): AxisValues {
  let target = state.position
  for (const axis of AXES) target = withAxis(target, axis, axisTarget(state, intent, axis))
  return target
}
