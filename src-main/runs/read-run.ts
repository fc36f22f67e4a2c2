import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { ArtifactProgram, RunArtifact } from '#core/runs/artifact.schema.ts'
import { sliceProgram } from '#core/runs/slice-programs.ts'
import { attachmentsOf, readArtifact, verifyArtifact } from '#core/runs/verify-artifact.ts'
import type { ArtifactCheck, ArtifactVerification } from '#core/runs/verify-artifact.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import { fileProblem, storageProblem } from '../files/storage-problem.ts'
import type { KeptRunRow } from '../store/run-index.repository.ts'
import { readAttachment } from './attachment-files.ts'
import { absoluteArtifactPath, checkRunId } from './run-paths.ts'
import { exactText, runNotFound } from './run-store-base.ts'
import type { RunStoreBase } from './run-store-base.ts'

/** What verifying a run found. */
export interface RunVerification {
  readonly ok: boolean
  readonly checks: readonly ArtifactCheck[]
}

/** One program of a verified run. */
export interface VerifiedProgram {
  readonly runId: string
  readonly program: ArtifactProgram
  readonly fileName: string
  readonly text: string
  /** Of the text, as recorded and as found. */
  readonly sha256: string
}

/** The row of a run; `not-found` when there is none, `invalid-input` for what is no run id. */
export function findRow(base: RunStoreBase, runId: string): Result<KeptRunRow, Problem> {
  const valid = checkRunId(runId)
  if (!valid.ok) return valid
  const row = base.store.runs.get(valid.value)
  if (!row.ok) return row
  return row.value === null ? failure(runNotFound(runId)) : success(row.value)
}

/** The artifact file's text when its bytes are those of the row, else what is wrong with it. */
export async function readChecked(
  base: RunStoreBase,
  row: KeptRunRow,
): Promise<Result<{ readonly check: ArtifactCheck; readonly text: string | null }, Problem>> {
  const path = absoluteArtifactPath(base.dataDir, row)
  try {
    const bytes = await base.files.readFile(path)
    const fault = faultOfBytes(base, row, bytes)
    const text = fault === null ? exactText(bytes) : null
    const sentence = fault ?? `${row.artifact_path} is the file that was recorded`
    return success({ check: { what: 'file', ok: text !== null, sentence }, text })
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') return failure(fileProblem(error, 'read', path))
    const sentence = `${row.artifact_path} is missing`
    return success({ check: { what: 'file', ok: false, sentence }, text: null })
  }
}

function faultOfBytes(base: RunStoreBase, row: KeptRunRow, bytes: Uint8Array): string | null {
  if (bytes.length !== row.size_bytes) {
    return `${row.artifact_path} has ${String(bytes.length)} bytes, ${String(row.size_bytes)} were recorded`
  }
  const found = base.sha256(bytes)
  if (found === row.sha256) return null
  return `${row.artifact_path} was changed: its SHA-256 is ${found.slice(0, 12)}…, recorded was ${row.sha256.slice(0, 12)}…`
}

/** The artifact of a run whose file is untouched; the hashes inside are `verifyRun`'s to take again. */
export async function readRun(
  base: RunStoreBase,
  runId: string,
): Promise<Result<{ readonly artifact: RunArtifact; readonly row: KeptRunRow }, Problem>> {
  const row = findRow(base, runId)
  if (!row.ok) return row
  const read = await readChecked(base, row.value)
  if (!read.ok) return read
  if (read.value.text === null) return failure(damaged(runId, read.value.check))
  const { artifact, checks } = readArtifact(read.value.text)
  const fault = checks.find((check) => !check.ok)
  if (artifact !== null) return success({ artifact, row: row.value })
  return failure(damaged(runId, fault ?? read.value.check))
}

/** Takes the hash of the file and every hash in it again, attachments included. */
export async function verifyRun(
  base: RunStoreBase,
  runId: string,
): Promise<Result<RunVerification, Problem>> {
  const found = await verifyWholly(base, runId)
  if (!found.ok) return found
  return success({ ok: found.value.ok, checks: found.value.checks })
}

async function verifyWholly(
  base: RunStoreBase,
  runId: string,
): Promise<Result<ArtifactVerification, Problem>> {
  const row = findRow(base, runId)
  if (!row.ok) return row
  const read = await readChecked(base, row.value)
  if (!read.ok) return read
  const { check, text } = read.value
  if (text === null) return success({ ok: false, checks: [check], artifact: null, gcode: null })
  const beside = await readBeside(base, readArtifact(text).artifact)
  if (!beside.ok) return beside
  const inside = verifyArtifact(text, {
    sha256: base.sha256,
    attachment: (path) => beside.value.get(path) ?? null,
  })
  return success({ ...inside, checks: [check, checkRow(row.value, inside), ...inside.checks] })
}

function checkRow(row: KeptRunRow, { artifact }: ArtifactVerification): ArtifactCheck {
  const ok =
    artifact === null ||
    (artifact.run_id === row.run_id &&
      artifact.status === row.status &&
      artifact.created_at_utc === row.created_at)
  return {
    what: 'row',
    ok,
    sentence: ok
      ? 'the database knows this run by this file'
      : `the database's row of run ${row.run_id} is not that of this artifact`,
  }
}

async function readBeside(
  base: RunStoreBase,
  artifact: RunArtifact | null,
): Promise<Result<ReadonlyMap<string, string>, Problem>> {
  const texts = new Map<string, string>()
  for (const path of artifact === null ? [] : attachmentsOf(artifact)) {
    const text = await readAttachment(base, path)
    if (!text.ok) return text
    if (text.value !== null) texts.set(path, text.value)
  }
  return success(texts)
}

/** What is in an OK run of which every hash matches. */
interface VerifiedRun {
  readonly programs: readonly ArtifactProgram[]
  readonly gcode: string | null
}

async function readVerified(
  base: RunStoreBase,
  runId: string,
): Promise<Result<VerifiedRun, Problem>> {
  const found = await verifyWholly(base, runId)
  if (!found.ok) return found
  const { ok, checks, artifact, gcode } = found.value
  const fault = checks.find((check) => !check.ok)
  if (!ok || fault !== undefined || artifact === null) {
    return failure(damaged(runId, fault ?? { what: 'artifact', sentence: 'it cannot be read' }))
  }
  if (artifact.status !== 'OK') {
    const message = `The run ${runId} is ${artifact.status}: it has no program to run.`
    return failure({ kind: 'blocked', message, remedy: 'Start a new run.', requestId: '' })
  }
  return success({ programs: artifact.outputs.programs, gcode })
}

/**
 * One program of a run, for a machine or a person: only when the run is OK and every hash of it
 * matches what was recorded.
 */
export async function readVerifiedProgram(
  base: RunStoreBase,
  runId: string,
  programId: string,
): Promise<Result<VerifiedProgram, Problem>> {
  const found = await readVerified(base, runId)
  if (!found.ok) return found
  const { programs, gcode } = found.value
  const program = programs.find(({ program_id: id }) => id === programId)
  if (program === undefined || gcode === null) {
    const message = `The run ${runId} has no program ${JSON.stringify(programId.slice(0, 80))}.`
    return failure({ kind: 'not-found', message, remedy: '', requestId: '' })
  }
  return sliceVerified(base, runId, { program, gcode })
}

/**
 * Every program of a run in the order they are cut, as `readVerifiedProgram` gives one: the run is read and
 * its hashes are taken once for all of them.
 */
export async function readVerifiedPrograms(
  base: RunStoreBase,
  runId: string,
): Promise<Result<readonly VerifiedProgram[], Problem>> {
  const found = await readVerified(base, runId)
  if (!found.ok) return found
  const { programs, gcode } = found.value
  const read: VerifiedProgram[] = []
  for (const program of programs) {
    if (gcode === null) throw new Error(`run ${runId} was verified without the text it names`)
    const sliced = sliceVerified(base, runId, { program, gcode })
    if (!sliced.ok) return sliced
    read.push(sliced.value)
  }
  return success(read)
}

function sliceVerified(
  base: RunStoreBase,
  runId: string,
  { program, gcode }: { readonly program: ArtifactProgram; readonly gcode: string },
): Result<VerifiedProgram, Problem> {
  const text = sliceProgram(gcode, {
    offsetBytes: program.offset_bytes,
    lengthBytes: program.length_bytes,
  })
  const what = `program ${program.program_id}`
  if (!text.ok) return failure(damaged(runId, { what, sentence: text.error }))
  // Taken once more on exactly what is handed out.
  if (base.sha256(text.value) !== program.sha256) {
    return failure(damaged(runId, { what, sentence: 'its SHA-256 does not match' }))
  }
  const { file_name: fileName, sha256 } = program
  return success({ runId, program, fileName, text: text.value, sha256 })
}

function damaged(runId: string, check: { readonly what: string; readonly sentence: string }) {
  return storageProblem(
    `The run ${runId} is damaged and is not used: ${check.sentence}.`,
    'Start a new run from its plan; the damaged file is kept as it is.',
  )
}
