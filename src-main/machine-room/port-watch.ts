import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import type { PortList } from '../machine/engine-messages.ts'
import type { MachineService, ServiceClock } from '../machine/machine-service.ts'

/** Ports are looked at so often while somebody watches the list. */
const LOOK_INTERVAL_MS = 1500
/** Somebody who asked for the list is taken to watch it for so long. */
const WATCH_MS = 60_000

/** Lists ports, and tells when one comes or goes while somebody watches. */
export interface PortWatch {
  readonly list: () => Promise<Result<PortList, Problem>>
  readonly close: () => void
}

/** A watch over the machine's engine; it looks only while nothing is connected. */
export function createPortWatch(
  machine: MachineService,
  clock: ServiceClock,
  changed: (list: PortList) => void,
): PortWatch {
  let watchedUntilMs = 0
  let stop: (() => void) | null = null
  let last = ''
  let looking = false

  const look = async () => {
    const list = await machine.listPorts()
    if (!list.ok) return list
    const text = JSON.stringify(list.value)
    if (last !== '' && text !== last) changed(list.value)
    last = text
    return list
  }
  const end = () => {
    stop?.()
    stop = null
  }
  const turn = () => {
    if (clock.nowMs() > watchedUntilMs || machine.snapshot().portUri !== null) {
      end()
      return
    }
    if (looking) return
    looking = true
    void look().finally(() => {
      looking = false
    })
  }
  return {
    list: async () => {
      watchedUntilMs = clock.nowMs() + WATCH_MS
      stop ??= clock.every(LOOK_INTERVAL_MS, turn)
      last = ''
      return look()
    },
    close: end,
  }
}
