import type { AxisValuesMm, AxisName } from '../manual/axes.ts'
import { AXIS_NAMES, axisField, WORK_SYSTEMS } from '../manual/axes.ts'
import { offsetFor } from '../manual/offset-table.ts'
import { axisWordsMm, fail, lengthText, readOffsets, writeMemory } from '../procedure/parts.ts'
import type { ProcedurePart } from '../procedure/procedure.ts'
import type { ProbeStart } from './touch.ts'

/** Reports are rounded to a thousandth of a mm, or to a ten-thousandth of an inch. */
const READ_BACK_MM = 0.004

/** A machine place and what it shall read in the active work system, per axis. */
export type Readings = Partial<
  Record<AxisName, { readonly machineMm: number; readonly readsMm: number }>
>

/**
 * Writes the active system's offset so that the found places read as wanted: `G10 L2` with the
 * numbers worked out from the contact itself, since the tool has moved on since then; read back.
 */
export function* setZero(start: ProbeStart, readings: Readings): ProcedurePart<void> {
  const { modal, offsets } = start
  const wanted = (axis: AxisName) => {
    const reading = readings[axis]
    return reading === undefined
      ? undefined
      : offsetFor(reading.machineMm, reading.readsMm, axisField(axis), offsets)
  }
  const values: AxisValuesMm = { xMm: wanted('x'), yMm: wanted('y'), zMm: wanted('z') }
  const number = WORK_SYSTEMS.indexOf(modal.system) + 1
  yield* writeMemory(`G21G10L2P${String(number)}${axisWordsMm(values)}`, 'Setting the zero')
  const kept = (yield* readOffsets('Reading the zero back')).systems[modal.system]
  for (const axis of AXIS_NAMES) {
    const field = axisField(axis)
    const value = values[field]
    if (value === undefined || Math.abs(kept[field] - value) <= READ_BACK_MM) continue
    yield* fail(
      `${modal.system} reads back ${axis.toUpperCase()} ${lengthText(kept[field])} mm in machine coordinates, but ${lengthText(value)} mm was written.`,
      'Look at the zero before you cut, then probe again.',
    )
  }
}
