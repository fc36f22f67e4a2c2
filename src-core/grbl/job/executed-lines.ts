import type { Point3 } from '../../geometry/point.ts'
import type { PreparedProgram } from '../prepared-program.ts'
import type { ExecutedRange } from './executed-range.ts'
import { planeAxisIndices, ProgramWalker, type WalkerStart } from './program-walker.ts'

/** Lines behind the last answered one that may still be in the planner of any controller. */
const REMEMBERED = 160
/** Of those, room for the line being taken in. */
const UNANSWERED = 10
/** Blocks of a GRBL planner when the controller does not tell. */
const PLANNER_BLOCKS = 16
/** The tool lies on a line of the program within this, mm: report rounding and half a step. */
const ON_LINE_MM = 0.06
/** Further off every line that can be running than this, mm, and the machine is not on the program. */
export const OFF_PROGRAM_MM = 0.25

/** One motion that may be running, flat so that nothing is allocated. */
interface Trace {
  line: number
  kind: 'line' | 'arc' | 'unknown'
  /** By axis: both ends are known, so the tool is held to it. */
  readonly known: [boolean, boolean, boolean]
  readonly from: [number, number, number]
  readonly to: [number, number, number]
  readonly centre: [number, number]
  axes: readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2]
  sweepRad: number
}

/** What the stream stands at when a report comes in. */
export interface StreamPlace {
  readonly acknowledgedLines: number
  readonly workPosition: Point3 | null
  readonly plannerBlocksFree: number | null
  readonly plannerBlocks: number | null
  readonly lineNumber: number | null
  /** The controller is at rest with an empty planner. */
  readonly isIdle: boolean
}

/** Where the tool is in the program, and how far off it. */
export interface PlaceFound {
  readonly range: ExecutedRange
  /** Distance to the nearest line that can be running, mm; null when that cannot be told. */
  readonly offMm: number | null
}

function emptyTrace(): Trace {
  return {
    line: -1,
    kind: 'unknown',
    known: [false, false, false],
    from: [0, 0, 0],
    to: [0, 0, 0],
    centre: [0, 0],
    axes: [0, 1, 2],
    sweepRad: 0,
  }
}

/**
 * Follows a stream line by line, a little ahead of the answers, and tells from each report which
 * lines can be running: those answered less the planner's free blocks, the line being taken in (an
 * arc is cut while it is still unanswered), narrowed to the ones the tool stands on.
 */
export class ExecutedLines {
  readonly #program: PreparedProgram
  readonly #walker = new ProgramWalker()
  /** The last motions up to the line being taken in, oldest overwritten. */
  readonly #traces: Trace[] = Array.from({ length: REMEMBERED }, emptyTrace)
  #traceCount = 0
  #walkedLines = 0
  #first = 0

  /**
   * `streamFrom`: the first line that is streamed; those before are only followed. `start`: how the
   * machine stands before a whole run, so that an axis the program never names is held to its place.
   */
  constructor(program: PreparedProgram, streamFrom = 0, start: WalkerStart | null = null) {
    this.#program = program
    if (start !== null && streamFrom === 0) this.#walker.beginAt(start)
    // a resume may send the line before the first with the motion it inherits written out
    this.#first = Math.max(0, streamFrom - 1)
    this.#walkTo(streamFrom)
  }

  /** Takes a report in; the lines answered since the last one are followed first. */
  locate(place: StreamPlace): PlaceFound {
    // The line behind the last answered one is being taken in.
    this.#walkTo(Math.min(place.acknowledgedLines + 1, this.#program.lineCount))
    if (place.lineNumber !== null && place.lineNumber > 0) {
      const named = this.#byLineNumber(place.lineNumber)
      if (named !== null) return { range: named, offMm: null }
    }
    const { acknowledgedLines, isIdle } = place
    const [first, last] = isIdle
      ? [Math.max(acknowledgedLines - 1, 0), Math.max(acknowledgedLines - 1, 0)]
      : this.#candidates(place)
    const at = place.workPosition
    if (at === null) return { range: this.#range(first, last, 'count'), offMm: null }
    return this.#narrow([first, last], at)
  }

  #walkTo(end: number): void {
    for (; this.#walkedLines < end; this.#walkedLines += 1) {
      this.#walker.take(this.#program, this.#walkedLines)
      if (this.#walker.motion !== 'none' && this.#walker.lengthMm() !== 0) this.#remember()
    }
  }

  #remember(): void {
    const walker = this.#walker
    const trace = this.#traces[this.#traceCount % REMEMBERED] ?? emptyTrace()
    this.#traceCount += 1
    trace.line = this.#walkedLines
    const isArc = walker.motion === 'arc'
    trace.kind = isArc ? 'arc' : 'line'
    for (const axis of [0, 1, 2] as const) {
      // the shift in force is in both ends, so G92 inside the program leaves only its own line odd
      trace.from[axis] = walker.from[axis] - walker.shift[axis]
      trace.to[axis] = walker.position[axis] - walker.shift[axis]
      trace.known[axis] = !Number.isNaN(trace.from[axis] + trace.to[axis])
    }
    if (isArc) {
      trace.axes = planeAxisIndices(walker.modes.plane)
      trace.centre[0] = walker.centre[0] - walker.shift[trace.axes[0]]
      trace.centre[1] = walker.centre[1] - walker.shift[trace.axes[1]]
      trace.sweepRad = walker.clockwise ? -walker.sweepRad : walker.sweepRad
    }
    if (walker.inMachineFrame || !isMeasurable(trace)) trace.kind = 'unknown'
  }

  /** Motions from the newest back: each holds at least one planner block. */
  #candidates({ plannerBlocksFree, plannerBlocks, acknowledgedLines }: StreamPlace) {
    const capacity = Math.min(plannerBlocks ?? PLANNER_BLOCKS, REMEMBERED - UNANSWERED)
    const queued = plannerBlocksFree === null ? capacity : capacity - plannerBlocksFree
    let blocks = 0
    let first = Math.max(acknowledgedLines - 1, 0)
    let last = -1
    for (let back = 1; back <= Math.min(this.#traceCount, REMEMBERED); back += 1) {
      const trace = this.#traces[(this.#traceCount - back) % REMEMBERED]
      if (trace === undefined) break
      const isBeingTaken = trace.line >= acknowledgedLines
      // a straight line that is not answered waits for room and cannot be running
      if (isBeingTaken && trace.kind === 'line') continue
      if (last < 0) last = trace.line
      first = trace.line
      blocks += isBeingTaken ? 0 : 1
      if (blocks >= Math.max(queued, 1)) break
    }
    return [Math.max(this.#first, first), Math.max(last, first, this.#first)] as const
  }

  #narrow([first, last]: readonly [number, number], at: Point3): PlaceFound {
    let nearest = Number.POSITIVE_INFINITY
    let isComplete = true
    let [onFirst, onLast] = [-1, -1]
    for (const trace of this.#between(first, last)) {
      if (trace.kind === 'unknown') isComplete = false
      const off = distanceMm(trace, at)
      nearest = Math.min(nearest, off)
      if (off > ON_LINE_MM) continue
      onFirst = trace.line
      onLast = Math.max(onLast, trace.line)
    }
    const offMm = isComplete && Number.isFinite(nearest) ? nearest : null
    if (onFirst < 0 || !isComplete) return { range: this.#range(first, last, 'count'), offMm }
    return { range: this.#range(onFirst, onLast, 'position'), offMm }
  }

  /** Remembered motions of these lines, newest first. */
  *#between(first: number, last: number): Generator<Trace> {
    for (let back = 1; back <= Math.min(this.#traceCount, REMEMBERED); back += 1) {
      const trace = this.#traces[(this.#traceCount - back) % REMEMBERED]
      if (trace === undefined || trace.line < first) return
      if (trace.line <= last) yield trace
    }
  }

  #byLineNumber(lineNumber: number): ExecutedRange | null {
    const pattern = new RegExp(`^N0*${String(lineNumber)}(?!\\d)`)
    const { bytes, offsets } = this.#program
    for (let line = this.#walkedLines - 1; line >= this.#walkedLines - REMEMBERED; line -= 1) {
      if (line < 0) break
      const text = String.fromCharCode(...bytes.subarray(offsets[line], (offsets[line] ?? 0) + 12))
      if (pattern.test(text)) return this.#range(line, line, 'lineNumber')
    }
    return null
  }

  /** A line that was once passed is not gone back to. */
  #range(first: number, last: number, by: ExecutedRange['by']): ExecutedRange {
    this.#first = Math.max(this.#first, first)
    const end = Math.max(last, this.#first)
    const source = this.#program.sourceLines
    return {
      firstLine: this.#first,
      lastLine: end,
      firstSourceLine: source[this.#first] ?? 0,
      lastSourceLine: source[end] ?? 0,
      by,
    }
  }
}

/** A line by any axis of which both ends are known; an arc by the two of its plane. */
function isMeasurable({ kind, known, axes, sweepRad }: Trace): boolean {
  if (kind === 'line') return known[0] || known[1] || known[2]
  return known[axes[0]] && known[axes[1]] && !Number.isNaN(sweepRad)
}

/** Distance of a point from a straight line or an arc, mm; by the known axes alone it is the least it can be. */
function distanceMm(trace: Trace, at: Point3): number {
  if (trace.kind === 'unknown') return Number.POSITIVE_INFINITY
  const point = [at.xMm, at.yMm, at.zMm] as const
  return trace.kind === 'arc' ? arcDistanceMm(trace, point) : lineDistanceMm(trace, point)
}

function lineDistanceMm(
  { from, to, known }: Trace,
  point: readonly [number, number, number],
): number {
  let along = 0
  let lengthSquared = 0
  for (const axis of [0, 1, 2] as const) {
    if (!known[axis]) continue
    const delta = to[axis] - from[axis]
    along += (point[axis] - from[axis]) * delta
    lengthSquared += delta * delta
  }
  const share = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, along / lengthSquared))
  let squared = 0
  for (const axis of [0, 1, 2] as const) {
    if (known[axis]) squared += (point[axis] - from[axis] - share * (to[axis] - from[axis])) ** 2
  }
  return Math.sqrt(squared)
}

/** By the angle turned, so that a helix is met on its own turn. */
function arcDistanceMm(trace: Trace, point: readonly [number, number, number]): number {
  const [first, second, across] = trace.axes
  const { from, to, known, centre, sweepRad } = trace
  const start = Math.atan2(from[second] - centre[1], from[first] - centre[0])
  const angle = Math.atan2(point[second] - centre[1], point[first] - centre[0])
  const radius = Math.hypot(from[first] - centre[0], from[second] - centre[1])
  const turned = wrap(sweepRad >= 0 ? angle - start : start - angle)
  const share = Math.min(1, turned / Math.abs(sweepRad))
  const offHeight = known[across]
    ? point[across] - (from[across] + share * (to[across] - from[across]))
    : 0
  const isOn = turned <= Math.abs(sweepRad)
  const flat = Math.abs(Math.hypot(point[first] - centre[0], point[second] - centre[1]) - radius)
  const onArc = isOn ? Math.hypot(flat, offHeight) : Number.POSITIVE_INFINITY
  const ends = Math.min(endDistance(from, point, known), endDistance(to, point, known))
  return Math.min(onArc, ends)
}

function endDistance(
  end: readonly [number, number, number],
  point: readonly [number, number, number],
  known: Trace['known'],
): number {
  let squared = 0
  for (const axis of [0, 1, 2] as const) {
    if (known[axis]) squared += (end[axis] - point[axis]) ** 2
  }
  return Math.sqrt(squared)
}

/** Into [0, 2π). */
function wrap(angleRad: number): number {
  const turn = 2 * Math.PI
  return ((angleRad % turn) + turn) % turn
}
