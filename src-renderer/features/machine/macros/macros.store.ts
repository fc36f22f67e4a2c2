import { create } from 'zustand'
import type { MacroCheck } from '#core/grbl/macros/check-macro.ts'
import type { MacroRecord } from '#core/grbl/macros/macro.schema.ts'
import { onEvent, rmos } from '../../../client.ts'
import { commandMachine } from '../../../session/machine.store.ts'
import { loaded, type Loadable } from '../../../session/loadable.ts'
import { settle } from '../../../session/settle.ts'
import { saveText } from '../../../ui/save-text.ts'
import { showProblem, showToast } from '../../../ui/toast.store.ts'
import { macroStrings } from './macros.strings.ts'

/** A macro as it stands in the editor. */
export interface MacroDraft {
  /** Null for one that is not kept yet. */
  readonly macroId: string | null
  readonly name: string
  readonly note: string
  readonly text: string
}

/** A macro as it was read through, and of which text. */
export type PreviewedMacro = MacroCheck & { readonly sha256: string }

const NEW: MacroDraft = { macroId: null, name: '', note: '', text: '' }
const CHECK_AFTER_MS = 300

interface MacrosState {
  readonly macros: Loadable<readonly MacroRecord[]>
  readonly draft: MacroDraft | null
  /** Of the draft's text as it stands. */
  readonly check: PreviewedMacro | null
  readonly load: () => Promise<void>
  readonly choose: (macro: MacroRecord | null) => void
  readonly edit: (change: Partial<Omit<MacroDraft, 'macroId'>>) => void
  readonly save: () => Promise<void>
  readonly remove: (macroId: string) => Promise<void>
  readonly run: (macroId: string, sha256: string) => Promise<void>
  readonly exportAll: () => Promise<void>
  readonly importFile: (file: File) => Promise<void>
}

let checkTimer: ReturnType<typeof setTimeout> | undefined

function fileActions(get: () => MacrosState): Pick<MacrosState, 'exportAll' | 'importFile'> {
  return {
    exportAll: async () => {
      const read = await settle(rmos.macros.exportAll({}))
      if (read.ok) saveText(macroStrings.fileName, read.value.text)
      else showProblem(read.error)
    },
    importFile: async (file) => {
      const added = await settle(rmos.macros.importFile({ text: await file.text() }))
      if (added.ok) showToast(macroStrings.imported(added.value.length))
      else showProblem(added.error)
      await get().load()
    },
  }
}

/** Macros: the kept ones, and the one that is being written. */
export const useMacros = create<MacrosState>()((set, get) => {
  const checkSoon = () => {
    clearTimeout(checkTimer)
    checkTimer = setTimeout(() => {
      const text = get().draft?.text ?? ''
      if (text.trim() === '') return
      void settle(rmos.macros.check({ text })).then((read) => {
        if (read.ok && get().draft?.text === text) set({ check: read.value })
      })
    }, CHECK_AFTER_MS)
  }
  return {
    macros: { state: 'idle' },
    draft: null,
    check: null,
    load: async () => {
      set({ macros: loaded(await settle(rmos.macros.list({}))) })
    },
    choose: (macro) => {
      const { macroId, name, note, text } = macro ?? NEW
      set({ draft: { macroId, name, note, text }, check: null })
      checkSoon()
    },
    edit: (change) => {
      const { draft } = get()
      if (draft === null) return
      set({ draft: { ...draft, ...change }, ...(change.text !== undefined && { check: null }) })
      if (change.text !== undefined) checkSoon()
    },
    save: async () => {
      const { draft } = get()
      if (draft === null) return
      const { macroId, ...macro } = draft
      const saved = await settle(rmos.macros.save({ macroId, macro }))
      if (!saved.ok) {
        showProblem(saved.error)
        return
      }
      showToast(macroStrings.saved)
      set({ draft: { ...draft, macroId: saved.value.macroId } })
      await get().load()
    },
    remove: async (macroId) => {
      const removed = await settle(rmos.macros.remove({ macroId }))
      if (!removed.ok) showProblem(removed.error)
      else set({ draft: null, check: null })
      await get().load()
    },
    run: async (macroId, sha256) => {
      await commandMachine(rmos.macros.run({ macroId, sha256 }))
    },
    ...fileActions(get),
  }
})

/** Follows the kept macros until the returned function is called. */
export function followMacros(): () => void {
  void useMacros.getState().load()
  return onEvent('macros.changed', () => void useMacros.getState().load())
}
