import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { openExample } from '../main-job.ts'

/** The shipped example with a picture on its ring. */
export const MOSAIC = 'Classical mosaic, 46 tiles'

/** Keeps a picture of the page where the screens of the documents are made. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['RMOS_SCREENS_DIR']
  if (folder === undefined) return
  for (const close of await page.locator('.toast button').all()) await close.click()
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** The Pattern page on a shipped example with a picture. */
export async function openPattern(page: Page, example: string = MOSAIC): Promise<void> {
  await openExample(page, example)
  // opening a plan goes to the rosette by itself
  await expect(page.getByRole('main', { name: 'Rosette' })).toBeVisible()
  await page.getByRole('navigation').getByRole('button', { name: 'Pattern' }).click()
  await expect(matrix(page)).toBeVisible()
}

/** The canvas of cells. */
export const matrix = (page: Page) => page.getByRole('application', { name: /^Tile of/ })
/** What a screen reader is told of the cursor. */
export const cursorWords = (page: Page) => page.locator('.matrix [role="status"]')
/** A part of the inspector. */
export const tab = (page: Page, name: string) => page.getByRole('radio', { name, exact: true })

/** Cells of each veneer, as the list of veneers says. */
export async function cells(page: Page): Promise<Readonly<Record<string, number>>> {
  const rows = await page.locator('.veneer-row').all()
  const entries = await Promise.all(
    rows.map(async (row) => {
      const name = await row.locator('.veneer-name').innerText()
      return [name, Number(await row.locator('.veneer-cells').innerText())] as const
    }),
  )
  return Object.fromEntries(entries)
}

/** One step back. */
export const undo = (page: Page) => page.getByRole('button', { name: /^Undo/ }).click()
/** One step forth. */
export const redo = (page: Page) => page.getByRole('button', { name: /^Redo/ }).click()

/** Chooses a picture file. */
export async function givePicture(page: Page, name: string, buffer: Buffer): Promise<void> {
  const type = { png: 'image/png', jpg: 'image/jpeg' }[name.split('.').pop() ?? ''] ?? 'text/plain'
  await tab(page, 'Picture').click()
  await page.locator('input[type="file"]').first().setInputFiles({ name, mimeType: type, buffer })
}
