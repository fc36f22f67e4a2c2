import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test as base, type Page } from '@playwright/test'
import { makeBackup } from '../../../src-main/backup/make-backup.ts'
import { nodeFiles } from '../../../src-main/files/node-files.ts'
import { serve } from './bench-view.ts'

// Set to docs/screens to renew the pictures of the documentation.
const KEPT_SCREENS = process.env['RMOS_SCREENS_DIR']
const DAY_MS = 86_400_000

/** A data folder of its own, and a way to serve it more than once. */
const test = base.extend<{
  workshop: {
    readonly dataDir: string
    readonly open: (page: Page) => Promise<() => Promise<void>>
  }
}>({
  workshop: async ({ page }, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'rmos-backups-'))
    const errors: string[] = []
    const ends = new Set<() => Promise<void>>()
    page.on('pageerror', (error) => errors.push(error.message))
    await use({
      dataDir,
      open: async (opened) => {
        const server = await serve(dataDir, {})
        ends.add(server.end)
        await opened.goto(server.url)
        return async () => {
          ends.delete(server.end)
          await server.end()
        }
      },
    })
    for (const end of ends) await end()
    rmSync(dataDir, { recursive: true, force: true })
    expect(errors).toEqual([])
  },
})

function backUp(dataDir: string, kind: 'daily' | 'start', agoMs: number) {
  const made = makeBackup(
    {
      dataDir,
      databasePath: join(dataDir, 'rmos.db'),
      kind,
      scope: kind === 'daily' ? 'everything' : 'database',
      appVersion: '0.1.0',
      target: null,
    },
    { files: nodeFiles(), clock: () => new Date(Date.now() - agoMs) },
  )
  return made.then((result) => {
    if (!result.ok) throw new Error(result.error.message)
    return result.value
  })
}

/** Copies the shipped mosaic under a name of its own, on the Plans page. */
async function keepPlan(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Plans' }).click()
  const card = page.getByRole('listitem').filter({ hasText: 'Classical mosaic, 46 tiles' })
  await card.getByRole('button', { name: 'Duplicate' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Make the copy' }).click()
  await expect(page.getByRole('button', { name: `Open plan ${name}` })).toBeVisible()
}

async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name, exact: true }).click()
}

async function shoot(page: Page, name: string, fallback: string): Promise<void> {
  const folder = KEPT_SCREENS === undefined ? fallback : resolve(KEPT_SCREENS)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

test('what was lost today comes back with two clicks', async ({ page, workshop }, info) => {
  test.slow()
  const close = await workshop.open(page)
  await keepPlan(page, 'Spruce guitar for Ana')
  await close()
  await backUp(workshop.dataDir, 'daily', 2 * DAY_MS)
  await backUp(workshop.dataDir, 'daily', DAY_MS)
  await workshop.open(page)
  await backUp(workshop.dataDir, 'start', 60_000)
  await keepPlan(page, 'Made by mistake')
  await goTo(page, 'Backups')
  await expect(page.getByRole('row')).toHaveCount(4)

  await page.getByRole('button', { name: 'Restore yesterday' }).click()
  const side = page.getByRole('complementary', { name: 'Backup' })
  await expect(side.getByText('Every file of this backup was read')).toBeVisible()
  await expect(side.getByRole('row', { name: /Plans and patterns/ })).toContainText('2')
  await shoot(page, 'backups', info.outputDir)
  await side.getByRole('button', { name: /Replace the data with that of/ }).click()

  await expect(page.getByText(/The data was replaced/)).toBeVisible()
  await goTo(page, 'Plans')
  await expect(
    page.getByRole('listitem').filter({ hasText: 'Spruce guitar for Ana' }),
  ).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Made by mistake' })).toHaveCount(0)
  const aside = readdirSync(workshop.dataDir).filter((name) => name.startsWith('replaced-'))
  expect(aside).toHaveLength(1)
})

test('a backup made by hand is checked and in the list', async ({ page, workshop }) => {
  await workshop.open(page)
  await goTo(page, 'Backups')
  await page.getByRole('button', { name: 'Back up now' }).click()
  await expect(page.getByText('The backup was made and checked.')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'By hand' })).toContainText('Good')
})

test('a job on the machine forbids a restore and says so', async ({ page, workshop }) => {
  test.slow()
  const { cutExample } = await import('../main-job.ts')
  await workshop.open(page)
  await backUp(workshop.dataDir, 'daily', DAY_MS)
  await cutExample(page)
  await goTo(page, 'Backups')
  await page.getByRole('button', { name: 'Restore yesterday' }).click()
  const side = page.getByRole('complementary', { name: 'Backup' })
  await expect(side.getByText('A job is on the machine.')).toBeVisible()
  await expect(side.getByRole('button', { name: /Replace the data/ })).toBeDisabled()
  // A backup goes on beside the job.
  await page.getByRole('button', { name: 'Back up now' }).click()
  await expect(page.getByText('The backup was made and checked.')).toBeVisible()
})

test.describe('safe mode', () => {
  test('takes the place of a workshop whose database is damaged, and leads out of it', async ({
    page,
    workshop,
  }, info) => {
    test.slow()
    const close = await workshop.open(page)
    await keepPlan(page, 'Spruce guitar for Ana')
    await close()
    await backUp(workshop.dataDir, 'daily', DAY_MS)
    await backUp(workshop.dataDir, 'daily', 60_000)
    writeFileSync(join(workshop.dataDir, 'rmos.db'), 'written over by a torn cable'.repeat(400))

    await workshop.open(page)
    await expect(page.getByRole('heading', { name: 'RMOS is in safe mode' })).toBeVisible()
    await expect(page.getByRole('banner').getByRole('button', { name: /Stop/ })).toBeVisible()
    await expect(page.getByRole('navigation')).toHaveCount(0)
    // The newest good backup is checked and offered without a click.
    const side = page.getByRole('complementary', { name: 'Backup' })
    await expect(side.getByRole('row', { name: /Plans and patterns/ })).toContainText('unreadable')
    await shoot(page, 'safe-mode', info.outputDir)
    await side.getByRole('button', { name: /Restore the backup of/ }).click()

    await goTo(page, 'Plans')
    await expect(
      page.getByRole('listitem').filter({ hasText: 'Spruce guitar for Ana' }),
    ).toBeVisible()
  })

  test('starts with nothing only when told so, and keeps everything aside', async ({
    page,
    workshop,
  }) => {
    const close = await workshop.open(page)
    await keepPlan(page, 'Spruce guitar for Ana')
    await close()
    writeFileSync(join(workshop.dataDir, 'rmos.db'), '')
    await workshop.open(page)
    await expect(page.getByText('There is no backup in the data folder')).toBeVisible()
    await page.getByRole('button', { name: 'Start with nothing' }).click()
    await page.getByRole('button', { name: 'Set everything aside and start empty' }).click()
    await goTo(page, 'Plans')
    await expect(page.getByRole('listitem').filter({ hasText: 'Example' }).first()).toBeVisible()
    await expect(
      page.getByRole('listitem').filter({ hasText: 'Spruce guitar for Ana' }),
    ).toHaveCount(0)
    const aside = readdirSync(workshop.dataDir).filter((name) => name.startsWith('replaced-'))
    expect(readdirSync(join(workshop.dataDir, aside[0] ?? ''))).toContain('rmos.db')
  })
})
