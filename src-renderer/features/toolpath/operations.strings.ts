import type { OperationKind } from '#core/rosette/plan-operation.schema.ts'
import type { Stage } from '#core/rosette/stage.ts'
import type { DrawnStage } from '#core/toolpath/drawn-programs.ts'
import { operationFields } from './operation-fields.strings.ts'

/** What follows from the rosette, by its stage; operations on drawn paths are named by their kind. */
const stageCuts: Readonly<Record<Exclude<Stage, DrawnStage>, string>> = {
  'saw-slices': 'Strips and slices',
  'shell-coupon': 'Coupon of shell',
  'shell-pieces': 'Pieces of shell',
  'inlay-channels': 'Ring channel',
  'line-channels': 'Line channel',
  soundhole: 'Cut out last',
}

/** A kind of operation in words: its name, what it is for, and what it needs. */
interface KindWords {
  readonly title: string
  readonly text: string
  readonly needs: string
}

const CLOSED = 'Needs a closed path from a drawing.'
const kinds: Readonly<Record<OperationKind, KindWords>> = {
  pocket: {
    title: 'Adaptive pocket',
    text: 'Clears an area with never more than a set part of the bit in the wood.',
    needs: CLOSED,
  },
  contourPocket: {
    title: 'Contour pocket',
    text: 'Clears an area in rings from the inside out; planned quickly.',
    needs: CLOSED,
  },
  rest: {
    title: 'Rest of a pocket',
    text: 'A smaller bit takes the corners a larger one left.',
    needs: 'Needs a pocket among the operations.',
  },
  profile: {
    title: 'Profile',
    text: 'Cuts along an outline: outside, inside or on it, with tabs or an onion skin.',
    needs: 'Needs a path from a drawing.',
  },
  engrave: {
    title: 'Engraving',
    text: 'Follows the middle of lines, open or closed.',
    needs: 'Needs a path from a drawing.',
  },
  drill: {
    title: 'Holes',
    text: 'Drills the middle of circles straight down, in pecks.',
    needs: 'Needs a circle from a drawing.',
  },
  inlayFemale: {
    title: 'Inlay pocket',
    text: 'A pocket whose corners allow for the bits of its piece.',
    needs: CLOSED,
  },
  inlayMale: {
    title: 'Inlay piece',
    text: 'The piece for an inlay pocket, cut from a board of its own.',
    needs: 'Needs an inlay pocket among the operations.',
  },
}

/** Words of the list of operations and of their numbers. */
export const operationsStrings = {
  title: 'Operations in the order they are cut',
  kinds,
  stageCuts,
  fields: operationFields,
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
  parameters: (kind: OperationKind, name: string) => `${kinds[kind].title} "${name}"`,
  side: 'Side of the line',
  sides: { outside: 'Outside', inside: 'Inside', on: 'On it' },
  material: 'Wood of the piece',
  paths: 'Paths it cuts',
  remove: 'Remove this operation',
  addTitle: 'Add operation',
  addLead: 'What is to be cut?',
  addPaths: 'Along which paths?',
  addOuter: 'In which path?',
  addOf: 'Of which operation?',
  addNow: (kind: OperationKind) => `Add: ${kinds[kind].title}`,
  addCancel: 'Cancel',
  toDrawing: 'Take paths from a drawing',
  restOf: (name: string) => `Takes the rest of "${name}": its paths and its depth.`,
  pieceOf: (name: string) => `Fits into "${name}"; the pocket allows for this bit.`,
  close: 'Back to the list',
  tool: 'Router bit',
  direction: 'Direction',
  directions: { climb: 'Climb', conventional: 'Conventional' },
  islands: 'Islands that stay standing',
  uncut: (name: string) => `"${name}" is in the plan and not cut.`,
  add: 'Add operation',
  cutIt: (name: string) => `Cut "${name}"…`,
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
