import { create } from 'zustand'
import type { LineVerdict } from '#core/grbl/console/check-line.ts'
import type { ConsoleEntry } from '#core/grbl/console/console-entry.ts'
import { onEvent, rmos } from '../../../client.ts'
import { commandMachine } from '../../../session/machine.store.ts'
import { settle } from '../../../session/settle.ts'
import { showProblem, showToast } from '../../../ui/toast.store.ts'
import { consoleStrings } from './console.strings.ts'
import { type ConsoleFilter, withEntries, withSentLine } from './console.view-model.ts'

interface ConsoleState {
  readonly entries: readonly ConsoleEntry[]
  readonly hidden: ReadonlySet<ConsoleFilter>
  readonly sent: readonly string[]
  readonly line: string
  /** What would become of the line; null while it is empty or not judged yet. */
  readonly verdict: LineVerdict | null
  readonly load: () => Promise<void>
  readonly hear: (entries: readonly ConsoleEntry[]) => void
  readonly toggle: (filter: ConsoleFilter) => void
  readonly type: (line: string) => void
  readonly judge: () => Promise<LineVerdict | null>
  readonly send: (startsMotionAgreed: boolean) => Promise<void>
  readonly saveTraffic: () => Promise<void>
}

/** The conversation with the controller. Status reports are left out at first: they come ten times a second. */
export const useConsole = create<ConsoleState>()((set, get) => ({
  entries: [],
  hidden: new Set<ConsoleFilter>(['report', 'program']),
  sent: [],
  line: '',
  verdict: null,
  load: async () => {
    const afterSequence = get().entries.at(-1)?.sequence ?? 0
    const read = await settle(rmos.console.entries({ afterSequence }))
    if (read.ok) get().hear(read.value)
    else showProblem(read.error)
  },
  hear: (added) => {
    set({ entries: withEntries(get().entries, added) })
  },
  toggle: (filter) => {
    const hidden = new Set(get().hidden)
    if (!hidden.delete(filter)) hidden.add(filter)
    set({ hidden })
  },
  type: (line) => {
    set({ line, verdict: null })
  },
  judge: async () => {
    const { line } = get()
    if (line.trim() === '') return null
    const read = await settle(rmos.console.checkLine({ line }))
    if (!read.ok) {
      showProblem(read.error)
      return null
    }
    if (get().line === line) set({ verdict: read.value })
    return read.value
  },
  send: async (startsMotionAgreed) => {
    const { line } = get()
    set({ line: '', verdict: null, sent: withSentLine(get().sent, line) })
    await commandMachine(rmos.console.sendLine({ line, startsMotionAgreed }))
  },
  saveTraffic: async () => {
    const saved = await settle(rmos.console.saveTraffic({}))
    if (saved.ok) showToast(consoleStrings.trafficSaved(saved.value.path))
    else showProblem(saved.error)
  },
}))

/** Follows the conversation until the returned function is called. */
export function followConsole(): () => void {
  void useConsole.getState().load()
  return onEvent('console.added', (entries) => {
    useConsole.getState().hear(entries)
  })
}
