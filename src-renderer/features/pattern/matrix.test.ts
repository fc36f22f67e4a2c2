import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { arranged, filledSelection, repeated } from './arrange-selection.ts'
import { beginStroke, cellWords, extendedStroke } from './matrix-strokes.ts'
import {
  AXIS_PX,
  cellAtPx,
  clampedCell,
  fitMatrix,
  pannedMatrix,
  rectOfCells,
  revealing,
  zoomedMatrix,
} from './matrix-view.ts'

const size = { widthPx: 640, heightPx: 480 }
const grids = fc.record({
  rows: fc.integer({ min: 1, max: 200 }),
  columns: fc.integer({ min: 1, max: 200 }),
})
const aspects = fc.double({ min: 0.2, max: 5, noNaN: true })

describe('the view of a matrix', () => {
  test('has row 1 at the foot and column 1 at the right, as in the ring at twelve o’clock', () => {
    const grid = { rows: 27, columns: 15 }
    const view = fitMatrix(size, grid, 1)
    const right = view.leftPx + 15 * view.cellWidthPx - 1
    const foot = view.topPx + 27 * view.cellHeightPx - 1
    expect(cellAtPx(view, grid, right, foot)).toEqual({ row: 0, column: 0 })
    expect(cellAtPx(view, grid, view.leftPx + 1, view.topPx + 1)).toEqual({ row: 26, column: 14 })
  })

  test('a place in a cell’s rectangle is that cell, however it is zoomed and moved', () => {
    fc.assert(
      fc.property(
        grids,
        aspects,
        fc.record({
          factor: fc.double({ min: 0.1, max: 10, noNaN: true }),
          dx: fc.integer({ min: -500, max: 500 }),
          row: fc.nat(199),
          column: fc.nat(199),
        }),
        (grid, aspect, { factor, dx, row, column }) => {
          const cell = { row: row % grid.rows, column: column % grid.columns }
          const view = pannedMatrix(
            zoomedMatrix(fitMatrix(size, grid, aspect), 100, 50, factor),
            dx,
            -dx,
          )
          const rect = rectOfCells(view, grid, cell, cell)
          const x = rect.xPx + rect.widthPx / 2
          expect(cellAtPx(view, grid, x, rect.yPx + rect.heightPx / 2)).toEqual(cell)
        },
      ),
    )
  })

  test('zooming leaves what is under the pointer under it', () => {
    const grid = { rows: 9, columns: 9 }
    const view = fitMatrix(size, grid, 1)
    const zoomed = zoomedMatrix(view, 300, 200, 1.7)
    const share = (v: typeof view) => [
      (300 - v.leftPx) / v.cellWidthPx,
      (200 - v.topPx) / v.cellHeightPx,
    ]
    for (const [index, value] of share(zoomed).entries()) {
      expect(value).toBeCloseTo(share(view)[index] ?? NaN, 9)
    }
  })

  test('a cell out of sight is brought into it, and one in sight moves nothing', () => {
    fc.assert(
      fc.property(grids, fc.nat(199), fc.nat(199), (grid, row, column) => {
        const cell = clampedCell(grid, { row, column })
        const close = zoomedMatrix(fitMatrix(size, grid, 1), 320, 240, 20)
        const view = revealing(close, size, grid, cell)
        const rect = rectOfCells(view, grid, cell, cell)
        expect(rect.xPx).toBeGreaterThanOrEqual(AXIS_PX.left - 1e-6)
        expect(rect.yPx).toBeGreaterThanOrEqual(AXIS_PX.top - 1e-6)
        expect(rect.xPx + rect.widthPx).toBeLessThanOrEqual(size.widthPx - AXIS_PX.right + 1e-6)
        expect(rect.yPx + rect.heightPx).toBeLessThanOrEqual(size.heightPx - AXIS_PX.bottom + 1e-6)
        const again = revealing(view, size, grid, cell)
        expect(again.leftPx).toBeCloseTo(view.leftPx, 6)
      }),
    )
  })
})

const palette = ['A', 'B', 'C'].map((key) => ({
  key,
  name: `Veneer ${key}`,
  colour: '#808080',
  thicknessMm: 0.5,
  materialId: null,
}))
const plain: Pattern = { palette, rows: new Array<string>(5).fill('AAAAAAA') }
const none = { leftRight: false, inOut: false }

describe('a stroke', () => {
  test('of the brush keeps what it painted and leaves no gap however fast the hand is', () => {
    const first = beginStroke(
      plain,
      { row: 0, column: 0 },
      { tool: 'paint', key: 'B', symmetry: none },
    )
    const second = extendedStroke(first, { row: 4, column: 4 })
    const third = extendedStroke(second, { row: 4, column: 0 })
    expect(third.pattern.rows).toEqual(['BAAAAAA', 'ABAAAAA', 'AABAAAA', 'AAABAAA', 'BBBBBAA'])
    expect(third.base).toBe(plain)
  })

  test('of a line or a rectangle shows only where it now ends', () => {
    for (const [tool, rows] of [
      ['line', ['BBBAAAA', 'AAAAAAA', 'AAAAAAA']],
      ['rectangle', ['BBBAAAA', 'AAAAAAA', 'AAAAAAA']],
    ] as const) {
      const started = beginStroke(plain, { row: 0, column: 0 }, { tool, key: 'B', symmetry: none })
      const far = extendedStroke(started, { row: 4, column: 6 })
      expect(extendedStroke(far, { row: 0, column: 2 }).pattern.rows.slice(0, 3)).toEqual(rows)
    }
    const block = beginStroke(
      plain,
      { row: 0, column: 0 },
      { tool: 'block', key: 'C', symmetry: none },
    )
    expect(extendedStroke(block, { row: 1, column: 1 }).pattern.rows.slice(0, 3)).toEqual([
      'CCAAAAA',
      'CCAAAAA',
      'AAAAAAA',
    ])
  })

  test('with symmetry is its own mirror picture', () => {
    const symmetry = { leftRight: true, inOut: true }
    const stroke = beginStroke(plain, { row: 0, column: 1 }, { tool: 'paint', key: 'B', symmetry })
    expect(extendedStroke(stroke, { row: 1, column: 1 }).pattern.rows).toEqual([
      'ABAAABA',
      'ABAAABA',
      'AAAAAAA',
      'ABAAABA',
      'ABAAABA',
    ])
  })

  test('beside the pattern paints nothing and throws nothing', () => {
    const stroke = beginStroke(
      plain,
      { row: -3, column: 99 },
      { tool: 'fill', key: 'B', symmetry: none },
    )
    expect(stroke.pattern).toBe(plain)
  })
})

test('a cell is said by row, column and veneer; beside the pattern nothing is', () => {
  expect(cellWords(plain, { row: 4, column: 6 })).toEqual({ row: 5, column: 7, veneer: 'Veneer A' })
  expect(cellWords(plain, { row: 5, column: 0 })).toBeNull()
})

describe('what is selected', () => {
  const letters: Pattern = { palette, rows: ['ABC', 'BCA', 'CAB'] }
  const two = { corner: { row: 1, column: 1 }, opposite: { row: 0, column: 0 } }

  test('is arranged by itself; without a selection the whole tile is', () => {
    const rows = (outcome: ReturnType<typeof arranged>) => (outcome.ok ? outcome.value.rows : null)
    expect(rows(arranged(letters, 'mirrorLeftRight', two))).toEqual(['BAC', 'CBA', 'CAB'])
    expect(rows(arranged(letters, 'mirrorLeftRight', null))).toEqual(['CBA', 'ACB', 'BAC'])
    expect(rows(arranged(letters, 'shiftOut', null))).toEqual(['CAB', 'ABC', 'BCA'])
  })

  test('moves as it is seen: left is the way the columns run', () => {
    const moved = arranged({ palette, rows: ['BAA'] }, 'shiftLeft', null)
    expect(moved.ok && moved.value.rows).toEqual(['ABA'])
  })

  test('is turned by a quarter only when it is square', () => {
    const oblong = { corner: { row: 0, column: 0 }, opposite: { row: 0, column: 2 } }
    expect(arranged(letters, 'quarterTurn', oblong).ok).toBe(false)
    expect(arranged(letters, 'quarterTurn', two).ok).toBe(true)
  })

  test('is filled with one colour, and two tiles become one as they are laid', () => {
    expect(filledSelection(letters, two, 'A').rows).toEqual(['AAC', 'AAA', 'CAB'])
    const book = repeated(letters, 'book')
    expect(book.ok && book.value.rows).toEqual(['ABCCBA', 'BCAACB', 'CABBAC'])
    const wide = { palette, rows: ['A'.repeat(150)] }
    expect(repeated(wide, 'slip').ok).toBe(false)
  })
})
