import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import '../../tests/property-seed.ts'
import { fitArcs, fitToleranceMm } from './fit-arcs.ts'
import { distanceToSegmentMm } from './outline.ts'
import { polarPoint } from './point.ts'

const ORIGIN = { xMm: 0, yMm: 0 }

describe('fitArcs', () => {
  test('a quarter circle in 500 chords comes back as one arc of its radius', () => {
    const points = Array.from({ length: 501 }, (_, k) =>
      polarPoint(ORIGIN, 40, (k * Math.PI) / 1000),
    )
    const [arc, ...rest] = fitArcs(points, 0.005)
    expect(rest).toEqual([])
    expect(arc).toMatchObject({ kind: 'arc', rotation: 'counterclockwise' })
    if (arc?.kind !== 'arc') return
    expect(Math.hypot(arc.centre.xMm, arc.centre.yMm)).toBeLessThan(1e-6)
  })

  test('points on a line stay one line', () => {
    const points = Array.from({ length: 50 }, (_, k) => ({ xMm: k, yMm: 2 * k }))
    expect(fitArcs(points, 0.005)).toEqual([{ kind: 'line', from: points[0], to: points[49] }])
  })

  test('a full circle is split so that no arc sweeps more than 170°', () => {
    const points = Array.from({ length: 361 }, (_, k) =>
      polarPoint(ORIGIN, 10, (k * Math.PI) / 180),
    )
    expect(fitArcs(points, 0.005)).toHaveLength(3)
  })

  test('every point lies within the tolerance of the piece over it, ends join', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        fc.double({ min: 0.5, max: 12, noNaN: true }),
        fc.constantFrom(0.002, 0.005, 0.02),
        (wave, swing, toleranceMm) => {
          const points = Array.from({ length: 400 }, (_, k) => {
            const t = k / 40
            return { xMm: 8 * t, yMm: swing * Math.sin(wave * t) + (k > 200 ? 1.5 * (t - 5) : 0) }
          })
          const pieces = fitArcs(points, toleranceMm)
          pieces.slice(1).forEach((piece, index) => {
            expect(piece.from).toEqual(pieces[index]?.to)
          })
          for (const point of points) {
            const offMm = Math.min(...pieces.map((piece) => distanceToSegmentMm(point, piece)))
            expect(offMm).toBeLessThanOrEqual(toleranceMm * 1.0001)
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  test('the tolerance of a cut is 5 µm, less for tools under 2 mm', () => {
    expect(fitToleranceMm(3)).toBe(0.005)
    expect(fitToleranceMm(0.4)).toBe(0.002)
    expect(() => fitArcs([], 0)).toThrow(/above 0/)
  })
})
