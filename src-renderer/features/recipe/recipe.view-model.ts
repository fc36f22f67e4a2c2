import type { MosaicRecipe, Plate } from '#core/pattern/mosaic-recipe.schema.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import type { Highlight } from '../../session/highlight.store.ts'

/** Black or white, whichever reads better on a veneer (weights of ITU-R BT.601). */
export function inkOn(colour: string): string {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
  return 0.299 * part(1) + 0.587 * part(3) + 0.114 * part(5) > 140 ? '#1b1917' : '#ffffff'
}

/** Everything of one letter as one SVG path. */
export interface KeyPath {
  readonly key: string
  readonly path: string
}

function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${String(x)} ${String(y)}h${String(width)}v${String(height)}h${String(-width)}z`
}

function pathsOf(parts: ReadonlyMap<string, readonly string[]>): readonly KeyPath[] {
  return [...parts].map(([key, path]) => ({ key, path: path.join('') }))
}

function add(parts: Map<string, string[]>, key: string, path: string): void {
  const known = parts.get(key)
  if (known === undefined) parts.set(key, [path])
  else known.push(path)
}

/**
 * The tile as paths in a grid of unit cells: outside of the ring up, column 0 at the right, as it is seen
 * from above. Neighbouring cells of a row are one piece.
 */
export function tilePaths({ rows }: Pattern): readonly KeyPath[] {
  const parts = new Map<string, string[]>()
  for (const [index, row] of rows.entries()) {
    const y = rows.length - 1 - index
    let from = 0
    for (let column = 1; column <= row.length; column += 1) {
      if (row[column] === row[from]) continue
      const key = row.charAt(from)
      add(parts, key, rectangle(row.length - column, y, column - from, 1))
      from = column
    }
  }
  return pathsOf(parts)
}

/** Neighbouring veneers of a stack that are alike. */
export interface StackRun {
  readonly key: string
  /** Veneers in it. */
  readonly count: number
  readonly thicknessMm: number
  /** Rows it covers, from the innermost. */
  readonly fromRow: number
  readonly toRow: number
}

/** A stack as runs, from the inside out. */
export function stackRuns({ stack }: Plate): readonly StackRun[] {
  const runs: StackRun[] = []
  let row = 0
  for (const { key, cells, thicknessMm } of stack) {
    const last = runs.at(-1)
    const toRow = row + cells
    if (last?.key === key && last.thicknessMm === thicknessMm) {
      runs[runs.length - 1] = { ...last, count: last.count + 1, toRow }
    } else runs.push({ key, count: 1, thicknessMm, fromRow: row, toRow })
    row = toRow
  }
  return runs
}

/** The plate a highlight falls on; null when it is another ring's or no column's. */
export function plateOfHighlight(
  recipe: MosaicRecipe,
  ringId: string,
  highlight: Highlight | null,
): number | null {
  if (highlight?.ringId !== ringId || highlight.column === null) return null
  return recipe.logSequence[highlight.column]?.plate ?? null
}

/** The row of a plate's own stack that a highlight falls on: a turned strip counts from its other end. */
export function plateRowOfHighlight(
  recipe: MosaicRecipe,
  ringId: string,
  highlight: Highlight | null,
): number | null {
  if (highlight?.ringId !== ringId || highlight.row === null || highlight.column === null) {
    return null
  }
  const strip = recipe.logSequence[highlight.column]
  return strip?.flipped === true ? recipe.rows - 1 - highlight.row : highlight.row
}

/** One line of the cut list: pieces of one veneer in one size. */
export interface CutRow {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly colour: string
  readonly thicknessMm: number
  readonly widthMm: number
  readonly lengthMm: number
  readonly pieces: number
  readonly spare: number
  readonly plateNumbers: readonly number[]
}

/** The cut list with a line for each size; the pieces for waste stand with the widest. */
export function cutRows({ cutList }: MosaicRecipe): readonly CutRow[] {
  return cutList.flatMap((entry) =>
    entry.sizes.map((size, index) => ({
      id: `${entry.key} ${String(entry.thicknessMm)} ${String(size.widthMm)}`,
      key: entry.key,
      name: entry.name,
      colour: entry.colour,
      thicknessMm: entry.thicknessMm,
      widthMm: size.widthMm,
      lengthMm: size.lengthMm,
      pieces: size.pieces,
      spare: index === 0 ? entry.piecesWithWaste - entry.pieces : 0,
      plateNumbers: size.plateNumbers,
    })),
  )
}
