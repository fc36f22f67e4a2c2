import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  commitRestore,
  prepareEmptyStart,
  prepareRestore,
  previewRestore,
} from '../../src-main/backup/restore.ts'
import { lockForRestore, settleRestore } from '../../src-main/backup/finish-restore.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { openDatabase } from '../../src-main/store/database.ts'
import { runIdOf } from '../durability/sample-run.ts'
import { emptyFolder, placeOf, problemOf, unwrap } from '../store/data-folder.ts'
import { backUp, contentsOf, fill, fingerprint, restorePlaceOf } from './workshop-data.ts'

const SAME = { otherInstallation: false }

describe('a copy of everything', () => {
  test('brings back exactly what was there, and keeps aside exactly what it replaced', async () => {
    const dataDir = emptyFolder()
    await fill(dataDir, { patterns: 3, runs: [4, 5] })
    const before = await contentsOf(dataDir)
    const made = await backUp(dataDir)
    expect(made.summary.counts).toEqual({ patterns: 3, strip_families: 0, joblog: 2, runs: 2 })
    expect(made.unsoundRuns).toEqual([])
    await fill(dataDir, { patterns: 9, runs: [6] })
    const later = await contentsOf(dataDir)

    const place = await restorePlaceOf(dataDir)
    const prepared = unwrap(await prepareRestore(made.path, place, SAME))
    expect(prepared.preview).toMatchObject({
      installation: 'same',
      runsSetAside: 1,
      runsComingBack: 0,
      olderSchema: false,
      now: { counts: { patterns: 9, runs: 3 } },
      copy: { facts: { counts: { patterns: 3, runs: 2 } } },
    })
    expect(await contentsOf(dataDir)).toEqual(later)
    unwrap(await commitRestore(prepared, place))
    expect(await contentsOf(dataDir)).toEqual(before)
    expect(await contentsOf(prepared.asidePath)).toEqual(later)
    expect(readdirSync(dataDir).filter((name) => name.startsWith('.'))).toEqual([])
    expect(existsSync(made.path)).toBe(true)
  })

  test('is restored where the database is gone, cut off, empty, or text', async () => {
    const damages: readonly ((path: string) => void)[] = [
      (path) => {
        rmSync(path)
      },
      (path) => {
        writeFileSync(path, '')
      },
      (path) => {
        writeFileSync(path, 'not a database at all, but long enough to have a header'.repeat(9))
      },
      (path) => {
        writeFileSync(path, Buffer.alloc(5000, 7))
      },
    ]
    for (const damage of damages) {
      const dataDir = emptyFolder()
      await fill(dataDir, { patterns: 2, runs: [1] })
      const before = await contentsOf(dataDir)
      const made = await backUp(dataDir)
      damage(join(dataDir, 'rmos.db'))
      problemOf(await openDatabase(placeOf(dataDir)))
      const place = await restorePlaceOf(dataDir)
      const prepared = unwrap(await prepareRestore(made.path, place, SAME))
      expect(prepared.preview).toMatchObject({ now: null, installation: 'same', runsComingBack: 1 })
      unwrap(await commitRestore(prepared, place))
      expect(await contentsOf(dataDir)).toEqual(before)
    }
  })

  test('a preview changes nothing', async () => {
    const dataDir = emptyFolder()
    await fill(dataDir, { patterns: 2, runs: [1] })
    const made = await backUp(dataDir)
    await fill(dataDir, { patterns: 4, runs: [2] })
    const before = fingerprint(dataDir)
    const preview = unwrap(await previewRestore(made.path, await restorePlaceOf(dataDir), {}))
    expect(preview).toMatchObject({
      runsSetAside: 1,
      copy: { kind: 'manual', scope: 'everything' },
    })
    expect(fingerprint(dataDir)).toEqual(before)
    expect(readdirSync(dataDir).filter((name) => name.startsWith('.'))).toEqual([])
  })
})

describe('a copy of the database alone', () => {
  test('leaves the run files it knows where they are and sets the others aside', async () => {
    const dataDir = emptyFolder()
    await fill(dataDir, { patterns: 1, runs: [1, 2] })
    const before = await contentsOf(dataDir)
    const made = await backUp(dataDir, { scope: 'database', kind: 'start' })
    await fill(dataDir, { patterns: 5, runs: [3] })
    const place = await restorePlaceOf(dataDir)
    const prepared = unwrap(await prepareRestore(made.path, place, SAME))
    expect(prepared.preview).toMatchObject({ runsSetAside: 1, runsWithoutFile: 0 })
    unwrap(await commitRestore(prepared, place))
    expect(await contentsOf(dataDir)).toEqual(before)
    const aside = readdirSync(join(prepared.asidePath, 'runs'), { recursive: true }).join(' ')
    expect(aside).toContain(runIdOf(3))
    expect(aside).not.toContain(runIdOf(2))
  })
})

describe('the start with nothing', () => {
  test('sets everything aside and keeps the installation, so that its backups fit', async () => {
    const dataDir = emptyFolder()
    await fill(dataDir, { patterns: 2, runs: [1] })
    const before = await contentsOf(dataDir)
    const made = await backUp(dataDir)
    writeFileSync(join(dataDir, 'rmos.db'), '')
    const place = await restorePlaceOf(dataDir)
    const empty = unwrap(await prepareEmptyStart(place))
    unwrap(await commitRestore(empty, place))
    expect(await contentsOf(dataDir)).toEqual({ ...before, patterns: [], runs: [] })
    expect(existsSync(join(empty.asidePath, 'runs'))).toBe(true)
    unwrap(await commitRestore(unwrap(await prepareRestore(made.path, place, SAME)), place))
    expect(await contentsOf(dataDir)).toEqual(before)
  })
})

describe('a copy of an older form', () => {
  test('that was kept before an update is restored and brought up to date when it is opened', async () => {
    const dataDir = emptyFolder()
    const oldDatabase = gunzipSync(
      readFileSync(join(import.meta.dirname, '../store/fixtures/rmos-v1.db.gz')),
    )
    const name = 'rmos-before-v2-from-v1-2026-11-20T12-00-00-000Z.db'
    mkdirSync(join(dataDir, 'backups'))
    writeFileSync(join(dataDir, 'backups', name), oldDatabase)
    const place = await restorePlaceOf(dataDir)
    const prepared = unwrap(await prepareRestore(join(dataDir, 'backups', name), place, SAME))
    const { copy, olderSchema, installation } = prepared.preview
    expect(copy).toMatchObject({
      kind: 'before-update',
      scope: 'database',
      createdAtUtc: '2026-11-20T12:00:00.000Z',
      facts: { schemaVersion: 1 },
    })
    expect([olderSchema, installation]).toEqual([true, 'unknown'])
    unwrap(await commitRestore(prepared, place))
    const store = unwrap(await openDatabase(placeOf(dataDir)))
    expect(store.schemaVersion).toBe(place.migrations.length)
    expect(store.installId).toBe(copy.facts.installId)
    store.close()
  })
})

describe('a database on another disk than the data folder', () => {
  test('is copied with the rest and restored where it stands', async () => {
    const [dataDir, elsewhere] = [emptyFolder(), emptyFolder()]
    const databasePath = join(elsewhere, 'shop.db')
    const put = async (id: string) => {
      const store = unwrap(await openDatabase(placeOf(dataDir, { databasePath })))
      unwrap(store.patterns.upsert({ id }))
      const ids = unwrap(store.patterns.list({ limit: 9 })).map((pattern) => pattern.id)
      store.close()
      return ids
    }
    await put('kept')
    const made = await backUp(dataDir, { databasePath })
    await put('later')
    const place = { ...(await restorePlaceOf(dataDir)), databasePath }
    const prepared = unwrap(await prepareRestore(made.path, place, SAME))
    unwrap(await commitRestore(prepared, place))
    expect((await put('new')).sort()).toEqual(['kept', 'new'])
    expect(existsSync(join(dataDir, 'rmos.db'))).toBe(false)
    expect(readdirSync(elsewhere).filter((name) => name.startsWith('.'))).toEqual([])
    expect(existsSync(join(prepared.asidePath, 'shop.db'))).toBe(true)
  })
})

describe('refusals', () => {
  test('while another program has the database open, nothing changes', async () => {
    const dataDir = emptyFolder()
    await fill(dataDir, { patterns: 2, runs: [] })
    const made = await backUp(dataDir)
    const place = await restorePlaceOf(dataDir)
    const prepared = unwrap(await prepareRestore(made.path, place, SAME))
    const store = unwrap(await openDatabase(placeOf(dataDir)))
    const problem = problemOf(await commitRestore(prepared, place))
    expect(problem.kind).toBe('busy')
    store.close()
    unwrap(await commitRestore(prepared, place))
  }, 30_000)

  test("a start in the middle of another program's restore is told to wait", async () => {
    const dataDir = emptyFolder()
    await fill(dataDir, { patterns: 1, runs: [] })
    expect(unwrap(await settleRestore(nodeFiles(), dataDir))).toBeNull()
    const lock = unwrap(lockForRestore(dataDir))
    expect(problemOf(await settleRestore(nodeFiles(), dataDir))).toMatchObject({ kind: 'busy' })
    lock.release()
    expect(unwrap(await settleRestore(nodeFiles(), dataDir))).toBeNull()
  })

  test('a copy of another installation is let in only when told so', async () => {
    const [mine, other] = [emptyFolder(), emptyFolder()]
    await fill(mine, { patterns: 1, runs: [] })
    unwrap(await openDatabase(placeOf(other, { newInstallId: () => 'install-2' }))).close()
    await fill(other, { patterns: 3, runs: [2] })
    const made = await backUp(other)
    const before = fingerprint(mine)
    const place = await restorePlaceOf(mine)
    const problem = problemOf(await prepareRestore(made.path, place, SAME))
    expect(problem).toMatchObject({ kind: 'blocked' })
    expect(problem.message).toContain('install-2')
    expect(fingerprint(mine)).toEqual(before)
    const prepared = unwrap(await prepareRestore(made.path, place, { otherInstallation: true }))
    unwrap(await commitRestore(prepared, place))
    expect(await contentsOf(mine)).toEqual(await contentsOf(other))
  })
})
