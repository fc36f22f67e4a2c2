import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eyeOf, fittingDistanceMm, GAZES, gazeOf, NAMED_VIEWS } from './camera-views.ts'

test('the player looks from the bridge, where y is negative, and up is the neck', () => {
  const [x, y, z] = eyeOf(GAZES.player, [0, 0, 0], 100)
  expect(x).toBeCloseTo(0, 9)
  expect(y).toBeLessThan(-90)
  expect(z).toBeGreaterThan(0)
})

test('where the eye is says where it looks from', () => {
  const angle = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true })
  fc.assert(
    fc.property(angle(3.1), angle(1.5), fc.double({ min: 1, max: 1e4, noNaN: true }), (a, e, d) => {
      const gaze = gazeOf(eyeOf({ azimuthRad: a, elevationRad: e }, [3, -4, 5], d), [3, -4, 5])
      expect(gaze.azimuthRad).toBeCloseTo(a, 6)
      expect(gaze.elevationRad).toBeCloseTo(e, 6)
    }),
  )
})

test('no named view looks straight down, where up has no direction', () => {
  for (const view of NAMED_VIEWS)
    expect(Math.abs(GAZES[view].elevationRad)).toBeLessThan(Math.PI / 2)
})

test('from above a disc of 70 mm at 35° fills the window from 233 mm; flatter views come closer', () => {
  const fieldRad = (35 * Math.PI) / 180
  const above = fittingDistanceMm(70, Math.PI / 2, fieldRad, 2)
  expect(above).toBeCloseTo(70 / Math.sin(fieldRad / 2), 9)
  expect(fittingDistanceMm(70, 0.4, fieldRad, 2)).toBeLessThan(above)
  expect(fittingDistanceMm(70, Math.PI / 2, fieldRad, 0.5)).toBeGreaterThan(above)
})
