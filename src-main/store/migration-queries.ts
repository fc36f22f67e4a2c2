import { perDataset } from '#core/migration/dataset.ts'
import type { Dataset, PerDataset } from '#core/migration/dataset.ts'
import type { Connection } from './connection.ts'

/** How many records of each lane a table has: lane, else promotion lane, else `unknown`. */
export function laneCounts(db: Connection, dataset: Dataset): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  const add = (lane: string, count: number) => counts.set(lane, (counts.get(lane) ?? 0) + count)
  const named = db.prepare<[], { lane: string; count: number }>(
    `SELECT lane, count(*) AS count FROM main.${dataset} WHERE lane <> '' GROUP BY lane`,
  )
  const others = db.prepare<[], { lane: string; count: number }>(
    `SELECT coalesce(nullif(promotion_lane, ''), 'unknown') AS lane, count(*) AS count
     FROM main.${dataset} WHERE lane IS NULL OR lane = '' GROUP BY 1`,
  )
  for (const { lane, count } of [...named.all(), ...others.all()]) add(lane, count)
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** How many records each table has. */
export function recordCounts(db: Connection): PerDataset<number> {
  return perDataset((dataset) =>
    Number(db.prepare(`SELECT count(*) FROM main.${dataset}`).pluck().get()),
  )
}

/** A record as a snapshot writes it. */
export interface SnapshotRow {
  readonly id: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly payloadJson: string
}

/** All records of a table in their order of arrival, one at a time. */
export function snapshotRows(db: Connection, dataset: Dataset): IterableIterator<SnapshotRow> {
  return db
    .prepare<[], SnapshotRow>(
      `SELECT id, created_at AS createdAt, updated_at AS updatedAt, payload_json AS payloadJson
       FROM main.${dataset} ORDER BY sequence`,
    )
    .iterate()
}

/** One of the newest records. */
export interface NewestRow {
  readonly id: string
  readonly name: string
  readonly createdAtUtc: string
}

/** The newest records of a table by their time of creation. */
export function newestRecords(db: Connection, dataset: Dataset, limit: number): NewestRow[] {
  const name = dataset === 'joblog' ? 'job_type' : 'name'
  return db
    .prepare<[number], NewestRow>(
      `SELECT id, coalesce(${name}, '') AS name, created_at AS createdAtUtc
       FROM main.${dataset} ORDER BY created_at DESC, sequence DESC LIMIT ?`,
    )
    .all(limit)
}
