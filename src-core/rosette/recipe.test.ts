import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { problemSentence } from '../outcome/problem.ts'
import { rebuildPattern } from '../pattern/rebuild-pattern.ts'
import { parsePlan } from './parse-plan.ts'
import type { Plan } from './plan.schema.ts'
import { recipeOf } from './recipe.ts'

function example(name: string): Plan {
  const plan = parsePlan(readFileSync(`data/examples/${name}.json`, 'utf8'), name)
  if (!plan.ok) throw new Error(plan.error.message)
  return plan.value
}

test('the recipe of the mosaic: a log of 142 mm for 51 slices, every column tapered', () => {
  const { rings, missing } = recipeOf(example('classical-mosaic-46'))
  expect(missing).toEqual([])
  expect(rings.map((ring) => ring.kind)).toEqual(['strip', 'tile', 'strip'])
  const mosaic = rings[1]
  if (mosaic?.kind !== 'tile') throw new Error('the second ring is the mosaic')
  expect(mosaic).toMatchObject({ sliceCount: 51, rowCount: 27, columns: 15, taper: 'column' })
  expect(mosaic.logLengthMm).toBeCloseTo(142, 9)
  expect(mosaic.taperAngleDeg).toBeCloseTo(0.5225, 4)
})

test('the herringbone of the steel string must be pre-formed: it strains 5 %', () => {
  const herringbone = recipeOf(example('steel-string-3-ring')).rings[1]
  if (herringbone?.kind !== 'strip' || herringbone.route.kind !== 'strip') {
    throw new Error('no herringbone')
  }
  expect(herringbone.route.bending.strain).toBeCloseTo(0.05, 12)
  expect(herringbone.route.bending.method).toBe('pre-form')
})

test('rings that are not measured have no recipe and are named', () => {
  expect(recipeOf(example('measure-first'))).toEqual({
    rings: [],
    missing: ['Inner lines', 'Mosaic', 'Outer lines'],
    refusals: [],
  })
})

test('story 1: the shipped picture is 8 plates of 27 veneers, and is drawn again from the recipe', () => {
  const plan = example('classical-mosaic-46')
  const mosaic = recipeOf(plan).rings[1]
  const ring = plan.rings[1]
  if (mosaic?.kind !== 'tile' || mosaic.mosaic === null || ring?.kind !== 'tile') {
    throw new Error('the second ring is the mosaic')
  }
  const { plates, pieceCount, cutList, log } = mosaic.mosaic
  expect(plates).toHaveLength(8)
  expect(pieceCount).toBe(27 * 8)
  expect(cutList.reduce((sum, { cells }) => sum + cells, 0)).toBe(27 * 15)
  expect(log.lengthMm).toBeCloseTo(142, 9)
  const rebuilt = rebuildPattern(mosaic.mosaic)
  expect(rebuilt.ok && rebuilt.value).toEqual(ring.pattern)
})

test('a kerf wider than the slice is refused in one sentence, the other rings keep their recipe', () => {
  const plan = example('classical-mosaic-46')
  const { rings, refusals } = recipeOf({ ...plan, stock: { ...plan.stock, kerfMm: 2.4 } })
  expect(rings.map(({ kind }) => kind)).toEqual(['strip', 'strip'])
  expect(refusals.map(problemSentence)).toEqual([
    'Mosaic: kerfMm 2.4 is wider than the tile: slices are 2 mm thick, and the saw would turn more of the log to dust than to tiles',
  ])
})
