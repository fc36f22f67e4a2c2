import type { CommandProblem, Session } from './session-types.ts'

/** States in which a person may work at the machine by hand. */
function takesHands(session: Session): boolean {
  return session.state === 'ready' || session.state === 'toolChange'
}

/** Lines on the wire that somebody waits for: a background reading is nobody's. */
function hasLinesInFlight({ window, manual }: Session): boolean {
  if (manual.procedure !== null && !manual.procedure.order.background) return true
  return window.lines.some(
    ({ origin }) => origin.kind === 'program' || origin.purpose !== 'procedure',
  )
}

/** True when nothing is under way and the machine stands idle; a background reading does not count. */
export function standsFree(session: Session): boolean {
  const { homing, manual, controller } = session
  const nothing = homing === 'no' && manual.jog === null && !hasLinesInFlight(session)
  return nothing && controller.state === 'Idle'
}

/** Why nothing can be done by hand now; null when it can. */
export function handObstacle(session: Session): CommandProblem | null {
  const { state } = session
  if (state === 'disconnected' || state === 'probing') {
    const sentence = 'No controller is connected.'
    return { kind: 'machine', sentence, remedy: 'Connect to the controller first.' }
  }
  if (state === 'alarm' || state === 'fault') {
    const sentence = `The machine is in state ${state}.`
    return { kind: 'machine', sentence, remedy: 'Clear it first.' }
  }
  if (!takesHands(session) || session.pending !== null || !standsFree(session)) {
    return {
      kind: 'busy',
      sentence: `The machine is busy: the controller says ${session.controller.state ?? 'nothing'}.`,
      remedy: 'Wait until it stands idle.',
    }
  }
  return null
}
