import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Material } from '#core/library/material.schema.ts'
import { checkStripFamily } from '#core/strips/parse-strip-family.ts'
import type { ConstructionKind, StripFamily } from '#core/strips/strip-family.schema.ts'
import { makingRows } from './making.view-model.ts'
import {
  allMeasured,
  asKind,
  groupsOf,
  materialChange,
  newFamily,
  signedPercent,
  stripsIn,
  withKind,
  withMovedStrip,
  withNewStrip,
  withoutStrip,
  withStrip,
} from './strips.view-model.ts'

const KINDS: readonly ConstructionKind[] = [
  'lines',
  'solid',
  'shell',
  'rope',
  'ladder',
  'herringbone',
  'wheat',
]
const MAKING = {
  innerRadiusMm: 50,
  lengthMm: 600,
  widthMm: 30,
  kerfMm: 0.5,
  planeAllowanceMm: 0.2,
  repeatsInStack: 40,
}
const lines = newFamily('Lines', 'Veneer')
const ids = (family: StripFamily) => family.strips.map(({ id }) => id)
const maple: Material = {
  id: 'maple',
  name: 'Maple',
  cuttingClass: 'hardwood',
  densityKgPerM3: 700,
  colour: '#e6cfa8',
  dustWarning: '',
  radialMovementPerPercent: null,
  tangentialMovementPerPercent: null,
  burnFactor: null,
  source: 'test',
}

test('a strip moves within its list and stops at its ends', () => {
  expect(ids(withMovedStrip(lines, 'strip-1', 1))).toEqual(['strip-2', 'strip-1', 'strip-3'])
  expect(withMovedStrip(lines, 'strip-1', -1)).toBe(lines)
  expect(withMovedStrip(lines, 'strip-3', 1)).toBe(lines)
  expect(withMovedStrip(lines, 'nobody', 1)).toBe(lines)
})

test('a new strip comes after the chosen one, is like it, and has an id of its own', () => {
  const added = withNewStrip(lines, 'strips', { afterId: 'strip-1', name: 'Strip' })
  expect(added?.family.strips.map(({ colour }) => colour)).toEqual([
    '#232120',
    '#232120',
    '#f1e9d6',
    '#232120',
  ])
  expect(new Set(ids(added?.family ?? lines)).size).toBe(4)
  expect(added?.stripId).toBe(added?.family.strips[1]?.id)
})

test('the last strip stays', () => {
  const one = withoutStrip(withoutStrip(lines, 'strip-1'), 'strip-2')
  expect(ids(one)).toEqual(['strip-3'])
  expect(withoutStrip(one, 'strip-3')).toBe(one)
})

test('a middle line is one, and is taken away again', () => {
  const herringbone = withKind(lines, 'herringbone')
  const place = { afterId: null, name: 'Middle' }
  const added = withNewStrip(herringbone, 'middle', place)
  expect(stripsIn(added?.family ?? lines, 'middle')).toHaveLength(1)
  expect(withNewStrip(added?.family ?? lines, 'middle', place)).toBeNull()
  expect(withoutStrip(added?.family ?? lines, added?.stripId ?? '')).toEqual(herringbone)
})

test('another kind keeps the band, the angle and the borders where it has them', () => {
  const rope = asKind({ kind: 'lines' }, 'rope')
  const wheat = asKind({ ...rope, angleDeg: 33 } as typeof rope, 'wheat')
  expect(wheat).toMatchObject({ angleDeg: 33, bandWidthMm: 1.5, phase: 'points' })
  expect(asKind(wheat, 'ladder')).toEqual({ kind: 'ladder', bandWidthMm: 1.5, border: [] })
})

test('whatever is done on the page leaves a family that can be kept', () => {
  const change = fc.oneof(
    fc.record({ what: fc.constant('kind' as const), kind: fc.constantFrom(...KINDS) }),
    fc.record({ what: fc.constant('add' as const), group: fc.nat(2), at: fc.nat(8) }),
    fc.record({ what: fc.constant('remove' as const), at: fc.nat(8) }),
    fc.record({
      what: fc.constant('move' as const),
      at: fc.nat(8),
      by: fc.constantFrom(1 as const, -1 as const),
    }),
    fc.record({ what: fc.constant('unmeasure' as const), at: fc.nat(8) }),
  )
  const all = (family: StripFamily) =>
    groupsOf(family).flatMap((group) => stripsIn(family, group).map(({ id }) => id))
  const idAt = (family: StripFamily, at: number) => all(family)[at % all(family).length] ?? ''
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      let family = lines
      for (const step of changes) {
        if (step.what === 'kind') family = withKind(family, step.kind)
        else if (step.what === 'add') {
          const groups = groupsOf(family)
          const group = groups[step.group % groups.length] ?? 'strips'
          const place = { afterId: idAt(family, step.at), name: 'Strip' }
          family = withNewStrip(family, group, place)?.family ?? family
        } else if (step.what === 'remove') family = withoutStrip(family, idAt(family, step.at))
        else if (step.what === 'move') {
          family = withMovedStrip(family, idAt(family, step.at), step.by)
        } else family = withStrip(family, idAt(family, step.at), { widthMm: null })
        expect(checkStripFamily(family, 'page')).toEqual({ ok: true, value: family })
        expect(() => makingRows(family, MAKING, 'mm')).not.toThrow()
      }
    }),
  )
})

test('a material brings its colour, and its name unless the strip has one of its own', () => {
  const [strip] = lines.strips
  if (strip === undefined) throw new Error('no strip')
  expect(materialChange(strip, 'maple', [maple])).toEqual({
    materialId: 'maple',
    colour: '#e6cfa8',
    name: 'Maple',
  })
  const own = { ...strip, materialId: 'maple', name: 'Old billet' }
  expect(materialChange(own, 'maple', [maple])).not.toHaveProperty('name')
  expect(materialChange(own, '', [maple])).toEqual({ materialId: null })
})

test('a missing size is said to be missing', () => {
  expect(allMeasured(lines)).toBe(true)
  expect(allMeasured(withStrip(lines, 'strip-1', { thicknessMm: null }))).toBe(false)
})

test('a share is shown with its sign', () => {
  expect([0.00094, -0.0012, 0].map(signedPercent)).toEqual(['+0.09', '−0.12', '+0.00'])
})

test('the sums of three lines on a ring of 50 mm are in words and numbers', () => {
  const rows = makingRows(lines, MAKING, 'mm')
  const text = (id: string) => rows.find((row) => row.id === id)?.text
  expect(text('width')).toBe('1.56 mm')
  // 2π · 50.78 · 1.04
  expect(text('length')).toBe('331.82 mm')
  // ⌊(30 + 0.5) / (2 + 0.2 + 0.5)⌋
  expect(text('strips')).toBe('11 of 600.00 mm')
  expect(text('bending')).toBe('1.6 % strain, warm it on the iron')
})
