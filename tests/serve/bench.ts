import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { success } from '#core/outcome/result.ts'
import type { Dispatch } from '../../src-main/handlers/router.ts'
import { type RunningServer, startServer } from '../../src-main/serve/start-server.ts'

/** What a page of RMOS answered. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A server on a small renderer of its own, gone when the test ends. */
export interface Bench {
  readonly server: RunningServer
  readonly origin: string
  readonly newLinks: string[]
  readonly tell: (event: string, payload: unknown) => void
  readonly subscriberCount: () => number
  /** Sends a request exactly as written: no path is tidied up on the way. */
  readonly get: (path: string, headers?: Record<string, string>, method?: string) => Promise<Answer>
  /** Uses the current ticket; returns the cookie. */
  readonly signIn: () => Promise<string>
  /** A link as the page itself opens it. */
  readonly openLink: (cookie: string, headers?: Record<string, string>) => WebSocket
}

/** Echoes the call and its input. */
export const echo: Dispatch = (call, input) => Promise.resolve(success({ call, input }))

function makeRenderer(): string {
  const dir = mkdtempSync(join(tmpdir(), 'rmos-serve-'))
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true })
  })
  mkdirSync(join(dir, 'renderer/assets'), { recursive: true })
  writeFileSync(join(dir, 'secret.txt'), 'secret')
  writeFileSync(join(dir, 'renderer/index.html'), '<!doctype html><title>RMOS</title>')
  writeFileSync(join(dir, 'renderer/assets/index.js'), 'export const a = 1\n')
  writeFileSync(join(dir, 'renderer/assets/größe 1.css'), 'a {}\n')
  if (process.platform !== 'win32') {
    symlinkSync(join(dir, 'secret.txt'), join(dir, 'renderer/link.txt'))
  }
  return join(dir, 'renderer')
}

function getFrom(port: number, path: string, headers: Record<string, string>, method: string) {
  return new Promise<Answer>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers, method }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => (body += piece))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** Starts a server for one test. */
export async function startBench(dispatch: Dispatch = echo, port = 0): Promise<Bench> {
  const listeners = new Set<(event: string, payload: unknown) => void>()
  const newLinks: string[] = []
  const started = await startServer({
    dispatch,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    rendererDir: makeRenderer(),
    port,
    host: '127.0.0.1',
    onNewLink: (url) => newLinks.push(url),
  })
  if (!started.ok) throw new Error(started.error.message)
  const server = started.value
  onTestFinished(() => server.close())
  const origin = `http://127.0.0.1:${String(server.port)}`
  const get: Bench['get'] = (path, headers = {}, method = 'GET') =>
    getFrom(server.port, path, headers, method)
  return {
    server,
    origin,
    newLinks,
    get,
    tell: (event, payload) => {
      for (const listener of listeners) listener(event, payload)
    },
    subscriberCount: () => listeners.size,
    signIn: async () => {
      const url = newLinks.at(-1) ?? server.url
      const answer = await get(url.slice(origin.length))
      return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    },
    openLink: (cookie, headers = {}) =>
      new WebSocket(`ws://127.0.0.1:${String(server.port)}/bench-link`, {
        headers: { cookie, origin, ...headers },
      }),
  }
}
