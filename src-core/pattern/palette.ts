import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { colourCounts } from './grid.ts'
import { PATTERN_KEYS, PATTERN_LIMITS, type Pattern, type VeneerColour } from './pattern.schema.ts'

/** The first letter no colour is written with; null when all are given out. */
export function freeKey(palette: readonly VeneerColour[]): string | null {
  const used = new Set(palette.map(({ key }) => key))
  return Array.from(PATTERN_KEYS).find((key) => !used.has(key)) ?? null
}

/** A palette with one more veneer, and the letter it was given. Refuses more than `PATTERN_LIMITS` colours. */
export function addColour(
  pattern: Pattern,
  veneer: Omit<VeneerColour, 'key'>,
): Result<{ readonly pattern: Pattern; readonly key: string }, DataProblem> {
  const key = freeKey(pattern.palette)
  if (key === null) {
    const count = String(pattern.palette.length + 1)
    const message = `would have ${count} colours, which is above the limit ${String(PATTERN_LIMITS.maxColours)}`
    return failure(dataProblem('pattern', 'palette', message))
  }
  return success({
    pattern: { ...pattern, palette: [...pattern.palette, { key, ...veneer }] },
    key,
  })
}

/** Changes name, colour, thickness or material of a veneer; its letter stays. */
export function editColour(
  pattern: Pattern,
  key: string,
  change: Partial<Omit<VeneerColour, 'key'>>,
): Pattern {
  const palette = pattern.palette.map((veneer) =>
    veneer.key === key ? { ...veneer, ...change } : veneer,
  )
  return { ...pattern, palette }
}

/** Paints every cell of one colour in another. Gives the same pattern when there is none. */
export function replaceColour(pattern: Pattern, fromKey: string, toKey: string): Pattern {
  if (fromKey === toKey || !pattern.rows.some((row) => row.includes(fromKey))) return pattern
  return { ...pattern, rows: pattern.rows.map((row) => row.replaceAll(fromKey, toKey)) }
}

/** Swaps two colours wherever they are. */
export function swapColours(pattern: Pattern, oneKey: string, otherKey: string): Pattern {
  const swapped = new Map([
    [oneKey, otherKey],
    [otherKey, oneKey],
  ])
  const rows = pattern.rows.map((row) => Array.from(row, (key) => swapped.get(key) ?? key).join(''))
  return { ...pattern, rows }
}

/**
 * Takes a veneer off the palette. Cells that have it are painted in `replacementKey`; without one a
 * colour still in use is refused, and so is the last colour.
 */
export function removeColour(
  pattern: Pattern,
  key: string,
  replacementKey: string | null,
): Result<Pattern, DataProblem> {
  if (pattern.palette.length === 1) {
    return failure(dataProblem('pattern', 'palette', 'has only this one colour left'))
  }
  const used = colourCounts(pattern).get(key) ?? 0
  if (used > 0 && replacementKey === null) {
    const message = `"${key}" still has ${String(used)} cells`
    return failure(dataProblem('pattern', 'palette', message))
  }
  const painted = replacementKey === null ? pattern : replaceColour(pattern, key, replacementKey)
  return success({ ...painted, palette: pattern.palette.filter((veneer) => veneer.key !== key) })
}

/** Takes every veneer off the palette that no cell has; one always stays. */
export function removeUnusedColours(pattern: Pattern): Pattern {
  const counts = colourCounts(pattern)
  const palette = pattern.palette.filter(({ key }) => (counts.get(key) ?? 0) > 0)
  return palette.length === pattern.palette.length ? pattern : { ...pattern, palette }
}
