import { describe, expect, test } from 'vitest'
import mosaicText from '../../../data/examples/classical-mosaic-46.json?raw'
import blankText from '../../../data/examples/measure-first.json?raw'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { withRing } from './ring-editing.ts'
import { canSolve, liveNumbers } from './rosette.view-model.ts'

const mosaic = JSON.parse(mosaicText) as Plan
const blank = JSON.parse(blankText) as Plan

const texts = (plan: Plan, ringId: string) =>
  Object.fromEntries((liveNumbers(plan, ringId, 'mm') ?? []).map(({ id, text }) => [id, text]))

describe('the live numbers', () => {
  test('of the 46-tile example are the worked ones', () => {
    expect(texts(mosaic, 'mosaic')).toMatchObject({
      inner: '6.57 mm',
      middle: '7.49 mm',
      outer: '8.41 mm',
      face: '3.91°',
      gap: '1.84 mm',
      log: '142.00 mm',
      slices: '51',
      floor: '2.00 mm',
    })
  })

  test('say measure first where something is not measured, and never a number', () => {
    const numbers = liveNumbers(blank, 'mosaic', 'mm') ?? []
    const unknown = numbers.filter((number) => number.unknown).map((number) => number.id)
    expect(unknown).toEqual(['laid', 'log', 'slices', 'hidden', 'floor'])
    for (const number of numbers) expect(number.text).not.toContain('NaN')
  })

  test('are withheld while rings overlap', () => {
    const overlapping = withRing(mosaic, 'mosaic', (ring) => ({ ...ring, innerRadiusMm: 46 }))
    expect(canSolve(overlapping)).toBe(false)
    expect(liveNumbers(overlapping, 'mosaic', 'mm')).toBeNull()
  })
})
