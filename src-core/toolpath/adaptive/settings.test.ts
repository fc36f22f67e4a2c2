import { describe, expect, test } from 'vitest'
import { degFromRad } from '../../units/angle.ts'
import { trochoidStepMm } from './channel.ts'
import { ClearedDiscs } from './cleared-discs.ts'
import { straightEngagementRad } from './settings.ts'

describe('engagement in figures', () => {
  test.each([
    [0.05, 25.8],
    [0.1, 36.9],
    [0.2, 53.1],
    [0.25, 60],
    [0.5, 90],
  ])('a straight cut of %f D engages %f°', (share, wantedDeg) => {
    expect(degFromRad(straightEngagementRad(2 * share, 1))).toBeCloseTo(wantedDeg, 1)
  })

  test.each([
    [0.25, 0.083],
    [0.5, 0.14],
    [1, 0.211],
    [2, 0.28],
    [5, 0.343],
  ])('in a hollow of ρ = %f R a step of %f R keeps 53.1°', (circle, step) => {
    expect(trochoidStepMm(circle, 1, (53.1 * Math.PI) / 180)).toBeCloseTo(step, 2)
  })

  test('the discs of a straight cut leave exactly the engagement of its radial depth', () => {
    const box = { minXMm: -10, minYMm: -10, maxXMm: 30, maxYMm: 10 }
    const discs = new ClearedDiscs(box, 3)
    // a pass along X, then one 1.2 mm (0.2 D) to its right, half way
    for (let x = -6; x <= 26; x += 0.05) discs.add(x, 0)
    for (let x = -6; x < 9.97; x += 0.05) discs.add(x, -1.2)
    const degrees = degFromRad(discs.uncoveredRad(10, -1.2, 0, Math.PI / 2))
    expect(degrees).toBeGreaterThan(53.1)
    expect(degrees).toBeLessThan(53.3)
    // and a full slot 90° to each side
    expect(degFromRad(new ClearedDiscs(box, 3).uncoveredRad(0, 0, 1, Math.PI / 2))).toBeCloseTo(180)
  })
})
