import fc from 'fast-check'
import { expect, test } from 'vitest'
import { annulusAreaMm2, annulusMeanRadiusMm, annulusWidthMm, offsetAnnulus } from './annulus.ts'

test('a channel from 45 to 64.5 mm covers 6708 mm²', () => {
  expect(annulusAreaMm2({ innerRadiusMm: 45, outerRadiusMm: 64.5 })).toBeCloseTo(6708.1, 1)
})

test('offset rings never cross: shrinking past the middle gives nothing', () => {
  expect(offsetAnnulus({ innerRadiusMm: 48, outerRadiusMm: 50 }, -1)).toBeNull()
  expect(offsetAnnulus({ innerRadiusMm: 1, outerRadiusMm: 50 }, 1)).toBeNull()
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 400, noNaN: true }),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.double({ min: -60, max: 60, noNaN: true }),
      (innerRadiusMm, widthMm, distanceMm) => {
        const ring = { innerRadiusMm, outerRadiusMm: innerRadiusMm + widthMm }
        const grown = offsetAnnulus(ring, distanceMm)
        if (grown === null) return
        expect(grown.outerRadiusMm).toBeGreaterThan(grown.innerRadiusMm)
        expect(annulusMeanRadiusMm(grown)).toBeCloseTo(annulusMeanRadiusMm(ring), 9)
        expect(annulusWidthMm(grown)).toBeCloseTo(widthMm + 2 * distanceMm, 6)
      },
    ),
  )
})
