import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSafeSqlite, openForWriting } from '../../src-main/store/connection.ts'
import { openDatabase } from '../../src-main/store/database.ts'
import {
  emptyFolder,
  MIGRATIONS_DIR,
  openStore,
  placeOf,
  problemOf,
  unwrap,
} from './data-folder.ts'

/** A data folder with one pattern in it, closed. */
async function usedFolder(): Promise<string> {
  const dataDir = emptyFolder()
  const store = unwrap(await openDatabase(placeOf(dataDir)))
  for (let number = 0; number < 60; number += 1) {
    const id = `pattern-${String(number)}`
    unwrap(store.patterns.upsert({ id, name: 'x'.repeat(900), lane: 'safe' }))
  }
  store.close()
  return dataDir
}

/** Opening must answer with a problem that says what to do, and must not change a byte of the file. */
async function expectRefusal(dataDir: string): Promise<string> {
  const path = join(dataDir, 'rmos.db')
  const before = readFileSync(path)
  const opened = await openDatabase(placeOf(dataDir))
  const problem = problemOf(opened)
  expect(problem.kind).toBe('storage')
  expect(problem.message).toContain('rmos.db')
  expect(problem.message).toMatch(/\.$/)
  expect(problem.remedy).not.toBe('')
  expect(readFileSync(path).equals(before)).toBe(true)
  return problem.message
}

describe('a first start', () => {
  test('makes a database with all its tables and a side file with the same id', async () => {
    const dataDir = join(emptyFolder(), 'deep', 'er')
    const store = await openStore(dataDir)
    expect(store.installId).toBe('install-1')
    expect(store.schemaVersion).toBe(readdirSync(MIGRATIONS_DIR).length)
    unwrap(store.checkIntegrity())
    const side = JSON.parse(readFileSync(join(dataDir, 'rmos.install.json'), 'utf8')) as object
    expect(side).toMatchObject({ schema: 'rmos.install', install_id: 'install-1' })
    expect(readdirSync(dataDir).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  test('by two at the same time makes one database', async () => {
    const dataDir = emptyFolder()
    const ids = ['a', 'b', 'c', 'd']
    const stores = await Promise.all(
      ids.map((id) => openDatabase(placeOf(dataDir, { newInstallId: () => id }))),
    )
    const found = stores.map((store) => unwrap(store).installId)
    expect(new Set(found).size).toBe(1)
    for (const store of stores) unwrap(store).close()
  })
})

describe('every open', () => {
  test('runs with the safe settings, also on a database that was left otherwise', async () => {
    const dataDir = await usedFolder()
    const other = new Database(join(dataDir, 'rmos.db'))
    other.pragma('journal_mode = DELETE')
    other.close()
    const store = await openStore(dataDir)
    unwrap(store.patterns.upsert({ id: 'one more' }))
    expect(readdirSync(dataDir)).toContain('rmos.db-wal')
  })

  test('asks the disk to be sure of each commit, as the settings read back say', async () => {
    const db = unwrap(openForWriting(join(await usedFolder(), 'rmos.db')))
    const settings = {
      journal_mode: 'wal',
      // FULL: a re-opened WAL database is NORMAL by itself, and loses commits when the power goes.
      synchronous: 2,
      foreign_keys: 1,
      busy_timeout: 5000,
      trusted_schema: 0,
      fullfsync: 1,
      checkpoint_fullfsync: 1,
    }
    const found = Object.keys(settings).map((name) => [name, db.pragma(name, { simple: true })])
    expect(Object.fromEntries(found)).toEqual(settings)
    db.close()
  })

  test('keeps what was there', async () => {
    const dataDir = await usedFolder()
    const store = await openStore(dataDir)
    expect(unwrap(store.patterns.list({ limit: 100 })).length).toBe(60)
  })

  test('writes the side file again when only that is missing', async () => {
    const dataDir = await usedFolder()
    rmSync(join(dataDir, 'rmos.install.json'))
    const store = await openStore(dataDir, { newInstallId: () => 'never used' })
    expect(store.installId).toBe('install-1')
    expect(readFileSync(join(dataDir, 'rmos.install.json'), 'utf8')).toContain('install-1')
  })

  test('asks for SQLite 3.51.3 or newer', () => {
    const old = ['3.51.2', '3.50.9', '2.99.99', '3.9.0', '']
    const safe = ['3.51.3', '3.52.0', '3.54.1', '4.0.0', '3.100.0']
    expect(old.filter(isSafeSqlite)).toEqual([])
    expect(safe.filter((version) => !isSafeSqlite(version))).toEqual([])
  })
})

describe('what is not our database is left alone', () => {
  test('an empty file, with a side file or without', async () => {
    const dataDir = await usedFolder()
    writeFileSync(join(dataDir, 'rmos.db'), '')
    expect(await expectRefusal(dataDir)).toContain('is empty (0 bytes)')
    rmSync(join(dataDir, 'rmos.install.json'))
    expect(await expectRefusal(dataDir)).toContain('is empty (0 bytes)')
  })

  test('a database that is missing where the side file says there was one', async () => {
    const dataDir = await usedFolder()
    rmSync(join(dataDir, 'rmos.db'))
    const problem = problemOf(await openDatabase(placeOf(dataDir)))
    expect(problem.message).toContain('is missing')
    expect(problem.remedy).toContain('backups')
    expect(readdirSync(dataDir)).not.toContain('rmos.db')
  })

  test.each(['runs', 'backups'])(
    'a folder that still holds %s of a lost database',
    async (name) => {
      const dataDir = emptyFolder()
      mkdirSync(join(dataDir, name))
      writeFileSync(join(dataDir, name, '2026-11-21'), '')
      const problem = problemOf(await openDatabase(placeOf(dataDir)))
      expect(problem.message).toContain(`the folder ${name}`)
    },
  )

  test('the log of a lost database', async () => {
    const dataDir = emptyFolder()
    writeFileSync(join(dataDir, 'rmos.db-wal'), 'x')
    expect(problemOf(await openDatabase(placeOf(dataDir))).message).toContain('rmos.db-wal')
  })

  test('a database of another program', async () => {
    const dataDir = emptyFolder()
    const other = new Database(join(dataDir, 'rmos.db'))
    other.exec('CREATE TABLE songs (title TEXT)')
    other.close()
    expect(await expectRefusal(dataDir)).toContain('another program')
  })

  test('a database of another installation', async () => {
    const dataDir = await usedFolder()
    const elsewhere = emptyFolder()
    unwrap(await openDatabase(placeOf(elsewhere, { newInstallId: () => 'install-2' }))).close()
    copyFileSync(join(elsewhere, 'rmos.db'), join(dataDir, 'rmos.db'))
    const sentence = await expectRefusal(dataDir)
    expect(sentence).toContain('install-2')
    expect(sentence).toContain('install-1')
  })

  test('a database with our header and nothing in it', async () => {
    const dataDir = emptyFolder()
    const hollow = new Database(join(dataDir, 'rmos.db'))
    hollow.pragma(`application_id = ${String(0x524d4f53)}`)
    hollow.exec('CREATE TABLE x (y)')
    hollow.close()
    await expectRefusal(dataDir)
  })

  test('a side file that says nothing', async () => {
    const dataDir = await usedFolder()
    for (const text of ['', '{', 'null', '[]', '{"schema":"other"}']) {
      writeFileSync(join(dataDir, 'rmos.install.json'), text)
      const problem = problemOf(await openDatabase(placeOf(dataDir)))
      expect(problem.message).toContain('rmos.install.json')
    }
  })

  test('a folder of that name', async () => {
    const dataDir = emptyFolder()
    mkdirSync(join(dataDir, 'rmos.db'))
    expect(problemOf(await openDatabase(placeOf(dataDir))).message).toContain('is not a file')
  })

  test('a file where the data folder should be', async () => {
    const file = join(emptyFolder(), 'file')
    writeFileSync(file, '')
    expect(problemOf(await openDatabase(placeOf(file))).kind).toBe('storage')
    expect(problemOf(await openDatabase(placeOf(join(file, 'below')))).kind).toBe('storage')
  })

  test('a database with a newer schema, naming both versions', async () => {
    const dataDir = await usedFolder()
    const newer = new Database(join(dataDir, 'rmos.db'))
    newer.pragma('user_version = 907')
    newer.close()
    const sentence = await expectRefusal(dataDir)
    expect(sentence).toContain('version 907')
    expect(sentence).toContain(`up to ${String(readdirSync(MIGRATIONS_DIR).length)}`)
  })
})

describe('a damaged database is refused, never replaced by a fresh one', () => {
  test('cut off at any length', async () => {
    const dataDir = await usedFolder()
    const path = join(dataDir, 'rmos.db')
    const whole = readFileSync(path)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        writeFileSync(path, whole.subarray(0, length))
        await expectRefusal(dataDir)
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  test('any text or noise in its place', async () => {
    const dataDir = await usedFolder()
    const path = join(dataDir, 'rmos.db')
    const noise = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3000 }).map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 9000 }).map((bytes) => Buffer.from(bytes)),
      fc
        .uint8Array({ maxLength: 9000 })
        .map((bytes) => Buffer.concat([Buffer.from('SQLite format 3\0'), bytes])),
    )
    await fc.assert(
      fc.asyncProperty(noise, async (bytes) => {
        writeFileSync(path, bytes)
        await expectRefusal(dataDir)
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  test('any page of it overwritten with zeros or noise', async () => {
    const dataDir = await usedFolder()
    const path = join(dataDir, 'rmos.db')
    const whole = readFileSync(path)
    const pages = whole.length / 4096
    for (let page = 0; page < pages; page += 1) {
      const broken = Buffer.from(whole)
      broken.fill(page % 2 === 0 ? 0xa5 : 0x5a, page * 4096, (page + 1) * 4096)
      writeFileSync(path, broken)
      await expectRefusal(dataDir)
    }
    expect(pages).toBeGreaterThan(20)
  })

  test('a letter changed in a table’s own words is found, though every page is whole', async () => {
    const dataDir = await usedFolder()
    const path = join(dataDir, 'rmos.db')
    const whole = readFileSync(path)
    // pages that are free again may hold the words a second time
    const found = [...whole.toString('latin1').matchAll(/risk_grade TEXT/g)]
    expect(found.length).toBeGreaterThan(0)
    for (const { index } of found) whole.write('x', index)
    writeFileSync(path, whole)
    const opened = await openDatabase(placeOf(dataDir))
    expect(opened).toMatchObject({ ok: false, error: { kind: 'storage', cause: 'damaged' } })
    expect(readFileSync(path)).toEqual(whole)
  })

  test('one flipped bit: opened whole, or refused, never fresh', async () => {
    const dataDir = await usedFolder()
    const path = join(dataDir, 'rmos.db')
    const whole = readFileSync(path)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length * 8 - 1 }), async (bit) => {
        const broken = Buffer.from(whole)
        broken.writeUInt8(broken.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
        writeFileSync(path, broken)
        const opened = await openDatabase(placeOf(dataDir, { newInstallId: () => 'fresh' }))
        if (!opened.ok) {
          expect(opened.error.kind).toBe('storage')
          return
        }
        expect(opened.value.installId).not.toBe('fresh')
        opened.value.close()
        for (const log of ['rmos.db-wal', 'rmos.db-shm'])
          rmSync(join(dataDir, log), { force: true })
      }),
      { numRuns: 80, seed: 1 },
    )
  })
})
