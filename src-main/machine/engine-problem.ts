import type { Problem } from '#core/contract/problem.ts'
import type { CommandProblem } from '#core/grbl/session/session-types.ts'

/** A refusal of the session's, as the screen is told it. */
export function asProblem(refused: CommandProblem | null): Problem | null {
  return refused === null ? null : problem(refused.kind, refused.sentence, refused.remedy)
}

/** A problem of the engine's. */
export function problem(kind: Problem['kind'], message: string, remedy: string): Problem {
  return { kind, message, remedy, requestId: '' }
}

/** What to do when the controller ran something else than the program says. */
export const OFF_PROGRAM_REMEDY =
  'Press Stop, check cable and earthing, then home, look at the work and start again.'
