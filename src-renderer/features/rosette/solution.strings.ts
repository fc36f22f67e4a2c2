/** Words of the dock under the drawing: ring solution, as built, bought ring. */
export const solutionStrings = {
  dock: 'What follows from the numbers',
  tabs: {
    numbers: 'Live numbers',
    solution: 'Ring solution',
    'as-built': 'As built',
    bought: 'Bought ring',
  },
  notTiles: 'This ring is not of tiles. Choose a ring of tiles to see the counts it could have.',
  notTilesBuilt: 'This ring is not of tiles. Choose a ring of tiles to type in what was built.',
  notBought: 'This ring is not a bought one. Choose a bought ring, or set the kind of this one.',
  options: 'Counts of tiles to choose from',
  optionOf: (count: number) => `${String(count)} tiles`,
  advised: 'Least distortion',
  inPlan: 'In the plan',
  take: (count: number) => `Take ${String(count)}`,
  oddOnly: 'Odd: two alike would meet.',
  wanted: 'Wanted, got',
  wantedGot: (wanted: string, got: string) => `${wanted} → ${got}`,
  distortion: 'Wider by',
  widths: 'Inside to outside',
  range: (from: string, to: string) => `${from} to ${to}`,
  taper: 'Taper',
  face: 'Face angle',
  sled: 'Sled, each column',
  perTile: 'Error of each',
  upTo: (value: string) => `≤ ${value}`,
  picture: (count: number) => `A tile of ${String(count)}, its wanted width dashed`,
  percent: (value: string) => `${value} %`,
  degrees: (value: string) => `${value}°`,
  taperTitle: 'How to taper',
  taperLabel: 'Taper',
  tapers: { auto: 'As advised', column: 'Each column', log: 'Whole log' },
  taperColumn: (loss: string, limit: string) =>
    `Planing the whole log would take ${loss} off each side at the inner end, more than half a cell, ${limit}: taper each column.`,
  taperLog: (loss: string, limit: string) =>
    `Planing the whole log takes ${loss} off each side at the inner end, no more than half a cell, ${limit}: taper the whole log.`,
  overruled: 'The plan says otherwise than the numbers.',
  closureTitle: 'Closure',
  closure: (same: string, chance: string) =>
    `The ring closes within 0.3 mm when every tile is within ${same} the same way, or within ${chance} by chance.`,
  hidden: (arc: string, gap: string, visible: number, all: number) =>
    `The fingerboard hides ${arc}; with 2° to spare at each end ${gap} may stay open, and ${String(visible)} of ${String(all)} tiles are seen.`,
  hiddenUnknown: 'Measure the fingerboard to know what it hides.',
  rowsTitle: 'Rows',
  rows: (rows: number, sacrificial: number) =>
    `${String(rows)} rows, and ${String(sacrificial)} plain veneer more on each side for the router to round.`,
  edge: (percent: string) =>
    `Cells are ${percent} narrower inside and wider outside, whatever the count.`,
  height: (height: string, ring: string, over: string) =>
    `As drawn the log is ${height} high, ${over} than the ring's ${ring}.`,
  higher: (by: string) => `${by} higher`,
  lower: (by: string) => `${by} lower`,
  uneven: (by: string) => `Its columns differ by ${by} in height.`,
  columns: { what: 'What', before: 'As planned', after: 'As built', change: 'Change' },
  asBuilt: 'As planned and as built',
  apply: 'Apply to the plan',
  applied: 'Applied. Undo takes it back.',
  inPlanBuilt: 'The plan is as measured.',
  measureFirst:
    'Calliper the glued log, lay ten tiles in a mock channel and measure the arc they take up. The ring is worked out anew from that.',
  shouldBe: (height: string) =>
    `Of the veneers and glue lines in its picture the log should come to ${height}.`,
  group: 'Rosette',
  show: (tab: string) => `Show ${tab.toLowerCase()}`,
  whatMoves: (ring: string, walls: number) =>
    walls === 0
      ? 'No wall of a channel moves.'
      : `${String(walls)} walls move by ${ring}: the outer wall of this ring, and all outside it.`,
  closes: 'The tiles close as they are.',
  over: (each: string, all: string) =>
    `Left as they are the tiles stand over by ${all} in the end: take ${each} off each.`,
  under: (each: string, all: string) =>
    `Left as they are the ring stays open by ${all}: each tile lacks ${each}. Hide it under the fingerboard or lay one tile more.`,
  built: {
    width: 'Ring width',
    count: 'Tiles',
    exact: 'Tiles, exactly',
    middle: 'Tile, middle',
    inner: 'Tile, inside',
    outer: 'Tile, outside',
    taper: 'Taper of a tile',
    sled: 'Sled angle',
    innerWall: 'Channel, inner wall',
    outerWall: 'Channel, outer wall',
    channel: 'Channel width',
  },
  outside: (angle: number) => `Outside ${String(angle)}°`,
  inside: (angle: number) => `Inside ${String(angle)}°`,
  ovalPicture: 'How the ring is out of round, thirty times as much as it is',
  fit: (edge: string, diameter: string) => `${edge}: a circle of ${diameter}`,
  edges: { outer: 'Outside', inner: 'Inside' },
  outOfRound: (by: string, angle: string) => `out of round by ${by}, widest at ${angle}`,
  round: 'round',
  clearanceHolds: (needed: string, has: string) =>
    `Its edge leaves the circle by ${needed} at most; the plan's room for glue, ${has}, takes that up.`,
  clearanceShort: (needed: string, has: string) =>
    `Its edge leaves the circle by ${needed}, more than the plan's room for glue, ${has}: coax it round, or give more room.`,
  channelWillBe: (inner: string, outer: string) =>
    `The channel will run from ${inner} to ${outer} radius.`,
  boughtFirst:
    'Calliper the ring at four angles, outside and inside: rings of one model differ from piece to piece.',
  cutTo: 'Cut the channel to this ring',
  cutAlready: 'The plan is as callipered.',
  mock: 'Make three mock fits',
  mockMade: (names: string) => `Made for scrap: ${names}. They are among the plans.`,
} as const
