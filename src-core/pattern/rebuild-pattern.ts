import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { rowsFrom } from './grid.ts'
import type { MosaicRecipe, Plate } from './mosaic-recipe.schema.ts'
import type { Pattern, VeneerColour } from './pattern.schema.ts'
import { pictureCheck } from './picture-check.ts'

/** What of a recipe the picture is drawn from. */
export type RecipeCore = Pick<
  MosaicRecipe,
  'rows' | 'columns' | 'plates' | 'logSequence' | 'cutList' | 'pictureCheck'
>

function problem(place: string, message: string): { ok: false; error: DataProblem } {
  return failure(dataProblem('recipe', place, message))
}

/** A letter for each row of a plate, from the inside out. */
function keysOfPlate(plate: Plate): string {
  return plate.stack.map(({ key, cells }) => key.repeat(cells)).join('')
}

function paletteOf({ cutList }: RecipeCore): VeneerColour[] {
  const palette = new Map<string, VeneerColour>()
  for (const { key, name, colour, materialId, veneerMm } of cutList) {
    palette.set(key, { key, name, colour, thicknessMm: veneerMm, materialId })
  }
  return [...palette.values()]
}

/** Veneers of one letter, height and thickness. */
function pieceName(key: string, cells: number, thicknessMm: number): string {
  return `${key}/${String(cells)}/${String(thicknessMm)}`
}

/** Whether the cut list counts exactly the veneers the plates are made of. */
function countProblem({ plates, cutList }: RecipeCore): DataProblem | null {
  const found = new Map<string, { pieces: number; cells: number }>()
  for (const { stack, multiplicity } of plates) {
    for (const { key, cells, thicknessMm } of stack) {
      const name = pieceName(key, cells, thicknessMm)
      const so = found.get(name) ?? { pieces: 0, cells: 0 }
      found.set(name, { pieces: so.pieces + 1, cells: so.cells + cells * multiplicity })
    }
  }
  for (const [index, { key, cellsPerPiece, thicknessMm, pieces, cells }] of cutList.entries()) {
    const name = pieceName(key, cellsPerPiece, thicknessMm)
    const counted = found.get(name) ?? { pieces: 0, cells: 0 }
    found.delete(name)
    if (counted.pieces === pieces && counted.cells === cells) continue
    const message = `has ${String(pieces)} pieces for ${String(cells)} cells of "${key}", the plates have ${String(counted.pieces)} for ${String(counted.cells)}`
    return dataProblem('recipe', `cutList[${String(index)}]`, message)
  }
  const [missing] = found.keys()
  if (missing === undefined) return null
  const message = `lacks the veneer "${missing.charAt(0)}" that the plates are made of`
  return dataProblem('recipe', 'cutList', message)
}

/** The letters of the log's columns, first to last. */
function columnsOf(recipe: RecipeCore): Result<readonly string[], DataProblem> {
  const plates = new Map(recipe.plates.map((plate) => [plate.number, plate]))
  const columns: string[] = []
  for (const [index, { plate: number, flipped }] of recipe.logSequence.entries()) {
    const plate = plates.get(number)
    const place = `logSequence[${String(index)}]`
    if (plate === undefined)
      return problem(place, `names plate ${String(number)}, which there is not`)
    const keys = keysOfPlate(plate)
    if (keys.length !== recipe.rows) {
      const found = `${String(keys.length)} rows, the recipe ${String(recipe.rows)}`
      return problem(place, `plate ${String(number)} has ${found}`)
    }
    columns.push(flipped ? Array.from(keys).reverse().join('') : keys)
  }
  if (columns.length !== recipe.columns) {
    const found = `${String(columns.length)} strips, the recipe ${String(recipe.columns)} columns`
    return problem('logSequence', `has ${found}`)
  }
  return success(columns)
}

/**
 * Draws the pattern again from a recipe alone: its plates, the sequence of the log and the cut list. The
 * palette has the veneers that are used. Refuses a recipe whose parts do not fit together, and one whose
 * picture is not the one it was made of, were it by two veneers that changed places.
 */
export function rebuildPattern(recipe: RecipeCore): Result<Pattern, DataProblem> {
  const columns = columnsOf(recipe)
  if (!columns.ok) return columns
  const count = countProblem(recipe)
  if (count !== null) return failure(count)
  const palette = paletteOf(recipe)
  const rows = rowsFrom(recipe.rows, recipe.columns, (row, column) =>
    (columns.value[column] ?? '').charAt(row),
  )
  const pattern = { palette, rows }
  const found = pictureCheck(pattern)
  if (found === recipe.pictureCheck) return success(pattern)
  const sums = `${found}, the picture it was made of ${recipe.pictureCheck}`
  return problem('pictureCheck', `a colour is out of place: the plates and the log give ${sums}`)
}
