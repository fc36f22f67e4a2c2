import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemSentence } from '../outcome/problem.ts'
import { batchCsv } from './batch-csv.ts'
import { type BatchOrder, type BatchSolution, solveBatch } from './batch.ts'
import { parsePlan } from './parse-plan.ts'
import type { Plan, TileRing } from './plan.schema.ts'

function example(name: string): Plan {
  const plan = parsePlan(readFileSync(`data/examples/${name}.json`, 'utf8'), name)
  if (!plan.ok) throw new Error(problemSentence(plan.error))
  return plan.value
}

const palette = [
  { key: 'B', name: 'Black', colour: '#1f1a17', thicknessMm: 0.5, materialId: null },
  { key: 'W', name: 'White', colour: '#f0e6d2', thicknessMm: 0.5, materialId: null },
]
/** 27 rows of 15 columns, of which 8 are one kind and 7 another. */
const rows = Array.from({ length: 27 }, (_, row) =>
  Array.from({ length: 15 }, (_cell, column) => ((row + column) % 2 === 0 ? 'B' : 'W')).join(''),
)
const withPattern = (pattern: TileRing['pattern']): Plan => {
  const plan = example('classical-mosaic-46')
  const rings = plan.rings.map((ring) => (ring.kind === 'tile' ? { ...ring, pattern } : ring))
  return { ...plan, rings }
}
const mosaic = withPattern({ palette, rows })

function solved(orders: readonly BatchOrder[]): BatchSolution {
  const batch = solveBatch(orders)
  if (!batch.ok) throw new Error(problemSentence(batch.error))
  return batch.value
}

describe('six rosettes of one design on two logs', () => {
  const batch = solved([{ plan: mosaic, rosetteCount: 6, logCount: 2 }])

  test('276 tiles and 30 spares, 153 slices off each log of 407.2 mm', () => {
    expect(batch.totals).toMatchObject({ logCount: 2, tileCount: 276, spareCount: 30 })
    const [logs] = batch.logs
    expect(logs?.log.slicesPerLog).toBe(153)
    // 153·2 + 152·0.6 + 10
    expect(logs?.log.lengthMm).toBeCloseTo(407.2, 9)
  })

  test('22.4 % of the logs is dust, 32.2 % is not laid', () => {
    // 304 cuts of 0.6 mm in 814.4 mm; 276 tiles of 2 mm
    expect(batch.totals.kerfLossRatio).toBeCloseTo((304 * 0.6) / 814.4, 9)
    expect(batch.totals.wasteRatio).toBeCloseTo(1 - 552 / 814.4, 9)
  })

  test('veneer by colour: two plates of 27 veneers, rounded up with 15 % waste', () => {
    // one kind of column has 14 black of 27, the other 13
    expect(
      batch.veneers.map(({ name, pieces, piecesWithWaste }) => [name, pieces, piecesWithWaste]),
    ).toEqual([
      ['Black', 27, 32],
      ['White', 27, 32],
    ])
    expect(batch.veneers.every(({ thicknessMm }) => thicknessMm === 0.5)).toBe(true)
  })

  test('the line rings are told as strips', () => {
    expect(batch.parts.map(({ ringId, kind, count }) => [ringId, kind, count])).toEqual([
      ['inner-lines', 'strip', 6],
      ['outer-lines', 'strip', 6],
    ])
  })
})

test('the table for a spreadsheet has a line for each log, veneer and part, and no formulas', () => {
  const plan = { ...mosaic, name: '=2+2, or "Spanish"' }
  const lines = batchCsv(solved([{ plan, rosetteCount: 6, logCount: 2 }]), 'any').split('\r\n')
  expect(lines).toHaveLength(1 + 1 + 2 + 2 + 1)
  expect(lines[1]).toBe(`log,"'=2+2, or ""Spanish""",Mosaic,153 slices,2,407.2,,,,22.3969`)
  expect(lines[2]).toMatch(/^veneer,,,Black,32,,,0\.5,[\d.]+,$/)
  expect(lines[4]).toMatch(/^strip,.*,Inner lines,veneer-black-white,6,303\.8548,3,2,,$/)
})

test('two plans in the same veneers buy them together, and each has logs of its own', () => {
  const one = { plan: mosaic, rosetteCount: 1, logCount: 1 }
  const other = { plan: { ...mosaic, name: 'Other' }, rosetteCount: 2, logCount: 1 }
  const both = solved([one, other])
  expect(both.logs.map(({ planName }) => planName)).toEqual([mosaic.name, 'Other'])
  expect(both.veneers).toHaveLength(2)
  const apart = [solved([one]), solved([other])]
  for (const [index, veneer] of both.veneers.entries()) {
    const sum = (value: 'pieces' | 'areaMm2') =>
      apart.reduce((total, { veneers }) => total + (veneers[index]?.[value] ?? 0), 0)
    expect(veneer.pieces).toBe(sum('pieces'))
    expect(veneer.areaMm2).toBeCloseTo(sum('areaMm2'), 6)
  }
})

test('shell, arcs and unknown thicknesses', () => {
  const ukulele = solved([{ plan: example('tenor-ukulele-abalone'), rosetteCount: 3, logCount: 1 }])
  expect(ukulele.parts.map(({ kind, count }) => [kind, count])).toEqual([
    ['strip', 3],
    ['shell', 3 * 62],
    ['strip', 3],
  ])
  expect(ukulele.totals).toMatchObject({ logCount: 0, kerfLossRatio: null })
  const blanks = solved([{ plan: example('measure-first'), rosetteCount: 1, logCount: 1 }])
  expect(blanks.missing).toHaveLength(3)
  expect(blanks.logs).toEqual([])
})

test('without a picture the veneers are counted, their colours unknown', () => {
  const { veneers } = solved([{ plan: withPattern(null), rosetteCount: 1, logCount: 1 }])
  expect(veneers).toMatchObject([{ name: null, pieces: 27 * 15, piecesWithWaste: 466 }])
})

test('what cannot be is refused in a sentence', () => {
  const refused = (order: Partial<BatchOrder>) => {
    const batch = solveBatch([{ plan: mosaic, rosetteCount: 1, logCount: 1, ...order }])
    return batch.ok ? 'ok' : problemSentence(batch.error)
  }
  expect(refused({ rosetteCount: 0 })).toBe(
    'Classical mosaic, 46 tiles: rosettes 0 is not a whole number from 1 to 500',
  )
  expect(refused({ logCount: 2.5 })).toBe(
    'Classical mosaic, 46 tiles: logs 2.5 is not a whole number from 1 to 50',
  )
})

test('every log gives its share; more rosettes, kerf or spares never need less', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 12 }),
      fc.double({ min: 0.1, max: 1.9, noNaN: true }),
      fc.integer({ min: 0, max: 20 }),
      (rosetteCount, logCount, kerfMm, spareTiles) => {
        const with_ = (stock: Partial<Plan['stock']>, count = rosetteCount) => {
          const plan = { ...mosaic, stock: { ...mosaic.stock, kerfMm, spareTiles, ...stock } }
          return solved([{ plan, rosetteCount: count, logCount }]).totals
        }
        const base = with_({})
        expect(base.tileCount + base.spareCount).toBe(rosetteCount * (46 + spareTiles))
        for (const more of [
          with_({}, rosetteCount + 1),
          with_({ kerfMm: kerfMm + 0.1 }),
          with_({ spareTiles: spareTiles + 1 }),
        ]) {
          expect(more.logLengthMm).toBeGreaterThanOrEqual(base.logLengthMm)
          expect(more.veneerAreaMm2).toBeGreaterThanOrEqual(base.veneerAreaMm2)
        }
      },
    ),
  )
})
