import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePlan } from './parse-plan.ts'
import { recipeOf } from './recipe.ts'
import { sawBatches } from './saw-batches.ts'
import { planLog } from './log.ts'
import { stopTable } from './stop-table.ts'

test('51 slices of 2 mm with a kerf of 0.6 off a log of 142 mm stop every 2.6 mm', () => {
  // domain report, golden row: N 46 and 5 spares, t 2, k 0.6, trim 10 -> 142.0
  const table = stopTable({ count: 51, thicknessMm: 2, kerfMm: 0.6, trimMm: 10 })
  expect(table.lengthMm).toBeCloseTo(142, 9)
  expect(table.rows).toHaveLength(51)
  expect(table.rows.slice(0, 3).map(({ stopMm }) => Number(stopMm.toFixed(6)))).toEqual([
    2, 4.6, 7.2,
  ])
  expect(table.rows[0]?.bladeMm).toBeCloseTo(2.3, 9)
  // 5 mm squared off in front; 51 slices and 51 kerfs are 132.6: 4.4 are left
  expect(table.rows.at(-1)?.leftMm).toBeCloseTo(4.4, 9)
  expect(table.fits).toBe(true)
})

test('without trim the last slice is what is left, and no stop is set for it', () => {
  const table = stopTable({ count: 3, thicknessMm: 2, kerfMm: 1, trimMm: 0 })
  expect(table.lengthMm).toBe(8)
  expect(table.rows.map(({ stopMm }) => stopMm)).toEqual([2, 5])
  expect(table.rows.at(-1)?.leftMm).toBe(2)
  expect(table.fits).toBe(true)
})

test('the sums close, for any batch, and the length is the log’s', () => {
  const real = (min: number, max: number) => fc.double({ min, max, noNaN: true })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 120 }),
      real(0.3, 5),
      real(0.2, 3),
      real(0, 30),
      (count, thicknessMm, kerfMm, trimMm) => {
        const table = stopTable({ count, thicknessMm, kerfMm, trimMm })
        expect(table.sumMm).toBeCloseTo(table.lengthMm, 6)
        expect(table.fits).toBe(true)
        const log = planLog({
          ...{ tileCount: count, spareTiles: 0, logCount: 1 },
          ...{ sliceThicknessMm: thicknessMm, kerfMm, trimMm },
        })
        expect(table.lengthMm).toBeCloseTo(log.lengthMm, 9)
        for (const [index, row] of table.rows.entries()) {
          const before = table.rows[index - 1]
          if (before === undefined) continue
          expect(row.stopMm - before.stopMm).toBeCloseTo(thicknessMm + kerfMm, 9)
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('a plan’s plates and logs are exactly as long as its recipe says', () => {
  const text = readFileSync('data/examples/classical-mosaic-46.json', 'utf8')
  const plan = parsePlan(text, 'example')
  if (!plan.ok) throw new Error(plan.error.message)
  const { kerfMm } = plan.value.stock
  if (kerfMm === null) throw new Error('a kerf expected')
  const [ring] = recipeOf(plan.value).rings.filter((recipe) => recipe.kind === 'tile')
  if (ring === undefined) throw new Error('a mosaic expected')
  const batches = sawBatches(plan.value, kerfMm)
  const slices = batches.filter(({ kind }) => kind === 'slices')
  expect(slices.map(({ table }) => table.lengthMm)).toEqual([ring.logLengthMm])
  const plates = ring.mosaic?.plates ?? []
  const strips = batches.filter(({ kind }) => kind === 'strips')
  expect(strips).toHaveLength(plates.length)
  for (const [index, { table }] of strips.entries()) {
    expect(table.lengthMm).toBeCloseTo(plates[index]?.blankWidthMm ?? NaN, 6)
  }
})
