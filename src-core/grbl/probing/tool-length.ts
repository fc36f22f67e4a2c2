import { fail, jogToMachine, lengthText, readOffsets, sendLine } from '../procedure/parts.ts'
import type { ProcedureEnd, ProcedurePart } from '../procedure/procedure.ts'
import type { ProbeInput } from './probe-input.ts'
import { beginProbing, endProbing, guardedMove, touchTwice, type ProbeFacts } from './touch.ts'

const READ_BACK_MM = 0.004

/** What the tool length needs besides: the height that is clear of everything. */
export interface ToolLengthFacts extends ProbeFacts {
  /** Machine Z that is clear of everything; null when the machine is not homed. */
  readonly clearMachineZMm: number | null
}

/**
 * Measures the tool against a reference by a sensor fixed to the machine: up, over the sensor, down,
 * two touches. The offset is how much longer this tool is than the reference,
 * `TLO = contact - reference contact`, set with G43.1 and read back; it is lost at every reset.
 */
export function* toolLength(
  input: Extract<ProbeInput, { readonly kind: 'toolLength' }>,
  facts: ToolLengthFacts,
): ProcedurePart<ProcedureEnd> {
  const { approach, sensorMachineMm, referenceContactMachineZMm } = input
  const { clearMachineZMm, travelFeedMmPerMin } = facts
  if (clearMachineZMm === null) {
    return yield* fail(
      'The sensor has its place in machine coordinates, and the machine is not homed.',
      'Home the machine first.',
    )
  }
  const start = yield* beginProbing(facts)
  yield* jogToMachine({ zMm: clearMachineZMm }, travelFeedMmPerMin.z, 'Raising Z')
  const { xMm, yMm, zMm } = sensorMachineMm
  yield* jogToMachine({ xMm, yMm }, travelFeedMmPerMin.xy, 'Going over the sensor')
  if (zMm < clearMachineZMm) {
    yield* guardedMove(
      { zMm: zMm - clearMachineZMm },
      approach.seekFeedMmPerMin,
      'Going down to the sensor',
    )
  }
  const down = { axis: 'z', sign: -1 } as const
  const touch = yield* touchTwice(
    down,
    approach,
    { greatestMm: approach.greatestTravelMm, travel: facts.travel },
    'the sensor',
  )
  yield* jogToMachine({ zMm: clearMachineZMm }, travelFeedMmPerMin.z, 'Raising Z')
  const offsetMm =
    referenceContactMachineZMm === null ? null : touch.atMm - referenceContactMachineZMm
  if (offsetMm !== null) yield* setToolLength(offsetMm)
  yield* endProbing(start.modal)
  return {
    sentence:
      offsetMm === null
        ? 'This tool is the reference now.'
        : `This tool is ${lengthText(Math.abs(offsetMm))} mm ${offsetMm < 0 ? 'shorter' : 'longer'} than the reference; the offset is set.`,
    finding: {
      kind: 'toolLength',
      zeroedAxes: [],
      machinePointMm: { xMm, yMm, zMm: touch.atMm },
      measuredMm: null,
      repeatabilityMm: touch.repeatabilityMm,
      toolLengthOffsetMm: offsetMm,
    },
  }
}

function* setToolLength(offsetMm: number): ProcedurePart<void> {
  yield* sendLine(`G21G43.1Z${lengthText(offsetMm)}`, 'Setting the tool length')
  const { toolLengthOffsetMm } = yield* readOffsets('Reading the tool length back')
  if (Math.abs(toolLengthOffsetMm - offsetMm) <= READ_BACK_MM) return
  yield* fail(
    `The tool length reads back ${lengthText(toolLengthOffsetMm)} mm instead of ${lengthText(offsetMm)} mm.`,
    'Measure again.',
  )
}
