import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyPattern, patternOf, veneerOf } from '../../tests/pattern/random-pattern.ts'
import {
  laidTile,
  mirrorInOut,
  mirrorLeftRight,
  repeatAround,
  repeatOutwards,
  rotateHalfTurn,
  rotateQuarterTurn,
  shift,
} from './arrange.ts'
import {
  blankPattern,
  type Cell,
  colourCounts,
  columnCountOf,
  columnKeys,
  rowCountOf,
  samePicture,
} from './grid.ts'
import {
  addColour,
  editColour,
  removeColour,
  removeUnusedColours,
  replaceColour,
  swapColours,
} from './palette.ts'
import { patternSchema } from './pattern.schema.ts'
import { copyRegion, pasteRegion } from './region.ts'
import { insertLines, removeLines, resize } from './size.ts'

const cell = (row: number, column: number): Cell => ({ row, column })

describe('arranging', () => {
  const pattern = patternOf('ABC', 'DEF')

  test('a quarter turn clockwise brings the lower left to the upper left', () => {
    expect(rotateQuarterTurn(pattern, 'clockwise').rows).toEqual(['DA', 'EB', 'FC'])
    expect(rotateQuarterTurn(pattern, 'counterclockwise').rows).toEqual(['CF', 'BE', 'AD'])
  })

  test('turns and mirrors undo each other', () => {
    fc.assert(
      fc.property(anyPattern(), (any) => {
        const there = rotateQuarterTurn(any, 'clockwise')
        expect(rotateQuarterTurn(there, 'counterclockwise')).toEqual(any)
        expect(rotateQuarterTurn(there, 'clockwise')).toEqual(rotateHalfTurn(any))
        expect(mirrorLeftRight(mirrorInOut(any))).toEqual(rotateHalfTurn(any))
        expect(mirrorLeftRight(mirrorLeftRight(any))).toEqual(any)
      }),
    )
  })

  test('shifting goes outwards and counterclockwise, round the edge, and back', () => {
    expect(shift(pattern, 1, 1).rows).toEqual(['FDE', 'CAB'])
    fc.assert(
      fc.property(
        anyPattern(),
        fc.integer({ min: -30, max: 30 }),
        fc.integer({ min: -30, max: 30 }),
        (any, rows, columns) => {
          expect(shift(shift(any, rows, columns), -rows, -columns)).toEqual(any)
        },
      ),
    )
  })

  test('slip lays tiles alike, book turns every other over, inversion end for end', () => {
    const rowsOf = (assembly: 'slip' | 'book' | 'inversion') => {
      const repeated = repeatAround(pattern, 3, assembly)
      return repeated.ok ? repeated.value.rows : []
    }
    expect(rowsOf('slip')).toEqual(['ABCABCABC', 'DEFDEFDEF'])
    expect(rowsOf('book')).toEqual(['ABCCBAABC', 'DEFFEDDEF'])
    expect(rowsOf('inversion')).toEqual(['ABCFEDABC', 'DEFCBADEF'])
    expect(laidTile(pattern, 'book', 45).rows).toEqual(['CBA', 'FED'])
  })

  test('repeats outwards mirror inside and outside, and too many are refused with the limit', () => {
    const book = repeatOutwards(pattern, 2, 'book')
    expect(book.ok && book.value.rows).toEqual(['ABC', 'DEF', 'DEF', 'ABC'])
    const refused = repeatAround(pattern, 67, 'slip')
    expect(refused).toMatchObject({
      ok: false,
      error: { place: 'columns', message: '201 is above the limit 200' },
    })
  })
})

describe('rows and columns', () => {
  const pattern = patternOf('AB', 'BA')

  test('are put in and taken out again', () => {
    const wider = insertLines(pattern, 'columns', { index: 1, count: 2 }, 'A')
    if (!wider.ok) throw new Error(wider.error.message)
    expect(wider.value.rows).toEqual(['AAAB', 'BAAA'])
    expect(removeLines(wider.value, 'columns', { index: 1, count: 2 })).toEqual({
      ok: true,
      value: pattern,
    })
    const higher = insertLines(pattern, 'rows', { index: 2, count: 1 }, 'B')
    expect(higher.ok && higher.value.rows).toEqual(['AB', 'BA', 'BB'])
  })

  test('beside the pattern, or all of them, are refused', () => {
    expect(insertLines(pattern, 'rows', { index: 3, count: 1 }, 'A').ok).toBe(false)
    expect(removeLines(pattern, 'rows', { index: 1, count: 2 }).ok).toBe(false)
    expect(removeLines(pattern, 'rows', { index: 0, count: 2 })).toMatchObject({
      error: { message: '0 is below the limit 1' },
    })
  })

  test('a new size keeps the anchored side', () => {
    const size = { rows: 3, columns: 4, fillKey: 'A' } as const
    const grown = resize(pattern, { ...size, rowAnchor: 'end', columnAnchor: 'middle' })
    expect(grown.ok && grown.value.rows).toEqual(['AAAA', 'AABA', 'ABAA'])
    const start = resize(pattern, { ...size, rows: 1, rowAnchor: 'start', columnAnchor: 'start' })
    expect(start.ok && start.value.rows).toEqual(['ABAA'])
    expect(
      resize(pattern, { ...size, rows: 201, rowAnchor: 'start', columnAnchor: 'start' }),
    ).toMatchObject({ ok: false, error: { message: '201 is above the limit 200' } })
  })

  test('growing and shrinking again at the same anchor gives the pattern back', () => {
    const anchor = fc.constantFrom('start', 'end', 'middle')
    fc.assert(
      fc.property(anyPattern(), anchor, fc.nat(5), (any, side, more) => {
        const back = { rowAnchor: side, columnAnchor: side, fillKey: 'A' } as const
        const rows = rowCountOf(any)
        const columns = columnCountOf(any)
        // in the middle only an even change has one middle
        const by = side === 'middle' ? 2 * more : more
        const grown = resize(any, { rows: rows + by, columns: columns + by, ...back })
        if (!grown.ok) throw new Error(grown.error.message)
        expect(resize(grown.value, { rows, columns, ...back })).toEqual({ ok: true, value: any })
      }),
    )
  })
})

describe('the palette', () => {
  const pattern = patternOf('AB', 'BC')

  test('gives the next free letter, and refuses a 63rd colour', () => {
    const { key, ...rest } = veneerOf(3)
    const added = addColour(pattern, rest)
    expect(added.ok && added.value.key).toBe(key)
    const full = {
      ...pattern,
      palette: Array.from({ length: 62 }, (_, index) => veneerOf(index)),
    }
    expect(addColour(full, rest)).toMatchObject({
      ok: false,
      error: { message: 'would have 63 colours, which is above the limit 62' },
    })
  })

  test('a colour in use goes only with a replacement, and never the last one', () => {
    expect(removeColour(pattern, 'B', null)).toMatchObject({
      error: { message: '"B" still has 2 cells' },
    })
    const gone = removeColour(pattern, 'B', 'A')
    expect(gone.ok && gone.value.rows).toEqual(['AA', 'AC'])
    expect(gone.ok && gone.value.palette.map(({ key }) => key)).toEqual(['A', 'C'])
    expect(removeColour(patternOf('A'), 'A', null).ok).toBe(false)
  })

  test('replacing and swapping move cells from colour to colour, none is lost', () => {
    fc.assert(
      fc.property(anyPattern(), (any) => {
        const last = any.palette.at(-1)?.key ?? 'A'
        const before = colourCounts(any)
        const count = (key: string) => before.get(key) ?? 0
        const replaced = colourCounts(replaceColour(any, 'A', last))
        expect(replaced.get(last)).toBe(last === 'A' ? count('A') : count('A') + count(last))
        const swapped = colourCounts(swapColours(any, 'A', last))
        expect(swapped.get('A')).toBe(count(last))
        expect(swapped.get(last)).toBe(count('A'))
      }),
    )
  })

  test('unused colours go, thickness is changed in place', () => {
    const spare = { ...pattern, palette: [...pattern.palette, veneerOf(7)] }
    expect(removeUnusedColours(spare)).toEqual(pattern)
    expect(editColour(pattern, 'B', { thicknessMm: 0.6 }).palette[1]).toMatchObject({
      key: 'B',
      thicknessMm: 0.6,
    })
  })
})

describe('copy and paste', () => {
  test('a piece carries the colours it uses and lands where it is put, cut at the edge', () => {
    const piece = copyRegion(patternOf('ABC', 'ABD'), cell(1, 2), cell(0, 1))
    expect(piece?.rows).toEqual(['BC', 'BD'])
    expect(piece?.palette.map(({ key }) => key)).toEqual(['B', 'C', 'D'])
    if (piece === null) throw new Error('a piece expected')
    const pasted = pasteRegion(patternOf('AAA', 'AAA'), piece, cell(1, 1), 'veneer')
    expect(pasted.ok && pasted.value.rows).toEqual(['AAA', 'ABC'])
    expect(copyRegion(piece, cell(5, 5), cell(9, 9))).toBeNull()
  })

  test('by letter a colour takes the meaning it has here, by veneer it stays what it was', () => {
    const walnut = { ...veneerOf(0), name: 'Walnut', colour: '#5c3f2a' }
    const here = { palette: [walnut, veneerOf(1)], rows: ['AB'] }
    const piece = {
      palette: [
        { ...veneerOf(1), key: 'A' },
        { ...walnut, key: 'B' },
      ],
      rows: ['AB'],
    }
    const byKey = pasteRegion(here, piece, cell(0, 0), 'key')
    const byVeneer = pasteRegion(here, piece, cell(0, 0), 'veneer')
    expect(byKey.ok && byKey.value.rows).toEqual(['AB'])
    expect(byVeneer.ok && byVeneer.value.rows).toEqual(['BA'])
    expect(byVeneer.ok && byVeneer.value.palette).toHaveLength(2)
  })

  test('pasted by veneer, a pattern shows the same picture over any other', () => {
    fc.assert(
      fc.property(anyPattern(), (piece) => {
        const other = { ...veneerOf(1), key: 'A', name: 'Other', colour: '#ff00ff' }
        const blank = blankPattern([other], rowCountOf(piece), columnCountOf(piece))
        if (!blank.ok) throw new Error(blank.error.message)
        const pasted = pasteRegion(blank.value, piece, cell(0, 0), 'veneer')
        if (!pasted.ok) throw new Error(pasted.error.message)
        expect(patternSchema.safeParse(pasted.value).success).toBe(true)
        expect(samePicture(pasted.value, piece)).toBe(true)
      }),
    )
  })

  test('letters given to new colours never take over another letter of the piece', () => {
    const piece = patternOf('BC')
    const here = { palette: [veneerOf(0)], rows: ['AA'] }
    const pasted = pasteRegion(here, piece, cell(0, 0), 'key')
    if (!pasted.ok) throw new Error(pasted.error.message)
    expect(samePicture(pasted.value, piece)).toBe(true)
  })
})

test('two pictures are the same whatever their letters, and no longer with one cell changed', () => {
  const one = patternOf('AB', 'BA')
  const relettered = {
    palette: one.palette.map((veneer) => ({ ...veneer, key: veneer.key === 'A' ? 'x' : 'y' })),
    rows: ['xy', 'yx'],
  }
  expect(samePicture(one, relettered)).toBe(true)
  expect(samePicture(one, { ...relettered, rows: ['xy', 'yy'] })).toBe(false)
  expect(columnKeys(one, 1)).toBe('BA')
})

test('edits keep a pattern valid', () => {
  fc.assert(
    fc.property(anyPattern(), fc.nat(20), fc.nat(20), (any, rows, columns) => {
      const edited = [
        rotateQuarterTurn(any, 'clockwise'),
        shift(any, rows, columns),
        swapColours(any, 'A', any.palette.at(-1)?.key ?? 'A'),
      ]
      for (const pattern of edited) expect(patternSchema.safeParse(pattern).success).toBe(true)
    }),
  )
})
