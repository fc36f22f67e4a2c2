import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RiskLevel } from '#core/feasibility/finding.ts'
import type { Rule } from '#core/feasibility/rule.ts'
import { channelFloor } from '#core/feasibility/rules/channel-floor.ts'
import { depthPerPass } from '#core/feasibility/rules/depth-per-pass.ts'
import { engagement } from '#core/feasibility/rules/engagement.ts'
import { entryFeed } from '#core/feasibility/rules/entry-feed.ts'
import { machineEnvelope } from '#core/feasibility/rules/machine-envelope.ts'
import { smallBitMachine } from '#core/feasibility/rules/small-bit-machine.ts'
import { soundholeClearance } from '#core/feasibility/rules/soundhole-clearance.ts'
import { stickoutRatio } from '#core/feasibility/rules/stickout-ratio.ts'
import { stockLength } from '#core/feasibility/rules/stock-length.ts'
import { toolBreakage } from '#core/feasibility/rules/tool-breakage.ts'
import { toolDeflection } from '#core/feasibility/rules/tool-deflection.ts'
import { toolFitsChannel } from '#core/feasibility/rules/tool-fits-channel.ts'
import { toolReach } from '#core/feasibility/rules/tool-reach.ts'
import { type Change, findingsOf, mosaic } from './workbench.ts'

const SEVERITY: Readonly<Record<RiskLevel, number>> = { GREEN: 0, YELLOW: 1, RED: 2, UNKNOWN: 3 }

/** What gets no better as the number grows. */
interface Worse {
  readonly what: string
  readonly rule: Rule
  readonly from: number
  readonly to: number
  readonly change: (value: number) => Change
}

const WORSE: readonly Worse[] = [
  {
    ...{ what: 'more stick-out bends more', rule: toolDeflection, from: 2, to: 40 },
    change: (stickoutMm) => ({ tool: { stickoutMm } }),
  },
  {
    ...{ what: 'more stick-out stresses more', rule: toolBreakage, from: 2, to: 140 },
    change: (stickoutMm) => ({ tool: { stickoutMm } }),
  },
  {
    ...{ what: 'more stick-out chatters more', rule: stickoutRatio, from: 2, to: 40 },
    change: (stickoutMm) => ({ cutting: { stickoutMm } }),
  },
  {
    ...{ what: 'denser wood bends more', rule: toolDeflection, from: 100, to: 9000 },
    change: (densityKgPerM3) => ({ material: { densityKgPerM3 } }),
  },
  {
    ...{ what: 'a faster feed bends more', rule: toolDeflection, from: 100, to: 20_000 },
    change: (feedMmPerMin) => ({ cutting: { feedMmPerMin }, tool: { stickoutMm: 12 } }),
  },
  {
    ...{ what: 'a deeper pass bends more', rule: toolDeflection, from: 0.1, to: 5 },
    change: (maxDepthPerPassMm) => ({ cutting: { maxDepthPerPassMm }, tool: { stickoutMm: 13 } }),
  },
  {
    ...{ what: 'a deeper pass is deeper', rule: depthPerPass, from: 0.1, to: 5 },
    change: (maxDepthPerPassMm) => ({ cutting: { maxDepthPerPassMm } }),
  },
  {
    ...{ what: 'a wider stepover engages more', rule: engagement, from: 0.05, to: 0.9 },
    change: (stepoverRatio) => ({ cutting: { stepoverRatio } }),
  },
  {
    ...{ what: 'a faster plunge', rule: entryFeed, from: 10, to: 5000 },
    change: (plungeMmPerMin) => ({ cutting: { plungeMmPerMin } }),
  },
  {
    ...{ what: 'a wider bit', rule: toolFitsChannel, from: 0.5, to: 4 },
    change: (diameterMm) => ({ tool: { diameterMm } }),
  },
  {
    ...{ what: 'shorter flutes', rule: toolReach, from: -10, to: -1 },
    change: (minusMm) => ({ tool: { fluteLengthMm: -minusMm } }),
  },
  {
    ...{ what: 'a thinner top', rule: channelFloor, from: -6, to: -1.8 },
    change: (minusMm) => ({ plan: { topThicknessMm: -minusMm } }),
  },
  {
    ...{ what: 'a larger soundhole', rule: soundholeClearance, from: 30, to: 44.9 },
    change: (radiusMm) => ({ plan: { soundhole: { ...mosaic.soundhole, radiusMm } } }),
  },
  {
    ...{ what: 'a smaller machine', rule: machineEnvelope, from: -300, to: -50 },
    change: (minusMm) => ({ machine: { travelMm: { x: -minusMm, y: 400, z: 80 } } }),
  },
  {
    ...{ what: 'more runout', rule: smallBitMachine, from: 0, to: 0.2 },
    change: (runoutMm) => ({ tool: { diameterMm: 1, runoutMm } }),
  },
  {
    ...{ what: 'a longer log', rule: stockLength, from: 0, to: 1000 },
    change: (trimMm) => ({ plan: { stock: { ...mosaic.stock, trimMm } } }),
  },
]

describe('never better', () => {
  test.each(WORSE)('$what', ({ rule, from, to, change }) => {
    const level = (value: number) =>
      Math.max(...findingsOf(rule, change(value)).map(({ grade }) => SEVERITY[grade]))
    // the range holds more than one grade, or the property would say nothing
    expect(level(to)).toBeGreaterThan(level(from))
    const value = fc.double({ min: from, max: to, noNaN: true })
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(level(Math.max(a, b))).toBeGreaterThanOrEqual(level(Math.min(a, b)))
      }),
      { numRuns: 30 },
    )
  })
})
