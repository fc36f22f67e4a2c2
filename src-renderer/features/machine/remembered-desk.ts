import { useEffect } from 'react'
import type { MachineDesk } from '#core/contract/app.contract.ts'
import { useSettings } from '../../session/settings.store.ts'
import { useJog } from './jog/jog.store.ts'
import { TAB_PARTS, usePage, type MachineTab } from './page.store.ts'
import { useProbing } from './probing/probing.store.ts'

/** The part of a layout that is shown; its first one where none was chosen. */
function partOf<T extends MachineTab>(tab: T): (typeof TAB_PARTS)[T][number] {
  const parts: readonly (typeof TAB_PARTS)[T][number][] = TAB_PARTS[tab]
  const shown = usePage.getState().parts[tab]
  const [first] = parts
  const part = parts.find((candidate) => candidate === shown) ?? first
  if (part === undefined) throw new Error(`machine page: layout ${tab} has no parts`)
  return part
}

/** How the page stands now. Armed keys and the tests of a probing are never remembered. */
function deskNow(): MachineDesk {
  const { mode, stepMm, feedMmPerMin, zFeedMmPerMin } = useJog.getState()
  return {
    tab: usePage.getState().tab,
    parts: {
      setup: partOf('setup'),
      console: partOf('console'),
      controller: partOf('controller'),
    },
    jog: { mode, stepMm, feedMmPerMin, zFeedMmPerMin },
    probe: useProbing.getState().numbers,
  }
}

function bringBack({ tab, parts, jog, probe }: MachineDesk): void {
  usePage.setState({ tab, parts: { job: null, ...parts } })
  useJog.getState().set(jog)
  useProbing.setState({ numbers: probe })
}

let broughtBack = false

/** Brings the Machine page back as it was left, once, and remembers what is changed on it from then on. */
export function useRememberedDesk(): void {
  const known = useSettings((state) => state.known)
  useEffect(() => {
    if (!known) return undefined
    const { settings, change } = useSettings.getState()
    if (!broughtBack && settings.machineDesk !== null) bringBack(settings.machineDesk)
    broughtBack = true
    let kept = JSON.stringify(deskNow())
    const keep = () => {
      const machineDesk = deskNow()
      const text = JSON.stringify(machineDesk)
      if (text === kept) return
      kept = text
      change({ machineDesk })
    }
    const ends = [usePage.subscribe(keep), useJog.subscribe(keep), useProbing.subscribe(keep)]
    return () => {
      for (const end of ends) end()
    }
  }, [known])
}
