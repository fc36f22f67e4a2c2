import { columnCountOf, columnKeys } from './grid.ts'
import type { StackPiece } from './mosaic-recipe.schema.ts'
import type { Pattern, VeneerColour } from './pattern.schema.ts'

/** A thicker veneer at hand, which may take the place of several like ones that lie together. */
export interface StockedVeneer {
  readonly key: string
  readonly thicknessMm: number
}

/** One kind of column: its letters from the inside out, and where it comes. */
export interface ColumnGroup {
  readonly keys: string
  readonly columnIndices: readonly number[]
  /** Where each strip lies in the log: by column, whether inside becomes outside. */
  readonly flipped: readonly boolean[]
}

function reversed(keys: string): string {
  return Array.from(keys).reverse().join('')
}

/**
 * Groups columns that are alike, in the order they are first met. With `flipPlates` a column that is
 * another one read from the outside in belongs to it: its strip is turned inside out.
 */
export function groupColumns(pattern: Pattern, flipPlates: boolean): readonly ColumnGroup[] {
  const groups = new Map<string, { columnIndices: number[]; flipped: boolean[] }>()
  for (let column = 0; column < columnCountOf(pattern); column += 1) {
    const keys = columnKeys(pattern, column)
    const turned = flipPlates && !groups.has(keys) ? reversed(keys) : keys
    const isFlipped = turned !== keys && groups.has(turned)
    const name = isFlipped ? turned : keys
    const group = groups.get(name) ?? { columnIndices: [], flipped: [] }
    group.columnIndices.push(column)
    group.flipped.push(isFlipped)
    groups.set(name, group)
  }
  return [...groups.entries()].map(([keys, group]) => ({ keys, ...group }))
}

/** A run of one letter. */
interface Run {
  readonly key: string
  readonly cells: number
}

function runsOf(keys: string): readonly Run[] {
  const runs: Run[] = []
  let from = 0
  for (let at = 1; at <= keys.length; at += 1) {
    if (at < keys.length && keys.charCodeAt(at) === keys.charCodeAt(from)) continue
    runs.push({ key: keys.charAt(from), cells: at - from })
    from = at
  }
  return runs
}

/** What stands for the cells of one colour. */
export interface VeneerChoice {
  readonly single: StackPiece
  /** Thicker veneers that stand for several cells, the thickest first. */
  readonly thick: readonly StackPiece[]
}

/**
 * The veneers each colour may be stacked of. A stocked one stands for n cells when it is as thick as they
 * are glued, n·v + (n − 1)·g, within a quarter of one veneer.
 */
export function veneerChoices(
  palette: readonly VeneerColour[],
  stocked: readonly StockedVeneer[],
  glueLineMm: number,
): ReadonlyMap<string, VeneerChoice> {
  return new Map(
    palette.map((veneer) => {
      const { key } = veneer
      const thick = stocked
        .filter((candidate) => candidate.key === key)
        .flatMap(({ thicknessMm }) => {
          const pitchMm = veneer.thicknessMm + glueLineMm
          const cells = Math.round((thicknessMm + glueLineMm) / pitchMm)
          const offMm = Math.abs(cells * pitchMm - glueLineMm - thicknessMm)
          return cells >= 2 && offMm <= veneer.thicknessMm / 4 ? [{ key, cells, thicknessMm }] : []
        })
        .toSorted((one, other) => other.cells - one.cells)
      return [key, { single: { key, cells: 1, thicknessMm: veneer.thicknessMm }, thick }]
    }),
  )
}

/**
 * The stack of a column as veneers to be laid in order: a veneer for each cell, or a thicker one where one
 * is stocked that stands for several (the thickest that fits first).
 */
export function stackOf(
  keys: string,
  choices: ReadonlyMap<string, VeneerChoice>,
): readonly StackPiece[] {
  const stack: StackPiece[] = []
  for (const { key, cells } of runsOf(keys)) {
    const choice = choices.get(key)
    if (choice === undefined) throw new Error(`"${key}" is no colour of the palette`)
    let left = cells
    for (const thick of choice.thick) {
      for (; left >= thick.cells; left -= thick.cells) stack.push(thick)
    }
    for (; left > 0; left -= 1) stack.push(choice.single)
  }
  return stack
}

/** Height of a glued stack, mm: H = Σv + (n − 1)·g, g the glue line between two of n veneers. */
export function stackHeightMm(stack: readonly StackPiece[], glueLineMm: number): number {
  const woodMm = stack.reduce((sum, { thicknessMm }) => sum + thicknessMm, 0)
  return woodMm + Math.max(0, stack.length - 1) * glueLineMm
}
