import Database from 'better-sqlite3'
import { readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Problem } from '#core/contract/problem.ts'
import { type Result, success } from '#core/outcome/result.ts'
import { backupModulePath } from '../../src-main/backup/backup-desk.ts'
import { writeIntent } from '../../src-main/backup/finish-restore.ts'
import { prepareRestore } from '../../src-main/backup/restore.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { forkEngine } from '../../src-main/machine/fork-engine.ts'
import { chooseDatabase } from '../../src-main/cli/data-dir.ts'
import { keepWorkshop, type WorkshopKeeper } from '../../src-main/workshop/workshop-keeper.ts'
import { emptyFolder, problemOf, unwrap } from '../store/data-folder.ts'
import { backUp, contentsOf, fill, restorePlaceOf } from './workshop-data.ts'

const INSTALL_DIR = resolve(import.meta.dirname, '../..')

interface Kept {
  readonly keeper: WorkshopKeeper
  readonly events: string[]
  readonly ask: (call: string, input?: object) => Promise<Result<unknown, Problem>>
}

/** Keeps a workshop as the app does, until the test ends. */
async function keep(dataDir: string): Promise<Kept> {
  const keeper = unwrap(
    await keepWorkshop({
      dataDir,
      ...chooseDatabase(dataDir, {}),
      installDir: INSTALL_DIR,
      shell: 'browser',
      spawnEngine: forkEngine(),
      spawnBackup: forkEngine(backupModulePath()),
      log: () => undefined,
      openFolder: () => Promise.resolve(success(undefined)),
      logDefect: ({ stack }) => {
        throw new Error(stack)
      },
      newRequestId: () => 'request',
    }),
  )
  onTestFinished(() => keeper.close())
  const events: string[] = []
  keeper.subscribe((event) => events.push(event))
  return { keeper, events, ask: (call, input = {}) => keeper.dispatch(call, input) }
}

/** A closed workshop with two patterns, a run and a backup of them. */
async function closedWorkshop() {
  const dataDir = emptyFolder()
  await fill(dataDir, { patterns: 2, runs: [1] })
  const before = await contentsOf(dataDir)
  const made = await backUp(dataDir, { kind: 'daily' })
  return { dataDir, before, fileName: made.path.split(/[\\/]/).at(-1) ?? '', path: made.path }
}

function otherProgramsDatabase(path: string): void {
  rmSync(path)
  const db = new Database(path)
  db.exec('CREATE TABLE cars (id INTEGER PRIMARY KEY, name TEXT)')
  db.close()
}

function newerDatabase(path: string): void {
  const db = new Database(path)
  db.pragma('user_version = 999')
  db.close()
}

describe('safe mode', () => {
  test.each([
    [
      'zero bytes',
      (path: string) => {
        writeFileSync(path, '')
      },
      'damaged',
    ],
    [
      'text',
      (path: string) => {
        writeFileSync(path, 'a letter to mother '.repeat(500))
      },
      'damaged',
    ],
    [
      'a corrupt header',
      (path: string) => {
        writeFileSync(path, Buffer.alloc(8192, 255))
      },
      'damaged',
    ],
    [
      'cut off',
      (path: string) => {
        truncateSync(path, 10_000)
      },
      'damaged',
    ],
    [
      'missing',
      (path: string) => {
        rmSync(path)
      },
      'missing',
    ],
    ["another program's", otherProgramsDatabase, 'foreign'],
    ['newer', newerDatabase, 'newer'],
  ] as const)('%s: tells why, refuses work, and a restore leads out', async (_, damage, cause) => {
    const { dataDir, before, fileName } = await closedWorkshop()
    damage(join(dataDir, 'rmos.db'))
    const { ask, events, keeper } = await keep(dataDir)
    expect(keeper.workshop()).toBeNull()
    expect(unwrap(await ask('backups.mode'))).toMatchObject({ mode: 'safe', cause, dataDir })
    expect(problemOf(await ask('plans.list')).message).toContain('safe mode')
    expect(problemOf(await ask('machine.home')).message).toContain('safe mode')
    expect(unwrap(await ask('machine.snapshot'))).toMatchObject({ engineState: 'disconnected' })
    unwrap(await ask('backups.restore', { fileName, otherInstallation: false }))
    expect(events).toContain('workshop.reopened')
    expect(unwrap(await ask('backups.mode'))).toEqual({ mode: 'open' })
    unwrap(await ask('plans.list'))
    const told = keeper.workshop()?.store.storeEvents.list({ limit: 5, kind: 'restore' })
    expect(told).toMatchObject({ ok: true, value: [{ payload: { scope: 'everything' } }] })
    await keeper.close()
    expect(await contentsOf(dataDir)).toEqual(before)
    const aside = readdirSync(dataDir).filter((name) => name.startsWith('replaced-'))
    expect(aside).toHaveLength(1)
  })

  test('can stop the machine, whose connection outlives the reopening', async () => {
    const { dataDir, fileName } = await closedWorkshop()
    rmSync(join(dataDir, 'rmos.db'))
    const { ask } = await keep(dataDir)
    unwrap(await ask('machine.connect', { portUri: 'virtual:' }))
    unwrap(await ask('machine.stop'))
    expect(unwrap(await ask('backups.preview', { fileName }))).toMatchObject({
      counts: { patterns: 2, runs: 1 },
    })
    unwrap(await ask('backups.restore', { fileName, otherInstallation: false }))
    expect(unwrap(await ask('machine.snapshot'))).toMatchObject({ portUri: 'virtual:' })
  })

  test('starts with nothing only in safe mode, and says what it set aside', async () => {
    const { dataDir, fileName } = await closedWorkshop()
    writeFileSync(join(dataDir, 'rmos.db'), '')
    const { ask, keeper } = await keep(dataDir)
    unwrap(await ask('backups.startEmpty'))
    expect(unwrap(await ask('backups.mode'))).toEqual({ mode: 'open' })
    expect(problemOf(await ask('backups.startEmpty')).message).toContain('is open')
    const told = keeper.workshop()?.store.storeEvents.list({ limit: 5, kind: 'start-empty' })
    expect(told).toMatchObject({ ok: true, value: [{ payload: { cause: 'damaged' } }] })
    // The way back stays open.
    expect(unwrap(await ask('backups.preview', { fileName }))).toMatchObject({
      installation: 'same',
      runsComingBack: 1,
    })
  })
})

describe('an open workshop', () => {
  test('is restored under calls that go on, none of which meets a closed database', async () => {
    const { dataDir, before, fileName } = await closedWorkshop()
    await fill(dataDir, { patterns: 6, runs: [2] })
    const { ask, keeper } = await keep(dataDir)
    const kinds = new Set<string>()
    let restoring = true
    const askOn = async () => {
      while (restoring) {
        const answer = await ask('runs.list')
        kinds.add(answer.ok ? 'ok' : answer.error.kind)
        // Lets the restore have its turn of the event loop.
        await new Promise(setImmediate)
      }
    }
    const others = [askOn(), askOn()]
    unwrap(await ask('backups.restore', { fileName, otherInstallation: false }))
    restoring = false
    await Promise.all(others)
    expect([...kinds].filter((kind) => !['ok', 'busy'].includes(kind))).toEqual([])
    await keeper.close()
    expect(await contentsOf(dataDir)).toEqual(before)
  })

  test('makes, lists and records copies, and knows names that lead nowhere', async () => {
    const dataDir = emptyFolder()
    const { ask, keeper } = await keep(dataDir)
    const { fileName } = unwrap(await ask('backups.make')) as { fileName: string }
    const listed = unwrap(await ask('backups.list'))
    expect(listed).toMatchObject({ backups: [{ fileName, kind: 'manual', isOwn: true }] })
    const told = keeper.workshop()?.store.storeEvents.list({ limit: 5, kind: 'backup' })
    expect(told).toMatchObject({ ok: true, value: [{ payload: { scope: 'everything' } }] })
    for (const name of ['../rmos.db', '/etc/passwd', 'rmos.db']) {
      const refused = problemOf(await ask('backups.preview', { fileName: name }))
      expect(refused.kind).toBe('invalid-input')
    }
    const gone = 'rmos-000099-daily-2026-11-21T120000Z.zip'
    expect(problemOf(await ask('backups.preview', { fileName: gone })).kind).toBe('not-found')
  })

  test('finishes a restore that was cut short, says so and records it', async () => {
    const { dataDir, path } = await closedWorkshop()
    await fill(dataDir, { patterns: 6, runs: [2] })
    const place = await restorePlaceOf(dataDir)
    const prepared = unwrap(await prepareRestore(path, place, { otherInstallation: false }))
    unwrap(await writeIntent(nodeFiles(), dataDir, prepared.intent))
    const { ask, keeper } = await keep(dataDir)
    expect(unwrap(await ask('app.info'))).toMatchObject({
      notices: [`A restore that was interrupted was finished: ${path}.`],
    })
    const told = keeper.workshop()?.store.storeEvents.list({ limit: 5, kind: 'restore' })
    expect(told).toMatchObject({ ok: true, value: [{ payload: { interrupted: true } }] })
    expect((await contentsOf(prepared.asidePath)).patterns).toHaveLength(6)
  })
})
