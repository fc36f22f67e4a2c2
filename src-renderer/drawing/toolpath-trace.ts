import { distance3Mm, type Point2, type Point3 } from '#core/geometry/point.ts'
import { basicMoves } from '#core/toolpath/basic-moves.ts'
import { arcPoints } from '#core/toolpath/motion-blocks.ts'
import type { ArcMove, BasicMove, Move, MoveRole, Rotation } from '#core/toolpath/move.ts'
import { TURN_RAD } from '#core/units/angle.ts'

/** What a stretch of the path is drawn as. */
export type TraceRole = MoveRole | 'rapid'

/** One stretch of a toolpath, with when it is travelled. */
export interface Stretch {
  readonly role: TraceRole
  readonly from: Point3
  readonly to: Point3
  /** Null for a straight stretch. */
  readonly arc: {
    readonly centre: Point2
    readonly radiusMm: number
    readonly startRad: number
    /** Positive counterclockwise. */
    readonly sweepRad: number
  } | null
  readonly lengthMm: number
  readonly startSeconds: number
  readonly seconds: number
}

/** A toolpath ready to be drawn and played. */
export interface Trace {
  readonly stretches: readonly Stretch[]
  readonly totalSeconds: number
  readonly lowestZMm: number
  readonly highestZMm: number
}

/** Sweep from start to end about a centre in the sense of rotation, in (0, 2π], positive counterclockwise. */
export function sweepOf(start: Point2, end: Point2, centre: Point2, rotation: Rotation): number {
  const from = Math.atan2(start.yMm - centre.yMm, start.xMm - centre.xMm)
  const to = Math.atan2(end.yMm - centre.yMm, end.xMm - centre.xMm)
  const turn = rotation === 'counterclockwise' ? to - from : from - to
  // A ten-millionth of a turn is far below what a controller resolves: equal points mean a full turn.
  const wrapped = ((turn % TURN_RAD) + TURN_RAD) % TURN_RAD
  const sweep = wrapped < 1e-7 || TURN_RAD - wrapped < 1e-9 ? TURN_RAD : wrapped
  return rotation === 'counterclockwise' ? sweep : -sweep
}

function arcStretch(move: ArcMove, from: Point3): Pick<Stretch, 'arc' | 'lengthMm'> {
  const radiusMm = Math.hypot(from.xMm - move.centre.xMm, from.yMm - move.centre.yMm)
  const sweepRad = sweepOf(from, move.to, move.centre, move.rotation)
  return {
    arc: {
      centre: move.centre,
      radiusMm,
      startRad: Math.atan2(from.yMm - move.centre.yMm, from.xMm - move.centre.xMm),
      sweepRad,
    },
    lengthMm: Math.hypot(radiusMm * sweepRad, move.to.zMm - from.zMm),
  }
}

type Axes = { -readonly [A in keyof Point3]: number | null }

function knownPoint(axes: Axes): Point3 | null {
  const { xMm, yMm, zMm } = axes
  return xMm === null || yMm === null || zMm === null ? null : { xMm, yMm, zMm }
}

type Motion = Extract<Move, { kind: 'rapid' | 'line' | 'arc' }>

interface Timing {
  readonly rapidMmPerMin: number
  /** The program's own estimate; stretches are scaled to it. Null keeps length over feed. */
  readonly totalSeconds: number | null
}

function untimed(
  move: Motion,
  from: Point3,
  to: Point3,
): Omit<Stretch, 'startSeconds' | 'seconds'> {
  if (move.kind === 'rapid') {
    return { role: 'rapid', from, to, arc: null, lengthMm: distance3Mm(from, to) }
  }
  if (move.kind === 'line') {
    return { role: move.role, from, to, arc: null, lengthMm: distance3Mm(from, to) }
  }
  return { role: move.role, from, to, ...arcStretch(move, from) }
}

function isMotion(move: BasicMove): move is Motion {
  return move.kind === 'rapid' || move.kind === 'line' || move.kind === 'arc'
}

/** Chords an upright arc is drawn with keep within this, mm. */
const DRAWN_CHORD_MM = 0.01

/** An upright arc as the short lines it is drawn with; any other move as it is. */
function drawnMoves(move: BasicMove, from: Point3 | null): readonly BasicMove[] {
  if (move.kind !== 'plane-arc') return [move]
  const { feedMmPerMin, role } = move
  const points = from === null ? [move.to] : arcPoints(from, move, DRAWN_CHORD_MM)
  return points.map((to) => ({ kind: 'line', to, feedMmPerMin, role }))
}

/** Lays stretch after stretch at length over feed. */
class TraceWalk {
  readonly stretches: Stretch[] = []
  clock = 0
  private readonly axes: Axes = { xMm: null, yMm: null, zMm: null }
  private readonly rapidMmPerMin: number

  constructor(rapidMmPerMin: number) {
    this.rapidMmPerMin = rapidMmPerMin
  }

  take(move: BasicMove): void {
    for (const part of drawnMoves(move, knownPoint(this.axes))) this.part(part)
  }

  private part(move: BasicMove): void {
    if (move.kind === 'dwell') this.clock += move.seconds
    if (!isMotion(move)) return
    const from = knownPoint(this.axes)
    Object.assign(this.axes, move.to)
    const to = knownPoint(this.axes)
    const drawn = from === null || to === null ? null : untimed(move, from, to)
    if (drawn === null || drawn.lengthMm === 0) return
    const feed = move.kind === 'rapid' ? this.rapidMmPerMin : move.feedMmPerMin
    const seconds = (drawn.lengthMm / feed) * 60
    this.stretches.push({ ...drawn, startSeconds: this.clock, seconds })
    this.clock += seconds
  }
}

/** The stretches at length over feed, and the time of everything, dwells included. */
function followed(moves: readonly Move[], rapidMmPerMin: number): TraceWalk {
  const walk = new TraceWalk(rapidMmPerMin)
  for (const move of basicMoves(moves)) walk.take(move)
  return walk
}

/** Follows the moves of a program; what comes before all three axes are known is not drawn. */
export function traceMoves(moves: readonly Move[], timing: Timing): Trace {
  const { stretches, clock } = followed(moves, timing.rapidMmPerMin)
  const scale = timing.totalSeconds === null || clock === 0 ? 1 : timing.totalSeconds / clock
  const heights = stretches.flatMap((stretch) => [stretch.from.zMm, stretch.to.zMm])
  return {
    stretches: stretches.map((stretch) => ({
      ...stretch,
      startSeconds: stretch.startSeconds * scale,
      seconds: stretch.seconds * scale,
    })),
    totalSeconds: clock * scale,
    lowestZMm: Math.min(0, ...heights),
    highestZMm: Math.max(0, ...heights),
  }
}

/** The point of a stretch at a share of its way, 0 to 1. */
export function pointOn(stretch: Stretch, share: number): Point3 {
  const { from, to, arc } = stretch
  const zMm = from.zMm + (to.zMm - from.zMm) * share
  if (arc === null) {
    return {
      xMm: from.xMm + (to.xMm - from.xMm) * share,
      yMm: from.yMm + (to.yMm - from.yMm) * share,
      zMm,
    }
  }
  const angle = arc.startRad + arc.sweepRad * share
  return {
    xMm: arc.centre.xMm + arc.radiusMm * Math.cos(angle),
    yMm: arc.centre.yMm + arc.radiusMm * Math.sin(angle),
    zMm,
  }
}

/** The stretch that is travelled at a time; the last one after the end; null when there is none. */
export function stretchAt(trace: Trace, seconds: number): Stretch | null {
  let low = 0
  let high = trace.stretches.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((trace.stretches[middle]?.startSeconds ?? 0) <= seconds) low = middle
    else high = middle - 1
  }
  return trace.stretches[low] ?? null
}

/** Where the tool is at a time; null when the trace is empty. */
export function toolAt(trace: Trace, seconds: number): Point3 | null {
  const stretch = stretchAt(trace, seconds)
  if (stretch === null) return null
  const share = stretch.seconds === 0 ? 1 : (seconds - stretch.startSeconds) / stretch.seconds
  return pointOn(stretch, Math.min(1, Math.max(0, share)))
}

const number = (value: number) => String(Number(value.toFixed(5)))

function stretchPath(stretch: Stretch): string {
  const { from, to, arc } = stretch
  const start = `M${number(from.xMm)} ${number(from.yMm)}`
  if (arc === null) return `${start}L${number(to.xMm)} ${number(to.yMm)}`
  const r = number(arc.radiusMm)
  const sense = arc.sweepRad > 0 ? '1' : '0'
  // Two halves, because an SVG arc cannot be a full turn.
  const middle = pointOn(stretch, 0.5)
  const half = (point: Point2) =>
    `A${r} ${r} 0 0 ${sense} ${number(point.xMm)} ${number(point.yMm)}`
  return start + half(middle) + half(to)
}

/** Paths seen from above in mm, one for each role that occurs; arcs stay arcs. */
export function planPaths(trace: Trace): ReadonlyMap<TraceRole, string> {
  const byRole = new Map<TraceRole, string>()
  for (const stretch of trace.stretches) {
    const flat = stretch.from.xMm === stretch.to.xMm && stretch.from.yMm === stretch.to.yMm
    if (flat && stretch.arc === null) continue
    byRole.set(stretch.role, (byRole.get(stretch.role) ?? '') + stretchPath(stretch))
  }
  return byRole
}

/** Places where the tool goes straight down, for a mark: from above a plunge has no length. */
export function plungePoints(trace: Trace): readonly Point2[] {
  return trace.stretches
    .filter((stretch) => stretch.role === 'plunge' && stretch.to.zMm < stretch.from.zMm)
    .map((stretch) => ({ xMm: stretch.to.xMm, yMm: stretch.to.yMm }))
}
