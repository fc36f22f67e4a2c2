import { type CUTTING_SET_UP, OPERATION_SET_UP } from '#core/rosette/set-up.ts'
import type { PlanOperation } from '#core/rosette/plan-operation.schema.ts'
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
  { key: 'spindleRpm', field: 'spindle', kind: 'rpm', range: { min: 1, max: 120_000 }, step: 500 },
  { key: 'feedMmPerMin', field: 'feed', kind: 'feed', range: { min: 1, max: 50_000 }, step: 50 },
  {
    key: 'plungeMmPerMin',
    field: 'plunge',
    kind: 'feed',
    range: { min: 1, max: 50_000 },
    step: 25,
  },
]

const length = <K>(key: K, field: NumberRow['field'], min: number, max: number): SetUpRow<K> => ({
  key,
  field,
  kind: 'length',
  range: { min, max },
  step: 0.1,
})

/** The numbers of the plan's own cutting in the order of the form. */
export const CUTTING_ROWS: readonly SetUpRow<CuttingNumber>[] = [
  { ...length('stickoutMm', 'stickout', 1, 150), step: 0.5, mayBeEmpty: true },
  ...SPEEDS,
  length('maxDepthPerPassMm', 'depthPerPass', 0.01, 50),
  {
    key: 'stepoverRatio',
    field: 'stepover',
    kind: 'percent',
    range: { min: 0.05, max: 0.9 },
    step: 0.05,
  },
  { ...length('finishAllowanceMm', 'finish', 0, 1), step: 0.05 },
  { ...length('safeHeightMm', 'safeHeight', 1, 100), step: 1 },
]

/** The numbers of the cutting of shell. */
export const SHELL_ROWS: readonly SetUpRow<Speed | 'maxDepthPerPassMm'>[] = [
  ...SPEEDS,
  length('maxDepthPerPassMm', 'depthPerPass', 0.01, 10),
]

const OPERATION_KEYS: readonly string[] = OPERATION_SET_UP

/** The numbers of an operation that belong to its set-up; how deep it goes is part of what is made. */
export function setUpRowsOf(operation: PlanOperation): readonly NumberRow[] {
  return rowsOf(operation).filter(({ key }) => OPERATION_KEYS.includes(key))
}
