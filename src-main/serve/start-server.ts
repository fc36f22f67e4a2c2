import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import type { EventFrame } from '#core/contract/bench-frame.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { WebSocketServer } from 'ws'
import type { Dispatch } from '../handlers/router.ts'
import { LINK_LIMITS, serveClient, type TellEvent } from './client-link.ts'
import { PAGE_HEADERS } from './content-security-policy.ts'
import { createGate, type Gate, NOT_INVITED } from './gate.ts'
import { readPageFile } from './page-file.ts'

/** What the bench view is made of. */
export interface ServerParts {
  readonly dispatch: Dispatch
  /** Hears every event of main; returns how to stop. */
  readonly subscribe: (listener: (event: string, payload: unknown) => void) => () => void
  /** Folder of the built renderer, with `index.html`. */
  readonly rendererDir: string
  /** 0 lets the system choose. */
  readonly port: number
  /** The only address there is: nobody outside of this computer can connect. */
  readonly host: '127.0.0.1'
  /** Told the next one-time link each time the last one was used. */
  readonly onNewLink?: (url: string) => void
}

/** A server that is up. */
export interface RunningServer {
  /** The link that lets the first browser in, once. */
  readonly url: string
  readonly port: number
  /** Cuts every browser off and frees the port. */
  readonly close: () => Promise<void>
}

const LINK_PATH = '/bench-link'
/** Tabs that may be open at once. */
const MAX_CLIENTS = 16
const MAX_CONNECTIONS = 128
/** Close code of RFC 6455, section 7.4.1: the endpoint is going away. */
const GOING_AWAY = 1001

function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const contentType = { 'content-type': 'text/plain; charset=utf-8' }
  response.writeHead(status, { ...PAGE_HEADERS, ...contentType, ...headers })
  response.end(text)
}

/** Refuses an upgrade with a plain HTTP answer. */
function refuseUpgrade(socket: Duplex, status: number, sentence: string): void {
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

/** Path and query of a request line; the path is left undecoded. */
function targetOf(request: IncomingMessage): { path: string; ticket: string | null } {
  const target = request.url ?? '/'
  const mark = target.indexOf('?')
  if (mark < 0) return { path: target, ticket: null }
  const ticket = new URLSearchParams(target.slice(mark + 1)).get('ticket')
  return { path: target.slice(0, mark), ticket }
}

async function answerPage(
  rendererDir: string,
  path: string,
  response: ServerResponse,
): Promise<void> {
  const file = await readPageFile(rendererDir, path)
  if (file.ok) {
    response.writeHead(200, { ...PAGE_HEADERS, 'content-type': file.value.contentType })
    response.end(file.value.bytes)
  } else {
    sendText(response, file.error, 'There is no such file in RMOS.')
  }
}

/** A person with the ticket gets the cookie; one who is in already is just sent on. */
function answerTicket(
  gate: Gate,
  ticket: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (gate.redeem(ticket)) {
    sendText(response, 303, '', { location: '/', 'set-cookie': gate.cookie })
    return true
  }
  if (gate.hasCookie(request)) {
    sendText(response, 303, '', { location: '/' })
  } else {
    const sentence = 'This link was used already or is wrong; a new one was printed.'
    sendText(response, 403, sentence)
  }
  return false
}

function answerRequests(server: Server, gate: Gate, parts: ServerParts, tellLink: () => void) {
  server.on('request', (request, response) => {
    const foreign = gate.foreignness(request)
    const { path, ticket } = targetOf(request)
    if (foreign !== null) {
      sendText(response, foreign.status, foreign.sentence)
    } else if (request.method !== 'GET') {
      sendText(response, 405, 'RMOS answers GET only.', { allow: 'GET' })
    } else if (ticket !== null) {
      if (answerTicket(gate, ticket, request, response)) tellLink()
    } else if (!gate.hasCookie(request)) {
      sendText(response, NOT_INVITED.status, NOT_INVITED.sentence)
    } else {
      answerPage(parts.rendererDir, path, response).catch(() => {
        sendText(response, 500, 'A file of RMOS cannot be read.')
      })
    }
  })
}

/** Accepts WebSockets on the link's path; returns the clients and how to tell them all. */
function acceptClients(server: Server, gate: Gate, dispatch: Dispatch) {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LINK_LIMITS.maxFrameBytes,
    perMessageDeflate: false,
  })
  const tellers = new Set<TellEvent>()
  server.on('upgrade', (request, socket, head) => {
    const refusal = gate.upgradeRefusal(request)
    if (refusal !== null) {
      refuseUpgrade(socket, refusal.status, refusal.sentence)
    } else if (request.url !== LINK_PATH) {
      refuseUpgrade(socket, 404, `The link is at ${LINK_PATH}.`)
    } else if (tellers.size >= MAX_CLIENTS) {
      refuseUpgrade(socket, 503, `At most ${String(MAX_CLIENTS)} tabs of RMOS may be open.`)
    } else {
      sockets.handleUpgrade(request, socket, head, (client) => {
        const tell = serveClient(client, dispatch)
        tellers.add(tell)
        client.on('close', () => tellers.delete(tell))
      })
    }
  })
  return { sockets, tellers }
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
 * Serves the bench view: the built renderer and the contract's calls and events, to browsers on
 * this computer (see `createGate` for who gets in, `serveClient` for the link). Refused as
 * `not-found` when the renderer was not built, as `busy` when the port is taken.
 */
export async function startServer(parts: ServerParts): Promise<Result<RunningServer, Problem>> {
  const index = join(parts.rendererDir, 'index.html')
  if (!existsSync(index)) {
    const remedy = 'Build it with: npm run build'
    const message = `${index} is missing: the screen of RMOS was not built`
    return failure({ kind: 'not-found', message, remedy, requestId: '' })
  }
  const server = createServer()
  server.maxConnections = MAX_CONNECTIONS
  const bound = await listen(server, parts.port, parts.host)
  if (!bound.ok) return bound

  const port = bound.value
  const gate = createGate(port)
  const link = () => `http://${parts.host}:${String(port)}/?ticket=${gate.ticket()}`
  answerRequests(server, gate, parts, () => parts.onNewLink?.(link()))
  const { sockets, tellers } = acceptClients(server, gate, parts.dispatch)
  const unsubscribe = parts.subscribe((event, payload) => {
    const text = JSON.stringify({ event, payload } satisfies EventFrame)
    for (const tell of tellers) tell(event, text)
  })
  return success({
    url: link(),
    port,
    close: () => {
      unsubscribe()
      for (const client of sockets.clients) client.close(GOING_AWAY, 'RMOS was closed')
      return shutDown(server, sockets)
    },
  })
}

/** How long a browser may take to answer the goodbye. */
const GOODBYE_TIMEOUT_MS = 500

async function shutDown(server: Server, sockets: WebSocketServer): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve()
    })
  })
  const cutOff = setTimeout(() => {
    for (const client of sockets.clients) client.terminate()
  }, GOODBYE_TIMEOUT_MS)
  server.closeAllConnections()
  await closed
  clearTimeout(cutOff)
}
