/** One number of an operation in words. */
export interface OperationWords {
  readonly label: string
  readonly text: string
  readonly formula?: string
  readonly usual?: string
  readonly source?: string
}

/** Every number an operation may have, by its field. */
export const operationFields = {
  depth: {
    label: 'Depth',
    text: 'How deep the cut is below the top. For an inlay its thickness, less what is to stand proud for scraping.',
    formula: 'depth = inlay − proud',
    usual: 'pockets 1 to 1.6 mm, half of the top stays; to cut through, 0.3 mm more than the top',
  },
  boardThickness: {
    label: 'Board of the piece',
    text: 'Thickness of the wood the piece is cut from, by calliper. The cut goes as deep, less the onion skin.',
    usual: '1.5 to 2 mm',
  },
  depthPerPass: {
    label: 'Depth per pass',
    text: 'The cut is made in equal passes no deeper than this.',
    usual: 'up to half the bit’s diameter in wood',
    source: 'slotting depth 0.25–0.5 D for small bits',
  },
  stepover: {
    label: 'Stepover',
    text: 'How far the tool moves sideways into the wood on a straight cut. It sets how much of its edge is in the wood; in an adaptive pocket no pass takes more.',
    formula: 'angle = acos(1 − 2·stepover/D) + 3°',
    usual: '10 to 25 %: 37° to 60°',
    source: 'wood and composites: 50 to 60° for roughing',
  },
  leave: {
    label: 'Stock to leave',
    text: 'What stays on the walls for good. The inlay that goes in is smaller by as much on each side.',
    usual: '0; the walls are finished to the drawing',
  },
  ramp: {
    label: 'Entry ramp',
    text: 'How steeply the tool winds or ramps down into the wood; it never plunges.',
    formula: 'pitch = 2π·r·tan(angle), at most half a diameter a turn',
    usual: '2° to 5°',
  },
  onionSkin: {
    label: 'Onion skin',
    text: 'A thin skin that stays below the whole cut and holds the piece. It is cut with a knife or sanded away.',
    usual: '0.2 mm; 0 to cut through and hold by tabs',
  },
  tabCount: {
    label: 'Tabs',
    text: 'Bridges of wood that hold the piece in its board, evenly along each path. 0 for none.',
    usual: '3 or 4',
  },
  tabWidth: {
    label: 'Tab width',
    text: 'Length of a tab’s top between the two sides of the cut.',
    usual: '3 to 5 mm',
  },
  tabHeight: {
    label: 'Tab height',
    text: 'How far a tab stands above the floor of the cut. The tool slopes down beside it and up over it.',
    usual: '0.8 to 1 mm; at least 0.5 mm of it in the wood',
  },
  lead: {
    label: 'Lead radius',
    text: 'The tool comes to the path and leaves it on an arc through the scrap, so that no mark stays on the edge. It shrinks where there is no room.',
    usual: '1 mm; 0 for none',
  },
  peck: {
    label: 'Peck',
    text: 'Deepest bite before the tool comes out of the hole to clear its chips. Empty drills in one go.',
    usual: 'up to 2 diameters',
  },
  dwell: {
    label: 'Wait at the bottom',
    text: 'How long the tool turns at the bottom of a hole before it comes out.',
    usual: '0 s',
  },
  clearance: {
    label: 'Inlay clearance',
    text: 'Gap between the piece and the wall of its pocket, all round. It takes the glue.',
    formula: 'wall of the pocket − wall of the piece',
    usual: '0.03 to 0.08 mm',
  },
  stickout: {
    label: 'Stick-out',
    text: 'How far the bit stands out of the collet as it is set for this job. Empty: as the bit’s record says. A bit bends with the third power of it.',
    formula: 'bending = F · L³ / (3 · E · I)',
    usual: 'four to five times the bit’s diameter, and 1 mm more than the deepest cut',
    source: 'bending of a cantilever',
  },
  finish: {
    label: 'Finishing allowance',
    text: 'Left on each wall for one light round at the end, which leaves the wall clean and true.',
    usual: '0.1 to 0.2 mm',
  },
  safeHeight: {
    label: 'Safe height',
    text: 'Height above the top at which the bit travels.',
    usual: '5 mm, above every clamp it passes',
  },
  spindle: { label: 'Spindle', text: 'Turns of the spindle a minute.' },
  feed: {
    label: 'Feed',
    text: 'How fast the tool moves while it cuts.',
    formula: 'chip per tooth = feed / (speed · flutes)',
  },
  plunge: {
    label: 'Plunge feed',
    text: 'How fast the tool may go straight down: over ground that is cut already, or into a hole it drills.',
  },
} satisfies Record<string, OperationWords>

/** A number of an operation that has a field. */
export type OperationField = keyof typeof operationFields
