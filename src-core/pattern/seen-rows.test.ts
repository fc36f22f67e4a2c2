import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rotateHalfTurn } from './arrange.ts'
import { PATTERN_KEYS, type Pattern } from './pattern.schema.ts'
import { quantise } from './quantise.ts'
import { seenRows, thumbnailOf } from './seen-rows.ts'

const palette = [
  { key: 'A', name: 'Black', colour: '#000000', thicknessMm: 0.5, materialId: null },
  { key: 'B', name: 'White', colour: '#ffffff', thicknessMm: 0.5, materialId: null },
]

test('outside is up and the first column stands at the right, a half turn from how it is kept', () => {
  const pattern: Pattern = { palette, rows: ['ABB', 'AAA', 'BBA'] }
  expect(seenRows(pattern)).toEqual(['ABB', 'AAA', 'BBA'])
  expect(seenRows({ palette, rows: ['AB', 'AA', 'BB'] })).toEqual(['BB', 'AA', 'BA'])
  expect(seenRows(pattern)).toEqual(rotateHalfTurn(pattern).rows)
})

test('a picture is seen in the ring as it was in its file, not mirrored', () => {
  const seen = ['ABBA', 'AABB', 'BABB']
  const bytes = seen.flatMap((row) =>
    Array.from(row).flatMap((key) => (key === 'A' ? [0, 0, 0, 255] : [255, 255, 255, 255])),
  )
  const picture = { widthPx: 4, heightPx: 3, rgba: Uint8Array.from(bytes) }
  const made = quantise(picture, {
    source: 'p',
    rows: 3,
    columns: 4,
    palette,
    diffuse: false,
    top: 'outer',
  })
  expect(made.ok && seenRows(made.value)).toEqual(seen)
})

const grids = fc
  .record({ rows: fc.integer({ min: 1, max: 60 }), columns: fc.integer({ min: 1, max: 60 }) })
  .map(({ rows, columns }): Pattern => {
    const row = (at: number) =>
      Array.from({ length: columns }, (_, column) => PATTERN_KEYS[(at * 7 + column) % 62]).join('')
    return { palette, rows: Array.from({ length: rows }, (_, at) => row(at)) }
  })

test('seen and kept are the same picture there and back', () => {
  fc.assert(
    fc.property(grids, (pattern) => {
      expect(seenRows({ ...pattern, rows: seenRows(pattern) })).toEqual(pattern.rows)
    }),
  )
})

test('a thumbnail is never larger than asked and keeps all four corners', () => {
  fc.assert(
    fc.property(grids, fc.integer({ min: 2, max: 70 }), (pattern, limit) => {
      const { rows } = thumbnailOf(pattern, limit)
      expect(rows.length).toBe(Math.min(limit, pattern.rows.length))
      expect(rows[0]?.length).toBe(Math.min(limit, pattern.rows[0]?.length ?? 0))
      expect(rows[0]?.at(0)).toBe(pattern.rows[0]?.at(0))
      expect(rows.at(-1)?.at(-1)).toBe(pattern.rows.at(-1)?.at(-1))
    }),
  )
})
