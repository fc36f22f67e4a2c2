import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { Approvals, NewApproval, StandingApproval } from '../approvals.repository.ts'
import { alreadyRecorded } from '../run-index.repository.ts'
import type { KeptRunRow, PlanRuns, RunIndex, RunRow } from '../run-index.repository.ts'
import type { RunNote, RunNotes } from '../run-notes.repository.ts'
import type { SettingsRepository } from '../settings.repository.ts'
import { eventLimitProblem } from '../store-events.repository.ts'
import type { StoreEvent, StoreEvents } from '../store-events.repository.ts'
import type { JsonBase } from './json-records.repository.ts'
import type { JsonObject, JsonRow } from './row.ts'

/** A row's file as the value it was written from; the caller names its type. */
function parse(row: JsonRow): unknown {
  return JSON.parse(row.text)
}

function toRun(row: JsonRow): KeptRunRow {
  return { ...(parse(row) as RunRow), sequence: row.sequence }
}

/** The run index on files; nothing in it is ever changed or removed. */
export function createJsonRunIndex({ tables }: JsonBase): RunIndex {
  const table = tables.table('runs')
  const { read, transact } = tables.guard
  return {
    insert: (row) =>
      transact((): Result<KeptRunRow, Problem> => {
        const standing = table.get(row.run_id)
        if (standing !== undefined) return failure(alreadyRecorded(toRun(standing)))
        return success(toRun(table.put(row.run_id, { ...row })))
      }),
    get: (runId) =>
      read(() => {
        const row = table.get(runId)
        return row === undefined ? null : toRun(row)
      }),
    list: ({ limit, before, status }) =>
      read(() =>
        table
          .rows()
          .toReversed()
          .filter(({ sequence }) => before === null || sequence < before)
          .filter(({ fields }) => status === null || fields['status'] === status)
          .slice(0, limit)
          .map(toRun),
      ),
    byPlan: () =>
      read(() => {
        const found = new Map<string, PlanRuns>()
        for (const newest of table.rows().map(toRun)) {
          const { plan_id } = newest
          if (plan_id === null) continue
          found.set(plan_id, { count: (found.get(plan_id)?.count ?? 0) + 1, newest })
        }
        return found
      }),
    allPaths: () =>
      read(
        () =>
          new Map(
            table
              .rows()
              .map(toRun)
              .map((run) => [run.run_id, run.artifact_path]),
          ),
      ),
  }
}

interface ApprovalFields extends NewApproval {
  readonly kind: 'approved' | 'withdrawn'
  readonly recordedAt: string
}

function toApproval({ kind: _, recordedAt, ...approval }: ApprovalFields): StandingApproval {
  return { ...approval, approvedAtUtc: recordedAt }
}

/** Approvals on files: a yes and its withdrawal are two files. */
export function createJsonApprovals({ tables, nowUtc }: JsonBase): Approvals {
  const table = tables.table('approvals')
  const { read, transact } = tables.guard
  const add = (fields: ApprovalFields) => table.put(null, { ...fields })
  const standing = (planId: string): ApprovalFields | null => {
    const newest = table.rows().findLast(({ fields }) => fields['planId'] === planId)
    const approval = newest === undefined ? null : (parse(newest) as ApprovalFields)
    return approval?.kind === 'approved' ? approval : null
  }
  return {
    approve: ({ planId, planSha256, feasibilitySha256, actor, acknowledgement }) =>
      transact(() => {
        const given = { planId, planSha256, feasibilitySha256, actor, acknowledgement }
        const fields = { ...given, kind: 'approved', recordedAt: nowUtc() } as const
        add(fields)
        return success(toApproval(fields))
      }),
    withdraw: (planId, actor) =>
      transact(() => {
        const given = standing(planId)
        if (given === null) return success(false)
        const recordedAt = nowUtc()
        add({ ...given, kind: 'withdrawn', recordedAt, actor, acknowledgement: null })
        return success(true)
      }),
    current: (planId) =>
      read(() => {
        const given = standing(planId)
        return given === null ? null : toApproval(given)
      }),
  }
}

/** Run notes on files; added, never changed nor removed. */
export function createJsonRunNotes({ tables, nowUtc }: JsonBase): RunNotes {
  const table = tables.table('run_notes')
  const runs = tables.table('runs')
  const { read, transact } = tables.guard
  return {
    add: ({ runId, kind, payload }) =>
      transact(() => {
        if (runs.get(runId) === undefined) {
          throw new Error(`a note names run ${runId}, which nobody recorded`)
        }
        const note: RunNote = { runId, kind, payload, createdAtUtc: nowUtc() }
        table.put(null, { ...note })
        return success(note)
      }),
    list: (runId) =>
      read(() =>
        table
          .rows()
          .filter(({ fields }) => fields['runId'] === runId)
          .map((row) => parse(row) as RunNote),
      ),
  }
}

/** The store's own history on files. */
export function createJsonStoreEvents({ tables, nowUtc }: JsonBase): StoreEvents {
  const table = tables.table('store_events')
  const { read, transact } = tables.guard
  const toEvent = (row: JsonRow): StoreEvent => ({
    ...(parse(row) as Omit<StoreEvent, 'sequence'>),
    sequence: row.sequence,
  })
  return {
    append: ({ kind, payload }) =>
      transact(() => success(toEvent(table.put(null, { kind, at: nowUtc(), payload })))),
    list: ({ limit, kind }) => {
      const problem = eventLimitProblem(limit)
      if (problem !== null) return failure(problem)
      return read(() =>
        table
          .rows()
          .toReversed()
          .filter(({ fields }) => kind === undefined || fields['kind'] === kind)
          .slice(0, limit)
          .map(toEvent),
      )
    },
  }
}

/** Remembered choices on files. */
export function createJsonSettings({ tables, nowUtc }: JsonBase): SettingsRepository {
  const table = tables.table('settings')
  const { read, transact } = tables.guard
  return {
    readAll: () =>
      read(() => {
        const all = table
          .rows()
          .map((row) => [row.key, (parse(row) as JsonObject)['value']] as const)
        return Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)))
      }),
    write: (values) =>
      transact(() => {
        for (const [key, value] of Object.entries(values)) {
          if (value !== undefined) table.put(key, { key, value, updated_at: nowUtc() })
        }
        return success(undefined)
      }),
  }
}
