import { lengthText, readOffsets, writeMemory, fail } from '../procedure/parts.ts'
import type { ProcedureEnd, ProcedureOrder, ProcedurePart } from '../procedure/procedure.ts'
import { WORK_SYSTEMS, type WorkSystem } from '../manual/axes.ts'
import type { OffsetTable } from '../manual/manual-snapshot.ts'
import { toolLength, type ToolLengthFacts } from '../probing/tool-length.ts'

/** A tool sensor fixed to the machine, in machine coordinates. */
export interface FixedToolSensor {
  readonly xMm: number
  readonly yMm: number
  /** Where the search begins: above the sensor with the longest bit that is used. */
  readonly startZMm: number
}

/** What a measured tool changes: how far its contact lies from that of the tool before, and where that counts. */
export interface LengthShift {
  /** Machine Z of the contact of the tool that the work zeros were set for. */
  readonly beforeContactZMm: number
  /** Work zeros of the program. */
  readonly systems: readonly WorkSystem[]
}

const APPROACH = {
  seekFeedMmPerMin: 150,
  touchFeedMmPerMin: 30,
  retractMm: 2,
  /** From the start of the search; the travel of the machine ends it sooner. */
  greatestTravelMm: 100,
} as const
/** Reports are rounded to a thousandth of a mm, or to a ten-thousandth of an inch. */
const READ_BACK_MM = 0.004

/**
 * Measures the tool in the spindle on the fixed sensor; with a shift, the work zeros of the program are
 * set for it: `Z offset + (contact - contact before)`, read back. The work zero is shifted and not a tool
 * length offset (G43.1) set, because the latter is lost at every reset: a stop behind the change would
 * leave a resume at the height of the other tool, without a word.
 */
export function measureToolOrder(
  sensor: FixedToolSensor,
  facts: ToolLengthFacts,
  shift: LengthShift | null,
): ProcedureOrder {
  return {
    kind: 'toolLength',
    title: 'Measuring the bit',
    stepCount: null,
    background: false,
    ownedByJob: true,
    program: () => measure(sensor, facts, shift),
    keeps: 'The work zero is as it was.',
  }
}

function* measure(
  { xMm, yMm, startZMm }: FixedToolSensor,
  facts: ToolLengthFacts,
  shift: LengthShift | null,
): ProcedurePart<ProcedureEnd> {
  const sensorMachineMm = { xMm, yMm, zMm: startZMm }
  const input = {
    kind: 'toolLength',
    approach: APPROACH,
    sensorMachineMm,
    referenceContactMachineZMm: null,
  } as const
  const end = yield* toolLength(input, facts)
  const contactZMm = end.finding?.machinePointMm.zMm ?? Number.NaN
  if (shift === null) return { ...end, sentence: 'The bit is measured.' }
  const byMm = contactZMm - shift.beforeContactZMm
  const table = yield* readOffsets('Reading the work zeros')
  for (const system of shift.systems) yield* shiftSystem(system, byMm, table)
  const sentence = `This bit is ${lengthText(Math.abs(byMm))} mm ${byMm < 0 ? 'shorter' : 'longer'} than the one before; Z of ${shift.systems.join(', ')} is set for it.`
  return { ...end, sentence }
}

function* shiftSystem(system: WorkSystem, byMm: number, table: OffsetTable): ProcedurePart<void> {
  const wantedMm = table.systems[system].zMm + byMm
  const number = String(WORK_SYSTEMS.indexOf(system) + 1)
  yield* writeMemory(`G21G10L2P${number}Z${lengthText(wantedMm)}`, `Setting Z of ${system}`)
  const kept = (yield* readOffsets(`Reading Z of ${system} back`)).systems[system]
  if (Math.abs(kept.zMm - wantedMm) <= READ_BACK_MM) return
  yield* fail(
    `${system} reads back Z ${lengthText(kept.zMm)} mm in machine coordinates, but ${lengthText(wantedMm)} mm was written.`,
    'Set Z for the new bit by hand.',
  )
}
