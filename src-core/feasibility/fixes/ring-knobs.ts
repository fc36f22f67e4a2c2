import { mmText } from '../grading.ts'
import type { Knob, NumberKnob } from './knob.ts'
import { ringIndexOf } from './knob.ts'

/** How far the inlay stands proud: the channel gets shallower by as much. */
const proud: NumberKnob = {
  kind: 'number',
  ruleIds: ['channel.floor'],
  cost: 0.8,
  rangeOf: (job, finding) => {
    const ring = job.plan.rings[ringIndexOf(finding, job) ?? -1]
    if (ring === undefined) return null
    const greatest = Math.min(5, (ring.inlayThicknessMm ?? 0) - 0.1)
    return greatest <= ring.proudMm ? null : { now: ring.proudMm, least: 0, greatest, step: 0.05 }
  },
  editTo: (to, finding, job) => ({
    path: ['rings', ringIndexOf(finding, job) ?? -1, 'proudMm'],
    to,
    sentence: `Let the inlay stand ${mmText(to)} proud, so that its channel is shallower.`,
  }),
}

/** Slices and strips can be made thinner; a bought ring and shell are as they are. */
const thickness: NumberKnob = {
  kind: 'number',
  ruleIds: ['channel.floor', 'router.reach'],
  cost: 1,
  rangeOf: (job, finding) => {
    const ring = job.plan.rings[ringIndexOf(finding, job) ?? -1]
    if (ring?.inlayThicknessMm == null || ring.kind === 'bought' || ring.kind === 'shell')
      return null
    const now = ring.inlayThicknessMm
    return { now, least: ring.proudMm + 0.5, greatest: now, step: 0.05 }
  },
  editTo: (to, finding, job) => ({
    path: ['rings', ringIndexOf(finding, job) ?? -1, 'inlayThicknessMm'],
    to,
    sentence: `Slice the inlay ${mmText(to)} thick.`,
  }),
}

const soundholeRadius: NumberKnob = {
  kind: 'number',
  ruleIds: ['soundhole.clearance', 'soundhole.cut', 'plan.units'],
  cost: 2,
  rangeOf: ({ plan }, { subject }) =>
    subject === 'soundhole'
      ? { now: plan.soundhole.radiusMm, least: 5, greatest: 80, step: 0.1 }
      : null,
  editTo: (to) => ({
    path: ['soundhole', 'radiusMm'],
    to,
    sentence: `Make the soundhole ${mmText(2 * to)} across.`,
  }),
}

const skin: NumberKnob = {
  kind: 'number',
  ruleIds: ['soundhole.cut'],
  cost: 0.4,
  rangeOf: ({ plan }) => {
    const { method } = plan.soundhole
    return method.kind === 'onion-skin'
      ? { now: method.skinMm, least: 0.1, greatest: 3, step: 0.05 }
      : null
  },
  editTo: (to) => ({
    path: ['soundhole', 'method', 'skinMm'],
    to,
    sentence: `Leave a skin of ${mmText(to)}.`,
  }),
}

const tabCount: NumberKnob = {
  kind: 'number',
  ruleIds: ['soundhole.cut'],
  cost: 0.4,
  rangeOf: ({ plan }) => {
    const { method } = plan.soundhole
    return method.kind === 'tabs' ? { now: method.count, least: 2, greatest: 12, step: 1 } : null
  },
  editTo: (to) => ({
    path: ['soundhole', 'method', 'count'],
    to,
    sentence: `Use ${String(to)} tabs.`,
  }),
}

const weaveAngle: NumberKnob = {
  kind: 'number',
  ruleIds: ['rosette.pitch'],
  cost: 0.4,
  rangeOf: (job, finding) => {
    const ring = job.plan.rings[ringIndexOf(finding, job) ?? -1]
    if (ring?.kind !== 'strip' || ring.weave.kind === 'plain') return null
    return { now: ring.weave.angleDeg, least: 10, greatest: 80, step: 0.05 }
  },
  editTo: (to, finding, job) => ({
    path: ['rings', ringIndexOf(finding, job) ?? -1, 'weave', 'angleDeg'],
    to,
    sentence: `Lay the layers at ${String(to)} degrees.`,
  }),
}

const logCount: NumberKnob = {
  kind: 'number',
  ruleIds: ['stock.log-length'],
  cost: 0.5,
  rangeOf: ({ plan }) => ({ now: plan.stock.logCount, least: 1, greatest: 50, step: 1 }),
  editTo: (to) => ({
    path: ['stock', 'logCount'],
    to,
    sentence: `Make ${String(to)} shorter logs.`,
  }),
}

/** What of rings and soundhole a fix may change. */
export const RING_KNOBS: readonly Knob[] = [
  proud,
  thickness,
  soundholeRadius,
  skin,
  tabCount,
  weaveAngle,
  logCount,
]
