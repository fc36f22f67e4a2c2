import { failure, success } from '#core/outcome/result.ts'
import type { MachineService } from '../../../src-main/machine/machine-service.ts'
import { HandDesk } from './hand-desk.ts'
import type { RehearsalOptions } from '../rehearsal.ts'

type Listener<K extends 'onChange' | 'jobFinished' | 'onConsole' | 'onSettings'> = Parameters<
  MachineService[K]
>[0]

/** A hand desk as main sees a machine: every command runs at once in simulated time. */
export class DeskService {
  readonly desk: HandDesk
  readonly service: MachineService
  #settings: ReadonlyMap<number, string> = new Map()
  readonly #change = new Set<Listener<'onChange'>>()
  readonly #finish = new Set<Listener<'jobFinished'>>()
  readonly #console = new Set<Listener<'onConsole'>>()
  readonly #settingsHeard = new Set<Listener<'onSettings'>>()

  constructor(options: RehearsalOptions = {}) {
    this.desk = new HandDesk({
      ...options,
      onEmit: (message) => {
        if (message.kind === 'snapshot') for (const hear of this.#change) hear(message.snapshot)
        if (message.kind === 'jobFinished')
          for (const hear of this.#finish) hear(message.progress, message.report)
        if (message.kind === 'console') {
          for (const hear of this.#console) hear(message.entries, message.sentAtMs)
        }
        if (message.kind === 'settings') {
          this.#settings = new Map(message.values)
          for (const hear of this.#settingsHeard) hear(this.#settings)
        }
      },
    })
    const listen =
      <L>(listeners: Set<L>) =>
      (listener: L) => {
        listeners.add(listener)
        return () => {
          listeners.delete(listener)
        }
      }
    const notHere = () => Promise.reject(new Error('not part of this desk'))
    this.service = {
      snapshot: () => this.desk.engine.snapshot(),
      settings: () => this.#settings,
      pressCount: () => 0,
      onChange: listen(this.#change),
      jobFinished: listen(this.#finish),
      onConsole: listen(this.#console),
      onSettings: listen(this.#settingsHeard),
      manual: (request) => {
        const { problem, snapshot } = this.desk.perform(request)
        this.desk.run(700)
        return Promise.resolve(problem === null ? success(snapshot) : failure(problem))
      },
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

  /** Connects and waits until everything is read. */
  async connect(): Promise<void> {
    await this.desk.connect()
    if (this.desk.state === 'ready') this.desk.settle()
  }
}
