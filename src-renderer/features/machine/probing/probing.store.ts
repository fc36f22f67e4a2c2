import { create } from 'zustand'
import { FIRST_NUMBERS, type ProbeNumbers } from './probing.view-model.ts'
import type { ProbeKind } from './probing.strings.ts'

/** The steps of a wizard. */
export const WIZARD_STEPS = ['place', 'numbers', 'confirm'] as const

interface ProbingState {
  readonly kind: ProbeKind
  readonly step: number
  readonly numbers: ProbeNumbers
  readonly spindleOff: boolean
  readonly wired: boolean
  readonly choose: (kind: ProbeKind) => void
  readonly goTo: (step: number) => void
  readonly change: (change: Partial<ProbeNumbers>) => void
  readonly tick: (which: 'spindleOff' | 'wired', ticked: boolean) => void
}

const NOTHING_TICKED = { spindleOff: false, wired: false }

/** The probing wizard: numbers are kept from one time to the next, the tests never are. */
export const useProbing = create<ProbingState>()((set, get) => ({
  kind: 'zPlate',
  step: 0,
  numbers: FIRST_NUMBERS,
  ...NOTHING_TICKED,
  choose: (kind) => {
    set({ kind, step: 0, ...NOTHING_TICKED })
  },
  goTo: (step) => {
    set({ step, ...(step < 2 && NOTHING_TICKED) })
  },
  change: (change) => {
    set({ numbers: { ...get().numbers, ...change } })
  },
  tick: (which, ticked) => {
    set({ [which]: ticked })
  },
}))
