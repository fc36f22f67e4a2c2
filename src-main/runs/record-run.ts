import { join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { RunArtifact } from '#core/runs/artifact.schema.ts'
import type { BuiltArtifact } from '#core/runs/build-artifact.ts'
import { verifyArtifact } from '#core/runs/verify-artifact.ts'
import { fileProblem, storageProblem } from '../files/storage-problem.ts'
import { writeOnce } from '../files/write-once.ts'
import type { JobLogRecord } from '../store/record.ts'
import { alreadyRecorded } from '../store/run-index.repository.ts'
import type { KeptRunRow, RunRow } from '../store/run-index.repository.ts'
import { keepAttachment } from './attachment-files.ts'
import { artifactPath, runDate } from './run-paths.ts'
import type { RunStoreBase } from './run-store-base.ts'

/** What is known of a run besides its artifact. */
export interface RunOccasion {
  readonly planId: string | null
  /** Added to the run's job log row, whose id is the run id and whose type is `run` unless given. */
  readonly jobLog?: Omit<JobLogRecord, 'id'>
}

/** A run that is on the disk: file, attachments and row. */
export interface RecordedRun {
  readonly runId: string
  readonly sequence: number
  /** Relative to the data folder. */
  readonly artifactPath: string
  readonly sha256: string
  readonly sizeBytes: number
}

/** Another process' sweep can take a file between its writing and its row; then it is written again. */
const ATTEMPTS = 3
const VANISHED = storageProblem(
  'The run artifact was moved away while it was being recorded.',
  'Try again when no other RMOS program is starting.',
)

/**
 * Records a run: attachments, then the artifact file, each whole and synced, then one transaction
 * with its row and its job log row. That row is the commit point: before it there is no such run.
 * Throws when the artifact would not verify: such a thing is never written.
 */
export async function recordRun(
  base: RunStoreBase,
  built: BuiltArtifact,
  occasion: RunOccasion,
): Promise<Result<RecordedRun, Problem>> {
  requireVerified(base, built)
  const bytes = new TextEncoder().encode(built.text)
  const row = rowOf(built.artifact, occasion, { bytes, sha256: base.sha256(bytes) })
  const standing = base.store.runs.get(row.run_id)
  if (!standing.ok) return standing
  if (standing.value !== null) return failure(alreadyRecorded(standing.value))
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const written = await writeFiles(base, built, bytes)
    if (!written.ok) return written
    const kept = commit(base, row, jobRow(built.artifact, occasion))
    if (kept.ok) return success(toRecorded(kept.value))
    if (kept.error !== VANISHED) return kept
  }
  return failure(VANISHED)
}

function requireVerified(base: RunStoreBase, built: BuiltArtifact): void {
  const beside = new Map(built.attachments.map(({ path, text }) => [path, text]))
  const found = verifyArtifact(built.text, {
    sha256: base.sha256,
    attachment: (path) => beside.get(path) ?? null,
    ...(built.keptGcode !== undefined && { gcodeFacts: built.keptGcode }),
  })
  if (found.ok) return
  const faults = found.checks.filter((check) => !check.ok).map((c) => `${c.what}: ${c.sentence}`)
  throw new Error(`run ${built.artifact.run_id} would not verify: ${faults.join('; ')}`)
}

async function writeFiles(
  base: RunStoreBase,
  { artifact, attachments }: BuiltArtifact,
  bytes: Uint8Array,
): Promise<Result<void, Problem>> {
  for (const attachment of attachments) {
    const kept = await keepAttachment(base, attachment)
    if (!kept.ok) return kept
  }
  const name = `${artifact.run_id}.json`
  try {
    const folder = await base.makeFolder('runs', runDate(artifact.created_at_utc))
    const path = join(folder, name)
    const written = await writeOnce(base.files, path, bytes)
    if (!written.ok) return written
    if (written.value === 'written') return success(undefined)
    // A first attempt whose row failed left its file; the same bytes may get their row now.
    const standing = await base.files.readFile(path)
    if (base.sha256(standing) === base.sha256(bytes)) return success(undefined)
    const sentence = `${path} is there already with other contents; a run is never overwritten.`
    return failure(storageProblem(sentence, 'Restart RMOS, which moves stray files aside.'))
  } catch (error) {
    return failure(fileProblem(error, 'write', join('runs', name)))
  }
}

/**
 * The file is looked for inside the transaction: the sweep moves files only while it holds the
 * same lock, so a row never stands for a file that was taken away.
 */
function commit(base: RunStoreBase, row: RunRow, job: JobLogRecord): Result<KeptRunRow, Problem> {
  return base.store.transact((): Result<KeptRunRow, Problem> => {
    const path = join(base.dataDir, ...row.artifact_path.split('/'))
    if (!base.files.isFileNow(path)) return failure(VANISHED)
    const kept = base.store.runs.insert(row)
    if (!kept.ok) return kept
    const logged = base.store.jobLog.upsert(job)
    return logged.ok ? kept : logged
  })
}

function rowOf(
  artifact: RunArtifact,
  { planId }: RunOccasion,
  file: { readonly bytes: Uint8Array; readonly sha256: string },
): RunRow {
  return {
    run_id: artifact.run_id,
    created_at: artifact.created_at_utc,
    status: artifact.status,
    mode: artifact.mode,
    job_name: artifact.job_name,
    tool_id: artifact.tool_id,
    risk_level: artifact.decision.risk_level,
    score: artifact.decision.score,
    plan_id: planId,
    program_count: artifact.outputs.programs.length,
    artifact_path: artifactPath(artifact.run_id, artifact.created_at_utc),
    sha256: file.sha256,
    size_bytes: file.bytes.length,
  }
}

function jobRow(artifact: RunArtifact, { planId, jobLog }: RunOccasion): JobLogRecord {
  return {
    job_type: 'run',
    preset_id: planId,
    status: artifact.status,
    risk_grade: artifact.decision.risk_level,
    name: artifact.job_name,
    created_at: artifact.created_at_utc,
    ...jobLog,
    id: artifact.run_id,
  }
}

function toRecorded(row: KeptRunRow): RecordedRun {
  return {
    runId: row.run_id,
    sequence: row.sequence,
    artifactPath: row.artifact_path,
    sha256: row.sha256,
    sizeBytes: row.size_bytes,
  }
}
