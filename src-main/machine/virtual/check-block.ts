import { AXIS_INDEXES, AXIS_LETTERS, eachAxis, type AxisIndex, type Triple } from './axes.ts'
import { centreFromRadius, planeAxes, radiiAgree, type PlanarArc } from './arc-geometry.ts'
import { ERROR } from './error-codes.ts'
import type { GcodeBlock, MotionMode } from './gcode-block.ts'
import { workOffset, type ParserState, type StoredOffsets } from './parser-state.ts'

const MM_PER_INCH = 25.4
const GREATEST_TOOL = 255
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
  const { state } = context
  const axes = AXIS_INDEXES.filter((axis) => block.values.has(AXIS_LETTERS[axis]))
  if (axes.length > 0 && block.axisCommand === 'none') block.axisCommand = 'motion'
  const units = block.units ?? state.units
  return {
    block,
    context,
    axes,
    scale: units === 20 ? MM_PER_INCH : 1,
    next: { ...state, units, motion: block.motion ?? state.motion },
    unused: new Set(block.values.keys()),
    moves: false,
    target: state.position,
    arc: null,
    systemOffset: null,
  }
}

function checkNumbers({ block, unused }: Check): number | null {
  unused.delete('N')
  unused.delete('F')
  unused.delete('S')
  unused.delete('T')
  if ((block.values.get('N') ?? 0) > GREATEST_LINE_NUMBER) return ERROR.badLineNumber
  if ((block.values.get('T') ?? 0) > GREATEST_TOOL) return ERROR.toolNumber
  return null
}

/** In inverse time every feed motion names its own F; back in G94 a feed must be set anew. */
function checkFeedMode({ block, context, next, scale }: Check): number | null {
  const feed = block.values.get('F')
  next.feedMode = block.feedMode ?? context.state.feedMode
  if (next.feedMode === 93) {
    const feedMotion = block.axisCommand === 'motion' && !['G0', 'G80'].includes(next.motion)
    if (feedMotion && feed === undefined) return ERROR.noFeed
    next.feed = feed ?? 0
    return null
  }
  const kept = context.state.feedMode === 94 ? context.state.feed : 0
  next.feed = feed === undefined ? kept : feed * scale
  return null
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
  next.toolLengthMm = (block.values.get('Z') ?? 0) * scale
  return null
}

function applyModes({ block, context, next }: Check): null {
  next.spindleRpm = block.values.get('S') ?? next.spindleRpm
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
  return Math.trunc(block.values.get(letter) ?? 0)
}

/** G10 L2 sets the offset itself; L20 sets it so that the machine stands at the words given. */
function newSystemOffset(check: Check, index: number, mode: number): Triple {
  const { block, context, next, scale } = check
  const old = systemOffsetOf(check, index)
  return eachAxis((axis) => {
    const value = block.values.get(AXIS_LETTERS[axis])
    if (value === undefined) return old[axis]
    if (mode === 2) return value * scale
    const others = context.state.g92[axis] + (axis === 2 ? next.toolLengthMm : 0)
    return context.state.position[axis] - others - value * scale
  })
}

function checkG92(check: Check): number | null {
  const { block, axes, next, scale, context } = check
  if (block.nonModal !== 'G92') return null
  if (axes.length === 0) return ERROR.noAxisWords
  const system = systemOffsetOf(check, next.coordinateSystem)
  next.g92 = eachAxis((axis) => {
    const value = block.values.get(AXIS_LETTERS[axis])
    if (value === undefined) return next.g92[axis]
    const tool = axis === 2 ? next.toolLengthMm : 0
    return context.state.position[axis] - system[axis] - tool - value * scale
  })
  return null
}

/** Axis words become a machine position: absolute or not, in the coordinate system or (G53) without. */
function resolveTarget(check: Check): null {
  const { block, axes, next, scale, context, unused } = check
  for (const axis of axes) unused.delete(AXIS_LETTERS[axis])
  const placesAxes = block.nonModal !== 'G10' && block.nonModal !== 'G92'
  if (axes.length === 0 || block.axisCommand === 'toolLength' || !placesAxes) return null
  const offset = workOffset(next, systemOffsetOf(check, next.coordinateSystem))
  check.target = eachAxis((axis) => {
    const value = block.values.get(AXIS_LETTERS[axis])
    const { position } = context.state
    if (value === undefined) return position[axis]
    if (block.nonModal === 'G53') return value * scale
    return value * scale + (next.distance === 91 ? position[axis] : offset[axis])
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
  return [target[first] - position[first], target[second] - position[second]]
}

function checkArcByRadius(check: Check, radiusWord: number): number | null {
  const { next, target, context, unused, scale } = check
  unused.delete('R')
  if (sameTriple(target, context.state.position)) return ERROR.badTarget
  const [dx, dy] = arcSpan(check)
  const clockwise = next.motion === 'G2'
  const radius = radiusWord * scale
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
    (block.values.get(first) ?? 0) * scale,
    (block.values.get(second) ?? 0) * scale,
  ] as const
  const [dx, dy] = arcSpan(check)
  const radius = Math.hypot(...centreOffset)
  const endRadius = Math.hypot(dx - centreOffset[0], dy - centreOffset[1])
  if (!radiiAgree(radius, endRadius)) return ERROR.badTarget
  check.arc = { ...plane, clockwise: next.motion === 'G2', centreOffset, radius }
  return null
}

function checkUnused({ unused }: Check): number | null {
  return unused.size > 0 ? ERROR.unusedWords : null
}
