import type { PlainMove } from '../../gcode/plain-move.ts'
import type { PreparedProgram } from '../prepared-program.ts'
import { planeAxisIndices, ProgramWalker, type Unfollowable } from './program-walker.ts'

/** Lowest and highest, mm; null where the program never says. */
export type AxisRange = readonly [number, number] | null

/** What a program amounts to for the machine it is to run on. */
export interface ProgramFacts {
  /** Box of all motion in work coordinates. */
  readonly boundsMm: readonly [AxisRange, AxisRange, AxisRange]
  /** Some motion goes where only the machine knows (G53, G28, another work zero). */
  readonly leavesWorkFrame: boolean
  /** It says G20 or G21, and G90 or G91, before its first motion. */
  readonly statesUnits: boolean
  readonly statesDistance: boolean
  /** Work systems in use, 0 for G54; the first is the one it starts in. */
  readonly systems: readonly number[]
  /** It feeds with the spindle off. */
  readonly feedsWithoutSpindle: boolean
  readonly speedRpm: readonly [number, number] | null
  readonly unfollowable: readonly Unfollowable[]
}

/** Lines after which the walk may pause. */
const PAUSE_LINES = 4096

/**
 * Follows a whole program and adds it up. A generator, so that whoever runs it can attend to other
 * things now and then: it yields every 4096 lines and returns the facts.
 */
export function* programFacts(program: PreparedProgram): Generator<undefined, ProgramFacts> {
  const collector = new FactsCollector()
  for (let line = 0; line < program.lineCount; line += 1) {
    collector.take(program, line)
    if (line % PAUSE_LINES === PAUSE_LINES - 1) yield undefined
  }
  return collector.facts()
}

/** Adds a program up line by line. */
export class FactsCollector {
  readonly #walker = new ProgramWalker()
  readonly #low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  readonly #high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  readonly #systems = new Set<number>()
  #lastSystem = -1
  #hasMoved = false
  #statesUnits = false
  #statesDistance = false
  #leavesWorkFrame = false
  #feedsWithoutSpindle = false
  #speed: readonly [number, number] | null = null

  /** Takes a line of a prepared program. */
  take(program: PreparedProgram, line: number): void {
    const from = program.offsets[line] ?? 0
    this.takeBytes(program.bytes, from, (program.offsets[line + 1] ?? from + 1) - 1)
  }

  /** Takes a plain move; false when the line is for `takeBytes`. */
  takeMove(move: PlainMove): boolean {
    if (!this.#walker.takeMove(move)) return false
    this.#addMotion()
    return true
  }

  /** Takes a prepared line, `bytes[from .. to)`. */
  takeBytes(bytes: Uint8Array, from: number, to: number): void {
    const walker = this.#walker
    if (!this.#hasMoved) this.#readModes(bytes, from, to)
    walker.takeBytes(bytes, from, to)
    if (walker.spindleChanged && walker.modes.spindle !== 'M5') this.#spin(walker.modes.speedRpm)
    if (walker.motion !== 'none') this.#addMotion()
  }

  #addMotion(): void {
    const walker = this.#walker
    this.#hasMoved = true
    this.#addSystem(walker.modes.coordinateSystem)
    if (walker.inMachineFrame) {
      this.#leavesWorkFrame = true
      return
    }
    if (walker.motion !== 'rapid' && walker.modes.spindle === 'M5') this.#feedsWithoutSpindle = true
    for (const axis of [0, 1, 2] as const) {
      this.#include(axis, walker.from[axis] - walker.shift[axis])
      this.#include(axis, walker.position[axis] - walker.shift[axis])
    }
    if (walker.motion === 'arc') this.#includeArc()
  }

  /** The sums so far. */
  facts(): ProgramFacts {
    const range = (axis: 0 | 1 | 2): AxisRange => {
      const low = this.#low[axis] ?? 0
      const high = this.#high[axis] ?? 0
      return low > high ? null : [low, high]
    }
    const systems = [...this.#systems]
    return {
      boundsMm: [range(0), range(1), range(2)],
      leavesWorkFrame: this.#leavesWorkFrame || systems.length > 1,
      statesUnits: this.#statesUnits,
      statesDistance: this.#statesDistance,
      systems,
      feedsWithoutSpindle: this.#feedsWithoutSpindle,
      speedRpm: this.#speed,
      unfollowable: [...this.#walker.unfollowable],
    }
  }

  /** Systems last as a rule, so the set is touched only when another comes. */
  #addSystem(system: number): void {
    if (system === this.#lastSystem) return
    this.#lastSystem = system
    this.#systems.add(system)
  }

  #readModes(bytes: Uint8Array, from: number, to: number): void {
    const text = String.fromCharCode(...bytes.subarray(from, to))
    if (/G0*2[01](?![\d.])/.test(text)) this.#statesUnits = true
    if (/G0*9[01](?![\d.])/.test(text)) this.#statesDistance = true
  }

  #spin(rpm: number): void {
    const [low, high] = this.#speed ?? [rpm, rpm]
    this.#speed = [Math.min(low, rpm), Math.max(high, rpm)]
  }

  #include(axis: 0 | 1 | 2, valueMm: number): void {
    if (Number.isNaN(valueMm)) return
    if (valueMm < (this.#low[axis] ?? 0)) this.#low[axis] = valueMm
    if (valueMm > (this.#high[axis] ?? 0)) this.#high[axis] = valueMm
  }

  /** The quarter points that an arc passes. */
  #includeArc(): void {
    const { from, centre, sweepRad, clockwise, modes, shift } = this.#walker
    if (Number.isNaN(sweepRad)) return
    const [first, second] = planeAxisIndices(modes.plane)
    const radius = Math.hypot(from[first] - centre[0], from[second] - centre[1])
    const start = Math.atan2(from[second] - centre[1], from[first] - centre[0])
    for (let quarter = 0; quarter < 4; quarter += 1) {
      const angle = (quarter * Math.PI) / 2
      const turned = wrapped(clockwise ? start - angle : angle - start)
      if (turned > sweepRad) continue
      this.#include(first, centre[0] + radius * Math.cos(angle) - shift[first])
      this.#include(second, centre[1] + radius * Math.sin(angle) - shift[second])
    }
  }
}

function wrapped(angleRad: number): number {
  const turn = 2 * Math.PI
  return ((angleRad % turn) + turn) % turn
}
