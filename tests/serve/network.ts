import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { DISCONNECTED_SNAPSHOT, type MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { Dispatch } from '../../src-main/handlers/router.ts'
import type { DirectWays } from '../../src-main/machine/direct-ways.ts'
import { type ServiceClock, systemServiceClock } from '../../src-main/machine/machine-service.ts'
import { type Bench, openBench } from '../../src-main/serve/open-bench.ts'
import { echo } from './bench.ts'

/** A second address of this computer, as a shop network's; macOS has but the one. */
export const NETWORK_ADDRESS = process.platform === 'darwin' ? '127.0.0.1' : '127.0.0.2'
/** False on macOS, where every request of a test comes from the same address. */
export const HAS_MANY_ADDRESSES = NETWORK_ADDRESS !== '127.0.0.1'
/** Where a stranger sends from. */
export const OTHER_ADDRESS = process.platform === 'darwin' ? '127.0.0.1' : '127.0.0.3'

/** What was answered to a request. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A request as it is to be sent. */
export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Address it is sent from. */
  readonly from?: string
}

/** A clock that tests turn on. */
export interface TurnedClock extends ServiceClock {
  readonly turnOn: (durationMs: number) => void
}

/** The real clock, which can be put forward. */
export function turnedClock(): TurnedClock {
  const real = systemServiceClock()
  let aheadMs = 0
  return {
    ...real,
    nowMs: () => real.nowMs() + aheadMs,
    turnOn: (durationMs) => (aheadMs += durationMs),
  }
}

/** A bench with its network open on real sockets. */
export interface Network {
  readonly bench: Bench
  readonly dataDir: string
  readonly url: string
  readonly host: string
  readonly origin: string
  readonly port: number
  readonly log: string[]
  /** Calls that reached the workshop. */
  readonly reached: string[]
  readonly tell: (event: string, payload: unknown) => void
  readonly ask: (path: string, sent?: Sent) => Promise<Answer>
  /** The code on the shop PC now. */
  readonly code: () => string
  readonly sendCode: (code: string, more?: Sent & { readonly name?: string }) => Promise<Answer>
  /** Pairs a device; returns its cookie. */
  readonly pair: (name: string) => Promise<string>
  readonly openLink: (cookie: string, headers?: Readonly<Record<string, string>>) => WebSocket
}

/** What a network is opened with. */
export interface NetworkOptions {
  readonly dataDir?: string
  readonly workshop?: Dispatch
  readonly snapshot?: () => MachineSnapshot
  readonly clock?: ServiceClock
  /** The engine's own sockets. */
  readonly direct?: DirectWays
}

function emptyFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'rmos-network-'))
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true })
  })
  return dir
}

function makeRenderer(): string {
  const dir = join(emptyFolder(), 'renderer')
  mkdirSync(join(dir, 'assets'), { recursive: true })
  writeFileSync(join(dir, 'index.html'), '<!doctype html><title>RMOS</title>')
  writeFileSync(join(dir, 'assets/index.js'), 'export const a = 1\n')
  return dir
}

/** Sends a request exactly as written. */
export function send(port: number, path: string, sent: Sent = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body, from } = sent
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        ...{ host: NETWORK_ADDRESS, port, path, method, headers, agent: false },
        ...(from !== undefined && { localAddress: from }),
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (piece: string) => (text += piece))
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
        })
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}

/** A bench over a workshop that echoes, or the one given; its network is closed. */
export function newBench(options: NetworkOptions = {}) {
  const listeners = new Set<(event: string, payload: unknown) => void>()
  const log: string[] = []
  const reached: string[] = []
  const workshop = options.workshop ?? echo
  const dataDir = options.dataDir ?? emptyFolder()
  const bench = openBench({
    keeper: {
      dispatch: (call, input) => {
        reached.push(call)
        return workshop(call, input)
      },
      subscribe: (listener) => {
        const told = listener as (event: string, payload: unknown) => void
        listeners.add(told)
        return () => listeners.delete(told)
      },
      machine: {
        snapshot: options.snapshot ?? (() => DISCONNECTED_SNAPSHOT),
        ...(options.direct && { direct: options.direct }),
      },
    },
    dataDir,
    rendererDir: makeRenderer(),
    log: (message) => log.push(message),
    logDefect: ({ stack }) => log.push(stack),
    newRequestId: () => 'request',
    addresses: () => [NETWORK_ADDRESS],
    ...(options.clock && { clock: options.clock }),
  })
  onTestFinished(() => bench.close())
  const tell = (event: string, payload: unknown) => {
    for (const listener of listeners) listener(event, payload)
  }
  return { bench, dataDir, log, reached, tell }
}

/** Opens a bench and its network for one test. */
export async function openNetwork(options: NetworkOptions = {}): Promise<Network> {
  const { bench, ...made } = newBench(options)
  const opened = await bench.network.open()
  if (!opened.ok) throw new Error(opened.error.message)
  const url = opened.value.urls[0] ?? ''
  const { host, origin, port: portText } = new URL(url)
  const port = Number(portText)
  const code = () => bench.network.status().code?.digits ?? ''
  const sendCode: Network['sendCode'] = (digits, more = {}) =>
    send(port, '/pair', {
      ...more,
      method: more.method ?? 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded', ...more.headers },
      body:
        more.body ?? new URLSearchParams({ code: digits, name: more.name ?? 'Tablet' }).toString(),
    })
  return {
    ...{ bench, ...made, url, host, origin, port, code, sendCode },
    ask: (path, sent) => send(port, path, sent),
    pair: async (name) => {
      bench.network.newCode()
      const paired = await sendCode(code(), { name })
      const cookie = paired.headers['set-cookie']?.[0]?.split(';')[0]
      if (cookie === undefined) throw new Error(`${String(paired.status)}: ${paired.body}`)
      return cookie
    },
    openLink: (cookie, headers = {}) => {
      const link = new WebSocket(`ws://${host}/bench-link`, {
        headers: { cookie, origin, ...headers },
      })
      link.on('error', () => undefined)
      return link
    },
  }
}

/** The status an upgrade is answered with; 101 when it is taken. */
export function upgradeStatus(
  network: Network,
  cookie: string,
  headers: Record<string, string> = {},
) {
  return new Promise<number>((resolve) => {
    const link = network.openLink(cookie, headers)
    link.on('open', () => {
      link.close()
      resolve(101)
    })
    link.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
    })
  })
}
