/** What is said of one field of the Strips page. */
export interface StripFieldWords {
  readonly label: string
  /** Usual value and why, shown while the field has focus. */
  readonly note?: string
  readonly text: string
  readonly formula?: string
  readonly usual?: string
  readonly source?: string
}

const SHOP_TEST = 'Starting value of RMOS, to be confirmed by a test cut'

/** Words of every number of the Strips page. */
export const stripFieldStrings = {
  stripWidth: {
    label: 'Width in the face',
    note: 'Measure the veneer',
    text: 'What is seen of the strip from above: the thickness of its veneer, which lies across the ring or along the stack.',
    usual: 'Lines 0.25 to 1 mm, mosaic veneer 0.5 to 0.6 mm',
    source: 'Published purfling sizes; vulcanised fibre 0.25 mm',
  },
  stripThickness: {
    label: 'Depth',
    note: 'Measure a sawn strip',
    text: 'How deep the strip goes into the top before it is scraped. The shallowest strip says how far you may scrape.',
    usual: '1.3 to 2 mm',
    source: 'Violin purfling is about 1.3 by 2 mm',
  },
  bandWidth: {
    label: 'Width of the pattern',
    note: 'One half, where halves are mirrored',
    text: 'How wide the angled strip is ripped. A herringbone or a wheat has two of them.',
    usual: '1 to 3 mm',
    source: 'Rope strips ripped from a stick, published by makers',
  },
  angle: {
    label: 'Angle of the cut',
    text: 'Between the layers and the run of the ring. A flatter angle makes longer figures.',
    formula: 'pitch = stack / sin θ',
    usual: 'Rope and herringbone 45°, wheat 30°',
    source: 'Geometry of a slanted cut',
  },
  glueLine: {
    label: 'Glue line',
    text: 'What one glued joint adds. Small, but there is one at every strip.',
    formula: 'width = sum of strips + (n − 1) · glue',
    usual: '0.02 to 0.05 mm; measure a glued sandwich',
    source: SHOP_TEST,
  },
  pieceLength: {
    label: 'Length of a piece',
    note: 'Empty: cut to the curve',
    text: 'Length of one straight piece of shell. Longer pieces leave the curve; beyond that they are cut to it.',
    formula: 'sag = r − √(r² − l² / 4)',
    usual: 'Up to 4.7 mm for 0.05 mm at 56 mm radius',
    source: 'Geometry of a chord',
  },
  ringRadius: {
    label: 'Inside radius',
    text: 'From the centre of the soundhole to the inner edge of the ring that is worked out here.',
    usual: 'Classical 45 to 60 mm',
    source: 'Surveys of classical rosettes',
  },
  blankLength: {
    label: 'Length of the blank',
    text: 'Along the strips of a sandwich. For a pattern it is the length of the stack, along its layers.',
    usual: '600 mm for lines, 75 to 300 mm for a stack',
    source: 'Makers’ notes: a rope stack is chopped at about 76 mm',
  },
  blankWidth: {
    label: 'Width of the blank',
    text: 'Width of the sheets, which is sawn into strips.',
    formula: 'strips = ⌊(W + kerf) / (t + allowance + kerf)⌋',
    usual: '25 to 50 mm',
    source: 'Makers’ notes: six 3.2 mm strips of a 25 mm sandwich',
  },
  kerf: {
    label: 'Saw kerf',
    note: 'Measure a cut',
    text: 'Width of the saw cut. It turns to dust once for every strip.',
    usual: 'Japanese saw 0.3 to 0.5 mm, bandsaw 0.8 mm',
    source: 'Makers’ saw plates; measure your own cut',
  },
  planing: {
    label: 'Planed off',
    text: 'Taken off every strip after sawing, until it is flat and of its depth.',
    usual: '0.2 mm',
    source: SHOP_TEST,
  },
  repeats: {
    label: 'Repeats in the stack',
    text: 'How often the layers come again in one stack. A higher stack gives longer pieces with fewer joints.',
    formula: 'piece = repeats · pitch',
    usual: 'About 76 mm of stack',
    source: 'Makers’ notes on rope',
  },
} as const satisfies Record<string, StripFieldWords>

/** A number of the Strips page that has words. */
export type StripFieldId = keyof typeof stripFieldStrings
