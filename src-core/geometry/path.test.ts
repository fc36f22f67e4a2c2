import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ArcSegment, pathBounds, pathLengthMm, type Segment } from './path.ts'
import { polarPoint } from './point.ts'

const centre = { xMm: 0, yMm: 0 }
const at = (xMm: number, yMm: number) => ({ xMm, yMm })

test('a 3-4 right-angled path is 7 mm long, not 5', () => {
  const path: Segment[] = [
    { kind: 'line', from: at(0, 0), to: at(3, 0) },
    { kind: 'line', from: at(3, 0), to: at(3, 4) },
  ]
  expect(pathLengthMm(path)).toBe(7)
})

test('a half circle over the top reaches its crown', () => {
  const arc: ArcSegment = {
    kind: 'arc',
    from: at(10, 0),
    to: at(-10, 0),
    centre,
    rotation: 'counterclockwise',
  }
  expect(pathBounds([arc])).toEqual({ minXMm: -10, minYMm: 0, maxXMm: 10, maxYMm: 10 })
  expect(pathLengthMm([arc])).toBeCloseTo(Math.PI * 10, 9)
})

test('a full turn is the whole circle', () => {
  const arc: ArcSegment = {
    kind: 'arc',
    from: at(0, 5),
    to: at(0, 5),
    centre,
    rotation: 'clockwise',
  }
  expect(pathLengthMm([arc])).toBeCloseTo(10 * Math.PI, 9)
  const box = pathBounds([arc])
  expect(box?.minXMm).toBeCloseTo(-5, 12)
  expect(box?.minYMm).toBeCloseTo(-5, 12)
})

test('no path has no bounds', () => {
  expect(pathBounds([])).toBeNull()
})

test('splitting an arc keeps its length, and every point of it lies in its bounds', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 500, noNaN: true }),
      fc.double({ min: 0, max: 6.2, noNaN: true }),
      fc.double({ min: 0.01, max: 6.2, noNaN: true }),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      (radiusMm, startRad, sweep, share) => {
        const point = (part: number) => polarPoint(centre, radiusMm, startRad + sweep * part)
        const arc = (a: number, b: number): ArcSegment => ({
          kind: 'arc',
          from: point(a),
          to: point(b),
          centre,
          rotation: 'counterclockwise',
        })
        const whole = pathLengthMm([arc(0, 1)])
        expect(pathLengthMm([arc(0, share), arc(share, 1)])).toBeCloseTo(whole, 6)
        expect(whole).toBeCloseTo(radiusMm * sweep, 6)
        const box = pathBounds([arc(0, 1)])
        const middle = point(share)
        expect(middle.xMm).toBeLessThanOrEqual((box?.maxXMm ?? NaN) + 1e-9)
        expect(middle.xMm).toBeGreaterThanOrEqual((box?.minXMm ?? NaN) - 1e-9)
        expect(middle.yMm).toBeLessThanOrEqual((box?.maxYMm ?? NaN) + 1e-9)
        expect(middle.yMm).toBeGreaterThanOrEqual((box?.minYMm ?? NaN) - 1e-9)
      },
    ),
  )
})
