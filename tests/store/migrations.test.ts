import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src-main/store/database.ts'
import { emptyFolder, MIGRATIONS_DIR, placeOf, problemOf, unwrap } from './data-folder.ts'

const SHIPPED = readdirSync(MIGRATIONS_DIR).length
const NEXT = String(SHIPPED + 1).padStart(4, '0')

/** The shipped scripts and one more. */
function scriptsWith(name: string, sql: string): string {
  const folder = join(emptyFolder(), 'migrations')
  cpSync(MIGRATIONS_DIR, folder, { recursive: true })
  writeFileSync(join(folder, name), sql)
  return folder
}

async function folderWithPattern(): Promise<string> {
  const dataDir = emptyFolder()
  const store = unwrap(await openDatabase(placeOf(dataDir)))
  unwrap(store.patterns.upsert({ id: 'p', name: 'Herringbone' }))
  store.close()
  return dataDir
}

describe('bringing a database up to date', () => {
  test('applies the new script, notes it with its hash, and keeps a checked copy of before', async () => {
    const dataDir = await folderWithPattern()
    const migrationsDir = scriptsWith(
      `${NEXT}-wood.sql`,
      'ALTER TABLE patterns ADD COLUMN wood TEXT;',
    )
    const store = unwrap(await openDatabase(placeOf(dataDir, { migrationsDir })))
    expect(store.schemaVersion).toBe(SHIPPED + 1)
    expect(unwrap(store.patterns.get('p'))?.name).toBe('Herringbone')
    store.close()

    const backups = readdirSync(join(dataDir, 'backups'))
    expect(backups).toEqual([
      `rmos-before-v${String(SHIPPED + 1)}-from-v${String(SHIPPED)}-2026-11-21T12-00-00-000Z.db`,
    ])
    const copy = new Database(join(dataDir, 'backups', backups[0] ?? ''), { readonly: true })
    expect(copy.pragma('user_version', { simple: true })).toBe(SHIPPED)
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(copy.prepare('SELECT count(*) FROM patterns').pluck().get()).toBe(1)
    copy.close()
  })

  test('makes no backup when there is nothing to do', async () => {
    const dataDir = await folderWithPattern()
    unwrap(await openDatabase(placeOf(dataDir))).close()
    expect(readdirSync(dataDir)).not.toContain('backups')
  })

  test('a backup put in place of the database opens again', async () => {
    const dataDir = await folderWithPattern()
    const migrationsDir = scriptsWith(
      `${NEXT}-wood.sql`,
      'ALTER TABLE patterns ADD COLUMN wood TEXT;',
    )
    unwrap(await openDatabase(placeOf(dataDir, { migrationsDir }))).close()
    const [backup] = readdirSync(join(dataDir, 'backups'))
    cpSync(join(dataDir, 'backups', backup ?? ''), join(dataDir, 'rmos.db'))
    const store = unwrap(await openDatabase(placeOf(dataDir)))
    expect(store.schemaVersion).toBe(SHIPPED)
    expect(unwrap(store.patterns.list({ limit: 9 })).length).toBe(1)
    store.close()
  })

  test('a script that fails half-way changes nothing and is named', async () => {
    const dataDir = await folderWithPattern()
    const migrationsDir = scriptsWith(
      `${NEXT}-broken.sql`,
      'CREATE TABLE half (a); DELETE FROM patterns; INSERT INTO nowhere VALUES (1);',
    )
    const problem = problemOf(await openDatabase(placeOf(dataDir, { migrationsDir })))
    expect(problem.message).toContain(`${NEXT}-broken.sql`)
    expect(problem.message).toContain('nowhere')
    const store = unwrap(await openDatabase(placeOf(dataDir)))
    expect(unwrap(store.patterns.list({ limit: 9 })).length).toBe(1)
    store.close()
  })

  test('two programs that bring it up to date at once do it once', async () => {
    const dataDir = await folderWithPattern()
    const migrationsDir = scriptsWith(
      `${NEXT}-wood.sql`,
      'ALTER TABLE patterns ADD COLUMN wood TEXT;',
    )
    const opened = await Promise.all(
      [1, 2, 3].map(() => openDatabase(placeOf(dataDir, { migrationsDir }))),
    )
    for (const store of opened) unwrap(store).close()
  })
})

describe('scripts that do not fit', () => {
  test('a script that was changed after it was applied is refused', async () => {
    const dataDir = await folderWithPattern()
    const [first] = readdirSync(MIGRATIONS_DIR)
    const sql = readFileSync(join(MIGRATIONS_DIR, first ?? ''), 'utf8')
    const migrationsDir = scriptsWith(first ?? '', `${sql}\n-- another thought\n`)
    const problem = problemOf(await openDatabase(placeOf(dataDir, { migrationsDir })))
    expect(problem.message).toContain(first ?? 'no script')
  })

  test('line ends of a Windows checkout make no difference', async () => {
    const dataDir = await folderWithPattern()
    const [first] = readdirSync(MIGRATIONS_DIR)
    const sql = readFileSync(join(MIGRATIONS_DIR, first ?? ''), 'utf8').replaceAll('\n', '\r\n')
    const migrationsDir = scriptsWith(first ?? '', sql)
    unwrap(await openDatabase(placeOf(dataDir, { migrationsDir }))).close()
  })

  test.each(['0009-gap.sql', 'wrong-name.sql'])('a script called %s is refused', async (name) => {
    const migrationsDir = scriptsWith(name, 'SELECT 1;')
    const problem = problemOf(await openDatabase(placeOf(emptyFolder(), { migrationsDir })))
    expect(problem.message).toContain(name)
  })

  test('a folder without scripts is refused', async () => {
    const migrationsDir = emptyFolder()
    expect(problemOf(await openDatabase(placeOf(emptyFolder(), { migrationsDir }))).kind).toBe(
      'storage',
    )
  })
})
