import { mmText } from '../grading.ts'
import type { ChoiceKnob, Knob, NumberKnob } from './knob.ts'

const SAW_RULES = ['saw.bite', 'saw.heat', 'saw.rim-speed', 'saw.blade-limit'] as const

const feed: NumberKnob = {
  kind: 'number',
  ruleIds: ['saw.bite', 'saw.heat'],
  cost: 0.4,
  rangeOf: ({ plan: { sawing } }) =>
    sawing === null ? null : { now: sawing.feedMmPerMin, least: 50, greatest: 20_000, step: 10 },
  editTo: (to) => ({
    path: ['sawing', 'feedMmPerMin'],
    to,
    sentence: `Feed the wood at ${String(to)} mm/min.`,
  }),
}

const speed: NumberKnob = {
  kind: 'number',
  ruleIds: SAW_RULES,
  cost: 0.6,
  rangeOf: ({ plan: { sawing } }) =>
    sawing === null ? null : { now: sawing.spindleRpm, least: 500, greatest: 30_000, step: 50 },
  editTo: (to) => ({
    path: ['sawing', 'spindleRpm'],
    to,
    sentence: `Set the saw to ${String(to)} rpm.`,
  }),
}

const kerf: NumberKnob = {
  kind: 'number',
  ruleIds: ['saw.kerf', 'saw.slice'],
  cost: 0.3,
  rangeOf: ({ plan: { stock } }, { ruleId }) => {
    if (stock.kerfMm === null) return null
    // a narrower kerf wants another blade; the plan's number alone follows the blade that is fitted
    const range = { now: stock.kerfMm, least: 0.1, greatest: 10, step: 0.01 }
    return ruleId === 'saw.kerf' ? range : null
  },
  editTo: (to) => ({
    path: ['stock', 'kerfMm'],
    to,
    sentence: `Reckon with a kerf of ${mmText(to)}.`,
  }),
}

const sled: ChoiceKnob = {
  kind: 'choice',
  ruleIds: ['saw.hold-down'],
  cost: 0.1,
  editsOf: ({ plan: { sawing } }) =>
    sawing === null || sawing.withSled
      ? []
      : [
          {
            path: ['sawing', 'withSled'],
            to: true,
            sentence: 'Saw on a sled with a zero-clearance insert and a stop block.',
          },
        ],
}

const otherBlade: ChoiceKnob = {
  kind: 'choice',
  ruleIds: [...SAW_RULES, 'saw.reach', 'saw.measured', 'input.known-record'],
  cost: 1.2,
  editsOf: ({ plan: { sawing }, blades }) =>
    sawing === null
      ? []
      : blades
          .filter(({ id }) => id !== sawing.bladeId)
          .map(({ id, name }) => ({
            path: ['sawing', 'bladeId'],
            to: id,
            sentence: `Fit "${name}".`,
          })),
}

/** What of the way a job is sawn a fix may change. */
export const SAW_KNOBS: readonly Knob[] = [feed, speed, kerf, sled, otherBlade]
