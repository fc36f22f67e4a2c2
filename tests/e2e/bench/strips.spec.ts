import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import type { StripFamily } from '../../../src-core/strips/strip-family.schema.ts'
import { test } from './bench-view.ts'

// Set to docs/screens to renew the pictures of the documentation.
const KEPT_SCREENS = process.env['RMOS_SCREENS_DIR']
/** As the older system kept its templates. */
const LEGACY = [
  {
    id: 'bw_rope',
    name: 'Old black and white rope',
    default_slice_angle_deg: 45,
    default_width_mm: 1.5,
    sequence: [0, 1],
    materials: [
      { key: 'b', type: 'wood', species: 'Black pear', thickness_mm: 0.6 },
      { key: 'w', type: 'paper', species: 'White fibre', thickness_mm: 0.6 },
    ],
  },
]

async function openStrips(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Strips' }).click()
  await expect(page.getByRole('heading', { name: 'Strip families' })).toBeVisible()
}

const table = (page: Page) => page.getByRole('table', { name: 'Strip families' })
const inspector = (page: Page) => page.getByRole('complementary', { name: 'Properties' })
const rows = (page: Page) => inspector(page).locator('[data-strip-row]')

async function openFamily(page: Page, name: string): Promise<void> {
  await table(page).getByText(name, { exact: true }).click()
  await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible()
}

async function download(page: Page, button: Locator): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()])
  return readFileSync(await file.path(), 'utf8')
}

test('a strip is moved by the keyboard, undone, and kept as a copy of the shipped family', async ({
  bench: { page },
}) => {
  await openStrips(page)
  await openFamily(page, 'Lines, white-black-white')
  await expect(page.getByText('Example, kept as it is; your change becomes a copy')).toBeVisible()
  const order = async () =>
    Promise.all((await rows(page).all()).map((row) => row.getAttribute('data-strip-row')))
  expect(await order()).toEqual(['white-inner', 'black', 'white-outer'])
  await rows(page).first().focus()
  await page.keyboard.press('Alt+ArrowDown')
  expect(await order()).toEqual(['black', 'white-inner', 'white-outer'])
  await expect(page.getByText(/Kept as your copy of/)).toBeVisible()
  await expect(page.getByText(/^Saved /)).toBeVisible()
  // The copy has the name of the example: the row with the lane is the copy's.
  const copy = table(page).getByRole('row').filter({ hasText: 'white-black-white' }).first()
  await expect(copy).toContainText('Safe')
  await page.keyboard.press('Control+z')
  expect(await order()).toEqual(['white-inner', 'black', 'white-outer'])
  await page.keyboard.press('Control+Shift+z')
  expect(await order()).toEqual(['black', 'white-inner', 'white-outer'])
  await expect(page.getByText(/^Saved /)).toBeVisible()
  await page.reload()
  await openStrips(page)
  await copy.click()
  expect(await order()).toEqual(['black', 'white-inner', 'white-outer'])
})

test('the picture and the sums follow the numbers', async ({ bench: { page } }) => {
  await openStrips(page)
  await openFamily(page, 'Rope')
  const face = page.getByRole('figure').filter({ hasText: 'Seen from above' })
  await expect(face).toContainText('2.56 mm wide')
  // (0.6 + 0.6 + 2 glue lines of 0.03) / sin 45°
  await expect(face).toContainText('pitch 1.78 mm')
  const before = await face.locator('.laminate-strip').nth(1).getAttribute('d')
  const angle = inspector(page).getByRole('textbox', { name: 'Angle of the cut' })
  await angle.fill('30')
  await angle.press('Enter')
  await expect(face).toContainText('pitch 2.52 mm, layers at 30°')
  expect(await face.locator('.laminate-strip').nth(1).getAttribute('d')).not.toBe(before)
  await inspector(page).getByRole('radio', { name: 'Making' }).click()
  await expect(inspector(page)).toContainText('Strips of one blank')
  await expect(inspector(page)).toContainText('warm it on the iron')
})

test('a new family is built, exported, archived and brought back', async ({ bench: { page } }) => {
  await openStrips(page)
  await page.getByRole('button', { name: 'New family' }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'New family' })).toBeVisible()
  await inspector(page).getByRole('textbox', { name: 'Name' }).fill('Workshop lines')
  await inspector(page)
    .getByRole('button', { name: /^Add to Strips/ })
    .click()
  await expect(rows(page)).toHaveCount(4)
  await inspector(page).getByRole('textbox', { name: 'Width in the face' }).fill('1/32in')
  await inspector(page).getByRole('textbox', { name: 'Width in the face' }).press('Enter')
  await expect(page.getByText(/^Saved /)).toBeVisible()
  const exported = await download(page, page.getByRole('button', { name: 'Export' }))
  const family = JSON.parse(exported) as StripFamily
  expect(family).toMatchObject({ name: 'Workshop lines', lane: 'experimental' })
  expect(family.strips.at(-1)?.widthMm).toBeCloseTo(25.4 / 32, 6)
  await page.getByRole('button', { name: 'Archive', exact: true }).click()
  await expect(table(page).getByText('Workshop lines')).toHaveCount(0)
  await page.getByLabel('Lane', { exact: true }).first().selectOption('archived')
  await expect(table(page).getByText('Workshop lines')).toBeVisible()
  await page.getByRole('button', { name: 'Bring back' }).click()
  await page.getByLabel('Lane', { exact: true }).first().selectOption('all')
  await expect(table(page).getByText('Workshop lines')).toBeVisible()
})

test('a file of the older system is read, and what it does not say is marked', async ({
  bench: { page },
}) => {
  await openStrips(page)
  const file = (name: string, text: string) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  })
  const input = page.locator('input[type=file]')
  await input.setInputFiles(file('broken.json', '[{"id": "x", "name": "Cut'))
  await expect(page.getByRole('alert')).toContainText('broken.json')
  await input.setInputFiles(file('old.json', JSON.stringify(LEGACY)))
  await expect(
    page.getByRole('heading', { level: 2, name: 'Old black and white rope' }),
  ).toBeVisible()
  await expect(page.getByText('not measured deep')).toBeVisible()
  await inspector(page).getByRole('radio', { name: 'Making' }).click()
  await expect(inspector(page)).toContainText('Measure the widths and depths that are missing')
})

test('a family is searched for, used for a ring of a plan, and found there', async ({
  bench: { page },
}, info) => {
  await openStrips(page)
  await page.getByRole('searchbox', { name: 'Search' }).fill('herringbone')
  await expect(table(page).getByRole('row')).toHaveCount(3)
  await openFamily(page, 'Herringbone')
  await page.getByRole('searchbox', { name: 'Search' }).fill('')
  const folder = KEPT_SCREENS === undefined ? info.outputDir : resolve(KEPT_SCREENS)
  await expect(table(page).getByText('Rope', { exact: true })).toBeVisible()
  await page.screenshot({ path: join(folder, 'strips.png') })
  await inspector(page).getByRole('radio', { name: 'Plans' }).click()
  const all = inspector(page).getByRole('region', { name: 'Rings that are bent of strip' })
  await all.getByRole('button', { name: 'Use here' }).first().click()
  const used = inspector(page).getByRole('region', { name: 'Used in' })
  await expect(used.getByRole('button', { name: 'Take away' })).toBeVisible()
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
  await expect(used).toContainText('No plan uses this family yet.')
})
