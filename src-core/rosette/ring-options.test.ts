import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { problemSentence } from '../outcome/problem.ts'
import { parsePlan } from './parse-plan.ts'
import type { Plan, TileRing } from './plan.schema.ts'
import { solveRosette, type TileSolution } from './solve-rosette.ts'

const mosaic = (() => {
  const plan = parsePlan(readFileSync('data/examples/classical-mosaic-46.json', 'utf8'), 'mosaic')
  if (!plan.ok) throw new Error(problemSentence(plan.error))
  const { rings } = plan.value
  const blank = rings.map((ring) => (ring.kind === 'tile' ? { ...ring, pattern: null } : ring))
  return { ...plan.value, rings: blank }
})()

function tilesOf(change: Partial<TileRing>, stock: Partial<Plan['stock']> = {}): TileSolution {
  const plan = {
    ...mosaic,
    stock: { ...mosaic.stock, ...stock },
    rings: mosaic.rings.map((ring) => (ring.kind === 'tile' ? { ...ring, ...change } : ring)),
  }
  const tiles = solveRosette(plan).rings.find(({ ring }) => ring.kind === 'tile')?.tiles
  if (tiles == null) throw new Error('no tiles')
  return tiles
}

const palette = [
  { key: 'B', name: 'Black', colour: '#1f1a17', thicknessMm: 0.5, materialId: null },
  { key: 'W', name: 'White', colour: '#f0e6d2', thicknessMm: 0.6, materialId: null },
]

test('15 columns of 0.5 mm want 7.5 mm: 46 tiles, with 45 and 47 beside them', () => {
  const { choice } = tilesOf({})
  expect(choice.wantedWidthMm).toBeCloseTo(7.5, 12)
  expect(choice.options.map(({ tileCount }) => tileCount)).toEqual([45, 46, 47])
  const [fewer, best, more] = choice.options
  // 2π·54.75 / 7.5 = 45.867 tiles
  expect(fewer?.distortionRatio).toBeCloseTo(0.01927, 5)
  expect(best).toMatchObject({ advised: true, current: true })
  expect(best?.distortionRatio).toBeCloseTo(-0.00289, 5)
  expect(more?.distortionRatio).toBeCloseTo(-0.0241, 5)
  expect(best?.faceAngleDeg).toBeCloseTo(3.913, 3)
  // ±13.5 / (2·54.75)
  expect(choice.edgeDistortionRatio).toBeCloseTo(0.1233, 4)
})

test('book matched and inverted rings are offered even counts, and an odd one of the plan is shown', () => {
  const { choice } = tilesOf({ assembly: 'book', tileCount: 45 })
  expect(choice.evenOnly).toBe(true)
  expect(choice.options.map(({ tileCount }) => tileCount)).toEqual([44, 45, 46, 48])
  expect(choice.options.find(({ current }) => current)?.tileCount).toBe(45)
})

test('the advised count distorts least of all', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 8, max: 300 }),
      fc.constantFrom('slip' as const, 'book' as const, 'inversion' as const),
      (columns, tileCount, assembly) => {
        const { options, evenOnly } = tilesOf({ columns, tileCount, assembly }).choice
        const allowed = options.filter((option) => !evenOnly || option.tileCount % 2 === 0)
        const advised = options.find((option) => option.advised)
        for (const { tileCount: count } of allowed) {
          // rounding N keeps |N − exact| least
          const exact = (advised?.tileCount ?? 0) * (1 + (advised?.distortionRatio ?? 0))
          expect(Math.abs((advised?.tileCount ?? 0) - exact)).toBeLessThanOrEqual(
            Math.abs(count - exact) + 1e-9,
          )
        }
        expect(options.filter(({ current }) => current)).toHaveLength(1)
      },
    ),
  )
})

test('the rows are those of the picture, and its height beside the ring is told', () => {
  // 27 rows of 0.5 and 26 glue lines of 0.03 are 14.28 mm, 0.78 more than the ring
  const rows = Array.from({ length: 27 }, () => 'B'.repeat(15))
  const { rows: drawn, rowCount } = tilesOf({ pattern: { palette, rows } })
  expect(rowCount).toBe(27)
  expect(drawn.drawn?.heightMm).toBeCloseTo(14.28, 9)
  expect(drawn.excessMm).toBeCloseTo(0.78, 9)
  expect(drawn.drawn?.unevenMm).toBe(0)
  expect(tilesOf({ pattern: null }).rows).toMatchObject({
    rowCount: 27,
    drawn: null,
    excessMm: null,
  })
})

test('columns of unlike veneers come out uneven', () => {
  // BBB 1.5, WWW 1.8
  const uneven = tilesOf({ columns: 2, pattern: { palette, rows: ['BW', 'BW', 'BW'] } }).rows
  expect(uneven.drawn?.heightMm).toBeCloseTo(1.86, 9)
  expect(uneven.drawn?.unevenMm).toBeCloseTo(0.3, 9)
  expect(uneven.thinnestMm).toBe(0.5)
})

test('the plan may overrule the taper, and the numbers stay beside it', () => {
  expect(tilesOf({}).chosenTaper).toEqual({ taper: 'column', chosenBy: 'numbers' })
  const log = tilesOf({ taper: 'log' })
  expect(log.chosenTaper).toEqual({ taper: 'log', chosenBy: 'plan' })
  expect(log.taperDecision.taper).toBe('column')
})

test('errors of one sign add up, errors of chance with the root of the count', () => {
  const { closureBudgetPerTileMm, randomBudgetPerTileMm, hiddenGapMm } = tilesOf({})
  expect(closureBudgetPerTileMm).toBeCloseTo(0.3 / 46, 9)
  expect(randomBudgetPerTileMm).toBeCloseTo(0.3 / Math.sqrt(46), 9)
  // hidden arc of the 62 mm board at r 61.5 less 2° at each end, along r 54.75
  const hiddenDeg = (2 * Math.asin(62 / 123) * 180) / Math.PI
  expect(hiddenGapMm).toBeCloseTo((((hiddenDeg - 4) * Math.PI) / 180) * 54.75, 6)
})
