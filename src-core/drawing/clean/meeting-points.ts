import { hypotenuse, type SegmentView } from '../segment-view.ts'

/** Where two segments meet: `find` sets the points; segments that lie along each other give none. */
export class MeetingPoints {
  count = 0
  readonly x = new Float64Array(2)
  readonly y = new Float64Array(2)

  /** Looks at two segments. */
  find(a: SegmentView, b: SegmentView): void {
    this.count = 0
    if (a.isArc && b.isArc) this.findArcs(a, b)
    else if (a.isArc) this.findLineArc(b, a)
    else if (b.isArc) this.findLineArc(a, b)
    else this.findLines(a, b)
  }

  private take(x: number, y: number): void {
    this.x[this.count] = x
    this.y[this.count] = y
    this.count += 1
  }

  private findLines(a: SegmentView, b: SegmentView): void {
    const ax = a.toX - a.fromX
    const ay = a.toY - a.fromY
    const bx = b.toX - b.fromX
    const by = b.toY - b.fromY
    const dx = b.fromX - a.fromX
    const dy = b.fromY - a.fromY
    const across = ax * by - ay * bx
    if (!(Math.abs(across) > 1e-12 * hypotenuse(ax, ay) * hypotenuse(bx, by))) return
    const onA = (dx * by - dy * bx) / across
    const onB = (dx * ay - dy * ax) / across
    if (onA >= 0 && onA <= 1 && onB >= 0 && onB <= 1)
      this.take(a.fromX + onA * ax, a.fromY + onA * ay)
  }

  private findLineArc(line: SegmentView, arc: SegmentView): void {
    const dx = line.toX - line.fromX
    const dy = line.toY - line.fromY
    const fx = line.fromX - arc.centreX
    const fy = line.fromY - arc.centreY
    const a = dx * dx + dy * dy
    const b = fx * dx + fy * dy
    const root = b * b - a * (fx * fx + fy * fy - arc.radius * arc.radius)
    if (a === 0 || !(root >= 0)) return
    for (let side = -1; side <= 1; side += 2) {
      const share = (-b + side * Math.sqrt(root)) / a
      if (!(share >= 0 && share <= 1)) continue
      const x = line.fromX + share * dx
      const y = line.fromY + share * dy
      if (arc.covers(x, y)) this.take(x, y)
    }
  }

  private findArcs(a: SegmentView, b: SegmentView): void {
    const dx = b.centreX - a.centreX
    const dy = b.centreY - a.centreY
    const apart = hypotenuse(dx, dy)
    const isApart = apart > a.radius + b.radius || apart < Math.abs(a.radius - b.radius)
    if (!(apart >= 1e-9) || isApart) return
    const along = (apart * apart + a.radius * a.radius - b.radius * b.radius) / (2 * apart)
    const aside = Math.sqrt(Math.max(0, a.radius * a.radius - along * along))
    const ux = dx / apart
    const uy = dy / apart
    for (let side = -1; side <= 1; side += 2) {
      const x = a.centreX + along * ux - side * aside * uy
      const y = a.centreY + along * uy + side * aside * ux
      if (a.covers(x, y) && b.covers(x, y)) this.take(x, y)
    }
  }
}
