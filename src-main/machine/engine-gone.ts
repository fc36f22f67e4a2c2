import type { Problem } from '#core/contract/problem.ts'

/** What is said when the engine's process has ended or does not answer. */
export const UNKNOWN_FAULT = {
  sentence: 'The machine engine ended unexpectedly, so the state of the machine is unknown.',
  remedy:
    'The machine may still be moving and the spindle may still be on: use its stop switch, then connect again and home.',
}

/** The same as the answer to a command that it took with it. */
export function engineGone(): Problem {
  const { sentence, remedy } = UNKNOWN_FAULT
  return { kind: 'machine', message: sentence, remedy, requestId: '' }
}
