import type { RecipeFormat } from '#core/contract/recipe.contract.ts'

/** Words of the Recipe page. */
export const recipeStrings = {
  group: 'Recipe',
  title: 'Recipe',
  ring: 'Ring',
  noTilesTitle: 'No ring of this rosette is built of tiles.',
  noTilesText:
    'Plates and a log are for mosaic. What the other rings need is on the printed shop sheet.',
  noPictureTitle: 'This ring has no picture yet.',
  noPictureText: 'A recipe says which veneers make which column. Draw the tile first.',
  toPattern: 'Draw the tile',
  notMeasuredTitle: 'Something has not been measured yet.',
  notMeasuredText: (ring: string) =>
    `${ring} needs its slice thickness and the width of the saw cut before it can be worked out.`,
  toRosette: 'Measure it on the Rosette page',
  refusedTitle: 'This ring cannot be made as it is planned.',

  key: {
    tiles: 'Tiles',
    log: 'Log',
    logs: (count: number) => `${String(count)} logs, each`,
    slices: 'Slices',
    spares: (count: number) => `${String(count)} spare`,
    plates: 'Plates',
    veneers: 'Veneers',
    height: 'Log height',
    yield: 'Yield',
  },

  tileAndLog: 'Tile and log',
  tileNote: 'Outside up, strip 1 at the right. The numbers are plates.',
  strip: (strip: number, plate: number, flipped: boolean) =>
    `Strip ${String(strip)} off plate ${String(plate)}${flipped ? ', turned inside out' : ''}`,
  outside: '▲ outside',
  inside: '▼ inside',

  plates: 'Plates',
  platesNote: 'Glue from the bottom up. Letters and counts are those of the cut list.',
  plate: (number: number) => `Plate ${String(number)}`,
  plateLabel: (number: number, strips: number, stack: string) =>
    `Plate ${String(number)}, ${String(strips)} strips, from the inside: ${stack}`,
  strips: (count: number) => `${String(count)} ${count === 1 ? 'strip' : 'strips'}`,
  size: (width: string, length: string) => `${width} × ${length}`,
  count: (count: number, key: string) => (count === 1 ? key : `${String(count)} ${key}`),

  cutList: 'Veneer to cut',
  veneer: 'Veneer',
  thick: 'Thick',
  pieceSize: 'Width × length',
  pieces: 'Pieces',
  spare: 'Spare',
  forPlates: 'For plates',
  total: (pieces: number, withSpares: number) =>
    `${String(pieces)} pieces, ${String(withSpares)} with spares`,
  sacrificial: (pieces: number, width: string, length: string) =>
    `And ${String(pieces)} plain pieces of ${width} × ${length} for the faces of the log.`,

  options: 'How it is made',
  flip: 'Strips may be turned inside out',
  flipNote: 'Columns that mirror one another then come off one plate.',
  thickVeneers: 'Thick veneers at hand',
  thickNote: 'One takes the place of several like veneers that lie together.',
  noThick: 'None. Each cell is a veneer of its own.',
  colour: 'Colour',
  thickness: 'Thickness',
  addThick: 'Add',
  removeThick: (name: string, thickness: string) => `Take ${name}, ${thickness}, off the list`,
  paper: 'Paper',
  warnings: 'Look at this first',
  assembly: {
    slip: 'Tiles are laid all alike.',
    book: 'Every other tile is turned over.',
    inversion: 'Every other tile is turned end for end.',
  },

  files: 'Shop sheet and files',
  print: 'Print the shop sheet',
  printKeys: 'Ctrl P',
  formats: { pdf: 'PDF', csv: 'CSV', json: 'JSON' } satisfies Readonly<
    Record<RecipeFormat, string>
  >,
  save: (format: string) => `Save the recipe as ${format}`,
  stops: 'Stop table (PDF)',
  saveStops: 'Stop table (PDF): where the stop stands for every cut at the saw',
  working: 'Drawing the sheet',
  saved: (fileName: string) => `Saved ${fileName}`,
  savedToPrint: (fileName: string) => `Saved ${fileName}. Open it to print.`,
  fieldLabels: {
    notMeasured: 'thickness',
    below: (value: string, limit: string) => `${value} is below the limit ${limit}.`,
    above: (value: string, limit: string) => `${value} is above the limit ${limit}.`,
    range: (min: string, max: string) => `${min} to ${max}`,
  },
} as const
