import { describe, expect, test } from 'vitest'
import mosaicText from '../../../data/examples/classical-mosaic-46.json?raw'
import threeRingsText from '../../../data/examples/steel-string-3-ring.json?raw'
import type { Plan } from '#core/rosette/plan.schema.ts'
import {
  asKind,
  edgeRanges,
  withCopiedRing,
  withNewRing,
  withoutRing,
  withRingMoved,
} from './ring-editing.ts'
import { canSolve, ringInFocus } from './rosette.view-model.ts'

const mosaic = JSON.parse(mosaicText) as Plan
const threeRings = JSON.parse(threeRingsText) as Plan

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
    const first = withNewRing(mosaic, 'Line')
    const second = first && withNewRing(first.plan, 'Line')
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

  test('a copy lies as far outside as the next ring was, and moves what lies outside', () => {
    const copied = withCopiedRing(threeRings, 'herringbone', (name) => `${name} again`)
    expect(copied?.ringId).toBe('strip-4')
    expect(copied?.plan.rings.map((ring) => [ring.innerRadiusMm, ring.outerRadiusMm])).toEqual([
      [53.975, 57.15],
      [60.325, 66.675],
      [69.85, 76.2],
      [79.375, 82.55],
    ])
    expect(copied?.plan.rings[2]?.name).toBe('Herringbone again')
    const outermost = withCopiedRing(threeRings, 'outer-lines', (name) => name)
    expect(outermost?.plan.rings[3]).toMatchObject({
      innerRadiusMm: 73.025,
      outerRadiusMm: 76.2,
    })
  })

  test('rings change places with the land between them kept, and back again', () => {
    const moved = withRingMoved(threeRings, 'inner-lines', 1)
    expect(moved.rings.map(({ id }) => id)).toEqual(['herringbone', 'inner-lines', 'outer-lines'])
    expect(moved.rings.map((ring) => [ring.innerRadiusMm, ring.outerRadiusMm])).toEqual([
      [53.975, 60.325],
      [63.5, 66.675],
      [69.85, 73.025],
    ])
    expect(canSolve(moved)).toBe(true)
    expect(withRingMoved(moved, 'inner-lines', -1)).toEqual(threeRings)
    expect(withRingMoved(threeRings, 'inner-lines', -1)).toBe(threeRings)
    expect(withRingMoved(threeRings, 'outer-lines', 1)).toBe(threeRings)
  })
})
