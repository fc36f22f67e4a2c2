import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceToSegmentMm, movedPath, offsetOutline, reversedPath } from './outline.ts'
import { type Path, pathBounds, pathLengthMm, type Segment, segmentSweepRad } from './path.ts'
import { distanceMm, type Point2, polarPoint } from './point.ts'

function polygon(corners: readonly Point2[]): Path {
  return corners.map((from, index) => ({
    kind: 'line',
    from,
    to: corners[(index + 1) % corners.length] as Point2,
  }))
}

const rectangle = polygon([
  { xMm: 0, yMm: 0 },
  { xMm: 4, yMm: 0 },
  { xMm: 4, yMm: 1.5 },
  { xMm: 0, yMm: 1.5 },
])

/** A sector of a ring, as a pre-curved piece is cut. */
function sector(innerMm: number, outerMm: number, halfRad: number): Path {
  const centre = { xMm: 0, yMm: 0 }
  const at = (radiusMm: number, angleRad: number) => polarPoint(centre, radiusMm, angleRad)
  const [a, b] = [Math.PI / 2 - halfRad, Math.PI / 2 + halfRad]
  return [
    { kind: 'line', from: at(innerMm, a), to: at(outerMm, a) },
    { kind: 'arc', from: at(outerMm, a), to: at(outerMm, b), centre, rotation: 'counterclockwise' },
    { kind: 'line', from: at(outerMm, b), to: at(innerMm, b) },
    { kind: 'arc', from: at(innerMm, b), to: at(innerMm, a), centre, rotation: 'clockwise' },
  ]
}

function pointsOf(segment: Segment): readonly Point2[] {
  return [0, 0.25, 0.5, 0.75, 1].map((share) => {
    if (segment.kind === 'line') {
      return {
        xMm: segment.from.xMm + (segment.to.xMm - segment.from.xMm) * share,
        yMm: segment.from.yMm + (segment.to.yMm - segment.from.yMm) * share,
      }
    }
    const { centre, from } = segment
    const sign = segment.rotation === 'counterclockwise' ? 1 : -1
    const start = Math.atan2(from.yMm - centre.yMm, from.xMm - centre.xMm)
    return polarPoint(
      centre,
      distanceMm(centre, from),
      start + sign * share * segmentSweepRad(segment),
    )
  })
}

const nearestMm = (point: Point2, outline: Path) =>
  Math.min(...outline.map((segment) => distanceToSegmentMm(point, segment)))

describe('the path a tool runs on outside an outline', () => {
  test('round a 4 by 1.5 mm rectangle at 0.4 mm it is 11 mm and one turn of 0.4 mm long', () => {
    const path = offsetOutline(rectangle, 0.4)
    expect(path).toHaveLength(8)
    expect(pathLengthMm(path)).toBeCloseTo(11 + 2 * Math.PI * 0.4, 12)
    expect(pathBounds(path)).toEqual({
      minXMm: expect.closeTo(-0.4, 12) as number,
      minYMm: expect.closeTo(-0.4, 12) as number,
      maxXMm: expect.closeTo(4.4, 12) as number,
      maxYMm: expect.closeTo(1.9, 12) as number,
    })
  })

  test('every point of it is exactly the offset away, it closes, and never comes nearer', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 10, max: 60, noNaN: true }),
        fc.double({ min: 0.5, max: 8, noNaN: true }),
        fc.double({ min: 0.02, max: 0.7, noNaN: true }),
        fc.double({ min: 0.05, max: 3, noNaN: true }),
        (innerMm, widthMm, halfRad, offsetMm) => {
          const outline = sector(innerMm, innerMm + widthMm, halfRad)
          const path = offsetOutline(outline, offsetMm)
          // in a deep hollow the offsets of the two ends may pass one another; there the rest still holds
          if (innerMm * Math.sin(halfRad) < 2 * offsetMm) return
          for (const [index, segment] of path.entries()) {
            const next = path[(index + 1) % path.length]
            expect(distanceMm(segment.to, next?.from ?? segment.to)).toBeLessThan(1e-9)
            for (const point of pointsOf(segment)) {
              expect(nearestMm(point, outline)).toBeCloseTo(offsetMm, 9)
            }
          }
        },
      ),
    )
  })

  test('a hollow narrower than the tool, and a corner that goes inwards, are refused', () => {
    expect(() => offsetOutline(sector(2, 8, 0.5), 2)).toThrow(/hollow of radius 2 mm/)
    const notched = polygon([
      { xMm: 0, yMm: 0 },
      { xMm: 4, yMm: 0 },
      { xMm: 2, yMm: 1 },
      { xMm: 4, yMm: 4 },
    ])
    expect(() => offsetOutline(notched, 0.4)).toThrow(/goes inwards/)
  })

  test('the way back is as long and ends where it began; moving changes no length', () => {
    const path = offsetOutline(sector(45, 48, 0.2), 0.4)
    const back = reversedPath(path)
    expect(pathLengthMm(back)).toBeCloseTo(pathLengthMm(path), 12)
    expect(back[0]?.from).toEqual(path.at(-1)?.to)
    expect(back.at(-1)?.to).toEqual(path[0]?.from)
    expect(pathLengthMm(movedPath(path, 7, -3))).toBeCloseTo(pathLengthMm(path), 9)
  })
})
