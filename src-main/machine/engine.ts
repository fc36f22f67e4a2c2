import type { Problem } from '#core/contract/problem.ts'
import type { GrblCodeTables } from '#core/grbl/code-tables.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { prepareProgram } from '#core/grbl/prepare-program.ts'
import { REALTIME } from '#core/grbl/realtime-commands.ts'
import { snapshotOf } from '#core/grbl/session/session-snapshot.ts'
import type {
  CommandProblem,
  LongCommand,
  Session,
  SessionEffect,
  SessionEvent,
} from '#core/grbl/session/session-types.ts'
import { createSession, reduceSession } from '#core/grbl/session/session.ts'
import { problemSentence } from '#core/outcome/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import { sha256Hex } from '../files/sha256.ts'
import type { BytePort } from './byte-port.ts'
import type { EngineCommand, FromEngine, MachineJob } from './engine-messages.ts'
import { createLineSplitter } from './line-splitter.ts'
import { parsePortUri, type PortAddress } from './port-uri.ts'

/** What the engine is given: nothing in it reads a clock or opens a port on its own. */
export interface EngineParts {
  readonly tables: GrblCodeTables
  /** Monotonic, in ms. */
  readonly nowMs: () => number
  readonly openPort: (address: PortAddress) => Promise<Result<BytePort, string>>
  readonly emit: (message: FromEngine) => void
}

/** The machine engine: the port and the session, driven by bytes, commands and ticks. */
export interface Engine {
  /** To be called about every 20 ms. */
  readonly tick: () => void
  readonly handle: (requestId: number, command: EngineCommand) => void
  /** The application is gone: hold, then the clean abort, when anything is under way. */
  readonly applicationLost: () => void
  readonly snapshot: () => MachineSnapshot
}

type SimpleCommand = Exclude<
  EngineCommand['name'],
  'listPorts' | 'connect' | 'start' | 'unlock' | 'manual'
>

const SIMPLE_EVENTS: Readonly<
  Record<
    SimpleCommand,
    | {
        readonly kind: `${Exclude<SimpleCommand, 'stop'>}Requested`
      }
    | { readonly kind: 'stopRequested'; readonly by: 'operator' }
  >
> = {
  disconnect: { kind: 'disconnectRequested' },
  hold: { kind: 'holdRequested' },
  resume: { kind: 'resumeRequested' },
  stop: { kind: 'stopRequested', by: 'operator' },
  home: { kind: 'homeRequested' },
}

type PlainCommand = Exclude<EngineCommand, { readonly name: 'listPorts' | 'connect' | 'start' }>

function eventOf(command: PlainCommand) {
  if (command.name === 'unlock') {
    return { kind: 'unlockRequested', reason: command.reason ?? '' } as const
  }
  if (command.name === 'manual') {
    return { kind: 'manualRequested', request: command.request } as const
  }
  return SIMPLE_EVENTS[command.name]
}

/** The screen is told at most this often. */
const SNAPSHOT_INTERVAL_MS = 50

/** Makes an engine that is not connected. */
export function createEngine(parts: EngineParts): Engine {
  return new MachineEngine(parts)
}

class MachineEngine implements Engine {
  readonly #parts: EngineParts
  #session: Session
  #port: BytePort | null = null
  #opening = false
  /** Who waits for the end of a long command. */
  readonly #waiting = new Map<LongCommand, number>()
  #lastSnapshotMs = Number.NEGATIVE_INFINITY
  #changed = false

  constructor(parts: EngineParts) {
    this.#parts = parts
    this.#session = createSession(parts.tables)
  }

  readonly snapshot = (): MachineSnapshot => snapshotOf(this.#session, this.#parts.nowMs())

  readonly tick = (): void => {
    const atMs = this.#parts.nowMs()
    this.#dispatch({ kind: 'tick', atMs })
    if (this.#changed && atMs - this.#lastSnapshotMs >= SNAPSHOT_INTERVAL_MS) {
      this.#changed = false
      this.#lastSnapshotMs = atMs
      this.#parts.emit({ kind: 'snapshot', snapshot: snapshotOf(this.#session, atMs) })
    }
  }

  readonly applicationLost = (): void => {
    const { state, portOpen } = this.#session
    if (!portOpen || state === 'ready' || state === 'alarm') return
    this.#dispatch({ kind: 'stopRequested', by: 'lostApplication', atMs: this.#parts.nowMs() })
  }

  readonly handle = (requestId: number, command: EngineCommand): void => {
    if (command.name === 'connect') void this.#connect(requestId, command.portUri)
    else if (command.name === 'start') this.#start(requestId, command.job)
    else if (command.name === 'listPorts') {
      throw new Error('engine: ports are listed by its process')
    } else this.#request(requestId, { ...eventOf(command), atMs: this.#parts.nowMs() })
  }

  async #connect(requestId: number, portUri: string): Promise<void> {
    const address = parsePortUri(portUri)
    if (!address.ok) {
      this.#reply(requestId, problem('invalid-input', address.error, ''))
      return
    }
    if (this.#opening || (this.#port !== null && this.#session.state !== 'fault')) {
      const sentence = `There is a connection to ${this.#session.portUri ?? 'a port'} already.`
      this.#reply(requestId, problem('busy', sentence, 'Disconnect first.'))
      return
    }
    this.#closePort()
    this.#opening = true
    const opened = await this.#parts.openPort(address.value)
    this.#opening = false
    if (!opened.ok) {
      this.#reply(requestId, problem('machine', opened.error, ''))
      return
    }
    this.#adoptPort(requestId, portUri, opened.value)
  }

  #adoptPort(requestId: number, portUri: string, port: BytePort): void {
    const split = createLineSplitter()
    this.#port = port
    this.#waiting.set('connect', requestId)
    this.#dispatch({ kind: 'portOpened', portUri, atMs: this.#parts.nowMs() })
    port.onData((bytes) => {
      for (const text of split(bytes)) {
        this.#dispatch({ kind: 'lineReceived', text, atMs: this.#parts.nowMs() })
      }
    })
    port.onClose((reason) => {
      if (this.#port !== port) return
      this.#port = null
      this.#dispatch({ kind: 'portClosed', reason, atMs: this.#parts.nowMs() })
    })
  }

  #start(requestId: number, job: MachineJob): void {
    const found = sha256Hex(job.text)
    if (found !== job.sha256) {
      const sentence = `${job.title}: the program's SHA-256 is ${found.slice(0, 12)}…, but ${job.sha256.slice(0, 12)}… was approved.`
      this.#reply(requestId, problem('blocked', sentence, 'Make the run again.'))
      return
    }
    const program = prepareProgram(job.text, job.title)
    if (!program.ok) {
      const sentence = `${problemSentence(program.error)}.`
      this.#reply(requestId, problem('invalid-data', sentence, 'Correct the program.'))
      return
    }
    const { sendId, runId, programId, title, estimatedSeconds, startedAtUtc, mode } = job
    this.#request(requestId, {
      kind: 'startRequested',
      order: { sendId, runId, programId, title, estimatedSeconds, startedAtUtc, mode },
      program: program.value,
      atMs: this.#parts.nowMs(),
    })
  }

  /** A command is answered at once, except one whose end the session tells later. */
  #request(requestId: number, event: SessionEvent): void {
    const before = this.#session.pending
    const refused = this.#dispatch(event)
    const { pending } = this.#session
    if (refused !== null)
      this.#reply(requestId, problem(refused.kind, refused.sentence, refused.remedy))
    else if (pending !== null && pending !== before) this.#waiting.set(pending, requestId)
    else this.#reply(requestId, null)
  }

  /** Runs one event; gives the refusal when the session did not take it. */
  #dispatch(event: SessionEvent): CommandProblem | null {
    const { session, effects } = this.#reduce(event)
    this.#session = session
    if (event.kind !== 'tick' || effects.length > 0) this.#changed = true
    let refused: CommandProblem | null = null
    for (const effect of effects) {
      if (effect.kind === 'refused') refused = effect.problem
      // begun and ended in one step: whoever asked has not begun to wait
      else if (effect.kind === 'settled' && !this.#waiting.has(effect.command)) {
        refused = effect.problem
      } else this.#perform(effect)
    }
    return refused
  }

  #reduce(event: SessionEvent): ReturnType<typeof reduceSession> {
    try {
      return reduceSession(this.#session, event)
    } catch (error) {
      // A broken promise inside: the count cannot be trusted, so the machine is held before anything else.
      this.#port?.write(Uint8Array.of(REALTIME.feedHold))
      throw error
    }
  }

  #perform(effect: Exclude<SessionEffect, { readonly kind: 'refused' }>): void {
    switch (effect.kind) {
      case 'realtime':
        this.#port?.write(Uint8Array.of(effect.byte))
        return
      case 'systemLine':
        this.#port?.write(Buffer.from(`${effect.text}\n`, 'latin1'))
        return
      case 'programLines':
        this.#port?.write(this.#programBytes(effect.first, effect.end))
        return
      case 'closePort':
        this.#closePort()
        return
      case 'jobFinished':
        // Whoever hears of the end finds it in the snapshot too.
        this.#parts.emit({ kind: 'snapshot', snapshot: this.snapshot() })
        this.#parts.emit({ kind: 'jobFinished', progress: effect.progress })
        return
      case 'settled':
        this.#settle(effect.command, effect.problem)
        return
    }
  }

  #programBytes(first: number, end: number): Uint8Array {
    const program = this.#session.job?.program
    if (program === undefined) throw new Error('engine: program lines without a job')
    return program.bytes.slice(program.offsets[first], program.offsets[end])
  }

  #settle(command: LongCommand, refused: CommandProblem | null): void {
    const requestId = this.#waiting.get(command)
    this.#waiting.delete(command)
    if (requestId === undefined) return
    this.#reply(
      requestId,
      refused === null ? null : problem(refused.kind, refused.sentence, refused.remedy),
    )
  }

  #closePort(): void {
    this.#port?.close()
  }

  #reply(requestId: number, refused: Problem | null): void {
    this.#parts.emit({ kind: 'reply', requestId, problem: refused, snapshot: this.snapshot() })
  }
}

function problem(kind: Problem['kind'], message: string, remedy: string): Problem {
  return { kind, message, remedy, requestId: '' }
}
