import Database from 'better-sqlite3'
import { dirname, join } from 'node:path'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import { nodeFiles } from '../files/node-files.ts'
import { storageProblem } from '../files/storage-problem.ts'
import { backUp, quickCheck } from './backup.ts'
import { openForReading, openForWriting } from './connection.ts'
import type { Connection } from './connection.ts'
import { createEmptyDatabase } from './create-database.ts'
import { allowFreshStart } from './fresh-start.ts'
import { DATABASE_NAME, inspectDatabase, readSideFile, writeSideFile } from './identity.ts'
import { readFilesInstallId } from './json-files/json-place.ts'
import { runFilesOfJsonStore } from './json-files/waiting-files.ts'
import { loadMigrations, migrate, misfit, schemaVersionOf } from './migrations.ts'
import type { Migration } from './migrations.ts'
import { databaseOpeningFailure, fileOpeningFailure, openingFailure } from './opening-failure.ts'
import type { StoreOpeningFailure } from './opening-failure.ts'
import { createStore } from './store.ts'
import type { Store } from './store.ts'

/** What opening the database needs. */
export interface DatabasePlace {
  /** Made when it is not there. */
  readonly dataDir: string
  /** The database file; `rmos.db` in the data folder unless told otherwise. Its folder is made, too. */
  readonly databasePath?: string
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

/** What opening gives: the store, or why not. */
type Opened<T> = Result<T, StoreOpeningFailure>

/**
 * Opens the workshop's database, making it on a first start and bringing an older one up to date
 * after a backup. Refuses, with what to do and nothing overwritten: an empty, cut-off or foreign
 * file, a database that is missing where one stood, one of another installation, a damaged one,
 * and one with a newer schema. Every safety setting is made and read back.
 */
export async function openDatabase(place: DatabasePlace): Promise<Opened<Store>> {
  const files = place.files ?? nodeFiles()
  const path = place.databasePath ?? join(place.dataDir, DATABASE_NAME)
  const folders = await makeFolders(files, [place.dataDir, dirname(path)])
  if (!folders.ok) return folders
  const migrations = await loadMigrations(files, place.migrationsDir)
  if (!migrations.ok) return migrations
  const nowUtc = () => place.clock().toISOString()
  const opening: Opening = { ...place, files, path, migrations: migrations.value, nowUtc }
  const sideFile = await readSideFile(files, place.dataDir)
  if (!sideFile.ok) return sideFile
  const standing = await standOrCreate(opening, sideFile.value)
  if (!standing.ok) return standing
  const checked = checkWithoutTouching(opening, sideFile.value)
  if (!checked.ok) return checked
  if (sideFile.value === null) {
    const written = await writeSideFile(files, place.dataDir, {
      installId: checked.value,
      createdAtUtc: nowUtc(),
      databasePath: path,
    })
    if (!written.ok) return failure(openingFailure('disk', written.error))
  }
  return openChecked(opening, checked.value)
}

async function makeFolders(files: DurableFiles, paths: readonly string[]): Promise<Opened<void>> {
  for (const path of paths) {
    try {
      await makeFolderAndParents(files, path)
    } catch (error) {
      return failure(fileOpeningFailure(error, 'make the data folder', path))
    }
  }
  return success(undefined)
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

async function standOrCreate(opening: Opening, installId: string | null): Promise<Opened<void>> {
  const standing = inspectDatabase(opening.path)
  if (!standing.ok) return standing
  if (standing.value === 'ours') return success(undefined)
  const { files, dataDir, path, migrations, nowUtc } = opening
  const filesId = await readFilesInstallId(files, dataDir)
  const isOwnedByFiles = filesId !== null
  const allowed = await allowFreshStart(files, { dataDir, path, installId, isOwnedByFiles })
  if (!allowed.ok) return allowed
  const newId = filesId ?? opening.newInstallId()
  return createEmptyDatabase(files, path, { installId: newId, migrations, nowUtc })
}

/**
 * Looks through a read-only connection, because a writing one folds the log into a database when
 * it closes, and a database that turns out damaged or foreign must stay as it was found. Returns
 * the install id.
 */
function checkWithoutTouching(opening: Opening, sideFileId: string | null): Opened<string> {
  const opened = openForReading(opening.path)
  if (!opened.ok) return opened
  const db = opened.value
  try {
    const problem = checkPages(db, opening.path) ?? misfit(db, opening.path, opening.migrations)
    if (problem !== null) return failure(problem)
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

/** A busy database is not a damaged one. */
function checkPages(db: Connection, path: string): StoreOpeningFailure | null {
  const problem = quickCheck(db, path)
  if (problem === null) return null
  return openingFailure(problem.kind === 'busy' ? 'busy' : 'damaged', problem)
}

/** A missing table here means a database without our schema, not a slip in our SQL. */
function checkProblem(error: unknown, path: string): StoreOpeningFailure {
  if (error instanceof Error && /^no such (table|column)/.test(error.message)) {
    return anonymous(path)
  }
  return databaseOpeningFailure(error, path)
}

function anonymous(path: string): StoreOpeningFailure {
  const sentence = `The database ${path} does not say which installation it belongs to.`
  const remedy = 'Move it aside and restore a backup from the backups folder beside it.'
  return openingFailure('damaged', storageProblem(sentence, remedy))
}

function otherInstallation(path: string, found: string, expected: string): StoreOpeningFailure {
  const sentence = `The database ${path} belongs to installation ${found}, this folder to ${expected}.`
  const remedy =
    'Put back the database of this folder. To go on with this one, move rmos.install.json aside.'
  return openingFailure('foreign', storageProblem(sentence, remedy))
}

async function openChecked(opening: Opening, installId: string): Promise<Opened<Store>> {
  const opened = openForWriting(opening.path)
  if (!opened.ok) return opened
  const db = opened.value
  const problem = await bringUpToDate(db, opening)
  if (problem !== null) {
    db.close()
    return failure(problem)
  }
  const { path, clock, dataDir } = opening
  const otherRunFiles = () => runFilesOfJsonStore(dataDir)
  try {
    return success(createStore(db, { path, installId, clock, otherRunFiles }))
  } catch (error) {
    db.close()
    return failure(unlikeOurs(error, path))
  }
}

/**
 * Our statements fit every schema our migrations make. One that does not meets a schema somebody or
 * something changed, which no check of the pages sees.
 */
function unlikeOurs(error: unknown, path: string): StoreOpeningFailure {
  if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_ERROR') {
    return checkProblem(error, path)
  }
  const sentence = `The form of the database ${path} was changed: ${error.message}.`
  const remedy = 'Move it aside and restore a backup from the backups folder beside it.'
  return openingFailure('damaged', storageProblem(sentence, remedy))
}

/** One step after the other, each with a copy of the database as it was before that step. */
async function bringUpToDate(
  db: Connection,
  opening: Opening,
): Promise<StoreOpeningFailure | null> {
  const { files, path, dataDir, migrations, nowUtc } = opening
  for (;;) {
    const version = schemaVersionOf(db)
    if (version >= migrations.length) return null
    const stamp = nowUtc().replaceAll(/[:.]/g, '-')
    const name = `rmos-before-v${String(version + 1)}-from-v${String(version)}-${stamp}.db`
    const backup = await backUp(db, files, { dataDir, name })
    if (!backup.ok) return openingFailure('disk', backup.error)
    const problem = migrate(db, path, {
      migrations: migrations.slice(0, version + 1),
      nowUtc,
      backupPath: `backups/${name}`,
    })
    if (problem !== null) return problem
  }
}
