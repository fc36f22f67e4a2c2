import { AXIS_INDEXES, AXIS_LETTERS, eachAxis, type AxisIndex, type Triple } from './axes.ts'
import { centreFromRadius, planeAxes, radiiAgree, type PlanarArc } from './arc-geometry.ts'
import { ERROR } from './error-codes.ts'
import type { GcodeBlock, MotionMode } from './gcode-block.ts'
import type { ParserState, StoredOffsets } from './parser-state.ts'

/** The controller computes in single precision; so must whoever wants to end on the same step. */
const MM_PER_INCH = Math.fround(25.4)
const GREATEST_LINE_NUMBER = 10_000_000
const COORDINATE_SYSTEMS = 6

/** A line that passed every check, with what it is about to do; lengths in mm. */
export interface CheckedBlock {
  readonly block: GcodeBlock
  /** The modes as they are once the line has run, position excepted. */
  readonly next: ParserState
  /** Null when the line moves nothing. */
  readonly motion: MotionMode | null
  /** Machine coordinates. */
  readonly target: Triple
  readonly arc: PlanarArc | null
  /** Whether the line names an axis, for G28 and G30. */
  readonly viaTarget: boolean
  /** New coordinate system offset (G10), or null. */
  readonly systemOffset: { readonly index: number; readonly offset: Triple } | null
  readonly dwellSeconds: number
}

/** What a line is checked against. */
export interface CheckContext {
  readonly state: ParserState
  readonly offsets: StoredOffsets
  /** A `$J=` line: its own feed each time, always G94 and G1. */
  readonly jog: boolean
}

/** Everything gathered while checking one line. */
interface Check {
  readonly block: GcodeBlock
  readonly context: CheckContext
  readonly next: ParserState
  readonly axes: readonly AxisIndex[]
  readonly scale: number
  /** Value letters nothing has used yet. */
  readonly unused: Set<string>
  moves: boolean
  target: Triple
  arc: PlanarArc | null
  systemOffset: { readonly index: number; readonly offset: Triple } | null
}

type Step = (check: Check) => number | null

/** Checks a block in the order the firmware does; gives what to do, or the code it is refused with. */
export function checkBlock(block: GcodeBlock, context: CheckContext): CheckedBlock | number {
  const check = beginCheck(block, context)
  const steps: readonly Step[] = [
    checkNumbers,
    checkFeedMode,
    checkDwell,
    checkToolLength,
    applyModes,
    checkG10,
    checkG92,
    resolveTarget,
    checkG53,
    checkMotion,
    checkUnused,
  ]
  for (const step of steps) {
    const refused = step(check)
    if (refused !== null) return refused
  }
  return {
    block,
    next: check.next,
    motion: check.moves ? check.next.motion : null,
    target: check.target,
    arc: check.arc,
    viaTarget: check.axes.length > 0,
    systemOffset: check.systemOffset,
    dwellSeconds: block.nonModal === 'G4' ? (block.values.get('P') ?? 0) : 0,
  }
}

function beginCheck(block: GcodeBlock, context: CheckContext): Check {
  const { state, jog } = context
  const axes = AXIS_INDEXES.filter((axis) => block.values.has(AXIS_LETTERS[axis]))
  if (axes.length > 0 && block.axisCommand === 'none') block.axisCommand = 'motion'
  const units = block.units ?? state.units
  return {
    block,
    context,
    axes,
    scale: units === 20 ? MM_PER_INCH : 1,
    next: jog
      ? { ...state, units, motion: block.motion ?? 'G1', feedMode: 94 }
      : { ...state, units, motion: block.motion ?? state.motion },
    unused: new Set(block.values.keys()),
    moves: false,
    target: state.position,
    arc: null,
    systemOffset: null,
  }
}

function checkNumbers({ block, context, unused }: Check): number | null {
  for (const letter of context.jog ? ['N', 'F'] : ['N', 'F', 'S', 'T']) unused.delete(letter)
  return (block.values.get('N') ?? 0) > GREATEST_LINE_NUMBER ? ERROR.badLineNumber : null
}

/** In inverse time every feed motion names its own F; back in G94 a feed must be set anew. */
function checkFeedMode(check: Check): number | null {
  const { block, context, next, scale } = check
  const feed = block.values.get('F')
  if (context.jog) {
    if (feed === undefined) return ERROR.noFeed
    next.feed = Math.fround(feed * scale)
    return null
  }
  next.feedMode = block.feedMode ?? context.state.feedMode
  next.feed = programmedFeed(check)
  const missing = next.feedMode === 93 && feed === undefined && needsFeedWord(check)
  return missing ? ERROR.noFeed : null
}

/** A feed lasts from line to line in G94 only; the firmware does not convert the first one behind G93. */
function programmedFeed({ block, context, next, scale }: Check): number {
  const feed = block.values.get('F')
  if (next.feedMode === 93 || context.state.feedMode === 93) return feed ?? 0
  return feed === undefined ? context.state.feed : Math.fround(feed * scale)
}

function needsFeedWord({ block, next }: Check): boolean {
  return block.axisCommand === 'motion' && next.motion !== 'G0' && next.motion !== 'G80'
}

function checkDwell({ block, unused }: Check): number | null {
  if (block.nonModal !== 'G4') return null
  if (!block.values.has('P')) return ERROR.missingValue
  unused.delete('P')
  return null
}

function checkToolLength({ block, axes, next, scale }: Check): number | null {
  if (block.axisCommand !== 'toolLength' || block.toolLength === null) return null
  if (block.toolLength === 'G49') {
    next.toolLengthMm = 0
    return null
  }
  if (axes.length !== 1 || axes[0] !== 2) return ERROR.toolLengthAxis
  next.toolLengthMm = Math.fround((block.values.get('Z') ?? 0) * scale)
  return null
}

function applyModes({ block, context, next }: Check): null {
  next.spindleRpm = block.values.get('S') ?? next.spindleRpm
  next.tool = wholeValue(block, 'T')
  next.spindle = block.spindle ?? next.spindle
  next.flood = block.coolant === null ? next.flood : block.coolant === 'M8'
  next.plane = block.plane ?? next.plane
  next.distance = block.distance ?? context.state.distance
  next.coordinateSystem = block.coordinateSystem ?? next.coordinateSystem
  return null
}

function systemOffsetOf(check: Check, index: number): Triple {
  const offset = check.context.offsets.systems[index]
  if (offset === undefined) throw new Error(`virtual controller: no system ${String(index)}`)
  return offset
}

function checkG10(check: Check): number | null {
  const { block, axes, unused, next } = check
  if (block.nonModal !== 'G10') return null
  if (axes.length === 0) return ERROR.noAxisWords
  if (!block.values.has('P') && !block.values.has('L')) return ERROR.missingValue
  const place = wholeValue(block, 'P')
  if (place > COORDINATE_SYSTEMS) return ERROR.badCoordinateSystem
  const mode = wholeValue(block, 'L')
  const known = mode === 20 || (mode === 2 && !block.values.has('R'))
  if (!known) return ERROR.unsupportedCommand
  unused.delete('P')
  unused.delete('L')
  const index = place === 0 ? next.coordinateSystem : place - 1
  check.systemOffset = { index, offset: newSystemOffset(check, index, mode) }
  return null
}

/** A word that counts something; absent ones are 0, as the firmware takes them. */
function wholeValue(block: GcodeBlock, letter: string): number {
  return Math.trunc(block.values.get(letter) ?? 0) & 0xff
}

/** G10 L2 sets the offset itself; L20 sets it so that the machine stands at the words given. */
function newSystemOffset(check: Check, index: number, mode: number): Triple {
  const { block, context, scale } = check
  const old = systemOffsetOf(check, index)
  return eachAxis((axis) => {
    const value = block.values.get(AXIS_LETTERS[axis])
    if (value === undefined) return old[axis]
    if (mode === 2) return Math.fround(value * scale)
    const parts = [context.state.g92[axis], Math.fround(value * scale)]
    if (axis === 2) parts.push(context.state.toolLengthMm)
    return less(context.state.position[axis], parts)
  })
}

/** Subtracts one part after the other, each in single precision. */
function less(from: number, parts: readonly number[]): number {
  return parts.reduce((rest, part) => Math.fround(rest - part), from)
}

function checkG92(check: Check): number | null {
  const { block, axes, next, scale, context } = check
  if (block.nonModal !== 'G92') return null
  if (axes.length === 0) return ERROR.noAxisWords
  const system = systemOffsetOf(check, next.coordinateSystem)
  next.g92 = eachAxis((axis) => {
    const value = block.values.get(AXIS_LETTERS[axis])
    if (value === undefined) return next.g92[axis]
    const parts = [system[axis], Math.fround(value * scale)]
    if (axis === 2) parts.push(context.state.toolLengthMm)
    return less(context.state.position[axis], parts)
  })
  return null
}

/** Axis words become a machine position: absolute or not, in the coordinate system or (G53) without. */
function resolveTarget(check: Check): null {
  const { block, axes, next, scale, context, unused } = check
  for (const axis of axes) unused.delete(AXIS_LETTERS[axis])
  const placesAxes = block.nonModal !== 'G10' && block.nonModal !== 'G92'
  if (axes.length === 0 || block.axisCommand === 'toolLength' || !placesAxes) return null
  const system = systemOffsetOf(check, next.coordinateSystem)
  check.target = eachAxis((axis) => {
    const value = block.values.get(AXIS_LETTERS[axis])
    const { position } = context.state
    if (value === undefined) return position[axis]
    const lengthMm = Math.fround(value * scale)
    if (block.nonModal === 'G53') return lengthMm
    if (next.distance === 91) return Math.fround(lengthMm + position[axis])
    const placed = Math.fround(lengthMm + Math.fround(system[axis] + context.state.g92[axis]))
    return axis === 2 ? Math.fround(placed + context.state.toolLengthMm) : placed
  })
  return null
}

function checkG53({ block, next }: Check): number | null {
  if (block.nonModal !== 'G53') return null
  return next.motion === 'G0' || next.motion === 'G1' ? null : ERROR.g53NeedsG0G1
}

function checkMotion(check: Check): number | null {
  const { block, axes, next } = check
  // Measured: axis words are refused even when a G10 or G92 of the line would take them.
  if (next.motion === 'G80') return axes.length > 0 ? ERROR.axisWordsUnused : null
  if (block.axisCommand !== 'motion') return null
  check.moves = axes.length > 0
  return next.motion === 'G0' ? null : checkFeedMotion(check)
}

function checkFeedMotion(check: Check): number | null {
  const { axes, next, target, context } = check
  if (next.feed === 0) return ERROR.noFeed
  if (next.motion === 'G1') return null
  // Even a full turn must name an axis.
  if (axes.length === 0) return ERROR.noAxisWords
  if (next.motion === 'G2' || next.motion === 'G3') return checkArc(check)
  return sameTriple(target, context.state.position) ? ERROR.badTarget : null
}

function sameTriple(a: Triple, b: Triple): boolean {
  return a.every((value, axis) => value === b[axis])
}

function checkArc(check: Check): number | null {
  const { axes } = planeAxes(check.next.plane)
  if (!axes.some((axis) => check.axes.includes(axis))) return ERROR.noAxisInPlane
  const radiusWord = check.block.values.get('R')
  return radiusWord === undefined ? checkArcByOffset(check) : checkArcByRadius(check, radiusWord)
}

function arcSpan({ next, target, context }: Check): readonly [number, number] {
  const [first, second] = planeAxes(next.plane).axes
  const { position } = context.state
  return [
    Math.fround(target[first] - position[first]),
    Math.fround(target[second] - position[second]),
  ]
}

function checkArcByRadius(check: Check, radiusWord: number): number | null {
  const { next, target, context, unused, scale } = check
  unused.delete('R')
  if (sameTriple(target, context.state.position)) return ERROR.badTarget
  const [dx, dy] = arcSpan(check)
  const clockwise = next.motion === 'G2'
  const radius = Math.fround(radiusWord * scale)
  const centreOffset = centreFromRadius(dx, dy, radius, clockwise)
  if (typeof centreOffset === 'number') return centreOffset
  check.arc = { ...planeAxes(next.plane), clockwise, centreOffset, radius: Math.abs(radius) }
  return null
}

const OFFSET_LETTERS = ['I', 'J', 'K'] as const

function checkArcByOffset(check: Check): number | null {
  const { block, next, unused, scale } = check
  const plane = planeAxes(next.plane)
  const [first, second] = [OFFSET_LETTERS[plane.axes[0]], OFFSET_LETTERS[plane.axes[1]]]
  if (!block.values.has(first) && !block.values.has(second)) return ERROR.noOffsetInPlane
  for (const letter of OFFSET_LETTERS) unused.delete(letter)
  const centreOffset = [
    Math.fround((block.values.get(first) ?? 0) * scale),
    Math.fround((block.values.get(second) ?? 0) * scale),
  ] as const
  const [dx, dy] = arcSpan(check)
  const radius = Math.hypot(...centreOffset)
  const endRadius = Math.hypot(dx - centreOffset[0], dy - centreOffset[1])
  if (!radiiAgree(radius, endRadius)) return ERROR.badTarget
  check.arc = { ...plane, clockwise: next.motion === 'G2', centreOffset, radius }
  return null
}

function checkUnused(check: Check): number | null {
  if (check.unused.size > 0) return ERROR.unusedWords
  return check.context.jog && !isJogBlock(check.block) ? ERROR.badJog : null
}

/** A jog may choose units, distance mode and G53, and nothing else. */
function isJogBlock(block: GcodeBlock): boolean {
  const modes = [block.plane, block.feedMode, block.toolLength, block.coordinateSystem]
  const actions = [block.motion, block.flow, block.spindle, block.coolant]
  if ([...modes, ...actions].some((code) => code !== null) || block.otherModes) return false
  return block.nonModal === null || block.nonModal === 'G53'
}
