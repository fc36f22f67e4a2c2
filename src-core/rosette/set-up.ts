import { drawnOperations } from './drawn-operation.ts'
import { operationKey } from './operation-kinds.ts'
import type { PlanOperation } from './plan-operation.schema.ts'
import type { Plan, RingOf } from './plan.schema.ts'

/**
 * What of the plan's own cutting is its set-up: how it is cut and not what comes out. The room for glue is
 * missing, because it makes the channel wider.
 */
export const CUTTING_SET_UP = [
  'machineId',
  'toolId',
  'stickoutMm',
  'spindleRpm',
  'feedMmPerMin',
  'plungeMmPerMin',
  'maxDepthPerPassMm',
  'stepoverRatio',
  'finishAllowanceMm',
  'direction',
  'safeHeightMm',
] as const satisfies readonly (keyof Plan['cutting'])[]

/** What of an operation on drawn paths is its set-up, and of shell; each kind has some of it. */
export const OPERATION_SET_UP = [
  'toolId',
  'spindleRpm',
  'feedMmPerMin',
  'plungeMmPerMin',
  'maxDepthPerPassMm',
  'stepoverRatio',
  'rampDeg',
  'peckMm',
  'dwellSeconds',
  'leadRadiusMm',
  'direction',
] as const

/** Name of something that is chosen for a set-up. */
export type SetUpKey = (typeof CUTTING_SET_UP)[number] | (typeof OPERATION_SET_UP)[number]

/** One thing that is chosen for a set-up; its unit stands in its key. */
export interface SetUpParameter {
  /** `plan` for what cuts the rosette itself, else `shell:<ring id>` or `operation:<id>`. */
  readonly of: string
  /** What the maker calls that; empty for the plan. */
  readonly name: string
  readonly key: SetUpKey
  /** An id of the library, a word, a number; null where the plan says nothing, such as no pecks. */
  readonly value: string | number | null
}

type Valued = Readonly<Partial<Record<SetUpKey, string | number | null>>>

/** Those of `keys` that a record has, with what they are. */
function picked<T extends Valued>(record: T, keys: readonly SetUpKey[]): Partial<T> {
  const had = keys.filter((key) => key in record)
  return Object.fromEntries(had.map((key) => [key, record[key]])) as Partial<T>
}

function parametersOf(
  of: string,
  name: string,
  record: Valued,
  keys: readonly SetUpKey[],
): readonly SetUpParameter[] {
  return Object.entries(picked(record, keys)).map(([key, value]) => ({
    ...{ of, name },
    key: key as SetUpKey,
    value,
  }))
}

/** Everything that is chosen for a plan's set-up, in the order of its form: the plan's own, shell, operations. */
export function setUpParameters(plan: Plan): readonly SetUpParameter[] {
  const shell = plan.rings.filter((ring) => ring.kind === 'shell')
  return [
    ...parametersOf('plan', '', plan.cutting, CUTTING_SET_UP),
    ...shell.flatMap(({ id, name, cutting }) =>
      parametersOf(`shell:${id}`, name, cutting, OPERATION_SET_UP),
    ),
    ...drawnOperations(plan).flatMap(({ operation, name }) =>
      parametersOf(operationKey(operation), name, operation, OPERATION_SET_UP),
    ),
  ]
}

function shellOf({ rings }: Plan, id: string): RingOf<'shell'> | undefined {
  return rings.filter((ring) => ring.kind === 'shell').find((ring) => ring.id === id)
}

function withOperationSetUp(operation: PlanOperation, tried: Plan): PlanOperation {
  const same = tried.operations.find(
    ({ id, kind }) => id === operation.id && kind === operation.kind,
  )
  if (same === undefined) return operation
  // the same kind has the same keys, so that a set-up fits whole
  return { ...operation, ...picked(same, OPERATION_SET_UP) } as PlanOperation
}

/**
 * A plan cut as another one is: machine, bits, speeds, feeds, depths of a pass and directions are those of
 * `tried`; what is made stays the plan's. Shell and operations that `tried` has not keep their own.
 */
export function withSetUp(plan: Plan, tried: Plan): Plan {
  return {
    ...plan,
    cutting: { ...plan.cutting, ...picked(tried.cutting, CUTTING_SET_UP) },
    rings: plan.rings.map((ring) => {
      if (ring.kind !== 'shell') return ring
      return { ...ring, cutting: shellOf(tried, ring.id)?.cutting ?? ring.cutting }
    }),
    operations: plan.operations.map((operation) => withOperationSetUp(operation, tried)),
  }
}
