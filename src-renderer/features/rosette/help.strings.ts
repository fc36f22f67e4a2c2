/** What is said of one field of the inspector. */
export interface FieldWords {
  readonly label: string
  /** Usual value and why, shown while the field has focus. */
  readonly note?: string
  readonly text: string
  readonly formula?: string
  readonly usual?: string
  readonly source?: string
}

const SHOP_TEST = 'Starting value of RMOS, to be confirmed by a test cut'

/** Words of every field of the inspector. */
export const fieldStrings = {
  soundholeRadius: {
    label: 'Soundhole radius',
    text: 'Half the diameter of the finished soundhole. The rosette starts about 3 mm outside it.',
    formula: 'radius = D / 2',
    usual: 'Classical 41 to 43 mm, dreadnought 50.8 mm',
    source: 'Torres guitars 82 to 86 mm across; Martin D-28 4 in',
  },
  skin: {
    label: 'Skin left',
    text: 'What stays uncut under the soundhole, to be sanded through from the back. It keeps the disc from flying.',
    usual: '0.2 to 0.3 mm',
    source: SHOP_TEST,
  },
  tabCount: {
    label: 'Tabs',
    text: 'Bridges that hold the disc until you cut them by hand.',
    usual: '3 or 4',
    source: SHOP_TEST,
  },
  tabWidth: {
    label: 'Tab width',
    text: 'Length of one bridge along the cut, at its top.',
    usual: '3 to 5 mm',
    source: SHOP_TEST,
  },
  tabHeight: {
    label: 'Tab height',
    text: 'How much wood of a bridge stays above the underside.',
    usual: '0.6 to 1.0 mm',
    source: SHOP_TEST,
  },
  topThickness: {
    label: 'Top thickness',
    note: 'Measure it at the rosette',
    text: 'Thickness of the soundboard while it is inlaid, before it is brought to its final thickness. Measure it with a caliper where the rosette goes.',
    usual: '3.2 to 3.8 mm, finished 2.5 to 3.0 mm',
    source: 'Published build notes of classical makers',
  },
  fingerboardWidth: {
    label: 'Fingerboard width',
    note: 'Where it crosses the rosette',
    text: 'The fingerboard covers part of every ring. An error of closure can be hidden there.',
    formula: 'hidden arc = 2 · asin(W / 2r)',
    usual: 'Classical 62 mm, steel string 57 mm',
    source: 'Geometry of a chord',
  },
  innerRadius: {
    label: 'Inner radius',
    text: 'From the centre of the soundhole to the inner edge of the ring. Names can be used: D, hole, inner, outer, top.',
    usual: '3 mm outside the soundhole or more',
    source: 'Published kit instructions: 1/8 in from hole to rosette',
  },
  outerRadius: {
    label: 'Outer radius',
    text: 'From the centre of the soundhole to the outer edge of the ring.',
    usual: 'A classical rosette is 18 to 22 mm wide in all',
    source: 'Survey of classical rosettes',
  },
  tileCount: {
    label: 'Tiles',
    text: 'Tiles round the whole ring. More tiles are narrower and need less taper.',
    formula: 'width = 2r · tan(π / N)',
    usual: '40 to 60 for a classical mosaic',
    source: 'Segmented turning: N equal wedges close a ring',
  },
  columns: {
    label: 'Columns in a tile',
    text: 'Veneer columns side by side in one tile, round the ring. Each is tapered when the whole log would lose more than half a cell at its edge.',
    formula: 'taper of a column = 360° / (N · C)',
    usual: '9 to 20',
    source: 'Graph-paper patterns of classical makers',
  },
  inlayThickness: {
    label: 'Inlay thickness',
    note: 'Measure a slice',
    text: 'Thickness of the inlay before it is scraped flush. For a mosaic it is the slice off the log.',
    usual: '1.5 to 2 mm',
    source: 'Mitre-box slicing, published by several makers',
  },
  proud: {
    label: 'Stands proud',
    text: 'How much of the inlay stands above the top, to be scraped off.',
    formula: 'channel depth = inlay thickness − proud',
    usual: '0.1 to 0.3 mm',
    source: SHOP_TEST,
  },
  kerf: {
    label: 'Saw kerf',
    note: 'Measure a cut',
    text: 'Width of the saw cut. It turns to dust once for every slice.',
    formula: 'log = N · t + (N − 1) · kerf + trim',
    usual: 'Japanese saw 0.3 to 0.5 mm, bandsaw 0.8 mm',
    source: 'Makers’ saw plates; measure your own cut',
  },
  trim: {
    label: 'Trim of the log',
    text: 'Squared off both ends of the log together.',
    usual: '10 mm',
    source: SHOP_TEST,
  },
  spareTiles: {
    label: 'Spare tiles',
    text: 'Slices beyond the ring, for the ones that break or do not match.',
    usual: '10 % of the tiles',
    source: SHOP_TEST,
  },
  veneer: {
    label: 'Veneer thickness',
    text: 'Thickness of one veneer. It is the height of one row of the pattern.',
    usual: '0.5 to 0.6 mm',
    source: 'Classical mosaics; cells of 0.022 in',
  },
  spindle: {
    label: 'Spindle speed',
    text: 'Turns of the bit in a minute. With the feed and the flutes it makes the chip.',
    formula: 'chip = feed / (speed · flutes)',
    usual: '18 000 to 24 000 rpm for bits of 2 mm or less',
    source: 'Small-tool makers’ feed charts',
  },
  feed: {
    label: 'Feed',
    text: 'Speed of the bit through the wood. Too slow rubs and burns, too fast breaks the bit.',
    formula: 'feed = chip · speed · flutes',
    usual: 'Chip 2 to 5 % of the bit’s diameter in spruce',
    source: 'Small-tool makers’ feed charts',
  },
  plunge: {
    label: 'Plunge feed',
    text: 'Speed downwards along the helix into the wood.',
    usual: '25 to 50 % of the feed',
    source: 'Feed-chart practice',
  },
  depthPerPass: {
    label: 'Depth of a pass',
    text: 'The deepest the bit goes in one round. Passes are divided evenly, so that the last is as deep as the first.',
    usual: 'Half the bit’s diameter',
    source: 'Small-tool makers’ feed charts',
  },
  stepover: {
    label: 'Stepover',
    text: 'Distance between two rounds as a share of the bit’s diameter.',
    usual: '30 to 50 %',
    source: 'Pocketing practice',
  },
  finish: {
    label: 'Finishing allowance',
    text: 'Left on each wall for one light round at the end, which leaves the wall clean and true.',
    usual: '0.1 to 0.2 mm',
    source: SHOP_TEST,
  },
  clearance: {
    label: 'Room for glue',
    text: 'Added to the channel on each side, so that the ring goes in with swollen wood and glue.',
    formula: 'channel = ring + 2 · room',
    usual: '0.05 mm, 0.02 mm more for each line',
    source: 'Published allowance of 0.03 in for a whole stack at most',
  },
  safeHeight: {
    label: 'Safe height',
    text: 'Height above the top at which the bit travels.',
    usual: '5 mm, above every clamp it passes',
    source: SHOP_TEST,
  },
} as const satisfies Record<string, FieldWords>

/** A field of the inspector that has words. */
export type FieldId = keyof typeof fieldStrings
