import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { serve } from './bench-view.ts'

// Set to docs/screens to renew the pictures of the documentation.
const KEPT_SCREENS = process.env['RMOS_SCREENS_DIR']

test('without the database the work goes on in files, says so, and is merged when it is back', async ({
  page,
}) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'rmos-stores-'))
  try {
    const without = await serve(dataDir, { RMOS_SQLITE_DISABLE: ' Yes ' })
    await page.goto(without.url)
    const banner = page.getByRole('status').filter({ hasText: 'The database is not in use.' })
    await expect(banner).toContainText('RMOS_SQLITE_DISABLE')
    await expect(banner).toContainText('json-store')
    await page.getByRole('button', { name: 'Duplicate' }).first().click()
    await page.getByRole('dialog').getByRole('textbox').fill('Kept in a file')
    await page.getByRole('dialog').getByRole('textbox').press('Enter')
    await expect(page.getByText('Kept in a file').first()).toBeVisible()
    await page.getByRole('navigation').getByRole('button', { name: 'Runs' }).click()
    await expect(banner).toBeVisible()
    await page.getByRole('button', { name: 'Close' }).click()
    if (KEPT_SCREENS !== undefined) {
      await page.screenshot({ path: join(KEPT_SCREENS, 'stores-files.png') })
    }
    await without.end()

    const back = await serve(dataDir, { RMOS_SQLITE_DISABLE: '' })
    await page.goto(back.url)
    const waiting = page.getByRole('status').filter({ hasText: 'Records wait to be merged.' })
    await expect(waiting).toContainText('1 plan or pattern')
    if (KEPT_SCREENS !== undefined) {
      await page.screenshot({ path: join(KEPT_SCREENS, 'stores-waiting.png') })
    }
    await waiting.getByRole('button', { name: 'Merge into the database' }).click()
    const merged = page.getByRole('status').filter({ hasText: 'The records are merged.' })
    await expect(merged).toContainText('json-store-merged-')
    await page.getByRole('navigation').getByRole('button', { name: 'Plans' }).click()
    await expect(page.getByText('Kept in a file').first()).toBeVisible()
    expect(readdirSync(dataDir).filter((name) => name.startsWith('json-store'))).toHaveLength(1)
    await back.end()
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})
