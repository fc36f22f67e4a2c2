import type { ProcedureEnd, ProcedureOrder, ProcedurePart } from '../procedure/procedure.ts'
import type { ProbeInput } from './probe-input.ts'
import { bossCentre, boreCentre, corner, edge, zPlate } from './probe-programs.ts'
import { toolLength, type ToolLengthFacts } from './tool-length.ts'

const TITLES: Readonly<Record<ProbeInput['kind'], string>> = {
  zPlate: 'Probing the top with a plate',
  edge: 'Probing a side',
  corner: 'Probing a corner',
  boreCentre: 'Probing the centre of a hole',
  bossCentre: 'Probing the centre of a boss',
  toolLength: 'Measuring the tool',
}

function programOf(input: ProbeInput, facts: ToolLengthFacts): ProcedurePart<ProcedureEnd> {
  switch (input.kind) {
    case 'zPlate':
      return zPlate(input, facts)
    case 'edge':
      return edge(input, facts)
    case 'corner':
      return corner(input, facts)
    case 'boreCentre':
      return boreCentre(input, facts)
    case 'bossCentre':
      return bossCentre(input, facts)
    case 'toolLength':
      return toolLength(input, facts)
  }
}

/** Why an input cannot be probed with, in one sentence; null when it can. */
export function probeInputProblem(input: ProbeInput): string | null {
  const { retractMm, greatestTravelMm, seekFeedMmPerMin, touchFeedMmPerMin } = input.approach
  if (retractMm >= greatestTravelMm) {
    return `Backing off ${String(retractMm)} mm is as far as the tool may travel, ${String(greatestTravelMm)} mm.`
  }
  if (touchFeedMmPerMin > seekFeedMmPerMin) {
    return `The slow touch, ${String(touchFeedMmPerMin)} mm/min, is faster than the quick one, ${String(seekFeedMmPerMin)} mm/min.`
  }
  if (input.kind === 'boreCentre' && input.tipDiameterMm >= input.expectedDiameterMm) {
    return `A tip of ${String(input.tipDiameterMm)} mm does not go into a hole of ${String(input.expectedDiameterMm)} mm.`
  }
  const outside = input.kind === 'corner' || input.kind === 'bossCentre' ? input.outsideMm : null
  if (outside !== null && outside <= retractMm) {
    return `The tip goes down ${String(outside)} mm outside; it must be more than it backs off, ${String(retractMm)} mm.`
  }
  return null
}

/** A probing as an order; its zero is written only at its end. */
export function probeOrder(input: ProbeInput, facts: ToolLengthFacts): ProcedureOrder {
  return {
    kind: input.kind === 'toolLength' ? 'toolLength' : 'probe',
    title: TITLES[input.kind],
    stepCount: null,
    background: false,
    program: () => programOf(input, facts),
    keeps:
      input.kind === 'toolLength' ? 'The tool length is as it was.' : 'The work zero is as it was.',
  }
}
