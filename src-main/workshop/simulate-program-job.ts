import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { type ProgramProof, proofOf } from '#core/simulation/program-proof.ts'
import type { CamWatch } from '../cam/cam-job.ts'
import {
  type CutContext,
  measuredToolpaths,
  postedText,
  PostVerificationError,
} from './cut-plan.ts'
import { rememberingPlanner } from './drawn-planner.ts'
import { uncuttable } from './preview-toolpaths-job.ts'
import { problem } from './problems.ts'
import { simulateOfPlan, toolsOfProgram } from './prove-cut.ts'

/** A program of a plan that is to be simulated as one post prints it. */
export interface SimulateOrder {
  readonly context: CutContext
  readonly programId: string
  readonly profile: PostProfile
}

/** What is told of a program whose text is not what was planned, or beyond the machine; throws any defect on. */
function unpostable(thrown: unknown): Problem {
  if (!(thrown instanceof PostVerificationError)) throw thrown
  return problem(
    'blocked',
    thrown.message,
    'No file of it leaves. Feasibility names what to change.',
  )
}

/** Job of the CAM process: one program of a plan, posted, read back and simulated, for looking at. */
export function simulateProgramJob(
  { context, programId, profile }: SimulateOrder,
  { tell }: CamWatch,
): Result<ProgramProof, Problem> {
  tell({ phase: 'planning', fraction: 0 })
  const planDrawn = rememberingPlanner(context.plan, (fraction) => {
    tell({ phase: 'planning', fraction: 0.2 * fraction })
  })
  let toolpaths
  try {
    toolpaths = measuredToolpaths(context, planDrawn)
  } catch (thrown) {
    return failure(uncuttable(thrown))
  }
  const program = toolpaths.find(({ id }) => id === programId)
  if (program === undefined) {
    const known = toolpaths.map(({ id }) => id).join(', ')
    return failure(
      problem('not-found', `The plan has no program "${programId}"; it has: ${known}.`),
    )
  }
  tell({ phase: 'posting', fraction: 0.2 })
  let text
  try {
    text = postedText(program, context, profile, toolpaths)
  } catch (thrown) {
    return failure(unpostable(thrown))
  }
  const report = simulateOfPlan(program, text, context, (fraction) => {
    tell({ phase: 'simulating', fraction: 0.3 + 0.7 * fraction })
  })
  return success(proofOf(programId, report, toolsOfProgram(program, context)))
}
