import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mosaicRecipe } from '#core/pattern/mosaic-recipe.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { mosaicNumbers } from '../../../tests/pattern/mosaic-numbers.ts'
import { anyPattern, patternOf } from '../../../tests/pattern/random-pattern.ts'
import {
  cutRows,
  plateOfHighlight,
  plateRowOfHighlight,
  stackRuns,
  tilePaths,
} from './recipe.view-model.ts'

function recipeOf(pattern: Pattern, flipPlates = false) {
  const recipe = mosaicRecipe(pattern, mosaicNumbers(), {
    flipPlates,
    stocked: [{ key: 'A', thicknessMm: 1 }],
  })
  if (!recipe.ok) throw new Error(recipe.error.message)
  return recipe.value
}

test('the tile is drawn with the outside up and the first column at the right', () => {
  // row 0 (inside) is A B, row 1 (outside) is B B: one bar above, A at the lower right
  expect(tilePaths(patternOf('AB', 'BB'))).toEqual([
    { key: 'A', path: 'M1 1h1v1h-1z' },
    { key: 'B', path: 'M0 1h1v1h-1zM0 0h2v1h-2z' },
  ])
})

test('every cell is drawn once', () => {
  fc.assert(
    fc.property(anyPattern(), (pattern) => {
      const area = tilePaths(pattern)
        .flatMap(({ path }) => [...path.matchAll(/h(\d+)v/g)])
        .reduce((sum, [, width]) => sum + Number(width), 0)
      expect(area).toBe(pattern.rows.length * (pattern.rows[0]?.length ?? 0))
    }),
  )
})

test('a stack is shown as runs that cover its rows from the inside out', () => {
  fc.assert(
    fc.property(anyPattern(), (pattern) => {
      const recipe = recipeOf(pattern)
      for (const plate of recipe.plates) {
        const runs = stackRuns(plate)
        expect(runs[0]?.fromRow).toBe(0)
        expect(runs.at(-1)?.toRow).toBe(recipe.rows)
        expect(runs.reduce((sum, { count }) => sum + count, 0)).toBe(plate.stack.length)
      }
    }),
  )
})

test('a lit cell lights its plate, and in a turned strip the row counts from the other end', () => {
  const recipe = recipeOf(patternOf('AB', 'AA', 'BA'), true)
  const lit = { ringId: 'mosaic', tile: 3, column: 1, row: 0 }
  expect(plateOfHighlight(recipe, 'mosaic', lit)).toBe(1)
  expect(plateRowOfHighlight(recipe, 'mosaic', lit)).toBe(2)
  expect(plateRowOfHighlight(recipe, 'mosaic', { ...lit, column: 0 })).toBe(0)
  expect(plateOfHighlight(recipe, 'other', lit)).toBeNull()
  expect(plateOfHighlight(recipe, 'mosaic', { ...lit, column: null })).toBeNull()
})

test('the cut list shows every piece once and every spare once', () => {
  fc.assert(
    fc.property(anyPattern(), (pattern) => {
      const recipe = recipeOf(pattern)
      const rows = cutRows(recipe)
      const sum = (of: 'pieces' | 'spare') => rows.reduce((total, row) => total + row[of], 0)
      const withWaste = recipe.cutList.reduce((total, entry) => total + entry.piecesWithWaste, 0)
      expect(sum('pieces')).toBe(recipe.pieceCount)
      expect(sum('pieces') + sum('spare')).toBe(withWaste)
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    }),
  )
})
