import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { test } from './bench-view.ts'

const MOSAIC = 'Classical mosaic, 46 tiles'
const COPY = 'Mosaic for the library'
// Set to docs/screens to renew the pictures of the documentation.
const KEPT_SCREENS = process.env['RMOS_SCREENS_DIR']

async function toPlans(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Plans' }).click()
}

const card = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })

/** A copy of the shipped mosaic of the workshop's own. */
async function duplicate(page: Page): Promise<void> {
  await toPlans(page)
  await card(page, MOSAIC).getByRole('button', { name: 'Duplicate' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(COPY)
  await page.getByRole('button', { name: 'Make the copy' }).click()
  await expect(page.locator('.viewport .rosette')).toBeVisible()
  await toPlans(page)
  await expect(card(page, COPY)).toHaveCount(1)
}

test('a new rosette is made with keys alone', async ({ bench: { page } }) => {
  await toPlans(page)
  await expect(card(page, MOSAIC)).toHaveCount(1)
  await page.keyboard.press('n')
  await expect(page.getByRole('radio', { name: /^Drawing of Classical mosaic/ })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue(/^Mosaic between rope/)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('combobox', { name: 'Soundhole' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Seven strings')
  await page.keyboard.press('Enter')
  await expect(page.locator('.viewport .rosette')).toBeVisible()
  await expect(page.getByRole('banner')).toContainText('Seven strings')
  await toPlans(page)
  await expect(card(page, 'Seven strings')).toContainText('Experimental')
})

test('plans are found by word, lane and order; what is archived can be brought back', async ({
  bench: { page },
}, info) => {
  await duplicate(page)
  const folder = KEPT_SCREENS === undefined ? info.outputDir : resolve(KEPT_SCREENS)
  await expect(page.locator('.plan-card .rosette-picture').first()).toBeVisible()
  await page.screenshot({ path: join(folder, 'library.png') })
  const search = page.getByRole('searchbox', { name: 'Search' })
  await search.fill('mosaic LIBRARY')
  await expect(page.locator('.plan-card')).toHaveCount(1)
  await search.fill('no such rosette')
  await expect(page.getByText('No plan fits')).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  const lane = page.getByRole('combobox', { name: 'Lane' })
  await lane.selectOption('Examples')
  await expect(card(page, COPY)).toHaveCount(0)
  await lane.selectOption('Experimental')
  await card(page, COPY).getByRole('button', { name: 'Archive' }).click()
  await expect(page.getByText(`“${COPY}” is archived.`)).toBeVisible()
  await expect(card(page, COPY)).toHaveCount(0)
  await lane.selectOption('Archived')
  await card(page, COPY).getByRole('button', { name: 'Bring back' }).click()
  await expect(card(page, COPY)).toHaveCount(0)
  await lane.selectOption('All but archived')
  await expect(card(page, COPY)).toHaveCount(1)
  await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Size')
  await expect(page.locator('.plan-card').first()).toContainText('Steel string')
})

test('two plans stand side by side with what differs', async ({ bench: { page } }, info) => {
  await toPlans(page)
  await page.getByRole('checkbox', { name: `Compare ${MOSAIC}` }).check()
  await expect(page.getByText('Choose one more to compare.')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Compare Steel string, three rings' }).check()
  await page.getByRole('button', { name: 'Compare the two' }).click()
  const hole = page.getByRole('row', { name: /Soundhole/ })
  await expect(hole).toContainText('84.00 mm')
  await expect(hole).toContainText('101.60 mm')
  await expect(page.getByRole('row', { name: /^Saw kerf/ })).toHaveCount(0)
  await expect(page.locator('.compare-picture .rosette-picture')).toHaveCount(2)
  const folder = KEPT_SCREENS === undefined ? info.outputDir : resolve(KEPT_SCREENS)
  await page.screenshot({ path: join(folder, 'compare.png') })
  await page.getByRole('checkbox', { name: 'Only what differs' }).uncheck()
  await expect(page.getByRole('row', { name: /^Saw kerf/ })).toHaveCount(1)
  await page.getByRole('button', { name: 'Back to the plans' }).click()
  await expect(card(page, MOSAIC)).toHaveCount(1)
})

test('three clean jobs promote a plan, a spoilt one puts it back', async ({ bench: { page } }) => {
  await duplicate(page)
  await card(page, COPY).getByRole('button', { name: 'Lane and jobs' }).click()
  const sheet = page.getByRole('complementary', { name: `About ${COPY}` })
  await expect(sheet).toContainText('0 of 3 clean jobs')
  await expect(sheet.getByRole('button', { name: 'Move to Tuned' })).toBeDisabled()
  const events = sheet.locator('.sheet-events li')
  for (const count of [1, 2, 3]) {
    await sheet.getByRole('button', { name: 'Record the outcome' }).click()
    await expect(events).toHaveCount(count)
  }
  await sheet.getByRole('textbox', { name: 'Reason' }).fill('three clean tops')
  await sheet.getByRole('button', { name: 'Move to Tuned' }).click()
  await expect(card(page, COPY).locator('.tag')).toHaveText('Tuned')
  await expect(events.first()).toContainText('Experimental → Tuned')
  await expect(events.first()).toContainText('three clean tops')
  await sheet.getByRole('radio', { name: 'Spoilt' }).click()
  await sheet.getByRole('textbox', { name: 'Note' }).fill('the channel tore out')
  await sheet.getByRole('button', { name: 'Record the outcome' }).click()
  await expect(card(page, COPY).locator('.tag')).toHaveText('Experimental')
  await expect(events.first()).toContainText('Tuned → Experimental')
})

test('the library goes out as one file and comes in again without doubling anything', async ({
  bench: { page },
}) => {
  await duplicate(page)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export all' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('rmos-library.json')
  const text = readFileSync(await file.path(), 'utf8')
  expect(JSON.parse(text)).toMatchObject({ schema: 'rmos.library', version: 1 })
  const input = page.locator('input[type=file]').first()
  const buffer = Buffer.from(text)
  await input.setInputFiles({ name: 'rmos-library.json', mimeType: 'application/json', buffer })
  await expect(page.getByText('0 came in, 1 were here already.')).toBeVisible()
  await expect(card(page, COPY)).toHaveCount(1)
  await input.setInputFiles({
    name: 'half.json',
    mimeType: 'application/json',
    buffer: buffer.subarray(0, 300),
  })
  await expect(page.getByText(/half\.json.*cut short/)).toBeVisible()
})
