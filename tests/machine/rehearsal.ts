import { createHash } from 'node:crypto'
import type { Problem } from '#core/contract/problem.ts'
import type { JobReport } from '#core/grbl/job/job-report.ts'
import type { JobProgress, MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { success } from '#core/outcome/result.ts'
import type { BytePort } from '../../src-main/machine/byte-port.ts'
import type {
  EngineCommand,
  FromEngine,
  MachineJob,
} from '../../src-main/machine/engine-messages.ts'
import { createEngine, type Engine } from '../../src-main/machine/engine.ts'
import { GRBL_CODES } from '../../src-main/machine/grbl-codes.ts'
import type { VirtualFault } from '../../src-main/machine/virtual/faults.ts'
import type { DoneMotion } from '../../src-main/machine/virtual/planned-block.ts'
import type { ControllerProfile } from '../../src-main/machine/virtual/profile.ts'
import { VirtualController } from '../../src-main/machine/virtual/virtual-controller.ts'
import type { VirtualWorkpiece } from '../../src-main/machine/virtual/workpiece.ts'

/** Bytes one side put on the wire, and when. */
export interface WireEntry {
  readonly atMs: number
  readonly text: string
}

/** The answer to a command. */
export interface Answer {
  readonly problem: Problem | null
  readonly snapshot: MachineSnapshot
}

/** How a rehearsal is to be. */
export interface RehearsalOptions {
  readonly settings?: readonly (readonly [number, number])[]
  readonly faults?: readonly VirtualFault[]
  readonly profile?: ControllerProfile
  /** What the probe can touch. */
  readonly workpiece?: VirtualWorkpiece
  /** From a byte's arrival to the host's reading it, ms. */
  readonly latencyMs?: number
  /** Hears everything the engine tells. */
  readonly onEmit?: (message: FromEngine) => void
  /** Bytes that come to the host instead of what the controller sent. */
  readonly tamper?: (text: string) => string
  /** Bytes that come to the controller instead of what the host wrote. */
  readonly tamperSent?: (text: string) => string
}

/** The engine and a virtual controller on one simulated clock: exact, and as quick as the machine. */
export class Rehearsal {
  readonly engine: Engine
  readonly controller: VirtualController
  readonly finished: JobProgress[] = []
  readonly snapshots: MachineSnapshot[] = []
  readonly reports: (JobReport | null)[] = []
  /** Lines of the journals of all jobs. */
  readonly journal: string[] = []
  readonly toController: WireEntry[] = []
  readonly fromController: WireEntry[] = []
  /** What the controller really did, motion by motion. */
  readonly motions: DoneMotion[] = []
  nowMs = 0
  /** How far the clock of the day is off the machine's, ms; may jump. */
  utcShiftMs = 0
  readonly #answers = new Map<number, Answer>()
  readonly #latencyMs: number
  readonly #tamperSent: (text: string) => string
  #nextRequestId = 1
  #listener: ((bytes: Uint8Array) => void) | null = null
  #closeListener: ((reason: string) => void) | null = null
  #arriving: { readonly dueMs: number; readonly bytes: Uint8Array }[] = []

  constructor(options: RehearsalOptions = {}) {
    this.#latencyMs = options.latencyMs ?? 0
    this.#tamperSent = options.tamperSent ?? ((text: string) => text)
    const tamper = options.tamper ?? ((text: string) => text)
    this.controller = new VirtualController({
      settings: options.settings ?? [],
      faults: options.faults ?? [],
      workpiece: options.workpiece ?? null,
      ...(options.profile === undefined ? {} : { profile: options.profile }),
      onOutput: (bytes) => {
        const text = tamper(Buffer.from(bytes).toString('latin1'))
        this.#arriving.push({
          dueMs: this.nowMs + this.#latencyMs,
          bytes: Buffer.from(text, 'latin1'),
        })
        this.fromController.push({ atMs: this.nowMs, text })
      },
      onPulled: () => {
        this.#closeListener?.('the cable was pulled')
      },
      onMotion: (motion) => {
        this.motions.push(motion)
      },
    })
    this.engine = createEngine({
      tables: GRBL_CODES,
      nowMs: () => this.nowMs,
      openPort: () => {
        this.controller.plugIn()
        return Promise.resolve(success(this.#port()))
      },
      nowUtc: () => new Date(Date.UTC(2026, 10, 21) + this.nowMs + this.utcShiftMs).toISOString(),
      openJournal: () => ({
        note: (line) => {
          this.journal.push(JSON.stringify(line))
        },
        close: () => undefined,
        trouble: () => '',
      }),
      emit: (message) => {
        options.onEmit?.(message)
        if (message.kind === 'reply') this.#answers.set(message.requestId, message)
        if (message.kind === 'jobFinished') {
          this.finished.push(message.progress)
          this.reports.push(message.report)
        }
        if (message.kind === 'snapshot') this.snapshots.push(message.snapshot)
      },
    })
  }

  #port(): BytePort {
    return {
      write: (bytes) => {
        this.toController.push({ atMs: this.nowMs, text: Buffer.from(bytes).toString('latin1') })
        const text = this.#tamperSent(Buffer.from(bytes).toString('latin1'))
        this.controller.receive(Buffer.from(text, 'latin1'), this.nowMs)
      },
      onData: (listener) => {
        this.#listener = listener
      },
      onClose: (listener) => {
        this.#closeListener = listener
      },
      close: () => {
        this.#closeListener?.('')
      },
    }
  }

  get state(): MachineSnapshot['engineState'] {
    return this.engine.snapshot().engineState
  }

  /** Hands in a command; the answer may come later. */
  command(command: EngineCommand): () => Answer | null {
    const requestId = this.#nextRequestId
    this.#nextRequestId += 1
    this.engine.handle(requestId, command)
    return () => this.#answers.get(requestId) ?? null
  }

  /** Lets time pass, a quarter of a millisecond at a time. */
  run(durationMs: number): void {
    const untilMs = this.nowMs + durationMs
    while (this.nowMs < untilMs) this.#step()
  }

  /** The host's process stands still (SIGSTOP): the controller goes on, and all it says is heard afterwards at once. */
  sleepHost(durationMs: number): void {
    this.nowMs += durationMs
    this.controller.advance(this.nowMs)
  }

  /** Lets time pass until `done`; throws when it is not done in time. */
  runUntil(done: () => boolean, limitMs = 60_000): void {
    const untilMs = this.nowMs + limitMs
    while (!done()) {
      if (this.nowMs >= untilMs) {
        const { engineState, controllerState, fault } = this.engine.snapshot()
        throw new Error(
          `not done after ${String(limitMs)} ms: ${engineState}, ${String(controllerState)}, ${JSON.stringify(fault)}`,
        )
      }
      this.#step()
    }
  }

  #step(): void {
    const beforeMs = this.nowMs
    this.nowMs += 0.25
    this.controller.advance(this.nowMs)
    while (this.#arriving[0] !== undefined && this.#arriving[0].dueMs <= this.nowMs) {
      const next = this.#arriving.shift()
      if (next !== undefined) this.#listener?.(next.bytes)
    }
    if (Math.floor(this.nowMs / 20) !== Math.floor(beforeMs / 20)) this.engine.tick()
  }

  /** Connects and waits until the engine is ready or locked. */
  async connect(): Promise<this> {
    const answer = this.command({ name: 'connect', portUri: 'virtual:' })
    await Promise.resolve()
    await Promise.resolve()
    this.runUntil(() => answer() !== null)
    return this
  }

  start(
    text: string,
    estimatedSeconds: number | null = null,
    more: Partial<MachineJob> = {},
  ): Answer {
    // kept in memory: see `openJournal` above
    const job = jobOf(text, estimatedSeconds, { journalPath: 'in memory', ...more })
    const answer = this.command({ name: 'start', job })()
    if (answer === null) throw new Error('start was not answered at once')
    return answer
  }

  /** Runs until the job has an outcome and gives it. */
  finish(limitMs = 120_000): JobProgress {
    const count = this.finished.length
    this.runUntil(() => this.finished.length > count, limitMs)
    const progress = this.finished.at(-1)
    if (progress === undefined) throw new Error('no job finished')
    return progress
  }

  /** Lines the controller got while a job ran, without what the engine asked at connect. */
  jobLines(): readonly string[] {
    return this.controller
      .record()
      .receivedLines.filter((line) => !/^\$[I$G#]$/.test(line) && line !== 'G4P0.01')
  }
}

/** A job of a program's text, as main would make it. */
export function jobOf(
  text: string,
  estimatedSeconds: number | null = null,
  more: Partial<MachineJob> = {},
): MachineJob {
  return {
    sendId: 'send-1',
    runId: 'run-1',
    programId: '1-inlay-channels',
    title: 'Mosaic channel',
    source: { kind: 'text', text },
    sha256: createHash('sha256').update(text, 'utf8').digest('hex'),
    estimatedSeconds,
    startedAtUtc: '2026-11-21T06:00:00.000Z',
    lineSeconds: null,
    mode: 'cut',
    optionalStops: false,
    refusedLines: 'stop',
    resume: null,
    travel: { safeZMm: 10, topMachineZMm: null, spinUpSeconds: 2 },
    journalPath: null,
    ...more,
  }
}

/**
 * A program of `count` feed lines of 17 bytes along a circle, each so short that the machine always
 * outruns the line: what limits it is the link alone.
 */
export function denseProgram(count: number): string {
  const lines = ['G21G90G94', 'G92X60Y50', 'G1F3000']
  for (let index = 1; index <= count; index += 1) {
    const angle = index * 0.0015
    const x = (50 + 10 * Math.cos(angle)).toFixed(3)
    lines.push(`G1X${x}Y${(50 + 10 * Math.sin(angle)).toFixed(3)}`)
  }
  return `${lines.join('\n')}\nM5\nM2\n`
}

/** A path with rapids, feeds, arcs and a helix, for comparing where the machine went. */
export const WANDERING_PROGRAM = [
  'G21 G90 G94 G17',
  'M3 S12000',
  'G4 P0.3',
  'G0 Z5',
  'G0 X20 Y20',
  'G1 Z-1 F600',
  'G1 X60 Y22 F3000',
  'G2 X60 Y62 I0 J20',
  'G3 X20 Y62 I-20 J0 Z-2',
  ...Array.from(
    { length: 60 },
    (_, index) => `G1 X${(20 + index * 0.7).toFixed(3)} Y${(62 - (index % 3)).toFixed(3)}`,
  ),
  'G3 X61.3 Y60 I10 J0',
  'G0 Z5',
  'M5',
  'G0 X0 Y0',
  'M30',
].join('\n')
