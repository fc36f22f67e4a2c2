import type { Pattern } from './pattern.schema.ts'

/**
 * The rows as the eye meets them on the finished top, neck up, in the tile at twelve o'clock: the
 * outermost row first, each from left to right. Columns run counterclockwise, and counterclockwise is
 * leftwards up there, so the first column stands at the right. Drawn the other way round a picture would
 * come out mirrored in the ring.
 */
export function seenRows(pattern: Pattern): string[] {
  return pattern.rows.map((row) => Array.from(row).reverse().join('')).reverse()
}

/**
 * The pattern, or every so many rows and columns of a large one: at most `limit` of each, the first and
 * the last included, evenly spread between. For little pictures in lists.
 */
export function thumbnailOf(pattern: Pattern, limit: number): Pattern {
  const columnCount = pattern.rows[0]?.length ?? 0
  if (pattern.rows.length <= limit && columnCount <= limit) return pattern
  const pick = (count: number) =>
    Array.from({ length: Math.min(count, limit) }, (_, index) =>
      count <= limit ? index : Math.round((index * (count - 1)) / (limit - 1)),
    )
  const columns = pick(columnCount)
  const rows = pick(pattern.rows.length).map((row) =>
    columns.map((column) => pattern.rows[row]?.charAt(column) ?? '').join(''),
  )
  return { ...pattern, rows }
}
