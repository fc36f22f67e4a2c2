import { mmFromInch } from '../units/length.ts'
import { blockIntent, type BlockIntent, hasAxisWords, lengthMm } from './block-intent.ts'
import { arcCentreOf, MOTION_KINDS, programmedMotion, storedMotions } from './block-motion.ts'
import { cycleEvents, cycleStateOf } from './drilling-cycle.ts'
import type { MachineEvent, Motion } from './machine-event.ts'
import { AXES, type ModalState, UNKNOWN_START, withAxis } from './modal-state.ts'
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
    this.tool(values['T'])
  }

  /** T selects, M6 changes; a table's tool length is not known to the program, so neither is Z. */
  private tool(selected: number | undefined): void {
    const { line } = this
    if (selected !== undefined) {
      this.patch({ toolNumber: selected })
      this.events.push({ kind: 'tool', line, toolNumber: selected })
    }
    if (!this.intent.toolChange) return
    this.events.push({ kind: 'tool-change', line, toolNumber: this.state.toolNumber })
    this.patch({ position: withAxis(this.state.position, 'Z', null) })
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
      if (toolLength === 'table') this.patch({ position: withAxis(state.position, 'Z', null) })
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

  /** G10: the zero itself moves. L20 says where the axes stand now; after L2 nobody knows. */
  private setCoordinates(): void {
    const { L: list, P: system = 0 } = this.intent.values
    this.patch({ offsetsAreZero: false })
    if (system !== 0 && system !== this.state.coordinateSystem + 1) return
    let { position } = this.state
    for (const axis of AXES) {
      const valueMm = lengthMm(this.intent, axis)
      if (valueMm === undefined) continue
      const shiftMm = this.state.offset[axis] + (axis === 'Z' ? this.state.toolLengthMm : 0)
      position = withAxis(position, axis, list === 20 ? valueMm + shiftMm : null)
    }
    this.patch({ position })
  }

  private move(motion: Motion): void {
    this.events.push(motion)
    this.patch({ position: motion.to })
  }

  /** One-shot commands, then the motion itself; GRBL aims it before G92.1 drops the offset. */
  motions(): void {
    const { line, intent } = this
    const { axisUse, motion, values } = intent
    const moves = axisUse === 'motion' && motion !== 'none' && hasAxisWords(values)
    if (motion === 'cycle') {
      this.drill(moves)
      return
    }
    this.patch({ cycle: null })
    const programmed = moves ? programmedMotion(this.state, intent, line) : null
    this.oneShot()
    this.patch({ motion })
    if (programmed !== null) this.move(programmed)
  }

  /** A canned cycle, taken apart into the motions it is made of. */
  private drill(moves: boolean): void {
    const { line, intent } = this
    this.patch({ motion: 'cycle', cycleReturn: intent.cycleReturn })
    this.patch({ cycle: cycleStateOf(this.state, intent) })
    if (!moves) return
    for (const event of cycleEvents(this.state, intent, line)) {
      if (event.kind === 'motion') this.move(event)
      else this.events.push(event)
    }
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
        this.setCoordinates()
        break
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
export function interpretBlock(
  state: ModalState,
  block: Block,
  intent: BlockIntent = blockIntent(state, block),
): Step {
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
