import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MosaicRecipe } from '#core/pattern/mosaic-recipe.schema.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { recipeOf } from '#core/rosette/recipe.ts'
import { PATTERN_KEYS } from '#core/pattern/pattern.schema.ts'
import { PAPERS, type Paper } from '../jigs/jig-pdf.ts'
import { closeSheet, openSheet, writeText } from './sheet.ts'
import { printable } from './sheet-text.ts'
import { drawShopSheet, shopSheetPdf } from './shop-sheet.ts'

const colours = { top: '#ead3a0', byMaterialId: {}, other: '#9a8f80' }

function example(name: string): Plan {
  const plan = parsePlan(readFileSync(`data/examples/${name}.json`, 'utf8'), name)
  if (!plan.ok) throw new Error(plan.error.message)
  return plan.value
}

/** The shipped mosaic with a picture of another size and names as long as they may be. */
function larger(rowCount: number, columnCount: number): Plan {
  const plan = example('classical-mosaic-46')
  const name = 'Åé ñ 漢 Ж name '.repeat(8).trim()
  const rows = Array.from({ length: rowCount }, (_, row) =>
    Array.from({ length: columnCount }, (__, column) =>
      PATTERN_KEYS.charAt((row * 7 + column * (row % 3)) % 62),
    ).join(''),
  )
  const palette = Array.from(PATTERN_KEYS, (key, index) => ({
    key,
    name: name.slice(0, 60),
    colour: `#${(index * 4).toString(16).padStart(2, '0').repeat(3)}`,
    thicknessMm: 0.4 + (index % 3) / 10,
    materialId: null,
  }))
  return {
    ...plan,
    name: name.slice(0, 120),
    stock: { ...plan.stock, spareTiles: 200, logCount: 3 },
    rings: plan.rings.map((ring) =>
      ring.kind === 'tile'
        ? {
            ...ring,
            name: name.slice(0, 80),
            columns: columnCount,
            assembly: 'inversion' as const,
            pattern: { palette, rows },
          }
        : ring,
    ),
  }
}

/** Draws a sheet and tells all that was written on it, and whatever lay beside the paper's margins. */
function drawn(plan: Plan, paper: Paper) {
  const sheet = openSheet(paper, plan.name, 'Rosette')
  const { pdf } = sheet
  const texts: string[] = []
  const outside: string[] = []
  const { heightMm } = PAPERS[paper]
  const write = pdf.text.bind(pdf)
  const check = (what: string, [left, top, right, bottom]: readonly number[]) => {
    const fits =
      (left ?? 0) >= sheet.leftMm - 0.05 &&
      (right ?? 0) <= sheet.leftMm + sheet.widthMm + 0.05 &&
      (top ?? 0) >= 8 &&
      (bottom ?? 0) <= heightMm - 8
    if (!fits) outside.push(what)
  }
  pdf.text = (text, x, y, options) => {
    const shown = String(text)
    const widthMm = pdf.getTextWidth(shown)
    const share = { left: 0, center: 0.5, right: 1, justify: 0 }[options?.align ?? 'left']
    texts.push(shown)
    const high = pdf.getFontSize() * 0.3528
    check(shown, [x - share * widthMm, y - high, x + (1 - share) * widthMm, y])
    return write(text, x, y, options)
  }
  const box = pdf.rect.bind(pdf)
  pdf.rect = (...sides) => {
    const [x, y, width, height] = sides
    check(`box ${String(x)}`, [x, y, x + width, y + height])
    return box(...sides)
  }
  for (const _ of drawShopSheet(sheet, { plan, recipe: recipeOf(plan), colours, paper })) {
    expect(pdf.getNumberOfPages()).toBeGreaterThan(0)
  }
  const bytes = closeSheet(sheet)
  return { texts, outside, bytes, pages: pdf.getNumberOfPages() }
}

const mosaicOf = (plan: Plan): MosaicRecipe => {
  const tile = recipeOf(plan).rings.find((ring) => ring.kind === 'tile')
  if (tile?.kind !== 'tile' || tile.mosaic === null) throw new Error('a mosaic expected')
  return tile.mosaic
}

describe('the shop sheet of the shipped mosaic', () => {
  const plan = example('classical-mosaic-46')
  const { texts, outside, pages } = drawn(plan, 'A4')

  test('says every number that is needed at the bench', () => {
    const needed = ['46', '51', '142.0', '0.523°', '3.9130°', '8.413', '7.490', '6.567', '14.28']
    for (const number of needed) expect(texts, number).toContain(number)
    expect(texts).toContain('Scale 1 : 1')
    expect(pages).toBe(8)
  })

  test('has a letter for each of the 405 cells, and each plate with its blank', () => {
    const letters = texts.filter((text) => /^[A-E]$/.test(text))
    expect(letters.length).toBeGreaterThanOrEqual(405)
    for (const { number, blankWidthMm } of mosaicOf(plan).plates) {
      expect(texts).toContain(`Plate ${String(number)}`)
      expect(texts).toContain(`${blankWidthMm.toFixed(1)} × 162.0`)
    }
  })

  test('keeps within the margins', () => {
    expect(outside).toEqual([])
  })
})

test('the same plan gives the same bytes, another plan others', async () => {
  const plan = example('classical-mosaic-46')
  const sheet = async (of: Plan) =>
    Buffer.from(await shopSheetPdf({ plan: of, recipe: recipeOf(of), colours, paper: 'A4' }))
  const first = await sheet(plan)
  expect(first.subarray(0, 5).toString()).toBe('%PDF-')
  expect((await sheet(plan)).equals(first)).toBe(true)
  const other = { ...plan, stock: { ...plan.stock, kerfMm: 0.7 } }
  expect((await sheet(other)).equals(first)).toBe(false)
})

test('others have their turn while a large sheet is drawn, at least once for every page or two', () => {
  const plan = larger(60, 60)
  const sheet = openSheet('A4', plan.name, 'Rosette')
  let turns = 0
  let pages = 1
  let most = 0
  const input = { plan, recipe: recipeOf(plan), colours, paper: 'A4' } as const
  for (const _ of drawShopSheet(sheet, input)) {
    turns += 1
    most = Math.max(most, sheet.pdf.getNumberOfPages() - pages)
    pages = sheet.pdf.getNumberOfPages()
  }
  expect(turns).toBeGreaterThan(pages / 2)
  expect(most).toBeLessThan(12)
})

test.each([
  ['measure-first', 'A4'],
  ['steel-string-3-ring', 'Letter'],
  ['tenor-ukulele-abalone', 'A4'],
  ['rope-and-wheat', 'Letter'],
] as const)('%s on %s keeps within the margins', (name, paper) => {
  expect(drawn(example(name), paper).outside).toEqual([])
})

test.each([
  [60, 60, 'A4'],
  [3, 200, 'Letter'],
  [200, 4, 'Letter'],
] as const)(
  'a picture of %i × %i with 62 long names keeps within the margins',
  (rows, columns, paper) => {
    const plan = larger(rows, columns)
    const { outside, texts } = drawn(plan, paper)
    expect(outside).toEqual([])
    const letters = texts.filter((text) => /^[A-Za-z0-9]$/.test(text))
    expect(letters.length).toBeGreaterThanOrEqual(rows * columns)
  },
)

describe('a line of text', () => {
  test('never leaves the page, wherever it begins and whatever it says', () => {
    const place = fc.record({
      xMm: fc.double({ min: 12, max: 198, noNaN: true }),
      size: fc.constantFrom(10, 12, 16, 24),
      align: fc.constantFrom('left', 'center', 'right'),
    })
    const sheet = openSheet('A4', 'Plan', 'Page')
    const { pdf } = sheet
    let reach: readonly [number, number] = [0, 0]
    pdf.text = (text, x, _y, options) => {
      const widthMm = pdf.getTextWidth(String(text))
      const share = { left: 0, center: 0.5, right: 1, justify: 0 }[options?.align ?? 'left']
      reach = [x - share * widthMm, x + (1 - share) * widthMm]
      return pdf
    }
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        place,
        (text, { xMm, ...style }) => {
          writeText(sheet, text, { xMm, yMm: 50 }, style)
          // a single … may stand where there is no room at all
          const ellipsisMm = 5
          expect(reach[0]).toBeGreaterThanOrEqual(12 - ellipsisMm)
          expect(reach[1]).toBeLessThanOrEqual(198 + ellipsisMm)
        },
      ),
    )
  })

  test('keeps the letters the font has and says ? for those it has not', () => {
    expect(printable('Señor Ø 12 − ½ × 3')).toBe('Señor Ø 12 - ½ × 3')
    expect(printable('Łódź Ştefan 漢字')).toBe('Lódz Stefan ??')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/\p{Cc}/u)
        expect(printable(printable(text))).toBe(printable(text))
      }),
    )
  })
})
