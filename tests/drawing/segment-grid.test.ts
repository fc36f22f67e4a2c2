import fc from 'fast-check'
import { expect, test } from 'vitest'
import { segmentAt, segmentCount, type PackedDrawing } from '#core/drawing/packed-drawing.ts'
import { centresOf, gridOf, snapTo } from '#core/drawing/segment-grid.ts'
import { nearestOnSegment } from '#core/geometry/nearest.ts'
import { distanceMm } from '#core/geometry/point.ts'

/** A drawing of segments alone: seven numbers each. */
function packedOf(segments: readonly (readonly number[])[]): PackedDrawing {
  return {
    ...{ layerNames: ['A'], typeNames: ['LINE'], segments: Float64Array.from(segments.flat()) },
    ...{ paths: new Int32Array(0), measures: new Float64Array(0), marks: new Float64Array(0) },
    joinCount: 0,
    bounds: { minXMm: -100, minYMm: -100, maxXMm: 100, maxYMm: 100 },
  }
}

const all = () => true
const coordinate = fc.double({ min: -90, max: 90, noNaN: true })
const line = fc.tuple(coordinate, coordinate, coordinate, coordinate)
const circle = fc.tuple(coordinate, coordinate, fc.double({ min: 0.5, max: 60, noNaN: true }))

test('the grid finds what looking through every piece finds', () => {
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 40 }),
      fc.array(circle, { maxLength: 10 }),
      fc.tuple(coordinate, coordinate, fc.double({ min: 0.01, max: 30, noNaN: true })),
      (lines, circles, [xMm, yMm, withinMm]) => {
        const packed = packedOf([
          ...lines.map(([x0, y0, x1, y1]) => [0, x0, y0, x1, y1, 0, 0]),
          ...circles.map(([x, y, r]) => [1, x + r, y, x + r, y, x, y]),
        ])
        const point = { xMm, yMm }
        const away = Array.from({ length: segmentCount(packed) }, (_, index) =>
          distanceMm(nearestOnSegment(segmentAt(packed, index), point), point),
        )
        const found = gridOf(packed).nearest(point, withinMm, all)
        const least = Math.min(Infinity, ...away)
        if (least > withinMm) expect(found).toBeNull()
        else expect(found?.awayMm).toBeCloseTo(least, 9)
      },
    ),
    { numRuns: 60 },
  )
})

test('a pointer snaps to an end before a middle, to a centre, a quadrant, and else onto the line', () => {
  const packed = packedOf([
    [0, 0, 0, 40, 0, 0, 0],
    [1, 10, 50, 10, 50, 0, 50],
  ])
  const parts = { grid: gridOf(packed), centres: centresOf(packed), accepts: all }
  const snap = (xMm: number, yMm: number) => snapTo(packed, parts, { xMm, yMm }, 1)
  expect(snap(39.5, 0.3)).toMatchObject({ kind: 'end', at: { xMm: 40, yMm: 0 } })
  expect(snap(20.5, 0.3)).toMatchObject({ kind: 'middle', at: { xMm: 20, yMm: 0 } })
  expect(snap(0.3, 50.2)).toMatchObject({ kind: 'centre', at: { xMm: 0, yMm: 50 } })
  expect(snap(0.2, 59.7)).toMatchObject({ kind: 'quadrant', segment: 1 })
  expect(snap(10, 0.5)).toMatchObject({ kind: 'on', at: { xMm: 10, yMm: 0 } })
  expect(snap(10, 5)).toBeNull()
  const none = snapTo(packed, { ...parts, accepts: () => false }, { xMm: 0, yMm: 0 }, 1)
  expect(none).toBeNull()
})
