import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { patternOf, veneerOf } from '../../tests/pattern/random-pattern.ts'
import { hexOfLinear, linearOfHex, linearOfOkLab, okLabOf } from './colour.ts'
import { colourCounts } from './grid.ts'
import { averageCells, type Picture, pictureSizeProblem } from './picture.ts'
import { proposePalette } from './propose-palette.ts'
import { quantise, type QuantiseOptions } from './quantise.ts'

type Rgba = readonly [number, number, number, number]
const BLACK: Rgba = [0, 0, 0, 255]
const WHITE: Rgba = [255, 255, 255, 255]

function picture(widthPx: number, heightPx: number, pixelAt: (x: number, y: number) => Rgba) {
  const rgba = new Uint8Array(4 * widthPx * heightPx)
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) rgba.set(pixelAt(x, y), 4 * (y * widthPx + x))
  }
  return { widthPx, heightPx, rgba } satisfies Picture
}

const palette = [
  { ...veneerOf(0), colour: '#000000' },
  { ...veneerOf(1), colour: '#ffffff' },
]
const options: QuantiseOptions = {
  source: 'rose.png',
  rows: 2,
  columns: 2,
  palette,
  diffuse: false,
  top: 'inner',
}

function rowsOf(of: Picture, changed: Partial<QuantiseOptions> = {}): readonly string[] {
  const pattern = quantise(of, { ...options, ...changed })
  if (!pattern.ok) throw new Error(pattern.error.message)
  return pattern.value.rows
}

describe('colours', () => {
  test('red is where OKLab puts it, and every colour comes back', () => {
    const red = okLabOf(linearOfHex('#ff0000'))
    expect(red.l).toBeCloseTo(0.628, 3)
    expect(red.a).toBeCloseTo(0.2249, 3)
    expect(red.b).toBeCloseTo(0.1258, 3)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (rgb) => {
        const hex = `#${rgb.toString(16).padStart(6, '0')}`
        expect(hexOfLinear(linearOfOkLab(okLabOf(linearOfHex(hex))))).toBe(hex)
      }),
    )
  })
})

describe('averaging', () => {
  test('black and white make the grey that has half the light, not half the number', () => {
    const [cell] = averageCells(
      picture(2, 2, (x) => (x === 0 ? BLACK : WHITE)),
      1,
      1,
    )
    expect(cell?.r).toBeCloseTo(0.5, 12)
    expect(hexOfLinear(cell ?? { r: 0, g: 0, b: 0 })).toBe('#bcbcbc')
  })

  test('a pixel that lies across two cells counts in each by its share', () => {
    const three = picture(3, 2, (x) => (x === 1 ? WHITE : BLACK))
    const cells = averageCells(three, 1, 2)
    // each cell is one and a half pixels wide: a half white one of it is a third
    expect(cells.map(({ g }) => g)).toEqual([expect.closeTo(1 / 3, 12), expect.closeTo(1 / 3, 12)])
  })

  test('no light is lost or won: the mean of the cells is the mean of the picture', () => {
    const anyPicture = fc.record({
      widthPx: fc.integer({ min: 2, max: 17 }),
      heightPx: fc.integer({ min: 2, max: 17 }),
      seed: fc.integer({ min: 1, max: 1_000_000 }),
    })
    const side = fc.integer({ min: 1, max: 23 })
    fc.assert(
      fc.property(anyPicture, side, side, ({ widthPx, heightPx, seed }, rows, columns) => {
        const any = picture(widthPx, heightPx, (x, y) => {
          const grey = (seed * (x + 3) * (y + 7)) % 256
          return [grey, 255 - grey, (grey * 7) % 256, 255]
        })
        const mean = (of: readonly { readonly g: number }[]) =>
          of.reduce((sum, { g }) => sum + g, 0) / of.length
        const pixels = averageCells(any, heightPx, widthPx)
        expect(mean(averageCells(any, rows, columns))).toBeCloseTo(mean(pixels), 10)
      }),
    )
  })

  test('what is transparent lies on white paper', () => {
    expect(
      rowsOf(
        picture(2, 2, () => [0, 0, 0, 0]),
        { rows: 1, columns: 1 },
      ),
    ).toEqual(['B'])
  })
})

describe('a picture as a pattern', () => {
  const corner = picture(8, 8, (x, y) => (x < 4 && y < 4 ? BLACK : WHITE))

  test('lies turned, never mirrored, whichever edge is its top', () => {
    expect(rowsOf(corner, { top: 'inner' })).toEqual(['AB', 'BB'])
    expect(rowsOf(corner, { top: 'outer' })).toEqual(['BB', 'BA'])
  })

  test('one cell a pixel gives the picture back, for any picture in veneers of the palette', () => {
    const anyRows = fc
      .tuple(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 2, max: 20 }))
      .chain(([rows, columns]) =>
        fc.array(fc.stringMatching(new RegExp(`^[AB]{${String(columns)}}$`)), {
          minLength: rows,
          maxLength: rows,
        }),
      )
    fc.assert(
      fc.property(anyRows, (rows) => {
        const columns = rows[0]?.length ?? 0
        const shown = picture(columns, rows.length, (x, y) =>
          rows[y]?.charAt(x) === 'A' ? BLACK : WHITE,
        )
        expect(rowsOf(shown, { rows: rows.length, columns })).toEqual(rows)
      }),
    )
  })

  test('each cell gets the veneer that looks most like it', () => {
    const woods = [
      { ...veneerOf(0), colour: '#211c1a' },
      { ...veneerOf(1), colour: '#98382b' },
      { ...veneerOf(2), colour: '#efe2c4' },
    ]
    const stripes = picture(
      3,
      2,
      (x) =>
        [[40, 30, 30, 255] as const, [180, 40, 30, 255] as const, [230, 230, 220, 255] as const][
          x
        ] ?? WHITE,
    )
    expect(rowsOf(stripes, { palette: woods, rows: 1, columns: 3 })).toEqual(['ABC'])
  })

  test('with diffusion a grey has as much light as its black and white cells together', () => {
    const grey = picture(20, 20, () => [188, 188, 188, 255])
    const plain = rowsOf(grey, { rows: 20, columns: 20 })
    const diffused = rowsOf(grey, { rows: 20, columns: 20, diffuse: true })
    expect(new Set(plain.join('')).size).toBe(1)
    const whiteCells = colourCounts(patternOf(...diffused)).get('B') ?? 0
    // 188 of 255 is 0.5029 of the light; only the last cell's error is not passed on
    expect(Math.abs(whiteCells - 400 * 0.5029)).toBeLessThan(1)
  })
})

describe('refusals', () => {
  test.each([
    [1, 1, 'has 1 × 1 pixels, which is below the limit 2 × 2'],
    [1, 500, 'has 1 × 500 pixels, which is below the limit 2 × 2'],
    [Number.NaN, 2, 'has NaN × 2 pixels, which is below the limit 2 × 2'],
    [40_000, 40_000, 'has 40000 × 40000 pixels, which is above the limit of 50 million pixels'],
  ])('%i × %i pixels', (widthPx, heightPx, sentence) => {
    expect(pictureSizeProblem('rose.png', widthPx, heightPx)).toMatchObject({
      source: 'rose.png',
      message: sentence,
    })
  })

  test('12 megapixels are fine; a pattern of 201 rows is not', () => {
    expect(pictureSizeProblem('rose.png', 4000, 3000)).toBeNull()
    const small = picture(2, 2, () => BLACK)
    expect(quantise(small, { ...options, rows: 201 })).toMatchObject({
      ok: false,
      error: { place: 'rows', message: '201 is above the limit 200' },
    })
  })
})

describe('a proposed palette', () => {
  test('finds the colours of a flat picture, the commonest first, each with its share', () => {
    const flag = picture(10, 10, (x) =>
      x < 5 ? [20, 30, 40, 255] : x < 8 ? [200, 40, 30, 255] : [240, 230, 200, 255],
    )
    expect(proposePalette(flag, 3)).toEqual([
      { colour: '#141e28', share: 0.5 },
      { colour: '#c8281e', share: 0.3 },
      { colour: '#f0e6c8', share: 0.2 },
    ])
    expect(proposePalette(flag, 8)).toHaveLength(3)
  })

  test('is the same each time, never larger than asked, and covers the whole picture', () => {
    const anyPixels = fc.uint8Array({ minLength: 16, maxLength: 400 })
    fc.assert(
      fc.property(anyPixels, fc.integer({ min: 1, max: 8 }), (bytes, count) => {
        const pixels = Math.floor(bytes.length / 4)
        const any = {
          widthPx: pixels,
          heightPx: 1,
          rgba: bytes.map((b, i) => (i % 4 === 3 ? 255 : b)),
        }
        const proposed = proposePalette(any, count)
        expect(proposePalette(any, count)).toEqual(proposed)
        expect(proposed.length).toBeLessThanOrEqual(count)
        expect(proposed.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
      }),
    )
  })

  test('a picture of nothing proposes nothing', () => {
    expect(
      proposePalette(
        picture(4, 4, () => [9, 9, 9, 0]),
        4,
      ),
    ).toEqual([])
  })
})
