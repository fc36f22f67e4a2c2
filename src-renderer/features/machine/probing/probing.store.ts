import { create } from 'zustand'
import {
  contactAfter,
  type ContactState,
  FIRST_NUMBERS,
  type ProbeNumbers,
} from './probing.view-model.ts'
import type { ProbeKind } from './probing.strings.ts'

/** The steps of a wizard. */
export const WIZARD_STEPS = ['place', 'numbers', 'contact', 'confirm'] as const

interface ProbingState {
  readonly kind: ProbeKind
  readonly step: number
  readonly numbers: ProbeNumbers
  readonly contact: ContactState | null
  readonly spindleOff: boolean
  readonly wired: boolean
  /** Procedure that was running when the last probing began: a later outcome is its. */
  readonly choose: (kind: ProbeKind) => void
  readonly goTo: (step: number) => void
  readonly change: (change: Partial<ProbeNumbers>) => void
  readonly look: (contact: boolean) => void
  readonly tick: (which: 'spindleOff' | 'wired', ticked: boolean) => void
}

const NOTHING_SEEN = { contact: null, spindleOff: false, wired: false }

/** The probing wizard: numbers are kept from one time to the next, the tests never are. */
export const useProbing = create<ProbingState>()((set, get) => ({
  kind: 'zPlate',
  step: 0,
  numbers: FIRST_NUMBERS,
  ...NOTHING_SEEN,
  choose: (kind) => {
    set({ kind, step: 0, ...NOTHING_SEEN })
  },
  goTo: (step) => {
    set({ step, ...(step < 2 && NOTHING_SEEN) })
  },
  change: (change) => {
    set({ numbers: { ...get().numbers, ...change } })
  },
  look: (pin) => {
    const contact = contactAfter(get().contact, pin)
    if (contact !== get().contact) set({ contact })
  },
  tick: (which, ticked) => {
    set({ [which]: ticked })
  },
}))
