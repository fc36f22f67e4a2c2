import { expect, test } from 'vitest'
import { degFromRad, radFromDeg } from './angle.ts'
import { inchFromMm, mmFromInch } from './length.ts'

test('an inch is 25.4 mm exactly, there and back', () => {
  expect(mmFromInch(1)).toBe(25.4)
  expect(inchFromMm(mmFromInch(3.125))).toBe(3.125)
})

test('half a turn is 180 degrees, there and back', () => {
  expect(degFromRad(Math.PI)).toBe(180)
  expect(radFromDeg(180)).toBe(Math.PI)
})
