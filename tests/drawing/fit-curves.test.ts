import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearestOnSegment } from '#core/geometry/nearest.ts'
import { distanceMm, type Point2 } from '#core/geometry/point.ts'
import { CubicFitter } from '#core/drawing/place/fit-cubic.ts'
import { EllipseCubics } from '#core/drawing/place/ellipse-cubics.ts'
import { pathBetween } from '#core/drawing/clean-paths.ts'
import { SegmentBuffer } from '#core/drawing/segment-buffer.ts'
import { dxf, pathsOf } from './import-text.ts'

const TOLERANCE_MM = 0.01

/** A point of a cubic by de Casteljau's rule, which the fitter does not use. */
function pointOfCubic(points: readonly Point2[], share: number): Point2 {
  if (points.length === 1) return points[0] as Point2
  const between = points.slice(1).map((point, index) => {
    const from = points[index] as Point2
    return {
      xMm: from.xMm + share * (point.xMm - from.xMm),
      yMm: from.yMm + share * (point.yMm - from.yMm),
    }
  })
  return pointOfCubic(between, share)
}

function fitted(points: readonly Point2[], withinMm: number) {
  const segments = new SegmentBuffer({ segments: 1e6, coordinateMm: 1e6 }, 16)
  segments.moveTo(points[0]?.xMm ?? 0, points[0]?.yMm ?? 0)
  new CubicFitter(segments, withinMm).draw(
    Float64Array.from(points.flatMap(({ xMm, yMm }) => [xMm, yMm])),
  )
  return [...pathBetween(segments, 0, segments.count)]
}

function offMm(path: ReturnType<typeof fitted>, point: Point2): number {
  return Math.min(...path.map((piece) => distanceMm(nearestOnSegment(piece, point), point)))
}

const coordinate = fc.double({ min: -200, max: 200, noNaN: true })
const point = fc.record({ xMm: coordinate, yMm: coordinate })

test('no point of a cubic is farther from its arcs and lines than the tolerance', () => {
  fc.assert(
    fc.property(
      fc.array(point, { minLength: 4, maxLength: 4 }),
      fc.double({ min: 0.001, max: 1, noNaN: true }),
      (points, withinMm) => {
        const path = fitted(points, withinMm)
        // what stays where it is, to the tolerance, is no path
        const start = points[0] as Point2
        if (path.length === 0) path.push({ kind: 'line', from: start, to: start })
        for (let step = 0; step <= 200; step += 1) {
          expect(offMm(path, pointOfCubic(points, step / 200))).toBeLessThanOrEqual(withinMm + 1e-9)
        }
        path.slice(1).forEach(({ from }, index) => {
          expect(distanceMm(from, path[index]?.to ?? from)).toBe(0)
        })
      },
    ),
    { numRuns: 60 },
  )
})

test('no arc or line is farther from the cubic than the tolerance: it covers no more than the curve', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 4, maxLength: 4 }), (points) => {
      const path = fitted(points, 0.05)
      const dense = Array.from({ length: 4001 }, (_, step) => pointOfCubic(points, step / 4000))
      const lengthMm = dense
        .slice(1)
        .reduce((sum, at, index) => sum + distanceMm(at, dense[index] as Point2), 0)
      // an arc that ran past its stretch and back would make the path longer than the curve
      const fittedMm = path.reduce((sum, piece) => {
        const chordMm = distanceMm(piece.from, piece.to)
        if (piece.kind === 'line') return sum + chordMm
        const radiusMm = distanceMm(piece.centre, piece.from)
        return sum + 2 * radiusMm * Math.asin(Math.min(1, chordMm / (2 * radiusMm)))
      }, 0)
      expect(Math.abs(fittedMm - lengthMm)).toBeLessThan(0.2 + 0.002 * lengthMm)
    }),
    { numRuns: 60 },
  )
})

test('cubics along an ellipse leave it by a hundredth of the tolerance at most', () => {
  const points = new Float64Array(8)
  for (const [a, b] of [
    [1, 0.2],
    [60, 40],
    [900, 1],
    [9000, 8000],
  ] as const) {
    const ellipse = new EllipseCubics(TOLERANCE_MM / 2)
    ellipse.ux = a
    ellipse.vy = b
    ellipse.begin(0.3, 2 * Math.PI)
    let pieces = 0
    while (ellipse.next(points)) {
      pieces += 1
      const corners = [0, 2, 4, 6].map((at) => ({
        xMm: points[at] ?? 0,
        yMm: points[at + 1] ?? 0,
      }))
      for (let step = 0; step <= 20; step += 1) {
        const { xMm, yMm } = pointOfCubic(corners, step / 20)
        // first order: how far the ellipse's equation is from 1, over its slope
        const value = (xMm / a) ** 2 + (yMm / b) ** 2 - 1
        const slope = 2 * Math.hypot(xMm / (a * a), yMm / (b * b))
        expect(Math.abs(value / slope)).toBeLessThan(TOLERANCE_MM / 100)
      }
    }
    expect(pieces).toBeGreaterThanOrEqual(8)
  }
})

test('a cubic that doubles back on itself keeps its far end: 0, 0 to 0, 0 by way of 7.5, 0', () => {
  const path = fitted(
    [0, 10, 10, 0].map((xMm) => ({ xMm, yMm: 0 })),
    0.005,
  )
  // 3·t·(1 − t)·10 is 7.5 half way
  expect(Math.max(...path.map(({ to }) => to.xMm))).toBeCloseTo(7.5, 2)
})

test('a spline beyond reckoning is refused with the limit it passes', () => {
  const spline = (x: string) =>
    `0 SPLINE|8 A|70 8|71 3|40 0|40 0|40 0|40 0|40 1|40 1|40 1|40 1|10 ${x}|20 0|10 1|20 1|10 2|20 0|10 3|20 0`
  expect(() => pathsOf(dxf(spline('1e308')))).toThrow(/coordinate/)
  expect(() => pathsOf(dxf(spline('10001')))).toThrow(/coordinate/)
})
