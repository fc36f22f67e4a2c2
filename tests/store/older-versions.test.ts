import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src-main/store/database.ts'
import { emptyFolder, MIGRATIONS_DIR, openStore, placeOf, unwrap } from './data-folder.ts'

const SCRIPTS = readdirSync(MIGRATIONS_DIR).sort()
const FIXTURES = join(import.meta.dirname, 'fixtures')

/** A data folder as an older RMOS left it: written by that version's own program. */
function folderOfVersion(version: number): string {
  const dataDir = emptyFolder()
  const packed = readFileSync(join(FIXTURES, `rmos-v${String(version)}.db.gz`))
  writeFileSync(join(dataDir, 'rmos.db'), gunzipSync(packed))
  return dataDir
}

describe('a database of an older version', () => {
  test('there is one of each version that was ever written', () => {
    const written = readdirSync(FIXTURES).filter((name) => /^rmos-v\d+\.db\.gz$/.test(name))
    expect(written).toHaveLength(SCRIPTS.length - 1)
  })

  test('1 opens with all it held, after a backup before each step', async () => {
    const dataDir = folderOfVersion(1)
    const store = await openStore(dataDir)
    expect(store.schemaVersion).toBe(SCRIPTS.length)
    expect(store.installId).toBe('install-v1')
    unwrap(store.checkIntegrity())
    expect(unwrap(store.patterns.list({ limit: 9 })).map(({ id, lane }) => [id, lane])).toEqual([
      ['pattern-2', 'archived'],
      ['pattern-1', 'experimental'],
      ['pattern-0', 'experimental'],
    ])
    expect(unwrap(store.patterns.get('pattern-0'))).toMatchObject({
      created_at: '2024-01-02T03:04:05Z',
      plan: { rings: [0] },
    })
    expect(unwrap(store.stripFamilies.get('bwb'))).toMatchObject({ sequence: [0, 1, 0] })
    expect(unwrap(store.jobLog.list({ limit: 9, lane: 'safe' }))).toHaveLength(1)
    const run = 'ab'.repeat(16)
    expect(unwrap(store.runs.get(run))).toMatchObject({ score: 80.5, status: 'OK' })
    expect(unwrap(store.runNotes.list(run))).toMatchObject([{ payload: { stage: 1 } }])
    expect(unwrap(store.approvals.current('pattern-0'))).toMatchObject({ actor: 'me' })
    expect(unwrap(store.settings.readAll())).toEqual({ theme: 'dark', units: 'inch' })

    const backups = readdirSync(join(dataDir, 'backups'))
    expect(backups).toHaveLength(SCRIPTS.length - 1)
    const [event] = unwrap(store.storeEvents.list({ limit: 500, kind: 'schema' })).toReversed()
    expect(event?.payload).toEqual({
      version: 2,
      script: SCRIPTS[1],
      backup: `backups/${backups[0] ?? ''}`,
    })
  })

  test('0 (a header of ours and no tables) is none that RMOS ever left, and is left alone', async () => {
    const dataDir = emptyFolder()
    const path = join(dataDir, 'rmos.db')
    const hollow = new Database(path)
    hollow.pragma(`application_id = ${String(0x524d4f53)}`)
    hollow.exec('VACUUM')
    hollow.close()
    const before = readFileSync(path)
    expect(await openDatabase(placeOf(dataDir))).toMatchObject({
      ok: false,
      error: { cause: 'damaged' },
    })
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  test('of any version comes to the same tables and indexes as a new one', async () => {
    const schemaOf = (dataDir: string) => {
      const db = new Database(join(dataDir, 'rmos.db'), { readonly: true })
      const rows = db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all()
      db.close()
      return rows
    }
    const fresh = emptyFolder()
    unwrap(await openDatabase(placeOf(fresh))).close()
    const old = folderOfVersion(1)
    unwrap(await openDatabase(placeOf(old))).close()
    expect(schemaOf(old)).toEqual(schemaOf(fresh))
    const names = (schemaOf(fresh) as { name: string }[]).map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining([
        ...['joblog_preset_id', 'joblog_job_type', 'joblog_created_at', 'patterns_lane'],
        ...['store_events', 'joblog_lane'],
      ]),
    )
  })
})

describe('several steps at once', () => {
  /** The shipped scripts and two more. */
  function twoMore(second: string): { readonly migrationsDir: string; readonly next: number } {
    const migrationsDir = join(emptyFolder(), 'migrations')
    cpSync(MIGRATIONS_DIR, migrationsDir, { recursive: true })
    const next = SCRIPTS.length + 1
    const name = (number: number) => `${String(number).padStart(4, '0')}-more.sql`
    writeFileSync(join(migrationsDir, name(next)), 'ALTER TABLE patterns ADD COLUMN wood TEXT;')
    writeFileSync(join(migrationsDir, name(next + 1)), second)
    return { migrationsDir, next }
  }

  test('each have their own transaction and their own backup of the state before', async () => {
    const dataDir = emptyFolder()
    unwrap(await openDatabase(placeOf(dataDir))).close()
    const { migrationsDir, next } = twoMore('ALTER TABLE patterns ADD COLUMN age_years REAL;')
    const store = await openStore(dataDir, { migrationsDir })
    expect(store.schemaVersion).toBe(next + 1)
    const versions = readdirSync(join(dataDir, 'backups')).map((name) => {
      const db = new Database(join(dataDir, 'backups', name), { readonly: true })
      const version: unknown = db.pragma('user_version', { simple: true })
      db.close()
      return version
    })
    expect(versions).toEqual([next - 1, next])
    const events = unwrap(store.storeEvents.list({ limit: 9, kind: 'schema' }))
    expect(events.map(({ payload }) => payload['version'])).toEqual([next + 1, next])
  })

  test('the one that fails leaves those before it done, and opens again with the program of then', async () => {
    const dataDir = emptyFolder()
    unwrap(await openDatabase(placeOf(dataDir))).close()
    const { migrationsDir, next } = twoMore(
      'CREATE TABLE half (a); INSERT INTO nowhere VALUES (1);',
    )
    expect(await openDatabase(placeOf(dataDir, { migrationsDir }))).toMatchObject({
      ok: false,
      error: { cause: 'program' },
    })
    const db = new Database(join(dataDir, 'rmos.db'), { readonly: true })
    expect(db.pragma('user_version', { simple: true })).toBe(next)
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(
      0,
    )
    db.close()
  })

  test('a backup that cannot be made stops the step', async () => {
    const dataDir = emptyFolder()
    unwrap(await openDatabase(placeOf(dataDir))).close()
    writeFileSync(join(dataDir, 'backups'), 'a file in the folder’s place')
    const { migrationsDir } = twoMore('SELECT 1;')
    expect(await openDatabase(placeOf(dataDir, { migrationsDir }))).toMatchObject({
      ok: false,
      error: { cause: 'disk' },
    })
    const db = new Database(join(dataDir, 'rmos.db'), { readonly: true })
    expect(db.pragma('user_version', { simple: true })).toBe(SCRIPTS.length)
    db.close()
  })
})
