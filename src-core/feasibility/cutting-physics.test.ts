import { describe, expect, test } from 'vitest'
import {
  chiploadMm,
  circleFeedLimitMmPerMin,
  cuttingForceN,
  deflectionMm,
  specificForceNPerMm2,
} from './cutting-physics.ts'

describe('physics, against the published rows', () => {
  // the table prints two digits: half of the last one is allowed besides 2 %
  const near = (um: number, expectedUm: number) => {
    const lastDigitUm = expectedUm < 10 ? 0.05 : 0.5
    expect(Math.abs(um - expectedUm)).toBeLessThanOrEqual(0.02 * expectedUm + lastDigitUm)
  }

  test.each([
    [0.8, 4, 2.6, 4.6, 7.7],
    [1, 5, 3.2, 5.8, 9.6],
    [1, 10, 26, 46, 77],
    [2, 8, 3.3, 5.9, 9.9],
  ])('a %f mm bit, %f mm out, half its diameter deep at 3 %%', (...row) => {
    const [diameterMm, stickoutMm, spruceUm, mapleUm, ebonyUm] = row
    // densities that give the table's specific forces of 60, 108 and 180 N/mm²
    for (const [forceNPerMm2, expectedUm] of [
      [60, spruceUm],
      [108, mapleUm],
      [180, ebonyUm],
    ] as const) {
      const density = (forceNPerMm2 / 108) * 680
      expect(specificForceNPerMm2(density)).toBeCloseTo(forceNPerMm2, 9)
      const forceN = cuttingForceN(density, diameterMm / 2, 0.03 * diameterMm)
      near(deflectionMm(forceN, stickoutMm, diameterMm) * 1000, expectedUm)
    }
  })

  test.each([
    // the table works these two from forces of 4.2 and 15.6 N in maple
    [1.5875, 8, 4.2, 5.3, 9.6, 16],
    [3.175, 12, 15.6, 4.2, 7.6, 13],
  ])('a %f mm bit, %f mm out, under %f N in maple', (...row) => {
    const [diameterMm, stickoutMm, mapleN, spruceUm, mapleUm, ebonyUm] = row
    const bendUm = (forceN: number) => deflectionMm(forceN, stickoutMm, diameterMm) * 1000
    near(bendUm((mapleN * 60) / 108), spruceUm)
    near(bendUm(mapleN), mapleUm)
    near(bendUm((mapleN * 180) / 108), ebonyUm)
  })

  test('a 1 mm bit 10 mm out in ebony bends 0.093 mm, and 5 mm out at 0.4 mm depth 0.0077 mm', () => {
    const density = (180 / 108) * 680
    const far = cuttingForceN(density, 0.6, 0.03)
    expect(far).toBeCloseTo(3.24, 9)
    expect(deflectionMm(far, 10, 1)).toBeCloseTo(0.0926, 4)
    const near = cuttingForceN(density, 0.4, 0.03)
    expect(near).toBeCloseTo(2.16, 9)
    expect(deflectionMm(near, 5, 1)).toBeCloseTo(0.0077, 4)
  })

  test.each([
    [0.8, 18_000, 864],
    [1, 24_000, 1440],
    [1.5875, 18_000, 1714],
    [2, 24_000, 2880],
    [3.175, 18_000, 3429],
  ])('3 %% of a %f mm bit at %i rpm is %i mm/min', (diameterMm, rpm, feedMmPerMin) => {
    expect(chiploadMm(feedMmPerMin, rpm, 2) / diameterMm).toBeCloseTo(0.03, 4)
  })

  test('on a circle the machine holds no more than √(a·r)', () => {
    const slow = {
      accelerationMmPerS2: { x: 100, y: 400, z: 50 },
      maxRateMmPerMin: { x: 5000, y: 5000, z: 1500 },
    }
    expect(circleFeedLimitMmPerMin(slow, 1)).toBeCloseTo(600, 9)
  })
})
