import { arcAbout, centreFromRadius, helixLengthMm, type PlanePoint } from './arc-geometry.ts'
import { type BlockIntent, lengthMm, targetOf } from './block-intent.ts'
import type { Motion, MotionKind } from './machine-event.ts'
import {
  AXES,
  type Axis,
  type AxisValues,
  centreLetter,
  type ModalState,
  planeAxes,
  withAxis,
} from './modal-state.ts'

/** A point of the plane; null when either coordinate is unknown. */
function planePoint(values: AxisValues, axes: readonly [Axis, Axis, Axis]): PlanePoint | null {
  const first = values[axes[0]]
  const second = values[axes[1]]
  return first === null || second === null ? null : { first, second }
}

function radiusCentre(
  ends: { readonly from: PlanePoint; readonly to: PlanePoint },
  radiusMm: number,
  clockwise: boolean,
): PlanePoint | 'impossible' {
  const { from, to } = ends
  if (from.first === to.first && from.second === to.second) return 'impossible'
  return centreFromRadius(ends, radiusMm, clockwise) ?? 'impossible'
}

function offsetCentre(intent: BlockIntent, from: PlanePoint): PlanePoint | 'impossible' {
  const [firstAxis, secondAxis] = planeAxes(intent.plane)
  const first = lengthMm(intent, centreLetter(firstAxis))
  const second = lengthMm(intent, centreLetter(secondAxis))
  if (first === undefined && second === undefined) return 'impossible'
  if (intent.arcCentre === 'absolute') {
    return { first: first ?? from.first, second: second ?? from.second }
  }
  return { first: from.first + (first ?? 0), second: from.second + (second ?? 0) }
}

/** The circle an arc block describes: its centre, `unknown` without known ends, `impossible` without one. */
export function arcCentreOf(
  state: ModalState,
  intent: BlockIntent,
): PlanePoint | 'unknown' | 'impossible' {
  const axes = planeAxes(intent.plane)
  const from = planePoint(state.position, axes)
  const to = planePoint(targetOf(state, intent), axes)
  if (from === null || to === null) return 'unknown'
  const radiusMm = lengthMm(intent, 'R')
  return radiusMm === undefined
    ? offsetCentre(intent, from)
    : radiusCentre({ from, to }, radiusMm, intent.motion === 'clockwise')
}

function arcOf(state: ModalState, intent: BlockIntent): Motion['arc'] {
  const centre = arcCentreOf(state, intent)
  if (typeof centre === 'string') return null
  const axes = planeAxes(intent.plane)
  const from = planePoint(state.position, axes)
  const to = planePoint(targetOf(state, intent), axes)
  if (from === null || to === null) return null
  const clockwise = intent.motion === 'clockwise'
  return { plane: intent.plane, clockwise, path: arcAbout(centre, { from, to }, clockwise) }
}

/** Way along one axis, mm; NaN when an end that differs is unknown. */
function deltaMm(from: number | null, to: number | null): number {
  if (from === to) return 0
  return from === null || to === null ? NaN : to - from
}

/** Length of a motion, mm; null when an end is unknown. */
export function motionLengthMm({
  from,
  to,
  arc,
}: Pick<Motion, 'from' | 'to' | 'arc'>): number | null {
  if (arc !== null) {
    const third = planeAxes(arc.plane)[2]
    const riseMm = deltaMm(from[third], to[third])
    return Number.isNaN(riseMm) ? null : helixLengthMm(arc.path, riseMm)
  }
  const x = deltaMm(from.X, to.X)
  const y = deltaMm(from.Y, to.Y)
  const z = deltaMm(from.Z, to.Z)
  const squared = x * x + y * y + z * z
  // the plain root is five times as fast, and right where nothing overflows
  const lengthMm = squared < Number.MAX_VALUE ? Math.sqrt(squared) : Math.hypot(x, y, z)
  return Number.isNaN(lengthMm) ? null : lengthMm
}

/** The kind of motion of each mode. */
export const MOTION_KINDS: Readonly<Record<ModalState['motion'], MotionKind>> = {
  rapid: 'rapid',
  line: 'line',
  clockwise: 'arc',
  counterclockwise: 'arc',
  probe: 'probe',
  cycle: 'line',
  none: 'rapid',
}

/** What a motion shares with every other one of its block. */
function motionFrame(state: ModalState, intent: BlockIntent, line: number) {
  const axes = AXES.filter((axis) => intent.values[axis] !== undefined).join('')
  const { spindle, speedRpm } = state
  return {
    kind: 'motion',
    line,
    from: state.position,
    axes,
    spindle,
    speedRpm,
    units: intent.units,
  } as const
}

/** Feed of a motion, mm/min: G94 as given, G93 the length times F. */
function motionFeed(state: ModalState, motion: Pick<Motion, 'from' | 'to' | 'arc'>): number | null {
  if (state.feedMode === 'per-minute') return state.feed
  const length = motionLengthMm(motion)
  return length === null ? null : length * state.feed
}

/** The motion a block's axis words ask for, in the mode in force. */
export function programmedMotion(state: ModalState, intent: BlockIntent, line: number): Motion {
  const kind = MOTION_KINDS[intent.motion]
  const arc = kind === 'arc' ? arcOf(state, intent) : null
  const shape = { from: state.position, to: targetOf(state, intent), arc }
  return {
    ...motionFrame(state, intent, line),
    ...shape,
    motion: kind,
    reference: intent.oneShot === 'machine-coordinates' ? 'machine' : 'work',
    feedMmPerMin: kind === 'rapid' ? null : motionFeed(state, shape),
  }
}

/** G28 and G30: through the named point, then the named axes (or all) to the stored position. */
export function storedMotions(
  state: ModalState,
  intent: BlockIntent,
  line: number,
): readonly Motion[] {
  const named = AXES.filter((axis) => intent.values[axis] !== undefined)
  const through = targetOf(state, intent)
  let to = through
  const storedMm = state.offsetsAreZero ? 0 : null
  for (const axis of named.length === 0 ? AXES : named) to = withAxis(to, axis, storedMm)
  const rapid = {
    ...motionFrame(state, intent, line),
    motion: 'rapid',
    feedMmPerMin: null,
    arc: null,
  } as const
  const home: Motion = { ...rapid, axes: 'XYZ', from: through, to, reference: 'stored' }
  if (named.length === 0) return [home]
  return [{ ...rapid, to: through, reference: 'work' }, home]
}
