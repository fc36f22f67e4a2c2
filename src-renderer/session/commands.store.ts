import { useEffect } from 'react'
import { create } from 'zustand'

/** Something the person can ask for, by the palette or by its keys. */
export interface Command {
  readonly id: string
  readonly title: string
  /** Heading it stands under in the palette. */
  readonly group: string
  /** As shown and as pressed: `Ctrl Z`, `Ctrl Shift Z`, `F`. */
  readonly keys?: string
  readonly enabled?: boolean
  readonly run: () => void
}

interface CommandState {
  readonly bySource: Readonly<Record<string, readonly Command[]>>
  readonly set: (source: string, commands: readonly Command[]) => void
  readonly remove: (source: string) => void
}

/** The commands that are offered now, by who offers them. */
export const useCommandStore = create<CommandState>()((set) => ({
  bySource: {},
  set: (source, commands) => {
    set((state) => ({ bySource: { ...state.bySource, [source]: commands } }))
  },
  remove: (source) => {
    set((state) => ({
      bySource: Object.fromEntries(
        Object.entries(state.bySource).filter(([name]) => name !== source),
      ),
    }))
  },
}))

/** Offers commands while the caller is on the screen; pass a list that is memoised. */
export function useCommands(source: string, commands: readonly Command[]): void {
  useEffect(() => {
    useCommandStore.getState().set(source, commands)
    return () => {
      useCommandStore.getState().remove(source)
    }
  }, [source, commands])
}

/** What was pressed, in the form `Command.keys` has. */
export function keysOf(event: {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey?: boolean
}): string {
  const named = event.key === ' ' ? 'Space' : event.key
  const key = named.length === 1 ? named.toUpperCase() : named
  const parts = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey === true ? 'Alt' : '',
    event.shiftKey ? 'Shift' : '',
    key,
  ]
  return parts.filter((part) => part !== '').join(' ')
}
