import { distanceToSegmentMm } from '../geometry/outline.ts'
import { linePoints } from '../geometry/flatten-path.ts'
import type { Path } from '../geometry/path.ts'
import { type DrawnOperation, drawnOperations, isClosedPath } from '../rosette/drawn-operation.ts'
import { OPERATION_KINDS } from '../rosette/operation-kinds.ts'
import { pocketShape } from '../rosette/pocket-shape.ts'
import { isOwnBoard } from '../rosette/stage.ts'
import { type JobContext, toolOfJob } from './job-context.ts'

/** Chords of open paths, mm. */
const CHORD_MM = 0.001
const CENTRE = { xMm: 0, yMm: 0 }

/** From where to where an operation on the top cuts, measured from the middle of the soundhole. */
export interface DrawnReach {
  readonly drawn: DrawnOperation
  readonly fromMm: number
  readonly toMm: number
  /** How far it cuts beyond the paths as they are drawn. */
  readonly beyondMm: number
}

/** How far an operation cuts beyond its paths, mm. */
function beyondMm({ operation }: DrawnOperation, diameterMm: number): number {
  if (operation.kind === 'engrave') return diameterMm / 2
  if (operation.kind !== 'profile' || operation.side === 'inside') return 0
  return operation.side === 'on'
    ? diameterMm / 2
    : diameterMm + operation.stockToLeaveMm + operation.leadRadiusMm
}

/** Operations in the top, pieces on boards of their own left out. */
export function drawnInTop({ plan }: JobContext): readonly DrawnOperation[] {
  return drawnOperations(plan).filter(
    ({ operation }) => !isOwnBoard(OPERATION_KINDS[operation.kind].stage),
  )
}

/** From where to where a path lies; an open one has no inside that could hold the middle. */
function pathReach(path: Path): { readonly fromMm: number; readonly toMm: number } {
  if (isClosedPath(path)) return pocketShape([path])
  const radiiMm = linePoints(path, CHORD_MM).map(({ xMm, yMm }) => Math.hypot(xMm, yMm))
  return {
    fromMm: Math.min(...path.map((piece) => distanceToSegmentMm(CENTRE, piece))),
    toMm: Math.max(...radiiMm),
  }
}

/** Where the operations in the top cut. */
export function reachesInTop(job: JobContext): readonly DrawnReach[] {
  return drawnInTop(job).map((drawn) => {
    const beyond = beyondMm(drawn, toolOfJob(job, drawn.operation.toolId)?.diameterMm ?? 0)
    const isArea = OPERATION_KINDS[drawn.operation.kind].stage === 'inlay-pockets'
    const shapes = isArea ? [pocketShape(drawn.walls)] : drawn.walls.map(pathReach)
    return {
      drawn,
      fromMm: Math.max(0, Math.min(...shapes.map(({ fromMm }) => fromMm)) - beyond),
      toMm: Math.max(...shapes.map(({ toMm }) => toMm)) + beyond,
      beyondMm: beyond,
    }
  })
}
