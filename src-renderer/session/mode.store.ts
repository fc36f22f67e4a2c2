import { create } from 'zustand'
import type { SafeMode } from '#core/contract/backups.contract.ts'
import { onEvent, rmos } from '../client.ts'
import { showProblem } from '../ui/toast.store.ts'
import { settle } from './settle.ts'

interface ModeState {
  /** Null until main has told. */
  readonly mode: { readonly mode: 'open' } | SafeMode | null
  /** Asks main; true when the workshop is open. */
  readonly load: () => Promise<boolean>
}

/** Whether the workshop is open, or why it is not. */
export const useMode = create<ModeState>()((set) => ({
  mode: null,
  load: async () => {
    const told = await settle(rmos.backups.mode({}))
    if (told.ok) set({ mode: told.value })
    else showProblem(told.error)
    return told.ok && told.value.mode === 'open'
  },
}))

/**
 * Begins anew with other data after a restore, until the returned function is called. In the
 * desktop window main itself loads the page again, and this is never told.
 */
export function followReopening(): () => void {
  return onEvent('workshop.reopened', () => {
    window.location.reload()
  })
}
