import type { Problem } from '#core/contract/problem.ts'
import type { UrgentPress } from '#core/contract/urgent-press.ts'
import type { GrblCodeTables } from '#core/grbl/code-tables.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { JobWatch } from '#core/grbl/job/job-watch.ts'
import type { PreparedProgram } from '#core/grbl/prepared-program.ts'
import { REALTIME } from '#core/grbl/realtime-commands.ts'
import { jobProgress, snapshotOf } from '#core/grbl/session/session-snapshot.ts'
import type {
  CommandProblem,
  LongCommand,
  Session,
  SessionEffect,
  SessionEvent,
} from '#core/grbl/session/session-types.ts'
import { createSession, reduceSession } from '#core/grbl/session/session.ts'
import type { Result } from '#core/outcome/result.ts'
import type { BytePort } from './byte-port.ts'
import { eventOf } from './command-events.ts'
import { EngineRecords } from './engine-records.ts'
import type { EngineCommand, FromEngine, MachineJob } from './engine-messages.ts'
import { asProblem, OFF_PROGRAM_REMEDY, problem } from './engine-problem.ts'
import { journalHead, loadOrder, orderOf } from './job/job-order.ts'
import { loadFile, loadText } from './job/load-program.ts'
import type { JobJournal } from './job/job-journal.ts'
import { JobRecorder } from './job/job-recorder.ts'
import { createLineSplitter } from './line-splitter.ts'
import { parsePortUri, type PortAddress } from './port-uri.ts'
import { OVERTAKEN, PressBook, type PressWay, setsMoving } from './press-book.ts'

/** What the engine is given: nothing in it reads a clock or opens a port on its own. */
export interface EngineParts {
  readonly tables: GrblCodeTables
  /** Monotonic, in ms. */
  readonly nowMs: () => number
  readonly openPort: (address: PortAddress) => Promise<Result<BytePort, string>>
  readonly emit: (message: FromEngine) => void
  /** ISO-8601 UTC, for the journal alone. */
  readonly nowUtc: () => string
  readonly openJournal: (path: string) => JobJournal
}

/** The machine engine: the port and the session, driven by bytes, commands and ticks. */
export interface Engine {
  /** To be called every `TICK_INTERVAL_MS`. */
  readonly tick: () => void
  readonly handle: (requestId: number, command: EngineCommand) => void
  /** A press that came straight from a screen; gives the refusal when it was not taken. */
  readonly press: (press: UrgentPress) => Problem | null
  /** Main was heard, whatever it said. */
  readonly mainHeard: () => void
  /** The application is gone: hold, then the clean abort, when anything is under way. */
  readonly applicationLost: () => void
  readonly snapshot: () => MachineSnapshot
}

type Press = { readonly name: 'hold' | 'stop' }

type WireEffect = Extract<
  SessionEffect,
  { readonly kind: 'realtime' | 'systemLine' | 'programLines' }
>

/** How often `tick` is to be called. */
export const TICK_INTERVAL_MS = 20
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
  /** A program is being read; nothing else may start meanwhile. */
  #loading = false
  readonly #watch = new JobWatch()
  readonly #recorder: JobRecorder
  #lastTickMs: number | null = null
  /** Who waits for the end of a long command. */
  readonly #waiting = new Map<LongCommand, number>()
  #lastSnapshotMs = Number.NEGATIVE_INFINITY
  #changed = false
  readonly #records: EngineRecords
  readonly #presses = new PressBook()

  constructor(parts: EngineParts) {
    this.#parts = parts
    this.#records = new EngineRecords(parts.tables)
    this.#session = createSession(parts.tables)
    this.#recorder = new JobRecorder(parts.nowUtc)
  }

  readonly snapshot = (): MachineSnapshot => this.#snapshotAt(this.#parts.nowMs())

  #snapshotAt(atMs: number): MachineSnapshot {
    return snapshotOf(this.#session, atMs, this.#watch.findings(this.#session, atMs))
  }

  readonly tick = (): void => {
    const atMs = this.#parts.nowMs()
    const lagMs = this.#lastTickMs === null ? 0 : atMs - this.#lastTickMs - TICK_INTERVAL_MS
    this.#lastTickMs = atMs
    this.#watch.lagged(this.#session, lagMs, atMs)
    this.#dispatch({ kind: 'tick', atMs })
    this.#tell(this.#records.dueConsole(atMs))
    if (this.#changed && atMs - this.#lastSnapshotMs >= SNAPSHOT_INTERVAL_MS) {
      this.#changed = false
      this.#lastSnapshotMs = atMs
      this.#parts.emit({ kind: 'snapshot', snapshot: this.#snapshotAt(atMs) })
    }
  }

  readonly applicationLost = (): void => {
    const { state, portOpen } = this.#session
    if (!portOpen || state === 'ready' || state === 'alarm') return
    this.#dispatch({ kind: 'stopRequested', by: 'lostApplication', atMs: this.#parts.nowMs() })
  }

  readonly mainHeard = (): void => {
    this.#presses.mainHeard(this.#parts.nowMs())
  }

  readonly press = ({ pressId, command }: UrgentPress): Problem | null => {
    if (command.name !== 'jogRelease') return this.#pressed(command.name, pressId, 'direct')
    // Ended jogs are known by their own ids, so a second copy of this finds nothing to do.
    const request = { kind: 'jogRelease', jogId: command.jogId } as const
    const atMs = this.#parts.nowMs()
    return asProblem(this.#dispatch({ kind: 'manualRequested', request, atMs }))
  }

  #pressed(name: 'hold' | 'stop', pressId: string | undefined, way: PressWay): Problem | null {
    const atMs = this.#parts.nowMs()
    const carryOut = () => asProblem(this.#dispatch({ ...eventOf({ name }), atMs }))
    if (pressId === undefined) return carryOut()
    return this.#presses.once(pressId, { way, atMs }, carryOut)
  }

  readonly handle = (requestId: number, command: EngineCommand): void => {
    const { name } = command
    if (setsMoving(command) && this.#presses.mayBeOvertaken(this.#parts.nowMs())) {
      this.#reply(requestId, OVERTAKEN)
    } else if (name === 'hold' || name === 'stop') {
      this.#reply(requestId, this.#pressed(name, command.pressId, 'main'))
    } else this.#carryOut(requestId, command)
  }

  #carryOut(requestId: number, command: Exclude<EngineCommand, Press>): void {
    if (command.name === 'connect') void this.#connect(requestId, command.portUri)
    else if (command.name === 'start') this.#start(requestId, command.job)
    else if (command.name === 'readTraffic') this.#readTraffic(requestId)
    else if (command.name === 'listPorts') {
      throw new Error('engine: ports are listed by its process')
    } else this.#request(requestId, { ...eventOf(command), atMs: this.#parts.nowMs() })
  }

  #tell(message: FromEngine | null): void {
    if (message !== null) this.#parts.emit(message)
  }

  #readTraffic(requestId: number): void {
    const text = this.#records.trafficText(this.#parts.nowMs())
    this.#parts.emit({ kind: 'traffic', requestId, text })
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

  #adoptPort(requestId: number, portUri: string, opened: BytePort): void {
    const port = this.#records.watch(opened, this.#parts.nowMs)
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

  /** A program in the message is taken at once; one in a file is read while the loop goes on. */
  #start(requestId: number, job: MachineJob): void {
    if (this.#loading) {
      this.#reply(requestId, problem('busy', 'A program is being read already.', 'Wait a moment.'))
      return
    }
    const { source } = job
    if (source.kind === 'text') {
      this.#begin(requestId, job, loadText(loadOrder(job), source.text))
      return
    }
    this.#loading = true
    void loadFile(loadOrder(job), source).then((loaded) => {
      this.#loading = false
      this.#begin(requestId, job, loaded)
    })
  }

  #begin(requestId: number, job: MachineJob, loaded: Result<PreparedProgram, Problem>): void {
    if (!loaded.ok) {
      this.#reply(requestId, loaded.error)
      return
    }
    const program = loaded.value
    const atMs = this.#parts.nowMs()
    this.#request(requestId, { kind: 'startRequested', order: orderOf(job), program, atMs })
    if (this.#session.job?.program !== program) return
    // From here on the job is watched and its journal kept.
    this.#watch.jobStarted(this.#session, job.lineSeconds, atMs)
    if (job.journalPath === null || job.mode === 'check') return
    const journal = this.#parts.openJournal(job.journalPath)
    this.#recorder.begin(journal, journalHead(job, program, this.#session.portUri ?? ''))
  }

  /** A command is answered at once, except one whose end the session tells later. */
  #request(requestId: number, event: SessionEvent): void {
    const before = this.#session.pending
    const refused = this.#dispatch(event)
    const { pending } = this.#session
    if (refused !== null) this.#reply(requestId, asProblem(refused))
    else if (pending !== null && pending !== before) this.#waiting.set(pending, requestId)
    else this.#reply(requestId, null)
  }

  /** Runs one event; gives the refusal when the session did not take it. */
  #dispatch(event: SessionEvent): CommandProblem | null {
    const before = this.#session
    const { session, effects } = this.#reduce(event)
    this.#records.take(event, effects, this.#session)
    this.#session = session
    // before whoever asked is answered
    this.#tell(this.#records.freshSettings(session))
    const found = this.#observe(before, event)
    if (event.kind !== 'tick' || effects.length > 0) this.#changed = true
    let refused: CommandProblem | null = null
    for (const effect of effects) {
      if (effect.kind === 'refused') refused = effect.problem
      // begun and ended in one step: whoever asked has not begun to wait
      else if (effect.kind === 'settled' && !this.#waiting.has(effect.command)) {
        refused = effect.problem
      } else this.#perform(effect)
    }
    if (found !== null) this.#dispatch({ kind: 'faultFound', ...found, atMs: event.atMs })
    return refused
  }

  /** What the watchers make of an event; something when it shows the stream to be wrong. */
  #observe(before: Session, event: SessionEvent) {
    const after = this.#session
    const { atMs } = event
    if (event.kind === 'portOpened') this.#watch.link.opened()
    if (event.kind === 'lineReceived') {
      const isReport = after.times.lastStatusMs !== before.times.lastStatusMs
      this.#watch.link.received(event.text, isReport, atMs)
    }
    const sentence = this.#watch.observe(before, after, atMs)
    this.#recorder.observe(before, after, { watch: this.#watch, atMs })
    return sentence === null ? null : { sentence, remedy: OFF_PROGRAM_REMEDY }
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
      case 'systemLine':
      case 'programLines':
        this.#port?.write(this.#bytesOf(effect))
        return
      case 'closePort':
        this.#closePort()
        return
      case 'jobFinished':
        this.#tellEnd()
        return
      case 'settled':
        this.#settle(effect.command, effect.problem)
        return
    }
  }

  #bytesOf(effect: WireEffect): Uint8Array {
    if (effect.kind === 'systemLine') return Buffer.from(`${effect.text}\n`, 'latin1')
    if (effect.kind === 'programLines') return this.#programBytes(effect.first, effect.end)
    if (effect.byte === REALTIME.statusQuery) this.#watch.link.asked(this.#parts.nowMs())
    return Uint8Array.of(effect.byte)
  }

  /** Whoever hears of the end finds it in the snapshot too. */
  #tellEnd(): void {
    const atMs = this.#parts.nowMs()
    const findings = this.#watch.findings(this.#session, atMs)
    const progress = jobProgress(this.#session, atMs, findings)
    if (progress === null) return
    this.#parts.emit({ kind: 'snapshot', snapshot: this.#snapshotAt(atMs) })
    const report = this.#watch.report(this.#session, atMs)
    this.#parts.emit({ kind: 'jobFinished', progress, report })
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
    this.#reply(requestId, asProblem(refused))
  }

  #closePort(): void {
    this.#port?.close()
  }

  #reply(requestId: number, refused: Problem | null): void {
    this.#parts.emit({ kind: 'reply', requestId, problem: refused, snapshot: this.snapshot() })
  }
}
