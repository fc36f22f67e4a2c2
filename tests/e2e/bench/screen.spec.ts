import { expect, type Page } from '@playwright/test'
import { cutExample, openExample } from '../main-job.ts'
import { test } from './bench-view.ts'

const MOSAIC = 'Classical mosaic, 46 tiles'
const BLANKS = 'Measure first: a mosaic with blanks'
const PAGES = [
  ...['Plans', 'Rosette', 'Pattern', 'Recipe', 'Batch', 'Feasibility', 'Toolpath', 'Jigs'],
  ...['Machine', 'Runs', 'Risk', 'Strips', 'Migration', 'Fix drift', 'Backups', 'Settings'],
]

async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name }).click()
}

test('the stop key stops a cut while a command is being typed', async ({ bench: { page } }) => {
  test.slow()
  await cutExample(page)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('rosette')
  await page.keyboard.press('Control+.')
  await expect(page.getByText(/Stopped by the operator/).first()).toBeVisible()
})

test('a changed example becomes a copy that is kept, and the change can be undone', async ({
  bench: { page },
}) => {
  await openExample(page, MOSAIC)
  const field = page.getByRole('textbox', { name: 'Inner radius' })
  await field.fill('=D/2+7')
  await field.press('Enter')
  await expect(field).toHaveValue('49.00')
  await expect(page.locator('.ring-row-on')).toContainText('12.50 mm')
  const status = page.getByRole('contentinfo')
  await expect(status).toContainText(/Saved \d\d:\d\d/)
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(field).toHaveValue('48.00')
  await goTo(page, 'Plans')
  await expect(page.getByRole('listitem').filter({ hasText: MOSAIC })).toHaveCount(2)
})

test('a wrong length is explained and its text is kept', async ({ bench: { page } }) => {
  await openExample(page, MOSAIC)
  const field = page.getByRole('textbox', { name: 'Inner radius' })
  await field.fill('4 parsecs')
  await field.press('Enter')
  await expect(field).toHaveValue('4 parsecs')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByRole('alert')).toContainText('parsecs')
  await field.fill('70')
  await field.press('Enter')
  await expect(page.getByRole('alert')).toContainText('70.00 mm is above the largest allowed here')
})

test('a plan with blanks cannot be approved, and says what to measure', async ({
  bench: { page },
}) => {
  await openExample(page, BLANKS)
  await goTo(page, 'Feasibility')
  await expect(page.getByText('Approval is blocked')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Approve this plan' })).toHaveCount(0)
  await expect(page.locator('.finding').first()).toContainText('has not been measured')
  await goTo(page, 'Toolpath')
  await expect(page.getByText('No toolpath is made of a plan that must not be cut.')).toBeVisible()
})

test('warnings want a reason of ten characters before the approval', async ({
  bench: { page },
}) => {
  await openExample(page, MOSAIC)
  await page.getByRole('radio', { name: 'Cutting' }).click()
  const depth = page.getByRole('textbox', { name: 'Depth of a pass' })
  await depth.fill('1.6')
  await depth.press('Enter')
  await goTo(page, 'Feasibility')
  const verdict = page.locator('.verdict')
  await expect(verdict.getByText('YELLOW', { exact: true })).toBeVisible()
  const approve = page.getByRole('button', { name: 'Approve this plan' })
  await expect(approve).toBeDisabled()
  await page.getByRole('textbox', { name: 'Why the warnings' }).fill('offcut came out clean')
  await approve.click()
  await expect(page.getByText('offcut came out clean')).toBeVisible()
})

test('lengths follow the chosen unit everywhere', async ({ bench: { page } }) => {
  await openExample(page, MOSAIC)
  await page.getByRole('banner').getByRole('radio', { name: 'in', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Inner radius' })).toHaveValue('1.8898')
  await expect(page.locator('.dimensions')).toContainText('3.3071 in')
  await goTo(page, 'Feasibility')
  await expect(page.locator('.finding-numbers').first()).toContainText('in')
})

test('with text at 200 % STOP stays in the window on every page', async ({ bench: { page } }) => {
  await openExample(page, MOSAIC)
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.evaluate("document.documentElement.style.fontSize = '200%'")
  for (const name of PAGES) {
    await goTo(page, name)
    const box = await page.getByRole('button', { name: /Stop the machine/ }).boundingBox()
    if (box === null) throw new Error(`STOP is not on ${name}`)
    expect(box.x + box.width, `right edge of STOP on ${name}`).toBeLessThanOrEqual(1280)
    expect(box.y + box.height, `foot of STOP on ${name}`).toBeLessThanOrEqual(720)
    expect(box.height).toBeGreaterThanOrEqual(56)
  }
})

test('when RMOS ends the screen says that STOP no longer reaches the machine', async ({
  bench: { page, endServer },
}) => {
  await openExample(page, MOSAIC)
  await endServer()
  const banner = page.getByRole('alert').filter({ hasText: 'The screen has lost RMOS.' })
  await expect(banner).toContainText('emergency stop on the machine')
})
