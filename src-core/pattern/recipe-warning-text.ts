import type { RecipeWarning } from './mosaic-recipe.schema.ts'

const mm = (valueMm: number) => `${String(Number(valueMm.toFixed(2)))} mm`

/** Columns as a person counts them, 1 first; long lists are cut. */
function columnList(indices: readonly number[]): string {
  const shown = indices.slice(0, 8).map((index) => String(index + 1))
  const rest = indices.length - shown.length
  return rest > 0 ? `${shown.join(', ')} and ${String(rest)} more` : shown.join(', ')
}

/** What a warning says and what to do, in shop English. */
export function recipeWarningText(warning: RecipeWarning): string {
  switch (warning.kind) {
    case 'columns-differ-in-height': {
      const { lowestMm, tallestMm, columnIndices } = warning
      const [noun, verb] = columnIndices.length === 1 ? ['Column', 'is'] : ['Columns', 'are']
      return `${noun} ${columnList(columnIndices)} ${verb} lower than the others, ${mm(lowestMm)} against ${mm(tallestMm)}: rows will not meet. Use veneers of one thickness, or plane the taller strips.`
    }
    case 'height-differs-from-ring': {
      const { heightMm, ringWidthMm } = warning
      return `The log will be ${mm(heightMm)} high with its glue lines, the ring is ${mm(ringWidthMm)} wide. Measure the finished log before the channel is cut, and enter it under As built.`
    }
    case 'odd-tile-count':
      return `${String(warning.tileCount)} tiles are an odd number: where neighbours alternate, two alike will meet. Make it even.`
    case 'inversion-needs-two-logs':
      return 'A tile turned end for end must be wide at its other end: make a second log of the same strips, tapered the other way.'
  }
}
