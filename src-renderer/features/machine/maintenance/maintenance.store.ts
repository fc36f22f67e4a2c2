import { create } from 'zustand'
import type { MaintenanceReport } from '#core/grbl/maintenance/maintenance-report.ts'
import type { ServiceItem } from '#core/grbl/maintenance/maintenance.schema.ts'
import { onEvent, rmos } from '../../../client.ts'
import { loaded, type Loadable } from '../../../session/loadable.ts'
import { settle } from '../../../session/settle.ts'
import { showProblem } from '../../../ui/toast.store.ts'

interface MaintenanceState {
  readonly report: Loadable<MaintenanceReport>
  readonly load: () => Promise<void>
  readonly saveItem: (item: ServiceItem) => Promise<boolean>
  readonly removeItem: (itemId: string) => Promise<void>
  readonly markDone: (itemId: string, note: string) => Promise<void>
}

/** What the machine has done and what it wants. */
export const useMaintenance = create<MaintenanceState>()((set) => {
  const take = async (call: ReturnType<typeof rmos.maintenance.report>): Promise<boolean> => {
    const answer = await settle(call)
    if (answer.ok) set({ report: { state: 'ready', value: answer.value } })
    else showProblem(answer.error)
    return answer.ok
  }
  return {
    report: { state: 'idle' },
    load: async () => {
      set({ report: loaded(await settle(rmos.maintenance.report({}))) })
    },
    saveItem: (item) => take(rmos.maintenance.saveItem({ itemId: null, item })),
    removeItem: async (itemId) => {
      await take(rmos.maintenance.removeItem({ itemId }))
    },
    markDone: async (itemId, note) => {
      await take(rmos.maintenance.markDone({ itemId, note }))
    },
  }
})

/** Follows the maintenance log until the returned function is called. */
export function followMaintenance(): () => void {
  const load = () => void useMaintenance.getState().load()
  load()
  return onEvent('maintenance.changed', load)
}
