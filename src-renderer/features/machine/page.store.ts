import { create } from 'zustand'

/** The layouts of the Machine page. */
export const MACHINE_TABS = ['setup', 'job', 'console', 'controller'] as const
/** A layout of the Machine page. */
export type MachineTab = (typeof MACHINE_TABS)[number]

/** What each layout is divided into; a layout without parts is one. */
export const TAB_PARTS = {
  setup: ['jog', 'probe', 'connection'],
  job: [],
  console: ['lines', 'macros'],
  controller: ['settings', 'backups', 'maintenance', 'link'],
} as const satisfies Record<MachineTab, readonly string[]>
/** A part of a layout. */
export type TabPart = (typeof TAB_PARTS)[MachineTab][number]

interface PageState {
  readonly tab: MachineTab
  readonly parts: Readonly<Record<MachineTab, TabPart | null>>
  /** The program is shown from above instead of in space. */
  readonly flat: boolean
  readonly show: (tab: MachineTab, part?: TabPart) => void
  readonly setFlat: (flat: boolean) => void
}

/** Which layout of the Machine page is shown; kept while other pages are. */
export const usePage = create<PageState>()((set) => ({
  tab: 'job',
  parts: { setup: 'jog', job: null, console: 'lines', controller: 'settings' },
  flat: false,
  show: (tab, part) => {
    set((state) => ({
      tab,
      parts: part === undefined ? state.parts : { ...state.parts, [tab]: part },
    }))
  },
  setFlat: (flat) => {
    set({ flat })
  },
}))
