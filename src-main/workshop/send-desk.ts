import type { Problem } from '#core/contract/problem.ts'
import type { SendRecord } from '#core/contract/runs.contract.ts'
import type { JobProgress, MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { failure, type Result } from '#core/outcome/result.ts'
import type { MachineService } from '../machine/machine-service.ts'
import type { RunStore } from '../runs/run-store.ts'
import { problem } from './problems.ts'
import { stageLocks } from './stage-locks.ts'
import type { Surroundings } from './surroundings.ts'

/** Starts programs of recorded runs on the machine and logs how each send ended. */
export interface SendDesk {
  readonly start: (runId: string, programId: string) => Promise<Result<MachineSnapshot, Problem>>
  /** Resolves when every send that ended has been logged. */
  readonly settled: () => Promise<void>
}

/** What the desk works with. */
export interface SendDeskParts {
  readonly machine: MachineService
  readonly runStore: RunStore
  readonly surroundings: Surroundings
  /** Told when a send's record changed. */
  readonly changed: (runId: string) => void
  /** Told when a send's end could not be logged. */
  readonly report: (problem: Problem) => void
}

function sendRecord(
  progress: JobProgress,
  start: { portUri: string; endedAtUtc: string | null },
): SendRecord {
  return {
    sendId: progress.sendId,
    programId: progress.programId,
    startedAtUtc: progress.startedAtUtc,
    endedAtUtc: start.endedAtUtc,
    outcome: progress.outcome ?? 'running',
    linesAcknowledged: progress.linesAcknowledged,
    lineCount: progress.lineCount,
    portUri: start.portUri,
    note: progress.outcomeSentence,
  }
}

/** The desk over a machine and a run store. */
export function createSendDesk(parts: SendDeskParts): SendDesk {
  const { machine, runStore, surroundings, changed, report } = parts
  const portOfSend = new Map<string, string>()
  let logging: Promise<void> = Promise.resolve()

  const logEnd = async (progress: JobProgress): Promise<void> => {
    const portUri = portOfSend.get(progress.sendId) ?? ''
    portOfSend.delete(progress.sendId)
    const endedAtUtc = surroundings.clock().toISOString()
    const ended = await runStore.endSend(
      progress.runId,
      sendRecord(progress, { portUri, endedAtUtc }),
    )
    if (!ended.ok) report(ended.error)
    changed(progress.runId)
  }
  machine.jobFinished((progress) => {
    logging = logging.then(() => logEnd(progress))
  })

  const start = async (
    runId: string,
    programId: string,
  ): Promise<Result<MachineSnapshot, Problem>> => {
    const shown = await runStore.show(runId)
    if (!shown.ok) return shown
    const lock = stageLocks(shown.value.artifact, shown.value.confirmedStages).find(
      (candidate) => candidate.programId === programId,
    )
    if (lock !== undefined) {
      return failure(problem('blocked', `${programId} is locked.`, lock.reason))
    }
    const program = await runStore.readProgram(runId, programId)
    if (!program.ok) return program
    const { portUri } = machine.snapshot()
    if (portUri === null) {
      return failure(problem('machine', 'No controller is connected.', 'Connect a port first.'))
    }
    const sendId = surroundings.newId()
    const startedAtUtc = surroundings.clock().toISOString()
    const { program: facts, text, sha256 } = program.value
    const begun = runStore.startSend(runId, {
      sendId,
      programId,
      startedAtUtc,
      endedAtUtc: null,
      outcome: 'running',
      linesAcknowledged: 0,
      lineCount: facts.line_count,
      portUri,
      note: '',
    })
    if (!begun.ok) return begun
    portOfSend.set(sendId, portUri)
    const started = await machine.start({
      sendId,
      runId,
      programId,
      title: facts.title,
      text,
      sha256,
      estimatedSeconds: facts.estimated_seconds,
      startedAtUtc,
    })
    if (!started.ok)
      await logRefusal({
        sendId,
        runId,
        programId,
        startedAtUtc,
        portUri,
        why: started.error.message,
      })
    changed(runId)
    return started
  }

  const logRefusal = async (refused: {
    readonly sendId: string
    readonly runId: string
    readonly programId: string
    readonly startedAtUtc: string
    readonly portUri: string
    readonly why: string
  }): Promise<void> => {
    const { sendId, programId, startedAtUtc, portUri, why, runId } = refused
    // a fault after the start already has its own end in the log
    if (!portOfSend.delete(sendId)) return
    const ended = await runStore.endSend(runId, {
      sendId,
      programId,
      startedAtUtc,
      endedAtUtc: surroundings.clock().toISOString(),
      outcome: 'refused',
      linesAcknowledged: 0,
      lineCount: 0,
      portUri,
      note: why,
    })
    if (!ended.ok) report(ended.error)
  }

  return { start, settled: () => logging }
}
