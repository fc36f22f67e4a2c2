import { create } from 'zustand'
import type { RecoveryOffer, ResumePreview } from '#core/grbl/job/recovery.ts'
import { onEvent, rmos } from '../../../client.ts'
import { loaded, type Loadable } from '../../../session/loadable.ts'
import { commandMachine } from '../../../session/machine.store.ts'
import { settle } from '../../../session/settle.ts'
import { showProblem } from '../../../ui/toast.store.ts'

/** Which program to go on with, and from where. */
export interface ResumeWish {
  readonly runId: string
  readonly programId: string
  /** The job that is recovered; null for one that ended in order. */
  readonly sendId: string | null
  readonly line: number
}

/** What the person vouches for. */
export interface ResumeTicks {
  readonly positionIsTrue: boolean
  readonly toolFitted: boolean
  readonly preambleRead: boolean
}

const NOTHING: ResumeTicks = { positionIsTrue: false, toolFitted: false, preambleRead: false }

interface ResumeState {
  readonly offers: readonly RecoveryOffer[]
  readonly wish: ResumeWish | null
  /** Null leaves the height to main. */
  readonly clearanceZMm: number | null
  readonly preview: Loadable<ResumePreview>
  readonly ticks: ResumeTicks
  readonly loadOffers: () => Promise<void>
  readonly dismissOffer: (sendId: string) => Promise<void>
  readonly open: (wish: ResumeWish) => void
  readonly close: () => void
  readonly change: (change: { readonly line?: number; readonly clearanceZMm?: number }) => void
  readonly tick: (which: keyof ResumeTicks, ticked: boolean) => void
  readonly look: () => Promise<void>
  readonly go: () => Promise<void>
}

type SetResume = (change: Partial<ResumeState>) => void

function offerActions(
  set: SetResume,
  get: () => ResumeState,
): Pick<ResumeState, 'loadOffers' | 'dismissOffer'> {
  return {
    loadOffers: async () => {
      const read = await settle(rmos.machine.recoveries({}))
      if (read.ok) set({ offers: read.value.offers })
    },
    dismissOffer: async (sendId) => {
      const done = await settle(rmos.machine.dismissRecovery({ sendId }))
      if (!done.ok) showProblem(done.error)
      await get().loadOffers()
    },
  }
}

/** Going on from a line: jobs that were cut off, what would be sent, what was confirmed. */
export const useResume = create<ResumeState>()((set, get) => ({
  offers: [],
  wish: null,
  clearanceZMm: null,
  preview: { state: 'idle' },
  ticks: NOTHING,
  ...offerActions(set, get),
  open: (wish) => {
    set({ wish, preview: { state: 'idle' }, ticks: NOTHING, clearanceZMm: null })
    void get().look()
  },
  close: () => {
    set({ wish: null, preview: { state: 'idle' }, ticks: NOTHING })
  },
  change: ({ line, clearanceZMm }) => {
    const { wish } = get()
    if (wish === null) return
    set({
      wish: { ...wish, line: line ?? wish.line },
      ...(clearanceZMm !== undefined && { clearanceZMm }),
      // What was confirmed was another preamble.
      preview: { state: 'idle' },
      ticks: NOTHING,
    })
  },
  tick: (which, ticked) => {
    set({ ticks: { ...get().ticks, [which]: ticked } })
  },
  look: async () => {
    const { wish, clearanceZMm } = get()
    if (wish === null) return
    set({ preview: { state: 'loading' }, ticks: NOTHING })
    const { line: sourceLine, ...program } = wish
    const read = await settle(rmos.machine.previewResume({ ...program, sourceLine, clearanceZMm }))
    if (get().wish === wish) set({ preview: loaded(read) })
  },
  go: async () => {
    const { wish, clearanceZMm, preview } = get()
    if (wish === null || preview.state !== 'ready') return
    const { line: sourceLine, ...program } = wish
    const started = await commandMachine(
      rmos.machine.resumeFrom({
        ...program,
        sourceLine,
        clearanceZMm,
        shownFromSourceLine: preview.value.fromSourceLine,
        confirmed: { positionIsTrue: true, toolFitted: true, preambleRead: true },
      }),
    )
    if (started) get().close()
    else await get().look()
    await get().loadOffers()
  },
}))

/** Follows the list of unfinished jobs until the returned function is called. */
export function followRecoveries(): () => void {
  const load = () => void useResume.getState().loadOffers()
  load()
  return onEvent('recovery.changed', load)
}
