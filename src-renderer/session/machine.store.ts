import { create } from 'zustand'
import type { Problem } from '#core/contract/problem.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { Result } from '#core/outcome/result.ts'
import { onEvent, rmos } from '../client.ts'
import { settleProblems, showProblem } from '../ui/toast.store.ts'
import { settle } from './settle.ts'
import { pressStop } from './urgent.ts'

interface MachineState {
  /** Null until main has told the first time. */
  readonly snapshot: MachineSnapshot | null
  /** Set when a stop could not be delivered: only the machine's own emergency stop is left. */
  readonly stopFailed: Problem | null
  readonly hear: (snapshot: MachineSnapshot) => void
  readonly reload: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly clearStopFailure: () => void
}

/** The machine as main last told of it. */
export const useMachine = create<MachineState>()((set) => ({
  snapshot: null,
  stopFailed: null,
  hear: (snapshot) => {
    set({ snapshot })
  },
  reload: async () => {
    const read = await settle(rmos.machine.snapshot({}))
    if (read.ok) set({ snapshot: read.value })
    else showProblem(read.error)
  },
  stop: async () => {
    const stopped = await settle(pressStop())
    if (stopped.ok) set({ snapshot: stopped.value, stopFailed: null })
    else set({ stopFailed: stopped.error })
  },
  clearStopFailure: () => {
    set({ stopFailed: null })
  },
}))

/** What machine messages are about. */
const MACHINE_TOPIC = 'machine'

/** Sends a command to the machine and takes over the snapshot it answers with; says so when it was refused. */
export async function commandMachine(
  command: Promise<Result<MachineSnapshot, Problem>>,
): Promise<boolean> {
  const answer = await settle(command)
  if (answer.ok) {
    useMachine.getState().hear(answer.value)
    settleProblems(MACHINE_TOPIC)
  } else showProblem(answer.error, MACHINE_TOPIC)
  return answer.ok
}

/** Follows the machine until the returned function is called. */
export function followMachine(): () => void {
  return onEvent('machine.changed', useMachine.getState().hear)
}

/** Whether a link to a controller is open, and STOP means something. */
export function isConnected(snapshot: MachineSnapshot | null): boolean {
  return snapshot !== null && snapshot.engineState !== 'disconnected'
}

/** Whether a job is on the machine and has not ended. */
export function runningJob(snapshot: MachineSnapshot | null): MachineSnapshot['job'] {
  const job = snapshot?.job ?? null
  return job !== null && job.outcome === null ? job : null
}
