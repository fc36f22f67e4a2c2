import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { openExample } from '../main-job.ts'
import { test } from './bench-view.ts'
import { topDrawing } from './top-drawing.ts'

// Set to docs/screens to renew the pictures of the documentation.
const KEPT_SCREENS = process.env['RMOS_SCREENS_DIR']
const PATIENT = { timeout: 60_000 }

const goTo = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name }).click()
const tab = (page: Page, name: string) => page.getByRole('radio', { name, exact: true })
const checked = (page: Page) => page.getByRole('region', { name: 'What was checked' })
const figure = (page: Page, label: string) =>
  checked(page).getByRole('listitem').filter({ hasText: label }).locator('b')

/** The clamp at the upper right of the drawn top becomes a keep-out of so much height, mm. */
async function takeClamp(page: Page, height: string): Promise<void> {
  await goTo(page, 'Drawing')
  const buffer = Buffer.from(topDrawing(4))
  await page
    .getByTestId('drawing-file')
    .first()
    .setInputFiles({ name: 'top.dxf', mimeType: 'application/dxf', buffer })
  await expect(page.getByRole('heading', { name: 'top.dxf' })).toBeVisible(PATIENT)
  const rows = page.getByRole('listbox', { name: 'Paths of the drawing' }).getByRole('option')
  await rows.filter({ hasText: 'Circle ⌀ 84.00 mm' }).click()
  await tab(page, 'Use').click()
  await page.getByRole('button', { name: 'Take the centre of the chosen circle' }).click()
  await tab(page, 'Paths').click()
  await rows.filter({ hasText: 'Closed, 4 pieces' }).first().click()
  await tab(page, 'Use').click()
  const field = page.getByRole('textbox', { name: 'Stands above the top by' })
  await field.fill(height)
  await field.press('Enter')
  await page.getByRole('button', { name: 'Keep-out: no tool may go here' }).click()
  await expect(page.getByText(/Taken into the plan: Keep-out/)).toBeVisible()
}

async function showProof(page: Page): Promise<void> {
  await goTo(page, 'Toolpath')
  await tab(page, 'The proof').click(PATIENT)
  await expect(checked(page)).toBeVisible(PATIENT)
}

test('the proof shows what was checked, with figures', async ({ bench: { page } }) => {
  test.slow()
  await openExample(page, 'Classical mosaic')
  await showProof(page)
  await expect(page.getByText('Nothing found: it cuts what is planned')).toBeVisible()
  await expect(figure(page, 'Cut too deep or beside')).toHaveText('0.00 mm²')
  await expect(figure(page, 'Left standing')).toHaveText('0.00 mm²')
  // the shipped bit: flutes of 6 mm, 8 mm out of the collet, in a channel of 1.7 mm
  await expect(figure(page, 'Flutes of bit 1')).toHaveText('4.30 mm')
  await expect(figure(page, 'Collet of bit 1')).toHaveText('6.30 mm')
  await expect(page.getByRole('img', { name: /The block after the program/ })).toBeVisible()
  await expect(page.getByRole('figure', { name: 'How far round the bit cuts' })).toBeVisible()
  if (KEPT_SCREENS !== undefined) {
    await page.screenshot({ path: join(KEPT_SCREENS, 'proof.png') })
  }
})

test('a keep-out taken with its height is checked in the proof', async ({ bench: { page } }) => {
  test.slow()
  await openExample(page, 'Classical mosaic')
  await takeClamp(page, '3')
  await showProof(page)
  const clamp = checked(page).getByRole('listitem').filter({ hasText: 'Bit above "Keep-out' })
  await expect(clamp).toContainText('never over it')
})

test('a run that is being made can be called off: nothing is recorded, and it can be made again', async ({
  bench: { page },
}) => {
  test.slow()
  await openExample(page, 'Classical mosaic')
  await goTo(page, 'Feasibility')
  await page.getByRole('button', { name: 'Approve this plan' }).click(PATIENT)
  await page.getByRole('button', { name: 'See the toolpath' }).click()
  await page.getByRole('button', { name: 'Make the run' }).click(PATIENT)
  const progress = page.getByRole('progressbar', { name: /Making the run/ })
  await expect(progress).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Cancelled: nothing was recorded.')).toBeVisible()
  await goTo(page, 'Runs')
  await expect(page.getByRole('main', { name: 'Runs' }).getByText(/No runs/)).toBeVisible()
  await goTo(page, 'Toolpath')
  await page.getByRole('button', { name: 'Make the run' }).click(PATIENT)
  await expect(page.getByText('The run is made.')).toBeVisible(PATIENT)
})

test('the stop table of the saw is saved from the recipe as a PDF', async ({ bench: { page } }) => {
  await openExample(page, 'Classical mosaic')
  await goTo(page, 'Recipe')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Stop table/ }).click(),
  ])
  const pdf = readFileSync(await download.path())
  expect(download.suggestedFilename()).toMatch(/stops?.*\.pdf$/)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
})
