import { offsetOutline, reversedPath } from '../geometry/outline.ts'
import { type Path, pathLengthMm, type Segment, segmentLengthMm } from '../geometry/path.ts'
import type { Point2 } from '../geometry/point.ts'
import { ENTRY_CLEARANCE_MM, type Feeds, STEEPEST_RAMP_RAD } from './cutting-motion.ts'
import { RAPID_CLEARANCE_MM } from './cutting-motion.ts'
import type { MoveRole } from './move.ts'
import type { MoveWriter, PolarPosition } from './move-writer.ts'

/** What is to be cut out and how. */
export interface ProfileCut {
  /** Closed, counterclockwise, corners standing out. */
  readonly outline: Path
  /** Depths of the passes below the top, shallowest first. */
  readonly passDepthsMm: readonly number[]
  readonly toolDiameterMm: number
  readonly direction: 'climb' | 'conventional'
  readonly safeHeightMm: number
  readonly feeds: Feeds
}

function polar({ xMm, yMm }: Point2, zMm: number): PolarPosition {
  return { radiusMm: Math.hypot(xMm, yMm), angleRad: Math.atan2(yMm, xMm), zMm }
}

interface Lap {
  readonly path: Path
  readonly dropMm: number
  readonly feedMmPerMin: number
  readonly role: MoveRole
}

/** Once round, losing height evenly along the way. */
function runLap(writer: MoveWriter, { path, dropMm, feedMmPerMin, role }: Lap): void {
  const lengthMm = pathLengthMm(path)
  const startZMm = writer.position().zMm
  let runMm = 0
  for (const segment of path) {
    runMm += segmentLengthMm(segment)
    const to = polar(segment.to, startZMm - (dropMm * runMm) / lengthMm)
    if (segment.kind === 'line') writer.line(to, feedMmPerMin, role)
    else writer.arc(to, segment.centre, { rotation: segment.rotation, feedMmPerMin, role })
  }
}

/** The closed path begun in the middle of its longest straight, so that no corner carries the entry's mark. */
function startedOnStraight(path: Path): Path {
  const lines = path.filter(({ kind }) => kind === 'line')
  const longest = lines.reduce<Segment | undefined>(
    (best, line) =>
      best === undefined || segmentLengthMm(line) > segmentLengthMm(best) + 1e-9 ? line : best,
    undefined,
  )
  if (longest === undefined) return path
  const index = path.indexOf(longest)
  const middle: Point2 = {
    xMm: (longest.from.xMm + longest.to.xMm) / 2,
    yMm: (longest.from.yMm + longest.to.yMm) / 2,
  }
  return [
    { kind: 'line', from: middle, to: longest.to },
    ...path.slice(index + 1),
    ...path.slice(0, index),
    { kind: 'line', from: longest.from, to: middle },
  ]
}

/**
 * Cuts a piece out along the outside of its outline: the tool's centre runs at its radius outside it,
 * goes down along the path itself at 3 degrees or less (never straight), and takes one level round at
 * each depth. Climb keeps the piece on the right of the tool. Ends at the safe height.
 */
export function cutOutside(writer: MoveWriter, cut: ProfileCut): void {
  const around = offsetOutline(cut.outline, cut.toolDiameterMm / 2)
  const path = startedOnStraight(cut.direction === 'climb' ? reversedPath(around) : around)
  const start = path[0]?.from
  if (start === undefined) throw new Error('an outline has pieces')
  const { cutMmPerMin, plungeMmPerMin } = cut.feeds
  const dropPerLapMm = pathLengthMm(path) * Math.tan(STEEPEST_RAMP_RAD)
  writer.approach(polar(start, Math.min(RAPID_CLEARANCE_MM, cut.safeHeightMm)))
  writer.line(polar(start, ENTRY_CLEARANCE_MM), plungeMmPerMin, 'plunge')
  for (const depthMm of cut.passDepthsMm) {
    const dropMm = writer.position().zMm + depthMm
    const laps = Math.max(1, Math.ceil(dropMm / dropPerLapMm - 1e-9))
    const slopeRad = Math.atan(dropMm / laps / pathLengthMm(path))
    const rampFeed = Math.min(0.8 * cutMmPerMin, plungeMmPerMin / Math.sin(slopeRad))
    for (let lap = 0; lap < laps; lap += 1) {
      runLap(writer, { path, dropMm: dropMm / laps, feedMmPerMin: rampFeed, role: 'ramp' })
    }
    runLap(writer, { path, dropMm: 0, feedMmPerMin: cutMmPerMin, role: 'cut' })
  }
  writer.retract(cut.safeHeightMm)
}
