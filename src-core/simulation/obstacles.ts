import { flattenPath } from '../geometry/flatten-path.ts'
import { keepOutsOf } from '../rosette/drawn-paths.ts'
import type { Plan } from '../rosette/plan.schema.ts'
import { type Stage, zeroOfStage } from '../rosette/stage.ts'
import type { Obstacle } from './simulation.ts'

/** Chords of outlines, mm. */
const CHORD_MM = 0.01

/**
 * What stands beside the cuts of a stage, in the coordinates of its zero: the plan's keep-outs lie on the top,
 * so they say nothing of shell cut on a board of its own.
 */
export function obstaclesOfPlan(plan: Pick<Plan, 'drawnPaths'>, stage: Stage): readonly Obstacle[] {
  if (zeroOfStage(stage) !== zeroOfStage('soundhole')) return []
  return keepOutsOf(plan).map(({ name, path, clearanceMm, heightMm }) => ({
    name,
    outline: flattenPath(path, CHORD_MM),
    heightMm,
    clearanceMm,
  }))
}
