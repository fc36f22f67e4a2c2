import type { BenchNetwork } from '#core/contract/bench.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { problem } from '../workshop/problems.ts'
import { benchStrings as words } from './bench.strings.ts'
import { DEVICE_LIMITS } from './client-link.ts'
import type { DirectWays } from '../machine/direct-ways.ts'
import type { ControlDesk, SeatName } from './control-desk.ts'
import { createDeviceDoor } from './device-door.ts'
import type { Visitor } from './door.ts'
import { isShopAddress } from './own-addresses.ts'
import type { DeviceBook, KeptDevice } from './paired-devices.ts'
import { createCodeKeeper } from './pairing-code.ts'
import {
  type ConnectionLimits,
  openWebServer,
  type SubscribeEvents,
  type WebServer,
} from './web-server.ts'

/** Opens RMOS to paired devices in the shop network, and closes it again. */
export interface NetworkDesk {
  /**
   * Listens at these addresses (those of the shop network when none is named) and makes a first
   * pairing code; `port` 0 takes the port of last time. Already open: nothing happens.
   */
  readonly open: (
    addresses?: readonly string[],
    port?: number,
  ) => Promise<Result<BenchNetwork, Problem>>
  readonly close: () => Promise<BenchNetwork>
  readonly newCode: () => Result<BenchNetwork, Problem>
  readonly status: () => BenchNetwork
  readonly revoke: (deviceId: string) => Promise<Result<BenchNetwork, Problem>>
  readonly revokeAll: () => Promise<Result<BenchNetwork, Problem>>
}

/** What the desk works with. */
export interface NetworkDeskParts {
  readonly book: DeviceBook
  readonly control: ControlDesk
  readonly rendererDir: string
  readonly subscribe: SubscribeEvents
  /** The addresses of the shop network there are now. */
  readonly addresses: () => readonly string[]
  /** Makes calls as a seat. */
  readonly visit: (seat: SeatName) => Visitor
  /** Monotonic. */
  readonly nowMs: () => number
  readonly changed: () => void
  readonly log: (message: string) => void
  /** The machine engine listens beside the network's servers where it is given. */
  readonly direct?: DirectWays | undefined
}

const CONNECTIONS: ConnectionLimits = {
  maxPages: 12,
  maxPagesOfSeat: 4,
  maxConnections: 96,
  maxConnectionsOfAddress: 24,
}

interface Listening {
  readonly url: string
  readonly server: WebServer
}

/** The seat of a paired device. */
export function seatOfDevice({ deviceId, name }: KeptDevice): SeatName {
  return { seatId: `device-${deviceId}`, name, isShopPc: false }
}

/** A desk with the network closed. */
export function createNetworkDesk(parts: NetworkDeskParts): NetworkDesk {
  return new Desk(parts)
}

class Desk implements NetworkDesk {
  readonly #parts: NetworkDeskParts
  readonly #codes
  #listening: readonly Listening[] = []
  /** One opening or closing at a time. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: NetworkDeskParts) {
    this.#parts = parts
    this.#codes = createCodeKeeper(parts.nowMs, parts.changed)
  }

  readonly open: NetworkDesk['open'] = (addresses, port = 0) =>
    this.#inTurn(async () => {
      if (this.#listening.length > 0) return success(this.status())
      const wanted = addresses ?? this.#parts.addresses()
      const [first, ...others] = wanted
      if (first === undefined || !wanted.every(isShopAddress)) {
        return failure(problem('invalid-input', words.noAddress, words.noAddressRemedy))
      }
      const opened = await this.#listenAtAll(first, others, port)
      if (!opened.ok) return opened
      this.#listening = opened.value
      this.#codes.renew()
      return success(this.status())
    })

  readonly close = (): Promise<BenchNetwork> =>
    this.#inTurn(async () => {
      const listening = this.#listening
      this.#listening = []
      this.#codes.withdraw()
      await Promise.all(listening.map(({ server }) => server.close(words.closedNetwork)))
      for (const device of this.#parts.book.list()) {
        this.#parts.control.forget(seatOfDevice(device).seatId)
      }
      this.#parts.changed()
      return this.status()
    })

  readonly newCode = (): Result<BenchNetwork, Problem> => {
    if (this.#listening.length === 0) {
      return failure(problem('blocked', words.networkClosed, words.networkClosedRemedy))
    }
    this.#codes.renew()
    return success(this.status())
  }

  readonly status = (): BenchNetwork => {
    const { book, control } = this.#parts
    const connected = new Set(control.connectedSeatIds())
    return {
      urls: this.#listening.map(({ url }) => url),
      ...this.#codes.shown(),
      devices: book.list().map((device) => {
        return { ...device, isConnected: connected.has(seatOfDevice(device).seatId) }
      }),
    }
  }

  readonly revoke = (deviceId: string): Promise<Result<BenchNetwork, Problem>> =>
    this.#forget(this.#parts.book.list().filter((device) => device.deviceId === deviceId))

  readonly revokeAll = (): Promise<Result<BenchNetwork, Problem>> =>
    this.#forget(this.#parts.book.list())

  async #forget(devices: readonly KeptDevice[]): Promise<Result<BenchNetwork, Problem>> {
    const { book, control } = this.#parts
    // Its token is worth nothing before the first wait: no call of it is taken any more.
    const removed = book.remove(devices.map(({ deviceId }) => deviceId))
    for (const { seatId } of devices.map(seatOfDevice)) {
      for (const { server } of this.#listening) server.dismiss(seatId)
      control.forget(seatId)
    }
    const kept = await removed
    return kept.ok ? success(this.status()) : kept
  }

  async #listenAtAll(
    first: string,
    others: readonly string[],
    port: number,
  ): Promise<Result<readonly Listening[], Problem>> {
    const { book, log } = this.#parts
    const begun = await this.#listenFirst(first, port)
    if (!begun.ok) return begun
    const all = [begun.value]
    for (const address of others) {
      const next = await this.#listen(address, begun.value.server.port)
      if (!next.ok) {
        await Promise.all(all.map(({ server }) => server.close(words.closedNetwork)))
        return next
      }
      all.push(next.value)
    }
    const kept = await book.keepNetworkPort(begun.value.server.port)
    if (!kept.ok) log(kept.error.message)
    return success(all)
  }

  /** The port named, else that of last time, else any: a bookmark is worth less than an open network. */
  async #listenFirst(address: string, port: number): Promise<Result<Listening, Problem>> {
    const remembered = this.#parts.book.networkPort()
    if (port !== 0 || remembered === 0) return this.#listen(address, port)
    const again = await this.#listen(address, remembered)
    return again.ok ? again : this.#listen(address, 0)
  }

  async #listen(host: string, port: number): Promise<Result<Listening, Problem>> {
    const { rendererDir, subscribe, direct } = this.#parts
    const started = await openWebServer({
      ...{ host, port, rendererDir, subscribe, direct },
      joined: this.#joined,
      makeDoor: (bound) =>
        createDeviceDoor({
          host,
          port: bound,
          visitorOfToken: this.#visitorOfToken,
          offerCode: this.#codes.offer,
          pair: this.#pair,
        }),
      limits: DEVICE_LIMITS,
      connections: CONNECTIONS,
    })
    if (!started.ok) return started
    const { port: bound } = started.value
    return success({ url: `http://${host}:${String(bound)}`, server: started.value })
  }

  readonly #joined = (visitor: Visitor): (() => void) => {
    const deviceId = visitor.seat.seatId.slice('device-'.length)
    this.#parts.book.seen(deviceId)
    const left = this.#parts.control.join(visitor.seat)
    return () => {
      this.#parts.book.seen(deviceId)
      left()
    }
  }

  readonly #visitorOfToken = (token: string): Visitor | null => {
    const { book, visit } = this.#parts
    const device = book.ofToken(token)
    if (device === null) return null
    const { seat, dispatch } = visit(seatOfDevice(device))
    return {
      seat,
      // Asked at every call: a page that was cut off may still have frames on their way.
      dispatch: (call, input) =>
        book.ofToken(token) === null
          ? Promise.resolve(failure(problem('blocked', words.notPaired)))
          : dispatch(call, input),
    }
  }

  readonly #pair = async (name: string, address: string): Promise<Result<string, Problem>> => {
    const { book, changed, log } = this.#parts
    const added = await book.add(name)
    if (!added.ok) return added
    log(`${added.value.device.name} was paired from ${address}.`)
    changed()
    return success(added.value.token)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }
}
