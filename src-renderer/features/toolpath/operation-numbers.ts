import type { PlanOperation } from '#core/rosette/plan-operation.schema.ts'
import type { FieldRange } from '../../ui/quantity.ts'
import type { OperationField } from './operation-fields.strings.ts'

type NumberKeysOf<O> = { readonly [K in keyof O]: O[K] extends number | null ? K : never }[keyof O]
type NumberKeysOfEach<O> = O extends unknown ? NumberKeysOf<O> : never
/** A number of one kind of operation or another. */
export type NumberKey = NumberKeysOfEach<PlanOperation>

/** How a number of an operation is typed. */
export interface NumberRow {
  readonly key: NumberKey
  readonly field: OperationField
  readonly kind: 'length' | 'feed' | 'rpm' | 'percent' | 'degrees' | 'count' | 'seconds'
  readonly range: FieldRange
  readonly step: number
  /** May be empty: nobody has said it, or it is not wanted. */
  readonly mayBeEmpty?: true
}

const LENGTH = { kind: 'length', step: 0.1 } as const

/** Every number of every kind in the order of the form; an operation shows those it has. */
const ROWS: readonly NumberRow[] = [
  {
    ...LENGTH,
    ...{ key: 'depthMm', field: 'depth', range: { min: 0.05, max: 50 }, mayBeEmpty: true },
  },
  {
    ...LENGTH,
    ...{ key: 'clearanceMm', field: 'clearance', range: { min: 0, max: 1 }, step: 0.01 },
  },
  { ...LENGTH, key: 'maxDepthPerPassMm', field: 'depthPerPass', range: { min: 0.05, max: 50 } },
  {
    ...LENGTH,
    ...{ key: 'peckMm', field: 'peck', range: { min: 0.1, max: 50 }, mayBeEmpty: true },
  },
  {
    ...{ key: 'dwellSeconds', field: 'dwell', kind: 'seconds' },
    ...{ range: { min: 0, max: 10 }, step: 0.1 },
  },
  {
    ...{ key: 'stepoverRatio', field: 'stepover', kind: 'percent' },
    ...{ range: { min: 0.02, max: 0.5 }, step: 0.01 },
  },
  { ...LENGTH, key: 'stockToLeaveMm', field: 'leave', range: { min: 0, max: 2 }, step: 0.05 },
  { ...LENGTH, key: 'onionSkinMm', field: 'onionSkin', range: { min: 0, max: 5 }, step: 0.05 },
  {
    ...{ key: 'tabCount', field: 'tabCount', kind: 'count' },
    ...{ range: { min: 0, max: 50 }, step: 1 },
  },
  { ...LENGTH, key: 'tabWidthMm', field: 'tabWidth', range: { min: 1, max: 50 }, step: 0.5 },
  { ...LENGTH, key: 'tabHeightMm', field: 'tabHeight', range: { min: 0.1, max: 20 } },
  { ...LENGTH, key: 'leadRadiusMm', field: 'lead', range: { min: 0, max: 25 }, step: 0.5 },
  {
    ...{ key: 'rampDeg', field: 'ramp', kind: 'degrees' },
    ...{ range: { min: 0.5, max: 10 }, step: 0.5 },
  },
  {
    ...{ key: 'spindleRpm', field: 'spindle', kind: 'rpm' },
    ...{ range: { min: 1, max: 120_000 }, step: 500 },
  },
  {
    ...{ key: 'feedMmPerMin', field: 'feed', kind: 'feed' },
    ...{ range: { min: 1, max: 50_000 }, step: 50 },
  },
  {
    ...{ key: 'plungeMmPerMin', field: 'plunge', kind: 'feed' },
    ...{ range: { min: 1, max: 50_000 }, step: 25 },
  },
]

/** A number of an operation; undefined where its kind has none of that name. */
export function numberOf(operation: PlanOperation, key: NumberKey): number | null | undefined {
  const value: unknown = Reflect.get(operation, key)
  return typeof value === 'number' || value === null ? value : undefined
}

/** The operation with a number changed. */
export function withNumber(
  operation: PlanOperation,
  key: NumberKey,
  value: number | null,
): PlanOperation {
  return { ...operation, [key]: key === 'tabCount' ? Math.round(value ?? 0) : value }
}

/** The numbers an operation has, in the order of the form; those of tabs only while it has tabs. */
export function rowsOf(operation: PlanOperation): readonly NumberRow[] {
  const noTabs = 'tabCount' in operation && operation.tabCount === 0
  return ROWS.filter(({ key }) => {
    if (noTabs && (key === 'tabWidthMm' || key === 'tabHeightMm')) return false
    return numberOf(operation, key) !== undefined
  }).map((row) =>
    row.key === 'depthMm' && operation.kind === 'inlayMale'
      ? { ...row, field: 'boardThickness' }
      : row,
  )
}
