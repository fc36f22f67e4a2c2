import { EventEmitter } from 'node:events'

/** Where a port went that was handed to another process. */
interface Abroad {
  readonly deliver: (data: unknown) => void
  readonly closed: () => void
}

/**
 * Electron's `MessagePortMain`. A port that was handed to a page or a utility process works there; what
 * passes between the two goes by way of this process, which Electron's own ports do not.
 */
export class MessagePortMain extends EventEmitter {
  private peer: MessagePortMain | null = null
  private abroad: Abroad | null = null
  private waiting: unknown[] = []
  private isStarted = false

  /** Two ports that hear each other. */
  static pair(): readonly [MessagePortMain, MessagePortMain] {
    const ports = [new MessagePortMain(), new MessagePortMain()] as const
    ports[0].peer = ports[1]
    ports[1].peer = ports[0]
    return ports
  }

  postMessage(message: unknown): void {
    this.peer?.arrive(structuredClone(message))
  }
  start(): void {
    this.isStarted = true
    const held = this.waiting
    this.waiting = []
    for (const data of held) this.arrive(data)
  }
  close(): void {
    const { peer } = this
    this.peer = null
    peer?.ended()
  }

  /** Hands the port over; it may be handed over once and is of no use here any more. */
  handOver(abroad: Abroad): void {
    if (this.abroad !== null) throw new Error('Port at index 0 is already neutered.')
    this.abroad = abroad
    this.start()
  }

  private arrive(data: unknown): void {
    if (this.abroad !== null) this.abroad.deliver(data)
    else if (this.isStarted) this.emit('message', { data, ports: [] })
    else this.waiting.push(data)
  }
  private ended(): void {
    this.peer = null
    this.abroad?.closed()
    this.emit('close')
  }
}

/** Electron's `MessageChannelMain`. */
export class MessageChannelMain {
  readonly port1: MessagePortMain
  readonly port2: MessagePortMain

  constructor() {
    const [port1, port2] = MessagePortMain.pair()
    this.port1 = port1
    this.port2 = port2
  }
}

/** The ports that were handed to one other process, by number. */
export function portsAbroad(
  deliver: (portId: number, data: unknown) => void,
  tellClosed: (portId: number) => void = () => undefined,
) {
  const ports = new Map<number, MessagePortMain>()
  let lastId = 0
  return {
    /** Hands ports over; gives their numbers. */
    send: (handed: readonly unknown[]): readonly number[] =>
      handed.map((port) => {
        if (!(port instanceof MessagePortMain)) throw new TypeError('Invalid value for transfer')
        const portId = (lastId += 1)
        port.handOver({
          deliver: (data) => {
            deliver(portId, data)
          },
          closed: () => {
            if (ports.delete(portId)) tellClosed(portId)
          },
        })
        ports.set(portId, port)
        return portId
      }),
    /** The other process said something on a port. */
    hear: (portId: number, data: unknown): void => {
      ports.get(portId)?.postMessage(data)
    },
    close: (portId: number): void => {
      const port = ports.get(portId)
      ports.delete(portId)
      port?.close()
    },
    /** The other process, or its page, is gone and its ports with it. */
    closeAll: (): void => {
      const gone = [...ports.values()]
      ports.clear()
      for (const port of gone) port.close()
    },
  }
}
