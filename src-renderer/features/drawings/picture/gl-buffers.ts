import {
  type PackedDrawing,
  pathCount,
  pathFacts,
  segmentAt,
} from '#core/drawing/packed-drawing.ts'
import { segmentSweepRad } from '#core/geometry/path.ts'
import { distanceMm } from '#core/geometry/point.ts'

/** Numbers of one end of a line: x, y, layer. */
export const LINE_STRIDE = 3
/** Numbers of one arc: centre x, y, radius, start, sweep, layer. */
export const ARC_STRIDE = 6

/** Lines and arcs as a graphics card takes them, about the middle of the drawing, where floats are fine. */
export interface LineBuffers {
  readonly middle: { readonly xMm: number; readonly yMm: number }
  /** Two ends a line. */
  readonly lines: Float32Array
  /** Arcs that need fewer chords first, whatever the zoom. */
  readonly arcs: Float32Array
  /**
   * How many chords each arc needs is this number times the square root of the zoom: for a chord error s,
   * n = sweep / (2·acos(1 − s/r)) ≈ sweep·√(r / 8s).
   */
  readonly arcNeeds: Float32Array
}

interface ArcRow {
  readonly need: number
  readonly numbers: readonly number[]
}

/** Lays out a drawing for the graphics card. */
export function lineBuffers(packed: PackedDrawing): LineBuffers {
  const box = packed.bounds ?? { minXMm: 0, minYMm: 0, maxXMm: 0, maxYMm: 0 }
  const middle = { xMm: (box.minXMm + box.maxXMm) / 2, yMm: (box.minYMm + box.maxYMm) / 2 }
  const lines: number[] = []
  const arcs: ArcRow[] = []
  for (let path = 0; path < pathCount(packed); path += 1) {
    const { firstSegment, segmentCount, layer } = pathFacts(packed, path)
    for (let index = firstSegment; index < firstSegment + segmentCount; index += 1) {
      const segment = segmentAt(packed, index)
      const { from, to } = segment
      if (segment.kind === 'line') {
        lines.push(from.xMm - middle.xMm, from.yMm - middle.yMm, layer)
        lines.push(to.xMm - middle.xMm, to.yMm - middle.yMm, layer)
        continue
      }
      const { centre, rotation } = segment
      const radiusMm = distanceMm(centre, from)
      const sweep = segmentSweepRad(segment)
      const start = Math.atan2(from.yMm - centre.yMm, from.xMm - centre.xMm)
      const signed = rotation === 'counterclockwise' ? sweep : -sweep
      const [x, y] = [centre.xMm - middle.xMm, centre.yMm - middle.yMm]
      arcs.push({
        need: sweep * Math.sqrt(radiusMm),
        numbers: [x, y, radiusMm, start, signed, layer],
      })
    }
  }
  arcs.sort((a, b) => a.need - b.need)
  return {
    middle,
    lines: Float32Array.from(lines),
    arcs: Float32Array.from(arcs.flatMap(({ numbers }) => numbers)),
    arcNeeds: Float32Array.from(arcs, ({ need }) => need),
  }
}

/** Arcs from one index to another that are drawn with so many chords. */
export interface ArcBatch {
  readonly first: number
  readonly count: number
  readonly chords: number
}

/** A chord may lie a quarter of a pixel off its arc. */
const CHORD_ERROR_PX = 0.25
const FEWEST_CHORDS = 4
const MOST_CHORDS = 2048

/** The arcs in batches of 4, 8, 16, … chords, so that no chord is seen at this zoom. */
export function arcBatches(arcNeeds: Float32Array, scalePxPerMm: number): readonly ArcBatch[] {
  const perNeed = Math.sqrt(scalePxPerMm / (8 * CHORD_ERROR_PX))
  const batches: ArcBatch[] = []
  let first = 0
  for (let chords = FEWEST_CHORDS; first < arcNeeds.length; chords *= 2) {
    const last = chords >= MOST_CHORDS ? arcNeeds.length : firstAbove(arcNeeds, chords / perNeed)
    if (last > first) batches.push({ first, count: last - first, chords })
    first = Math.max(first, last)
  }
  return batches
}

/** Index of the first of some rising numbers that is above a limit. */
function firstAbove(rising: Float32Array, limit: number): number {
  let [low, high] = [0, rising.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rising[middle] ?? 0) > limit) high = middle
    else low = middle + 1
  }
  return low
}
