import { sweepRad } from './arc.ts'
import type { ArcSegment, Path, Segment } from './path.ts'
import { distanceMm, type Point2 } from './point.ts'

/** A direction of length 1. */
interface Direction {
  readonly x: number
  readonly y: number
}

function unit(from: Point2, to: Point2): Direction {
  const lengthMm = distanceMm(from, to)
  return { x: (to.xMm - from.xMm) / lengthMm, y: (to.yMm - from.yMm) / lengthMm }
}

/** Radially outwards on an arc, turned inwards for a clockwise one: the side away from the piece. */
function arcNormal(arc: ArcSegment, at: Point2): Direction {
  const away = unit(arc.centre, at)
  return arc.rotation === 'counterclockwise' ? away : { x: -away.x, y: -away.y }
}

/** The direction out of a counterclockwise outline at an end of one of its pieces. */
function outward(segment: Segment, end: 'from' | 'to'): Direction {
  if (segment.kind === 'arc') return arcNormal(segment, segment[end])
  const along = unit(segment.from, segment.to)
  return { x: along.y, y: -along.x }
}

function moved(point: Point2, by: Direction, distance: number): Point2 {
  return { xMm: point.xMm + by.x * distance, yMm: point.yMm + by.y * distance }
}

function offsetSegment(segment: Segment, offsetMm: number): Segment {
  const from = moved(segment.from, outward(segment, 'from'), offsetMm)
  const to = moved(segment.to, outward(segment, 'to'), offsetMm)
  if (segment.kind === 'line') return { kind: 'line', from, to }
  const radiusMm = distanceMm(segment.centre, segment.from)
  if (segment.rotation === 'clockwise' && radiusMm <= offsetMm) {
    throw new RangeError(
      `an offset of ${String(offsetMm)} mm does not fit a hollow of radius ${String(radiusMm)} mm`,
    )
  }
  return { ...segment, from, to }
}

/** Turn from one direction to the next, radians, counterclockwise positive, in (−π, π]. */
function turnRad(before: Direction, after: Direction): number {
  return Math.atan2(
    before.x * after.y - before.y * after.x,
    before.x * after.x + before.y * after.y,
  )
}

/**
 * The closed path at `offsetMm` outside a closed counterclockwise outline of lines and arcs whose corners
 * all stand out: lines and arcs move along their normals, and each corner becomes an arc of radius
 * `offsetMm` about itself, so that every point of the result is exactly that far from the outline.
 * Throws for a hollow too narrow for it and for a corner that goes inwards.
 */
export function offsetOutline(outline: Path, offsetMm: number): Path {
  return outline.flatMap((segment, index): readonly Segment[] => {
    const next = outline[(index + 1) % outline.length]
    if (next === undefined) throw new Error('an outline has pieces')
    const shifted = offsetSegment(segment, offsetMm)
    const cornerRad = turnRad(outward(segment, 'to'), outward(next, 'from'))
    if (cornerRad < -1e-9) throw new RangeError(`corner ${String(index + 1)} goes inwards`)
    if (cornerRad < 1e-9) return [shifted]
    const corner: ArcSegment = {
      kind: 'arc',
      from: shifted.to,
      to: moved(next.from, outward(next, 'from'), offsetMm),
      centre: segment.to,
      rotation: 'counterclockwise',
    }
    return [shifted, corner]
  })
}

/** The same path run the other way. */
export function reversedPath(path: Path): Path {
  return path
    .map((segment): Segment => {
      const ends = { from: segment.to, to: segment.from }
      if (segment.kind === 'line') return { ...segment, ...ends }
      const rotation = segment.rotation === 'clockwise' ? 'counterclockwise' : 'clockwise'
      return { ...segment, ...ends, rotation }
    })
    .reverse()
}

/** The path moved by so much. */
export function movedPath(path: Path, byXMm: number, byYMm: number): Path {
  const by = (point: Point2): Point2 => ({ xMm: point.xMm + byXMm, yMm: point.yMm + byYMm })
  return path.map((segment): Segment => {
    const ends = { from: by(segment.from), to: by(segment.to) }
    return segment.kind === 'line'
      ? { ...segment, ...ends }
      : { ...segment, ...ends, centre: by(segment.centre) }
  })
}

/** Distance from a point to one piece of a path, mm. */
export function distanceToSegmentMm(point: Point2, segment: Segment): number {
  const ends = Math.min(distanceMm(point, segment.from), distanceMm(point, segment.to))
  if (segment.kind === 'line') {
    const lengthMm = distanceMm(segment.from, segment.to)
    const along = unit(segment.from, segment.to)
    const alongMm =
      (point.xMm - segment.from.xMm) * along.x + (point.yMm - segment.from.yMm) * along.y
    if (alongMm <= 0 || alongMm >= lengthMm) return ends
    return Math.abs(
      (point.xMm - segment.from.xMm) * along.y - (point.yMm - segment.from.yMm) * along.x,
    )
  }
  const { centre, from, to, rotation } = segment
  const direction = (at: Point2) => Math.atan2(at.yMm - centre.yMm, at.xMm - centre.xMm)
  const reached = sweepRad(direction(from), direction(point), rotation)
  if (reached > sweepRad(direction(from), direction(to), rotation)) return ends
  return Math.abs(distanceMm(point, centre) - distanceMm(from, centre))
}
