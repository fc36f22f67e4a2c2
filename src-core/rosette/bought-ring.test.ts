import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemSentence } from '../outcome/problem.ts'
import {
  CALLIPER_ANGLES_DEG,
  fitBought,
  fitCircle,
  fittedDiameterMm,
  withBoughtRing,
} from './bought-ring.ts'
import { channelsOfPlan } from './channel.ts'
import { RING_DEFAULTS } from './migrate-plan.ts'
import { mockFits } from './mock-fits.ts'
import { parsePlan } from './parse-plan.ts'
import type { Plan } from './plan.schema.ts'

const mosaic = (() => {
  const plan = parsePlan(readFileSync('data/examples/classical-mosaic-46.json', 'utf8'), 'mosaic')
  if (!plan.ok) throw new Error(problemSentence(plan.error))
  return plan.value
})()

const bought: Plan = {
  ...mosaic,
  name: 'Bought',
  rings: [
    {
      kind: 'bought',
      ...RING_DEFAULTS.bought,
      id: 'ring',
      name: 'Ready-made ring',
      innerRadiusMm: 47,
      outerRadiusMm: 60,
      inlayThicknessMm: 2,
      proudMm: 0.2,
      materialId: 'mosaic-veneer',
    },
  ],
}

const outerDiametersMm = [120.4, 120.1, 120.0, 120.3] as const
const innerDiametersMm = [94.2, 94.0, 93.9, 94.1] as const
const measured = { outerDiametersMm, innerDiametersMm }

function sentence(outer: readonly number[], inner: readonly number[]): string {
  const fit = fitBought('Ready-made ring', outer, inner)
  return fit.ok ? 'ok' : problemSentence(fit.error)
}

describe('the circle through four diameters', () => {
  test('by hand: 120.4, 120.1, 120.0, 120.3', () => {
    const fit = fitCircle([...outerDiametersMm])
    // a = 0.2, b = −0.1: swing √0.05, largest at half of atan2(−0.1, 0.2) = −13.28°
    expect(fit.diameterMm).toBeCloseTo(120.2, 9)
    expect(fit.outOfRoundMm).toBeCloseTo(2 * Math.sqrt(0.05), 9)
    expect(fit.largestMm - fit.smallestMm).toBeCloseTo(fit.outOfRoundMm, 12)
    expect(fit.largestAtDeg).toBeCloseTo(166.72, 2)
    expect(fit.residualMm).toBeCloseTo(0, 9)
  })

  test('it is the least-squares fit: no other oval leaves less', () => {
    fc.assert(
      fc.property(
        fc.tuple(...CALLIPER_ANGLES_DEG.map(() => fc.double({ min: 95, max: 105, noNaN: true }))),
        fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -0.5, max: 0.5, noNaN: true }))),
        (diameters, [more = 0, cosine = 0, sine = 0]) => {
          const fit = fitCircle(diameters as [number, number, number, number])
          const left = (at: (angleDeg: number) => number) =>
            CALLIPER_ANGLES_DEG.reduce<number>(
              (sum, angleDeg, index) => sum + ((diameters[index] ?? 0) - at(angleDeg)) ** 2,
              0,
            )
          const best = left((angleDeg) => fittedDiameterMm(fit, angleDeg))
          const other = left((angleDeg) => {
            const turnRad = (2 * angleDeg * Math.PI) / 180
            const shift = more + cosine * Math.cos(turnRad) + sine * Math.sin(turnRad)
            return fittedDiameterMm(fit, angleDeg) + shift
          })
          expect(best).toBeLessThanOrEqual(other + 1e-9)
          expect(best).toBeCloseTo(4 * fit.residualMm ** 2, 8)
        },
      ),
    )
  })
})

describe('what cannot be', () => {
  test.each([
    [
      [120, 12.1, 120, 120],
      [94, 94, 94, 94],
      'Ready-made ring: outside diameter at 45° 12.1 mm is more than 5 % off the others, which are about 120.00 mm; measure it again',
    ],
    [
      [120, 120, 120, 120],
      [94, 94, 104, 94],
      'Ready-made ring: inside diameter at 90° 104 mm is more than 5 % off the others, which are about 94.00 mm; measure it again',
    ],
    [
      [94, 94, 94, 94],
      [120, 120, 120, 120],
      'Ready-made ring: outside diameter at 0° 94 mm is not above the inside diameter 120 mm there',
    ],
    [
      [120, 120, 120],
      [94, 94, 94, 94],
      'Ready-made ring: needs four diameters outside and four inside',
    ],
    [
      [120, 120, NaN, 120],
      [94, 94, 94, 94],
      'Ready-made ring: outside diameter at 90° NaN is no diameter',
    ],
  ])('%j and %j', (outer, inner, expected) => {
    expect(sentence(outer, inner)).toBe(expected)
  })
})

test('the plan takes the fitted radii, and its channel stands the clearance off them', () => {
  const plan = withBoughtRing(bought, 'ring', measured)
  if (!plan.ok) throw new Error(problemSentence(plan.error))
  expect(plan.value.rings[0]).toMatchObject({ innerDiametersMm: [...innerDiametersMm] })
  const [channel] = channelsOfPlan(plan.value)
  expect(channel?.outerRadiusMm).toBeCloseTo(60.1 + 0.05, 9)
  expect(channel?.innerRadiusMm).toBeCloseTo(47.025 - 0.05, 9)
})

test('a ring that would meet its neighbours is refused, and names them', () => {
  const crowded: Plan = { ...mosaic, rings: [...bought.rings, ...mosaic.rings.slice(2)] }
  const over = withBoughtRing(crowded, 'ring', {
    outerDiametersMm: [124, 124, 124, 124],
    innerDiametersMm,
  })
  expect(over.ok ? '' : problemSentence(over.error)).toBe(
    'Classical mosaic, 46 tiles: ring "Ready-made ring" would reach to 62.000 mm, over ring "Outer lines", which begins at 61.5 mm',
  )
  const inside = withBoughtRing(crowded, 'ring', {
    outerDiametersMm,
    innerDiametersMm: [80, 80, 80, 80],
  })
  expect(inside.ok ? '' : problemSentence(inside.error)).toBe(
    'Classical mosaic, 46 tiles: ring "Ready-made ring" would begin at 40.000 mm, inside the soundhole, which reaches to 42 mm',
  )
})

describe('three mock fits', () => {
  test('channels 0.05 mm apart on the same middle, each a plan that reads', () => {
    const fits = mockFits(bought, 'ring')
    if (!fits.ok) throw new Error(problemSentence(fits.error))
    expect(fits.value.map(({ kind }) => kind)).toEqual(['tight', 'nominal', 'loose'])
    const widthsMm = fits.value.map(({ plan }) => channelsOfPlan(plan)[0]?.widthMm ?? NaN)
    expect(widthsMm[0]).toBeCloseTo(13.05, 9)
    expect(widthsMm[1]).toBeCloseTo(13.1, 9)
    expect(widthsMm[2]).toBeCloseTo(13.15, 9)
    for (const { plan, channelWidthMm } of fits.value) {
      expect(parsePlan(JSON.stringify(plan), 'mock').ok).toBe(true)
      expect(channelsOfPlan(plan)[0]?.widthMm).toBeCloseTo(channelWidthMm, 9)
      const [channel] = channelsOfPlan(plan)
      expect((channel?.innerRadiusMm ?? 0) + (channel?.outerRadiusMm ?? 0)).toBeCloseTo(107, 9)
    }
  })

  test('a clearance that leaves no tighter fit is refused', () => {
    const plan = { ...bought, cutting: { ...bought.cutting, clearancePerSideMm: 0.01 } }
    const fits = mockFits(plan, 'ring')
    expect(fits.ok ? '' : problemSentence(fits.error)).toBe(
      'Bought: cutting.clearancePerSideMm 0.01 leaves no room for a fit 0.05 mm tighter; 0.025 to 0.735 does',
    )
  })
})
