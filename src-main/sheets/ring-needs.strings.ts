import type { BendingMethod } from '#core/rosette/bending.ts'

/** Three decimals where the third says something, else two; or as many as asked for. */
const mm = (valueMm: number, digits?: number) =>
  digits === undefined ? valueMm.toFixed(3).replace(/0$/, '') : valueMm.toFixed(digits)

const METHODS: Readonly<Record<BendingMethod, string>> = {
  cold: 'bends cold',
  heat: 'bend it with heat',
  'pre-form': 'pre-form it or build it of pieces',
}

/** Words for what the rings beside the mosaic need. */
export const ringNeedStrings = {
  section: 'Section',
  sectionSize: (widthMm: number, thicknessMm: number) =>
    `${mm(widthMm)} wide, ${mm(thicknessMm)} thick`,
  strip: 'Strip',
  stripSize: (lengthMm: number, overlapMm: number) =>
    `${mm(lengthMm, 1)} long, ${mm(overlapMm, 1)} of it to lie over`,
  bending: 'Bending',
  bendingSize: (strain: number, method: BendingMethod, byLine: boolean) =>
    `${METHODS[method]}${byLine ? ', line by line' : ''} (${(strain * 100).toFixed(1)} % strain)`,
  pitch: 'Repeat',
  pitchSize: (pitchMm: number, repeats: number, changeRatio: number) =>
    `${mm(pitchMm, 3)}, ${String(repeats)} round the ring (${(changeRatio * 100).toFixed(2)} % changed)`,
  sheets: 'Veneers',
  sheetsSize: (light: number, dark: number, lengthMm: number | null) =>
    `${String(light)} light and ${String(dark)} dark${lengthMm === null ? '' : `, ${mm(lengthMm, 1)} long`}`,
  pieces: 'Pieces',
  weavePieces: (count: number, widthMm: number, stackMm: number) =>
    `${String(count)} of ${mm(widthMm)} sawn off a stack ${mm(stackMm, 1)} high`,
  shellPieces: (count: number, lengthMm: number) => `${String(count)} of ${mm(lengthMm)}`,
  backing: 'Backing',
  backingNeeded: 'glue a veneer behind it',
  arcs: 'Arcs',
  arcsSize: (count: number, angleDeg: number) => `${String(count)} of ${angleDeg.toFixed(1)}°`,
  board: 'Blank for each',
  boardSize: (lengthMm: number, widthMm: number) => `${mm(lengthMm, 1)} × ${mm(widthMm, 1)}`,
  turned: 'Turned log',
  turnedSize: (outerMm: number, tubeMm: number) => `Ø ${mm(outerMm)} on a tube of Ø ${mm(tubeMm)}`,
  rings: 'Rings off it',
  count: (count: number | null) =>
    count === null ? 'measure length, slice and saw cut' : String(count),
  bought: 'Bought ring',
  calliper: 'calliper it at four places, outside and inside',
  boughtSize: (outerMm: number, innerMm: number) =>
    `Ø ${mm(outerMm)} outside, Ø ${mm(innerMm)} inside`,
} as const
