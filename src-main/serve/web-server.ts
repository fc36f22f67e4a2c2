import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { type EventFrame, LINK_DISMISSED } from '#core/contract/bench-frame.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { type WebSocket, WebSocketServer } from 'ws'
import { benchStrings as words } from './bench.strings.ts'
import { type LinkLimits, serveClient, type TellEvent } from './client-link.ts'
import type { DirectListener, DirectWays } from '../machine/direct-ways.ts'
import { PAGE_HEADERS, policyWithDirectWay } from './content-security-policy.ts'
import { type Door, type Refusal, sendText, targetOf, type Visitor } from './door.ts'
import { readPageFile } from './page-file.ts'

/** Hears every event of main; returns how to stop. */
export type SubscribeEvents = (listener: (event: string, payload: unknown) => void) => () => void

/** What one listening address is made of. */
export interface WebServerParts {
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
  /** The door, once the port is known. */
  readonly makeDoor: (port: number) => Door
  /** Folder of the built renderer, with `index.html`. */
  readonly rendererDir: string
  readonly subscribe: SubscribeEvents
  /** Told of every page that was opened; returns how to tell that it has gone. */
  readonly joined?: (visitor: Visitor) => () => void
  readonly limits: LinkLimits
  readonly connections: ConnectionLimits
  /** The machine engine listens beside this server where it is given. */
  readonly direct?: DirectWays | undefined
}

/** How many may connect. */
export interface ConnectionLimits {
  /** Pages that may be open at once, of all seats together. */
  readonly maxPages: number
  /** Pages of one seat. */
  readonly maxPagesOfSeat: number
  /** TCP connections at once. */
  readonly maxConnections: number
  /** TCP connections of one address. */
  readonly maxConnectionsOfAddress: number
}

/** A listening address. */
export interface WebServer {
  readonly port: number
  /** Cuts off every page of a seat. */
  readonly dismiss: (seatId: string) => void
  /** Cuts every page off, with the reason, and frees the port. */
  readonly close: (reason: string) => Promise<void>
}

const LINK_PATH = '/bench-link'
/** Close code of RFC 6455, section 7.4.1: the endpoint is going away. */
const GOING_AWAY = 1001
/** A request that is not whole by then is given up; keeps slow senders from holding connections. */
const REQUEST_TIMEOUT_MS = 10_000
/** A page is asked so often whether it is still there, */
const PING_INTERVAL_MS = 5000
/** and is taken for gone when it left so many in a row unanswered. */
const PINGS_UNANSWERED = 3
/** How long a browser may take to answer the goodbye. */
const GOODBYE_TIMEOUT_MS = 500

/** A page that is open. */
interface Page {
  readonly visitor: Visitor
  readonly client: WebSocket
  readonly tell: TellEvent
  /** Ends its way to the engine. */
  readonly shutOut: () => void
}

/** Refuses an upgrade with a plain HTTP answer. */
function refuseUpgrade(socket: Duplex, { status, sentence }: Refusal): void {
  // Whoever was refused may be gone already; that must not end the program.
  socket.on('error', () => socket.destroy())
  const lines = [
    `HTTP/1.1 ${String(status)} Refused`,
    'connection: close',
    'content-type: text/plain; charset=utf-8',
    `content-length: ${String(Buffer.byteLength(sentence))}`,
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${sentence}`)
}

async function answerPage(
  { rendererDir, direct }: Screen,
  path: string,
  response: ServerResponse,
): Promise<void> {
  const file = await readPageFile(rendererDir, path)
  if (file.ok) {
    response.writeHead(200, {
      ...PAGE_HEADERS,
      'content-security-policy': policyWithDirectWay(direct?.source() ?? null),
      'content-type': file.value.contentType,
    })
    response.end(file.value.bytes)
  } else {
    sendText(response, file.error, words.noFile)
  }
}

/** What a page is served from. */
interface Screen {
  readonly rendererDir: string
  readonly direct: DirectListener | null
}

function answerRequests(server: Server, door: Door, screen: Screen): void {
  server.on('request', (request, response) => {
    const foreign = door.foreignness(request)
    if (foreign !== null) {
      sendText(response, foreign.status, foreign.sentence)
    } else if (!door.answerFirst(request, response)) {
      if (request.method !== 'GET') {
        sendText(response, 405, words.getOnly, { allow: 'GET' })
      } else if (door.visitorOf(request) === null) {
        door.answerStranger(request, response)
      } else {
        answerPage(screen, targetOf(request).path, response).catch(() => {
          sendText(response, 500, words.unreadable)
        })
      }
    }
  })
}

/** Why a WebSocket may not be opened: own host, own origin, cookie, and a place left. */
function upgradeRefusal(
  request: IncomingMessage,
  door: Door,
  pages: ReadonlySet<Page>,
  { maxPages, maxPagesOfSeat }: ConnectionLimits,
): Refusal | Visitor {
  const foreign = door.foreignness(request)
  if (foreign !== null) return foreign
  if (request.headers.origin !== `http://${request.headers.host ?? ''}`) {
    return { status: 403, sentence: 'Only a page of RMOS itself may open this link.' }
  }
  const visitor = door.visitorOf(request)
  if (visitor === null) return door.notInvited
  if (request.url !== LINK_PATH) return { status: 404, sentence: `The link is at ${LINK_PATH}.` }
  const ofSeat = [...pages].filter((page) => page.visitor.seat.seatId === visitor.seat.seatId)
  if (pages.size >= maxPages || ofSeat.length >= maxPagesOfSeat) {
    const limit = String(Math.min(maxPages, maxPagesOfSeat))
    return { status: 503, sentence: `At most ${limit} tabs of RMOS may be open.` }
  }
  return visitor
}

/** Cuts a page off that does not answer any more, e.g. a tablet that was carried out of the room. */
function watchPulse(client: WebSocket): void {
  let unanswered = 0
  client.on('pong', () => (unanswered = 0))
  const timer = setInterval(() => {
    if (unanswered >= PINGS_UNANSWERED) client.terminate()
    else client.ping()
    unanswered += 1
  }, PING_INTERVAL_MS)
  client.on('close', () => {
    clearInterval(timer)
  })
}

/** Tells a page its own way to the machine engine, for as long as its link is open. */
function offerDirectWay(
  direct: DirectListener | null,
  { headers, socket }: IncomingMessage,
  tell: TellEvent,
): () => void {
  if (direct === null) return () => undefined
  const page = { origin: headers.origin ?? '', remoteAddress: socket.remoteAddress ?? '' }
  return direct.admit(page, (offer) => {
    const frame: EventFrame = { event: 'machine.directWay', payload: offer }
    tell(frame.event, JSON.stringify(frame))
  })
}

/** Accepts WebSockets on the link's path; returns the pages that are open. */
function acceptPages(
  server: Server,
  door: Door,
  parts: Omit<WebServerParts, 'direct'> & { readonly direct: DirectListener | null },
): ReadonlySet<Page> {
  const { limits, connections, joined, direct } = parts
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.maxFrameBytes,
    perMessageDeflate: false,
  })
  const pages = new Set<Page>()
  server.on('upgrade', (request, socket, head) => {
    const found = upgradeRefusal(request, door, pages, connections)
    if ('sentence' in found) {
      refuseUpgrade(socket, found)
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      const tell = serveClient(client, found.dispatch, limits)
      const shutOut = offerDirectWay(direct, request, tell)
      const page = { visitor: found, client, tell, shutOut }
      pages.add(page)
      watchPulse(client)
      const left = joined?.(found)
      client.on('close', () => {
        pages.delete(page)
        shutOut()
        left?.()
      })
    })
  })
  return pages
}

/** Bounds what one server, and one address, may hold open. */
function limitConnections(server: Server, limits: ConnectionLimits): void {
  const ofAddress = new Map<string, number>()
  server.maxConnections = limits.maxConnections
  server.requestTimeout = REQUEST_TIMEOUT_MS
  server.headersTimeout = REQUEST_TIMEOUT_MS
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? ''
    const count = (ofAddress.get(address) ?? 0) + 1
    if (count > limits.maxConnectionsOfAddress) {
      socket.destroy()
      return
    }
    ofAddress.set(address, count)
    socket.on('close', () => {
      const left = (ofAddress.get(address) ?? 1) - 1
      if (left > 0) ofAddress.set(address, left)
      else ofAddress.delete(address)
    })
  })
}

/** Resolves once the port is bound, or says why it cannot be. */
function listen(server: Server, port: number, host: string): Promise<Result<number, Problem>> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const place = `port ${String(port)} of ${host}`
      const remedy = 'Choose another port, or none to let the system choose.'
      if (error.code === 'EADDRINUSE') {
        const message = `${place} is in use by another program`
        resolve(failure({ kind: 'busy', message, remedy, requestId: '' }))
      } else if (error.code === 'EACCES') {
        const message = `${place} may not be opened by this user`
        resolve(failure({ kind: 'invalid-input', message, remedy, requestId: '' }))
      } else if (error.code === 'EADDRNOTAVAIL') {
        const message = `${host} is no address of this computer`
        resolve(failure({ kind: 'invalid-input', message, remedy: '', requestId: '' }))
      } else {
        reject(error)
      }
    })
    server.listen(port, host, () => {
      resolve(success((server.address() as AddressInfo).port))
    })
  })
}

/**
 * Serves the built renderer and the contract's calls and events at one address (see the doors for who
 * gets in, `serveClient` for the link). Refused as `not-found` when the renderer was not built, as
 * `busy` when the port is taken, as `invalid-input` when the address is not this computer's.
 */
export async function openWebServer(parts: WebServerParts): Promise<Result<WebServer, Problem>> {
  const index = join(parts.rendererDir, 'index.html')
  if (!existsSync(index)) {
    const remedy = 'Build it with: npm run build'
    const message = `${index} is missing: the screen of RMOS was not built`
    return failure({ kind: 'not-found', message, remedy, requestId: '' })
  }
  const server = createServer()
  limitConnections(server, parts.connections)
  const bound = await listen(server, parts.port, parts.host)
  if (!bound.ok) return bound
  const door = parts.makeDoor(bound.value)
  const direct = (await parts.direct?.listen(parts.host)) ?? null
  answerRequests(server, door, { rendererDir: parts.rendererDir, direct })
  const pages = acceptPages(server, door, { ...parts, direct })
  const unsubscribe = parts.subscribe((event, payload) => {
    if (pages.size === 0) return
    const text = JSON.stringify({ event, payload } satisfies EventFrame)
    for (const { tell } of pages) tell(event, text)
  })
  return success({
    port: bound.value,
    dismiss: (seatId) => {
      for (const { visitor, client, shutOut } of pages) {
        if (visitor.seat.seatId !== seatId) continue
        shutOut()
        client.close(LINK_DISMISSED, words.closedByShop)
        setTimeout(() => {
          client.terminate()
        }, GOODBYE_TIMEOUT_MS)
      }
    },
    close: (reason) => {
      unsubscribe()
      direct?.close()
      for (const { client } of pages) client.close(GOING_AWAY, reason)
      return shutDown(server, pages)
    },
  })
}

async function shutDown(server: Server, pages: ReadonlySet<Page>): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve()
    })
  })
  const cutOff = setTimeout(() => {
    for (const { client } of pages) client.terminate()
  }, GOODBYE_TIMEOUT_MS)
  server.closeAllConnections()
  await closed
  clearTimeout(cutOff)
}
