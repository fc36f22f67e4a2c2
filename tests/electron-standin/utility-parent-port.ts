import { EventEmitter } from 'node:events'

/** What main's side of the stand-in sends to a utility process. */
export type ToUtility =
  | { readonly kind: 'message'; readonly data: unknown; readonly portIds: readonly number[] }
  | { readonly kind: 'port'; readonly portId: number; readonly data: unknown }
  | { readonly kind: 'closed'; readonly portId: number }

/** What a utility process sends back. */
export type FromUtility =
  | { readonly kind: 'message'; readonly data: unknown }
  | { readonly kind: 'port'; readonly portId: number; readonly data: unknown }
  | { readonly kind: 'closed'; readonly portId: number }

function tell(message: FromUtility): void {
  process.send?.(message)
}

/** A port that main handed over: what comes waits for `start`, as in Electron. */
class HandedPort extends EventEmitter {
  private readonly portId: number
  private waiting: unknown[] | null = []

  constructor(portId: number) {
    super()
    this.portId = portId
  }
  postMessage(data: unknown): void {
    tell({ kind: 'port', portId: this.portId, data })
  }
  start(): void {
    const held = this.waiting ?? []
    this.waiting = null
    for (const data of held) this.arrive(data)
  }
  close(): void {
    tell({ kind: 'closed', portId: this.portId })
  }
  arrive(data: unknown): void {
    if (this.waiting === null) this.emit('message', { data, ports: [] })
    else this.waiting.push(data)
  }
}

/**
 * `process.parentPort` inside a utility process. As in Electron, messages wait for the first
 * listener, and the process goes when its parent goes.
 */
class ParentPort extends EventEmitter {
  private waiting: { readonly data: unknown; readonly ports: readonly HandedPort[] }[] = []
  private readonly ports = new Map<number, HandedPort>()

  constructor() {
    super()
    process.on('message', (raw) => {
      this.hear(raw as ToUtility)
    })
    process.on('disconnect', () => process.exit(0))
  }
  private hear(message: ToUtility): void {
    if (message.kind === 'port') this.ports.get(message.portId)?.arrive(message.data)
    else if (message.kind === 'closed') {
      this.ports.get(message.portId)?.emit('close')
      this.ports.delete(message.portId)
    } else {
      const ports = message.portIds.map((portId) => {
        const port = new HandedPort(portId)
        this.ports.set(portId, port)
        return port
      })
      const event = { data: message.data, ports }
      if (this.listenerCount('message') === 0) this.waiting.push(event)
      else this.emit('message', event)
    }
  }
  postMessage(data: unknown): void {
    tell({ kind: 'message', data })
  }
  override on(name: string, listener: (event: unknown) => void): this {
    super.on(name, listener)
    if (name !== 'message') return this
    const held = this.waiting
    this.waiting = []
    for (const event of held) this.emit('message', event)
    return this
  }
}

Object.assign(process, { parentPort: new ParentPort(), type: 'utility' })
