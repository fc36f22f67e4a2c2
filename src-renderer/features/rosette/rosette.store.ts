import { create } from 'zustand'

/** A part of the inspector. */
export type InspectorTab = 'rings' | 'top' | 'stock' | 'cutting'

interface RosetteState {
  readonly selectedRingId: string | null
  readonly tab: InspectorTab
  readonly select: (ringId: string | null) => void
  readonly show: (tab: InspectorTab) => void
}

/** What is selected on the Rosette page. */
export const useRosette = create<RosetteState>()((set) => ({
  selectedRingId: null,
  tab: 'rings',
  select: (selectedRingId) => {
    set(selectedRingId === null ? { selectedRingId } : { selectedRingId, tab: 'rings' })
  },
  show: (tab) => {
    set({ tab })
  },
}))
