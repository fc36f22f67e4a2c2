import { type Path, segmentSweepRad } from '../geometry/path.ts'
import { distanceMm, type Point2, polarPoint } from '../geometry/point.ts'
import { TURN_RAD } from '../units/angle.ts'

const ORIGIN = { xMm: 0, yMm: 0 }

/** The first joint of a ring lies under the fingerboard, where an error of closure is hidden. */
export const FIRST_JOINT_RAD = Math.PI / 2

/** A number for a path: five decimals (10 nm), no trailing zeros, no negative zero. */
export function pathNumber(value: number): string {
  const text = String(Number(value.toFixed(5)))
  return text === '-0' ? '0' : text
}

/** A point of the soundboard for a path, mm, y up. */
export function pathPoint(radiusMm: number, angleRad: number): string {
  const { xMm, yMm } = polarPoint(ORIGIN, radiusMm, angleRad)
  return `${pathNumber(xMm)} ${pathNumber(yMm)}`
}

/** SVG path of a full circle about the origin, as two true arcs. */
export function circlePath(radiusMm: number): string {
  const r = pathNumber(radiusMm)
  return `M${r} 0A${r} ${r} 0 0 1 -${r} 0A${r} ${r} 0 0 1 ${r} 0Z`
}

/** SVG path of a ring; fill it with the even-odd rule. */
export function annulusPath(innerRadiusMm: number, outerRadiusMm: number): string {
  return circlePath(outerRadiusMm) + circlePath(innerRadiusMm)
}

/** A piece of a ring between two circles and two radii. */
export interface Sector {
  readonly innerRadiusMm: number
  readonly outerRadiusMm: number
  /** Counterclockwise from +X. */
  readonly fromRad: number
  /** Greater than `fromRad`, by less than a turn. */
  readonly toRad: number
}

/** SVG path of a piece of a ring, y up: two true arcs and two radial lines. */
export function sectorPath({ innerRadiusMm, outerRadiusMm, fromRad, toRad }: Sector): string {
  const large = toRad - fromRad > Math.PI ? '1' : '0'
  const inner = pathNumber(innerRadiusMm)
  const outer = pathNumber(outerRadiusMm)
  return `M${pathPoint(innerRadiusMm, fromRad)}L${pathPoint(outerRadiusMm, fromRad)}A${outer} ${outer} 0 ${large} 1 ${pathPoint(outerRadiusMm, toRad)}L${pathPoint(innerRadiusMm, toRad)}A${inner} ${inner} 0 ${large} 0 ${pathPoint(innerRadiusMm, fromRad)}Z`
}

/** Radial lines that divide a ring evenly, the first towards the neck, counterclockwise, y up. */
export function jointsPath(
  innerRadiusMm: number,
  outerRadiusMm: number,
  count: number,
  firstRad: number = FIRST_JOINT_RAD,
): string {
  return Array.from({ length: count }, (_, index) => {
    const angleRad = firstRad + (index * TURN_RAD) / count
    return `M${pathPoint(innerRadiusMm, angleRad)}L${pathPoint(outerRadiusMm, angleRad)}`
  }).join('')
}

/**
 * Where a straight line at `offsetMm` from the centre runs inside a ring: the stretches of the line,
 * measured from its foot, between −limit and +limit. Half-chord at radius r: √(r² − d²).
 */
export function stretchesInRing(
  innerRadiusMm: number,
  outerRadiusMm: number,
  offsetMm: number,
  limitMm = Infinity,
): readonly (readonly [fromMm: number, toMm: number])[] {
  const halfChord = (radiusMm: number) =>
    radiusMm > Math.abs(offsetMm) ? Math.sqrt(radiusMm ** 2 - offsetMm ** 2) : 0
  const far = Math.min(limitMm, halfChord(outerRadiusMm))
  const near = halfChord(innerRadiusMm)
  if (far <= near) return []
  return near === 0
    ? [[-far, far]]
    : [
        [-far, -near],
        [near, far],
      ]
}

/** SVG path of a closed path of lines and arcs, y up; a full turn is two halves, since SVG has no whole one. */
export function outlinePath(path: Path): string {
  const at = ({ xMm, yMm }: Point2) => `${pathNumber(xMm)} ${pathNumber(yMm)}`
  const [first] = path
  if (first === undefined) return ''
  const pieces = path.map((segment) => {
    if (segment.kind === 'line') return `L${at(segment.to)}`
    const { from, to, centre, rotation } = segment
    const r = pathNumber(distanceMm(centre, from))
    const sweep = rotation === 'counterclockwise' ? '1' : '0'
    const arc = (large: string, end: Point2) => `A${r} ${r} 0 ${large} ${sweep} ${at(end)}`
    if (distanceMm(from, to) > 1e-9) return arc(segmentSweepRad(segment) > Math.PI ? '1' : '0', to)
    const across = { xMm: 2 * centre.xMm - from.xMm, yMm: 2 * centre.yMm - from.yMm }
    return `${arc('0', across)}${arc('0', to)}`
  })
  const end = path.at(-1)?.to ?? first.from
  const close = distanceMm(end, first.from) > 1e-3 ? '' : 'Z'
  return `M${at(first.from)}${pieces.join('')}${close}`
}
