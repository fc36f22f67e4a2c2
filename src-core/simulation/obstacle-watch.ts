import { type Bounds2 } from '../geometry/bounds.ts'
import { loopsBounds } from '../geometry/distance-grid.ts'
import type { Loop } from '../geometry/flatten-path.ts'
import { distanceToSegmentMm } from '../geometry/outline.ts'
import type { Point2, Point3 } from '../geometry/point.ts'
import type { Obstacle } from './simulation.ts'

function edgesOf(outline: Loop) {
  return outline.map((from, index) => ({
    kind: 'line' as const,
    from,
    to: outline[(index + 1) % outline.length] ?? from,
  }))
}

type Edge = ReturnType<typeof edgesOf>[number]

/** Even-odd: how many edges a ray to the right of a place crosses. */
function isWithin({ xMm, yMm }: Point2, edges: readonly Edge[]): boolean {
  let inside = false
  for (const { from, to } of edges) {
    if (from.yMm > yMm === to.yMm > yMm) continue
    const share = (yMm - from.yMm) / (to.yMm - from.yMm)
    if (xMm < from.xMm + (to.xMm - from.xMm) * share) inside = !inside
  }
  return inside
}

/** Twice the signed area of a triangle: on which side of a straight way a place lies. */
function side(a: Point2, b: Point2, at: Point2): number {
  return (b.xMm - a.xMm) * (at.yMm - a.yMm) - (b.yMm - a.yMm) * (at.xMm - a.xMm)
}

function cross(a: Point2, b: Point2, { from, to }: Edge): boolean {
  return side(a, b, from) * side(a, b, to) < 0 && side(from, to, a) * side(from, to, b) < 0
}

/** Shortest distance of a straight way from an outline, mm; 0 where it is over it. */
function distanceMm(from: Point2, to: Point2, edges: readonly Edge[]): number {
  if (isWithin(from, edges)) return 0
  const way = { kind: 'line' as const, from, to }
  let nearest = Infinity
  for (const edge of edges) {
    if (cross(from, to, edge)) return 0
    nearest = Math.min(
      nearest,
      distanceToSegmentMm(from, edge),
      distanceToSegmentMm(to, edge),
      distanceToSegmentMm(edge.from, way),
    )
  }
  return nearest
}

/** Follows a round thing over one obstacle and remembers how low it came there. */
export class ObstacleWatch {
  /** Lowest height of the tip while the round thing was over the obstacle or too near to it; Infinity when never. */
  lowestMm = Infinity
  /** Line of the text where that was. */
  lowestLine = 0
  private readonly edges: readonly Edge[]
  private readonly box: Bounds2
  private readonly reachMm: number

  /** `clearanceMm` is how far its edge must stay off. */
  constructor({ outline }: Pick<Obstacle, 'outline'>, radiusMm: number, clearanceMm: number) {
    this.edges = edgesOf(outline)
    this.reachMm = radiusMm + clearanceMm
    const box = loopsBounds([outline])
    this.box = {
      minXMm: box.minXMm - this.reachMm,
      minYMm: box.minYMm - this.reachMm,
      maxXMm: box.maxXMm + this.reachMm,
      maxYMm: box.maxYMm + this.reachMm,
    }
  }

  /** A straight way of the tip. A slope counts as low as its lower end. */
  take(from: Point3, to: Point3, { line }: { readonly line: number }): void {
    const zMm = Math.min(from.zMm, to.zMm)
    if (zMm >= this.lowestMm) return
    if (!this.isNear(from, to) || distanceMm(from, to, this.edges) >= this.reachMm) return
    this.lowestMm = zMm
    this.lowestLine = line
  }

  private isNear(from: Point2, to: Point2): boolean {
    const { minXMm, minYMm, maxXMm, maxYMm } = this.box
    return (
      Math.max(from.xMm, to.xMm) >= minXMm &&
      Math.min(from.xMm, to.xMm) <= maxXMm &&
      Math.max(from.yMm, to.yMm) >= minYMm &&
      Math.min(from.yMm, to.yMm) <= maxYMm
    )
  }
}
