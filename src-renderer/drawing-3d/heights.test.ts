import { expect, test } from 'vitest'
import mosaicText from '../../data/examples/classical-mosaic-46.json?raw'
import blankText from '../../data/examples/measure-first.json?raw'
import steelText from '../../data/examples/steel-string-3-ring.json?raw'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { floorSteps, heightsOf, isAssumed, topProfile } from './heights.ts'

const mosaicPlan = JSON.parse(mosaicText) as Plan
const blankPlan = JSON.parse(blankText) as Plan
const steelPlan = JSON.parse(steelText) as Plan

test('the section of the shipped mosaic: wood, lines, mosaic, lines, wood, each at its floor', () => {
  const plan = mosaicPlan
  const steps = floorSteps(plan, 70.5)
  expect(steps[0]).toMatchObject({ fromMm: 42, zMm: 0 })
  expect(steps.at(-1)).toMatchObject({ toMm: 70.5, zMm: 0 })
  const mosaic = plan.rings.find(({ kind }) => kind === 'tile')
  if (mosaic?.inlayThicknessMm === null || mosaic === undefined) throw new Error('a mosaic')
  const floorMm = mosaic.proudMm - mosaic.inlayThicknessMm
  expect(steps.some(({ fromMm, toMm, zMm }) => fromMm < 55 && toMm > 55 && zMm === floorMm)).toBe(
    true,
  )
  expect(heightsOf(mosaic)).toEqual({ bottomMm: floorMm, topMm: mosaic.proudMm })
})

test('steps follow one another without a gap and never go through the back', () => {
  for (const plan of [mosaicPlan, steelPlan, blankPlan]) {
    const steps = floorSteps(plan, 90)
    for (const [index, step] of steps.entries()) {
      expect(step.toMm).toBeGreaterThan(step.fromMm)
      if (index > 0) expect(step.fromMm).toBe(steps[index - 1]?.toMm)
    }
    const lowest = Math.min(...topProfile(plan, 90).map(([, zMm]) => zMm))
    expect(lowest).toBe(-(plan.topThicknessMm ?? 3.4))
  }
})

test('what has not been measured is drawn, and is known to be assumed', () => {
  expect(isAssumed(blankPlan)).toBe(true)
  expect(isAssumed(mosaicPlan)).toBe(false)
})
