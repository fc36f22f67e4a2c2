import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { openExample } from '../main-job.ts'
import { test } from './bench-view.ts'

// Set to docs/screens to renew the pictures of the documentation.
const KEPT_SCREENS = process.env['RMOS_SCREENS_DIR']

const MOSAIC = 'Classical mosaic, 46 tiles'

async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name, exact: true }).click()
}

async function openDock(page: Page, name: string): Promise<void> {
  await page
    .getByRole('radiogroup', { name: 'What follows from the numbers' })
    .getByRole('radio', { name, exact: true })
    .click()
}

async function type(page: Page, field: string, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: field, exact: true })
  await box.fill(text)
  await box.press('Enter')
}

async function selectRing(page: Page, name: string): Promise<void> {
  await page.locator('.ring-row').filter({ hasText: name }).getByRole('button').first().click()
}

/** A number under the drawing, by its label. */
function live(page: Page, label: string) {
  return page
    .locator('dl.numbers > div')
    .filter({ has: page.locator('dt', { hasText: label }) })
    .locator('dd')
}

async function keepScreen(page: Page, name: string, outputDir: string): Promise<void> {
  const folder = KEPT_SCREENS === undefined ? outputDir : resolve(KEPT_SCREENS)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

test('the counts of tiles stand side by side, one press takes one, and undo brings it back', async ({
  bench: { page },
}, info) => {
  await openExample(page, MOSAIC)
  await openDock(page, 'Ring solution')
  const options = page.getByRole('list', { name: 'Counts of tiles to choose from' })
  await expect(options.getByRole('listitem')).toHaveCount(3)
  const of46 = options.getByRole('listitem').filter({ hasText: '46 tiles' })
  for (const text of ['Least distortion', '7.50 → 7.49 mm', '−0.29 %', '1.847 mm', '3.913°']) {
    await expect(of46).toContainText(text)
  }
  await expect(page.getByText(/would take 0\.922 mm off each side .* 0\.250 mm/)).toBeVisible()
  await expect(page.getByText(/within 0\.0065 mm the same way/)).toBeVisible()
  await expect(page.getByText('1 plain veneer more on each side')).toBeVisible()
  await keepScreen(page, 'ring-solution', info.outputDir)
  await options.getByRole('button', { name: 'Take 47' }).click()
  await expect(page.getByRole('textbox', { name: 'Tiles', exact: true })).toHaveValue('47')
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(page.getByRole('textbox', { name: 'Tiles', exact: true })).toHaveValue('46')
})

test('story 3: a measured log and ten laid tiles solve the ring anew, old and new side by side', async ({
  bench: { page },
}, info) => {
  await openExample(page, MOSAIC)
  await openDock(page, 'As built')
  await type(page, 'Height of the log', '14.28')
  await type(page, 'Arc they take up', '75.6')
  const table = page.getByRole('table', { name: 'As planned and as built' })
  const row = (what: string) => table.getByRole('row').filter({ hasText: what })
  await expect(row('Ring width')).toContainText('13.500 mm14.280 mm+0.780 mm')
  await expect(row('Taper of a tile')).toContainText('1.847 mm1.954 mm')
  await expect(row('Channel, outer wall')).toContainText('61.550 mm62.330 mm+0.780 mm')
  await expect(page.getByText('take 0.028 mm off each')).toBeVisible()
  await page.getByRole('button', { name: 'Apply to the plan' }).click()
  await expect(page.getByText('Applied. Undo takes it back.')).toBeVisible()
  await expect(row('Ring width')).toContainText('13.500 mm14.280 mm')
  await keepScreen(page, 'as-built', info.outputDir)
  const outer = page.getByRole('textbox', { name: 'Outer radius', exact: true })
  await expect(outer).toHaveValue('62.28')
  await selectRing(page, 'Outer lines')
  await expect(outer).toHaveValue('65.28')
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(outer).toHaveValue('64.50')
})

test('story 4: three rings round a 4 in hole, the herringbone must be pre-formed', async ({
  bench: { page },
}) => {
  await openExample(page, 'Steel string, three rings')
  await selectRing(page, 'Outer lines')
  await expect(live(page, 'Hidden arc')).toHaveText('45.9°')
  await selectRing(page, 'Herringbone')
  await expect(live(page, 'Ring width')).toHaveText('6.35 mm')
  await expect(live(page, 'Bending strain')).toHaveText('5.0 %, pre-form')
  await expect(live(page, 'Repeats')).toHaveText('94')
  await selectRing(page, 'Inner lines')
  await expect(live(page, 'Ring width')).toHaveText(/3\.1[78] mm/)
})

test('story 5: a bought ring is callipered, its channel follows, and three mock fits are kept', async ({
  bench: { page },
}) => {
  await openExample(page, MOSAIC)
  await selectRing(page, 'Outer lines')
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('bought')
  await page.getByRole('button', { name: 'Calliper it' }).click()
  await expect(page.getByText('Calliper the ring at four angles')).toBeVisible()
  const outside = ['129.2', '129.0', '128.8', '129.0']
  const inside = ['123.2', '123.1', '123.0', '123.1']
  for (const [index, angle] of ['0°', '45°', '90°', '135°'].entries()) {
    await type(page, `Outside ${angle}`, outside[index] ?? '')
    await type(page, `Inside ${angle}`, inside[index] ?? '')
  }
  await expect(page.getByText(/a circle of 129\.000 mm, out of round by 0\.400 mm/)).toBeVisible()
  await expect(page.getByText('from 61.500 mm to 64.550 mm radius')).toBeVisible()
  await page.getByRole('button', { name: 'Cut the channel to this ring' }).click()
  await expect(page.getByText('The plan is as callipered.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Inner radius', exact: true })).toHaveValue(
    '61.55',
  )
  await page.getByRole('button', { name: 'Make three mock fits' }).click()
  await expect(page.getByText(/^Made for scrap: /)).toBeVisible()
  await type(page, 'Outside 45°', '12.9')
  await expect(page.getByRole('alert').filter({ hasText: 'measure it again' })).toBeVisible()
  await goTo(page, 'Plans')
  for (const fit of ['tight', 'nominal', 'loose']) {
    await expect(page.getByText(`${MOSAIC}, ${fit} mock fit`, { exact: true })).toBeVisible()
  }
})

test('story 6: rope and wheat close with whole repeats, and narrow wheat asks for a backing', async ({
  bench: { page },
}) => {
  await openExample(page, 'Rope and wheat round a mosaic')
  await selectRing(page, 'Inner rope')
  await expect(live(page, 'Repeats')).toHaveText('169')
  await expect(live(page, 'Change of pitch')).toHaveText('0.23 %')
  await expect(live(page, 'Sheets')).toHaveText('2 × 63')
  await type(page, 'Saw angle', '50')
  // 1.2 / sin 50° = 1.5665 mm; 2π·45.75 / 1.5665 = 183.5
  await expect(live(page, 'Pitch that closes')).toHaveText('1.56 mm')
  await expect(live(page, 'Repeats')).toHaveText('184')
  await selectRing(page, 'Outer wheat')
  await expect(live(page, 'Change of pitch')).toHaveText('0.08 %')
  await page.getByRole('checkbox', { name: 'A veneer is glued behind it' }).uncheck()
  await type(page, 'Outer radius', '61.4')
  await goTo(page, 'Feasibility')
  await expect(page.locator('.finding').filter({ hasText: 'short grain' })).toContainText(
    '"Outer wheat" is 0.5 mm of short grain',
  )
})

test('story 12: six rosettes of one design off two logs, and their stock as a table', async ({
  bench: { page },
}, info) => {
  await openExample(page, MOSAIC)
  await goTo(page, 'Batch')
  await type(page, 'Rosettes', '6')
  await type(page, 'Logs', '2')
  const logs = page.getByRole('table', { name: 'Logs' })
  const line = logs.getByRole('row').filter({ hasText: 'Mosaic' })
  await expect(line).toContainText('2407.20 mm15327630')
  await expect(line).toContainText('22.4 %')
  await expect(line).toContainText('32.2 %')
  const veneers = page.getByRole('table', { name: 'Veneer by colour and thickness' })
  await expect(veneers.getByRole('row').filter({ hasText: 'Dyed black' })).toContainText('0.50 mm')
  await keepScreen(page, 'batch', info.outputDir)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as CSV' }).click()
  const text = readFileSync(await (await download).path(), 'utf8')
  expect(text).toMatch(/^kind,plan,ring,item,count,/)
  expect(text).toContain('log,"Classical mosaic, 46 tiles",Mosaic,153 slices,2,407.2,')
  await type(page, 'Logs', '99')
  await expect(page.getByRole('alert')).toContainText('above the largest allowed here, 50')
})
