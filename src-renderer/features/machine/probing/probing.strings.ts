/** Kinds of probing in the order they are offered. */
export const PROBE_KINDS = ['zPlate', 'corner', 'edge', 'boreCentre', 'bossCentre'] as const
/** A kind of probing that has a wizard. */
export type ProbeKind = (typeof PROBE_KINDS)[number]

/** Words of the probing wizards. */
export const probingStrings = {
  kinds: 'What to find',
  kind: {
    zPlate: { name: 'Top, by a plate', text: 'Z becomes zero on top of the work.' },
    corner: { name: 'Corner', text: 'X and Y become zero at an outside corner.' },
    edge: { name: 'One side', text: 'X or Y becomes zero at one side.' },
    boreCentre: {
      name: 'Centre of a hole',
      text: 'X and Y become zero in the middle of a hole, such as a soundhole.',
    },
    bossCentre: {
      name: 'Centre of a boss',
      text: 'X and Y become zero in the middle of what stands up.',
    },
  } satisfies Record<ProbeKind, { name: string; text: string }>,
  step: (now: number, all: number) => `Step ${String(now)} of ${String(all)}`,
  steps: {
    place: 'Place the bit',
    numbers: 'Numbers',
    confirm: 'Look at it all once more',
  },
  place: {
    zPlate:
      'Lay the plate on the work and clip the wire to the bit. Jog the bit over the plate, a few millimetres above it.',
    corner:
      'Clip the wires to bit and work. Jog the bit over the corner, a few millimetres above the top, inside both sides.',
    edge: 'Clip the wires to bit and work. Jog the tip beside the side, below its top, a few millimetres away.',
    boreCentre:
      'Clip the wires to bit and work. Jog the tip into the hole, near its middle, below its upper rim.',
    bossCentre:
      'Clip the wires to bit and work. Jog the tip over the middle of the boss, a few millimetres above it.',
  } satisfies Record<ProbeKind, string>,
  toJog: 'Jog there',
  next: 'Next',
  back: 'Back',
  fields: {
    plateThicknessMm: {
      label: 'Plate thickness',
      text: 'What a caliper reads. The work’s top lies so far below the touch.',
      usual: '1 to 20 mm',
    },
    tipDiameterMm: {
      label: 'Diameter of the tip',
      text: 'Of the shank or pin that touches, not of the flutes. Half of it is taken off each touch.',
      usual: '3.175 mm (1/8 in) or 6 mm',
    },
    expectedDiameterMm: {
      label: 'Expected diameter',
      text: 'About what the hole or boss measures. The bit never travels farther than this allows.',
      usual: '80 to 102 mm for a soundhole',
    },
    alongSideMm: {
      label: 'Inside along each side',
      text: 'So far from the corner each side is touched.',
      usual: '10 to 25 mm',
    },
    outsideMm: {
      label: 'Outside each side',
      text: 'The bit goes down so far outside before it touches.',
      usual: '5 to 15 mm',
    },
    depthMm: {
      label: 'Below the start',
      text: 'So far the tip goes down from where it stands now.',
      usual: '5 to 10 mm',
    },
    seekFeedMmPerMin: {
      label: 'First touch',
      text: 'Quick; finds the place roughly.',
      usual: '50 to 150 mm/min',
    },
    touchFeedMmPerMin: {
      label: 'Second touch',
      text: 'Slow; this is the one that counts.',
      usual: '10 to 30 mm/min',
    },
    greatestTravelMm: {
      label: 'Farthest travel',
      text: 'Without a contact the bit stops here and zero stays as it was.',
      usual: '10 to 30 mm',
    },
    retractMm: {
      label: 'Back off',
      text: 'So far the bit goes back after each touch.',
      usual: '1 to 3 mm',
    },
  },
  direction: 'The bit moves',
  directions: { 'x+': 'right, X+', 'x-': 'left, X−', 'y+': 'away, Y+', 'y-': 'near, Y−' },
  corner: 'Corner',
  corners: {
    'front-left': 'Front left',
    'front-right': 'Front right',
    'back-left': 'Back left',
    'back-right': 'Back right',
  },
  help: {
    about: (title: string) => `About ${title}`,
    formula: 'Formula',
    usual: 'Usual',
    source: 'Source',
  },
  lamp: { closed: 'Contact', open: 'No contact' },
  confirm: {
    text: 'Everything that is sent is worked out from these. Zero changes only when every touch fits.',
    what: 'Finding',
    spindleOff: 'The spindle is off and the bit does not turn',
    wired: 'The wires are clipped on; the contact is tested first, by hand',
    go: 'Start probing',
  },
  spindleOn: 'The spindle turns. Stop it first.',
  running: 'Probing',
  cancel: 'Stop probing',
  waitingFor: {
    plateTouch: 'Touch plate or work and bit together now, by hand: the lamp must light.',
    plateRelease: 'Take it away again. Hands clear: the bit moves next.',
  },
  found: 'Found',
  measured: (x: string, y: string) => `Measured ${x} across X and ${y} across Y.`,
  repeat: (by: string) => `Quick and slow touch differ by ${by}.`,
  zeroed: (axes: string) => `Zero is set on ${axes}.`,
  again: 'Probe again',
  notNow: 'Probing wants a machine that stands ready.',
} as const

/** Name of a field of a probing input. */
export type ProbeField = keyof typeof probingStrings.fields
