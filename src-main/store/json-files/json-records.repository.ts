import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { columnText, recordNotFound } from '../record-fields.ts'
import type {
  JobLogRecord,
  JobLogRepository,
  Kept,
  RecordQuery,
  RecordRepository,
} from '../record.ts'
import type { RecordTable } from '../sqlite-records.repository.ts'
import type { JsonTable, JsonTables } from './json-tables.ts'
import type { JsonObject, JsonRow } from './row.ts'

/** What the repositories over files stand on. */
export interface JsonBase {
  readonly tables: JsonTables
  /** Now, as ISO-8601 UTC with milliseconds. */
  readonly nowUtc: () => string
}

/** A text that no half of a character is left alone in, as the database keeps it. */
function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text))
}

/** The order SQLite compares text in: by the bytes of its UTF-8. */
function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

function createdAt(row: JsonRow): string {
  return columnText(row.fields['created_at']) ?? ''
}

function newestFirst(a: JsonRow, b: JsonRow): number {
  return compareText(createdAt(b), createdAt(a)) || b.sequence - a.sequence
}

function toRecord<T extends { readonly id: string }>(row: JsonRow): Kept<T> {
  return JSON.parse(row.text) as Kept<T>
}

function fits(row: JsonRow, { lane, kind }: RecordQuery): boolean {
  if (lane !== undefined && columnText(row.fields['lane']) !== lane) return false
  return kind === undefined || (row.fields['kind'] ?? null) === kind
}

/** Adds or replaces; the first `created_at` of an id stays. */
function putRecord<T extends { readonly id: string }>(
  table: JsonTable,
  record: T,
  now: string,
): Kept<T> {
  const id = wellFormed(record.id)
  const payload = JSON.parse(JSON.stringify(record)) as JsonObject
  const before = table.get(id)
  const first = before === undefined ? columnText(payload['created_at']) : createdAt(before)
  const fields = {
    ...payload,
    id,
    created_at: first ?? now,
    updated_at: columnText(payload['updated_at']) ?? now,
  }
  return toRecord<T>(table.put(id, fields))
}

/** A repository over one of the folders of records. */
export function createJsonRecords<T extends { readonly id: string }>(
  { tables, nowUtc }: JsonBase,
  name: RecordTable,
): RecordRepository<T> {
  const table = tables.table(name)
  const { read, transact } = tables.guard
  return {
    upsert: (record) => transact(() => success(putRecord(table, record, nowUtc()))),
    get: (id) =>
      read(() => {
        const row = table.get(wellFormed(id))
        return row === undefined ? null : toRecord<T>(row)
      }),
    list: (query) =>
      read(() => {
        const found = table.rows().filter((row) => fits(row, query))
        const { limit, offset = 0 } = query
        const end = limit < 0 ? undefined : offset + limit
        const wanted = found.toSorted(newestFirst).slice(offset, end)
        return wanted.map(toRecord<T>)
      }),
    update: (id, patch) =>
      transact((): Result<Kept<T>, Problem> => {
        const row = table.get(wellFormed(id))
        if (row === undefined) return failure(recordNotFound(name, id))
        const merged = { ...toRecord<T>(row), updated_at: undefined, ...patch, id: row.key }
        return success(putRecord(table, merged, nowUtc()))
      }),
    remove: (id) => transact(() => success(table.remove(wellFormed(id)))),
  }
}

/** The job log on files, with its searches by parent and status. */
export function createJsonJobLog(base: JsonBase): JobLogRepository {
  const table = base.tables.table('joblog')
  const { read } = base.tables.guard
  const newestWith = (field: string, value: string) =>
    table
      .rows()
      .filter(({ fields }) => columnText(fields[field]) === value)
      .toReversed()
  return {
    ...createJsonRecords<JobLogRecord>(base, 'joblog'),
    listByParent: (parentJobId) =>
      read(() => newestWith('parent_job_id', parentJobId).map(toRecord<JobLogRecord>)),
    newestByParent: (parentJobIds, jobType) =>
      read(() => {
        const found = new Map<string, Kept<JobLogRecord>>()
        for (const parent of parentJobIds) {
          const row = newestWith('parent_job_id', parent).find(
            ({ fields }) => columnText(fields['job_type']) === jobType,
          )
          if (row !== undefined) found.set(parent, toRecord<JobLogRecord>(row))
        }
        return found
      }),
    listByPreset: (presetId, limit) =>
      read(() => {
        const found = newestWith('preset_id', presetId).toSorted(newestFirst)
        return found.slice(0, limit < 0 ? undefined : limit).map(toRecord<JobLogRecord>)
      }),
    listByStatus: (status) => read(() => newestWith('status', status).map(toRecord<JobLogRecord>)),
  }
}
