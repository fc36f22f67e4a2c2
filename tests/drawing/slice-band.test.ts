import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sliceDrawing } from '#core/slices/slice-drawing.ts'
import type { Slicing } from '#core/slices/slicing.ts'
import { circle, ellipse, expectClosed, PARAMS, pathsOf, sliced, stadium } from './slicing-bench.ts'

describe('bands along a path', () => {
  const band = (widthMm: number, side: 'centred' | 'left' | 'right' = 'centred') =>
    ({ kind: 'band', path: 1, widthMm, side }) as const

  test('round a circle of 50 mm, 8 wide: edges 2π·54 and 2π·46, area 2π·50·8', () => {
    const slicing = sliced([circle(50)], { cut: band(8), pieces: { count: 24 } })
    expectClosed(slicing)
    for (const piece of slicing.slices) {
      expect(piece.pathLengthMm).toBeCloseTo((2 * Math.PI * 50) / 24, 9)
      expect(piece.outerLengthMm).toBeCloseTo((2 * Math.PI * 54) / 24, 9)
      expect(piece.innerLengthMm).toBeCloseTo((2 * Math.PI * 46) / 24, 9)
      expect(piece.areaMm2).toBeCloseTo((2 * Math.PI * 50 * 8) / 24, 9)
      expect(piece.arc).toMatchObject({ outerRadiusMm: expect.closeTo(54, 9) as number })
      expect(piece.blank.mitreStartRad).toBeCloseTo(Math.PI / 24, 9)
    }
  })

  test('inside and outside a circle: the same pieces as the rings 42 to 50 and 50 to 58', () => {
    const inside = sliced([circle(50)], { cut: band(8, 'left'), pieces: { count: 12 } })
    const outside = sliced([circle(50)], { cut: band(8, 'right'), pieces: { count: 12 } })
    const area = ({ slices }: Slicing) => slices.reduce((sum, { areaMm2 }) => sum + areaMm2, 0)
    expect(area(inside)).toBeCloseTo(Math.PI * (50 ** 2 - 42 ** 2), 8)
    expect(area(outside)).toBeCloseTo(Math.PI * (58 ** 2 - 50 ** 2), 8)
  })

  test('along an ellipse 60 x 40: equal arc lengths of the elliptic integral, cuts square to it', () => {
    const slicing = sliced([ellipse(60, 40)], { cut: band(6), pieces: { count: 36 } })
    expectClosed(slicing)
    const speed = (t: number) => Math.hypot(60 * Math.sin(t), 40 * Math.cos(t))
    const steps = 20_000
    const h = (2 * Math.PI) / steps
    // the trapezoid rule converges faster than any power of h on a whole turn
    let perimeterMm = 0
    for (let step = 0; step < steps; step += 1) perimeterMm += h * speed(step * h)
    for (const { pathLengthMm, corners } of slicing.slices) {
      expect(Math.abs(pathLengthMm - perimeterMm / 36)).toBeLessThan(1e-4)
      const [outer, , , inner] = corners
      const [x, y] = [(outer.xMm + inner.xMm) / 2, (outer.yMm + inner.yMm) / 2]
      expect(Math.abs((x / 60) ** 2 + (y / 40) ** 2 - 1)).toBeLessThan(1e-4)
      // the normal of x²/a² + y²/b² = 1 runs along (x/a², y/b²)
      const [nx, ny] = [x / 3600, y / 1600]
      const [dx, dy] = [outer.xMm - inner.xMm, outer.yMm - inner.yMm]
      const sine = (nx * dy - ny * dx) / (Math.hypot(nx, ny) * Math.hypot(dx, dy))
      expect(Math.abs(sine)).toBeLessThan(0.002)
    }
  })

  test('along a stadium: length 120 + 60π, area of a centred band is its length times its width', () => {
    const slicing = sliced([stadium(60, 30)], { cut: band(5), pieces: { count: 40 } })
    expectClosed(slicing)
    expect(slicing.sums.map(({ ofWhole }) => ofWhole)).toEqual([
      expect.closeTo(120 + 60 * Math.PI, 9),
      expect.closeTo(5 * (120 + 60 * Math.PI), 8),
    ])
  })

  test('along an open line of 100 mm in exact pieces of 30: three and a rest of 10', () => {
    const line = '0 LINE|8 A|10 0|20 0|11 100|21 0'
    const exact = { lengthMm: 30, fit: 'exact' } as const
    const slicing = sliced([line], { cut: band(4), pieces: exact })
    expect(slicing.slices.map(({ pathLengthMm }) => pathLengthMm)).toEqual([
      expect.closeTo(30, 9),
      expect.closeTo(30, 9),
      expect.closeTo(30, 9),
      expect.closeTo(10, 9),
    ])
    expectClosed(slicing)
    expect(slicing.stock.widthMm).toBeCloseTo(4, 9)
    const held = sliced([line], { cut: band(4), pieces: exact, minimumPieceMm: 12 })
    expect(held.slices.map(({ pathLengthMm }) => Math.round(pathLengthMm))).toEqual([30, 30, 40])
  })

  test('round a corner of 90 degrees there is a mitre of 45, and the area is length times width', () => {
    const corner = '0 LWPOLYLINE|8 A|90 3|70 0|10 0|20 0|10 30|20 0|10 30|20 20'
    const slicing = sliced([corner], { cut: band(4), pieces: { lengthMm: 60, fit: 'equal' } })
    expectClosed(slicing)
    const [first, second] = slicing.slices
    expect(first).toMatchObject({
      outerLengthMm: expect.closeTo(32, 9) as number,
      innerLengthMm: expect.closeTo(28, 9) as number,
      areaMm2: expect.closeTo(120, 9) as number,
    })
    expect(second?.areaMm2).toBeCloseTo(80, 9)
    expect(first?.blank.mitreEndRad).toBeCloseTo(Math.PI / 4, 9)
    expect(second?.blank.mitreStartRad).toBeCloseTo(Math.PI / 4, 9)
  })

  test('sums close for any count, start, twist and side', () => {
    const paths = pathsOf(stadium(60, 30))
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.double({ min: -360, max: 360, noNaN: true }),
        fc.double({ min: -30, max: 30, noNaN: true }),
        fc.constantFrom('centred', 'left', 'right'),
        (half, startAngleDeg, twistDeg, side) => {
          const params = { ...PARAMS, pieces: { count: 2 * half }, startAngleDeg, twistDeg }
          const result = sliceDrawing(paths, { ...params, cut: band(4, side), herringbone: true })
          if (result.ok) expectClosed(result.value)
          else expect(result.error.place).toBe('twistDeg')
        },
      ),
    )
  })

  test.each([
    [circle(5), band(12), 'cut.widthMm', 'reaches 6.000 mm into an arc of radius 5.000'],
    [circle(50), { ...band(4), path: 3 }, 'cut.path', '3 is no path of the drawing'],
  ] as const)('what cannot be is refused: %#', (entity, cut, place, message) => {
    const result = sliceDrawing(pathsOf(entity), { ...PARAMS, cut })
    expect(result).toMatchObject({ ok: false, error: { place } })
    expect(result.ok ? '' : result.error.message).toContain(message)
  })
})
