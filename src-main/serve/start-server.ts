import type { Problem } from '#core/contract/problem.ts'
import { type Result, success } from '#core/outcome/result.ts'
import type { Dispatch } from '../handlers/router.ts'
import { benchStrings as words } from './bench.strings.ts'
import { LINK_LIMITS } from './client-link.ts'
import { SHOP_PC_ID } from './control-desk.ts'
import type { DirectWays } from '../machine/direct-ways.ts'
import type { Visitor } from './door.ts'
import { createGate, type Gate } from './gate.ts'
import { type ConnectionLimits, openWebServer, type SubscribeEvents } from './web-server.ts'

/** What the bench view of this computer is made of. */
export interface ServerParts {
  /** Makes calls as the shop PC. */
  readonly dispatch: Dispatch
  readonly subscribe: SubscribeEvents
  /** Folder of the built renderer, with `index.html`. */
  readonly rendererDir: string
  /** 0 lets the system choose. */
  readonly port: number
  /** The only address there is: nobody outside of this computer can connect. */
  readonly host: '127.0.0.1'
  /** Told the next one-time link each time the last one was used. */
  readonly onNewLink?: (url: string) => void
  /** Told of every page that was opened; returns how to tell that it has gone. */
  readonly joined?: (visitor: Visitor) => () => void
  /** The machine engine listens beside this server where it is given. */
  readonly direct?: DirectWays
}

/** A server that is up. */
export interface RunningServer {
  /** The link that lets the first browser in, once. */
  readonly url: string
  readonly port: number
  /** Cuts every browser off and frees the port. */
  readonly close: () => Promise<void>
}

const CONNECTIONS: ConnectionLimits = {
  maxPages: 16,
  maxPagesOfSeat: 16,
  maxConnections: 128,
  maxConnectionsOfAddress: 128,
}

/** Serves the bench view to browsers on this computer. Refused as `openWebServer` refuses. */
export async function startServer(parts: ServerParts): Promise<Result<RunningServer, Problem>> {
  const seat = { seatId: SHOP_PC_ID, name: words.shopPc, isShopPc: true }
  const { rendererDir, subscribe, joined, host, direct } = parts
  let gate: Gate | null = null
  let port = 0
  const link = () => `http://${host}:${String(port)}/?ticket=${gate?.ticket() ?? ''}`
  const started = await openWebServer({
    ...{ host, port: parts.port, rendererDir, subscribe, direct },
    ...(joined && { joined }),
    makeDoor: (bound) => {
      port = bound
      gate = createGate(bound, { seat, dispatch: parts.dispatch }, () => {
        parts.onNewLink?.(link())
      })
      return gate
    },
    limits: LINK_LIMITS,
    connections: CONNECTIONS,
  })
  if (!started.ok) return started
  return success({ url: link(), port, close: () => started.value.close(words.closedRmos) })
}
