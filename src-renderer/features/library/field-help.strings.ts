/** What is said of one number of a record. */
export interface RecordFieldWords {
  readonly label: string
  readonly text: string
  readonly formula?: string
  readonly usual?: string
  readonly source?: string
}

/** Words of every field of the Library page, by kind of record and field. */
export const recordFieldStrings = {
  name: {
    label: 'Name',
    text: 'What you call it. Plans find it by its id, so the name may change.',
  },
  source: {
    label: 'Where the numbers come from',
    text: 'Measured, read off the packet, or a maker’s chart. It stands in the reasons of every judgement.',
  },
  diameterMm: {
    label: 'Diameter',
    text: 'Across the cutting edges. Measure a slot it cut, not the bit: that counts its runout in.',
    usual: '0.8 to 3.175 mm for rosettes',
    source: 'Small-tool makers',
  },
  flutes: {
    label: 'Flutes',
    text: 'Cutting edges round the bit. With feed and speed they make the chip.',
    formula: 'chip = feed / (speed · flutes)',
    usual: '2',
  },
  fluteLengthMm: {
    label: 'Flute length',
    text: 'Length of the cutting edges. Above them the shank would rub the wall.',
    formula: 'flute length ≥ 1.1 · depth',
  },
  shankDiameterMm: {
    label: 'Shank',
    text: 'Diameter of the part the collet holds; often more than that of the edges.',
    usual: '3.175 mm (1/8 in) for small bits',
    source: 'PreciseBits and other makers of small bits',
  },
  stickoutMm: {
    label: 'Stick-out',
    text: 'From the collet face to the tip, as you usually set it. A bit bends with the third power of it; a plan may set its own.',
    formula: 'bending = F · L³ / (3 · E · I)',
    usual: 'Four to five diameters',
  },
  shape: {
    label: 'Shape',
    text: 'Downcut presses the fibres of the top down and leaves clean edges; upcut lifts the chips out.',
    usual: 'Downcut in spruce',
  },
  centreCutting: {
    label: 'Over the centre',
    text: 'Whether its tip cuts in the middle, so that it may go straight down. RMOS ramps in all the same.',
  },
  maxSpindleRpm: {
    label: 'Marked speed',
    text: 'The greatest speed its maker allows. Empty where nothing is marked.',
  },
  toolNumber: {
    label: 'Tool number',
    text: 'Its place in the controller’s tool table: the number after T, and with M6 what the changer fetches. Left open, a job numbers its bits as they come.',
  },
  runoutMm: {
    label: 'Runout',
    text: 'Turn the spindle by hand against a dial gauge at the tip: the whole travel of the needle.',
    usual: 'Under 0.025 mm for bits thinner than 1.5 mm',
    source: 'PreciseBits, calibrating feeds and speeds',
  },
  bladeKind: {
    label: 'Kind',
    text: 'A slitting blade has many small teeth and takes little; carbide tips on a plate take more.',
  },
  kerfMm: {
    label: 'Kerf',
    text: 'Make one cut in scrap and calliper the slot. It turns to dust with every slice.',
    formula: 'log = N · t + (N − 1) · kerf + trim',
  },
  plateMm: {
    label: 'Plate',
    text: 'Thickness of the blade behind its teeth; never more than the kerf.',
  },
  boreMm: { label: 'Bore', text: 'The hole it sits on.' },
  teeth: {
    label: 'Teeth',
    text: 'Count them, or read them off the blade.',
    formula: 'bite = feed / (speed · teeth)',
  },
  maxRpm: {
    label: 'Marked speed',
    text: 'The greatest speed marked on the blade. Without one the job is blocked: a blade that bursts kills.',
    usual: 'Run at 50 to 75 % of it',
    source: 'Saw makers’ performance charts',
  },
  flangeDiameterMm: {
    label: 'Flange',
    text: 'Diameter of the washer that clamps the blade. What is under it cannot cut.',
    formula: 'reach = (D − flange) / 2 − 1',
  },
  cuttingClass: {
    label: 'Cuts like',
    text: 'Picks the window of chips and the depth of passes it is judged by.',
  },
  densityKgPerM3: {
    label: 'Density',
    text: 'Weigh a squared offcut and divide by its volume. The force on the bit grows with it.',
    usual: 'Spruce 350 to 450, maple 700, ebony 1100 kg/m³',
    source: 'FPL Wood Handbook',
  },
  radialMovementPerPercent: {
    label: 'Movement, radial',
    text: 'Change of width along the growth rings’ radius for each per cent of moisture.',
    formula: 'ΔW = W · C · ΔM',
    usual: 'Sitka spruce 0.148 %',
    source: 'FPL Wood Handbook, table 13-5',
  },
  tangentialMovementPerPercent: {
    label: 'Movement, tangential',
    text: 'Change of width along the growth rings for each per cent of moisture.',
    formula: 'ΔW = W · C · ΔM',
    usual: 'Sitka spruce 0.263 %',
    source: 'FPL Wood Handbook, table 13-5',
  },
  burnFactor: {
    label: 'Burns',
    text: 'How readily it burns under a rubbing tooth, against maple at 1.',
    usual: 'Spruce 0.7, rosewood 1.3, ebony 1.4',
    source: 'Table of the older system; a heuristic',
  },
  colour: { label: 'Colour', text: 'How it is drawn.' },
  dustWarning: {
    label: 'Dust and skin',
    text: 'What a person must know before the spindle turns. Shown with every judgement.',
  },
  travelX: { label: 'Travel X', text: 'How far the axis goes. GRBL $130.' },
  travelY: { label: 'Travel Y', text: 'How far the axis goes. GRBL $131.' },
  travelZ: { label: 'Travel Z', text: 'How far the axis goes. GRBL $132.' },
  rateX: { label: 'Fastest X', text: 'The fastest the axis moves. GRBL $110.' },
  rateY: { label: 'Fastest Y', text: 'The fastest the axis moves. GRBL $111.' },
  rateZ: { label: 'Fastest Z', text: 'The fastest the axis moves. GRBL $112.' },
  accelerationX: {
    label: 'Acceleration X',
    text: 'How fast the axis gains speed. GRBL $120. On a circle the feed can be no more than this lets it.',
    formula: 'v ≤ √(a · r)',
  },
  accelerationY: { label: 'Acceleration Y', text: 'How fast the axis gains speed. GRBL $121.' },
  accelerationZ: { label: 'Acceleration Z', text: 'How fast the axis gains speed. GRBL $122.' },
  junctionDeviationMm: {
    label: 'Junction deviation',
    text: 'How far corners are rounded in the speed plan. GRBL $11.',
    usual: '0.01 mm',
  },
  arcToleranceMm: {
    label: 'Arc tolerance',
    text: 'How far the chords of an arc may stand off it. GRBL $12.',
    usual: '0.002 mm',
  },
  minRpm: { label: 'Slowest spindle', text: 'GRBL $31.' },
  maxSpindle: { label: 'Fastest spindle', text: 'GRBL $30.' },
  spinUpSeconds: {
    label: 'Spin-up',
    text: 'Time the spindle takes to reach its speed. Programs wait it out before the first cut.',
  },
  colletDiameterMm: {
    label: 'Collet',
    text: 'The shank the collet is made for. A shank of another size is not gripped along its length and creeps out.',
    usual: '3.175 mm (1/8 in), 6 mm or 6.35 mm (1/4 in)',
  },
  otherColletDiameterMm: {
    label: 'Second collet',
    text: 'Another collet you have for this spindle. Empty where there is none.',
  },
  colletNutDiameterMm: {
    label: 'Collet nut',
    text: 'Calliper the nut across its corners. It must clear clamps as high as the bit is short; unknown, that is not checked.',
    usual: 'ER11 19 mm, ER16 28 mm, ER20 34 mm',
    source: 'ISO 15488 collet holders, usual nuts',
  },
  backlashMm: {
    label: 'Backlash',
    text: 'Jog to a dial gauge from both sides; the difference is lost motion. The worst of X and Y.',
    usual: 'Under 0.025 mm for bits thinner than 1.5 mm',
    source: 'PreciseBits, calibrating feeds and speeds',
  },
  toolSensorXMm: {
    label: 'Tool sensor X',
    text: 'Middle of a tool sensor fixed to the machine, in machine coordinates. With X, Y and start Z set, bits are measured at every tool change of a homed machine.',
  },
  toolSensorYMm: {
    label: 'Tool sensor Y',
    text: 'Middle of the tool sensor in machine coordinates.',
  },
  toolSensorStartZMm: {
    label: 'Tool sensor start Z',
    text: 'Machine Z where the search begins: clear above the sensor with the longest bit you use. The bit goes down from there until it touches.',
  },
} as const satisfies Record<string, RecordFieldWords>

/** A field of a record that has words. */
export type RecordFieldId = keyof typeof recordFieldStrings
