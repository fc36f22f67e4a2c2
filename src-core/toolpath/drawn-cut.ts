import type { Tool } from '../library/tool.schema.ts'
import type { DrawnOperation } from '../rosette/drawn-operation.ts'
import type { OperationKind, PlanOperationOf } from '../rosette/plan-operation.schema.ts'
import type { CutRegion } from './cut-region.ts'
import type {
  OperationOrder,
  OperationProgress,
  OperationTool,
  PlannedOperation,
} from './operations/operation.ts'
import { planOperation, regionsOfOperation } from './operations/operations.ts'

/** What an operation of a plan is cut with besides what it says itself. */
export interface DrawnCutting {
  readonly tool: OperationTool
  /** Of the other bit it must allow for, mm; null where there is none. */
  readonly otherDiameterMm: number | null
  readonly safeHeightMm: number
}

/** An operation that cannot be cut as it is; the message is a sentence for the person. */
export class UncuttableOperationError extends Error {
  override readonly name = 'UncuttableOperationError'
}

/** What an operation is cut with, its bits looked up by their ids; throws for one the library has not. */
export function drawnCuttingOf(
  { operation, otherToolIds }: DrawnOperation,
  safeHeightMm: number,
  toolOf: (toolId: string) => Tool,
): DrawnCutting {
  const { diameterMm, fluteLengthMm, centreCutting } = toolOf(operation.toolId)
  const others = otherToolIds.map((toolId) => toolOf(toolId).diameterMm)
  return {
    tool: { diameterMm, fluteLengthMm, centreCutting },
    // of several pieces for one pocket the coarsest bit decides
    otherDiameterMm: others.length === 0 ? null : Math.max(...others),
    safeHeightMm,
  }
}

function orderOf<K extends OperationKind>(
  operation: PlanOperationOf<K>,
  { walls, name, depthMm, stockToLeaveMm }: DrawnOperation,
  { tool, otherDiameterMm, safeHeightMm }: DrawnCutting,
): OperationOrder<K> {
  if (depthMm === null) throw new UncuttableOperationError(`Nobody has said how deep "${name}" is.`)
  const params = { ...operation, depthMm, stockToLeaveMm, otherDiameterMm, safeHeightMm }
  return { paths: walls, tool, params }
}

/** Plans one operation of a plan. Throws `UncuttableOperationError` when nobody has said how deep it is. */
export function planDrawnCut(
  drawn: DrawnOperation,
  cutting: DrawnCutting,
  tell?: OperationProgress,
): PlannedOperation {
  const { operation } = drawn
  return planOperation(operation.kind, orderOf(operation, drawn, cutting), tell)
}

/** What one operation of a plan may and must cut. */
export function regionsOfDrawnCut(
  drawn: DrawnOperation,
  cutting: DrawnCutting,
): readonly CutRegion[] {
  const { operation } = drawn
  return regionsOfOperation(operation.kind, orderOf(operation, drawn, cutting))
}
