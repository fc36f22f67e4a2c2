import { create } from 'zustand'
import type { Settings } from '#core/contract/app.contract.ts'
import { rmos } from '../client.ts'
import { showProblem } from '../ui/toast.store.ts'
import { useBench } from './bench.store.ts'
import { keepDeviceSettings, readDeviceSettings } from './device-settings.ts'
import { settle } from './settle.ts'

interface SettingsState {
  readonly settings: Settings
  readonly known: boolean
  readonly load: () => Promise<void>
  /** Changes at once on the screen and is then kept by main, or by the browser of a paired device. */
  readonly change: (change: Partial<Settings>) => void
}

/** True at the shop PC, and until main has told where this page is. */
function isShopPc(): boolean {
  return useBench.getState().status?.you.isShopPc ?? true
}

/** Used until main has answered. */
const BEFORE_MAIN_ANSWERS: Settings = {
  units: 'mm',
  theme: 'system',
  lastPage: 'plans',
  lastPlanId: null,
  lastPortUri: 'virtual:',
  machineDesk: null,
}

/** The person's choices, as main remembers them. */
export const useSettings = create<SettingsState>()((set, get) => ({
  settings: BEFORE_MAIN_ANSWERS,
  known: false,
  load: async () => {
    const read = await settle(rmos.app.readSettings({}))
    if (read.ok) {
      const own = isShopPc() ? {} : readDeviceSettings()
      set({ settings: { ...read.value, ...own }, known: true })
    } else showProblem(read.error)
  },
  change: (change) => {
    set({ settings: { ...get().settings, ...change } })
    if (!isShopPc()) {
      keepDeviceSettings(get().settings)
      return
    }
    void settle(rmos.app.writeSettings(change)).then((written) => {
      if (!written.ok) showProblem(written.error)
    })
  },
}))

/** The unit lengths are shown in. */
export function useUnits(): Settings['units'] {
  return useSettings((state) => state.settings.units)
}
