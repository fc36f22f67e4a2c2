import { create } from 'zustand'

/** A part of the inspector. */
export type InspectorTab = 'rings' | 'top' | 'stock' | 'cutting'

/** A part of the dock under the drawing. */
export type DockTab = 'numbers' | 'solution' | 'as-built' | 'bought'

interface RosetteState {
  readonly selectedRingId: string | null
  readonly tab: InspectorTab
  readonly dock: DockTab
  readonly select: (ringId: string | null) => void
  readonly show: (tab: InspectorTab) => void
  readonly showDock: (dock: DockTab) => void
}

/** What is selected on the Rosette page. */
export const useRosette = create<RosetteState>()((set) => ({
  selectedRingId: null,
  tab: 'rings',
  dock: 'numbers',
  select: (selectedRingId) => {
    set(selectedRingId === null ? { selectedRingId } : { selectedRingId, tab: 'rings' })
  },
  show: (tab) => {
    set({ tab })
  },
  showDock: (dock) => {
    set({ dock })
  },
}))
