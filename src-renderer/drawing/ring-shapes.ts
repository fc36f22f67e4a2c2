import { polarPoint, type Point2 } from '#core/geometry/point.ts'
import { TURN_RAD } from '#core/units/angle.ts'

const CENTRE: Point2 = { xMm: 0, yMm: 0 }
/** The first joint lies under the fingerboard, where an error of closure is hidden. */
const FIRST_JOINT_RAD = Math.PI / 2

const number = (value: number) => String(Number(value.toFixed(6)))
const at = (radiusMm: number, angleRad: number) => {
  const point = polarPoint(CENTRE, radiusMm, angleRad)
  return `${number(point.xMm)} ${number(point.yMm)}`
}

/** SVG path of a full circle about the origin, as two true arcs. */
export function circlePath(radiusMm: number): string {
  const r = number(radiusMm)
  return `M${r} 0A${r} ${r} 0 0 1 -${r} 0A${r} ${r} 0 0 1 ${r} 0Z`
}

/** SVG path of a ring; fill it with the even-odd rule. */
export function annulusPath(innerRadiusMm: number, outerRadiusMm: number): string {
  return circlePath(outerRadiusMm) + circlePath(innerRadiusMm)
}

/** Angles of the joints between the tiles of a ring, radians counterclockwise from +X. */
export function jointAnglesRad(tileCount: number): readonly number[] {
  return Array.from(
    { length: tileCount },
    (_, index) => FIRST_JOINT_RAD + (index * TURN_RAD) / tileCount,
  )
}

/** SVG path of all joints between the tiles of a ring: one radial line for each. */
export function jointsPath(
  innerRadiusMm: number,
  outerRadiusMm: number,
  tileCount: number,
): string {
  return jointAnglesRad(tileCount)
    .map((angle) => `M${at(innerRadiusMm, angle)}L${at(outerRadiusMm, angle)}`)
    .join('')
}

/** SVG path of every second tile, so that neighbours can be told apart. */
export function alternateTilesPath(
  innerRadiusMm: number,
  outerRadiusMm: number,
  tileCount: number,
): string {
  const angles = jointAnglesRad(tileCount)
  const ri = number(innerRadiusMm)
  const ro = number(outerRadiusMm)
  const sweepRad = TURN_RAD / tileCount
  return angles
    .filter((_, index) => index % 2 === 0 && index + 1 < tileCount + (tileCount % 2))
    .map(
      (angle) =>
        `M${at(innerRadiusMm, angle)}L${at(outerRadiusMm, angle)}A${ro} ${ro} 0 0 1 ${at(outerRadiusMm, angle + sweepRad)}L${at(innerRadiusMm, angle + sweepRad)}A${ri} ${ri} 0 0 0 ${at(innerRadiusMm, angle)}Z`,
    )
    .join('')
}
