import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mosaicNumbers } from '../../tests/pattern/mosaic-numbers.ts'
import { anyPattern, veneerOf } from '../../tests/pattern/random-pattern.ts'
import { colourCounts, rowsFrom, samePicture } from './grid.ts'
import { mosaicRecipe } from './mosaic-recipe.ts'
import { type MosaicRecipe, mosaicRecipeSchema } from './mosaic-recipe.schema.ts'
import { removeUnusedColours } from './palette.ts'
import { PATTERN_KEYS, type Pattern } from './pattern.schema.ts'
import { crc32 } from './picture-check.ts'
import { rebuildPattern } from './rebuild-pattern.ts'

const numbers = mosaicNumbers()

/** A stream of numbers from a seed (a linear congruential generator, Numerical Recipes' constants). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** A pattern up to 60 × 60 out of a seed: quicker to draw by the thousand than cell by cell. */
function seededPattern(seed: number): Pattern {
  const next = numbersFrom(seed)
  const [rows, columns, colours] = [1 + next(60), 1 + next(60), 1 + next(12)]
  const kinds = 1 + next(columns)
  // few kinds of column, some upside down, so that plates are shared
  const keys = Array.from({ length: kinds }, () =>
    Array.from({ length: rows }, () => PATTERN_KEYS.charAt(next(colours))),
  )
  const chosen = Array.from({ length: columns }, () => {
    const column = keys[next(kinds)] ?? []
    return next(4) === 0 ? column.toReversed() : column
  })
  return {
    palette: Array.from({ length: colours }, (_, index) => veneerOf(index, 0.4 + next(3) / 10)),
    rows: rowsFrom(rows, columns, (row, column) => chosen[column]?.[row] ?? 'A'),
  }
}

function recipeOf(pattern: Pattern, flipPlates: boolean, thickMm: number): MosaicRecipe {
  const stocked = [{ key: 'A', thicknessMm: thickMm }]
  const recipe = mosaicRecipe(pattern, numbers, { flipPlates, stocked })
  if (!recipe.ok) throw new Error(recipe.error.message)
  return recipe.value
}

describe('story 2: the picture out of the recipe alone', () => {
  test('equals the source in every cell, on 10,000 patterns up to 60 × 60, and every veneer is counted', () => {
    const anyWish = fc.record({
      seed: fc.integer({ min: 0, max: 0x7fffffff }),
      flipPlates: fc.boolean(),
      thickMm: fc.constantFrom(0.8, 1, 1.5),
    })
    fc.assert(
      fc.property(anyWish, ({ seed, flipPlates, thickMm }) => {
        const pattern = seededPattern(seed)
        const recipe = recipeOf(pattern, flipPlates, thickMm)
        const rebuilt = rebuildPattern(recipe)
        if (!rebuilt.ok) throw new Error(rebuilt.error.message)
        // joined first: ten thousand deep comparisons would take longer than the work
        expect(rebuilt.value.rows.join('\n')).toBe(pattern.rows.join('\n'))
        const cells = new Map<string, number>()
        for (const entry of recipe.cutList) {
          cells.set(entry.key, (cells.get(entry.key) ?? 0) + entry.cells)
        }
        for (const [key, count] of colourCounts(pattern)) {
          if ((cells.get(key) ?? 0) !== count) throw new Error(`${key}: ${String(count)} cells`)
        }
        const pieces = recipe.cutList.reduce((sum, entry) => sum + entry.pieces, 0)
        expect(pieces).toBe(recipe.pieceCount)
      }),
      { numRuns: 10_000 },
    )
  }, 120_000)

  test('with a veneer for each cell, pieces are rows times plates', () => {
    fc.assert(
      fc.property(anyPattern(), fc.boolean(), (pattern, flipPlates) => {
        const recipe = mosaicRecipe(pattern, numbers, { flipPlates, stocked: [] })
        if (!recipe.ok) throw new Error(recipe.error.message)
        expect(recipe.value.pieceCount).toBe(pattern.rows.length * recipe.value.plates.length)
      }),
    )
  })

  test('comes back from the JSON text, palette and all', () => {
    fc.assert(
      fc.property(anyPattern(), (pattern) => {
        const text = JSON.stringify(recipeOf(pattern, true, 1))
        const rebuilt = rebuildPattern(mosaicRecipeSchema.parse(JSON.parse(text)))
        if (!rebuilt.ok) throw new Error(rebuilt.error.message)
        expect(rebuilt.value).toEqual(removeUnusedColours(pattern))
        expect(samePicture(rebuilt.value, pattern)).toBe(true)
      }),
    )
  })
})

describe('any colour out of order fails the check', () => {
  const pattern = seededPattern(7)

  test('two unlike veneers of a plate that change places', () => {
    fc.assert(
      fc.property(anyPattern(), fc.nat(), fc.nat(), fc.nat(), (any, which, one, other) => {
        const recipe = structuredClone(recipeOf(any, false, 9))
        const plate = recipe.plates[which % recipe.plates.length]
        if (plate === undefined) throw new Error('a plate expected')
        const [from, to] = [one % plate.stack.length, other % plate.stack.length]
        const [first, second] = [plate.stack[from], plate.stack[to]]
        if (first === undefined || second === undefined) throw new Error('two veneers expected')
        fc.pre(first.key !== second.key)
        plate.stack[from] = second
        plate.stack[to] = first
        expect(rebuildPattern(recipe)).toMatchObject({
          ok: false,
          error: { place: 'pictureCheck' },
        })
      }),
    )
  })

  test('two unlike strips of the log that change places, or one that is turned', () => {
    const recipe = recipeOf(pattern, false, 9)
    const swapped = structuredClone(recipe)
    const at = swapped.logSequence.findIndex(({ plate }) => plate !== 1)
    expect(at).toBeGreaterThan(0)
    swapped.logSequence[0] = { plate: 2, flipped: false }
    swapped.logSequence[at] = { plate: 1, flipped: false }
    expect(rebuildPattern(swapped).ok).toBe(false)
    const turned = structuredClone(recipe)
    turned.logSequence[0] = { plate: 1, flipped: true }
    expect(rebuildPattern(turned).ok).toBe(false)
  })

  test('a veneer of another colour, or two colours that change names', () => {
    const recipe = structuredClone(recipeOf(pattern, false, 9))
    const [first, second] = recipe.cutList
    if (first === undefined || second === undefined) throw new Error('two colours expected')
    const swapped = { ...recipe, cutList: [...recipe.cutList] }
    swapped.cutList[0] = { ...first, colour: second.colour, name: second.name }
    expect(rebuildPattern(swapped)).toMatchObject({ error: { place: 'pictureCheck' } })
  })
})

describe('a recipe whose parts do not fit together is refused', () => {
  const recipe = recipeOf(seededPattern(7), false, 9)
  const refusal = (change: (recipe: MosaicRecipe) => void) => {
    const broken = structuredClone(recipe)
    change(broken)
    const rebuilt = rebuildPattern(broken)
    return rebuilt.ok ? 'accepted' : `${rebuilt.error.place} ${rebuilt.error.message}`
  }

  test('a plate that is not there, a veneer too few, a strip too few, a wrong count', () => {
    expect(refusal((broken) => (broken.logSequence[0] = { plate: 99, flipped: false }))).toBe(
      'logSequence[0] names plate 99, which there is not',
    )
    expect(refusal((broken) => broken.plates[0]?.stack.pop())).toMatch(
      /^logSequence\[\d+\] plate 1 has/,
    )
    expect(refusal((broken) => broken.logSequence.pop())).toMatch(/^logSequence has/)
    expect(refusal((broken) => (broken.cutList = broken.cutList.slice(1)))).toMatch(
      /^cutList lacks the veneer/,
    )
    const first = recipe.cutList[0]
    if (first === undefined) throw new Error('a colour expected')
    expect(
      refusal((broken) => (broken.cutList[0] = { ...first, pieces: first.pieces + 1 })),
    ).toMatch(/^cutList\[0\] has/)
  })
})

test('the sum is CRC-32: its published check value', () => {
  expect(crc32('123456789').toString(16)).toBe('cbf43926')
})
