import type { FromEngine } from '../../../src-main/machine/engine-messages.ts'
import type { MachineService } from '../../../src-main/machine/machine-service.ts'

type Listener<K extends 'onChange' | 'jobFinished' | 'onConsole' | 'onSettings'> = Parameters<
  MachineService[K]
>[0]

function listen<L>(listeners: Set<L>): (listener: L) => () => void {
  return (listener) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
}

/** What an engine tells, passed on as main's machine service does. */
export class HeardEngine {
  #settings: ReadonlyMap<number, string> = new Map()
  readonly #change = new Set<Listener<'onChange'>>()
  readonly #finish = new Set<Listener<'jobFinished'>>()
  readonly #console = new Set<Listener<'onConsole'>>()
  readonly #settingsHeard = new Set<Listener<'onSettings'>>()

  readonly hear = (message: FromEngine): void => {
    if (message.kind === 'snapshot') for (const tell of this.#change) tell(message.snapshot)
    if (message.kind === 'jobFinished') {
      for (const tell of this.#finish) tell(message.progress, message.report)
    }
    if (message.kind === 'console') {
      for (const tell of this.#console) tell(message.entries, message.sentAtMs)
    }
    if (message.kind !== 'settings') return
    this.#settings = new Map(message.values)
    for (const tell of this.#settingsHeard) tell(this.#settings)
  }

  /** A machine service of which only what is heard and what is done by hand works. */
  service(parts: Pick<MachineService, 'snapshot' | 'manual'>): MachineService {
    const notHere = () => Promise.reject(new Error('not part of this desk'))
    return {
      ...parts,
      settings: () => this.#settings,
      pressCount: () => 0,
      onChange: listen(this.#change),
      jobFinished: listen(this.#finish),
      onConsole: listen(this.#console),
      onSettings: listen(this.#settingsHeard),
      readTraffic: notHere,
      listPorts: notHere,
      connect: notHere,
      disconnect: notHere,
      continueToolChange: notHere,
      start: notHere,
      hold: notHere,
      resume: notHere,
      stop: notHere,
      unlock: notHere,
      home: notHere,
      direct: { listen: notHere },
      close: () => Promise.resolve(),
    }
  }
}
