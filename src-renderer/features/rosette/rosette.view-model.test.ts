import { describe, expect, test } from 'vitest'
import mosaicText from '../../../data/examples/classical-mosaic-46.json?raw'
import blankText from '../../../data/examples/measure-first.json?raw'
import type { Plan } from '#core/rosette/plan.schema.ts'
import {
  asKind,
  canSolve,
  edgeRanges,
  liveNumbers,
  ringInFocus,
  withNewRing,
  withoutRing,
  withRing,
} from './rosette.view-model.ts'

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

describe('changing rings', () => {
  test('edges stop at the neighbours', () => {
    const ring = ringInFocus(mosaic, 'mosaic')
    if (ring === null) throw new Error('no ring')
    expect(edgeRanges(mosaic, ring)).toEqual({
      inner: { min: 48, max: 61.3 },
      outer: { min: 48.2, max: 61.5 },
    })
  })

  test('a new ring goes outside, with an id of its own, and the plan still solves', () => {
    const first = withNewRing(mosaic)
    const second = first && withNewRing(first.plan)
    if (second === null) throw new Error('no room')
    expect(new Set(second.plan.rings.map((ring) => ring.id)).size).toBe(5)
    expect(canSolve(second.plan)).toBe(true)
  })

  test('the last ring cannot be removed', () => {
    const one = withoutRing(withoutRing(mosaic, 'mosaic'), 'inner-lines')
    expect(one.rings).toHaveLength(1)
    expect(withoutRing(one, 'outer-lines')).toBe(one)
  })

  test('a ring keeps its place when its kind changes', () => {
    const line = ringInFocus(mosaic, 'inner-lines')
    if (line === null) throw new Error('no ring')
    const tiled = asKind(line, 'tile')
    expect(tiled).toMatchObject({ kind: 'tile', innerRadiusMm: 45, tileCount: 97, columns: 1 })
    expect(asKind(tiled, 'strip')).toEqual(line)
  })
})
