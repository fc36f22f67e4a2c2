import { join } from 'node:path'
import Database from 'better-sqlite3'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import { sha256Hex } from '../files/sha256.ts'
import { storageProblem } from '../files/storage-problem.ts'
import type { Connection } from './connection.ts'
import { databaseOpeningFailure, fileOpeningFailure, openingFailure } from './opening-failure.ts'
import type { StoreOpeningFailure } from './opening-failure.ts'

/** One numbered step of the schema; steps only ever go forward. */
export interface Migration {
  readonly version: number
  /** The file's name: `0001-first-tables.sql`. */
  readonly name: string
  readonly sql: string
  /** Of the script with `\n` line ends, so that a Windows checkout has the same. */
  readonly sha256: string
}

/** The step that made the table of the store's history. */
const HISTORY_VERSION = 2

const NAME = /^(\d{4})-[a-z0-9-]+\.sql$/

/** Reads the scripts of a folder; they must be numbered 0001, 0002, … without a gap. */
export async function loadMigrations(
  files: DurableFiles,
  folder: string,
): Promise<Result<readonly Migration[], StoreOpeningFailure>> {
  try {
    const migrations: Migration[] = []
    for (const { name } of await files.list(folder)) {
      if (!name.endsWith('.sql')) continue
      const sql = new TextDecoder()
        .decode(await files.readFile(join(folder, name)))
        .replaceAll('\r\n', '\n')
      const version = Number(NAME.exec(name)?.[1])
      if (version !== migrations.length + 1) {
        const expected = String(migrations.length + 1).padStart(4, '0')
        return failure(
          brokenProgram(`The database script ${name} stands where ${expected} belongs.`),
        )
      }
      migrations.push({ version, name, sql, sha256: sha256Hex(sql) })
    }
    if (migrations.length > 0) return success(migrations)
    return failure(brokenProgram(`There are no database scripts in ${folder}.`))
  } catch (error) {
    return failure(fileOpeningFailure(error, 'read', folder))
  }
}

/** The version of a database's schema: its `user_version`. */
export function schemaVersionOf(db: Connection): number {
  return Number(db.pragma('user_version', { simple: true }))
}

/**
 * Refuses a database whose schema is newer than the program's, or whose applied scripts are not
 * the program's. Null when the two fit.
 */
export function misfit(
  db: Connection,
  path: string,
  migrations: readonly Migration[],
): StoreOpeningFailure | null {
  const version = schemaVersionOf(db)
  if (version > migrations.length) {
    const sentence = `The database ${path} has schema version ${String(version)}, this RMOS knows versions up to ${String(migrations.length)}.`
    const remedy =
      'Install the newer RMOS that wrote it, or restore a backup made before the update.'
    return openingFailure('newer', storageProblem(sentence, remedy))
  }
  const applied = db
    .prepare<[], { version: number; name: string; sha256: string }>(
      'SELECT version, name, sha256 FROM schema_version ORDER BY version',
    )
    .all()
  if (applied.length !== version) {
    const sentence = `The database ${path} says schema version ${String(version)}, but ${String(applied.length)} scripts were applied to it.`
    const remedy = 'Move it aside and restore a backup from the backups folder beside it.'
    return openingFailure('damaged', storageProblem(sentence, remedy))
  }
  const changed = applied.find((row, index) => row.sha256 !== migrations[index]?.sha256)
  if (changed === undefined) return null
  return brokenProgram(
    `The database script ${changed.name} is not the one that was applied to ${path}.`,
  )
}

/** What the scripts are applied with. */
export interface MigrationMeans {
  readonly migrations: readonly Migration[]
  readonly nowUtc: () => string
  /** The copy taken before; its path goes into the store's history with the step. Absent for a new database. */
  readonly backupPath?: string
}

/** Applies the missing scripts, each in one immediate transaction of its own. */
export function migrate(
  db: Connection,
  path: string,
  means: MigrationMeans,
): StoreOpeningFailure | null {
  for (const migration of means.migrations) {
    try {
      db.transaction(() => {
        applyOnce(db, migration, means)
      }).immediate()
    } catch (error) {
      return migrationProblem(error, path, migration)
    }
  }
  return null
}

/** Another process may have applied the script while this one waited for the lock. */
function applyOnce(db: Connection, migration: Migration, means: MigrationMeans): void {
  if (schemaVersionOf(db) >= migration.version) return
  const appliedAtUtc = means.nowUtc()
  db.exec(migration.sql)
  db.prepare(
    'INSERT INTO schema_version (version, name, applied_at, sha256) VALUES (?, ?, ?, ?)',
  ).run(migration.version, migration.name, appliedAtUtc, migration.sha256)
  db.pragma(`user_version = ${String(migration.version)}`)
  if (means.backupPath === undefined || migration.version < HISTORY_VERSION) return
  const payload = { version: migration.version, script: migration.name, backup: means.backupPath }
  db.prepare("INSERT INTO store_events (kind, at, payload_json) VALUES ('schema', ?, ?)").run(
    appliedAtUtc,
    JSON.stringify(payload),
  )
}

function migrationProblem(error: unknown, path: string, migration: Migration): StoreOpeningFailure {
  const isScriptFault =
    error instanceof Database.SqliteError && /^SQLITE_(ERROR|CONSTRAINT)/.test(error.code)
  if (!isScriptFault) return databaseOpeningFailure(error, path)
  const sentence = `The database ${path} could not be brought up to date: ${migration.name} stopped with "${error.message}".`
  const remedy = 'Nothing was changed. Go on with the older RMOS, and report this sentence.'
  return openingFailure('program', storageProblem(sentence, remedy))
}

function brokenProgram(message: string): StoreOpeningFailure {
  return openingFailure('program', storageProblem(message, 'Install RMOS again.'))
}
