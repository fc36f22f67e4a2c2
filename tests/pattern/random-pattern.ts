import fc from 'fast-check'
import { PATTERN_KEYS, type Pattern, type VeneerColour } from '#core/pattern/pattern.schema.ts'

/** A veneer of a test's palette; `index` sets letter, name and colour. */
export function veneerOf(index: number, thicknessMm = 0.5): VeneerColour {
  const key = PATTERN_KEYS.charAt(index)
  const shade = (index * 3 + 16).toString(16).padStart(2, '0')
  return {
    key,
    name: `Veneer ${key}`,
    colour: `#${shade}${shade}${shade}`,
    thicknessMm,
    materialId: null,
  }
}

/** A pattern written as its rows, innermost first; its palette is A, B, C … as far as the rows use it. */
export function patternOf(...rows: readonly string[]): Pattern {
  const last = Math.max(...Array.from(rows.join(''), (key) => PATTERN_KEYS.indexOf(key)))
  return {
    palette: Array.from({ length: last + 1 }, (_, index) => veneerOf(index)),
    rows: [...rows],
  }
}

/** Any pattern up to so many rows and columns, with one to eight colours. */
export function anyPattern(maxRows = 12, maxColumns = 12): fc.Arbitrary<Pattern> {
  return fc
    .record({
      rowCount: fc.integer({ min: 1, max: maxRows }),
      columnCount: fc.integer({ min: 1, max: maxColumns }),
      colourCount: fc.integer({ min: 1, max: 8 }),
    })
    .chain(({ rowCount, columnCount, colourCount }) => {
      const row = fc
        .array(fc.integer({ min: 0, max: colourCount - 1 }), {
          minLength: columnCount,
          maxLength: columnCount,
        })
        .map((indices) => indices.map((index) => PATTERN_KEYS.charAt(index)).join(''))
      return fc.array(row, { minLength: rowCount, maxLength: rowCount }).map((rows) => ({
        palette: Array.from({ length: colourCount }, (_, index) => veneerOf(index)),
        rows,
      }))
    })
}
