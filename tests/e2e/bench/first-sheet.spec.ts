import { expect, type Locator, type Page } from '@playwright/test'
import { test } from './bench-view.ts'
import { matrix } from './pattern-page.ts'

/** More stops than any page has; past that the focus goes round in a circle. */
const MOST_STOPS = 150

const isFocused = async (wanted: Locator) =>
  (await wanted.and(wanted.page().locator(':focus')).count()) > 0

/** Presses Tab until the focus is on something, as a person without a mouse does. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await isFocused(wanted)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab never comes to what is wanted')
}

test('from an empty workshop to a printed shop sheet by keyboard alone, in under two minutes', async ({
  bench: { page },
}) => {
  const startedMs = Date.now()
  await expect(page.getByRole('heading', { name: 'Plans' })).toBeVisible()
  await page.keyboard.press('n')
  const form = page.getByRole('form')
  await expect(form.getByRole('radio').first()).toBeFocused()
  await expect(form.getByRole('radio', { name: /Classical mosaic/ })).toBeChecked()
  await tabTo(page, form.getByLabel('Name'))
  await page.keyboard.press('Control+a')
  await page.keyboard.type('First rosette')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main', { name: 'Rosette' })).toBeVisible()
  // single keys and Alt keys belong to a field that has focus, and none has
  await page.keyboard.press('Alt+3')
  await tabTo(page, page.getByRole('button', { name: 'Choose a template' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Diamond' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Use this template' }))
  await page.keyboard.press('Enter')
  // one cell by hand
  await tabTo(page, matrix(page))
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('2')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+5')
  await expect(page.getByText('Something has not been measured yet.')).toBeVisible()
  // nobody has told RMOS what the saw takes: the way to that number is on the page
  await tabTo(page, page.getByRole('button', { name: 'Measure it on the Rosette page' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('radio', { name: 'Stock' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('textbox', { name: 'Saw kerf' }))
  await page.keyboard.type('0.6')
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('navigation').getByRole('button', { name: 'Recipe' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main', { name: 'Recipe' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Plates' }).getByRole('button').first()).toBeVisible()
  const [sheet] = await Promise.all([
    page.context().waitForEvent('page'),
    page.keyboard.press('Control+p'),
  ])
  expect(sheet.url()).toMatch(/^blob:/)
  expect(Date.now() - startedMs).toBeLessThan(120_000)
})
