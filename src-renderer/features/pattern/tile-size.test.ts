import fc from 'fast-check'
import { expect, test } from 'vitest'
import mosaicText from '../../../data/examples/classical-mosaic-46.json?raw'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { checkPlan } from '#core/rosette/parse-plan.ts'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import { cropBetween, cropOfShape, heldCrop, nudgedCrop } from './crop.ts'
import { cellAspect, columnHeightsMm, rowFit, withRingFitted } from './tile-size.ts'
import { veneerNames } from './veneer-names.ts'
import { tileInFocus, withPattern } from './tile-in-plan.ts'

const plan = JSON.parse(mosaicText) as Plan
const tile = tileInFocus(plan, null)
if (tile === null) throw new Error('the example has a ring of tiles')
const veneer = (key: string, thicknessMm: number) => ({
  key,
  name: key,
  colour: '#808080',
  thicknessMm,
  materialId: null,
})
const of = (rows: readonly string[], a = 0.5, b = 0.5): Pattern => ({
  palette: [veneer('A', a), veneer('B', b)],
  rows: [...rows],
})

test('27 veneers of 0.5 with 26 glue lines of 0.03 are 14.28 high, not 13.5', () => {
  const pattern = of(new Array<string>(27).fill('AB'))
  for (const heightMm of columnHeightsMm(pattern, 0.03)) expect(heightMm).toBeCloseTo(14.28, 9)
  const fit = rowFit(tile, pattern, 0.03)
  expect(fit.overMm).toBeCloseTo(0.78, 9)
  expect(fit.uneven).toBe(false)
  // (13.5 + 0.03) / 0.53 = 25.53 rows
  expect(fit.fittingRows).toBe(26)
})

test('veneers of unequal thickness in unequal counts make uneven columns', () => {
  const pattern = of(['AB', 'AA', 'BB'], 0.5, 0.6)
  expect(columnHeightsMm(pattern, 0)).toEqual([expect.closeTo(1.6, 9), expect.closeTo(1.7, 9)])
  expect(rowFit(tile, pattern, 0).uneven).toBe(true)
  // the same counts in another order are even
  expect(rowFit(tile, of(['AB', 'BA'], 0.5, 0.6), 0).uneven).toBe(false)
})

test('a ring made to fit is as wide as its rows, the lands outside it stay, and the plan still stands', () => {
  fc.assert(
    fc.property(fc.double({ min: 3, max: 30, noNaN: true }), (widthMm) => {
      const fitted = withRingFitted(plan, tile.id, widthMm)
      const ring = tileInFocus(fitted, null) as TileRing
      expect(ring.innerRadiusMm).toBe(tile.innerRadiusMm)
      expect(ring.outerRadiusMm - ring.innerRadiusMm).toBeCloseTo(widthMm, 2)
      expect(checkPlan(fitted, 'fitted').ok).toBe(true)
      const lands = (of: Plan) =>
        of.rings.slice(1).map((r, at) => r.innerRadiusMm - (of.rings[at]?.outerRadiusMm ?? 0))
      for (const [at, land] of lands(fitted).entries()) {
        expect(land).toBeCloseTo(lands(plan)[at] ?? NaN, 2)
      }
    }),
  )
})

test('a picture on a ring takes the count of columns with it, and the plan still stands', () => {
  const pictured = withPattern(plan, tile.id, of(['ABA', 'BAB']))
  expect(tileInFocus(pictured, null)?.columns).toBe(3)
  expect(checkPlan(pictured, 'pictured').ok).toBe(true)
})

test('a cell is as wide to high as in the ring’s middle', () => {
  // tile 7.49 wide in 15 columns, 13.5 high in 27 rows: 0.499 to 0.5
  const pattern = of(new Array<string>(27).fill('A'.repeat(15)))
  expect(cellAspect({ ...tile, pattern, columns: 15 })).toBeCloseTo(0.9985, 3)
})

test('a crop stays in the picture whatever is done to it', () => {
  const share = fc.double({ min: -2, max: 3, noNaN: true })
  fc.assert(
    fc.property(share, share, share, share, (a, b, c, d) => {
      const whole = cropBetween({ x: a, y: b }, { x: c, y: d })
      for (const crop of [
        whole,
        heldCrop({ left: a, top: b, width: c, height: d }),
        nudgedCrop(whole, { x: a, y: b }, true),
        nudgedCrop(whole, { x: c, y: d }, false),
      ]) {
        expect(crop.left).toBeGreaterThanOrEqual(0)
        expect(crop.top).toBeGreaterThanOrEqual(0)
        expect(crop.left + crop.width).toBeLessThanOrEqual(1 + 1e-12)
        expect(crop.top + crop.height).toBeLessThanOrEqual(1 + 1e-12)
      }
    }),
  )
})

test('a crop of the tile’s shape has that shape in pixels and the same middle', () => {
  const crop = cropOfShape(
    { left: 0, top: 0, width: 1, height: 1 },
    { widthPx: 4000, heightPx: 3000 },
    0.5,
  )
  expect((crop.width * 4000) / (crop.height * 3000)).toBeCloseTo(0.5, 9)
  expect(crop.height).toBeCloseTo(1, 9)
  expect(crop.left + crop.width / 2).toBeCloseTo(0.5, 9)
})

test('colours of a picture are called as veneers are, and none twice the same', () => {
  const names = veneerNames(
    ['#211c1a', '#231e1c', '#efe2c4', '#00ffff'],
    (n) => `Veneer ${String(n)}`,
  )
  expect(names).toEqual(['Dyed black', 'Dyed black 2', 'Maple', 'Veneer 4'])
})
