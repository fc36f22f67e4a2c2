import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyPattern, patternOf, veneerOf } from '../../tests/pattern/random-pattern.ts'
import { mirrorInOut, mirrorLeftRight } from './arrange.ts'
import { blankPattern, type Cell, columnCountOf, keyAt, rowCountOf } from './grid.ts'
import { areaCells, lineCells, paintCells, rectangleCells, symmetricCells } from './paint.ts'

const cell = (row: number, column: number): Cell => ({ row, column })
const anyCell = (span = 30) =>
  fc.record({
    row: fc.integer({ min: -2, max: span }),
    column: fc.integer({ min: -2, max: span }),
  })

describe('painting', () => {
  const blank = patternOf('AAA', 'AAB')

  test('sets the cells and nothing else', () => {
    expect(paintCells(blank, [cell(0, 1), cell(1, 0)], 'B').rows).toEqual(['ABA', 'BAB'])
  })

  test('what lies beside the pattern is left out, and no change gives the same pattern back', () => {
    const beside = [cell(-1, 0), cell(0, -1), cell(2, 0), cell(0, 3)]
    expect(paintCells(blank, beside, 'B')).toBe(blank)
    expect(paintCells(blank, [cell(1, 2)], 'B')).toBe(blank)
  })

  test('a letter the palette lacks is a defect of the caller', () => {
    expect(() => paintCells(blank, [cell(0, 0)], 'Z')).toThrow('"Z" is no colour')
  })

  test('after painting, exactly the painted cells have the letter or had it before', () => {
    fc.assert(
      fc.property(anyPattern(), fc.array(anyCell(14)), (pattern, cells) => {
        const painted = paintCells(pattern, cells, 'A')
        const asked = new Set(cells.map(({ row, column }) => `${String(row)},${String(column)}`))
        for (let row = 0; row < rowCountOf(pattern); row += 1) {
          for (let column = 0; column < columnCountOf(pattern); column += 1) {
            const before = keyAt(pattern, { row, column })
            const expected = asked.has(`${String(row)},${String(column)}`) ? 'A' : before
            expect(keyAt(painted, { row, column })).toBe(expected)
          }
        }
      }),
    )
  })
})

describe('a line', () => {
  test('runs as drawn on squared paper', () => {
    expect(lineCells(cell(0, 0), cell(1, 3))).toEqual([
      cell(0, 0),
      cell(0, 1),
      cell(1, 2),
      cell(1, 3),
    ])
  })

  test('joins its ends without a gap, a cell twice, or straying half a cell from the straight', () => {
    fc.assert(
      fc.property(anyCell(), anyCell(), (from, to) => {
        const cells = lineCells(from, to)
        const rows = to.row - from.row
        const columns = to.column - from.column
        expect(cells[0]).toEqual(from)
        expect(cells.at(-1)).toEqual(to)
        expect(cells).toHaveLength(Math.max(Math.abs(rows), Math.abs(columns)) + 1)
        for (const [index, { row, column }] of cells.entries()) {
          const before = cells[index - 1]
          if (before !== undefined) {
            const step = Math.max(Math.abs(row - before.row), Math.abs(column - before.column))
            expect(step).toBe(1)
          }
          // cross product over the longer side: distance along the shorter one
          const off = (row - from.row) * columns - (column - from.column) * rows
          const longer = Math.max(Math.abs(rows), Math.abs(columns), 1)
          expect(Math.abs(off) / longer).toBeLessThanOrEqual(0.5)
        }
      }),
    )
  })
})

describe('rectangles and areas', () => {
  test('a filled rectangle has all its cells, an edge only its border', () => {
    expect(rectangleCells(cell(3, 4), cell(1, 1), 'filled')).toHaveLength(12)
    expect(rectangleCells(cell(3, 4), cell(1, 1), 'edge')).toHaveLength(10)
  })

  test('an area stops at other colours and at corners', () => {
    const pattern = patternOf('AABA', 'ABAA', 'BAAA')
    expect(areaCells(pattern, cell(0, 0))).toHaveLength(3)
    expect(areaCells(pattern, cell(2, 3))).toHaveLength(6)
    expect(areaCells(pattern, cell(9, 9))).toEqual([])
  })

  test('filling an area leaves no neighbour of the old colour beside it', () => {
    fc.assert(
      fc.property(anyPattern(), fc.nat(11), fc.nat(11), (pattern, row, column) => {
        const key = keyAt(pattern, { row, column })
        const area = areaCells(pattern, { row, column })
        const inside = new Set(area.map((at) => at.row * 100 + at.column))
        expect(inside.size).toBe(area.length)
        for (const at of area) {
          expect(keyAt(pattern, at)).toBe(key)
          for (const [rows, columns] of [
            [-1, 0],
            [1, 0],
            [0, -1],
            [0, 1],
          ] as const) {
            const next = { row: at.row + rows, column: at.column + columns }
            if (keyAt(pattern, next) === key) {
              expect(inside.has(next.row * 100 + next.column)).toBe(true)
            }
          }
        }
      }),
    )
  })

  test('a symmetric stroke leaves a symmetric pattern symmetric', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.array(anyCell(10)),
        (rows, columns, stroke) => {
          const blank = blankPattern([veneerOf(0), veneerOf(1)], rows, columns)
          if (!blank.ok) throw new Error(blank.error.message)
          const both = { leftRight: true, inOut: true }
          const cells = symmetricCells(blank.value, stroke, both)
          const painted = paintCells(blank.value, cells, 'B')
          expect(mirrorLeftRight(painted).rows).toEqual(painted.rows)
          expect(mirrorInOut(painted).rows).toEqual(painted.rows)
          expect(paintCells(painted, stroke, 'B')).toBe(painted)
        },
      ),
    )
  })
})
