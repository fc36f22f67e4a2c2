import type { Point3 } from '../../geometry/point.ts'
import { inchFromMm } from '../../units/length.ts'
import {
  axisWordsMm,
  fail,
  lengthText,
  readModal,
  readOffsets,
  sendLine,
  standstill,
  writeMemory,
} from '../procedure/parts.ts'
import type { ProcedureEnd, ProcedureOrder, ProcedurePart } from '../procedure/procedure.ts'
import {
  AXIS_NAMES,
  axisField,
  WORK_SYSTEMS,
  type AxisName,
  type AxisValuesMm,
  type WorkSystem,
} from './axes.ts'
import type { ModalWords, OffsetTable } from './manual-snapshot.ts'
import { offsetFor } from './offset-table.ts'

/** Reports are rounded to a thousandth of a mm, or to a ten-thousandth of an inch. */
const READ_BACK_MM = 0.004
const UNCHANGED = 'The offset on the controller may differ: look at it before you cut.'

type Draft = Pick<ProcedureOrder, 'title' | 'stepCount' | 'program'>

/** An order of kind `offset`. */
function offsetOrder(draft: Draft): ProcedureOrder {
  return { kind: 'offset', background: false, keeps: UNCHANGED, ...draft }
}

/** `P1` to `P6`: named, so that a change of the active system in between can do no harm. */
function systemNumber(system: WorkSystem): number {
  return WORK_SYSTEMS.indexOf(system) + 1
}

/** Axis words in the units that are active, so that no mode has to be changed. */
function axisWordsIn(units: ModalWords['units'], values: AxisValuesMm): string {
  if (units === 'G21') return axisWordsMm(values)
  return AXIS_NAMES.map((axis) => {
    const value = values[axisField(axis)]
    return value === undefined
      ? ''
      : `${axis.toUpperCase()}${inchFromMm(value)
          .toFixed(6)
          .replace(/\.?0+$/, '')}`
  }).join('')
}

function axesOf(values: AxisValuesMm): readonly AxisName[] {
  return AXIS_NAMES.filter((axis) => values[axisField(axis)] !== undefined)
}

function* mustRead(
  table: OffsetTable,
  system: WorkSystem,
  expected: AxisValuesMm,
): ProcedurePart<void> {
  for (const axis of axesOf(expected)) {
    const field = axisField(axis)
    const kept = table.systems[system][field]
    const wanted = expected[field] ?? 0
    if (Math.abs(kept - wanted) <= READ_BACK_MM) continue
    yield* fail(
      `${system} reads back ${axis.toUpperCase()} ${lengthText(kept)} mm in machine coordinates, but ${lengthText(wanted)} mm was written.`,
      'Set it again; if it stays, check the cable.',
    )
  }
}

/** The offsets that make a machine position read as given. */
export function offsetsForReading(
  stands: Point3,
  reads: AxisValuesMm,
  table: OffsetTable,
): AxisValuesMm {
  const offset = (axis: AxisName) => {
    const field = axisField(axis)
    const value = reads[field]
    return value === undefined ? undefined : offsetFor(stands[field], value, field, table)
  }
  return { xMm: offset('x'), yMm: offset('y'), zMm: offset('z') }
}

/**
 * Makes the place where the tool stands read as given: `G10 L20` with the system named, alone and
 * with the pause behind it, then read back with `$#`. Never G92, which a reset would drop.
 */
export function setWorkPositionOrder(
  target: WorkSystem | 'active',
  reads: AxisValuesMm,
): ProcedureOrder {
  const name = target === 'active' ? 'the active system' : target
  const program = function* (): ProcedurePart<ProcedureEnd> {
    const stage = 'Setting the zero'
    const modal = yield* readModal('Reading the modes')
    const system = target === 'active' ? modal.system : target
    const stands = yield* standstill(stage)
    const words = axisWordsIn(modal.units, reads)
    yield* writeMemory(`G10L20P${String(systemNumber(system))}${words}`, stage)
    const table = yield* readOffsets('Reading it back')
    yield* mustRead(table, system, offsetsForReading(stands, reads, table))
    return { sentence: `${system} was set and read back: ${spoken(reads)}.`, finding: null }
  }
  return offsetOrder({ title: `Setting the position in ${name}`, stepCount: 4, program })
}

function spoken(values: AxisValuesMm): string {
  return axesOf(values)
    .map((axis) => `${axis.toUpperCase()} ${lengthText(values[axisField(axis)] ?? 0)} mm`)
    .join(', ')
}

/** Writes the offset of a work system itself, and reads it back. */
export function setOffsetOrder(system: WorkSystem, offset: AxisValuesMm): ProcedureOrder {
  const program = function* (): ProcedurePart<ProcedureEnd> {
    const modal = yield* readModal('Reading the modes')
    const words = axisWordsIn(modal.units, offset)
    yield* writeMemory(`G10L2P${String(systemNumber(system))}${words}`, 'Writing the offset')
    const table = yield* readOffsets('Reading it back')
    yield* mustRead(table, system, offset)
    return { sentence: `${system} was written and read back.`, finding: null }
  }
  return offsetOrder({ title: `Writing the offset of ${system}`, stepCount: 3, program })
}

/** Makes a work system the active one. */
export function selectSystemOrder(system: WorkSystem): ProcedureOrder {
  const program = function* (): ProcedurePart<ProcedureEnd> {
    yield* sendLine(system, 'Choosing the work system')
    const modal = yield* readModal('Reading it back')
    if (modal.system !== system) {
      yield* fail(`The controller says ${modal.system}, not ${system}.`, 'Try again.')
    }
    return { sentence: `${system} is active.`, finding: null }
  }
  return offsetOrder({ title: `Choosing ${system}`, stepCount: 2, program })
}

/** Keeps the place where the machine stands as G28 or G30. */
export function storePositionOrder(place: 'G28' | 'G30'): ProcedureOrder {
  const program = function* (): ProcedurePart<ProcedureEnd> {
    const stands = yield* standstill('Storing the position')
    yield* writeMemory(`${place}.1`, 'Storing the position')
    const table = yield* readOffsets('Reading it back')
    const kept = place === 'G28' ? table.g28 : table.g30
    for (const axis of AXIS_NAMES) {
      const field = axisField(axis)
      if (Math.abs(kept[field] - stands[field]) <= READ_BACK_MM) continue
      yield* fail(
        `${place} reads back ${axis.toUpperCase()} ${lengthText(kept[field])} mm instead of ${lengthText(stands[field])} mm.`,
        'Store it again.',
      )
    }
    return { sentence: `${place} was stored and read back.`, finding: null }
  }
  return offsetOrder({ title: `Storing ${place}`, stepCount: 3, program })
}

/** Drops a G92 offset, which shifts every work system and is lost at every reset. */
export function clearG92Order(): ProcedureOrder {
  const program = function* (): ProcedurePart<ProcedureEnd> {
    yield* sendLine('G92.1', 'Dropping the G92 offset')
    const { g92 } = yield* readOffsets('Reading it back')
    if (g92.xMm !== 0 || g92.yMm !== 0 || g92.zMm !== 0) {
      yield* fail('The G92 offset is still there.', 'Try again.')
    }
    return { sentence: 'There is no G92 offset any more.', finding: null }
  }
  return offsetOrder({ title: 'Dropping the G92 offset', stepCount: 2, program })
}

/** Sets the tool length offset (G43.1), or drops it (G49) for null; read back. */
export function toolLengthOrder(lengthMm: number | null): ProcedureOrder {
  const program = function* (): ProcedurePart<ProcedureEnd> {
    const modal = yield* readModal('Reading the modes')
    const line = lengthMm === null ? 'G49' : `G43.1${axisWordsIn(modal.units, { zMm: lengthMm })}`
    yield* sendLine(line, 'Setting the tool length')
    const { toolLengthOffsetMm } = yield* readOffsets('Reading it back')
    if (Math.abs(toolLengthOffsetMm - (lengthMm ?? 0)) > READ_BACK_MM) {
      yield* fail(
        `The tool length reads back ${lengthText(toolLengthOffsetMm)} mm instead of ${lengthText(lengthMm ?? 0)} mm.`,
        'Set it again.',
      )
    }
    const sentence =
      lengthMm === null
        ? 'There is no tool length offset.'
        : `The tool length offset is ${lengthText(lengthMm)} mm.`
    return { sentence, finding: null }
  }
  return offsetOrder({ title: 'Setting the tool length', stepCount: 3, program })
}
