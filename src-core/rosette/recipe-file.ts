import { problemSentence } from '../outcome/problem.ts'
import type { CutListEntry, MosaicRecipe } from '../pattern/mosaic-recipe.schema.ts'
import { csvField } from './csv-field.ts'
import type { PlainRecipe, PlanRecipe, RingRecipe } from './recipe.ts'

/** The newest version of a recipe file. */
export const RECIPE_VERSION = 1

/**
 * A recipe as a file of its own: for each ring what to prepare, for mosaic with plates, log and cut list,
 * from which alone `rebuildPattern` draws the picture again. Lengths in mm.
 */
export function recipeDocument(planName: string, recipe: PlanRecipe): object {
  return {
    schema: 'rmos.recipe',
    version: RECIPE_VERSION,
    plan: planName,
    rings: recipe.rings,
    missing: recipe.missing,
    refusals: recipe.refusals.map(problemSentence),
  }
}

/** Columns of the recipe as a table; what does not apply to a row is empty. */
const CSV_COLUMNS = [
  'ring',
  'section',
  'number',
  'position',
  'key',
  'colour',
  'colour_hex',
  'thickness_mm',
  'width_mm',
  'length_mm',
  'height_mm',
  'pieces',
  'pieces_with_waste',
  'cells',
  'note',
] as const
type CsvRow = Partial<Record<(typeof CSV_COLUMNS)[number], string | number>>

function veneerRows(entry: CutListEntry): readonly CsvRow[] {
  const { key, name, colour, thicknessMm } = entry
  const veneer = { key, colour: name, colour_hex: colour, thickness_mm: thicknessMm }
  const sizes = entry.sizes.map((size): CsvRow => ({
    section: 'veneer size',
    ...veneer,
    width_mm: size.widthMm,
    length_mm: size.lengthMm,
    pieces: size.pieces,
    note: `plates ${size.plateNumbers.join(' ')}`,
  }))
  const { pieces, piecesWithWaste, cells } = entry
  const total = { section: 'veneer', ...veneer, pieces, pieces_with_waste: piecesWithWaste, cells }
  return [total, ...sizes]
}

function plateRows({ plates, cutList }: MosaicRecipe): readonly CsvRow[] {
  const names = new Map(cutList.map(({ key, name, colour }) => [key, { name, colour }]))
  return plates.flatMap((plate) => [
    {
      section: 'plate',
      number: plate.number,
      width_mm: plate.blankWidthMm,
      length_mm: plate.blankLengthMm,
      height_mm: plate.heightMm,
      pieces: plate.stack.length,
      note: `${String(plate.multiplicity)} strips for columns ${plate.columnIndices.map((index) => index + 1).join(' ')}`,
    },
    ...plate.stack.map(({ key, thicknessMm, cells }, index): CsvRow => {
      const veneer = names.get(key)
      return {
        section: 'stack',
        number: plate.number,
        position: index + 1,
        key,
        colour: veneer?.name ?? '',
        colour_hex: veneer?.colour ?? '',
        thickness_mm: thicknessMm,
        cells,
      }
    }),
  ])
}

function mosaicRows(mosaic: MosaicRecipe): readonly CsvRow[] {
  const { log, sacrificial, logSequence } = mosaic
  return [
    ...mosaic.cutList.flatMap(veneerRows),
    {
      section: 'sacrificial veneer',
      width_mm: sacrificial.widthMm,
      length_mm: sacrificial.lengthMm,
      pieces: sacrificial.pieces,
    },
    ...plateRows(mosaic),
    ...logSequence.map(({ plate, flipped }, index): CsvRow => ({
      section: 'log strip',
      number: plate,
      position: index + 1,
      note: flipped ? 'turned inside out' : '',
    })),
    {
      section: 'log',
      length_mm: log.lengthMm,
      height_mm: mosaic.heightMm,
      pieces: log.logCount,
    },
    {
      section: 'slices',
      thickness_mm: log.sliceThicknessMm,
      pieces: log.sliceCount,
      note: `${String(log.tileCount)} tiles and ${String(log.spareCount)} spares, kerf ${csvField(log.kerfMm)} mm`,
    },
  ]
}

/** What a ring of another route is cut from. */
function routeRow({ route }: PlainRecipe): CsvRow {
  switch (route.kind) {
    case 'strip':
      return { section: 'strip', length_mm: route.stripLengthMm, pieces: 1 }
    case 'arcs':
      return {
        section: 'arc boards',
        width_mm: route.boardWidthMm,
        length_mm: route.boardLengthMm,
        pieces: route.arcCount,
      }
    case 'disc':
      return { section: 'turned log', width_mm: route.outerDiameterMm, note: 'width is diameter' }
    case 'shell':
      return {
        section: 'shell pieces',
        width_mm: route.blankWidthMm,
        length_mm: route.blankLengthMm,
        pieces: route.pieceCount,
      }
    case 'bought':
      return { section: 'bought ring' }
  }
}

function ringRows(ring: RingRecipe): readonly CsvRow[] {
  if (ring.kind !== 'tile') {
    return [{ width_mm: ring.widthMm, thickness_mm: ring.thicknessMm, ...routeRow(ring) }]
  }
  return ring.mosaic === null
    ? [{ section: 'log', length_mm: ring.logLengthMm, pieces: ring.logCount }]
    : mosaicRows(ring.mosaic)
}

/** A recipe as one table for a spreadsheet (RFC 4180): veneers, plates and their stacks, the log, the slices. */
export function recipeCsv(recipe: PlanRecipe): string {
  const rows = recipe.rings.flatMap((ring) =>
    ringRows(ring).map((row): CsvRow => ({ ring: ring.name, ...row })),
  )
  const lines = rows.map((row) => CSV_COLUMNS.map((column) => csvField(row[column])).join(','))
  return [CSV_COLUMNS.join(','), ...lines, ''].join('\r\n')
}
