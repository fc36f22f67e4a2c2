import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import { nodeFilesNow } from '../files/durable-files-now.ts'
import type { DurableFilesNow } from '../files/durable-files-now.ts'
import { storageProblem } from '../files/storage-problem.ts'
import { announceWork } from './database-work.ts'
import type { HistoryIntake, PastApproval } from './history-intake.ts'
import { JSON_STORE_NAME } from './json-files/json-place.ts'
import type { JsonTables } from './json-files/json-tables.ts'
import { openStandingTables } from './json-files/open-json-store.ts'
import type { JsonRow, JsonTableName } from './json-files/row.ts'
import type { Kept, RecordRepository } from './record.ts'
import type { RunRow } from './run-index.repository.ts'
import type { RunNote } from './run-notes.repository.ts'
import type { Store } from './store.ts'
import type { StoreEvent } from './store-events.repository.ts'

/** A record that is in both places and is not the same there. */
export interface MergeConflict {
  readonly dataset: JsonTableName
  readonly id: string
  /** Which of the two the database has now; the other one is kept as well, in history or in its file. */
  readonly kept: 'database' | 'files'
}

/** What became of the files of one kind. */
export interface MergedDataset {
  readonly dataset: JsonTableName
  readonly added: number
  /** In the database already, the same. */
  readonly unchanged: number
  readonly conflicts: number
}

/** What merging did. */
export interface MergeReport {
  readonly datasets: readonly MergedDataset[]
  readonly conflicts: readonly MergeConflict[]
  /** Files that hold no record, with what is wrong; they were moved aside with the others. */
  readonly badFiles: readonly string[]
  /** Where the files are now; null when there were none, or when they could not be moved. */
  readonly movedTo: string | null
}

/** Where files and database are. */
export interface MergePlace {
  readonly dataDir: string
  /** The open database. */
  readonly store: Store
  readonly clock: () => Date
  readonly files?: DurableFilesNow
}

type Fate = 'added' | 'unchanged' | 'database' | 'files'

/** The writes that failed are thrown out of the transaction and handed back as they are. */
class MergeStopped extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

function must<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new MergeStopped(result.error)
  return result.value
}

/**
 * Puts what was kept in files while SQLite could not start into the database, in one transaction,
 * and then moves the files aside. Of a record that is in both and differs the one changed last
 * stays, the other is kept in the store's history (or its file). Doing it again changes nothing.
 */
export function mergeBack(place: MergePlace): Result<MergeReport, Problem> {
  const { dataDir, store } = place
  const files = place.files ?? nodeFilesNow()
  const tables = openStandingTables(dataDir, files)
  if (!tables.ok) return tables
  const { intake } = store
  if (tables.value === null || intake === null) {
    return success({ datasets: [], conflicts: [], badFiles: [], movedTo: null })
  }
  const standing = tables.value
  const finished = announceWork(store.path, 'merging record files', place.clock)
  try {
    // The turn keeps other programs from writing files that nobody would merge.
    return standing.guard.transact(() => {
      const merged = mergeAll(store, intake, standing)
      return merged.ok ? success({ ...merged.value, movedTo: moveAside(files, place) }) : merged
    })
  } finally {
    finished()
  }
}

function mergeAll(
  store: Store,
  intake: HistoryIntake,
  tables: JsonTables,
): Result<Omit<MergeReport, 'movedTo'>, Problem> {
  try {
    return store.transact(() => {
      const conflicts: MergeConflict[] = []
      const fates: readonly (readonly [JsonTableName, (row: JsonRow) => Fate])[] = [
        ['strip_families', recordMerger(store, store.stripFamilies, 'strip_families')],
        ['patterns', recordMerger(store, store.patterns, 'patterns')],
        ['joblog', recordMerger(store, store.jobLog, 'joblog')],
        ['runs', (row) => mergeRun(store, row)],
        ['run_notes', (row) => added(intake.runNote(parse(row) as RunNote))],
        ['approvals', (row) => added(intake.approval(parse(row) as PastApproval))],
        ['settings', (row) => mergeSetting(store, row)],
        ['store_events', (row) => added(intake.storeEvent(parse(row) as StoreEvent))],
      ]
      const datasets = fates.map(([dataset, fateOf]) => {
        const outcomes = tables
          .table(dataset)
          .rows()
          .map((row) => {
            const fate = fateOf(row)
            if (fate === 'database' || fate === 'files') {
              conflicts.push({ dataset, id: row.key, kept: fate })
            }
            return fate
          })
        return count(dataset, outcomes)
      })
      const badFiles = tables.badFiles().map(({ path, why }) => `${path} ${why}`)
      const payload = { datasets, conflicts, badFiles }
      must(store.storeEvents.append({ kind: 'merge', payload }))
      return success(payload)
    })
  } catch (error) {
    if (error instanceof MergeStopped) return failure(error.problem)
    throw error
  }
}

function count(dataset: JsonTableName, outcomes: readonly Fate[]): MergedDataset {
  const of = (...fates: readonly Fate[]) => outcomes.filter((fate) => fates.includes(fate)).length
  const conflicts = of('database', 'files')
  return { dataset, added: of('added'), unchanged: of('unchanged'), conflicts }
}

function parse(row: JsonRow): unknown {
  return JSON.parse(row.text)
}

function added(isNew: boolean): Fate {
  return isNew ? 'added' : 'unchanged'
}

/** Everything but the time it was first seen, which the database keeps as it knows it. */
function contentOf(record: Readonly<Record<string, unknown>>): object {
  return { ...record, created_at: undefined }
}

/** Unknown times never win: then the database keeps what it has. */
function isLater(a: string, b: string): boolean {
  return Date.parse(a) > Date.parse(b)
}

function recordMerger<T extends { readonly id: string }>(
  store: Store,
  records: RecordRepository<T>,
  dataset: JsonTableName,
): (row: JsonRow) => Fate {
  return (row) => {
    const record = parse(row) as Kept<T>
    const standing = must(records.get(record.id))
    if (standing === null) {
      must(records.upsert(record))
      return 'added'
    }
    if (isDeepStrictEqual(contentOf({ ...standing }), contentOf({ ...record }))) return 'unchanged'
    if (!isLater(record.updated_at, standing.updated_at)) return 'database'
    const payload = { dataset, id: record.id, replaced: standing }
    must(store.storeEvents.append({ kind: 'merge-replaced', payload }))
    must(records.upsert(record))
    return 'files'
  }
}

/** A run that is recorded stays as it is. */
function mergeRun(store: Store, row: JsonRow): Fate {
  const run = parse(row) as RunRow
  const standing = must(store.runs.get(run.run_id))
  if (standing === null) {
    must(store.runs.insert(run))
    return 'added'
  }
  return isDeepStrictEqual(standing, { ...run, sequence: standing.sequence })
    ? 'unchanged'
    : 'database'
}

/** Choices the database does not know are added; its own stand, and that is no conflict to decide. */
function mergeSetting(store: Store, row: JsonRow): Fate {
  const { value } = parse(row) as { readonly value: unknown }
  if (Object.hasOwn(must(store.settings.readAll()), row.key)) return 'unchanged'
  must(store.settings.write({ [row.key]: value }))
  return 'added'
}

/** Null when they cannot be moved: merging them again will change nothing. */
function moveAside(files: DurableFilesNow, { dataDir, clock }: MergePlace): string | null {
  const stamp = clock().toISOString().replaceAll(/[:.]/g, '-')
  const from = join(dataDir, JSON_STORE_NAME)
  try {
    const names = new Set(files.list(dataDir).map(({ name }) => name))
    const name = freeName(`json-store-merged-${stamp}`, names)
    files.rename(from, join(dataDir, name))
    files.syncFolder(dataDir)
    return join(dataDir, name)
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
    return null
  }
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${String(number)}`
    if (!taken.has(name)) return name
  }
}

/** The problem of merging while the records are kept in files. */
export function noDatabaseToMergeInto(): Problem {
  return storageProblem(
    'The database is not in use, so there is nothing to merge the record files into.',
    'Start RMOS again once the database can be used, then merge.',
  )
}
