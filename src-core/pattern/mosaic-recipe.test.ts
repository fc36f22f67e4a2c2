import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mosaicNumbers, type MosaicWish } from '../../tests/pattern/mosaic-numbers.ts'
import { anyPattern, patternOf, veneerOf } from '../../tests/pattern/random-pattern.ts'
import { withWaste } from './cut-list.ts'
import { mirrorLeftRight } from './arrange.ts'
import { mosaicRecipe, PLAIN_OPTIONS, type RecipeOptions } from './mosaic-recipe.ts'
import { mosaicRecipeSchema } from './mosaic-recipe.schema.ts'
import type { Pattern } from './pattern.schema.ts'

function must(pattern: Pattern, wish: MosaicWish = {}, options: RecipeOptions = PLAIN_OPTIONS) {
  const recipe = mosaicRecipe(pattern, mosaicNumbers(wish), options)
  if (!recipe.ok) throw new Error(`${recipe.error.place} ${recipe.error.message}`)
  return recipe.value
}

function refusal(pattern: Pattern, wish: MosaicWish = {}): string {
  const recipe = mosaicRecipe(pattern, mosaicNumbers(wish), PLAIN_OPTIONS)
  if (recipe.ok) return 'accepted'
  return `${recipe.error.source}: ${recipe.error.place} ${recipe.error.message}`
}

/** 27 rows of 15 columns, alike left and right: 8 kinds of column. */
const symmetric: Pattern = {
  palette: [veneerOf(0), veneerOf(1), veneerOf(2)],
  rows: Array.from({ length: 27 }, (_, row) =>
    Array.from({ length: 15 }, (__, column) => 'ABC'.charAt((row + Math.abs(column - 7)) % 3)).join(
      '',
    ),
  ),
}

describe('story 1: 27 rows of 15 columns in an 84 mm rosette, by hand', () => {
  test('the log is 129 mm for 46 tiles and 142 mm with five spares', () => {
    const log = must(symmetric).log
    expect(log.lengthMm).toBeCloseTo(129, 9)
    expect(log).toMatchObject({ sliceCount: 46, tileCount: 46, spareCount: 0 })
    const spared = must(symmetric, { spareTiles: 5 }).log
    expect(spared.lengthMm).toBeCloseTo(142, 9)
    expect(spared).toMatchObject({ sliceCount: 51, spareCount: 5 })
    expect(spared.kerfLossMm).toBeCloseTo(30, 9)
  })

  test('|column − 7| modulo 3 leaves three kinds of column: 81 veneers in three plates', () => {
    const recipe = must(symmetric)
    expect(recipe.plates.map(({ multiplicity }) => multiplicity)).toEqual([6, 5, 4])
    expect(recipe.pieceCount).toBe(27 * 3)
    // 27 rows in three colours by turns: 9 of each in every plate, 9 · 15 cells in the tile
    expect(recipe.cutList.map(({ pieces, cells }) => [pieces, cells])).toEqual([
      [27, 135],
      [27, 135],
      [27, 135],
    ])
    expect(recipe.cutList.map(({ piecesWithWaste }) => piecesWithWaste)).toEqual([32, 32, 32])
  })

  test('a plate for six strips is 6 · (0.561 + 0.2 + 0.6) + 6 wide and 129 + 20 long', () => {
    const [plate] = must(symmetric).plates
    expect(plate?.blankWidthMm).toBeCloseTo(6 * (0.5609 + 0.2 + 0.6) + 6, 3)
    expect(plate?.blankLengthMm).toBeCloseTo(149, 9)
    expect(must(symmetric, { logCount: 2 }).plates[0]?.blankWidthMm).toBeCloseTo(
      12 * (0.5609 + 0.2 + 0.6) + 6,
      3,
    )
  })

  test('27 veneers of 0.5 and 26 glue lines of 0.03 are 14.28 mm, and that is said', () => {
    const recipe = must(symmetric)
    expect(recipe.heightMm).toBeCloseTo(14.28, 9)
    expect(recipe.warnings).toEqual([
      { kind: 'height-differs-from-ring', heightMm: recipe.heightMm, ringWidthMm: 13.5 },
    ])
    expect(must(symmetric, { ringWidthMm: 14.28 }).warnings).toEqual([])
  })

  test('a strip of 0.6 off a 0.8 kerf with 0.2 for the plane uses 37.5 % of the plate, off 0.4 half', () => {
    const strip = (kerfMm: number) =>
      must(symmetric, { columnOuterWidthMm: 0.6, kerfMm }).strip.yieldRatio
    expect(strip(0.8)).toBeCloseTo(0.375, 9)
    expect(strip(0.4)).toBeCloseTo(0.5, 9)
  })

  test('one plain veneer lies along each face of the log, as wide as the tile', () => {
    const { sacrificial } = must(symmetric)
    expect(sacrificial).toMatchObject({ rowsPerSide: 1, pieces: 2, lengthMm: 129 })
    expect(sacrificial.widthMm).toBeCloseTo(8.413, 3)
  })
})

describe('plates', () => {
  test('20 rows of 20 unlike columns are 400 veneers', () => {
    const rows = Array.from({ length: 20 }, (_, row) =>
      Array.from({ length: 20 }, (__, column) => 'ABCDE'.charAt((column >> row) & 1)).join(''),
    )
    const recipe = must({ palette: [veneerOf(0), veneerOf(1)], rows }, { columns: 20 })
    expect(recipe.plates).toHaveLength(20)
    expect(recipe.pieceCount).toBe(400)
  })

  test('a column and its mirror are one plate only when strips may be turned', () => {
    const pattern = patternOf('AB', 'AA', 'BA')
    expect(must(pattern).plates).toHaveLength(2)
    const flipped = must(pattern, {}, { flipPlates: true, stocked: [] })
    expect(flipped.plates).toHaveLength(1)
    expect(flipped.logSequence).toEqual([
      { plate: 1, flipped: false },
      { plate: 1, flipped: true },
    ])
  })

  test('three black veneers become the one of 1.5 mm that is stocked, and the column is lower for it', () => {
    const pattern = patternOf('AAB', 'AAA', 'AAB', 'BBA')
    const stocked = [{ key: 'A', thicknessMm: 1.5 }]
    const recipe = must(pattern, { ringWidthMm: 2.09 }, { flipPlates: false, stocked })
    const [plate, other] = recipe.plates
    expect(plate?.stack).toEqual([
      { key: 'A', cells: 3, thicknessMm: 1.5 },
      { key: 'B', cells: 1, thicknessMm: 0.5 },
    ])
    expect(plate?.heightMm).toBeCloseTo(2.03, 9)
    expect(other?.heightMm).toBeCloseTo(2.09, 9)
    expect(recipe.warnings).toEqual([
      {
        kind: 'columns-differ-in-height',
        lowestMm: plate?.heightMm,
        tallestMm: other?.heightMm,
        columnIndices: [0, 1],
      },
    ])
    expect(
      recipe.cutList.map(({ cellsPerPiece, pieces, cells }) => [cellsPerPiece, pieces, cells]),
    ).toEqual([
      [1, 2, 2],
      [3, 1, 6],
      [1, 3, 4],
    ])
  })

  test('a stocked veneer that is not a multiple of the cell stands for nothing', () => {
    const options = { flipPlates: false, stocked: [{ key: 'A', thicknessMm: 0.8 }] }
    expect(must(patternOf('A', 'A', 'A'), {}, options).plates[0]?.stack).toHaveLength(3)
  })

  test('a veneer of another thickness makes columns unequal, and they are named', () => {
    const pattern = {
      palette: [veneerOf(0), veneerOf(1, 0.6)],
      rows: ['AAB', 'ABA', 'ABB'],
    }
    const { warnings } = must(pattern, { ringWidthMm: 1.76 })
    expect(warnings).toMatchObject([{ kind: 'columns-differ-in-height', columnIndices: [0] }])
  })

  test('a mirror of the tile needs the same plates', () => {
    fc.assert(
      fc.property(anyPattern(), (pattern) => {
        const one = must(pattern)
        const other = must(mirrorLeftRight(pattern))
        expect(other.plates.length).toBe(one.plates.length)
        expect(other.pieceCount).toBe(one.pieceCount)
      }),
    )
  })
})

describe('waste', () => {
  test('is rounded up for each colour, so that one piece has a spare', () => {
    expect([0, 1, 6, 20, 27].map((pieces) => withWaste(pieces, 0.15))).toEqual([0, 2, 7, 23, 32])
    expect(withWaste(20, 0)).toBe(20)
  })
})

describe('more kerf, spares, logs or waste never need less', () => {
  const stock = (wish: MosaicWish, pattern: Pattern) => {
    const { plates, cutList, log } = must(pattern, wish)
    const areaMm2 = cutList.reduce((sum, entry) => sum + entry.areaMm2, 0)
    return [log.lengthMm, plates[0]?.blankWidthMm ?? 0, plates[0]?.blankLengthMm ?? 0, areaMm2]
  }

  test('of log, plate width, plate length and veneer', () => {
    const more = fc.record({
      kerfMm: fc.double({ min: 0.1, max: 1, noNaN: true }),
      moreKerfMm: fc.double({ min: 0, max: 1, noNaN: true }),
      spares: fc.integer({ min: 0, max: 40 }),
      moreSpares: fc.integer({ min: 0, max: 40 }),
      moreWaste: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(anyPattern(), more, (pattern, change) => {
        const { kerfMm, spares } = change
        const less = stock({ kerfMm, spareTiles: spares }, pattern)
        const wishes: MosaicWish[] = [
          { kerfMm: kerfMm + change.moreKerfMm, spareTiles: spares },
          { kerfMm, spareTiles: spares + change.moreSpares },
          { kerfMm, spareTiles: spares, wasteRatio: 0.15 + change.moreWaste },
        ]
        for (const wish of wishes) {
          for (const [index, value] of stock(wish, pattern).entries()) {
            expect(value).toBeGreaterThanOrEqual((less[index] ?? 0) - 1e-9)
          }
        }
      }),
    )
  })
})

describe('assembly', () => {
  test('book and inversion want an even count, inversion two logs', () => {
    const warned = (wish: MosaicWish) =>
      must(symmetric, { ringWidthMm: 14.28, ...wish }).warnings.map(({ kind }) => kind)
    expect(warned({ assembly: 'book' })).toEqual([])
    expect(warned({ assembly: 'book', tileCount: 45 })).toEqual(['odd-tile-count'])
    expect(warned({ assembly: 'inversion' })).toEqual(['inversion-needs-two-logs'])
    expect(warned({ assembly: 'inversion', logCount: 2 })).toEqual([])
  })
})

describe('refusals, one sentence each', () => {
  const good = patternOf('AB', 'BA')
  test.each([
    [
      'an unknown colour',
      { ...good, rows: ['AB', 'BX'] },
      {},
      'Mosaic: pattern.rows[1] column 2 is "X", which is no colour of the palette',
    ],
    [
      'a veneer of 0 mm',
      { ...good, palette: [veneerOf(0), veneerOf(1, 0)] },
      {},
      'Mosaic: pattern.palette Veneer B (B) is 0 mm thick, which is not above the limit 0',
    ],
    [
      'a veneer of no number',
      { ...good, palette: [veneerOf(0), veneerOf(1, Number.NaN)] },
      {},
      'Mosaic: pattern.palette Veneer B (B) is NaN mm thick, which is not above the limit 0',
    ],
    [
      'rows of unequal length',
      { ...good, rows: ['AB', 'B'] },
      {},
      'Mosaic: pattern.rows[1] has 1 columns, the first row has 2',
    ],
    ['no cells', { ...good, rows: [] }, {}, 'Mosaic: pattern has no cells'],
    [
      'a kerf wider than the tile',
      good,
      { kerfMm: 2.1 },
      'Mosaic: kerfMm 2.1 is wider than the tile: slices are 2 mm thick, and the saw would turn more of the log to dust than to tiles',
    ],
  ])('%s', (_name, pattern, wish, sentence) => {
    expect(refusal(pattern, wish)).toBe(sentence)
  })
})

test('every recipe is one the schema takes', () => {
  fc.assert(
    fc.property(anyPattern(), fc.boolean(), (pattern, flipPlates) => {
      const recipe = must(pattern, {}, { flipPlates, stocked: [{ key: 'A', thicknessMm: 1.03 }] })
      expect(mosaicRecipeSchema.parse(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe)
    }),
  )
})
