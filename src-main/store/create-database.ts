import Database from 'better-sqlite3'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { dirname } from 'node:path'
import { systemErrorCode } from '../files/durable-files.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import { removeBegun, standsWithoutLinks, tempPathFor } from '../files/write-once.ts'
import { APPLICATION_ID } from './identity.ts'
import { migrate } from './migrations.ts'
import type { Migration } from './migrations.ts'
import { databaseOpeningFailure, fileOpeningFailure } from './opening-failure.ts'
import type { StoreOpeningFailure } from './opening-failure.ts'

/** What a new database is made of. */
export interface NewDatabase {
  readonly installId: string
  readonly migrations: readonly Migration[]
  readonly nowUtc: () => string
}

/**
 * Makes a new database under a temporary name, whole and synced, and only then gives it its name.
 * A crash at any point leaves either no database or a complete one, never an empty file. When
 * another process was quicker, its database stands and ours is dropped.
 */
export async function createEmptyDatabase(
  files: DurableFiles,
  path: string,
  contents: NewDatabase,
): Promise<Result<void, StoreOpeningFailure>> {
  const temp = tempPathFor(path)
  const problem = fill(temp, contents)
  if (problem !== null) {
    await removeBegun(files, temp)
    return failure(problem)
  }
  try {
    await files.syncFile(temp)
    await giveName(files, temp, path)
    await removeBegun(files, temp)
    await files.syncFolder(dirname(path))
    return success(undefined)
  } catch (error) {
    await removeBegun(files, temp)
    return failure(fileOpeningFailure(error, 'write', path))
  }
}

async function giveName(files: DurableFiles, temp: string, path: string): Promise<void> {
  try {
    await files.link(temp, path)
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'EEXIST') return
    if (!standsWithoutLinks(code)) throw error
    if (!files.isFileNow(path)) files.moveNow(temp, path)
  }
}

function fill(
  temp: string,
  { installId, migrations, nowUtc }: NewDatabase,
): StoreOpeningFailure | null {
  let db: Database.Database | null = null
  try {
    db = new Database(temp)
    db.pragma('synchronous = FULL')
    db.pragma(`application_id = ${String(APPLICATION_ID)}`)
    const problem = migrate(db, temp, { migrations, nowUtc })
    if (problem !== null) return problem
    db.prepare('INSERT INTO identity (only_row, install_id, created_at) VALUES (1, ?, ?)').run(
      installId,
      nowUtc(),
    )
    // Last, so that the temporary file never has a log beside it that the new name would lose.
    db.pragma('journal_mode = WAL')
    return null
  } catch (error) {
    return databaseOpeningFailure(error, temp)
  } finally {
    db?.close()
  }
}
