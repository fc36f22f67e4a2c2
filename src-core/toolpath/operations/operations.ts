import type { OperationKind } from '../../rosette/plan-operation.schema.ts'
import type { CutRegion } from '../cut-region.ts'
import { contourPocketOperation, restOperation } from './contour-pocket.ts'
import { drillOperation } from './drill.ts'
import { engraveOperation } from './engrave.ts'
import { inlayFemaleOperation, inlayMaleOperation } from './inlay.ts'
import type { Operation, OperationOrder, OperationProgress, PlannedOperation } from './operation.ts'
import { pocketOperation } from './pocket.ts'
import { profileOperation } from './profile.ts'

/** Every operation there is, by its kind. A new one is one row here and one in `OPERATION_KINDS`. */
export const OPERATIONS: { readonly [K in OperationKind]: Operation<K> } = {
  pocket: pocketOperation,
  contourPocket: contourPocketOperation,
  rest: restOperation,
  profile: profileOperation,
  engrave: engraveOperation,
  drill: drillOperation,
  inlayFemale: inlayFemaleOperation,
  inlayMale: inlayMaleOperation,
}

/** Plans an operation; what cannot be cut is told in the plan's `reasons`. */
export function planOperation<K extends OperationKind>(
  kind: K,
  order: OperationOrder<K>,
  progress?: OperationProgress,
): PlannedOperation {
  return OPERATIONS[kind].plan(order, progress)
}

/** What an operation may and must cut. */
export function regionsOfOperation<K extends OperationKind>(
  kind: K,
  order: OperationOrder<K>,
): readonly CutRegion[] {
  return OPERATIONS[kind].regionsOf(order)
}
