import { create } from 'zustand'
import type { StartGate } from '#core/grbl/job/start-gate.ts'
import { rmos } from '../../../client.ts'
import { loaded, type Loadable } from '../../../session/loadable.ts'
import { settle } from '../../../session/settle.ts'

interface GateState {
  readonly gate: Loadable<StartGate>
  readonly warningsRead: boolean
  readonly optionalStops: boolean
  /** Refused lines that can do no harm are passed over: chosen anew for every program. */
  readonly passOver: boolean
  /** Asks main; an older answer never replaces a newer one. */
  readonly ask: (runId: string, programId: string) => Promise<void>
  readonly forget: () => void
  readonly setWarningsRead: (read: boolean) => void
  readonly setOptionalStops: (stops: boolean) => void
  readonly setPassOver: (passOver: boolean) => void
}

let asked = 0

/** What main says of the start of the chosen program. */
export const useGate = create<GateState>()((set, get) => ({
  gate: { state: 'idle' },
  warningsRead: false,
  optionalStops: false,
  passOver: false,
  ask: async (runId, programId) => {
    asked += 1
    const mine = asked
    if (get().gate.state !== 'ready') set({ gate: { state: 'loading' } })
    const answer = await settle(rmos.machine.startGate({ runId, programId }))
    if (mine !== asked) return
    const before = get().gate
    const warnings = answer.ok ? answer.value.warnings.join() : ''
    // Another warning than the ones that were read wants reading.
    const same = before.state === 'ready' && before.value.warnings.join() === warnings
    set({ gate: loaded(answer), ...(!same && { warningsRead: false }) })
  },
  forget: () => {
    asked += 1
    set({ gate: { state: 'idle' }, warningsRead: false, passOver: false })
  },
  setWarningsRead: (warningsRead) => {
    set({ warningsRead })
  },
  setOptionalStops: (optionalStops) => {
    set({ optionalStops })
  },
  setPassOver: (passOver) => {
    set({ passOver })
  },
}))
