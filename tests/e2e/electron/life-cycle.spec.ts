import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DATABASE_NAME } from '../../../src-main/store/identity.ts'
import { call, exitCodeOf, expect, readyPage, startAgain, test } from './desktop.ts'

/** Loaded before the app: a real box would wait for a click. */
const SILENT_ERROR_BOX = join(import.meta.dirname, 'silent-error-box.cjs')

interface PlanList {
  readonly plans: readonly { readonly planId: string; readonly name: string }[]
}

async function planNames(page: Parameters<typeof call>[0]): Promise<readonly string[]> {
  return (await call<PlanList>(page, 'plans.list')).plans.map(({ name }) => name)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    // Signal 0 only asks, and nobody is there.
    return false
  }
}

test('a second start on the same data ends with 3 and brings the first window up; on other data it opens', async ({
  app,
  page,
  launch,
  dataDir,
}) => {
  await expect(page).toHaveTitle('RMOS')
  const raised = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<boolean>((resolve) => {
        const window = BrowserWindow.getAllWindows()[0]
        window?.minimize()
        // Asked of the window and not of the screen, where a window manager may be missing.
        Object.assign(window ?? {}, {
          focus: () => {
            resolve(window?.isMinimized() ?? true)
          },
        })
      }),
  )
  expect(await startAgain(app, dataDir)).toBe(3)
  expect(await raised).toBe(false)
  const otherDir = join(dataDir, 'other')
  const other = await launch(otherDir)
  expect(await call(await readyPage(other), 'app.info')).toMatchObject({ dataDir: otherDir })
  await other.close()
})

test('Quit in the menu closes the database, ends with 0, and the next start finds all', async ({
  launch,
  dataDir,
}) => {
  const app = await launch(dataDir)
  const page = await readyPage(app)
  await call(page, 'plans.duplicate', {
    planId: 'example:classical-mosaic-46',
    name: 'Cedar no. 12',
  })
  const writeAheadLogs = () => readdirSync(dataDir).filter((name) => name.endsWith('-wal'))
  expect(writeAheadLogs()).toHaveLength(1)
  const exitCode = exitCodeOf(app.process())
  await app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('quit')?.click()
  })
  expect(await exitCode).toBe(0)
  // SQLite removes its write-ahead log only when the last connection was closed and checkpointed.
  expect(writeAheadLogs()).toEqual([])
  const again = await launch(dataDir)
  expect(await planNames(await readyPage(again))).toContain('Cedar no. 12')
  await again.close()
})

test('the machine engine is a process of its own and goes with the app', async ({
  launch,
  dataDir,
}) => {
  const app = await launch(dataDir)
  await call(await readyPage(app), 'machine.connect', { portUri: 'virtual:' })
  const engines = await app.evaluate(({ app: electronApp }) =>
    electronApp.getAppMetrics().filter(({ name }) => name === 'RMOS machine engine'),
  )
  expect(engines.map(({ type }) => type)).toEqual(['Utility'])
  const pid = engines[0]?.pid ?? 0
  expect(pid).not.toBe(app.process().pid)
  expect(isAlive(pid)).toBe(true)
  app.process().kill('SIGKILL')
  await expect.poll(() => isAlive(pid)).toBe(false)
})

test('the data folder opens from the menu', async ({ app, page, dataDir }) => {
  await expect(page).toHaveTitle('RMOS')
  const opened = await app.evaluate(async ({ Menu, shell }) => {
    const asked: string[] = []
    shell.openPath = (path) => {
      asked.push(path)
      return Promise.resolve('')
    }
    Menu.getApplicationMenu()?.getMenuItemById('open-data-folder')?.click()
    return Promise.resolve(asked)
  })
  expect(opened).toEqual([dataDir])
})

test('a data folder that cannot be opened is said in a box and ends with 1', async ({
  app,
  page,
  dataDir,
}) => {
  await expect(page).toHaveTitle('RMOS')
  const broken = join(dataDir, 'broken')
  // no backup helps here: a folder stands where the database belongs, a file where its records would go
  mkdirSync(join(broken, DATABASE_NAME), { recursive: true })
  writeFileSync(join(broken, 'json-store'), 'this is no folder')
  expect(await startAgain(app, broken, ['-r', SILENT_ERROR_BOX])).toBe(1)
})
