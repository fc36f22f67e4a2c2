import { describe, expect, test } from 'vitest'
import { colletFit } from '#core/feasibility/rules/collet-fit.ts'
import type { Machine } from '#core/library/machine.schema.ts'
import { type Edge, findingOf } from './workbench.ts'

describe('the collet', () => {
  const held = (shankDiameterMm: number | null, machine: Partial<Machine> = {}) =>
    findingOf(colletFit, { tool: { shankDiameterMm }, machine })
  test('holds a shank of its own size to 0.05 mm: 3.175 and 6.35 here', () => {
    const edges: readonly Edge[] = [
      [3.13, 'GREEN'],
      [3.12, 'RED'],
      [3.22, 'GREEN'],
      [3.23, 'RED'],
      [6.35, 'GREEN'],
      [6, 'RED'],
    ]
    for (const [mm, grade] of edges) expect(held(mm).grade, String(mm)).toBe(grade)
    expect(held(6)).toMatchObject({ limit: 6.35, margin: 0 })
    expect(held(6).fix).toContain('Get a collet of 6 mm')
    expect(held(4).limit).toBe(3.175)
  })

  test('is never taken for the right one while shank or collet is not on record', () => {
    expect(held(null)).toMatchObject({ grade: 'YELLOW', value: null })
    const none = { colletDiameterMm: null, otherColletDiameterMm: null }
    expect(held(3.175, none)).toMatchObject({ grade: 'YELLOW', value: null })
    expect(held(6.35, { ...none, otherColletDiameterMm: 6.35 }).grade).toBe('GREEN')
  })
})
