import { describe, expect, test } from 'vitest'
import {
  chiploadMm,
  circleFeedLimitMmPerMin,
  cuttingForceN,
  deflectionMm,
  engagementDeg,
  rootStressNPerMm2,
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
    // 18,000 rpm at 2, 3 and 5 % of D, then 24,000
    [0.8, 576, 864, 1440, 768, 1152, 1920],
    [1, 720, 1080, 1800, 960, 1440, 2400],
    [1.5875, 1143, 1714, 2858, 1524, 2286, 3810],
    [2, 1440, 2160, 3600, 1920, 2880, 4800],
    [3.175, 2286, 3429, 5715, 3048, 4572, 7620],
  ])('the row of feeds of a %f mm bit', (diameterMm, ...feeds) => {
    const cells = [18_000, 24_000].flatMap((rpm) => [0.02, 0.03, 0.05].map((share) => [rpm, share]))
    for (const [index, [rpm = 0, share = 0]] of cells.entries()) {
      const feedMmPerMin = feeds[index] ?? NaN
      // the table rounds to whole mm/min
      const ratio = chiploadMm(feedMmPerMin, rpm, 2) / diameterMm
      expect(Math.abs(ratio / share - 1)).toBeLessThan(0.002)
    }
  })

  test('published cuts of small bits: fret slots at 3 % of D, shell at 0.28 %', () => {
    // 0.023 in, 3 flutes, 24,000 rpm: 49.7 in/min
    expect(chiploadMm(49.7 * 25.4, 24_000, 3) / (0.023 * 25.4)).toBeCloseTo(0.03, 4)
    // 0.4 mm, 3 flutes, 60,000 rpm: 203 mm/min
    expect(chiploadMm(203, 60_000, 3) / 0.4).toBeCloseTo(0.0028, 4)
  })

  test.each([
    [0.8, 4, 1.0],
    [1, 5, 1.6],
    [1, 10, 1.6],
    [1.5875, 8, 4.2],
    [2, 8, 6.5],
    [3.175, 12, 15.6],
  ])('a %f mm bit %f mm out takes %f N in maple, and less than 540 N/mm²', (...row) => {
    const [diameterMm, stickoutMm, tableN] = row
    const forceN = cuttingForceN(680, diameterMm / 2, 0.03 * diameterMm)
    // the table prints two digits, and works its last and fourth rows from other depths
    expect(Math.abs(forceN - tableN)).toBeLessThan(0.05 * tableN)
    expect(rootStressNPerMm2(forceN, stickoutMm, diameterMm)).toBeLessThan(540)
    const effectiveMm = 0.8 * diameterMm
    expect(rootStressNPerMm2(forceN, stickoutMm, diameterMm)).toBeCloseTo(
      (forceN * stickoutMm) / ((Math.PI * effectiveMm ** 3) / 32),
      9,
    )
  })

  test('the bit is in the wood by acos(1 − 2·ae/D): a quarter turn at half of it, half a turn in a slot', () => {
    expect(engagementDeg(1, 2)).toBeCloseTo(90, 9)
    expect(engagementDeg(0.5, 2)).toBeCloseTo(60, 9)
    expect(engagementDeg(2, 2)).toBeCloseTo(180, 9)
    expect(engagementDeg(9, 2)).toBeCloseTo(180, 9)
    expect(engagementDeg(-1, 2)).toBe(0)
  })

  test('on a circle the machine holds no more than √(a·r)', () => {
    const slow = {
      accelerationMmPerS2: { x: 100, y: 400, z: 50 },
      maxRateMmPerMin: { x: 5000, y: 5000, z: 1500 },
    }
    expect(circleFeedLimitMmPerMin(slow, 1)).toBeCloseTo(600, 9)
  })
})
