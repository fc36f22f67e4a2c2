import type { CloneCodec } from '../clone-codec.ts'
import type { PageWindow } from './page-globals.ts'
import type { worldBridge } from './world-bridge.ts'

declare const window: PageWindow & {
  /** Put there by the DevTools protocol, in this world alone. */
  readonly standInSend: (text: string) => void
  /** Called by the DevTools protocol. */
  standInReceive: (text: string) => void
}

/** What the page tells the stand-in. */
export type PageMessage =
  | {
      readonly kind: 'invoke'
      readonly id: number
      readonly channel: string
      readonly args: string
    }
  | { readonly kind: 'send'; readonly channel: string; readonly args: string }
  | { readonly kind: 'port'; readonly portId: number; readonly data: string }
  | { readonly kind: 'window-open'; readonly address: string }
  | { readonly kind: 'preload-error'; readonly message: string }

/** What the stand-in tells the page. */
export type MainMessage =
  | {
      readonly kind: 'event'
      readonly channel: string
      readonly args: string
      readonly portIds: readonly number[]
    }
  | { readonly kind: 'port'; readonly portId: number; readonly data: string }
  | { readonly kind: 'answer'; readonly id: number; readonly value: string }
  | { readonly kind: 'refusal'; readonly id: number; readonly message: string }

/** What is decided in Node and known in the page. */
export interface PreloadConfig {
  readonly nonce: string
  readonly platform: string
  readonly versions: Readonly<Record<string, string | undefined>>
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}
/** A port of the browser's own. */
interface PagePort {
  postMessage: (data: unknown) => void
  onmessage: ((event: { readonly data: unknown }) => void) | null
}
type Listener = (event: object, ...args: unknown[]) => void
type Preload = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: object,
) => void

/**
 * The isolated world of a sandboxed preload script: `require('electron')` and nothing else. Runs
 * in the page as its own source text, so it may use nothing outside itself.
 */
export function runPreload(
  config: PreloadConfig,
  parts: { readonly codec: CloneCodec; readonly worldBridge: typeof worldBridge },
  preload: Preload,
): void {
  if (window !== window.top) return
  const { codec } = parts
  const answers = new Map<number, Waiting>()
  const listeners = new Map<string, Listener[]>()
  let lastId = 0
  const tell = (message: PageMessage) => {
    window.standInSend(JSON.stringify(message))
  }
  const bridge = parts.worldBridge(config.nonce, 'isolated', (address) => {
    tell({ kind: 'window-open', address })
  })

  /** The page's end is a port of its own browser's; what it hears and says travels by number. */
  const ports = new Map<number, PagePort>()
  function portOf(portId: number): PagePort {
    const { port1, port2 } = new MessageChannel() as unknown as Readonly<
      Record<'port1' | 'port2', PagePort>
    >
    ports.set(portId, port2)
    port2.onmessage = ({ data }) => {
      tell({ kind: 'port', portId, data: codec.encode(data) })
    }
    return port1
  }

  function settle(message: Exclude<MainMessage, { kind: 'event' | 'port' }>): void {
    const answer = answers.get(message.id)
    answers.delete(message.id)
    if (message.kind === 'answer') answer?.resolve(codec.decode(message.value))
    else answer?.reject(new Error(message.message))
  }
  window.standInReceive = (text) => {
    const message = JSON.parse(text) as MainMessage
    if (message.kind === 'port') {
      ports.get(message.portId)?.postMessage(codec.decode(message.data))
      return
    }
    if (message.kind !== 'event') {
      settle(message)
      return
    }
    const args = codec.decode(message.args) as unknown[]
    const event = { sender: ipcRenderer, ports: message.portIds.map(portOf) }
    for (const listener of [...(listeners.get(message.channel) ?? [])]) listener(event, ...args)
  }

  const ipcRenderer = {
    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const encoded = codec.encode(args)
      const id = (lastId += 1)
      const answer = new Promise<unknown>((resolve, reject) => {
        answers.set(id, { resolve, reject })
      })
      tell({ kind: 'invoke', id, channel, args: encoded })
      return answer.catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error)
        throw new Error(`Error invoking remote method '${channel}': ${message}`)
      })
    },
    send(channel: string, ...args: unknown[]): void {
      tell({ kind: 'send', channel, args: codec.encode(args) })
    },
    on(channel: string, listener: Listener): object {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
    removeListener(channel: string, listener: Listener): object {
      const others = (listeners.get(channel) ?? []).filter((one) => one !== listener)
      listeners.set(channel, others)
      return ipcRenderer
    },
  }
  const electron = { ipcRenderer, contextBridge: { exposeInMainWorld: bridge.expose } }
  const require = (name: string) => {
    if (name === 'electron') return electron
    throw new Error(`module not found: ${name} (a sandboxed preload has electron alone)`)
  }
  const process = {
    platform: config.platform,
    versions: config.versions,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
  }
  const module = { exports: {} }
  try {
    preload(require, module, module.exports, process)
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    tell({ kind: 'preload-error', message })
  }
}
