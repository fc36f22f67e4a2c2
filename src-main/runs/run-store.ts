import type { RunSummary, SendRecord } from '#core/contract/runs.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { JobReport } from '#core/grbl/job/job-report.ts'
import { success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { CONFIRMED_STAGES, type ConfirmedStage } from '#core/rosette/stage.ts'
import type { RunArtifact } from '#core/runs/artifact.schema.ts'
import type { BuiltArtifact } from '#core/runs/build-artifact.ts'
import { createFolderMaker } from '../files/durable-folders.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import { sha256Hex } from '../files/sha256.ts'
import type { KeptRunRow } from '../store/run-index.repository.ts'
import type { Store } from '../store/store.ts'
import { listRuns, summaryOf } from './list-runs.ts'
import type { RunListQuery, RunPage } from './list-runs.ts'
import {
  findRow,
  readRun,
  readVerifiedProgram,
  readVerifiedPrograms,
  verifyRun,
} from './read-run.ts'
import type { RunVerification, VerifiedProgram } from './read-run.ts'
import { recordRun } from './record-run.ts'
import type { RecordedRun, RunOccasion } from './record-run.ts'
import { absoluteArtifactPath } from './run-paths.ts'
import type { RunStoreBase } from './run-store-base.ts'
import { type IncomingProgram, openIncoming } from './incoming-program.ts'
import { locateProgram, type LocatedProgram } from './locate-program.ts'
import { appendSendLog, lastSends, listSends } from './send-log.ts'
import { noteSendEnded, noteSendStarted, readSendReport } from './send-log.ts'
import { sweepRuns } from './sweep.ts'
import type { SweepReport } from './sweep.ts'

/** A run with everything that was said about it later. */
export interface ShownRun {
  readonly artifact: RunArtifact
  readonly row: KeptRunRow
  /** Newest first. */
  readonly sends: readonly SendRecord[]
  /** Absolute. */
  readonly artifactPath: string
  readonly confirmedStages: readonly ConfirmedStage[]
}

/** Run artifacts and what is kept beside them. Artifacts are never changed nor removed. */
export interface RunStore {
  /** Records a run; only when this is ok does the run exist, and then it survives a power cut. */
  readonly record: (
    built: BuiltArtifact,
    occasion: RunOccasion,
  ) => Promise<Result<RecordedRun, Problem>>
  /** A file for a program on its way in, to be kept as the attachment of a run. */
  readonly receiveProgram: () => Promise<Result<IncomingProgram, Problem>>
  readonly list: (query: RunListQuery) => Promise<Result<RunPage, Problem>>
  /** A run as the list shows it; its file is not read. */
  readonly summary: (runId: string) => Result<RunSummary, Problem>
  /** The artifact, when its file is untouched. */
  readonly get: (runId: string) => Promise<Result<RunArtifact, Problem>>
  readonly show: (runId: string) => Promise<Result<ShownRun, Problem>>
  /** Re-hashes everything; a damaged run is an ok result with failed checks. */
  readonly verify: (runId: string) => Promise<Result<RunVerification, Problem>>
  /** A program's text, only when the run is OK and every hash of it matches. */
  readonly readProgram: (
    runId: string,
    programId: string,
  ) => Promise<Result<VerifiedProgram, Problem>>
  /** All programs of a run in the order they are cut, as `readProgram` gives one. */
  readonly readPrograms: (runId: string) => Promise<Result<readonly VerifiedProgram[], Problem>>
  /** Keeps a write-once file about one send beside the artifact; returns its path. */
  readonly appendSendLog: (
    runId: string,
    sendId: string,
    record: Readonly<Record<string, unknown>>,
  ) => Promise<Result<string, Problem>>
  /** The job log row of a send, before its first byte goes out. */
  readonly startSend: (runId: string, send: SendRecord) => Result<void, Problem>
  /** How a send ended: its write-once file, then its job log row. */
  readonly endSend: (
    runId: string,
    send: SendRecord,
    report: JobReport | null,
  ) => Promise<Result<void, Problem>>
  /** The report of a send that ended; `not-found` before its end and for sends without one. */
  readonly sendReport: (sendId: string) => Result<JobReport, Problem>
  /** Where the bytes of a program of an OK run are; their hash is for whoever reads them. */
  readonly locateProgram: (
    runId: string,
    programId: string,
  ) => Promise<Result<LocatedProgram, Problem>>
  /** Notes that a stage's hand work is done; confirming it twice is no harm. */
  readonly confirmStage: (runId: string, stage: ConfirmedStage) => Result<void, Problem>
  /** Tidies up after a crash; at start, before anything is recorded. */
  readonly sweep: () => Promise<Result<SweepReport, Problem>>
}

/** What the run store stands on. */
export interface RunStorePlace {
  readonly dataDir: string
  readonly files: DurableFiles
  readonly store: Store
  readonly clock: () => Date
  readonly sha256?: RunStoreBase['sha256']
}

const STAGE_CONFIRMED = 'stage-confirmed'

/** The run store of an open database and its data folder. */
export function createRunStore(place: RunStorePlace): RunStore {
  const { dataDir, files, store, clock, sha256 = sha256Hex } = place
  const makeFolder = createFolderMaker(files, dataDir)
  const base: RunStoreBase = { dataDir, files, makeFolder, store, clock, sha256 }
  return {
    record: (built, occasion) => recordRun(base, built, occasion),
    receiveProgram: () => openIncoming(base),
    list: (query) => listRuns(base, query),
    summary: (runId) => {
      const row = findRow(base, runId)
      if (!row.ok) return row
      const sends = lastSends(base, [runId])
      return sends.ok ? success(summaryOf(row.value, sends.value.get(runId))) : sends
    },
    get: async (runId) => {
      const read = await readRun(base, runId)
      return read.ok ? success(read.value.artifact) : read
    },
    show: (runId) => showRun(base, runId),
    verify: (runId) => verifyRun(base, runId),
    readProgram: (runId, programId) => readVerifiedProgram(base, runId, programId),
    readPrograms: (runId) => readVerifiedPrograms(base, runId),
    appendSendLog: (runId, sendId, record) => appendSendLog(base, runId, { sendId, record }),
    startSend: (runId, send) => noteSendStarted(base, runId, send),
    endSend: (runId, send, report) => noteSendEnded(base, runId, { send, report }),
    sendReport: (sendId) => readSendReport(base, sendId),
    locateProgram: (runId, programId) => locateProgram(base, runId, programId),
    confirmStage: (runId, stage) => confirmStage(base, runId, stage),
    sweep: () => sweepRuns(base),
  }
}

async function showRun(base: RunStoreBase, runId: string): Promise<Result<ShownRun, Problem>> {
  const read = await readRun(base, runId)
  if (!read.ok) return read
  const sends = listSends(base, runId)
  if (!sends.ok) return sends
  const confirmed = confirmedStages(base, runId)
  if (!confirmed.ok) return confirmed
  return success({
    ...read.value,
    sends: sends.value,
    artifactPath: absoluteArtifactPath(base.dataDir, read.value.row),
    confirmedStages: confirmed.value,
  })
}

function confirmStage(
  base: RunStoreBase,
  runId: string,
  stage: ConfirmedStage,
): Result<void, Problem> {
  const row = findRow(base, runId)
  if (!row.ok) return row
  const noted = base.store.runNotes.add({ runId, kind: STAGE_CONFIRMED, payload: { stage } })
  return noted.ok ? success(undefined) : noted
}

function confirmedStages(
  base: RunStoreBase,
  runId: string,
): Result<readonly ConfirmedStage[], Problem> {
  const notes = base.store.runNotes.list(runId)
  if (!notes.ok) return notes
  const said = new Set(
    notes.value
      .filter((note) => note.kind === STAGE_CONFIRMED)
      .map((note) => note.payload['stage']),
  )
  return success(CONFIRMED_STAGES.filter((stage) => said.has(stage)))
}
