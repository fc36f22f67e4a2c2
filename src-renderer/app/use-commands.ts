import { useEffect, useMemo } from 'react'
import { keysOf, useCommands, useCommandStore, type Command } from '../session/commands.store.ts'
import { isConnected, useMachine } from '../session/machine.store.ts'
import { useNavigation } from '../session/navigation.store.ts'
import { usePlan } from '../session/plan.store.ts'
import { useSettings } from '../session/settings.store.ts'
import { appStrings } from './app.strings.ts'
import { PAGES } from './pages.tsx'

const PAGE_KEYS = '1234567890'

function pageCommands(): readonly Command[] {
  return PAGES.map(({ id }, index) => ({
    id: `page-${id}`,
    title: appStrings.goTo(appStrings.pages[id]),
    group: appStrings.goToGroup,
    // Alt, because digits alone choose the brush on the Pattern page; ten keys, and more pages
    ...(index < PAGE_KEYS.length && { keys: `Alt ${PAGE_KEYS.charAt(index)}` }),
    run: () => {
      useNavigation.getState().goTo(id)
    },
  }))
}

function viewCommands(): readonly Command[] {
  const { change } = useSettings.getState()
  const themes = (['system', 'light', 'dark'] as const).map((theme) => ({
    id: `theme-${theme}`,
    title: appStrings.themes[theme],
    group: appStrings.viewGroup,
    run: () => {
      change({ theme })
    },
  }))
  const units = (['mm', 'inch'] as const).map((unit) => ({
    id: `unit-${unit}`,
    title: `${appStrings.units}: ${appStrings[unit]}`,
    group: appStrings.viewGroup,
    run: () => {
      change({ units: unit })
    },
  }))
  return [...units, ...themes]
}

/** Offers the commands that every page has. */
export function useAppCommands(onPalette: () => void): void {
  const connected = useMachine((state) => isConnected(state.snapshot))
  const canUndo = usePlan((state) => (state.history?.past.length ?? 0) > 0)
  const canRedo = usePlan((state) => (state.history?.future.length ?? 0) > 0)
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'stop',
        title: appStrings.stopLong,
        group: appStrings.machineGroup,
        keys: appStrings.stopKeys,
        enabled: connected,
        run: () => void useMachine.getState().stop(),
      },
      {
        id: 'palette',
        title: appStrings.palette,
        group: appStrings.viewGroup,
        keys: 'Ctrl K',
        run: onPalette,
      },
      {
        id: 'undo',
        title: appStrings.undo,
        group: appStrings.editGroup,
        keys: 'Ctrl Z',
        enabled: canUndo,
        run: () => {
          usePlan.getState().undo()
        },
      },
      {
        id: 'redo',
        title: appStrings.redo,
        group: appStrings.editGroup,
        keys: 'Ctrl Shift Z',
        enabled: canRedo,
        run: () => {
          usePlan.getState().redo()
        },
      },
      ...pageCommands(),
      ...viewCommands(),
    ],
    [connected, canUndo, canRedo, onPalette],
  )
  useCommands('app', commands)
}

function inField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
  )
}

/** Listens for the keys of all commands. STOP is heard first, everywhere, also while typing. */
export function useKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const pressed = keysOf(event)
      if (pressed === appStrings.stopKeys || event.key === 'Pause') {
        event.preventDefault()
        if (isConnected(useMachine.getState().snapshot)) void useMachine.getState().stop()
        return
      }
      // Single keys, and undo of the text itself, belong to a field that has focus.
      if (inField(event.target) && pressed !== 'Ctrl K') return
      // What the page offers comes first: its Undo, even while it has nothing to undo, is not the plan's.
      const { app = [], ...pages } = useCommandStore.getState().bySource
      const command = [...Object.values(pages).flat(), ...app].find(({ keys }) => keys === pressed)
      if (command === undefined || command.enabled === false) return
      event.preventDefault()
      command.run()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true })
    }
  }, [])
}
