import type { Problem } from '#core/contract/problem.ts'
import type { SendRecord } from '#core/contract/runs.contract.ts'
import type { JobProgress, MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { failure, type Result } from '#core/outcome/result.ts'
import type { JobReport } from '#core/grbl/job/job-report.ts'
import type { JobResume, JobTravel } from '#core/grbl/session/session-types.ts'
import type { MachineJob, ProgramSource } from '../machine/engine-messages.ts'
import type { MachineService } from '../machine/machine-service.ts'
import type { LocatedProgram } from '../runs/locate-program.ts'
import type { RunStore } from '../runs/run-store.ts'
import { refuseForeignProgram } from './foreign-program.ts'
import type { JournalShelf } from './job/journal-shelf.ts'
import type { PostShelf } from './post-shelf.ts'
import { problem } from './problems.ts'
import { stageLocks } from './stage-locks.ts'
import type { Surroundings } from './surroundings.ts'

/** Starts programs of recorded runs on the machine and logs how each send ended. */
export interface SendDesk {
  readonly start: (
    runId: string,
    programId: string,
    order: SendOrder,
  ) => Promise<Result<MachineSnapshot, Problem>>
  /** Resolves when every send that ended has been logged. */
  readonly settled: () => Promise<void>
}

/** How a program is sent. */
export interface SendOrder {
  readonly source: ProgramSource
  /** `check`: in the controller's check mode, which moves nothing and so heeds no stage lock. */
  readonly mode: MachineJob['mode']
  readonly estimatedSeconds: number | null
  readonly lineSeconds: Float32Array | null
  readonly travel: JobTravel
  readonly optionalStops?: boolean
  /** `stop` unless the person chose otherwise at the start. */
  readonly refusedLines?: MachineJob['refusedLines']
  readonly resume?: JobResume
  /** `pressCount` of the machine when the person asked: a hold or stop since then calls it off. */
  readonly pressesBefore: number
}

/** Why a start that took its time is off; null when nobody has pressed hold or stop since it was asked for. */
export function calledOff(
  machine: Pick<MachineService, 'pressCount'>,
  pressesBefore: number,
): Problem | null {
  if (machine.pressCount() === pressesBefore) return null
  return problem(
    'blocked',
    'Hold or STOP was pressed while the start was being made ready, so nothing was sent.',
    'Start again when the machine may move.',
  )
}

/** What the desk works with. */
export interface SendDeskParts {
  readonly machine: MachineService
  readonly runStore: RunStore
  readonly surroundings: Surroundings
  readonly journals: JournalShelf
  /** A program posted for a controller that is no GRBL one is not streamed. */
  readonly posts: PostShelf
  /** Told when a send's record changed. */
  readonly changed: (runId: string) => void
  /** Told when a send's end could not be logged. */
  readonly report: (problem: Problem) => void
}

/** What is known of a send before it starts. */
interface Outset {
  readonly sendId: string
  readonly programId: string
  readonly startedAtUtc: string
  readonly portUri: string
}

function recordOfOutset(outset: Outset, lineCount: number): SendRecord {
  const { sendId, programId, startedAtUtc, portUri } = outset
  return {
    sendId,
    programId,
    startedAtUtc,
    endedAtUtc: null,
    outcome: 'running',
    linesAcknowledged: 0,
    lineCount,
    portUri,
    note: '',
  }
}

/** Finds a program that may be sent now: unlocked, OK and in an artifact that is as recorded. */
async function findUnlocked(
  runStore: RunStore,
  runId: string,
  programId: string,
): Promise<Result<LocatedProgram, Problem>> {
  const shown = await runStore.show(runId)
  if (!shown.ok) return shown
  const { artifact, confirmedStages } = shown.value
  const lock = stageLocks(artifact, confirmedStages).find((one) => one.programId === programId)
  if (lock !== undefined) {
    return failure(problem('blocked', `${programId} is locked.`, lock.reason))
  }
  return runStore.locateProgram(runId, programId)
}

/** The desk over a machine and a run store. */
export function createSendDesk(parts: SendDeskParts): SendDesk {
  return new MachineSendDesk(parts)
}

class MachineSendDesk implements SendDesk {
  readonly #parts: SendDeskParts
  /** Port of each send that has not ended. */
  readonly #portOfSend = new Map<string, string>()
  #logging: Promise<void> = Promise.resolve()

  constructor(parts: SendDeskParts) {
    this.#parts = parts
    parts.machine.jobFinished((progress, report) => {
      this.#logging = this.#logging.then(() => this.#logEnd(progress, report))
    })
  }

  readonly settled = (): Promise<void> => this.#logging

  readonly start = async (
    runId: string,
    programId: string,
    { pressesBefore, ...order }: SendOrder,
  ): Promise<Result<MachineSnapshot, Problem>> => {
    const { machine, runStore, surroundings, changed } = this.#parts
    const program =
      order.mode === 'check'
        ? await runStore.locateProgram(runId, programId)
        : await findUnlocked(runStore, runId, programId)
    if (!program.ok) return program
    const postId = program.value.program.post_id
    const own = await refuseForeignProgram({ runId, programId, postId }, this.#parts)
    if (!own.ok) return own
    const { portUri } = machine.snapshot()
    if (portUri === null) {
      return failure(problem('machine', 'No controller is connected.', 'Connect a port first.'))
    }
    const facts = program.value.program
    const sendId = surroundings.newId()
    const startedAtUtc = surroundings.clock().toISOString()
    const record = recordOfOutset({ sendId, programId, startedAtUtc, portUri }, facts.line_count)
    const off = calledOff(machine, pressesBefore)
    if (off !== null) return failure(off)
    const begun = runStore.startSend(runId, record)
    if (!begun.ok) return begun
    this.#portOfSend.set(sendId, portUri)
    const started = await machine.start({
      ...{ sendId, runId, programId, startedAtUtc },
      title: facts.title,
      sha256: facts.sha256,
      optionalStops: false,
      refusedLines: 'stop',
      resume: null,
      journalPath: this.#parts.journals.pathOf(sendId),
      ...order,
    })
    if (!started.ok) await this.#logRefusal(runId, record, started.error.message)
    changed(runId)
    return started
  }

  /** Of a job that is no send of a run, an outline say, nothing is kept. */
  async #logEnd(progress: JobProgress, jobReport: JobReport | null): Promise<void> {
    const { runStore, surroundings, changed, report } = this.#parts
    if (!this.#portOfSend.has(progress.sendId)) return
    const { sendId, runId, programId, startedAtUtc, linesAcknowledged, lineCount } = progress
    const portUri = this.#portOfSend.get(sendId) ?? ''
    this.#portOfSend.delete(sendId)
    const ended = await runStore.endSend(
      runId,
      {
        sendId,
        programId,
        startedAtUtc,
        linesAcknowledged,
        lineCount,
        portUri,
        endedAtUtc: surroundings.clock().toISOString(),
        outcome: progress.outcome ?? 'unknown',
        note: progress.outcomeSentence,
      },
      jobReport,
    )
    if (!ended.ok) report(ended.error)
    changed(runId)
  }

  /** A send the engine did not take; one that started and then failed has logged its own end. */
  async #logRefusal(runId: string, record: SendRecord, why: string): Promise<void> {
    const { runStore, surroundings, report } = this.#parts
    if (!this.#portOfSend.delete(record.sendId)) return
    const endedAtUtc = surroundings.clock().toISOString()
    const refused = { ...record, endedAtUtc, outcome: 'refused', note: why }
    const ended = await runStore.endSend(runId, refused, null)
    if (!ended.ok) report(ended.error)
  }
}
