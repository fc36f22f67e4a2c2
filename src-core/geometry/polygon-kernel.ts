import {
  Clipper,
  ClipType,
  EndType,
  FillRule,
  JoinType,
  type Path64,
  type Paths64,
} from 'clipper2-ts'
import type { Loop } from './flatten-path.ts'
import type { Point2 } from './point.ts'

/** Integer steps per mm inside the kernel: 0.01 µm, exact up to 90 m. */
const STEPS_PER_MM = 1e5
/** Sagitta of the chords of a round join, mm. */
const JOIN_TOLERANCE_MM = 0.0005
/**
 * Corners less than this off the line of their neighbours go after every offset, mm. Without it insets of
 * insets grow without bound: 20 s and 1.5 million corners for one contour of 2,000.
 */
const SIMPLIFY_MM = 0.002

function toSteps(loops: readonly Loop[]): Paths64 {
  return loops.map((loop): Path64 =>
    loop.map(({ xMm, yMm }) => ({
      x: Math.round(xMm * STEPS_PER_MM),
      y: Math.round(yMm * STEPS_PER_MM),
      z: 0,
    })),
  )
}

function toLoops(paths: Paths64): readonly Loop[] {
  return paths
    .filter((path) => path.length >= 3)
    .map((path) => path.map(({ x, y }) => ({ xMm: x / STEPS_PER_MM, yMm: y / STEPS_PER_MM })))
}

function inflated(paths: Paths64, distanceMm: number, simplifyMm = SIMPLIFY_MM): Paths64 {
  const grown = Clipper.inflatePaths(
    paths,
    distanceMm * STEPS_PER_MM,
    JoinType.Round,
    EndType.Polygon,
    2,
    JOIN_TOLERANCE_MM * STEPS_PER_MM,
  )
  return Clipper.simplifyPaths(grown, simplifyMm * STEPS_PER_MM)
}

/** Corners less than this off the line go when a contour is wanted that a finished wall is cut along, mm. */
const FINE_MM = 0.0002

/**
 * The region of points at most `distanceMm` outside a region (inside by as much when negative). Outer
 * loops run counterclockwise and holes clockwise, in and out; corners become round. Exact to 0.001 mm.
 */
export function offsetLoops(loops: readonly Loop[], distanceMm: number): readonly Loop[] {
  return toLoops(inflated(toSteps(loops), distanceMm, FINE_MM))
}

/**
 * The region made of those discs of radius `radiusMm` that lie wholly within a region: its corners that
 * go inwards become round, what is narrower vanishes. Exact to 0.002 mm.
 */
export function openedLoops(loops: readonly Loop[], radiusMm: number): readonly Loop[] {
  const inset = inflated(toSteps(loops), -radiusMm, FINE_MM)
  return toLoops(inflated(inset, radiusMm, FINE_MM))
}

/**
 * Insets of a region one after another until nothing is left: the first at `firstMm` inside, the others
 * `stepMm` apart (both > 0). Each is a list of loops, outer ones counterclockwise.
 */
export function insetSeries(
  loops: readonly Loop[],
  firstMm: number,
  stepMm: number,
): readonly (readonly Loop[])[] {
  if (!(firstMm > 0) || !(stepMm > 0)) {
    throw new RangeError(`insets of ${String(firstMm)} and ${String(stepMm)} mm must be above 0`)
  }
  const series: (readonly Loop[])[] = []
  let current = inflated(toSteps(loops), -firstMm)
  while (current.length > 0) {
    series.push(toLoops(current))
    current = inflated(current, -stepMm)
  }
  return series
}

function combined(kind: ClipType, a: readonly Loop[], b: readonly Loop[]): readonly Loop[] {
  return toLoops(Clipper.booleanOp(kind, toSteps(a), toSteps(b), FillRule.NonZero))
}

/** What lies in the first region and not in the second. */
export function differenceOfLoops(a: readonly Loop[], b: readonly Loop[]): readonly Loop[] {
  return combined(ClipType.Difference, a, b)
}

/** What lies in both regions. */
export function intersectionOfLoops(a: readonly Loop[], b: readonly Loop[]): readonly Loop[] {
  return combined(ClipType.Intersection, a, b)
}

/**
 * Everything within `radiusMm` (> 0) of lines through points: what a round tool sweeps whose middle runs
 * along them. A line that is to be closed repeats its first point at its end.
 */
export function strokedLines(
  lines: readonly (readonly Point2[])[],
  radiusMm: number,
): readonly Loop[] {
  // one by one: the kernel takes the sense of the first line for that of all
  const strokes = lines.flatMap((points) =>
    Clipper.inflatePaths(
      toSteps([points]),
      radiusMm * STEPS_PER_MM,
      JoinType.Round,
      EndType.Round,
      2,
      JOIN_TOLERANCE_MM * STEPS_PER_MM,
    ),
  )
  return toLoops(Clipper.union(strokes, FillRule.NonZero))
}
