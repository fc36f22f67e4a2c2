import { create } from 'zustand'
import type { Problem } from '#core/contract/problem.ts'
import { rmos } from '../../client.ts'
import { usePlan } from '../../session/plan.store.ts'
import { settle } from '../../session/settle.ts'
import { saveFile } from '../../ui/save-file.ts'
import { showToast } from '../../ui/toast.store.ts'
import { jigsStrings } from './jigs.strings.ts'

/** A format a jig can be had in. */
export type JigFormat = 'pdf' | 'svg' | 'dxf' | 'json'

interface JigsState {
  readonly jigId: string | null
  readonly paper: 'A4' | 'Letter'
  /** What the bars of a first print came to, mm; null as long as nobody has measured. */
  readonly acrossMm: number | null
  readonly upMm: number | null
  readonly saving: boolean
  readonly problem: Problem | null
  readonly choose: (jigId: string) => void
  readonly setPaper: (paper: 'A4' | 'Letter') => void
  readonly setBars: (bars: { acrossMm?: number | null; upMm?: number | null }) => void
  readonly save: (jigId: string, format: JigFormat) => Promise<void>
}

/** A bar nobody has measured is taken to be right. */
const TRUE_BAR_MM = 100

/** The jig that is looked at, and how it is printed. */
export const useJigs = create<JigsState>()((set, get) => ({
  jigId: null,
  paper: 'A4',
  acrossMm: null,
  upMm: null,
  saving: false,
  problem: null,
  choose: (jigId) => {
    set({ jigId, problem: null })
  },
  setPaper: (paper) => {
    set({ paper })
  },
  setBars: (bars) => {
    set(bars)
  },
  save: async (jigId, format) => {
    const kept = await usePlan.getState().flush()
    const { planId } = usePlan.getState()
    if (!kept || planId === null) return
    const { paper, acrossMm, upMm } = get()
    const measured =
      acrossMm === null && upMm === null
        ? null
        : { xMm: acrossMm ?? TRUE_BAR_MM, yMm: upMm ?? TRUE_BAR_MM }
    set({ saving: true, problem: null })
    const file = await settle(rmos.jigs.export({ planId, jigId, format, paper, measured }))
    set({ saving: false, problem: file.ok ? null : file.error })
    if (!file.ok) return
    saveFile(file.value)
    showToast(jigsStrings.saved(file.value.fileName))
  },
}))
