import { pointOnArc } from '../../gcode/arc-geometry.ts'
import type { MachineEvent, Motion } from '../../gcode/machine-event.ts'
import { chordCountForTolerance } from '../../geometry/arc.ts'
import type { Point3 } from '../../geometry/point.ts'
import { TURN_RAD } from '../../units/angle.ts'
import type { LevelArc } from '../arc-sector.ts'

/** What the judges make of a motion by its shape alone. */
export type TraceKind =
  | 'rapid'
  /** Level feed. */
  | 'level'
  /** Feed downwards round a centre, and the level turn about the same centre right after it. */
  | 'helix'
  /** Straight feed downwards that also goes sideways, and arcs in an upright plane. */
  | 'ramp'
  /** Feed straight down. */
  | 'plunge'
  /** Feed upwards. */
  | 'rise'

/** A motion read from a posted text, as points along it; the first is where it starts. */
export interface TracedMotion {
  readonly kind: TraceKind
  /** Line of the text. */
  readonly line: number
  readonly points: readonly Point3[]
  /** The arc itself, where it is one in a level plane; the points are its chords. */
  readonly arc: LevelArc | null
}

/** Radii at the ends of an arc that differ by more are no one radius, mm. */
const ROUND_MM = 0.002

function levelArcOf({ arc }: Motion, from: Point3, to: Point3): LevelArc | null {
  if (arc?.plane !== 'XY' || Math.abs(from.zMm - to.zMm) > 1e-9) return null
  const { centre, startRadiusMm, endRadiusMm, sweepRad } = arc.path
  if (Math.abs(startRadiusMm - endRadiusMm) > ROUND_MM) return null
  return {
    centre: { xMm: centre.first, yMm: centre.second },
    radiusMm: (startRadiusMm + endRadiusMm) / 2,
    sweepRad,
    clockwise: arc.clockwise,
  }
}

function place({ X, Y, Z }: Motion['to']): Point3 | null {
  return X === null || Y === null || Z === null ? null : { xMm: X, yMm: Y, zMm: Z }
}

/** A plane's own two axes, and the one across. */
const PLANE_AXES = {
  XY: ['xMm', 'yMm', 'zMm'],
  ZX: ['zMm', 'xMm', 'yMm'],
  YZ: ['yMm', 'zMm', 'xMm'],
} as const

/** Points after the start of an arc in any plane, evenly, with a sagitta of at most `toleranceMm`. */
function arcPoints(from: Point3, to: Point3, motion: Motion, toleranceMm: number): Point3[] {
  const { arc } = motion
  if (arc === null) return [to]
  const [first, second, across] = PLANE_AXES[arc.plane]
  const perTurn = chordCountForTolerance(arc.path.startRadiusMm, toleranceMm)
  const count = Math.max(1, Math.ceil((perTurn * arc.path.sweepRad) / TURN_RAD))
  const start = { first: from[first], second: from[second] }
  return Array.from({ length: count }, (_, index) => {
    if (index === count - 1) return to
    const fraction = (index + 1) / count
    const at = pointOnArc(arc.path, start, { fraction, clockwise: arc.clockwise })
    const risen = from[across] + (to[across] - from[across]) * fraction
    return { ...to, [first]: at.first, [second]: at.second, [across]: risen }
  })
}

interface Circle {
  readonly xMm: number
  readonly yMm: number
  readonly radiusMm: number
}

function circleOf({ arc }: Motion): Circle | null {
  if (arc?.plane !== 'XY') return null
  const { centre, startRadiusMm } = arc.path
  return { xMm: centre.first, yMm: centre.second, radiusMm: startRadiusMm }
}

/** Rounded to three decimals, the same circle of a program lies within this, mm. */
const SAME_CIRCLE_MM = 0.004

function isSameCircle(a: Circle | null, b: Circle | null): boolean {
  if (a === null || b === null) return false
  const apartMm = Math.hypot(a.xMm - b.xMm, a.yMm - b.yMm)
  return apartMm < SAME_CIRCLE_MM && Math.abs(a.radiusMm - b.radiusMm) < SAME_CIRCLE_MM
}

/** Differences of height below this are rounding, mm. */
const LEVEL_MM = 1e-4

function kindOf(motion: Motion, from: Point3, to: Point3, helix: Circle | null): TraceKind {
  if (motion.motion === 'rapid') return 'rapid'
  // an upright arc dips between its ends, whatever their heights
  if (motion.arc !== null && motion.arc.plane !== 'XY') return 'ramp'
  const dropMm = from.zMm - to.zMm
  if (dropMm < -LEVEL_MM) return 'rise'
  if (dropMm <= LEVEL_MM) return isSameCircle(circleOf(motion), helix) ? 'helix' : 'level'
  if (motion.arc !== null) return 'helix'
  return Math.hypot(to.xMm - from.xMm, to.yMm - from.yMm) < 1e-6 ? 'plunge' : 'ramp'
}

/**
 * The tool's way through a posted program, as its controller would go, arcs cut into chords with a
 * sagitta of at most `chordToleranceMm`. Motions whose ends nobody knows are left out: a program proved by
 * `verifyPosted` has none after its first retract.
 */
export function traceCutter(
  events: readonly MachineEvent[],
  chordToleranceMm: number,
): readonly TracedMotion[] {
  const traced: TracedMotion[] = []
  let helix: Circle | null = null
  for (const event of events) {
    if (event.kind !== 'motion') continue
    const from = place(event.from)
    const to = place(event.to)
    if (from === null || to === null) continue
    const kind = kindOf(event, from, to, helix)
    helix = kind === 'helix' ? circleOf(event) : null
    const points = event.arc === null ? [to] : arcPoints(from, to, event, chordToleranceMm)
    const arc = levelArcOf(event, from, to)
    traced.push({ kind, line: event.line, points: [from, ...points], arc })
  }
  return traced
}
