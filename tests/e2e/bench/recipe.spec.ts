import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { openExample } from '../main-job.ts'
import { test } from './bench-view.ts'

const MOSAIC = 'Classical mosaic, 46 tiles'

async function openRecipe(page: Page, example: string): Promise<void> {
  await openExample(page, example)
  // opening a plan goes to the rosette by itself
  await expect(page.getByRole('main', { name: 'Rosette' })).toBeVisible()
  await page.getByRole('navigation').getByRole('button', { name: 'Recipe' }).click()
  await expect(page.getByRole('main', { name: 'Recipe' })).toBeVisible()
}

const plates = (page: Page) => page.getByRole('list', { name: 'Plates' }).getByRole('button')
const number = (page: Page, label: string) =>
  page.locator('.recipe-numbers div', { hasText: label }).locator('dd')

test('story 1: the shipped mosaic is 8 plates of 27 veneers and a log of 142 mm for 51 slices', async ({
  bench: { page },
}) => {
  await openRecipe(page, MOSAIC)
  await expect(plates(page)).toHaveCount(8)
  await expect(number(page, 'Veneers')).toHaveText(/^216/)
  await expect(number(page, 'Log height')).toHaveText(/^14\.28/)
  await expect(number(page, 'Slices')).toHaveText(/^51/)
  await expect(number(page, 'Tiles')).toHaveText(/^46/)
  await expect(page.getByText('216 pieces, 250 with spares')).toBeVisible()
  const folder = process.env['RMOS_SCREENS_DIR']
  if (folder === undefined) return
  await plates(page).nth(2).hover()
  await page.screenshot({ path: join(folder, 'recipe.png') })
})

test('by keyboard a plate lights its strips in the log, and a thick veneer takes the place of several', async ({
  bench: { page },
}) => {
  await openRecipe(page, MOSAIC)
  await plates(page).first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(plates(page).nth(1)).toBeFocused()
  // columns 2 and 14 are alike
  await expect(page.locator('.recipe-log .recipe-lit')).toHaveCount(2)
  // no column of this tile mirrors another one inside out
  await page.getByLabel('Strips may be turned inside out').check()
  await expect(plates(page)).toHaveCount(8)
  await page.getByLabel('Thickness').fill('1.5')
  await page.getByLabel('Thickness').press('Enter')
  await page.getByRole('button', { name: 'Add' }).press('Enter')
  await expect(page.getByRole('row', { name: /A Dyed black 1\.50 mm/ }).first()).toBeVisible()
})

test('the table and the shop sheet are saved as files, and the sheet is a PDF', async ({
  bench: { page },
}) => {
  await openRecipe(page, MOSAIC)
  const saved = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name }).press('Enter'),
    ])
    return { file: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
  }
  const csv = await saved('Save the recipe as CSV')
  expect(csv.file).toBe('classical-mosaic-46-tiles-recipe.csv')
  expect(csv.bytes.toString('utf8')).toContain('Mosaic,log strip,')
  const pdf = await saved('Save the recipe as PDF')
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
  const json = await saved('Save the recipe as JSON')
  expect(JSON.parse(json.bytes.toString('utf8'))).toMatchObject({ schema: 'rmos.recipe' })
})

test('Ctrl P opens the shop sheet to be printed', async ({ bench: { page } }) => {
  await openRecipe(page, MOSAIC)
  const [opened] = await Promise.all([
    page.context().waitForEvent('page'),
    page.keyboard.press('Control+p'),
  ])
  expect(opened.url()).toMatch(/^blob:/)
})

test('what is missing is said with the way to it', async ({ bench: { page } }) => {
  await openRecipe(page, 'Measure first: a mosaic with blanks')
  await expect(page.getByText('Something has not been measured yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Measure it on the Rosette page' }).click()
  await expect(page.getByRole('main', { name: 'Rosette' })).toBeVisible()
})
