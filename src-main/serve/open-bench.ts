import type { Events } from '#core/contract/events.ts'
import { nodeFiles } from '../files/node-files.ts'
import { benchHandlers } from '../handlers/bench.handlers.ts'
import { createDispatch, type DefectEntry } from '../handlers/router.ts'
import { type ServiceClock, systemServiceClock } from '../machine/machine-service.ts'
import type { WorkshopKeeper } from '../workshop/workshop-keeper.ts'
import { benchStrings as words } from './bench.strings.ts'
import { createControlDesk, type SeatName, SHOP_PC_ID } from './control-desk.ts'
import type { Visitor } from './door.ts'
import { machineRests } from './machine-rests.ts'
import { createNetworkDesk, type NetworkDesk } from './network-desk.ts'
import { shopAddresses } from './own-addresses.ts'
import { openDeviceBook } from './paired-devices.ts'
import { seatDispatch } from './seat-dispatch.ts'
import type { SubscribeEvents } from './web-server.ts'

/** What the bench is opened with. */
export interface BenchParts {
  readonly keeper: Pick<WorkshopKeeper, 'dispatch' | 'subscribe'> & {
    readonly machine: Pick<WorkshopKeeper['machine'], 'snapshot'> &
      Partial<Pick<WorkshopKeeper['machine'], 'direct'>>
  }
  readonly dataDir: string
  /** Folder of the built renderer. */
  readonly rendererDir: string
  readonly log: (message: string) => void
  readonly logDefect: (entry: DefectEntry) => void
  readonly newRequestId: () => string
  /** Monotonic time; that of this computer unless told otherwise. */
  readonly clock?: ServiceClock
  /** The addresses of the shop network; those of this computer unless told otherwise. */
  readonly addresses?: () => readonly string[]
}

/** Everything through which a workshop is used: the shop PC's own seat, and the shop network. */
export interface Bench {
  /** The shop PC; what is called through it is called as the shop PC. */
  readonly shopPc: Visitor
  /** The workshop's events and those of the bench. */
  readonly subscribe: SubscribeEvents
  /** A page of the shop PC was opened; returns how to tell that it has gone. */
  readonly joinShopPc: () => () => void
  readonly network: NetworkDesk
  /** Closes the network; resolves when everything is written. */
  readonly close: () => Promise<void>
}

/** Opens the bench of a kept workshop: the shop PC in control, the network closed. */
export function openBench(parts: BenchParts): Bench {
  const { keeper, dataDir, rendererDir, log } = parts
  const clock = parts.clock ?? systemServiceClock()
  const listeners = new Set<(event: string, payload: unknown) => void>()
  const changed = () => {
    const payload: Events['bench.changed'] = {}
    for (const listener of listeners) listener('bench.changed', payload)
  }
  const subscribe: SubscribeEvents = (listener) => {
    listeners.add(listener)
    const unsubscribe = keeper.subscribe(listener)
    return () => {
      listeners.delete(listener)
      unsubscribe()
    }
  }
  const book = openDeviceBook({ dataDir, files: nodeFiles(), clock: () => new Date(), log })
  const desk = createControlDesk({
    clock,
    machineRests: () => machineRests(keeper.machine.snapshot()),
    changed,
  })
  const visit = (seat: SeatName): Visitor => {
    const handlers = { bench: benchHandlers(seat, desk, network) }
    const bench = createDispatch(handlers, parts.logDefect, parts.newRequestId)
    return { seat, dispatch: seatDispatch(seat, { desk, workshop: keeper.dispatch, bench }) }
  }
  const network = createNetworkDesk({
    ...{ book, control: desk, rendererDir, subscribe, visit, changed, log },
    addresses: parts.addresses ?? shopAddresses,
    nowMs: clock.nowMs,
    direct: keeper.machine.direct,
  })
  const shopPc = visit({ seatId: SHOP_PC_ID, name: words.shopPc, isShopPc: true })
  return {
    shopPc,
    subscribe,
    joinShopPc: () => desk.join(shopPc.seat),
    network,
    close: async () => {
      await network.close()
      desk.close()
      await book.settled()
    },
  }
}
