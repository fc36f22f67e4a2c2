import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DIRECT_PROTOCOL } from '#core/contract/urgent-press.ts'
import { type WebSocket, WebSocketServer } from 'ws'
import type { DirectHub } from '../machine/direct-hub.ts'
import type { DirectOrder, DirectPass, FromEngine } from '../machine/engine-messages.ts'

/** A press fits with room. */
const MAX_FRAME_BYTES = 1024
const MAX_CONNECTIONS = 64
const MAX_SOCKETS_OF_PASS = 2
const REQUEST_TIMEOUT_MS = 5000
/** Above this many unsent bytes a page is taken for gone. */
const LOST_PAGE_BYTES = 1024 * 1024
/** Close code of RFC 6455, section 7.4.1. */
const POLICY_VIOLATION = 1008
const TOKEN = /^[0-9A-Za-z_-]{43}$/

/** A page that is let in. */
interface Guest {
  readonly pass: DirectPass
  readonly sockets: Set<WebSocket>
}

/** Takes main's orders about the engine's own sockets. */
export type DirectListeners = (order: DirectOrder) => void

function tokenOf(request: IncomingMessage): string | null {
  const [name, token = '', more] = (request.headers['sec-websocket-protocol'] ?? '').split(/, */)
  return name === DIRECT_PROTOCOL && more === undefined && TOKEN.test(token) ? token : null
}

/**
 * The engine's own WebSocket addresses. Nobody gets in whom main has not let in already: a page brings
 * the token main gave it over its own link (in the sub-protocol, so that it stands in no address), from
 * the address its link comes from, with that page's `Origin` and this listener's `Host`. Connections
 * from any other address are dropped unread, because the machine must not wait for a stranger's bytes.
 * What can be said here is a hold, a stop or the end of a jog; see `readUrgentPress`.
 */
export function createDirectListeners(
  hub: DirectHub,
  tell: (message: FromEngine) => void,
): DirectListeners {
  return new Listeners(hub, tell).take
}

class Listeners {
  readonly #hub: DirectHub
  readonly #tell: (message: FromEngine) => void
  readonly #guests = new Map<string, Guest>()
  readonly #servers = new Map<number, Server>()
  readonly #upgrades = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => DIRECT_PROTOCOL,
  })

  constructor(hub: DirectHub, tell: (message: FromEngine) => void) {
    this.#hub = hub
    this.#tell = tell
  }

  readonly take: DirectListeners = (order) => {
    switch (order.name) {
      case 'listen':
        this.#listen(order)
        return
      case 'unlisten':
        this.#unlisten(order.listenerId)
        return
      case 'admit':
        this.#guests.set(order.pass.tokenSha256, { pass: order.pass, sockets: new Set() })
        return
      case 'withdraw':
        this.#withdraw(order.tokenSha256)
        return
    }
  }

  #listen({ listenerId, host, port }: Extract<DirectOrder, { readonly name: 'listen' }>): void {
    const server = createServer()
    this.#servers.set(listenerId, server)
    server.maxConnections = MAX_CONNECTIONS
    server.requestTimeout = REQUEST_TIMEOUT_MS
    server.headersTimeout = REQUEST_TIMEOUT_MS
    let ownHost = ''
    server.on('connection', (socket) => {
      if (this.#isKnownAddress(socket.remoteAddress)) socket.setNoDelay(true)
      else socket.destroy()
    })
    server.on('request', (_request, response) => {
      response.writeHead(404, { connection: 'close' })
      response.end()
    })
    server.on('upgrade', (request, socket, head) => {
      const guest = this.#guestOf(request, listenerId, ownHost)
      socket.on('error', () => socket.destroy())
      if (guest === null) socket.end('HTTP/1.1 403 Refused\r\nconnection: close\r\n\r\n')
      else {
        this.#upgrades.handleUpgrade(request, socket, head, (page) => {
          this.#receive(guest, page)
        })
      }
    })
    server.once('error', () => {
      this.#servers.delete(listenerId)
      this.#tell({ kind: 'directListening', listenerId, port: null })
    })
    server.listen(port, host, () => {
      const bound = (server.address() as AddressInfo).port
      ownHost = `${host}:${String(bound)}`
      this.#tell({ kind: 'directListening', listenerId, port: bound })
    })
  }

  #guestOf(request: IncomingMessage, listenerId: number, ownHost: string): Guest | null {
    const token = tokenOf(request)
    if (token === null || request.headers.host !== ownHost) return null
    // Found by a hash: how long it takes tells nothing about the token.
    const guest = this.#guests.get(createHash('sha256').update(token).digest('hex'))
    if (guest === undefined || guest.sockets.size >= MAX_SOCKETS_OF_PASS) return null
    const { pass } = guest
    const isOwn =
      pass.listenerId === listenerId &&
      pass.origin === request.headers.origin &&
      pass.remoteAddress === request.socket.remoteAddress
    return isOwn ? guest : null
  }

  #isKnownAddress(address: string | undefined): boolean {
    return [...this.#guests.values()].some(({ pass }) => pass.remoteAddress === address)
  }

  #receive(guest: Guest, page: WebSocket): void {
    guest.sockets.add(page)
    const screen = this.#hub.join((text) => {
      if (page.bufferedAmount > LOST_PAGE_BYTES) page.terminate()
      else if (page.readyState === page.OPEN) page.send(text)
    })
    page.on('error', () => undefined)
    page.on('message', (data: Buffer, isBinary) => {
      if (page.readyState !== page.OPEN) return
      if (isBinary || !screen.receive(data.toString('utf8'))) {
        page.close(POLICY_VIOLATION, 'not a press')
      }
    })
    page.on('close', () => {
      guest.sockets.delete(page)
      screen.left()
    })
  }

  #withdraw(tokenSha256: string): void {
    const guest = this.#guests.get(tokenSha256)
    this.#guests.delete(tokenSha256)
    for (const page of guest?.sockets ?? []) page.terminate()
  }

  #unlisten(listenerId: number): void {
    for (const [tokenSha256, { pass }] of this.#guests) {
      if (pass.listenerId === listenerId) this.#withdraw(tokenSha256)
    }
    const server = this.#servers.get(listenerId)
    this.#servers.delete(listenerId)
    server?.close()
    server?.closeAllConnections()
  }
}
