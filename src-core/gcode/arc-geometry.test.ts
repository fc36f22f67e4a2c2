import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arcAbout, centreFromRadius, helixLengthMm, radiiDisagree } from './arc-geometry.ts'

const at = (first: number, second: number) => ({ first, second })

describe('arcs', () => {
  test('a quarter from +X to +Y is 90° counterclockwise and 270° clockwise', () => {
    const ends = { from: at(10, 0), to: at(0, 10) }
    expect(arcAbout(at(0, 0), ends, false).sweepRad).toBeCloseTo(Math.PI / 2, 12)
    expect(arcAbout(at(0, 0), ends, true).sweepRad).toBeCloseTo(1.5 * Math.PI, 12)
  })

  test('equal ends are a full turn either way', () => {
    const ends = { from: at(3, 4), to: at(3, 4) }
    for (const clockwise of [true, false]) {
      const arc = arcAbout(at(0, 0), ends, clockwise)
      expect(arc.sweepRad).toBeCloseTo(2 * Math.PI, 12)
      expect(arc.startRadiusMm).toBe(5)
    }
  })

  test('a helix of one turn at 3 mm rising 4·2π·3/3 mm is a 3-4-5 triangle unrolled', () => {
    const arc = arcAbout(at(0, 0), { from: at(3, 0), to: at(3, 0) }, false)
    expect(helixLengthMm(arc, 8 * Math.PI)).toBeCloseTo(10 * Math.PI, 9)
  })

  test('R: clockwise from (0,0) to (2,0) the centre is below, with a negative R above', () => {
    const ends = { from: at(0, 0), to: at(2, 0) }
    const below = centreFromRadius(ends, Math.SQRT2, true)
    expect(below?.first).toBeCloseTo(1, 12)
    expect(below?.second).toBeCloseTo(-1, 12)
    expect(centreFromRadius(ends, -Math.SQRT2, true)?.second).toBeCloseTo(1, 12)
    expect(centreFromRadius(ends, Math.SQRT2, false)?.second).toBeCloseTo(1, 12)
    expect(centreFromRadius(ends, 0.99, true)).toBeNull()
  })

  test('R up to a half turn and back from a centre: a positive R sweeps at most 180°, a negative one more', () => {
    const number = fc.double({ min: -100, max: 100, noNaN: true })
    fc.assert(
      fc.property(
        number,
        number,
        fc.double({ min: 1.001, max: 50, noNaN: true }),
        fc.boolean(),
        (x, y, factor, clockwise) => {
          fc.pre(Math.hypot(x, y) > 0.01)
          const ends = { from: at(0, 0), to: at(x, y) }
          const radiusMm = (Math.hypot(x, y) / 2) * factor
          for (const signed of [radiusMm, -radiusMm]) {
            const centre = centreFromRadius(ends, signed, clockwise)
            if (centre === null) throw new Error('no centre')
            const arc = arcAbout(centre, ends, clockwise)
            expect(arc.startRadiusMm).toBeCloseTo(radiusMm, 6)
            expect(arc.endRadiusMm).toBeCloseTo(radiusMm, 6)
            expect(arc.sweepRad > Math.PI).toBe(signed < 0)
          }
        },
      ),
    )
  })

  test('radii disagree past 0.005 mm when that is past 0.1 % too, and always past 0.5 mm', () => {
    expect(radiiDisagree(1, 1.0049)).toBe(false)
    expect(radiiDisagree(1, 1.0051)).toBe(true)
    expect(radiiDisagree(100, 100.09)).toBe(false)
    expect(radiiDisagree(100, 100.11)).toBe(true)
    expect(radiiDisagree(1000, 1000.49)).toBe(false)
    expect(radiiDisagree(1000, 1000.51)).toBe(true)
  })
})
