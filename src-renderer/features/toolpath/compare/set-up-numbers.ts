import { type CUTTING_SET_UP, OPERATION_SET_UP } from '#core/rosette/set-up.ts'
import type { PlanOperation } from '#core/rosette/plan-operation.schema.ts'
import { CUTTING_NUMBERS } from '../../../session/cutting-numbers.ts'
import { type NumberRow, rowsOf } from '../operation-numbers.ts'

/** A number of the plan's own cutting that belongs to its set-up. */
export type CuttingNumber = Exclude<
  (typeof CUTTING_SET_UP)[number],
  'machineId' | 'toolId' | 'direction'
>

/** How a number of the set-up is typed. */
export interface SetUpRow<K> extends Omit<NumberRow, 'key'> {
  readonly key: K
}

type Speed = 'spindleRpm' | 'feedMmPerMin' | 'plungeMmPerMin'

const SPEEDS: readonly SetUpRow<Speed>[] = [
  { key: 'spindleRpm', field: 'spindle', ...CUTTING_NUMBERS.spindleRpm },
  { key: 'feedMmPerMin', field: 'feed', ...CUTTING_NUMBERS.feedMmPerMin },
  { key: 'plungeMmPerMin', field: 'plunge', ...CUTTING_NUMBERS.plungeMmPerMin },
]

/** The numbers of the plan's own cutting in the order of the form. */
export const CUTTING_ROWS: readonly SetUpRow<CuttingNumber>[] = [
  {
    key: 'stickoutMm',
    field: 'stickout',
    kind: 'length',
    range: { min: 1, max: 150 },
    step: 0.5,
    mayBeEmpty: true,
  },
  ...SPEEDS,
  { key: 'maxDepthPerPassMm', field: 'depthPerPass', ...CUTTING_NUMBERS.maxDepthPerPassMm },
  { key: 'stepoverRatio', field: 'stepover', ...CUTTING_NUMBERS.stepoverRatio },
  { key: 'finishAllowanceMm', field: 'finish', ...CUTTING_NUMBERS.finishAllowanceMm },
  { key: 'safeHeightMm', field: 'safeHeight', ...CUTTING_NUMBERS.safeHeightMm },
]

/** The numbers of the cutting of shell. */
export const SHELL_ROWS: readonly SetUpRow<Speed | 'maxDepthPerPassMm'>[] = [
  ...SPEEDS,
  {
    key: 'maxDepthPerPassMm',
    field: 'depthPerPass',
    kind: 'length',
    range: { min: 0.01, max: 10 },
    step: 0.1,
  },
]

const OPERATION_KEYS: readonly string[] = OPERATION_SET_UP

/** The numbers of an operation that belong to its set-up; how deep it goes is part of what is made. */
export function setUpRowsOf(operation: PlanOperation): readonly NumberRow[] {
  return rowsOf(operation).filter(({ key }) => OPERATION_KEYS.includes(key))
}
