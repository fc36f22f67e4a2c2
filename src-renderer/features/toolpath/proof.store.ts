import { create } from 'zustand'
import type { ProgramProof } from '#core/simulation/program-proof.ts'
import { onEvent, rmos } from '../../client.ts'
import { loaded, type Loadable } from '../../session/loadable.ts'
import { newId } from '../../session/new-id.ts'
import { settle } from '../../session/settle.ts'

/** A proof that is being worked out. */
export interface RunningProof {
  readonly programId: string
  readonly jobId: string
  readonly share: number
  readonly secondsLeft: number | null
}

interface ProofState {
  /** What the proofs are of: a plan as it is kept. Proofs of another are forgotten. */
  readonly of: string
  readonly proofs: Readonly<Record<string, Loadable<ProgramProof>>>
  readonly running: RunningProof | null
  /** Proves one program of a kept plan unless that is done or under way. */
  readonly prove: (planId: string, of: string, programId: string) => Promise<void>
  /** Ends the proof under way; it can be asked for again. */
  readonly stop: () => Promise<void>
}

const IDLE: Loadable<ProgramProof> = { state: 'idle' }

/** The proofs of the open plan's programs. */
export const useProof = create<ProofState>()((set, get) => ({
  of: '',
  proofs: {},
  running: null,
  prove: async (planId, of, programId) => {
    if (get().of !== of) {
      await get().stop()
      set({ of, proofs: {} })
    }
    const before = get().proofs[programId] ?? IDLE
    if (before.state === 'loading' || before.state === 'ready') return
    // one at a time: the one that is looked at
    await get().stop()
    const jobId = `proof-${newId()}`
    const take = (proof: Loadable<ProgramProof>) => {
      set(({ proofs }) => ({ proofs: { ...proofs, [programId]: proof } }))
    }
    take({ state: 'loading' })
    set({ running: { programId, jobId, share: 0, secondsLeft: null } })
    const answer = await settle(rmos.job.simulate({ planId, programId, jobId }))
    if (get().running?.jobId === jobId) set({ running: null })
    if (get().of !== of) return
    if (answer.ok) take({ state: 'ready', value: answer.value.proof })
    // called off: nothing was found and nothing is said
    else take(answer.error.kind === 'busy' ? IDLE : loaded(answer))
  },
  stop: async () => {
    const { running } = get()
    if (running === null) return
    set({ running: null })
    // it may have ended in the meantime, which is as good
    await settle(rmos.cam.cancel({ jobId: running.jobId }))
  },
}))

/** Follows the proof under way until the returned function is called. */
export function followProof(): () => void {
  return onEvent('cam.progress', ({ jobId, fraction, secondsLeft }) => {
    useProof.setState(({ running }) =>
      running?.jobId === jobId ? { running: { ...running, share: fraction, secondsLeft } } : {},
    )
  })
}
