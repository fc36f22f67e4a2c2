import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { processShares } from '../../bench/app-memory.ts'
import { type LoadedMain, startMain } from '../../bench/loaded-app.ts'
import { toMachine } from './machine-page.ts'

interface Shop {
  readonly main: LoadedMain
  readonly folder: string
  /** Another page on the bench view, at its Machine page. */
  readonly open: () => Promise<Page>
}

const test = base.extend<{ shop: Shop }>({
  shop: async ({ context }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'rmos-loading-'))
    const main = startMain(folder)
    const errors: string[] = []
    context.on('weberror', (error) => errors.push(error.error().message))
    const open = async () => {
      const page = await context.newPage()
      await page.goto(await main.ask('url', null))
      await toMachine(page)
      return page
    }
    await use({ main, folder, open })
    await main.end()
    rmSync(folder, { recursive: true, force: true })
    expect(errors).toEqual([])
  },
})

/** A file of so many moves on a spiral, each another one by its pitch. */
function longFile(folder: string, name: string, moves: number, pitchMm: number): string {
  const lines = ['G21 G90 G94 G17', 'G0 Z5', 'G0 X20 Y0', 'M3 S18000', 'G4 P4', 'G1 Z-1 F300']
  for (let index = 0; index < moves; index += 1) {
    const radiusMm = 20 + index * pitchMm
    const at = (turn: number) => (radiusMm * turn).toFixed(4)
    lines.push(`G1 X${at(Math.cos(index / 500))} Y${at(Math.sin(index / 500))} Z-1.0000 F1500`)
  }
  const path = join(folder, name)
  writeFileSync(path, `${[...lines, 'G0 Z5', 'M5', 'M30'].join('\n')}\n`)
  return path
}

function sha256Of(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

/** The hashes of all programs that are kept beside their runs. */
function keptHashes(folder: string): readonly string[] {
  const root = join(folder, 'attachments')
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.nc'))
    .map((entry) => sha256Of(join(entry.parentPath, entry.name)))
}

async function choose(page: Page, path: string): Promise<void> {
  await page.locator('input[type=file][accept*=".nc"]').setInputFiles(path)
}

async function isSetUp(page: Page, path: string): Promise<void> {
  const chosen = page.getByRole('list', { name: 'Program' }).getByText(basename(path))
  await expect(chosen).toBeVisible({ timeout: 90_000 })
}

test('a long file that is called off leaves no run, and comes whole when it is opened again', async ({
  shop: { main, folder, open },
}) => {
  test.setTimeout(240_000)
  const page = await open()
  const path = longFile(folder, 'long.nc', 1_000_000, 0.00002)
  await choose(page, path)
  await page.locator('.intake').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: 'Open a G-code file' })).toBeVisible()
  await page.waitForTimeout(1500)
  expect(await main.ask('newestRun', null)).toBe('')
  await choose(page, path)
  await isSetUp(page, path)
  expect(keptHashes(folder)).toContain(sha256Of(path))
})

test('two files come in at once, and go on when the machine engine is lost', async ({
  shop: { main, folder, open },
}) => {
  test.setTimeout(240_000)
  const pages = [await open(), await open()]
  await main.ask('connect', 'virtual:')
  const paths = [1, 2].map((pitch) => longFile(folder, `${String(pitch)}.nc`, 300_000, pitch / 1e4))
  await Promise.all(pages.map((page, index) => choose(page, paths[index] ?? '')))
  for (const page of pages) await expect(page.locator('.intake')).toBeVisible()
  const engine = processShares(process.pid).find(({ what }) => what === 'engine')
  // process 0 would be this test's own group
  if (engine === undefined) throw new Error('there is no engine process to end')
  process.kill(engine.pid, 'SIGKILL')
  for (const [index, page] of pages.entries()) await isSetUp(page, paths[index] ?? '')
  expect(keptHashes(folder).toSorted()).toEqual(paths.map(sha256Of).toSorted())
})
