import type { SplineCurve } from './dxf-curve.ts'

/** Index of the knot span a parameter lies in. */
function spanOf({ degree, knots, points }: SplineCurve, at: number): number {
  let low = degree
  let high = points.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((knots[middle] ?? 0) <= at) low = middle
    else high = middle
  }
  return low
}

interface Weighted {
  x: number
  y: number
  w: number
}

/** The weighted control points that a span is made of. */
function localPoints({ degree, points, weights }: SplineCurve, span: number): Weighted[] {
  return Array.from({ length: degree + 1 }, (_, index) => {
    const point = points[span - degree + index] ?? { x: 0, y: 0 }
    const w = weights?.[span - degree + index] ?? 1
    return { x: point.x * w, y: point.y * w, w }
  })
}

/** A point of a B-spline, in drawing units, seen from above; by de Boor's rule on weighted points. */
export function splinePoint(
  curve: SplineCurve,
  at: number,
): { readonly x: number; readonly y: number } {
  const { degree, knots } = curve
  const span = spanOf(curve, at)
  const local = localPoints(curve, span)
  for (let level = 1; level <= degree; level += 1) {
    for (let index = degree; index >= level; index -= 1) {
      const left = knots[span - degree + index] ?? 0
      const right = knots[span + 1 + index - level] ?? 0
      const share = right > left ? (at - left) / (right - left) : 0
      const [before, own] = [local[index - 1], local[index]]
      if (before === undefined || own === undefined) continue
      own.x = (1 - share) * before.x + share * own.x
      own.y = (1 - share) * before.y + share * own.y
      own.w = (1 - share) * before.w + share * own.w
    }
  }
  const { x, y, w } = local[degree] ?? { x: 0, y: 0, w: 1 }
  return { x: x / w, y: y / w }
}

/** The parameters at which a B-spline's pieces meet, from its first to its last. */
export function splineBreaks({ degree, knots, points }: SplineCurve): readonly number[] {
  const used = knots.slice(degree, points.length + 1)
  return used.filter((knot, index) => index === 0 || knot > (used[index - 1] ?? knot))
}
