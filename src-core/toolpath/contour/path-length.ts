import { type Path, type Segment, segmentLengthMm, segmentSweepRad } from '../../geometry/path.ts'
import { distanceMm, type Point2, polarPoint } from '../../geometry/point.ts'

/** Arcs are never longer than this, so that no controller has to guess which way round is meant. */
const LONGEST_ARC_RAD = (170 * Math.PI) / 180

/** A height at a length along a path. */
export interface HeightNode {
  readonly alongMm: number
  readonly zMm: number
}

/** A piece of a path and how far along it ends. */
export interface MeasuredPiece {
  readonly segment: Segment
  readonly endMm: number
}

/** The place after a share (0 to 1) of a piece. */
export function pointOnSegment(segment: Segment, share: number): Point2 {
  const { from, to } = segment
  if (share <= 0) return from
  if (share >= 1) return to
  if (segment.kind === 'line') {
    return {
      xMm: from.xMm + (to.xMm - from.xMm) * share,
      yMm: from.yMm + (to.yMm - from.yMm) * share,
    }
  }
  const { centre, rotation } = segment
  const startRad = Math.atan2(from.yMm - centre.yMm, from.xMm - centre.xMm)
  const sign = rotation === 'counterclockwise' ? 1 : -1
  const turnRad = sign * segmentSweepRad(segment) * share
  return polarPoint(centre, distanceMm(centre, from), startRad + turnRad)
}

/** The piece between two shares of a piece. */
function subSegment(segment: Segment, first: number, last: number): Segment {
  const from = pointOnSegment(segment, first)
  const to = pointOnSegment(segment, last)
  return segment.kind === 'line' ? { kind: 'line', from, to } : { ...segment, from, to }
}

/**
 * A path taken apart at lengths along it, mm, ascending; arcs also so that none is over 170°. Pieces
 * shorter than 1 µm are left out.
 */
export function takenApart(path: Path, atMm: readonly number[]): readonly MeasuredPiece[] {
  const pieces: MeasuredPiece[] = []
  let startMm = 0
  for (const segment of path) {
    const lengthMm = segmentLengthMm(segment)
    if (lengthMm < 1e-3) continue
    const parts =
      segment.kind === 'line' ? 1 : Math.ceil(segmentSweepRad(segment) / LONGEST_ARC_RAD - 1e-9)
    const even = Array.from({ length: parts - 1 }, (_, part) => (part + 1) / parts)
    const asked = atMm.map((along) => (along - startMm) / lengthMm)
    const least = 1e-3 / lengthMm
    const shares = [...even, ...asked].filter((share) => share > least && share < 1 - least)
    let before = 0
    for (const share of [...new Set(shares)].sort((a, b) => a - b).concat(1)) {
      if (share - before < least) continue
      const piece = subSegment(segment, before, share)
      pieces.push({ segment: piece, endMm: startMm + lengthMm * share })
      before = share
    }
    startMm += lengthMm
  }
  return pieces
}

/** The height at a length along, between the nodes (ascending, at least one). */
export function heightAt(nodes: readonly HeightNode[], alongMm: number): number {
  let before = nodes[0]
  for (const node of nodes) {
    if (before !== undefined && node.alongMm >= alongMm) {
      const spanMm = node.alongMm - before.alongMm
      if (spanMm <= 0) return node.zMm
      return before.zMm + ((node.zMm - before.zMm) * (alongMm - before.alongMm)) / spanMm
    }
    before = node
  }
  return before?.zMm ?? 0
}

/** The higher of two courses of height, with nodes where they cross. */
export function higherOf(
  a: readonly HeightNode[],
  b: readonly HeightNode[],
): readonly HeightNode[] {
  const along = [...new Set([...a, ...b].map(({ alongMm }) => alongMm))].sort((x, y) => x - y)
  return along.flatMap((alongMm, index): readonly HeightNode[] => {
    const [za, zb] = [heightAt(a, alongMm), heightAt(b, alongMm)]
    const node = { alongMm, zMm: Math.max(za, zb) }
    const nextMm = along[index + 1]
    if (nextMm === undefined) return [node]
    const [from, to] = [za - zb, heightAt(a, nextMm) - heightAt(b, nextMm)]
    if (from * to >= 0) return [node]
    const crossMm = alongMm + ((nextMm - alongMm) * from) / (from - to)
    return [node, { alongMm: crossMm, zMm: heightAt(a, crossMm) }]
  })
}
