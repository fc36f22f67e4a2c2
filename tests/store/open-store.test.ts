import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { createRunStore } from '../../src-main/runs/run-store.ts'
import { openDatabase } from '../../src-main/store/database.ts'
import { openStore, type StorePlace } from '../../src-main/store/open-store.ts'
import type { StoreOpeningFailure } from '../../src-main/store/opening-failure.ts'
import type { Store } from '../../src-main/store/store.ts'
import { runIdOf, sampleRun } from '../durability/sample-run.ts'
import { emptyFolder, NOON, placeOf, unwrap } from './data-folder.ts'

async function opened(dataDir: string, changes: Partial<StorePlace> = {}): Promise<Store> {
  const store = unwrap(await openStore({ ...placeOf(dataDir), ...changes }))
  onTestFinished(store.close)
  return store
}

function causeOf(result: Result<Store, StoreOpeningFailure>): StoreOpeningFailure['cause'] {
  if (result.ok) throw new Error(`opened on ${result.value.backend}`)
  return result.error.cause
}

const OFF = { isSqliteDisabled: true } as const

/** A folder whose database holds one pattern, closed. */
async function usedFolder(): Promise<string> {
  const dataDir = emptyFolder()
  const store = unwrap(await openDatabase(placeOf(dataDir)))
  unwrap(store.patterns.upsert({ id: 'in the database' }))
  store.close()
  return dataDir
}

function runsOf(dataDir: string, store: Store) {
  return createRunStore({ dataDir, files: nodeFiles(), store, clock: NOON })
}

describe('where SQLite cannot start', () => {
  test('switched off by the person, the records are kept in files and the reason is known', async () => {
    const dataDir = await usedFolder()
    const before = readFileSync(join(dataDir, 'rmos.db'))
    const store = await opened(dataDir, OFF)
    expect(store.backend).toBe('json-files')
    expect(store.insteadOf?.message).toContain('RMOS_SQLITE_DISABLE')
    expect(store.installId).toBe('install-1')
    unwrap(store.patterns.upsert({ id: 'in a file' }))
    expect(unwrap((await opened(dataDir, OFF)).patterns.list({ limit: 9 }))).toHaveLength(1)
    expect(readFileSync(join(dataDir, 'rmos.db')).equals(before)).toBe(true)
    const again = await opened(dataDir)
    expect(again.backend).toBe('sqlite')
    expect(unwrap(again.patterns.list({ limit: 9 })).map(({ id }) => id)).toEqual([
      'in the database',
    ])
  })

  test.each([
    [
      'a folder stands in its place',
      (dir: string) => {
        mkdirSync(join(dir, 'db'))
      },
    ],
    [
      'a file stands where its folder belongs',
      (dir: string) => {
        writeFileSync(join(dir, 'db'), '')
      },
    ],
  ])('%s', async (_, spoil) => {
    const elsewhere = emptyFolder()
    spoil(elsewhere)
    const isFolder = statSync(join(elsewhere, 'db')).isDirectory()
    const databasePath = isFolder ? join(elsewhere, 'db') : join(elsewhere, 'db', 'x.db')
    const store = await opened(emptyFolder(), { databasePath })
    expect(store.backend).toBe('json-files')
    expect(store.insteadOf?.message).toContain(join(elsewhere, 'db'))
    expect(store.insteadOf?.remedy).not.toBe('')
  })

  test('its native part cannot be loaded', () => {
    const dataDir = emptyFolder()
    const child = spawnSync(
      process.execPath,
      [
        '--import',
        join(import.meta.dirname, 'programs/no-native-modules.ts'),
        join(import.meta.dirname, 'programs/open-and-say.ts'),
        dataDir,
      ],
      { encoding: 'utf8' },
    )
    expect(child.stderr).toBe('')
    const said = JSON.parse(child.stdout) as { backend: string; insteadOf: Problem }
    expect(said.backend).toBe('json-files')
    expect(said.insteadOf.message).toContain('SQLite cannot be loaded on this computer')
    expect(readdirSync(dataDir)).toEqual(['json-store'])
  })

  test('and files cannot be kept either, the person hears why the database does not open', async () => {
    const file = join(emptyFolder(), 'file')
    writeFileSync(file, '')
    const result = await openStore(placeOf(join(file, 'data')))
    expect(causeOf(result)).toBe('unavailable')
    expect(!result.ok && result.error.message).toContain(file)
  })
})

describe('a database that stands and cannot be used is never worked around', () => {
  const spoilers: readonly [StoreOpeningFailure['cause'], string, (path: string) => void][] = [
    [
      'damaged',
      'an empty file',
      (path) => {
        writeFileSync(path, '')
      },
    ],
    [
      'damaged',
      'half a file',
      (path) => {
        writeFileSync(path, readFileSync(path).subarray(0, 9000))
      },
    ],
    [
      'damaged',
      'text',
      (path) => {
        writeFileSync(path, 'x'.repeat(200))
      },
    ],
    [
      'damaged',
      'a header of zeros',
      (path) => {
        writeFileSync(path, Buffer.alloc(8192))
      },
    ],
    [
      'missing',
      'nothing',
      (path) => {
        rmSync(path)
      },
    ],
    [
      'newer',
      'a newer schema',
      (path) => {
        withDatabase(path, 'PRAGMA user_version = 907')
      },
    ],
    [
      'foreign',
      'another program',
      (path) => {
        withDatabase(path, 'PRAGMA application_id = 7')
      },
    ],
    [
      'foreign',
      'another installation',
      (path) => {
        withDatabase(path, "UPDATE identity SET install_id = 'other'")
      },
    ],
  ]
  test.each(spoilers)('%s: %s', async (cause, _, spoil) => {
    const dataDir = await usedFolder()
    spoil(join(dataDir, 'rmos.db'))
    expect(causeOf(await openStore(placeOf(dataDir)))).toBe(cause)
    expect(readdirSync(dataDir)).not.toContain('json-store')
  })

  function withDatabase(path: string, sql: string): void {
    const db = new Database(path)
    db.exec(sql)
    db.close()
  }
})

describe('one data folder has one database, wherever it stands', () => {
  test('it is made at the path that was chosen, with its folder, and found there again', async () => {
    const dataDir = emptyFolder()
    const databasePath = join(emptyFolder(), 'deep', 'er', 'shop.sqlite3')
    const store = await opened(dataDir, { databasePath })
    unwrap(store.patterns.upsert({ id: 'p' }))
    expect(store.path).toBe(databasePath)
    expect(readFileSync(join(dataDir, 'rmos.install.json'), 'utf8')).toContain('shop.sqlite3')
    store.close()
    const again = await opened(dataDir, { databasePath })
    expect(unwrap(again.patterns.get('p'))).not.toBeNull()
  })

  test('asked for elsewhere it is missing, not made anew', async () => {
    const dataDir = emptyFolder()
    const databasePath = join(emptyFolder(), 'shop.sqlite3')
    ;(await opened(dataDir, { databasePath })).close()
    const elsewhere = join(emptyFolder(), 'other.db')
    const result = await openStore({ ...placeOf(dataDir), databasePath: elsewhere })
    expect(causeOf(result)).toBe('missing')
    expect(existsSync(elsewhere)).toBe(false)
    expect(causeOf(await openStore(placeOf(dataDir)))).toBe('missing')
  })
})

describe('work begun on files alone', () => {
  test('is taken over by the database of the same installation, its runs untouched', async () => {
    const dataDir = join(emptyFolder(), 'not made yet')
    const files = await opened(dataDir, OFF)
    const begun = runsOf(dataDir, files)
    unwrap(await begun.record(sampleRun({ runId: runIdOf(1) }), { planId: null }))
    const database = await opened(dataDir, { newInstallId: () => 'another' })
    expect(database.installId).toBe(files.installId)
    const swept = unwrap(await runsOf(dataDir, database).sweep())
    expect(swept.quarantined).toEqual([])
    expect(unwrap(await begun.verify(runIdOf(1))).ok).toBe(true)
  })

  test('does not hide the loss of a database that was there before it', async () => {
    const dataDir = await usedFolder()
    const files = await opened(dataDir, OFF)
    unwrap(files.patterns.upsert({ id: 'p' }))
    rmSync(join(dataDir, 'rmos.db'))
    rmSync(join(dataDir, 'rmos.install.json'))
    mkdirSync(join(dataDir, 'runs', '2026-11-21'), { recursive: true })
    expect(causeOf(await openStore(placeOf(dataDir)))).toBe('missing')
  })

  test('leaves the runs of the database where they are', async () => {
    const dataDir = emptyFolder()
    const database = await opened(dataDir)
    const runs = runsOf(dataDir, database)
    unwrap(await runs.record(sampleRun({ runId: runIdOf(1) }), { planId: null }))
    const files = await opened(dataDir, OFF)
    expect(unwrap(await runsOf(dataDir, files).sweep()).quarantined).toEqual([])
    expect(unwrap(await runs.verify(runIdOf(1))).ok).toBe(true)
  })
})
