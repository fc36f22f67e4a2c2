import type { Loop } from '../../geometry/flatten-path.ts'
import type { Path } from '../../geometry/path.ts'
import type { Tool } from '../../library/tool.schema.ts'
import type { OperationKind, PlanOperationOf } from '../../rosette/plan-operation.schema.ts'
import type { CutRegion } from '../cut-region.ts'
import type { Move } from '../move.ts'

/** The tool as an operation knows it. */
export type OperationTool = Pick<Tool, 'diameterMm' | 'fluteLengthMm' | 'centreCutting'>

/** What stands in the plan and is not asked for here, or is asked for in another way. */
type Elsewhere =
  | 'id'
  | 'kind'
  | 'on'
  | 'toolId'
  | 'spindleRpm'
  | 'pathIds'
  | 'ofId'
  | 'materialId'
  | 'depthMm'
  | 'stockToLeaveMm'

/** The numbers of an operation: those of its kind in a plan, and what follows from the rest of the plan. */
export type OperationParams<K extends OperationKind> = Omit<PlanOperationOf<K>, Elsewhere> & {
  /** Of the floor below the top (Z 0). */
  readonly depthMm: number
  /** Above the top, where rapids run. */
  readonly safeHeightMm: number
  /** Stays on the walls for good. */
  readonly stockToLeaveMm: number
  /**
   * Of the other bit it must allow for: the one that cleared before it, or that of the other half of an inlay;
   * null where there is none.
   */
  readonly otherDiameterMm: number | null
}

/** One operation that is to be planned. */
export interface OperationOrder<K extends OperationKind> {
  /**
   * In the coordinates of the work, run in either sense and in any order: inside an odd number of closed ones
   * is inside. Open ones only for operations that take them.
   */
  readonly paths: readonly Path[]
  readonly tool: OperationTool
  readonly params: OperationParams<K>
}

/** Told how far a plan is, 0 to 1; a throw from it ends the planning. */
export type OperationProgress = (fraction: number) => void

/** What an operation came to. */
export interface PlannedOperation {
  /**
   * Motion only, frozen: begins with a rapid to the safe height and ends there. Empty when nothing can be
   * cut, and then `reasons` says why.
   */
  readonly moves: readonly Move[]
  /** One sentence for every part that gets no cut. */
  readonly reasons: readonly string[]
  /** One sentence for everything the person at the machine should know, such as a slot at full width. */
  readonly notes: readonly string[]
  /** What this tool does not reach and a smaller one could, outer loops counterclockwise. */
  readonly rest: readonly Loop[]
}

/** The plan of what cannot be cut at all. */
export function nothingToCut(reason: string): PlannedOperation {
  return { moves: [], reasons: [reason], notes: [], rest: [] }
}

/** A kind of cut: how it becomes moves, and what these may and must cut. */
export interface Operation<K extends OperationKind> {
  /** A pure function. */
  readonly plan: (order: OperationOrder<K>, progress?: OperationProgress) => PlannedOperation
  /** Where wood may go and where it must, straight from what was ordered and not from the moves. */
  readonly regionsOf: (order: OperationOrder<K>) => readonly CutRegion[]
}
