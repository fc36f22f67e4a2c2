import { type Bounds2, unionBounds } from '../geometry/bounds.ts'
import { type ArcSegment, type Path, pathBounds, type Segment } from '../geometry/path.ts'
import type { Point2 } from '../geometry/point.ts'

/** What a line of a template means to the saw or the laser. */
export type JigLayer = 'CUT' | 'PIN' | 'ENGRAVE'

/** A line to cut, drill or mark. */
export interface JigShape {
  readonly layer: JigLayer
  readonly path: Path
}

/** A word on a template. */
export interface JigLabel {
  /** Lower left of the text. */
  readonly at: Point2
  readonly heightMm: number
  readonly text: string
}

/** One piece of a jig, drawn flat at 1:1. */
export interface JigPart {
  readonly name: string
  readonly shapes: readonly JigShape[]
  readonly labels: readonly JigLabel[]
}

/** A number of a jig that a person sets or checks at the bench. */
export interface JigFigure {
  readonly name: string
  readonly value: number
  readonly unit: 'mm' | 'degrees' | 'count'
}

/** A jig derived from a plan: its parts and the numbers that go with it. */
export interface Jig {
  readonly id: string
  readonly title: string
  readonly parts: readonly JigPart[]
  readonly figures: readonly JigFigure[]
  /** What to mind when making and using it. */
  readonly notes: readonly string[]
}

/** A full circle as one piece. */
export function circleShape(layer: JigLayer, centre: Point2, radiusMm: number): JigShape {
  const start = { xMm: centre.xMm + radiusMm, yMm: centre.yMm }
  const arc: ArcSegment = {
    kind: 'arc',
    from: start,
    to: start,
    centre,
    rotation: 'counterclockwise',
  }
  return { layer, path: [arc] }
}

/** A closed polygon through these corners. */
export function polygonShape(layer: JigLayer, corners: readonly Point2[]): JigShape {
  const path = corners.map((from, index): Segment => {
    const to = corners[(index + 1) % corners.length] ?? from
    return { kind: 'line', from, to }
  })
  return { layer, path }
}

/** A rectangle by its lower left corner. */
export function rectangleShape(
  layer: JigLayer,
  corner: Point2,
  widthMm: number,
  heightMm: number,
): JigShape {
  const { xMm, yMm } = corner
  return polygonShape(layer, [
    corner,
    { xMm: xMm + widthMm, yMm },
    { xMm: xMm + widthMm, yMm: yMm + heightMm },
    { xMm, yMm: yMm + heightMm },
  ])
}

/** An open straight line. */
export function lineShape(layer: JigLayer, from: Point2, to: Point2): JigShape {
  return { layer, path: [{ kind: 'line', from, to }] }
}

/** Width of a letter as a share of its height, for the room a label needs; generous for any sans. */
const LETTER_RATIO = 0.65

/** The smallest box around a part's lines and words; null for an empty part. */
export function partBounds(part: JigPart): Bounds2 | null {
  const boxes = [
    ...part.shapes.map(({ path }) => pathBounds(path)),
    ...part.labels.map(({ at, heightMm, text }): Bounds2 => ({
      minXMm: at.xMm,
      minYMm: at.yMm,
      maxXMm: at.xMm + text.length * heightMm * LETTER_RATIO,
      maxYMm: at.yMm + heightMm,
    })),
  ].filter((box) => box !== null)
  return boxes.reduce<Bounds2 | null>(
    (all, box) => (all === null ? box : unionBounds(all, box)),
    null,
  )
}
