import { expect, test } from 'vitest'
import { problemSentence } from '#core/outcome/problem.ts'
import { boughtFitOf, withBoughtRing } from '#core/rosette/bought-ring.ts'
import { RING_DEFAULTS } from '#core/rosette/migrate-plan.ts'
import { mockFits } from '#core/rosette/mock-fits.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { channelWalls, examplePlan, judgeAndPost } from './posted-story.ts'

const OUTER_MM = [126.06, 126, 125.94, 126]
const INNER_MM = [98.02, 98, 97.98, 98]

/** A ready-made rosette of about 126 by 98 mm, callipered at four places. */
function storyPlan(): Plan {
  const base = examplePlan()
  const plan: Plan = {
    ...base,
    name: 'Bought ring',
    rings: [
      {
        ...RING_DEFAULTS.bought,
        kind: 'bought',
        id: 'bought',
        name: 'Ready-made ring',
        innerRadiusMm: 48.5,
        outerRadiusMm: 63.5,
        inlayThicknessMm: 1.8,
        proudMm: 0.2,
        materialId: 'mosaic-veneer',
      },
    ],
  }
  const fitted = withBoughtRing(plan, 'bought', {
    outerDiametersMm: OUTER_MM,
    innerDiametersMm: INNER_MM,
  })
  if (!fitted.ok) throw new Error(problemSentence(fitted.error))
  return fitted.value
}

test('story 5: circles are fitted, out-of-round is told, and the channel is cut to the ring', () => {
  const plan = storyPlan()
  const [ring] = plan.rings
  if (ring?.kind !== 'bought') throw new Error('no bought ring')
  const fit = boughtFitOf(ring)
  if (fit?.ok !== true) throw new Error('no fit')
  // means of the four, and the swing of the oval: (126.06 − 125.94)/2 either side of the mean
  expect(fit.value.outer.diameterMm).toBeCloseTo(126, 9)
  expect(fit.value.outer.outOfRoundMm).toBeCloseTo(0.12, 9)
  expect(fit.value.inner.diameterMm).toBeCloseTo(98, 9)
  expect(fit.value.inner.outOfRoundMm).toBeCloseTo(0.04, 9)
  const { report, programs } = judgeAndPost(plan)
  expect(report.overall).toBe('GREEN')
  const channel = programs.find(({ stage }) => stage === 'inlay-channels')
  const walls = channelWalls(channel?.text ?? '', 2)
  expect(Math.abs(walls.innerMm - (49 - 0.05))).toBeLessThanOrEqual(0.005)
  expect(Math.abs(walls.outerMm - (63 + 0.05))).toBeLessThanOrEqual(0.005)
  expect(Math.abs(walls.outerMm - walls.innerMm - 14.1)).toBeLessThanOrEqual(0.01)
})

test('story 5: three mock fits, 0.05 mm apart in the width of the posted channel', () => {
  const fits = mockFits(storyPlan(), 'bought')
  if (!fits.ok) throw new Error(problemSentence(fits.error))
  const widths = fits.value.map(({ plan }) => {
    const { programs } = judgeAndPost(plan)
    const channel = programs.find(({ stage }) => stage === 'inlay-channels')
    const { innerMm, outerMm } = channelWalls(channel?.text ?? '', 2)
    return outerMm - innerMm
  })
  expect(fits.value.map(({ kind }) => kind)).toEqual(['tight', 'nominal', 'loose'])
  for (const [index, wantedMm] of [14.05, 14.1, 14.15].entries()) {
    expect(Math.abs((widths[index] ?? 0) - wantedMm)).toBeLessThanOrEqual(0.01)
  }
})
