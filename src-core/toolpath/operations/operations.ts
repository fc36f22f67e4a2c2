import { dataProblem, type DataProblem } from '../../outcome/problem.ts'
import { failure, type Result, success } from '../../outcome/result.ts'
import { firstObjection } from '../../outcome/schema-issue.ts'
import type {
  Operation,
  OperationProgress,
  OperationRegion,
  OperationTool,
  PlannedOperation,
} from './operation.ts'
import { contourPocketOperation, restOperation } from './contour-pocket.ts'
import { drillOperation } from './drill.ts'
import { engraveOperation } from './engrave.ts'
import { inlayFemaleOperation, inlayMaleOperation } from './inlay.ts'
import { pocketOperation } from './pocket.ts'
import { profileOperation } from './profile.ts'

/** Every operation there is, by its id. A new one is one row here. */
export const OPERATIONS = {
  pocket: pocketOperation,
  contourPocket: contourPocketOperation,
  rest: restOperation,
  profile: profileOperation,
  engrave: engraveOperation,
  drill: drillOperation,
  inlayFemale: inlayFemaleOperation,
  inlayMale: inlayMaleOperation,
} as const

/** Id of an operation. */
export type OperationId = keyof typeof OPERATIONS
/** An operation that is to be planned. */
export interface OperationOrder {
  readonly id: OperationId
  readonly region: OperationRegion
  readonly tool: OperationTool
  /** What was set, as it came from a file or a page; defaults are put in. */
  readonly params: unknown
}

function planWith<Params>(
  operation: Operation<Params>,
  { region, tool, params }: OperationOrder,
  progress?: OperationProgress,
): Result<PlannedOperation, DataProblem> {
  const parsed = operation.schema.safeParse(params)
  if (parsed.success) return success(operation.plan(region, tool, parsed.data, progress))
  const { place, message } = firstObjection(parsed.error.issues, params)
  return failure(dataProblem(operation.id, place, message))
}

/**
 * Plans an operation. Parameters out of bounds are a problem that names field, value and limit; what cannot
 * be cut is told in the plan's `reasons`.
 */
export function planOperation(
  order: OperationOrder,
  progress?: OperationProgress,
): Result<PlannedOperation, DataProblem> {
  return planWith(OPERATIONS[order.id] as Operation<unknown>, order, progress)
}
