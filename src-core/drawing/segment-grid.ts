import { nearestOnSegment } from '../geometry/nearest.ts'
import { type Segment, segmentLengthMm, segmentSweepRad } from '../geometry/path.ts'
import { distanceMm, type Point2, polarPoint } from '../geometry/point.ts'
import { type PackedDrawing, segmentAt, segmentCount } from './packed-drawing.ts'

/** Cells along the longer side of a drawing. */
const CELLS_ALONG = 256

/** What lies nearest to a point. */
export interface NearSegment {
  readonly segment: number
  readonly at: Point2
  readonly awayMm: number
}

/** Finds the pieces of a drawing about a point. */
export interface SegmentGrid {
  /** Pieces that may lie within a distance of a point; some may not. */
  readonly about: (point: Point2, withinMm: number) => readonly number[]
  /** The nearest piece that is accepted; null when none is so near. */
  readonly nearest: (
    point: Point2,
    withinMm: number,
    accepts: (segment: number) => boolean,
  ) => NearSegment | null
}

function pointAlong(segment: Segment, share: number): Point2 {
  const { from, to } = segment
  if (segment.kind === 'line') {
    return {
      xMm: from.xMm + share * (to.xMm - from.xMm),
      yMm: from.yMm + share * (to.yMm - from.yMm),
    }
  }
  const { centre, rotation } = segment
  const startRad = Math.atan2(from.yMm - centre.yMm, from.xMm - centre.xMm)
  const sign = rotation === 'counterclockwise' ? 1 : -1
  const rad = startRad + sign * share * segmentSweepRad(segment)
  return polarPoint(centre, distanceMm(centre, from), rad)
}

/** Lays a grid of square cells over a drawing; each piece is noted in the cells it runs through. */
export function gridOf(packed: PackedDrawing): SegmentGrid {
  const box = packed.bounds ?? { minXMm: 0, minYMm: 0, maxXMm: 1, maxYMm: 1 }
  const sideMm = Math.max(box.maxXMm - box.minXMm, box.maxYMm - box.minYMm, 1e-3)
  const cellMm = sideMm / CELLS_ALONG
  const columns = CELLS_ALONG + 1
  const columnOf = (xMm: number) => clamp(Math.floor((xMm - box.minXMm) / cellMm))
  const rowOf = (yMm: number) => clamp(Math.floor((yMm - box.minYMm) / cellMm))
  const cells = cellLists(
    packed,
    columns * columns,
    cellMm,
    ({ xMm, yMm }) => rowOf(yMm) * columns + columnOf(xMm),
  )
  const about = (point: Point2, withinMm: number): readonly number[] => {
    // A piece is noted at steps of half a cell, so it may run a cell beside where it is noted.
    const reachMm = withinMm + cellMm
    const [left, right] = [columnOf(point.xMm - reachMm), columnOf(point.xMm + reachMm)]
    const [low, high] = [rowOf(point.yMm - reachMm), rowOf(point.yMm + reachMm)]
    const found = new Set<number>()
    for (let row = low; row <= high; row += 1) {
      for (let column = left; column <= right; column += 1) {
        for (const segment of cells(row * columns + column)) found.add(segment)
      }
    }
    return [...found]
  }
  return {
    about,
    nearest: (point, withinMm, accepts) => {
      let best: NearSegment | null = null
      for (const segment of about(point, withinMm)) {
        if (!accepts(segment)) continue
        const at = nearestOnSegment(segmentAt(packed, segment), point)
        const awayMm = distanceMm(at, point)
        if (awayMm <= (best?.awayMm ?? withinMm)) best = { segment, at, awayMm }
      }
      return best
    },
  }
}

function clamp(cell: number): number {
  return Math.min(CELLS_ALONG, Math.max(0, cell))
}

/** The pieces of each cell, in one array: counted first, then filled in. */
function cellLists(
  packed: PackedDrawing,
  cellCount: number,
  cellMm: number,
  cellOf: (point: Point2) => number,
): (cell: number) => Int32Array {
  const visit = (note: (cell: number, segment: number) => void) => {
    for (let index = 0; index < segmentCount(packed); index += 1) {
      const segment = segmentAt(packed, index)
      const steps = Math.max(1, Math.ceil(segmentLengthMm(segment) / (cellMm / 2)))
      let last = -1
      for (let step = 0; step <= steps; step += 1) {
        const cell = cellOf(pointAlong(segment, step / steps))
        if (cell !== last) note(cell, index)
        last = cell
      }
    }
  }
  const starts = new Int32Array(cellCount + 1)
  visit((cell) => {
    starts[cell + 1] = (starts[cell + 1] ?? 0) + 1
  })
  for (let cell = 0; cell < cellCount; cell += 1) {
    starts[cell + 1] = (starts[cell + 1] ?? 0) + (starts[cell] ?? 0)
  }
  const members = new Int32Array(starts[cellCount] ?? 0)
  const filled = starts.slice()
  visit((cell, segment) => {
    const at = filled[cell] ?? 0
    members[at] = segment
    filled[cell] = at + 1
  })
  return (cell) => members.subarray(starts[cell] ?? 0, starts[cell + 1] ?? 0)
}

/** What a snapped point is of what it was snapped to. */
export type SnapKind = 'end' | 'centre' | 'middle' | 'quadrant' | 'on'

/** A point that was snapped to, and why. */
export interface Snap {
  readonly kind: SnapKind
  readonly at: Point2
  readonly segment: number
}

/** Tried in this order: an end two pixels farther off is meant before a point anywhere on the line. */
function candidatesOf(
  segment: Segment,
): readonly { readonly kind: SnapKind; readonly at: Point2 }[] {
  const ends = [segment.from, segment.to].map((at) => ({ kind: 'end' as const, at }))
  if (segment.kind === 'line') {
    return [...ends, { kind: 'middle', at: pointAlong(segment, 0.5) }]
  }
  const { centre, from } = segment
  const isWhole = distanceMm(from, segment.to) < 1e-9
  const radiusMm = distanceMm(centre, from)
  const quadrants = [0, 1, 2, 3].map((quarter) => ({
    kind: 'quadrant' as const,
    at: polarPoint(centre, radiusMm, (quarter * Math.PI) / 2),
  }))
  const onArc = quadrants.filter(({ at }) => distanceMm(nearestOnSegment(segment, at), at) < 1e-6)
  // A whole circle's seam is no end of anything.
  return isWhole ? onArc : [...ends, { kind: 'middle', at: pointAlong(segment, 0.5) }, ...onArc]
}

const RANK: Readonly<Record<SnapKind, number>> = {
  end: 0,
  centre: 1,
  middle: 2,
  quadrant: 3,
  on: 4,
}

/** Middles of arcs and circles, each once. */
export function centresOf(
  packed: PackedDrawing,
): readonly { readonly at: Point2; readonly segment: number }[] {
  const seen = new Map<string, { at: Point2; segment: number }>()
  for (let index = 0; index < segmentCount(packed); index += 1) {
    const segment = segmentAt(packed, index)
    if (segment.kind === 'line') continue
    const { xMm, yMm } = segment.centre
    const key = `${xMm.toFixed(3)} ${yMm.toFixed(3)}`
    if (!seen.has(key)) seen.set(key, { at: segment.centre, segment: index })
  }
  return [...seen.values()]
}

/** Where a pointer near a drawing is meant to be: at an end, a centre, a middle, a quadrant, or on a line. */
export function snapTo(
  packed: PackedDrawing,
  parts: {
    readonly grid: SegmentGrid
    readonly centres: ReturnType<typeof centresOf>
    readonly accepts: (segment: number) => boolean
  },
  point: Point2,
  withinMm: number,
): Snap | null {
  const { grid, centres, accepts } = parts
  const near: Snap[] = centres.flatMap(({ at, segment }) =>
    distanceMm(at, point) <= withinMm && accepts(segment)
      ? [{ kind: 'centre' as const, at, segment }]
      : [],
  )
  for (const segment of grid.about(point, withinMm)) {
    if (!accepts(segment)) continue
    for (const candidate of candidatesOf(segmentAt(packed, segment))) {
      if (distanceMm(candidate.at, point) <= withinMm) near.push({ ...candidate, segment })
    }
  }
  const [best] = near.sort(
    (a, b) => RANK[a.kind] - RANK[b.kind] || distanceMm(a.at, point) - distanceMm(b.at, point),
  )
  if (best !== undefined) return best
  const on = grid.nearest(point, withinMm, accepts)
  return on === null ? null : { kind: 'on', at: on.at, segment: on.segment }
}
