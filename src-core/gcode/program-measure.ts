import type { Machine } from '../library/machine.schema.ts'
import { BoundsCollector, type ProgramBounds } from './bounds.ts'
import { motionLengthMm } from './block-motion.ts'
import type { MachineEvent, Motion } from './machine-event.ts'
import { AXES, type ModalState } from './modal-state.ts'
import { placeOf, type PlainStep } from './plain-course.ts'

/** What a program amounts to. Motions whose ends are unknown are counted but have no length. */
export interface ProgramMeasure {
  readonly counts: {
    readonly rapid: number
    readonly line: number
    readonly arc: number
    /** Arcs with a rise; also among `arc`. */
    readonly helix: number
    readonly probe: number
    readonly dwell: number
  }
  readonly lengthsMm: { readonly rapid: number; readonly line: number; readonly arc: number }
  /** Motions left out of lengths and times because an end is unknown. */
  readonly unmeasured: number
  /** Everything. */
  readonly bounds: ProgramBounds
  /** Feed motions only. */
  readonly feedBounds: ProgramBounds
  /** Lower bounds, seconds: length over feed, and rapids at the machine's full rates when it is known. */
  readonly seconds: {
    readonly feed: number
    readonly dwell: number
    readonly rapid: number | null
    readonly atLeast: number
  }
  readonly modes: {
    readonly units: readonly string[]
    readonly distance: readonly string[]
    readonly planes: readonly string[]
    readonly coordinateSystems: readonly string[]
    readonly tools: readonly number[]
    /** Lowest and highest feed of a motion, mm/min; null when nothing is fed. */
    readonly feedMmPerMin: readonly [number, number] | null
    /** Lowest and highest speed the spindle is started with; null when it is never started. */
    readonly speedRpm: readonly [number, number] | null
  }
}

/** Widens a lowest-highest pair. */
function widened(
  range: readonly [number, number] | null,
  value: number,
): readonly [number, number] {
  return range === null ? [value, value] : [Math.min(range[0], value), Math.max(range[1], value)]
}

function isWithin(range: readonly [number, number] | null, value: number): boolean {
  return range !== null && value >= range[0] && value <= range[1]
}

/** Shortest time of a rapid: the axis that takes longest at its own full rate, seconds. */
function rapidSeconds({ from, to }: Pick<Motion, 'from' | 'to'>, machine: Machine): number {
  const { x, y, z } = machine.maxRateMmPerMin
  const rates = { X: x, Y: y, Z: z }
  const times = AXES.map((axis) => Math.abs((to[axis] ?? 0) - (from[axis] ?? 0)) / rates[axis])
  return 60 * Math.max(...times)
}

/** Adds up a program as it is read. */
export class MeasureCollector {
  private readonly machine: Machine | undefined
  private readonly counts = { rapid: 0, line: 0, arc: 0, helix: 0, probe: 0, dwell: 0 }
  private readonly lengthsMm = { rapid: 0, line: 0, arc: 0 }
  private readonly seconds = { feed: 0, dwell: 0, rapid: 0 }
  private readonly all = new BoundsCollector()
  private readonly fed = new BoundsCollector()
  private readonly units = new Set<string>()
  private readonly distance = new Set<string>()
  private readonly planes = new Set<string>()
  private readonly coordinateSystems = new Set<string>()
  private readonly tools = new Set<number>()
  private feed: readonly [number, number] | null = null
  private speed: readonly [number, number] | null = null
  private unmeasured = 0
  private noted: Pick<ModalState, 'units' | 'distance' | 'coordinateSystem'> | null = null

  constructor(machine: Machine | undefined) {
    this.machine = machine
  }

  /** Takes the events of one block and the modes after it. */
  take(events: readonly MachineEvent[], after: ModalState): void {
    for (const event of events) {
      if (event.kind === 'motion') this.motion(event, after)
      else if (event.kind === 'dwell') {
        this.counts.dwell += 1
        this.seconds.dwell += event.seconds
      } else if (event.kind === 'tool') this.tools.add(event.toolNumber)
      else if (event.kind === 'spindle' && event.direction !== 'off') {
        this.speed = widened(this.speed, event.speedRpm)
      }
    }
  }

  /** Takes a plain move. */
  step(step: PlainStep): void {
    const { fromMm, toMm, lengthMm, feedMmPerMin, isRapid } = step
    this.counts[isRapid ? 'rapid' : 'line'] += 1
    this.noteModes(step.units, step)
    this.all.addStretch(fromMm, toMm)
    const knownMm = Number.isNaN(lengthMm) ? null : lengthMm
    if (isRapid) {
      this.rapid(knownMm, () => ({ from: placeOf(fromMm), to: placeOf(toMm) }))
      return
    }
    this.fed.addStretch(fromMm, toMm)
    this.fedMotion('line', feedMmPerMin, knownMm)
  }

  private motion(motion: Motion, after: ModalState): void {
    this.counts[motion.motion] += 1
    this.noteModes(motion.units, after)
    this.all.add(motion)
    if (motion.arc !== null) {
      this.planes.add(motion.arc.plane)
      if (motion.arc.plane === 'XY' && motion.from.Z !== motion.to.Z) this.counts.helix += 1
    }
    const lengthMm = motionLengthMm(motion)
    if (motion.motion === 'rapid') {
      this.rapid(lengthMm, () => motion)
      return
    }
    this.fed.add(motion)
    const isUnknownArc = motion.motion === 'arc' && motion.arc === null
    const kind = motion.motion === 'arc' ? 'arc' : 'line'
    this.fedMotion(kind, motion.feedMmPerMin, isUnknownArc ? null : lengthMm)
  }

  /** Modes last as a rule, so the sets are touched only when one changes. */
  private noteModes(
    units: ModalState['units'],
    { distance, coordinateSystem }: Pick<ModalState, 'distance' | 'coordinateSystem'>,
  ): void {
    const { noted } = this
    const same = noted?.units === units && noted.distance === distance
    if (same && noted.coordinateSystem === coordinateSystem) return
    this.noted = { units, distance, coordinateSystem }
    this.units.add(units)
    this.distance.add(distance)
    this.coordinateSystems.add(`G${String(54 + coordinateSystem)}`)
  }

  private rapid(lengthMm: number | null, ends: () => Pick<Motion, 'from' | 'to'>): void {
    if (lengthMm === null) {
      this.unmeasured += 1
      return
    }
    this.lengthsMm.rapid += lengthMm
    if (this.machine !== undefined) this.seconds.rapid += rapidSeconds(ends(), this.machine)
  }

  private fedMotion(
    kind: 'line' | 'arc',
    feedMmPerMin: number | null,
    lengthMm: number | null,
  ): void {
    if (feedMmPerMin !== null && !isWithin(this.feed, feedMmPerMin)) {
      this.feed = widened(this.feed, feedMmPerMin)
    }
    if (lengthMm === null) {
      this.unmeasured += 1
      return
    }
    this.lengthsMm[kind] += lengthMm
    if (feedMmPerMin !== null && feedMmPerMin > 0) {
      this.seconds.feed += (60 * lengthMm) / feedMmPerMin
    }
  }

  /** The sums so far. */
  measure(): ProgramMeasure {
    const { feed, dwell, rapid } = this.seconds
    return {
      counts: { ...this.counts },
      lengthsMm: { ...this.lengthsMm },
      unmeasured: this.unmeasured,
      bounds: this.all.bounds(),
      feedBounds: this.fed.bounds(),
      seconds: {
        feed,
        dwell,
        rapid: this.machine === undefined ? null : rapid,
        atLeast: feed + dwell + rapid,
      },
      modes: {
        units: [...this.units],
        distance: [...this.distance],
        planes: [...this.planes],
        coordinateSystems: [...this.coordinateSystems],
        tools: [...this.tools],
        feedMmPerMin: this.feed,
        speedRpm: this.speed,
      },
    }
  }
}
