import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test as base, _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { Bridge } from '../../../src-core/contract/bridge.ts'
import type { Problem } from '../../../src-core/contract/problem.ts'
import type { Result } from '../../../src-core/outcome/result.ts'

/** What runs the built app: the stand-in of tests/electron-standin, or Electron itself. */
export interface RuntimeOption {
  readonly runtime: 'stand-in' | 'electron'
}

/** The page's globals that the specs speak of inside `page.evaluate`. */
export interface PageGlobals {
  readonly rmosBridge: Bridge
  readonly location: { href: string }
  readonly open: (address: string) => unknown
  readonly [name: string]: unknown
}

/** Starts the app on a data folder. */
export type Launch = (
  dataDir: string,
  options?: { readonly bypassCSP?: boolean },
) => Promise<ElectronApplication>

interface DesktopFixtures {
  /** A fresh, empty data folder. */
  readonly dataDir: string
  readonly launch: Launch
  /** The app, started on `dataDir`. */
  readonly app: ElectronApplication
  /** Its window, when the page can call main. */
  readonly page: Page
  readonly runtimeIsHere: undefined
}

const ROOT = resolve(import.meta.dirname, '../../..')
const STAND_IN = join(ROOT, 'tests/electron-standin/electron')

function isElectronInstalled(): boolean {
  const dist =
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(ROOT, 'node_modules/electron/dist')
  return process.env['RMOS_ELECTRON'] === 'real' || existsSync(dist)
}

/** The environment of an app under test: this one, its own data folder, and this Node. */
function appEnvironment(dataDir: string): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  return { ...Object.fromEntries(inherited), RMOS_DATA: dataDir, RMOS_NODE: process.execPath }
}

/** Starts the app a second time, as a person would by clicking its icon again; its exit code. */
export function startAgain(
  app: ElectronApplication,
  dataDir: string,
  options: readonly string[] = [],
): Promise<number | null> {
  const { spawnfile, spawnargs } = app.process()
  // Of the arguments Playwright gave, only this one is needed to start at all.
  const unsandboxed = spawnargs.filter((argument) => argument === '--no-sandbox')
  const env = appEnvironment(dataDir)
  const child = spawn(spawnfile, [...unsandboxed, ...options, '.'], {
    cwd: ROOT,
    env,
    stdio: 'ignore',
  })
  return exitCodeOf(child)
}

/** Resolves when the process has ended; null when a signal ended it. */
export function exitCodeOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('exit', resolve)
    child.once('error', reject)
  })
}

/** Calls main from the page and gives the value back; a problem fails the test with its sentence. */
export async function call<T>(page: Page, name: string, input: object = {}): Promise<T> {
  const answer = (await page.evaluate(
    ([asked, sent]) => (globalThis as unknown as PageGlobals).rmosBridge.invoke(asked, sent),
    [name, input] as const,
  )) as Result<T, Problem>
  if (!answer.ok) throw new Error(`${name}: ${answer.error.message} ${answer.error.remedy}`)
  return answer.value
}

/** Waits until the window's page can call main. */
export async function readyPage(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow()
  // A window first shows an empty page.
  await page.waitForURL(({ protocol }) => protocol !== 'about:')
  return page
}

/** The specs' `test`: the same for both runtimes. */
export const test = base.extend<RuntimeOption & DesktopFixtures>({
  runtime: ['stand-in', { option: true }],
  runtimeIsHere: [
    async ({ runtime }, use, testInfo) => {
      const isMissing = runtime === 'electron' && !isElectronInstalled()
      testInfo.skip(isMissing, "Electron's runtime is not installed on this computer")
      await use(undefined)
    },
    { auto: true },
  ],
  dataDir: async ({ runtime }, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), `rmos-${runtime}-`))
    await use(dataDir)
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  },
  launch: async ({ runtime }, use) => {
    if (!existsSync(join(ROOT, 'out/main/index.js'))) {
      throw new Error('out/main/index.js is missing: run `npm run build` first')
    }
    const started: ChildProcess[] = []
    await use(async (dataDir, options = {}) => {
      const app = await _electron.launch({
        ...(runtime === 'stand-in' ? { executablePath: STAND_IN } : {}),
        args: ['.'],
        cwd: ROOT,
        env: appEnvironment(dataDir),
        ...options,
      })
      started.push(app.process())
      return app
    })
    // A spec that failed half-way leaves nothing running.
    for (const child of started) if (child.exitCode === null) child.kill('SIGKILL')
  },
  app: async ({ launch, dataDir }, use) => {
    const app = await launch(dataDir)
    await use(app)
    await app.close()
  },
  page: async ({ app }, use) => {
    await use(await readyPage(app))
  },
})

export { expect } from '@playwright/test'
