import { sendLine } from '../procedure/parts.ts'
import type { ProcedureEnd, ProcedureOrder, ProcedurePart } from '../procedure/procedure.ts'

/** Turns the spindle on or off outside of a job. */
export function spindleOrder(
  turn: 'off' | 'clockwise' | 'counterclockwise',
  rpm: number,
): ProcedureOrder {
  const on = turn === 'clockwise' ? 'M3' : 'M4'
  const line = turn === 'off' ? 'M5' : `${on}S${String(Math.round(rpm))}`
  const stage = turn === 'off' ? 'Stopping the spindle' : 'Starting the spindle'
  const program = function* (): ProcedurePart<ProcedureEnd> {
    yield* sendLine(line, stage)
    const sentence =
      turn === 'off'
        ? 'The spindle is off.'
        : `The spindle turns at ${String(Math.round(rpm))} rpm.`
    return { sentence, finding: null }
  }
  return { kind: 'accessory', title: stage, stepCount: 1, background: false, program, keeps: '' }
}
