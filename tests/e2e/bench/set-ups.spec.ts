import { join, resolve } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { openExample } from '../main-job.ts'
import { test } from './bench-view.ts'

const PATIENT = { timeout: 60_000 }
// Set to docs/screens to renew the pictures of the documentation.
const KEPT_SCREENS = process.env['RMOS_SCREENS_DIR']
const goTo = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name }).click()

async function type(page: Page, name: string, text: string): Promise<void> {
  const side = page.getByRole('complementary', { name: 'Set-up B' })
  const field = side.getByRole('textbox', { name, exact: true })
  await field.fill(text)
  await field.press('Enter')
}

test('another set-up is tried beside the plan’s own, told apart row by row, taken over and taken back', async ({
  bench: { page },
}, info) => {
  test.slow()
  const shot = (name: string) => page.screenshot({ path: join(info.outputDir, `${name}.png`) })
  await openExample(page, 'Classical mosaic')
  await goTo(page, 'Toolpath')
  await page.getByRole('button', { name: 'Try another set-up' }).click()
  const table = page.getByRole('region', { name: 'Two set-ups of this plan' }).getByRole('table')
  const row = (name: string | RegExp) => table.getByRole('row').filter({ hasText: name }).first()
  // a copy differs in nothing, and there is nothing to take over
  await expect(row('What was chosen')).toContainText('Nothing differs here.', PATIENT)
  await expect(row('What the check says')).toContainText('Nothing differs here.')
  await expect(table.getByText('better', { exact: true })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Cut as in B' })).toBeDisabled()
  await expect(page.getByText('B is the same as A so far.')).toBeVisible()

  await type(page, 'Feed', '1500')
  await expect(row('Feed')).toContainText('1 500 mm/min', PATIENT)
  // slower: the judgement may stay, the time does not
  await expect(row('Time in all').getByRole('cell').first()).toContainText('better')
  await expect(row('Chip of each tooth')).toContainText('Mosaic')
  await row('Chip of each tooth').getByText('Chip of each tooth').click()
  await expect(row('Chip of each tooth')).toContainText('mm')
  await shot('slower')

  // a bit that does not fit is compared with the reason it must not be cut
  const side = page.getByRole('complementary', { name: 'Set-up B' })
  await side.getByLabel('Router bit', { exact: true }).selectOption('downcut-3.2-2f')
  await expect(page.getByText(/B is not planned/)).toBeVisible(PATIENT)
  await expect(page.getByText(/does not fit/).first()).toBeVisible()
  await expect(row('Time in all')).toContainText('not known')
  await shot('refused')
  await side.getByRole('heading', { name: 'Set-up B' }).click()
  await page.keyboard.press('Control+z')
  await expect(page.getByText(/B is not planned/)).toHaveCount(0, PATIENT)
  await expect(row('Feed')).toContainText('1 500 mm/min')

  const adopt = page.getByRole('button', { name: 'Cut as in B' })
  await expect(adopt).toBeEnabled(PATIENT)
  await adopt.click()
  await expect(page.getByText('The plan is cut as in B now.')).toBeVisible()
  await goTo(page, 'Rosette')
  await page.getByRole('radio', { name: 'Cutting' }).click()
  const feed = page.getByRole('textbox', { name: 'Feed', exact: true })
  await expect(feed).toHaveValue('1\u202f500')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(feed).toHaveValue('2\u202f400')
})

test('a trial that is given up leaves the plan as it was', async ({ bench: { page } }) => {
  test.slow()
  await openExample(page, 'Classical mosaic')
  await goTo(page, 'Toolpath')
  await page.getByRole('button', { name: 'Try another set-up' }).click()
  await type(page, 'Spindle', '20000')
  await page.getByRole('button', { name: 'Keep A' }).click()
  await expect(
    page.getByRole('heading', { name: 'Operations in the order they are cut' }),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Try another set-up' }).click()
  const side = page.getByRole('complementary', { name: 'Set-up B' })
  await expect(side.getByRole('textbox', { name: 'Spindle', exact: true })).toHaveValue(
    '18\u202f000',
  )
})

for (const [theme, width, height] of [
  ['light', 1280, 720],
  ['dark', 1280, 720],
  ['light', 1920, 1080],
  ['dark', 1920, 1080],
] as const) {
  test(`two set-ups stand in ${theme} at ${String(width)} x ${String(height)}`, async ({
    bench: { page },
  }, info) => {
    test.slow()
    await page.emulateMedia({ colorScheme: theme })
    await page.setViewportSize({ width, height })
    await openExample(page, 'Classical mosaic')
    await goTo(page, 'Toolpath')
    await page.getByRole('button', { name: 'Try another set-up' }).click()
    await type(page, 'Depth per pass', '1.2')
    await type(page, 'Feed', '1800')
    const table = page.getByRole('region', { name: 'Two set-ups of this plan' }).getByRole('table')
    await expect(table.getByRole('row').filter({ hasText: 'Depth per pass' })).toBeVisible(PATIENT)
    await expect(page.getByRole('button', { name: 'Cut as in B' })).toBeInViewport()
    await expect(page.getByRole('button', { name: 'Cut as in B' })).toBeEnabled(PATIENT)
    // nothing of the page is wider than the screen
    const spill = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    expect(spill).toBeLessThanOrEqual(0)
    const name = `set-ups-${theme}-${String(width)}.png`
    await page.screenshot({ path: join(info.outputDir, name) })
    if (KEPT_SCREENS !== undefined && theme === 'light' && width === 1920) {
      await page.screenshot({ path: join(resolve(KEPT_SCREENS), 'set-ups.png') })
    }
  })
}
