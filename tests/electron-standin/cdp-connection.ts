import { EventEmitter } from 'node:events'
import type { CDPSession } from '@playwright/test'

/** One target's end of the DevTools protocol, typed as Playwright types it. */
export interface TargetSession {
  readonly send: CDPSession['send']
  readonly on: CDPSession['on']
}

/** The DevTools protocol over one WebSocket: the browser itself and any number of targets. */
export interface CdpConnection {
  /** The browser's own session, or that of the target attached as `sessionId`. */
  readonly session: (sessionId?: string) => TargetSession
}

interface Reply {
  readonly id?: number
  readonly error?: { readonly message: string }
  readonly result?: unknown
  readonly sessionId?: string
  readonly method?: string
  readonly params?: unknown
}

interface Waiting {
  readonly method: string
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => {
      resolve()
    })
    socket.addEventListener('error', () => {
      reject(new Error(`electron stand-in: no DevTools connection to ${socket.url}`))
    })
  })
}

function eventName(sessionId: string | undefined, method: string): string {
  return `${sessionId ?? 'browser'} ${method}`
}

/** Connects to a browser's DevTools address. */
export async function connectCdp(address: string): Promise<CdpConnection> {
  const socket = new WebSocket(address)
  await opened(socket)
  const waiting = new Map<number, Waiting>()
  const events = new EventEmitter()
  let lastId = 0

  function settle(id: number, reply: Reply): void {
    const call = waiting.get(id)
    waiting.delete(id)
    if (reply.error === undefined) call?.resolve(reply.result)
    else call?.reject(new Error(`${call.method}: ${reply.error.message}`))
  }
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply
    if (reply.id !== undefined) settle(reply.id, reply)
    else events.emit(eventName(reply.sessionId, reply.method ?? ''), reply.params)
  })
  socket.addEventListener('close', () => {
    for (const call of waiting.values()) call.reject(new Error(`${call.method}: browser closed`))
    waiting.clear()
  })

  return {
    session(sessionId) {
      const send = (method: string, params: object = {}) =>
        new Promise<unknown>((resolve, reject) => {
          lastId += 1
          waiting.set(lastId, { method, resolve, reject })
          socket.send(JSON.stringify({ id: lastId, method, params, sessionId }))
        })
      const on = (method: string, listener: (params: unknown) => void) =>
        events.on(eventName(sessionId, method), listener)
      return { send, on } as unknown as TargetSession
    },
  }
}
