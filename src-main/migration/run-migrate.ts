import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Problem } from '#core/contract/problem.ts'
import { perDataset } from '#core/migration/dataset.ts'
import type { Dataset, PerDataset } from '#core/migration/dataset.ts'
import { NO_COUNTS } from '#core/migration/outcome.ts'
import type { DatasetCounts, MigrationOutcome } from '#core/migration/outcome.ts'
import { SKIPPED_LIMIT } from '#core/migration/report.ts'
import type { Result } from '#core/outcome/result.ts'
import { createReferenceBook, mergeStages } from '../store/migration-merge.ts'
import type { MergeCounts } from '../store/migration-merge.ts'
import {
  backUpTarget,
  isBusy,
  openTargetForReading,
  openTargetForWriting,
  openTargetInMemory,
  recordEvent,
  targetProblem,
} from '../store/migration-target.ts'
import { announceWork } from '../store/database-work.ts'
import type { MigrationTarget } from '../store/migration-target.ts'
import { requireSources } from './found-sources.ts'
import { holdAgainst } from './hold-against.ts'
import type { HeldDataset, HeldSources } from './hold-against.ts'
import type { MigrationTask, TaskEnd, TaskSurroundings } from './task.ts'

type MigrateTask = Extract<MigrationTask, { kind: 'migrate' }>

/** The reading's share of the whole; the rest is the writing. */
const READING_SHARE = 0.6
/** A migration waits so long for another program to finish writing, 30 s in all, and can be called off between. */
const LOCK_WAIT_MS = 250
const LOCK_ATTEMPTS = 120

/**
 * Imports the JSON. Everything is read and held against the database first, without a lock on it,
 * into temporary tables; then, after a backup, one transaction writes what is new and what differs.
 * So a cancelled or killed migration leaves the database as it was, and another program waits only
 * for the writing. A dry run is the same pass without the end.
 */
export async function runMigrate(
  task: MigrateTask,
  surroundings: TaskSurroundings,
): Promise<TaskEnd<'migrate'>> {
  const sources = await requireSources(task.sources)
  if (!sources.ok) return { state: 'failed', problem: sources.error }
  const opened = await openFor(task, surroundings)
  if (!opened.ok) return { state: 'failed', problem: opened.error }
  const target = opened.value
  const startedMs = performance.now()
  try {
    const { db } = target
    db.exec('BEGIN')
    const references = createReferenceBook(
      db,
      sources.value.map(({ dataset }) => dataset),
    )
    const held = await holdAgainst(
      db,
      {
        sources: sources.value,
        depth: task.dryRun ? 'ids' : 'records',
        onRecord: (dataset, { id, fields }) => {
          references.note(dataset, id, fields)
        },
        phase: 'reading',
        share: task.dryRun ? 1 : READING_SHARE,
      },
      surroundings,
    )
    if (held === null) return { state: 'cancelled' }
    const missing = references.missing(SKIPPED_LIMIT)
    const planned = countsOf(held, null)
    db.exec('COMMIT')
    const seconds = () => (performance.now() - startedMs) / 1000
    const outcome = (
      counts: PerDataset<DatasetCounts>,
      backupPath: string | null,
    ): MigrationOutcome => ({
      dryRun: task.dryRun,
      counts,
      skippedCount: held.skippedCount,
      skipped: held.skipped,
      missingReferenceCount: missing.count,
      missingReferences: missing.samples,
      notes: held.notes,
      backupPath,
      seconds: seconds(),
    })
    if (task.dryRun) return { state: 'finished', result: outcome(planned, null) }
    return await write(task, { target, held, outcome }, surroundings)
  } catch (error) {
    return { state: 'failed', problem: targetProblem(error, target.path) }
  } finally {
    // What is still open, ends with the connection and was never written.
    target.db.close()
  }
}

async function openFor(
  { dryRun }: MigrateTask,
  { place }: TaskSurroundings,
): Promise<Result<MigrationTarget, Problem>> {
  if (!dryRun) return openTargetForWriting(place)
  const opened = await openTargetForReading(place)
  return !opened.ok && opened.error.kind === 'not-found' ? openTargetInMemory(place) : opened
}

interface Prepared {
  readonly target: MigrationTarget
  readonly held: HeldSources
  readonly outcome: (
    counts: PerDataset<DatasetCounts>,
    backupPath: string | null,
  ) => MigrationOutcome
}

/** The rows there are to write, and how their progress is told. */
function teller(held: HeldSources, surroundings: TaskSurroundings) {
  const rows = held.datasets.reduce((sum, { stage }) => {
    const { fresh, different } = stage.totals()
    return sum + fresh + different
  }, 0)
  const tell = (phase: 'backing-up' | 'writing', done: number) => {
    const fraction = READING_SHARE + (1 - READING_SHARE) * (rows === 0 ? 1 : done / rows)
    surroundings.tell({ phase, dataset: null, fraction, records: done })
  }
  return { rows, tell }
}

async function write(
  task: MigrateTask,
  { target, held, outcome }: Prepared,
  surroundings: TaskSurroundings,
): Promise<TaskEnd<'migrate'>> {
  const { rows, tell } = teller(held, surroundings)
  let backupPath: string | null = null
  if (rows > 0 && task.backup) {
    tell('backing-up', 0)
    const backup = await backUpTarget(target, surroundings.place)
    if (!backup.ok) return { state: 'failed', problem: backup.error }
    backupPath = backup.value
  }
  const locked = await takeWriteLock(target, surroundings)
  if (locked !== null) return locked
  // a million rows take longer than another program waits: it is told what for
  const written = announceWork(target.path, 'importing records', surroundings.place.clock)
  try {
    return await writeLocked(task, { target, held, outcome, backupPath }, surroundings)
  } finally {
    written()
  }
}

/** Everything in the one transaction that is open, and its end. */
async function writeLocked(
  task: MigrateTask,
  { target, held, outcome, backupPath }: Prepared & { readonly backupPath: string | null },
  surroundings: TaskSurroundings,
): Promise<TaskEnd<'migrate'>> {
  const { tell } = teller(held, surroundings)
  const nowUtc = surroundings.place.clock().toISOString()
  const merging = mergeStages(
    target.db,
    held.datasets.map(({ dataset }) => dataset),
    nowUtc,
  )
  let step = merging.next()
  for (; step.done !== true; step = merging.next()) {
    tell('writing', step.value)
    await nextTurn()
    if (surroundings.isCancelled()) {
      target.db.exec('ROLLBACK')
      return { state: 'cancelled' }
    }
  }
  const counts = countsOf(held, step.value)
  const event = { kind: 'import', payload: eventOf(task, counts, backupPath) }
  const recorded = recordEvent(target, surroundings.place, event)
  if (!recorded.ok) {
    target.db.exec('ROLLBACK')
    return { state: 'failed', problem: recorded.error }
  }
  target.db.exec('COMMIT')
  foldLog(target)
  return { state: 'finished', result: outcome(counts, backupPath) }
}

/** Null when the lock was taken. Another program may be in the middle of something: wait for it. */
export async function takeWriteLock(
  { db, path }: MigrationTarget,
  { isCancelled, tell }: TaskSurroundings,
): Promise<Exclude<TaskEnd, { state: 'finished' }> | null> {
  db.pragma(`busy_timeout = ${String(LOCK_WAIT_MS)}`)
  for (let attempt = 1; ; attempt += 1) {
    if (isCancelled()) return { state: 'cancelled' }
    try {
      db.exec('BEGIN IMMEDIATE')
      return null
    } catch (error) {
      if (!isBusy(error) || attempt >= LOCK_ATTEMPTS) {
        return { state: 'failed', problem: targetProblem(error, path) }
      }
      tell({ phase: 'waiting', dataset: null, fraction: READING_SHARE, records: 0 })
      await nextTurn()
    }
  }
}

/**
 * After a large import the log is as large: its pages go into the database, as far as others and
 * the disk let. The import stands without it, and SQLite does it later.
 */
function foldLog({ db, path }: MigrationTarget): void {
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
  } catch (error) {
    // Throws on what is not the disk's or another program's doing.
    targetProblem(error, path)
  }
}

function countsOf(
  held: HeldSources,
  merged: PerDataset<MergeCounts> | null,
): PerDataset<DatasetCounts> {
  return perDataset((dataset) => {
    const one = held.datasets.find((candidate) => candidate.dataset === dataset)
    return one === undefined ? NO_COUNTS : datasetCounts(one, merged?.[dataset] ?? null)
  })
}

function datasetCounts({ tally, stage }: HeldDataset, merged: MergeCounts | null): DatasetCounts {
  const json = tally.summary()
  const totals = stage.totals()
  return {
    read: json.count,
    inserted: merged?.inserted ?? totals.fresh,
    updated: merged?.updated ?? totals.different,
    same: totals.same,
    missingIds: json.missing_id_count,
    duplicateIds: json.duplicate_id_count,
    unreadable: json.unreadable_count,
    idConflicts: json.id_conflict_count,
    settled: totals.settled,
  }
}

function eventOf(
  { taskId, actor, sources }: MigrateTask,
  counts: PerDataset<DatasetCounts>,
  backupPath: string | null,
): Readonly<Record<string, unknown>> {
  const changed = (dataset: Dataset) => counts[dataset].inserted + counts[dataset].updated
  return {
    task_id: taskId,
    actor,
    sources,
    counts,
    changed: perDataset(changed),
    backup: backupPath,
  }
}
