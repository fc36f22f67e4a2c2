import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { Connection } from './connection.ts'
import type { Guard } from './database-problem.ts'
import type {
  JobLogRecord,
  JobLogRepository,
  Kept,
  RecordQuery,
  RecordRepository,
} from './record.ts'
import { columnText, recordNotFound } from './record-fields.ts'

/** The tables that keep whole records, and the columns of theirs that are searched by. */
const COLUMNS = {
  patterns: ['name', 'lane', 'parent_preset_id', 'source_candidate_id', 'promotion_lane'],
  strip_families: ['name', 'lane', 'parent_preset_id', 'source_candidate_id', 'promotion_lane'],
  joblog: [
    ...['job_type', 'lane', 'preset_id', 'parent_preset_id', 'parent_job_id'],
    ...['source_candidate_id', 'promotion_lane', 'status'],
    ...['risk_grade', 'doc_grade', 'gantry_grade', 'notes'],
  ],
} as const

/** A table of whole records. */
export type RecordTable = keyof typeof COLUMNS

/** What the repositories stand on. */
export interface StoreBase {
  readonly db: Connection
  readonly guard: Guard
  /** Now, as ISO-8601 UTC with milliseconds. */
  readonly nowUtc: () => string
}

interface Row {
  readonly id: string
  readonly created_at: string
  readonly updated_at: string
  readonly payload_json: string
}

const NEWEST_FIRST = 'ORDER BY created_at DESC, sequence DESC'
const FIELDS = 'id, created_at, updated_at, payload_json'

/** A record's own kind; plans have none. */
const KIND = "json_extract(payload_json, '$.kind')"

/** Lists the rows of a table by lane, by kind, by both or all of them; one statement for each way. */
function listerOf(db: Connection, table: RecordTable): (query: RecordQuery) => readonly Row[] {
  const select = (where: string) =>
    db.prepare<unknown[], Row>(
      `SELECT ${FIELDS} FROM ${table} ${where} ${NEWEST_FIRST} LIMIT ? OFFSET ?`,
    )
  const all = select('')
  const ofLane = select('WHERE lane = ?')
  const ofKind = select(`WHERE ${KIND} IS ?`)
  const ofBoth = select(`WHERE ${KIND} IS ? AND lane = ?`)
  return ({ limit, offset = 0, lane, kind }) => {
    if (kind === undefined) {
      return lane === undefined ? all.all(limit, offset) : ofLane.all(lane, limit, offset)
    }
    return lane === undefined
      ? ofKind.all(kind, limit, offset)
      : ofBoth.all(kind, lane, limit, offset)
  }
}

/** A repository over one of the record tables. */
export function createRecordRepository<T extends { readonly id: string }>(
  { db, guard, nowUtc }: StoreBase,
  table: RecordTable,
): RecordRepository<T> {
  const columns = COLUMNS[table]
  const names = [...columns, 'id', 'created_at', 'updated_at', 'payload_json']
  const replaced = [...columns, 'updated_at', 'payload_json'].map((c) => `${c} = excluded.${c}`)
  const write = db.prepare<unknown[], Row>(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${replaced.join(', ')} RETURNING ${FIELDS}`,
  )
  const one = db.prepare<[string], Row>(`SELECT ${FIELDS} FROM ${table} WHERE id = ?`)
  const list = listerOf(db, table)
  const removeOne = db.prepare<[string]>(`DELETE FROM ${table} WHERE id = ?`)

  const put = (record: T): Kept<T> => {
    const now = nowUtc()
    const fields = record as Readonly<Record<string, unknown>>
    const row = write.get(
      ...columns.map((column) => columnText(fields[column])),
      record.id,
      columnText(fields['created_at']) ?? now,
      columnText(fields['updated_at']) ?? now,
      JSON.stringify(record),
    )
    if (row === undefined) throw new Error(`${table} kept no row for ${record.id}`)
    return toRecord<T>(row)
  }
  return {
    upsert: (record) => guard.transact(() => success(put(record))),
    get: (id) =>
      guard.read(() => {
        const row = one.get(id)
        return row === undefined ? null : toRecord<T>(row)
      }),
    list: (query) => guard.read(() => list(query).map(toRecord<T>)),
    update: (id, patch) =>
      guard.transact((): Result<Kept<T>, Problem> => {
        const row = one.get(id)
        if (row === undefined) return failure(recordNotFound(table, id))
        return success(put({ ...toRecord<T>(row), updated_at: undefined, ...patch, id }))
      }),
    remove: (id) => guard.transact(() => success(removeOne.run(id).changes > 0)),
  }
}

/** The job log, with its searches by parent and status. */
export function createJobLogRepository(base: StoreBase): JobLogRepository {
  const { db, guard } = base
  const ofParent = db.prepare<[string], Row>(
    `SELECT ${FIELDS} FROM joblog WHERE parent_job_id = ? ORDER BY sequence DESC`,
  )
  const newest = db.prepare<[string, string], Row>(
    `SELECT ${FIELDS} FROM joblog WHERE parent_job_id = ? AND job_type = ?
     ORDER BY sequence DESC LIMIT 1`,
  )
  const ofPreset = db.prepare<[string, number], Row>(
    `SELECT ${FIELDS} FROM joblog WHERE preset_id = ? ${NEWEST_FIRST} LIMIT ?`,
  )
  const ofStatus = db.prepare<[string], Row>(
    `SELECT ${FIELDS} FROM joblog WHERE status = ? ORDER BY sequence DESC`,
  )
  return {
    ...createRecordRepository<JobLogRecord>(base, 'joblog'),
    listByParent: (parentJobId) =>
      guard.read(() => ofParent.all(parentJobId).map(toRecord<JobLogRecord>)),
    newestByParent: (parentJobIds, jobType) =>
      guard.read(() => {
        const found = new Map<string, Kept<JobLogRecord>>()
        for (const parent of parentJobIds) {
          const row = newest.get(parent, jobType)
          if (row !== undefined) found.set(parent, toRecord<JobLogRecord>(row))
        }
        return found
      }),
    listByPreset: (presetId, limit) =>
      guard.read(() => ofPreset.all(presetId, limit).map(toRecord<JobLogRecord>)),
    listByStatus: (status) => guard.read(() => ofStatus.all(status).map(toRecord<JobLogRecord>)),
  }
}

function toRecord<T extends { readonly id: string }>(row: Row): Kept<T> {
  const payload = JSON.parse(row.payload_json) as T
  const { id, created_at, updated_at } = row
  return { ...payload, id, created_at, updated_at }
}
