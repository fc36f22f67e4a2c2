import type { Stage } from '#core/rosette/stage.ts'

/** One number of an operation in words. */
export interface OperationWords {
  readonly label: string
  readonly text: string
  readonly formula?: string
  readonly usual?: string
  readonly source?: string
}

const kinds: Readonly<Record<Stage, string>> = {
  'saw-slices': 'Strips and slices',
  'shell-coupon': 'Coupon of shell',
  'shell-pieces': 'Pieces of shell',
  'inlay-channels': 'Ring channel',
  'line-channels': 'Line channel',
  'inlay-pockets': 'Pocket',
  soundhole: 'Cut out last',
}

const fields = {
  depth: {
    label: 'Depth',
    text: 'How deep the pocket is below the top. Thickness of the inlay, less what is to stand proud for scraping.',
    formula: 'depth = inlay − proud',
    usual: '1 to 1.6 mm; half of the top stays under it',
  },
  depthPerPass: {
    label: 'Depth per pass',
    text: 'The pocket is cut in equal passes no deeper than this.',
    usual: 'up to half the bit’s diameter in wood',
    source: 'slotting depth 0.25–0.5 D for small bits',
  },
  stepover: {
    label: 'Stepover',
    text: 'How far the tool moves sideways into the wood on a straight cut. It sets how much of its edge is in the wood, and no pass takes more.',
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
  spindle: { label: 'Spindle', text: 'Turns of the spindle a minute.' },
  feed: {
    label: 'Feed',
    text: 'How fast the tool moves while it cuts.',
    formula: 'chip per tooth = feed / (speed · flutes)',
  },
  plunge: {
    label: 'Plunge feed',
    text: 'How fast the tool may go straight down, over ground that is cut already.',
  },
} satisfies Record<string, OperationWords>

/** A number of an operation that has a field. */
export type OperationField = keyof typeof fields

/** Words of the list of operations and of their numbers. */
export const operationsStrings = {
  title: 'Operations in the order they are cut',
  kinds,
  fields,
  soundhole: 'Soundhole',
  depthUnknown: 'no depth yet',
  toolUnknown: 'no such bit',
  off: 'Off',
  notPlanned: 'Not planned',
  planning: (percent: string) => `Planning ${percent}`,
  cancel: 'Stop planning',
  ready: 'Ready',
  needsDepth: 'Say how deep it is, then it can be planned.',
  turnOn: (name: string) => `Cut "${name}"`,
  earlier: (name: string) => `Cut "${name}" earlier`,
  later: (name: string) => `Cut "${name}" later`,
  parameters: (name: string) => `Pocket "${name}"`,
  close: 'Back to the list',
  tool: 'Router bit',
  direction: 'Direction',
  directions: { climb: 'Climb', conventional: 'Conventional' },
  islands: 'Islands that stay standing',
  uncut: (name: string) => `"${name}" is in the plan and not cut.`,
  add: 'Cut it',
  total: 'In all',
  help: {
    about: (title: string) => `About ${title}`,
    formula: 'Formula',
    usual: 'Usual',
    source: 'Source',
  },
  field: {
    notMeasured: 'not said yet',
    below: (value: string, limit: string) => `${value} is below the least, ${limit}.`,
    above: (value: string, limit: string) => `${value} is above the most, ${limit}.`,
    range: (min: string, max: string) => `${min} to ${max}`,
  },
} as const
