import { create } from 'zustand'
import type { Blank } from '#core/strips/blank.ts'

/** What the sums of the Making tab are done with. */
export interface Making extends Blank {
  readonly innerRadiusMm: number
}

interface MakingState {
  readonly making: Making
  readonly change: (change: Partial<Making>) => void
}

/** The blank and the ring that are worked out; they belong to the shop, not to a family. */
export const useMaking = create<MakingState>()((set) => ({
  making: {
    innerRadiusMm: 50,
    lengthMm: 600,
    widthMm: 30,
    kerfMm: 0.5,
    planeAllowanceMm: 0.2,
    repeatsInStack: 40,
  },
  change: (change) => {
    set(({ making }) => ({ making: { ...making, ...change } }))
  },
}))
