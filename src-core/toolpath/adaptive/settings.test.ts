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
    const degrees = degFromRad(discs.uncoveredAheadRad(10, -1.2, 0))
    expect(degrees).toBeGreaterThan(53.1)
    expect(degrees).toBeLessThan(53.3)
    // and a full slot 90° to each side
    expect(degFromRad(new ClearedDiscs(box, 3).uncoveredAheadRad(0, 0, 1))).toBeCloseTo(180)
  })

  test('what discs leave of the edge is what no disc covers of a thousand of its points', () => {
    const box = { minXMm: -20, minYMm: -20, maxXMm: 20, maxYMm: 20 }
    let state = 7
    const lot = () => (state = (state * 16807) % 2147483647) / 2147483647
    for (let turn = 0; turn < 60; turn += 1) {
      const discs = new ClearedDiscs(box, 3)
      const places = Array.from({ length: 1 + (turn % 7) }, () => [12 * lot() - 6, 12 * lot() - 6])
      for (const [x, y] of places) discs.add(x ?? 0, y ?? 0)
      const large = turn % 3 === 0 ? [8 * lot(), 8 * lot() - 4, 3.2 + 2 * lot()] : null
      if (large !== null) discs.addLarge(large[0] ?? 0, large[1] ?? 0, large[2] ?? 3)
      const headingRad = 7 * lot()
      const isOpen = (rad: number) => {
        const [x, y] = [3 * Math.cos(rad), 3 * Math.sin(rad)]
        const [lx = 0, ly = 0, lr = -1] = large ?? []
        return (
          Math.hypot(x - lx, y - ly) > lr &&
          places.every(([px = 0, py = 0]) => Math.hypot(x - px, y - py) > 3)
        )
      }
      const points = Array.from({ length: 1000 }, (_, i) => (Math.PI * (i + 0.5)) / 1000)
      const open = points.filter((rad) => isOpen(headingRad - Math.PI / 2 + rad)).length
      const foundRad = discs.uncoveredAheadRad(0, 0, headingRad)
      expect(Math.abs(foundRad - (Math.PI * open) / 1000)).toBeLessThan(0.02)
    }
  })
})
