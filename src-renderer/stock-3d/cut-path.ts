import { chordCountForTolerance } from '#core/geometry/arc.ts'
import { TURN_RAD } from '#core/units/angle.ts'
import { pointOn, type Stretch, type Trace, type TraceRole } from '../drawing/toolpath-trace.ts'

/** Roles by their number in `CutPath.roles`. */
export const PATH_ROLES: readonly TraceRole[] = [
  'rapid',
  'retract',
  'link',
  'cut',
  'ramp',
  'lead',
  'finish',
  'plunge',
]

/** The straight pieces a program is drawn and carved with, in the order they are travelled. */
export interface CutPath {
  readonly count: number
  /** Two ends of three numbers for each piece, mm. */
  readonly endsMm: Float32Array
  /** When the tool is at the end of each, seconds. */
  readonly endSeconds: Float32Array
  /** Index into `PATH_ROLES`. */
  readonly roles: Uint8Array
  /** Speed along each as a share of the fastest feed, 0 to 255. */
  readonly speeds: Uint8Array
  readonly fastestMmPerMin: number
}

/** Chords keep this near to their arcs, mm: half a hair, and thirty of them round a 6 mm bit. */
const CHORD_MM = 0.01

function piecesOf({ arc }: Stretch): number {
  if (arc === null) return 1
  const perTurn = chordCountForTolerance(arc.radiusMm, CHORD_MM)
  return Math.max(1, Math.ceil((perTurn * Math.abs(arc.sweepRad)) / TURN_RAD))
}

function speedOf({ role, lengthMm, seconds }: Stretch): number {
  return role === 'rapid' || seconds === 0 ? 0 : (60 * lengthMm) / seconds
}

/** A trace as straight pieces in typed arrays. */
export function cutPathOf({ stretches }: Trace): CutPath {
  const count = stretches.reduce((sum, stretch) => sum + piecesOf(stretch), 0)
  const fastestMmPerMin = stretches.reduce((most, one) => Math.max(most, speedOf(one)), 0)
  const path = {
    count,
    endsMm: new Float32Array(6 * count),
    endSeconds: new Float32Array(count),
    roles: new Uint8Array(count),
    speeds: new Uint8Array(count),
    fastestMmPerMin,
  }
  let piece = 0
  for (const stretch of stretches) {
    const pieces = piecesOf(stretch)
    const speed = fastestMmPerMin === 0 ? 0 : speedOf(stretch) / fastestMmPerMin
    let from = stretch.from
    for (let part = 1; part <= pieces; part += 1) {
      const to = part === pieces ? stretch.to : pointOn(stretch, part / pieces)
      path.endsMm.set([from.xMm, from.yMm, from.zMm, to.xMm, to.yMm, to.zMm], 6 * piece)
      path.endSeconds[piece] = stretch.startSeconds + (stretch.seconds * part) / pieces
      path.roles[piece] = PATH_ROLES.indexOf(stretch.role)
      path.speeds[piece] = Math.round(255 * Math.min(1, speed))
      from = to
      piece += 1
    }
  }
  return path
}
