import { JOB_TYPES } from '#core/analytics/job-types.ts'
import { sendRecordSchema } from '#core/contract/runs.contract.ts'
import type { SendRecord } from '#core/contract/runs.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { JobReport } from '#core/grbl/job/job-report.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { canonicalJson } from '#core/runs/canonical-json.ts'
import { storageProblem } from '../files/storage-problem.ts'
import { writeOnce } from '../files/write-once.ts'
import type { JobLogRecord } from '../store/record.ts'
import { findRow } from './read-run.ts'
import { absoluteArtifactPath, checkSendId, sendLogPath } from './run-paths.ts'
import type { RunStoreBase } from './run-store-base.ts'

/** The job type of a send's row in the job log; its parent is the run id. */
export const SEND_JOB_TYPE = JOB_TYPES.send

/** Puts a `running` row in the job log, with the process that owns it, before the first byte goes out. */
export function noteSendStarted(
  base: RunStoreBase,
  runId: string,
  send: SendRecord,
): Result<void, Problem> {
  const row = findRow(base, runId)
  if (!row.ok) return row
  const sendId = checkSendId(send.sendId)
  if (!sendId.ok) return sendId
  const logged = base.store.jobLog.upsert({
    ...jobOf(runId, send),
    preset_id: row.value.plan_id,
    owner_pid: process.pid,
  })
  return logged.ok ? success(undefined) : logged
}

/** Keeps how a send ended: its write-once file beside the artifact first, then its row. */
export async function noteSendEnded(
  base: RunStoreBase,
  runId: string,
  { send, report }: { readonly send: SendRecord; readonly report: JobReport | null },
): Promise<Result<void, Problem>> {
  const record = { ...send, ...(report !== null && { report }) }
  const kept = await appendSendLog(base, runId, { sendId: send.sendId, record })
  if (!kept.ok) return kept
  const started = base.store.jobLog.get(send.sendId)
  if (!started.ok) return started
  const logged = base.store.jobLog.upsert({
    ...started.value,
    ...jobOf(runId, send),
    ...(report !== null && { report }),
    updated_at: send.endedAtUtc ?? undefined,
    owner_pid: null,
  })
  return logged.ok ? success(undefined) : logged
}

/** The report kept with a send. */
export function readSendReport(base: RunStoreBase, sendId: string): Result<JobReport, Problem> {
  const row = base.store.jobLog.get(sendId)
  if (!row.ok) return row
  const report = row.value?.['report']
  if (typeof report === 'object' && report !== null) return success(report as JobReport)
  const message = `The send ${sendId} has no report.`
  return failure({ kind: 'not-found', message, remedy: '', requestId: '' })
}

/** Writes `{run_id}_send_{send_id}.json` beside the artifact, once; returns its path. */
export async function appendSendLog(
  base: RunStoreBase,
  runId: string,
  {
    sendId,
    record,
  }: { readonly sendId: string; readonly record: Readonly<Record<string, unknown>> },
): Promise<Result<string, Problem>> {
  const row = findRow(base, runId)
  if (!row.ok) return row
  const valid = checkSendId(sendId)
  if (!valid.ok) return valid
  const path = sendLogPath(absoluteArtifactPath(base.dataDir, row.value), valid.value)
  const contents = { schema: 'rmos.send', version: 1, run_id: runId, send_id: sendId, record }
  const bytes = new TextEncoder().encode(canonicalJson(contents))
  const written = await writeOnce(base.files, path, bytes)
  if (!written.ok) return written
  if (written.value === 'written') return success(path)
  return failure(
    storageProblem(`${path} is there already; a send is never written twice.`, 'Send it again.'),
  )
}

/** The sends of a run by the job log, newest first. */
export function listSends(
  base: RunStoreBase,
  runId: string,
): Result<readonly SendRecord[], Problem> {
  const rows = base.store.jobLog.listByParent(runId)
  if (!rows.ok) return rows
  return success(rows.value.map(sendOf).filter((send) => send !== null))
}

/** The newest send of each of these runs that has one. */
export function lastSends(
  base: RunStoreBase,
  runIds: readonly string[],
): Result<ReadonlyMap<string, SendRecord>, Problem> {
  const rows = base.store.jobLog.newestByParent(runIds, SEND_JOB_TYPE)
  if (!rows.ok) return rows
  const sends = new Map<string, SendRecord>()
  for (const [runId, row] of rows.value) {
    const send = sendOf(row)
    if (send !== null) sends.set(runId, send)
  }
  return success(sends)
}

function jobOf(runId: string, send: SendRecord): JobLogRecord {
  return {
    id: send.sendId,
    job_type: SEND_JOB_TYPE,
    parent_job_id: runId,
    status: send.outcome,
    notes: send.note,
    created_at: send.startedAtUtc,
    send,
  }
}

/** The row's status counts: the sweep changes it when the program died during a send. */
function sendOf(row: JobLogRecord): SendRecord | null {
  if (row.job_type !== SEND_JOB_TYPE) return null
  const send = sendRecordSchema.safeParse(row['send'])
  return send.success ? { ...send.data, outcome: row.status ?? send.data.outcome } : null
}
