import type { RingKind } from '#core/rosette/plan.schema.ts'

/** Three decimals where the third says something, else two; or as many as asked for. */
const mm = (valueMm: number, digits?: number) =>
  digits === undefined ? valueMm.toFixed(3).replace(/0$/, '') : valueMm.toFixed(digits)
const many = (count: number, one: string, more: string) =>
  `${String(count)} ${count === 1 ? one : more}`

/** Every word of the printed shop sheet. */
export const sheetStrings = {
  title: 'Shop sheet',
  foot: 'All lengths in mm. Measure your own veneers and saw before you cut.',
  pageOf: (page: number, pages: number) => `Page ${String(page)} of ${String(pages)}`,
  mm,
  degrees: (valueDeg: number, digits: number) => `${valueDeg.toFixed(digits)}°`,

  rosette: 'Rosette',
  scale: (scale: number) =>
    scale === 1 ? 'Scale 1 : 1' : `Scale 1 : ${String(Math.round(1 / scale))}`,
  soundhole: 'Soundhole',
  ringHead: 'Ring',
  insideHead: 'Ø inside',
  outsideHead: 'Ø outside',
  widthHead: 'Width',
  thickHead: 'Thick',
  madeHead: 'Made of',
  kinds: {
    tile: 'tiles',
    strip: 'strip',
    arcs: 'arcs',
    disc: 'turned log',
    shell: 'shell',
    bought: 'bought',
  } satisfies Readonly<Record<RingKind, string>>,
  notMeasured: 'measure',

  tiles: 'Tiles',
  log: 'Log',
  logs: (count: number) => (count === 1 ? 'Log' : `${String(count)} logs, each`),
  slices: 'Slices',
  taperColumn: 'Taper of each column',
  taperLog: 'Taper of the log',
  ofThickness: (thicknessMm: number) => `of ${mm(thicknessMm)} mm`,
  visible: (count: number) => `${String(count)} to be seen`,

  tilePage: (ring: string) => `${ring}: the tile`,
  tileNote: 'Outside of the ring up. Column 1 is at the right, row 1 is innermost.',
  block: (fromColumn: number, toColumn: number, fromRow: number, toRow: number) =>
    `Columns ${String(fromColumn)} to ${String(toColumn)}, rows ${String(fromRow)} to ${String(toRow)}`,
  noPattern: 'This ring has no picture yet. Paint or import one on the Pattern page.',

  platesPage: (ring: string) => `${ring}: plates`,
  platesNote: (plates: number, pieces: number) =>
    `${many(plates, 'plate', 'plates')}, ${String(pieces)} veneers. Glue from the bottom up: the bottom is the inside of the ring.`,
  plate: (number: number) => `Plate ${String(number)}`,
  blank: (widthMm: number, lengthMm: number) => `${mm(widthMm, 1)} × ${mm(lengthMm, 1)}`,
  stripsOff: (count: number) => many(count, 'strip', 'strips'),
  stackHeight: (heightMm: number) => `${mm(heightMm)} high`,
  times: (count: number) => `× ${String(count)}`,
  thick: (thicknessMm: number) => mm(thicknessMm),
  outside: 'outside',
  inside: 'inside',
  goesOn: 'goes on beside',

  cutPage: (ring: string) => `${ring}: veneer to cut`,
  doneHead: 'Done',
  letterHead: 'Letter',
  veneerHead: 'Veneer',
  sizeHead: 'Width × length',
  piecesHead: 'Pieces',
  wasteHead: 'Spare',
  platesHead: 'For plates',
  cutTotal: (pieces: number, withWaste: number) =>
    `${String(pieces)} pieces in the plates, ${String(withWaste)} with spares.`,
  sacrificial: (pieces: number, widthMm: number, lengthMm: number) =>
    `And ${many(pieces, 'plain piece', 'plain pieces')} of ${mm(widthMm, 1)} × ${mm(lengthMm, 1)} for the faces of the log: the routers of the edge lines eat them.`,

  logPage: (ring: string) => `${ring}: the log`,
  sequence: 'Order of the strips',
  sequenceNote:
    'Seen with the outside of the ring up, as the tile is drawn: strip 1 at the right. The number is the plate.',
  sequenceTurned: 'A strip marked with a bar below is turned inside out.',
  stripHead: 'Strips',
  sawnWidth: 'Saw strips to',
  planedWidth: 'Plane them to',
  taperedWidth: 'and inside to',
  stripCount: 'Strips in all',
  stripYield: (ratio: number) => `${(ratio * 100).toFixed(0)} % of each plate becomes strips.`,
  heightLabel: 'Height of the log',
  measureHeight:
    'Measure the finished log and lay ten tiles in the mock channel. Enter both under As built: the ring, its taper and its channel are worked out anew.',
  measuredHeight: 'Measured height',
  measuredTiles: 'Ten tiles measure',

  slicing: 'Slicing',
  stop: 'Stop at',
  kerf: 'Saw cut',
  slicesWithSpares: (spares: number) =>
    spares === 0 ? 'Slices' : `Slices, ${String(spares)} spare`,
  logYield: (ratio: number, lossMm: number) =>
    `${(ratio * 100).toFixed(1)} % of the log becomes tiles, ${mm(lossMm, 1)} mm turns to dust.`,
  tally: 'Tick the slices off:',
  assembly: {
    slip: 'Lay all tiles alike.',
    book: 'Turn every other tile over, so that neighbours mirror one another.',
    inversion: 'Turn every other tile end for end. Those come from a log tapered the other way.',
  },

  slicingPage: (ring: string) => `${ring}: slicing and taper`,
  taper: 'Taper and angles',
  tileOutside: 'Tile outside',
  tileMiddle: 'in the middle',
  tileInside: 'inside',
  columnOutside: 'Column outside',
  columnInside: 'Column inside',
  sledAngle: 'Taper angle',
  faceAngle: 'Face angle',
  includedAngle: 'Tile takes',
  taperAdvice: {
    column: 'Taper every column strip: the whole log would lose too much of its edge columns.',
    log: 'Taper the whole log after it is glued.',
  },
  closure: (perTileMm: number) =>
    `The ring closes within 0.3 mm when every tile is within ${mm(perTileMm, 4)} mm.`,

  channelPage: 'Channels and other rings',
  channels: 'Channels',
  orderHead: 'Order',
  depthHead: 'Depth',
  floorHead: 'Floor',
  channelOrder:
    'Cut in this order: glue and scrape flush before the next number. The soundhole comes last.',
  clearance: (clearanceMm: number) =>
    `The walls have ${mm(clearanceMm)} mm of room for glue on each side.`,
  otherRings: 'Other rings',

  warnings: 'Look at this first',
  missing: (ring: string) =>
    `${ring}: thickness or saw cut has not been measured, so nothing is worked out for it yet.`,
} as const
