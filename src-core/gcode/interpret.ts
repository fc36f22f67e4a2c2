import { mmFromInch } from '../units/length.ts'
import { arcAbout, centreFromRadius, helixLengthMm, type PlanePoint } from './arc-geometry.ts'
import { blockIntent, type BlockIntent, hasAxisWords, lengthMm, targetOf } from './block-intent.ts'
import type { MachineEvent, Motion, MotionKind } from './machine-event.ts'
import {
  AXES,
  type Axis,
  type AxisValues,
  centreLetter,
  type ModalState,
  planeAxes,
  UNKNOWN_START,
  withAxis,
} from './modal-state.ts'
import type { Block, BlockFault, Word } from './words.ts'

/** What the interpreter could not follow; the rest of the block was carried out. */
export type InterpretProblem =
  | { readonly kind: 'unknown-word'; readonly line: number; readonly word: Word }
  | { readonly kind: 'unreadable'; readonly line: number; readonly fault: BlockFault }
  /** `$…` is no G-code. */
  | { readonly kind: 'system-command'; readonly line: number; readonly text: string }
  /** An arc with no centre and no radius, or with a radius too small for its ends. */
  | { readonly kind: 'impossible-arc'; readonly line: number }

/** The outcome of one block. */
export interface Step {
  readonly state: ModalState
  readonly events: readonly MachineEvent[]
  readonly problems: readonly InterpretProblem[]
}

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

/** Length of a motion, mm; null when an end is unknown. */
export function motionLengthMm(motion: Pick<Motion, 'from' | 'to' | 'arc'>): number | null {
  const deltas = AXES.map((axis) => {
    const from = motion.from[axis]
    const to = motion.to[axis]
    if (from === to) return 0
    return from === null || to === null ? null : to - from
  })
  if (motion.arc !== null) {
    const rise = deltas[AXES.indexOf(planeAxes(motion.arc.plane)[2])] ?? null
    return rise === null ? null : helixLengthMm(motion.arc.path, rise)
  }
  return deltas.reduce<number | null>(
    (sum, delta) => (sum === null || delta === null ? null : Math.hypot(sum, delta)),
    0,
  )
}

const MOTION_KINDS: Readonly<Record<ModalState['motion'], MotionKind>> = {
  rapid: 'rapid',
  line: 'line',
  clockwise: 'arc',
  counterclockwise: 'arc',
  probe: 'probe',
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

function programmedMotion(state: ModalState, intent: BlockIntent, line: number): Motion {
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
function storedMotions(state: ModalState, intent: BlockIntent, line: number): readonly Motion[] {
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

/** Collects the events of one block while its words take effect in the order of RS-274. */
class BlockRun {
  state: ModalState
  readonly events: MachineEvent[] = []
  private readonly intent: BlockIntent
  private readonly line: number

  constructor(state: ModalState, intent: BlockIntent, line: number) {
    this.state = state
    this.intent = intent
    this.line = line
  }

  private patch(change: Partial<ModalState>): void {
    this.state = { ...this.state, ...change }
  }

  /** Feed mode, feed and speed. */
  rates(): void {
    const { feedMode, units, values } = this.intent
    const given = values['F']
    const kept = feedMode === 'per-minute' && this.state.feedMode === feedMode ? this.state.feed : 0
    const inch = units === 'inch' && feedMode === 'per-minute'
    const feed = given === undefined ? kept : inch ? mmFromInch(given) : given
    this.patch({ feedMode, feed })
    const toolNumber = values['T']
    if (toolNumber === undefined) return
    this.patch({ toolNumber })
    this.events.push({ kind: 'tool', line: this.line, toolNumber })
  }

  /** Spindle, coolant and dwell. */
  switches(): void {
    const { line, intent } = this
    const { spindle: direction, coolant } = intent
    const speedRpm = intent.values['S'] ?? this.state.speedRpm
    const sameSpeed = direction === 'off' || speedRpm === this.state.speedRpm
    if (direction !== this.state.spindle || !sameSpeed) {
      const shown = direction === 'off' ? 0 : speedRpm
      this.events.push({ kind: 'spindle', line, direction, speedRpm: shown })
    }
    if (coolant !== this.state.coolant) this.events.push({ kind: 'coolant', line, on: coolant })
    this.patch({ spindle: direction, speedRpm, coolant })
    if (intent.oneShot === 'dwell') {
      this.events.push({ kind: 'dwell', line, seconds: intent.values['P'] ?? 0 })
    }
  }

  /** Plane, units, distance modes, tool length and coordinate system. */
  frames(): void {
    const { line, intent, state } = this
    const { plane, units, distance, arcCentre, toolLength, coordinateSystem } = intent
    this.patch({ plane, units, distance, arcCentre })
    if (toolLength !== null) {
      this.patch({ toolLengthMm: toolLength === 'set' ? (lengthMm(intent, 'Z') ?? 0) : 0 })
      this.events.push({ kind: 'offset', line, what: 'tool-length' })
    }
    if (coordinateSystem === state.coordinateSystem) return
    const position = state.offsetsAreZero ? state.position : UNKNOWN_START.position
    this.patch({ coordinateSystem, position })
    this.events.push({ kind: 'offset', line, what: 'coordinate-system' })
  }

  private setOffset(): void {
    let { position, offset } = this.state
    for (const axis of AXES) {
      const valueMm = lengthMm(this.intent, axis)
      if (valueMm === undefined) continue
      const tool = axis === 'Z' ? this.state.toolLengthMm : 0
      // a place nobody knows becomes the frame's own: what the program calls it
      const nowMm = position[axis] ?? valueMm + tool
      position = withAxis(position, axis, nowMm)
      offset = withAxis(offset, axis, nowMm - tool - valueMm)
    }
    this.patch({ position, offset })
  }

  private move(motion: Motion): void {
    this.events.push(motion)
    this.patch({ position: motion.to })
  }

  /** One-shot commands, then the motion itself. */
  motions(): void {
    this.oneShot()
    const { line, intent } = this
    const { axisUse, motion, values } = intent
    this.patch({ motion })
    if (axisUse !== 'motion' || motion === 'none' || !hasAxisWords(values)) return
    this.move(programmedMotion(this.state, intent, line))
  }

  private oneShot(): void {
    const { line, intent } = this
    const { oneShot } = intent
    switch (oneShot) {
      case 'none':
      case 'dwell':
      case 'machine-coordinates':
        return
      case 'go-stored':
        for (const motion of storedMotions(this.state, intent, line)) this.move(motion)
        return
      case 'set-offset':
        this.setOffset()
        break
      case 'clear-offset':
        this.patch({ offset: { X: 0, Y: 0, Z: 0 } })
        break
      case 'set-coordinates':
      case 'store-position':
        break
    }
    this.events.push({ kind: 'offset', line, what: oneShot })
  }

  /** Pause and program end, which resets most modes (as GRBL 1.1 does: not units, feed or speed). */
  flow(): void {
    const { line } = this
    switch (this.intent.flow) {
      case 'run':
        return
      case 'pause':
        this.events.push({ kind: 'pause', line, optional: false })
        return
      case 'optional-pause':
        this.events.push({ kind: 'pause', line, optional: true })
        return
      case 'end': {
        const { motion, plane, distance, feedMode, spindle, coolant } = AFTER_END
        const known = this.state.coordinateSystem === 0 || this.state.offsetsAreZero
        const position = known ? this.state.position : UNKNOWN_START.position
        this.patch({ motion, plane, distance, feedMode, spindle, coolant, position })
        this.patch({ coordinateSystem: 0 })
        this.events.push({ kind: 'end', line })
      }
    }
  }
}

const AFTER_END: ModalState = { ...UNKNOWN_START, motion: 'line' }

function problemsOf(state: ModalState, intent: BlockIntent, block: Block): InterpretProblem[] {
  const { line, fault, system } = block
  const problems: InterpretProblem[] = []
  if (system !== null) problems.push({ kind: 'system-command', line, text: system })
  if (fault !== null) problems.push({ kind: 'unreadable', line, fault })
  for (const word of intent.unknownWords) problems.push({ kind: 'unknown-word', line, word })
  const arc = MOTION_KINDS[intent.motion] === 'arc' && intent.axisUse === 'motion'
  if (arc && arcCentreOf(state, intent) === 'impossible')
    problems.push({ kind: 'impossible-arc', line })
  return problems
}

/** Carries out one block: the modes after it, what the machine does, what was not understood. */
export function interpretBlock(state: ModalState, block: Block): Step {
  const intent = blockIntent(state, block)
  const run = new BlockRun(state, intent, block.line)
  run.rates()
  run.switches()
  run.frames()
  // the arc is judged from the frame its own block has set up
  const problems = problemsOf(run.state, intent, block)
  run.motions()
  run.flow()
  return { state: run.state, events: run.events, problems }
}

/** Carries out blocks one after another from a starting state (by default: nobody knows where). */
export function interpretProgram(blocks: Iterable<Block>, start: ModalState = UNKNOWN_START): Step {
  let state = start
  const events: MachineEvent[] = []
  const problems: InterpretProblem[] = []
  for (const block of blocks) {
    const step = interpretBlock(state, block)
    state = step.state
    for (const event of step.events) events.push(event)
    for (const problem of step.problems) problems.push(problem)
  }
  return { state, events, problems }
}
