import type { RunSummary } from '#core/contract/runs.contract.ts'
import type { SendRecord } from '#core/contract/runs.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { KeptRunRow } from '../store/run-index.repository.ts'
import { readChecked } from './read-run.ts'
import type { RunStoreBase } from './run-store-base.ts'
import { lastSends } from './send-log.ts'

/** What to list. */
export interface RunListQuery {
  /** 1 to 200. */
  readonly limit: number
  /** `nextCursor` of the page before; null for the newest. */
  readonly cursor: string | null
  readonly status: RunSummary['status'] | null
}

/** One page of runs, newest arrival first. */
export interface RunPage {
  readonly runs: readonly RunSummary[]
  /** Runs of this page whose file is missing or changed: left out of `runs`, never fatal. */
  readonly damaged: readonly { readonly runId: string; readonly sentence: string }[]
  readonly nextCursor: string | null
}

const CURSOR = /^\d{1,15}$/

/** Lists runs by their rows; each file is re-hashed, and one that does not match is only reported. */
export async function listRuns(
  base: RunStoreBase,
  { limit, cursor, status }: RunListQuery,
): Promise<Result<RunPage, Problem>> {
  if (cursor !== null && !CURSOR.test(cursor)) return failure(badCursor(cursor))
  const before = cursor === null ? null : Number(cursor)
  const found = base.store.runs.list({ limit: limit + 1, before, status })
  if (!found.ok) return found
  const rows = found.value.slice(0, limit)
  const last = rows.at(-1)
  const hasMore = found.value.length > limit && last !== undefined
  return readPage(base, rows, hasMore ? String(last.sequence) : null)
}

async function readPage(
  base: RunStoreBase,
  rows: readonly KeptRunRow[],
  nextCursor: string | null,
): Promise<Result<RunPage, Problem>> {
  const runIds = rows.map((row) => row.run_id)
  const sends = lastSends(base, runIds)
  if (!sends.ok) return sends
  const runs: RunSummary[] = []
  const damaged: { runId: string; sentence: string }[] = []
  for (const row of rows) {
    const read = await readChecked(base, row)
    if (!read.ok) return read
    const { check } = read.value
    if (check.ok) runs.push(summaryOf(row, sends.value.get(row.run_id)))
    else damaged.push({ runId: row.run_id, sentence: check.sentence })
  }
  return success({ runs, damaged, nextCursor })
}

function badCursor(cursor: string): Problem {
  return {
    kind: 'invalid-input',
    message: `${JSON.stringify(cursor.slice(0, 40))} is not the cursor of a page of runs.`,
    remedy: 'List again without a cursor.',
    requestId: '',
  }
}

/** A row as the list shows it. */
export function summaryOf(row: KeptRunRow, send: SendRecord | undefined): RunSummary {
  return {
    runId: row.run_id,
    createdAtUtc: row.created_at,
    jobName: row.job_name,
    planId: row.plan_id,
    status: row.status,
    mode: row.mode,
    toolId: row.tool_id,
    riskLevel: row.risk_level,
    score: row.score,
    programCount: row.program_count,
    lastSend:
      send === undefined
        ? null
        : {
            programId: send.programId,
            outcome: send.outcome,
            endedAtUtc: send.endedAtUtc,
            rehearsal: send.portUri.startsWith('virtual:'),
          },
  }
}
