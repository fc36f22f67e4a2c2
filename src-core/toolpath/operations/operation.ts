import type { z } from 'zod'
import type { Loop } from '../../geometry/flatten-path.ts'
import type { Path } from '../../geometry/path.ts'
import type { Point2 } from '../../geometry/point.ts'
import type { Tool } from '../../library/tool.schema.ts'
import type { Move } from '../move.ts'

/** Where an operation works, in the coordinates of the work, mm. */
export interface OperationRegion {
  /**
   * Closed paths run in either sense and in any order: inside an odd number of them is inside. Open paths
   * only for operations that take them.
   */
  readonly paths: readonly Path[]
  /** Middles of holes. */
  readonly points: readonly Point2[]
}

/** What an operation needs of a region. */
export type OperationTakes = 'closed-paths' | 'any-paths' | 'points'

/** The tool as an operation knows it. */
export type OperationTool = Pick<Tool, 'diameterMm' | 'fluteLengthMm' | 'centreCutting'>

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

/** A kind of cut: what it takes, what may be set, and how it becomes moves. */
export interface Operation<Params> {
  readonly id: string
  readonly takes: OperationTakes
  /** Every number carries its unit in its name; defaults are what most work wants. */
  readonly schema: z.ZodType<Params>
  /** A pure function. Throws a `RangeError` only for parameters the schema would refuse. */
  readonly plan: (
    region: OperationRegion,
    tool: OperationTool,
    params: Params,
    progress?: OperationProgress,
  ) => PlannedOperation
}
