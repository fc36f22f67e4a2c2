import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { test } from './bench-view.ts'

// Set to docs/screens to renew the pictures of the documentation.
const KEPT_SCREENS = process.env['RMOS_SCREENS_DIR']

async function keepScreen(page: Page, name: string): Promise<void> {
  if (KEPT_SCREENS !== undefined) await page.screenshot({ path: join(KEPT_SCREENS, `${name}.png`) })
}

const rail = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name, exact: true })

test('a bit is measured anew in the library, undone, copied and removed', async ({
  bench: { page },
}) => {
  await rail(page, 'Library').click()
  await page.getByRole('row').filter({ hasText: '2 mm downcut' }).click()
  const side = page.getByRole('complementary', { name: '2 mm downcut, 2 flutes' })
  await expect(side.getByText('As shipped.')).toBeVisible()
  const stickout = side.getByRole('textbox', { name: 'Stick-out' })
  await expect(stickout).toHaveValue('8.000')
  await stickout.fill('7.5')
  await stickout.press('Enter')
  await expect(side.getByText('Your numbers stand in place')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'your numbers' })).toHaveCount(1)
  await keepScreen(page, 'shop-records')
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click()
  await expect(side.getByText('As shipped.')).toBeVisible()
  await side.getByRole('button', { name: 'Copy' }).click()
  const copied = page.getByRole('complementary', { name: '2 mm downcut, 2 flutes, copy' })
  await expect(copied.getByText('A record of your own.')).toBeVisible()
  await copied.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Choose a record')).toBeVisible()
})

test('a stick-out beyond its limit explains, and old blades are taken in', async ({
  bench: { page },
}) => {
  await rail(page, 'Library').click()
  await page.getByRole('row').filter({ hasText: '2 mm downcut' }).click()
  const stickout = page.getByRole('textbox', { name: 'Stick-out' })
  await stickout.fill('400')
  await stickout.press('Enter')
  await expect(page.getByText(/is above 150.*mm, the most that is taken/)).toBeVisible()
  await page.getByLabel('Import a file').setInputFiles({
    name: 'saw_blades.json',
    mimeType: 'application/json',
    buffer: Buffer.from(
      JSON.stringify([{ id: 'old_75', name: 'Old slitting 75', diameter_mm: 75, tooth_count: 36 }]),
    ),
  })
  await expect(page.getByText('One record was taken in.')).toBeVisible()
  await page.getByRole('radio', { name: 'Saw blades' }).click()
  await page.getByRole('row').filter({ hasText: 'Old slitting 75' }).click()
  await expect(page.getByText('5 numbers are not measured')).toBeVisible()
  await keepScreen(page, 'shop-blades')
})

test('a plan with a passage too deep is made GREEN with one press, and back', async ({
  bench: { page },
}) => {
  await page
    .getByRole('button', { name: /Classical mosaic, 46 tiles/ })
    .first()
    .click()
  await rail(page, 'Rosette').click()
  await page.getByRole('radio', { name: 'Cutting' }).click()
  const depth = page.getByRole('textbox', { name: 'Depth of a pass' })
  await depth.fill('2')
  await depth.press('Enter')
  await rail(page, 'Feasibility').click()
  const all = page.getByRole('button', { name: /^Make (this change|all \d+ changes)$/ })
  await expect(all).toBeVisible()
  await keepScreen(page, 'feasibility-fixes')
  await all.click()
  await expect(page.getByText('This can be cut as planned.')).toBeVisible()
})
