import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import { fileProblem, storageProblem } from '../files/storage-problem.ts'
import { removeBegun } from '../files/write-once.ts'
import { backUp, quickCheck } from './backup.ts'
import { openForReading, openForWriting } from './connection.ts'
import type { Connection } from './connection.ts'
import { createEmptyDatabase } from './create-database.ts'
import { databaseProblem, guardFor } from './database-problem.ts'
import { inspectDatabase } from './identity.ts'
import { loadMigrations, migrate, misfit, schemaVersionOf } from './migrations.ts'
import type { Migration } from './migrations.ts'
import { recordCounts } from './migration-queries.ts'
import { createStoreEvents } from './store-events.repository.ts'
import type { NewStoreEvent } from './store-events.repository.ts'

/** Where a migration reads from or writes to. */
export interface TargetPlace {
  readonly path: string
  readonly migrationsDir: string
  readonly files: DurableFiles
  readonly clock: () => Date
  readonly newId: () => string
}

/** An open database, checked to be one of ours that this program understands. */
export interface MigrationTarget {
  readonly db: Connection
  readonly path: string
  readonly schemaVersion: number
  /** The version this program brings databases to. */
  readonly programVersion: number
}

/** Opens a database for looking only. `not-found` when there is none. */
export async function openTargetForReading(
  place: TargetPlace,
): Promise<Result<MigrationTarget, Problem>> {
  const scripts = await loadMigrations(place.files, place.migrationsDir)
  if (!scripts.ok) return scripts
  const standing = inspectDatabase(place.path)
  if (!standing.ok) return standing
  if (standing.value === null) return failure(noDatabase(place.path))
  const opened = openForReading(place.path)
  if (!opened.ok) return opened
  return checked(opened.value, place, scripts.value)
}

/** An empty database that is nowhere on the disk, for a dry run where there is none yet. */
export async function openTargetInMemory(
  place: TargetPlace,
): Promise<Result<MigrationTarget, Problem>> {
  const scripts = await loadMigrations(place.files, place.migrationsDir)
  if (!scripts.ok) return scripts
  const db = new Database(':memory:')
  const problem = migrate(db, place.path, {
    migrations: scripts.value,
    nowUtc: () => place.clock().toISOString(),
  })
  if (problem !== null) return failure(problem)
  return checked(db, place, scripts.value)
}

/**
 * Opens a database for writing: makes it where none is, and brings an older one up to date after a
 * backup. A damaged one is refused and left as it is.
 */
export async function openTargetForWriting(
  place: TargetPlace,
): Promise<Result<MigrationTarget, Problem>> {
  const scripts = await loadMigrations(place.files, place.migrationsDir)
  if (!scripts.ok) return scripts
  const standing = inspectDatabase(place.path)
  if (!standing.ok) return standing
  if (standing.value === null) {
    const made = await makeDatabase(place, scripts.value)
    if (!made.ok) return made
  }
  const looked = await openTargetForReading(place)
  if (!looked.ok) return looked
  const damage = quickCheck(looked.value.db, place.path)
  looked.value.db.close()
  if (damage !== null) return failure(damage)
  const opened = openForWriting(place.path)
  if (!opened.ok) return opened
  const problem = await bringUpToDate(opened.value, place, scripts.value)
  if (problem !== null) {
    opened.value.close()
    return failure(problem)
  }
  return checked(opened.value, place, scripts.value)
}

const BACKUP_PREFIX = 'rmos-before-import-'
/** Each import that changes something leaves a copy; older ones than these go. */
const KEPT_BACKUPS = 5

/**
 * Keeps a whole, checked copy of the database under `backups` beside it, and after that lets the
 * oldest copies of earlier imports go; the copy's path. Null when there is no record to lose yet.
 */
export async function backUpTarget(
  { db, path }: MigrationTarget,
  place: TargetPlace,
): Promise<Result<string | null, Problem>> {
  const counts = recordCounts(db)
  if (counts.patterns + counts.strip_families + counts.joblog === 0) return success(null)
  const dataDir = dirname(path)
  const stamp = place.clock().toISOString().replaceAll(/[:.]/g, '-')
  const name = `${BACKUP_PREFIX}${stamp}-${place.newId().slice(0, 6)}.db`
  const copied = await backUp(db, place.files, { dataDir, name })
  if (!copied.ok) return copied
  await letOldBackupsGo(place.files, join(dataDir, 'backups'))
  return copied
}

async function letOldBackupsGo(files: DurableFiles, folder: string): Promise<void> {
  const names = (await files.list(folder)).map(({ name }) => name)
  const ours = names.filter((name) => name.startsWith(BACKUP_PREFIX)).sort()
  for (const name of ours.slice(0, -KEPT_BACKUPS)) await removeBegun(files, join(folder, name))
}

/** Adds to the store's history, as a part of the transaction around it when there is one. */
export function recordEvent(
  { db, path }: MigrationTarget,
  place: TargetPlace,
  event: NewStoreEvent,
): Result<unknown, Problem> {
  const nowUtc = () => place.clock().toISOString()
  return createStoreEvents({ db, guard: guardFor(db, path), nowUtc }).append(event)
}

/** What a failed call of a migration's connection means; a defect is thrown on. */
export function targetProblem(error: unknown, path: string): Problem {
  const table =
    error instanceof Error ? /^no such table: (?:main\.)?(\w+)/.exec(error.message)?.[1] : undefined
  if (table === undefined) return databaseProblem(error, path)
  return storageProblem(
    `The database ${path} has no table ${table}.`,
    'Move it aside and restore a backup from the backups folder beside it.',
  )
}

/** True while another program is writing the database and this call had to give way to it. */
export function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')
}

/** The problem of a database that is not there. */
export function noDatabase(path: string): Problem {
  return {
    kind: 'not-found',
    message: `There is no database ${path}.`,
    remedy: 'Run rmos store migrate first, or name another database with --db.',
    requestId: '',
  }
}

function checked(
  db: Connection,
  { path }: TargetPlace,
  scripts: readonly Migration[],
): Result<MigrationTarget, Problem> {
  try {
    const problem = misfit(db, path, scripts)
    if (problem === null) {
      const schemaVersion = schemaVersionOf(db)
      return success({ db, path, schemaVersion, programVersion: scripts.length })
    }
    db.close()
    return failure(problem)
  } catch (error) {
    db.close()
    return failure(targetProblem(error, path))
  }
}

async function makeDatabase(
  { path, files, clock, newId }: TargetPlace,
  migrations: readonly Migration[],
): Promise<Result<void, Problem>> {
  try {
    await mkdir(dirname(path), { recursive: true })
  } catch (error) {
    return failure(fileProblem(error, 'make the folder', dirname(path)))
  }
  const nowUtc = () => clock().toISOString()
  return createEmptyDatabase(files, path, { installId: newId(), migrations, nowUtc })
}

async function bringUpToDate(
  db: Connection,
  place: TargetPlace,
  migrations: readonly Migration[],
): Promise<Problem | null> {
  const { path, files, clock } = place
  const version = schemaVersionOf(db)
  if (version >= migrations.length) return null
  const stamp = clock().toISOString().replaceAll(/[:.]/g, '-')
  const name = `rmos-before-v${String(migrations.length)}-from-v${String(version)}-${stamp}.db`
  const backup = await backUp(db, files, { dataDir: dirname(path), name })
  if (!backup.ok) return backup.error
  return migrate(db, path, { migrations, nowUtc: () => clock().toISOString() })
}
