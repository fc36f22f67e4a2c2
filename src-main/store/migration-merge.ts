import { DATASETS, perDataset } from '#core/migration/dataset.ts'
import type { Dataset, PerDataset } from '#core/migration/dataset.ts'
import { REFERENCE_FIELDS, SCALAR_COLUMNS } from '#core/migration/legacy-record.ts'
import type { RecordFields } from '#core/migration/legacy-record.ts'
import type { MissingReference } from '#core/migration/outcome.ts'
import type { Connection } from './connection.ts'
import { stageTable } from './migration-stage.ts'

/** What a merge changed. */
export interface MergeCounts {
  readonly inserted: number
  readonly updated: number
}

/** Rows between two looks at whether the person has changed their mind. */
const BATCH_ROWS = 20_000
/** From so many rows on, if the table has fewer, indexes are made anew. */
const BULK_ROWS = 20_000
/** A million records fit in well; SQLite's own 16 MB would write pages out again and again. */
const MERGE_CACHE_KIB = 32 * 1024

/**
 * Writes staged records into their tables, strip families first, inside the transaction that the
 * caller has open: all of them are there when it commits. A record that was there gets the JSON's
 * content and, where the JSON gives one, its time of creation; where it gives none, the kept time
 * stays, or it is the time of the import. Yields the number of rows so far; the caller may stop.
 */
export function* mergeStages(
  db: Connection,
  datasets: readonly Dataset[],
  nowUtc: string,
): Generator<number, PerDataset<MergeCounts>> {
  db.pragma(`cache_size = -${String(MERGE_CACHE_KIB)}`)
  const counts = perDataset((): MergeCounts => ({ inserted: 0, updated: 0 }))
  let done = 0
  for (const dataset of DATASETS.filter((one) => datasets.includes(one))) {
    const rows = db.prepare(`SELECT count(*) FROM main.${dataset}`).pluck()
    const before = Number(rows.get())
    const staged = lastStaged(db, dataset)
    const indexes = staged > BULK_ROWS && staged > before ? takeDownIndexes(db, dataset) : []
    let written = 0
    for (const batch of mergeOne(db, dataset, nowUtc)) {
      written += batch
      done += batch
      yield done
    }
    for (const sql of indexes) {
      db.exec(sql)
      yield done
    }
    const inserted = Number(rows.get()) - before
    counts[dataset] = { inserted, updated: written - inserted }
  }
  return counts
}

/** At least as many rows as the stage has, told without reading them. */
function lastStaged(db: Connection, dataset: Dataset): number {
  const last = db.prepare(`SELECT coalesce(max(sequence), 0) FROM ${stageTable(dataset)}`)
  return Number(last.pluck().get())
}

/**
 * Drops a table's indexes and returns the SQL that makes them again: for many rows that is several
 * times faster than adding row by row. It is a part of the transaction, so nobody ever sees the
 * table without them, and after a kill they are there.
 */
function takeDownIndexes(db: Connection, dataset: Dataset): readonly string[] {
  const indexes = db
    .prepare<[string], { name: string; sql: string }>(
      "SELECT name, sql FROM main.sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
    )
    .all(dataset)
  for (const { name } of indexes) db.exec(`DROP INDEX main."${name.replaceAll('"', '""')}"`)
  return indexes.map(({ sql }) => sql)
}

function* mergeOne(db: Connection, dataset: Dataset, nowUtc: string): Generator<number> {
  const stage = stageTable(dataset)
  const columns = SCALAR_COLUMNS[dataset]
  const names = [...columns, 'id', 'created_at', 'updated_at', 'payload_json']
  const replaced = [...columns, 'created_at', 'updated_at', 'payload_json']
  const merge = db.prepare<[string, string, number, number]>(
    `INSERT INTO main.${dataset} (${names.join(', ')})
     SELECT ${columns.map((name) => `s.${name}`).join(', ')}, s.id,
       coalesce(s.created_at, (SELECT m.created_at FROM main.${dataset} m WHERE m.id = s.id), ?),
       coalesce(s.updated_at, s.created_at, ?), s.payload_json
     FROM ${stage} s WHERE s.kind < 2 AND s.sequence > ? AND s.sequence <= ? ORDER BY s.sequence
     ON CONFLICT (id) DO UPDATE SET ${replaced.map((c) => `${c} = excluded.${c}`).join(', ')}`,
  )
  const last = lastStaged(db, dataset)
  for (let from = 0; from < last; from += BATCH_ROWS) {
    yield merge.run(nowUtc, nowUtc, from, from + BATCH_ROWS).changes
  }
}

/** Gathers which records name which others, and tells those that lead nowhere. */
export interface ReferenceBook {
  readonly note: (dataset: Dataset, id: string, fields: RecordFields) => void
  readonly missing: (limit: number) => {
    readonly count: number
    readonly samples: readonly MissingReference[]
  }
}

/** Targets remembered in memory, so that a thousand jobs of one pattern ask the table once. */
const REMEMBERED_TARGETS = 20_000

/** Makes the reference book as a temporary table. `staged` are the datasets that have a stage. */
export function createReferenceBook(db: Connection, staged: readonly Dataset[]): ReferenceBook {
  db.exec(
    `CREATE TABLE temp.reference (target TEXT NOT NULL, target_id TEXT NOT NULL, dataset TEXT NOT NULL,
     from_id TEXT NOT NULL, field TEXT NOT NULL, PRIMARY KEY (target, target_id)) WITHOUT ROWID`,
  )
  const add = db.prepare<[string, string, string, string, string]>(
    'INSERT OR IGNORE INTO temp.reference VALUES (?, ?, ?, ?, ?)',
  )
  let remembered = new Set<string>()
  return {
    note: (dataset, id, fields) => {
      for (const { field, target } of REFERENCE_FIELDS[dataset]) {
        const targetId = fields[field]
        if (typeof targetId !== 'string' || targetId === '') continue
        const name = `${target} ${targetId}`
        if (remembered.has(name)) continue
        if (remembered.size >= REMEMBERED_TARGETS) remembered = new Set()
        remembered.add(name)
        add.run(target, targetId, dataset, id, field)
      }
    },
    missing: (limit) => {
      const found = DATASETS.map((target) => missingOf(db, target, staged.includes(target), limit))
      return {
        count: found.reduce((sum, { count }) => sum + count, 0),
        samples: found.flatMap(({ samples }) => samples).slice(0, limit),
      }
    },
  }
}

function missingOf(db: Connection, target: Dataset, isStaged: boolean, limit: number) {
  const staged = isStaged
    ? `AND NOT EXISTS (SELECT 1 FROM ${stageTable(target)} s WHERE s.id = r.target_id)`
    : ''
  const where = `FROM temp.reference r WHERE r.target = ?
    AND NOT EXISTS (SELECT 1 FROM main.${target} m WHERE m.id = r.target_id) ${staged}`
  return {
    count: Number(db.prepare(`SELECT count(*) ${where}`).pluck().get(target)),
    samples: db
      .prepare<[string, number], MissingReference>(
        `SELECT r.dataset, r.from_id AS fromId, r.field, r.target, r.target_id AS targetId ${where} LIMIT ?`,
      )
      .all(target, limit),
  }
}
