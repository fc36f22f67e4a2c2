import { polarPoint } from '../geometry/point.ts'
import { radFromDeg, TURN_RAD } from '../units/angle.ts'
import type { Rotation } from './move.ts'
import { type MoveWriter, rotationSign } from './move-writer.ts'

/** Entries, leads and seams lie here: the neck side, where the fingerboard hides them. */
export const SEAM_ANGLE_RAD = Math.PI / 2

/** Steepest way down into wood, radians (3°); a bit below 2 mm never plunges straight. */
export const STEEPEST_RAMP_RAD = radFromDeg(3)

/** Height above the top at which feeding down begins, mm: a top is never quite flat. */
export const ENTRY_CLEARANCE_MM = 0.5

/** Rapids end this far above the top, mm; the rest of the way down is fed. */
export const RAPID_CLEARANCE_MM = 2

/** Brings the tool over the seam on a circle and down to where feeding begins; never rapidly into wood. */
export function enterAbove(
  writer: MoveWriter,
  radiusMm: number,
  safeHeightMm: number,
  feeds: Feeds,
): void {
  const over = { radiusMm, angleRad: SEAM_ANGLE_RAD }
  writer.approach({ ...over, zMm: Math.min(RAPID_CLEARANCE_MM, safeHeightMm) })
  writer.line({ ...over, zMm: ENTRY_CLEARANCE_MM }, feeds.plungeMmPerMin, 'plunge')
}

/** How far a finishing pass runs on past its start so that no ridge stays, mm. */
const FINISH_OVERLAP_MM = 1

/** Feeds of one program, mm/min. */
export interface Feeds {
  readonly cutMmPerMin: number
  readonly plungeMmPerMin: number
}

/** Turns a helix needs so that it is no steeper than `STEEPEST_RAMP_RAD`. */
function helixTurns(radiusMm: number, dropMm: number): number {
  const dropPerTurnMm = TURN_RAD * radiusMm * Math.tan(STEEPEST_RAMP_RAD)
  return Math.max(1, Math.ceil(dropMm / dropPerTurnMm - 1e-9))
}

/**
 * Winds down to `zMm` on the present circle, then goes round once more level so that the bottom is flat.
 * The ramp runs at 80 % of the feed (75–85 % is usual for a helix), slower when Z would pass its limit.
 */
export function helixDown(writer: MoveWriter, zMm: number, rotation: Rotation, feeds: Feeds): void {
  const { radiusMm, zMm: fromZMm } = writer.position()
  const dropMm = fromZMm - zMm
  const turns = helixTurns(radiusMm, dropMm)
  const slopeRad = Math.atan(dropMm / (turns * TURN_RAD * radiusMm))
  const rampFeed = Math.min(0.8 * feeds.cutMmPerMin, feeds.plungeMmPerMin / Math.sin(slopeRad))
  writer.turn({ rotation, sweepRad: turns * TURN_RAD, zMm, feedMmPerMin: rampFeed, role: 'ramp' })
  writer.turn({ rotation, sweepRad: TURN_RAD, zMm, feedMmPerMin: feeds.cutMmPerMin, role: 'cut' })
}

/** Moves straight along the seam to another radius, level. */
export function linkToRadius(writer: MoveWriter, radiusMm: number, feeds: Feeds): void {
  const at = writer.position()
  if (Math.abs(at.radiusMm - radiusMm) < 1e-9) return
  writer.line({ ...at, radiusMm }, feeds.cutMmPerMin, 'link')
}

/** One level turn on the present circle. */
export function fullTurn(writer: MoveWriter, rotation: Rotation, feeds: Feeds): void {
  const { zMm } = writer.position()
  const feedMmPerMin = feeds.cutMmPerMin
  writer.turn({ rotation, sweepRad: TURN_RAD, zMm, feedMmPerMin, role: 'cut' })
}

/** The arc that leaves circle `fromRadiusMm` and meets circle `wallRadiusMm` tangentially. */
interface Blend {
  readonly radiusMm: number
  /** Signed distance of its centre from the origin along the touching direction. */
  readonly centreOffsetMm: number
  /** Angle about the origin between its start and the touching point, radians. */
  readonly leadAngleRad: number
}

/**
 * A blend touches the wall circle of radius w from inside the cleared band. For an outer wall it is a
 * circle of radius w/2 inside it, for an inner wall one of radius 2w around it: both tangent at the
 * touching point, centre at w − ρ. Where it crosses the starting circle q follows from the law of
 * cosines: cos φ = (q² + d² − ρ²)/(2·q·d), d = w − ρ.
 */
function blendBetween(fromRadiusMm: number, wallRadiusMm: number): Blend {
  const radiusMm = fromRadiusMm < wallRadiusMm ? wallRadiusMm / 2 : 2 * wallRadiusMm
  const centreOffsetMm = wallRadiusMm - radiusMm
  const cosine =
    (fromRadiusMm ** 2 + centreOffsetMm ** 2 - radiusMm ** 2) / (2 * fromRadiusMm * centreOffsetMm)
  return { radiusMm, centreOffsetMm, leadAngleRad: Math.acos(Math.min(1, Math.max(-1, cosine))) }
}

/**
 * A finishing pass along a wall: swings from the cleared circle on to the wall tangentially, goes round
 * once and 1 mm further, and swings off again, so that the wall shows neither a dwell mark nor a step.
 * The writer stands on the cleared circle; it is left there, past the seam.
 */
export function finishWall(
  writer: MoveWriter,
  wallRadiusMm: number,
  rotation: Rotation,
  feeds: Feeds,
): void {
  const start = writer.position()
  const clearedRadiusMm = start.radiusMm
  const sign = rotationSign(rotation)
  const { centreOffsetMm, leadAngleRad } = blendBetween(clearedRadiusMm, wallRadiusMm)
  const centreAt = (angleRad: number) => polarPoint({ xMm: 0, yMm: 0 }, centreOffsetMm, angleRad)
  const lead = { rotation, feedMmPerMin: feeds.cutMmPerMin, role: 'lead' } as const
  const onRad = start.angleRad + sign * leadAngleRad
  writer.arc({ radiusMm: wallRadiusMm, angleRad: onRad, zMm: start.zMm }, centreAt(onRad), lead)
  const sweepRad = TURN_RAD + FINISH_OVERLAP_MM / wallRadiusMm
  writer.turn({
    rotation,
    sweepRad,
    zMm: start.zMm,
    feedMmPerMin: feeds.cutMmPerMin,
    role: 'finish',
  })
  const offRad = onRad + sign * sweepRad
  writer.arc(
    { radiusMm: clearedRadiusMm, angleRad: offRad + sign * leadAngleRad, zMm: start.zMm },
    centreAt(offRad),
    lead,
  )
}

/** Runs on along the present circle to the seam, so that the next radial link lies where it is hidden. */
export function returnToSeam(writer: MoveWriter, rotation: Rotation, feeds: Feeds): void {
  const at = writer.position()
  const ahead = rotationSign(rotation) * (SEAM_ANGLE_RAD - at.angleRad)
  const sweepRad = ahead - TURN_RAD * Math.floor(ahead / TURN_RAD)
  if (sweepRad < 1e-9) return
  writer.turn({ rotation, sweepRad, zMm: at.zMm, feedMmPerMin: feeds.cutMmPerMin, role: 'link' })
}
