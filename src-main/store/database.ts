import { dirname, join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import { nodeFiles } from '../files/node-files.ts'
import { fileProblem, storageProblem } from '../files/storage-problem.ts'
import { backUp, quickCheck } from './backup.ts'
import { openForReading, openForWriting } from './connection.ts'
import type { Connection } from './connection.ts'
import { createEmptyDatabase } from './create-database.ts'
import { databaseProblem } from './database-problem.ts'
import { DATABASE_NAME, inspectDatabase } from './identity.ts'
import { readSideFile, refusalToCreate, writeSideFile } from './identity.ts'
import { loadMigrations, migrate, misfit, schemaVersionOf } from './migrations.ts'
import type { Migration } from './migrations.ts'
import { createStore } from './store.ts'
import type { Store } from './store.ts'

/** What opening the database needs. */
export interface DatabasePlace {
  /** Made when it is not there. */
  readonly dataDir: string
  /** The folder of the numbered `.sql` scripts. */
  readonly migrationsDir: string
  /** Called only when a new database is made. */
  readonly newInstallId: () => string
  readonly clock: () => Date
  /** The disk; a test may put another one here. */
  readonly files?: DurableFiles
}

interface Opening extends DatabasePlace {
  readonly files: DurableFiles
  readonly path: string
  readonly migrations: readonly Migration[]
  readonly nowUtc: () => string
}

/**
 * Opens the workshop's database, making it on a first start and bringing an older one up to date
 * after a backup. Refuses, with what to do and nothing overwritten: an empty, cut-off or foreign
 * file, a database that is missing where one stood, one of another installation, a damaged one,
 * and one with a newer schema. Every safety setting is made and read back.
 */
export async function openDatabase(place: DatabasePlace): Promise<Result<Store, Problem>> {
  const files = place.files ?? nodeFiles()
  const root = await makeDataFolder(files, place.dataDir)
  if (!root.ok) return root
  const migrations = await loadMigrations(files, place.migrationsDir)
  if (!migrations.ok) return migrations
  const opening: Opening = {
    ...place,
    files,
    path: join(place.dataDir, DATABASE_NAME),
    migrations: migrations.value,
    nowUtc: () => place.clock().toISOString(),
  }
  const sideFile = await readSideFile(files, place.dataDir)
  if (!sideFile.ok) return sideFile
  const standing = await standOrCreate(opening, sideFile.value)
  if (!standing.ok) return standing
  const checked = checkWithoutTouching(opening, sideFile.value)
  if (!checked.ok) return checked
  if (sideFile.value === null) {
    const written = await writeSideFile(files, place.dataDir, {
      installId: checked.value,
      createdAtUtc: opening.nowUtc(),
    })
    if (!written.ok) return written
  }
  return openChecked(opening, checked.value)
}

async function makeDataFolder(
  files: DurableFiles,
  dataDir: string,
): Promise<Result<void, Problem>> {
  try {
    await makeFolderAndParents(files, dataDir)
    return success(undefined)
  } catch (error) {
    return failure(fileProblem(error, 'make the data folder', dataDir))
  }
}

async function makeFolderAndParents(files: DurableFiles, path: string): Promise<void> {
  try {
    if (await files.makeFolder(path)) await files.syncFolder(dirname(path))
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolderAndParents(files, dirname(path))
    await files.makeFolder(path)
    await files.syncFolder(dirname(path))
  }
}

async function standOrCreate(
  opening: Opening,
  installId: string | null,
): Promise<Result<void, Problem>> {
  const standing = inspectDatabase(opening.path)
  if (!standing.ok) return standing
  if (standing.value === 'ours') return success(undefined)
  const refusal = await refusalToCreate(opening.files, opening.dataDir, installId)
  if (!refusal.ok) return refusal
  if (refusal.value !== null) return failure(refusal.value)
  const { files, path, migrations, nowUtc } = opening
  return createEmptyDatabase(files, path, {
    installId: opening.newInstallId(),
    migrations,
    nowUtc,
  })
}

/**
 * Looks through a read-only connection, because a writing one folds the log into a database when
 * it closes, and a database that turns out damaged or foreign must stay as it was found. Returns
 * the install id.
 */
function checkWithoutTouching(
  opening: Opening,
  sideFileId: string | null,
): Result<string, Problem> {
  const opened = openForReading(opening.path)
  if (!opened.ok) return opened
  const db = opened.value
  try {
    const damage = quickCheck(db, opening.path) ?? misfit(db, opening.path, opening.migrations)
    if (damage !== null) return failure(damage)
    const installId = db.prepare<[], string>('SELECT install_id FROM identity').pluck().get()
    if (installId === undefined) return failure(anonymous(opening.path))
    if (sideFileId === null || sideFileId === installId) return success(installId)
    return failure(otherInstallation(opening.path, installId, sideFileId))
  } catch (error) {
    return failure(checkProblem(error, opening.path))
  } finally {
    db.close()
  }
}

/** A missing table here means a database without our schema, not a slip in our SQL. */
function checkProblem(error: unknown, path: string): Problem {
  if (error instanceof Error && /^no such (table|column)/.test(error.message)) {
    return anonymous(path)
  }
  return databaseProblem(error, path)
}

function anonymous(path: string): Problem {
  return storageProblem(
    `The database ${path} does not say which installation it belongs to.`,
    'Move it aside and restore a backup from the backups folder beside it.',
  )
}

function otherInstallation(path: string, found: string, expected: string): Problem {
  return storageProblem(
    `The database ${path} belongs to installation ${found}, this folder to ${expected}.`,
    'Put back the database of this folder. To go on with this one, move rmos.install.json aside.',
  )
}

async function openChecked(opening: Opening, installId: string): Promise<Result<Store, Problem>> {
  const opened = openForWriting(opening.path)
  if (!opened.ok) return opened
  const db = opened.value
  const problem = await bringUpToDate(db, opening)
  if (problem !== null) {
    db.close()
    return failure(problem)
  }
  return success(createStore(db, { path: opening.path, installId, clock: opening.clock }))
}

async function bringUpToDate(db: Connection, opening: Opening): Promise<Problem | null> {
  const { files, path, dataDir, migrations, nowUtc } = opening
  const version = schemaVersionOf(db)
  if (version >= migrations.length) return null
  const stamp = nowUtc().replaceAll(/[:.]/g, '-')
  const name = `rmos-before-v${String(migrations.length)}-from-v${String(version)}-${stamp}.db`
  const backup = await backUp(db, files, { dataDir, name })
  if (!backup.ok) return backup.error
  return migrate(db, path, { migrations, nowUtc })
}
