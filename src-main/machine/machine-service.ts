import type { Problem } from '#core/contract/problem.ts'
import type { JobReport } from '#core/grbl/job/job-report.ts'
import {
  DISCONNECTED_SNAPSHOT,
  type JobProgress,
  type MachineSnapshot,
} from '#core/grbl/machine-snapshot.ts'
import type { ManualRequest } from '#core/grbl/manual/manual-request.ts'
import { failure, success, type Result } from '#core/outcome/result.ts'
import type { FreshEntry } from './console-recorder.ts'
import { DirectWayBook, type DirectWays } from './direct-ways.ts'
import { engineGone, UNKNOWN_FAULT } from './engine-gone.ts'
import type { EngineLink, EngineSpawner } from './engine-link.ts'
import {
  readFromEngine,
  type EngineCommand,
  type FromEngine,
  type MachineJob,
  type PortList,
  type ToEngine,
} from './engine-messages.ts'

/** Time for the service, in ms, monotonic; injected so that tests need not wait. */
export interface ServiceClock {
  readonly nowMs: () => number
  /** Calls back every `intervalMs` until the returned function is called. */
  readonly every: (intervalMs: number, callback: () => void) => () => void
}

/** Answer of a machine command: the snapshot after it was taken, or why it was not. */
export type MachineAnswer = Promise<Result<MachineSnapshot, Problem>>

/** Hears how a job ended; the report is missing when the engine itself was lost. */
export type JobEndListener = (progress: JobProgress, report: JobReport | null) => void

/** The machine as main sees it: commands go to the engine's process, snapshots come back. */
export interface MachineService {
  readonly snapshot: () => MachineSnapshot
  /** At most 20 times a second; returns the way to stop listening. */
  readonly onChange: (listener: (snapshot: MachineSnapshot) => void) => () => void
  /** Called once for every job that was started, however it ends; returns the way to stop. */
  readonly jobFinished: (listener: JobEndListener) => () => void
  readonly listPorts: () => Promise<Result<PortList, Problem>>
  /** Console entries of the engine; returns the way to stop listening. */
  readonly onConsole: (
    listener: (entries: readonly FreshEntry[], sentAtMs: number) => void,
  ) => () => void
  /** The controller's settings, told whenever they were read; returns the way to stop listening. */
  readonly onSettings: (listener: (values: ReadonlyMap<number, string>) => void) => () => void
  /** As last read from the controller of this connection; empty before. */
  readonly settings: () => ReadonlyMap<number, string>
  /** The last raw bytes of both directions, as text. */
  readonly readTraffic: () => Promise<Result<string, Problem>>
  /** Answers when the controller is identified and ready, locked or held. */
  readonly connect: (portUri: string) => MachineAnswer
  readonly disconnect: () => MachineAnswer
  /** Answers when the first lines are on the wire. */
  readonly start: (job: MachineJob) => MachineAnswer
  /** `pressId`: the press comes straight from the screen too, and counts once. */
  readonly hold: (pressId?: string) => MachineAnswer
  readonly resume: () => MachineAnswer
  /** Answers when the stop is under way; watch the snapshot for its end. */
  readonly stop: (pressId?: string) => MachineAnswer
  /** Holds and stops asked for so far: a start that was being made ready meanwhile is off. */
  readonly pressCount: () => number
  /** Leaves an alarm; those that make the position doubtful want a reason. */
  readonly unlock: (reason?: string) => MachineAnswer
  /** Something a person does at the machine outside a job. */
  readonly manual: (request: ManualRequest) => MachineAnswer
  /** Goes on from a tool change. */
  readonly continueToolChange: (byHand: boolean) => MachineAnswer
  /** Answers when homing has ended. */
  readonly home: () => MachineAnswer
  /** The ways on which screens reach the engine without main. */
  readonly direct: DirectWays
  /** Ends the engine's process. A running job is stopped first, at most for `CLOSE_LIMIT_MS`. */
  readonly close: () => Promise<void>
}

/** What the service is built from. */
export interface MachineServiceParts {
  readonly spawnEngine: EngineSpawner
  readonly clock: ServiceClock
}

const HEARTBEAT_INTERVAL_MS = 500
/** An engine silent for so long has hung; one that ended is known at once. */
const ENGINE_SILENCE_MS = 3000
/** A running job gets so long to come to a stand when the application closes. */
export const CLOSE_LIMIT_MS = 10_000
const CLOSE_POLL_MS = 50

/** Makes the service; the engine's process starts at the first command. */
export function createMachineService(parts: MachineServiceParts): MachineService {
  return new EngineClient(parts)
}

type Waiter = (
  message: Extract<FromEngine, { readonly kind: 'reply' | 'ports' | 'traffic' }>,
) => void

class EngineClient implements MachineService {
  readonly #parts: MachineServiceParts
  #link: EngineLink | null = null
  #stopClock: (() => void) | null = null
  #snapshot: MachineSnapshot = DISCONNECTED_SNAPSHOT
  #engineSnapshot: MachineSnapshot = DISCONNECTED_SNAPSHOT
  #lastHeardMs = 0
  #lastBeatMs = 0
  #lastRequestId = 0
  readonly #waiters = new Map<number, Waiter>()
  readonly #changeListeners = new Set<(snapshot: MachineSnapshot) => void>()
  readonly #finishListeners = new Set<JobEndListener>()
  #pressCount = 0
  #settings: ReadonlyMap<number, string> = new Map()
  readonly #consoleListeners = new Set<Parameters<MachineService['onConsole']>[0]>()
  readonly #settingsListeners = new Set<Parameters<MachineService['onSettings']>[0]>()
  readonly direct = new DirectWayBook(() => this.#link ?? this.#spawn())

  constructor(parts: MachineServiceParts) {
    this.#parts = parts
  }

  readonly snapshot = (): MachineSnapshot => this.#snapshot

  readonly onChange = (listener: (snapshot: MachineSnapshot) => void): (() => void) => {
    this.#changeListeners.add(listener)
    return () => {
      this.#changeListeners.delete(listener)
    }
  }

  readonly jobFinished = (listener: JobEndListener): (() => void) => {
    this.#finishListeners.add(listener)
    return () => {
      this.#finishListeners.delete(listener)
    }
  }

  readonly onConsole: MachineService['onConsole'] = (listener) => {
    this.#consoleListeners.add(listener)
    return () => {
      this.#consoleListeners.delete(listener)
    }
  }

  readonly onSettings: MachineService['onSettings'] = (listener) => {
    this.#settingsListeners.add(listener)
    return () => {
      this.#settingsListeners.delete(listener)
    }
  }

  readonly settings = (): ReadonlyMap<number, string> => this.#settings

  readonly readTraffic = async (): Promise<Result<string, Problem>> => {
    const message = await this.#ask({ name: 'readTraffic' })
    if (message.kind === 'traffic') return success(message.text)
    return failure((message.kind === 'reply' ? message.problem : null) ?? engineGone())
  }

  readonly listPorts = async (): Promise<Result<PortList, Problem>> => {
    const message = await this.#ask({ name: 'listPorts' })
    if (message.kind === 'ports') return success(message.list)
    return failure((message.kind === 'reply' ? message.problem : null) ?? engineGone())
  }

  readonly connect = (portUri: string): MachineAnswer => this.#send({ name: 'connect', portUri })
  readonly disconnect = (): MachineAnswer => this.#send({ name: 'disconnect' })
  readonly start = (job: MachineJob): MachineAnswer => this.#send({ name: 'start', job })
  readonly pressCount = (): number => this.#pressCount
  readonly hold = (pressId?: string): MachineAnswer => this.#press('hold', pressId)
  readonly resume = (): MachineAnswer => this.#send({ name: 'resume' })
  readonly stop = (pressId?: string): MachineAnswer => this.#press('stop', pressId)
  readonly unlock = (reason = ''): MachineAnswer => this.#send({ name: 'unlock', reason })
  readonly manual = (request: ManualRequest): MachineAnswer =>
    this.#send({ name: 'manual', request })
  readonly continueToolChange = (byHand: boolean): MachineAnswer =>
    this.#send({ name: 'continueToolChange', byHand })
  readonly home = (): MachineAnswer => this.#send({ name: 'home' })

  readonly close = async (): Promise<void> => {
    const link = this.#link
    if (link === null) return
    if (this.#snapshot.job !== null && this.#snapshot.job.outcome === null) {
      await this.stop()
      await this.#whenJobEnded()
    }
    if (this.#link === link) {
      this.#forgetEngine()
      link.kill()
    }
  }

  #press(name: 'hold' | 'stop', pressId: string | undefined): MachineAnswer {
    this.#pressCount += 1
    return this.#send({ name, pressId })
  }

  #whenJobEnded(): Promise<void> {
    const startedMs = this.#parts.clock.nowMs()
    return new Promise((resolve) => {
      const cancel = this.#parts.clock.every(CLOSE_POLL_MS, () => {
        const ended = this.#snapshot.job === null || this.#snapshot.job.outcome !== null
        if (!ended && this.#parts.clock.nowMs() - startedMs < CLOSE_LIMIT_MS) return
        cancel()
        resolve()
      })
    })
  }

  async #send(command: EngineCommand): MachineAnswer {
    const message = await this.#ask(command)
    if (message.kind !== 'reply') {
      throw new Error(`machine: ${message.kind} answered to ${command.name}`)
    }
    if (message.problem !== null) return failure(message.problem)
    this.#adopt(message.snapshot)
    return success(message.snapshot)
  }

  #ask(command: EngineCommand): Promise<Parameters<Waiter>[0]> {
    const link = this.#link ?? this.#spawn()
    const requestId = (this.#lastRequestId += 1)
    return new Promise((resolve) => {
      this.#waiters.set(requestId, resolve)
      link.post({ kind: 'request', requestId, command } satisfies ToEngine)
    })
  }

  #spawn(): EngineLink {
    const link = this.#parts.spawnEngine()
    this.#link = link
    this.#lastHeardMs = this.#lastBeatMs = this.#parts.clock.nowMs()
    link.onMessage((message) => {
      if (this.#link === link) this.#receive(message)
    })
    link.onExit(() => {
      if (this.#link === link) this.#engineEnded()
    })
    this.#stopClock = this.#parts.clock.every(HEARTBEAT_INTERVAL_MS, () => {
      this.#beat(link)
    })
    this.direct.engineStarted(link)
    return link
  }

  #beat(link: EngineLink): void {
    const nowMs = this.#parts.clock.nowMs()
    // When main itself was away, the engine's messages still wait to be read.
    if (nowMs - this.#lastBeatMs > 2 * HEARTBEAT_INTERVAL_MS) this.#lastHeardMs = nowMs
    this.#lastBeatMs = nowMs
    link.post({ kind: 'heartbeat' } satisfies ToEngine)
    // an engine that is slow to start has nothing in its hands yet
    if (this.#engineSnapshot.portUri === null) return
    if (nowMs - this.#lastHeardMs >= ENGINE_SILENCE_MS && this.#snapshot.engineState !== 'fault') {
      this.#show({ ...this.#engineSnapshot, engineState: 'fault', fault: UNKNOWN_FAULT })
    }
  }

  #receive(raw: unknown): void {
    const message = readFromEngine(raw)
    if (message === null) throw new Error('machine: the engine sent a message of no known kind')
    this.#lastHeardMs = this.#parts.clock.nowMs()
    if ('requestId' in message) {
      this.#waiters.get(message.requestId)?.(message)
      this.#waiters.delete(message.requestId)
    } else this.#hear(message)
  }

  #hear(message: Exclude<FromEngine, Parameters<Waiter>[0]>): void {
    switch (message.kind) {
      case 'heartbeat':
        if (this.#snapshot !== this.#engineSnapshot) this.#show(this.#engineSnapshot)
        return
      case 'snapshot':
        this.#adopt(message.snapshot)
        return
      case 'jobFinished':
        for (const listener of this.#finishListeners) listener(message.progress, message.report)
        return
      case 'console':
        for (const listener of this.#consoleListeners) listener(message.entries, message.sentAtMs)
        return
      case 'directListening':
        this.direct.hear(message)
        return
      case 'settings':
        this.#adoptSettings(new Map(message.values))
        return
    }
  }

  #adoptSettings(values: ReadonlyMap<number, string>): void {
    this.#settings = values
    for (const listener of this.#settingsListeners) listener(values)
  }

  #adopt(snapshot: MachineSnapshot): void {
    this.#engineSnapshot = snapshot
    if (snapshot.portUri === null && this.#settings.size > 0) this.#settings = new Map()
    this.#show(snapshot)
  }

  #show(snapshot: MachineSnapshot): void {
    this.#snapshot = snapshot
    for (const listener of this.#changeListeners) listener(snapshot)
  }

  #forgetEngine(): void {
    this.#link = null
    this.#stopClock?.()
    this.#stopClock = null
    this.direct.engineEnded()
    const lost = { kind: 'reply', requestId: 0, problem: engineGone() } as const
    for (const resolve of this.#waiters.values()) resolve({ ...lost, snapshot: this.#snapshot })
    this.#waiters.clear()
  }

  /** Nobody knows what the machine does now; it is never resumed without a person. */
  #engineEnded(): void {
    const { job } = this.#snapshot
    const wasConnected = this.#snapshot.portUri !== null
    const running = job !== null && job.outcome === null
    const ended: JobProgress | null = running
      ? { ...job, outcome: 'fault', outcomeSentence: UNKNOWN_FAULT.sentence }
      : job
    this.#forgetEngine()
    if (!wasConnected && !running) {
      this.#adopt(DISCONNECTED_SNAPSHOT)
      return
    }
    this.#adopt({
      ...this.#snapshot,
      engineState: 'fault',
      controllerState: null,
      spindleOn: null,
      job: ended,
      fault: UNKNOWN_FAULT,
    })
    if (running && ended !== null) {
      for (const listener of this.#finishListeners) listener(ended, null)
    }
  }
}

/** The clock of the machine this runs on. */
export function systemServiceClock(): ServiceClock {
  return {
    nowMs: () => performance.now(),
    every: (intervalMs, callback) => {
      const timer = setInterval(callback, intervalMs)
      return () => {
        clearInterval(timer)
      }
    },
  }
}
