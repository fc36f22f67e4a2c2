import { compareRecords } from '#core/migration/content-difference.ts'
import type { RecordDifference } from '#core/migration/content-difference.ts'
import type { Dataset } from '#core/migration/dataset.ts'
import { columnText, SCALAR_COLUMNS } from '#core/migration/legacy-record.ts'
import type { LegacyRecord, RecordFields } from '#core/migration/legacy-record.ts'
import { readTimestamp } from '#core/migration/timestamp.ts'
import type { Connection } from './connection.ts'

/** What is written into the stage: enough to count, or enough to write the records too. */
export type StageDepth = 'ids' | 'records'

/** A record of the database as the comparison sees it. */
export interface LiveRecord {
  readonly sequence: number
  readonly payloadJson: string
  readonly createdAt: string
  readonly updatedAt: string
}

/** What became of one record of the JSON. */
export type Classified = 'new' | 'different' | 'same' | 'settled'

/** A record of the JSON, and the texts it may be kept as. */
export interface Candidate {
  readonly record: LegacyRecord
  /** Its own text when nothing had to be added to it, which saves making another to compare. */
  readonly ownText: string | null
  readonly payloadJson: () => string
}

/** What became of a record, and whether its id came before. */
export interface Taken {
  readonly as: Classified
  readonly isRepeated: boolean
}

/** One dataset of the JSON, held against the database record by record. */
export interface Stage {
  /** Classifies a record; a later one of the same id takes the place of an earlier one. */
  readonly take: (candidate: Candidate) => Taken
  readonly totals: () => StageTotals
  readonly newIds: (limit: number) => readonly string[]
  readonly differing: (limit: number) => readonly StagedDifference[]
  readonly onlyInDatabase: (limit: number) => readonly string[]
}

/** How many ids of each kind there are; repeated ids count once. */
export interface StageTotals {
  readonly fresh: number
  readonly different: number
  readonly same: number
  readonly settled: number
  /** Rows of the table, and those of them that the JSON does not have. */
  readonly live: number
  readonly onlyInDatabase: number
}

/** A record that both sides have with different content. */
export interface StagedDifference {
  readonly id: string
  readonly jsonUpdatedAt: string | null
  readonly sqliteUpdatedAt: string
  readonly difference: RecordDifference
}

const NEW = 0
const DIFFERENT = 1
const SETTLED = 2
/** Ids come in any order: with SQLite's own 16 MB, and 2 MB for temporary tables, every second one would be looked for on the disk. */
const CACHE_KIB = 32 * 1024
/** So many differing records keep their JSON in an ids-only stage, to be shown field by field. */
const SHOWN_DIFFERENCES = 200

/** The temporary table of a dataset. */
export function stageTable(dataset: Dataset): string {
  return `temp.stage_${dataset}`
}

/**
 * Makes the stage of one dataset: a temporary table, which SQLite spills to the disk and removes
 * whatever happens to this process. The caller holds one read transaction around all of it.
 * `settled` names the JSON content (SHA-256 by id) that a person decided not to take.
 */
export function createStage(
  db: Connection,
  dataset: Dataset,
  choice: {
    readonly depth: StageDepth
    readonly isSettled: (id: string, payloadJson: string) => boolean
  },
): Stage {
  for (const schema of ['main', 'temp']) {
    db.pragma(`${schema}.cache_size = -${String(CACHE_KIB)}`)
  }
  const table = stageTable(dataset)
  const columns = choice.depth === 'records' ? SCALAR_COLUMNS[dataset] : []
  db.exec(
    `CREATE TABLE ${table} (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL,
     created_at TEXT, updated_at TEXT, payload_json TEXT${columns.map((name) => `, ${name} TEXT`).join('')})`,
  )
  const live = createLiveLookup(db, dataset)
  const rows = createStageRows(db, table, columns)
  const seen = createBitmap(live.largestSequence())
  const store = (kind: number, record: LegacyRecord, payloadJson: () => string): boolean => {
    const isShown = kind === DIFFERENT && rows.differenceCount() < SHOWN_DIFFERENCES
    const keepsPayload = choice.depth === 'records' || isShown
    return rows.put(kind, record, keepsPayload ? payloadJson() : null)
  }
  return {
    take: ({ record, ownText, payloadJson: makePayload }) => {
      const kept = live.get(record.id)
      if (kept === null) {
        return { as: 'new', isRepeated: !store(NEW, record, makePayload) }
      }
      const isRepeated = !seen.add(kept.sequence)
      const isCopy = ownText === kept.payloadJson && timesFit(record, kept)
      if (isCopy || isSame(record, makePayload(), kept)) {
        if (isRepeated) rows.remove(record.id)
        return { as: 'same', isRepeated }
      }
      const payloadJson = makePayload()
      const as = choice.isSettled(record.id, payloadJson) ? 'settled' : 'different'
      store(as === 'settled' ? SETTLED : DIFFERENT, record, () => payloadJson)
      return { as, isRepeated }
    },
    totals: () => {
      const [fresh, different, settled] = [NEW, DIFFERENT, SETTLED].map(rows.count)
      const known = { fresh: fresh ?? 0, different: different ?? 0, settled: settled ?? 0 }
      const all = live.count()
      const same = seen.size() - known.different - known.settled
      return { ...known, same, live: all, onlyInDatabase: all - seen.size() }
    },
    newIds: (limit) => rows.idsOf(NEW, limit),
    differing: (limit) => rows.differing(limit).flatMap((row) => differenceOf(row, live)),
    onlyInDatabase: (limit) => live.idsOutside(seen.has, limit),
  }
}

function isSame(record: LegacyRecord, payloadJson: string, kept: LiveRecord): boolean {
  if (payloadJson === kept.payloadJson && timesFit(record, kept)) return true
  return differenceBetween(record, kept).fieldCount === 0
}

function timesFit({ fields, createdAtUtc, updatedAtUtc }: LegacyRecord, kept: LiveRecord): boolean {
  const fits = (given: unknown, utc: string | null, column: string) =>
    given === undefined || utc === null || utc === column
  return (
    fits(fields['created_at'], createdAtUtc, kept.createdAt) &&
    fits(fields['updated_at'], updatedAtUtc, kept.updatedAt)
  )
}

/** Field by field, what a JSON record has otherwise than the kept one. */
export function differenceBetween(
  record: Pick<LegacyRecord, 'fields' | 'createdAtUtc' | 'updatedAtUtc'>,
  kept: LiveRecord,
): RecordDifference {
  return compareRecords(record.fields, JSON.parse(kept.payloadJson) as RecordFields, {
    json: record,
    sqlite: { createdAtUtc: asUtc(kept.createdAt), updatedAtUtc: asUtc(kept.updatedAt) },
  })
}

function asUtc(column: string): string {
  return readTimestamp(column)?.utc ?? column
}

interface StagedRow {
  readonly id: string
  readonly created_at: string | null
  readonly updated_at: string | null
  readonly payload_json: string
}

function differenceOf(row: StagedRow, live: LiveLookup): readonly StagedDifference[] {
  const kept = live.get(row.id)
  if (kept === null) return []
  const fields = JSON.parse(row.payload_json) as RecordFields
  const times = { createdAtUtc: row.created_at, updatedAtUtc: row.updated_at }
  return [
    {
      id: row.id,
      jsonUpdatedAt: row.updated_at ?? row.created_at,
      sqliteUpdatedAt: asUtc(kept.updatedAt),
      difference: differenceBetween({ fields, ...times }, kept),
    },
  ]
}

interface LiveRow extends LiveRecord {
  readonly id: string
}

const LIVE =
  'id, sequence, payload_json AS payloadJson, created_at AS createdAt, updated_at AS updatedAt'
const FORESEEN_ROWS = 256

/**
 * Looks up by id, and where two look-ups in a row met neighbours, takes the rows that follow in one
 * query: JSON that was imported, or exported from here, is in the table's own order.
 */
function foresee(
  one: (id: string) => LiveRow | null,
  following: (after: number) => readonly LiveRow[],
): (id: string) => LiveRecord | null {
  let rows: readonly LiveRow[] = []
  let next = 0
  let lastSequence = -1
  return (id) => {
    const foreseen = rows[next]
    if (foreseen?.id === id) {
      next += 1
      lastSequence = foreseen.sequence
      if (next === rows.length) {
        rows = following(lastSequence)
        next = 0
      }
      return foreseen
    }
    const found = one(id)
    if (found === null) return null
    rows = found.sequence === lastSequence + 1 ? following(found.sequence) : []
    next = 0
    lastSequence = found.sequence
    return found
  }
}

interface LiveLookup {
  readonly get: (id: string) => LiveRecord | null
  readonly count: () => number
  readonly largestSequence: () => number
  readonly idsOutside: (isSeen: (sequence: number) => boolean, limit: number) => readonly string[]
}

/** Finds records of a table by id. */
export function createLiveLookup(db: Connection, dataset: Dataset): LiveLookup {
  const one = db.prepare<[string], LiveRow>(`SELECT ${LIVE} FROM main.${dataset} WHERE id = ?`)
  const following = db.prepare<[number, number], LiveRow>(
    `SELECT ${LIVE} FROM main.${dataset} WHERE sequence > ? ORDER BY sequence LIMIT ?`,
  )
  const count = db.prepare(`SELECT count(*) FROM main.${dataset}`).pluck()
  const largest = db.prepare(`SELECT coalesce(max(sequence), 0) FROM main.${dataset}`).pluck()
  const all = db.prepare<[], { sequence: number; id: string }>(
    `SELECT sequence, id FROM main.${dataset} ORDER BY sequence`,
  )
  return {
    get: foresee(
      (id) => one.get(id) ?? null,
      (after) => following.all(after, FORESEEN_ROWS),
    ),
    count: () => Number(count.get()),
    largestSequence: () => Number(largest.get()),
    idsOutside: (isSeen, limit) => {
      const ids: string[] = []
      for (const { sequence, id } of all.iterate()) {
        if (ids.length >= limit) break
        if (!isSeen(sequence)) ids.push(id)
      }
      return ids
    },
  }
}

function createStageRows(db: Connection, table: string, columns: readonly string[]) {
  const names = ['id', 'kind', 'created_at', 'updated_at', 'payload_json', ...columns]
  const marks = names.map(() => '?').join(', ')
  const add = db.prepare(`INSERT OR IGNORE INTO ${table} (${names.join(', ')}) VALUES (${marks})`)
  const replaced = names.slice(1).map((name) => `${name} = excluded.${name}`)
  const replace = db.prepare(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})
     ON CONFLICT (id) DO UPDATE SET ${replaced.join(', ')}`,
  )
  const remove = db.prepare<[string]>(`DELETE FROM ${table} WHERE id = ?`)
  const count = db.prepare<[number]>(`SELECT count(*) FROM ${table} WHERE kind = ?`).pluck()
  /** By kind, as long as no row was replaced or removed: counting a million reads all of them. */
  let counts: number[] | null = [0, 0, 0]
  const ids = db
    .prepare<[number, number], string>(
      `SELECT id FROM ${table} WHERE kind = ? ORDER BY sequence LIMIT ?`,
    )
    .pluck()
  const differing = db.prepare<[number], StagedRow>(
    `SELECT id, created_at, updated_at, payload_json FROM ${table}
     WHERE kind = ${String(DIFFERENT)} AND payload_json IS NOT NULL ORDER BY sequence LIMIT ?`,
  )
  let differences = 0
  return {
    /** False when a record of that id stood there, which is replaced. */
    put: (kind: number, record: LegacyRecord, payloadJson: string | null): boolean => {
      if (kind === DIFFERENT) differences += 1
      const { id, createdAtUtc, updatedAtUtc, fields } = record
      const values = columns.map((name) => columnText(fields[name]))
      const row = [id, kind, createdAtUtc, updatedAtUtc, payloadJson, ...values]
      if (add.run(...row).changes === 1) {
        if (counts !== null) counts[kind] = (counts[kind] ?? 0) + 1
        return true
      }
      replace.run(...row)
      counts = null
      return false
    },
    remove: (id: string) => {
      remove.run(id)
      counts = null
    },
    count: (kind: number) => counts?.[kind] ?? Number(count.get(kind)),
    idsOf: (kind: number, limit: number) => ids.all(kind, limit),
    differing: (limit: number) => differing.all(limit),
    differenceCount: () => differences,
  }
}

/** One bit for each row of a table: a million rows take 125 kB. */
function createBitmap(largest: number) {
  const bits = new Uint8Array(Math.floor(largest / 8) + 1)
  let size = 0
  const has = (index: number) => ((bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0
  return {
    has,
    /** False when it was there already. */
    add: (index: number): boolean => {
      if (has(index)) return false
      bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7))
      size += 1
      return true
    },
    size: () => size,
  }
}
