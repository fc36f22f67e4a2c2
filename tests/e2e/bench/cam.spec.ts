import { join, resolve } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { openExample } from '../main-job.ts'
import { test } from './bench-view.ts'

// Set to docs/screens to renew the pictures of the documentation.
const KEPT_SCREENS = process.env['RMOS_SCREENS_DIR']
/** Software graphics on a loaded machine take seconds for what a card does in one frame. */
const PATIENT = { timeout: 60_000 }

/** A soundhole and, below it, a slot of 24 by 10 mm with round ends. */
function drawingWithSlot(): string {
  const pairs = [
    ...['0 SECTION', '2 HEADER', '9 $ACADVER', '1 AC1015', '9 $INSUNITS', '70 4', '0 ENDSEC'],
    ...['0 SECTION', '2 ENTITIES', '0 CIRCLE', '8 HOLE', '10 0', '20 0', '40 42'],
    ...['0 LWPOLYLINE', '8 INLAY', '90 4', '70 1'],
    ...['10 -7', '20 -95', '42 0', '10 7', '20 -95', '42 1'],
    ...['10 7', '20 -85', '42 0', '10 -7', '20 -85', '42 1', '0 ENDSEC', '0 EOF'],
  ]
  const lines = pairs.flatMap((pair) => {
    const at = pair.indexOf(' ')
    return [pair.slice(0, at), pair.slice(at + 1)]
  })
  return `${lines.join('\n')}\n`
}

const goTo = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name }).click()
const tab = (page: Page, name: string) => page.getByRole('radio', { name, exact: true })

async function takePocket(page: Page): Promise<void> {
  await goTo(page, 'Drawing')
  await page
    .getByTestId('drawing-file')
    .first()
    .setInputFiles({
      name: 'slot.dxf',
      mimeType: 'application/dxf',
      buffer: Buffer.from(drawingWithSlot()),
    })
  await expect(page.getByRole('heading', { name: 'slot.dxf' })).toBeVisible()
  const rows = page.getByRole('listbox', { name: 'Paths of the drawing' }).getByRole('option')
  await rows.filter({ hasText: 'Circle' }).click()
  await tab(page, 'Use').click()
  await page.getByRole('button', { name: 'Take the centre of the chosen circle' }).click()
  await tab(page, 'Paths').click()
  await rows.filter({ hasNotText: 'Circle' }).click()
  await tab(page, 'Use').click()
  await page.getByRole('button', { name: 'Pocket' }).click()
}

test('a closed path of a drawing becomes a pocket: planned, seen, carved and made into a run', async ({
  bench: { page },
}, info) => {
  test.slow()
  const folder = KEPT_SCREENS === undefined ? info.outputDir : resolve(KEPT_SCREENS)
  const shot = async (name: string) => {
    await page.screenshot({ path: join(folder, `${name}.png`) })
  }
  await openExample(page, 'Classical mosaic')
  await takePocket(page)
  await goTo(page, 'Toolpath')
  const list = page.getByRole('list', { name: 'Operations in the order they are cut' })
  const pocket = list.getByRole('listitem').filter({ hasText: 'Pocket ·' })
  // nobody has said how deep: nothing is made, and the list says what is missing
  await expect(pocket).toContainText('Say how deep it is')
  await expect(page.getByText(/has not been measured/).first()).toBeVisible()
  await pocket.getByRole('button', { pressed: false }).first().click()
  const depth = page.getByRole('textbox', { name: 'Depth', exact: true })
  await depth.fill('1.2')
  await depth.press('Enter')
  await shot('toolpath-parameters')
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await expect(pocket).toContainText('Ready', PATIENT)
  await pocket.getByRole('button', { pressed: false }).first().click()
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await expect(page.locator('.viewport .toolpath .path-finish')).toHaveAttribute('d', /A/)
  await shot('toolpath-pocket')

  await tab(page, 'In space').click()
  await expect(page.locator('.stock-stage[data-carved="true"] canvas')).toBeVisible(PATIENT)
  await page.getByRole('checkbox', { name: 'Cut through the stock' }).check()
  await tab(page, 'Engagement').click(PATIENT)
  await expect(page.getByText('whole width of the bit')).toBeVisible()
  await shot('toolpath-space')
  const canvas = page.locator('.stock-stage canvas')
  // block, rough block, sides, cut, tool: the path adds one call for 16,384 pieces
  const calls = Number(await canvas.getAttribute('data-draw-calls'))
  expect(calls).toBeLessThanOrEqual(8)
  await tab(page, 'From above').click(PATIENT)

  // switched off it is neither planned nor judged, and undo brings it back
  await pocket.getByRole('checkbox').uncheck()
  await expect(pocket).toContainText('Off')
  await page.getByRole('button', { name: 'Undo (Ctrl Z)' }).click()
  await expect(pocket).toContainText('Ready', PATIENT)

  await goTo(page, 'Feasibility')
  await page.getByRole('button', { name: 'Approve this plan' }).click(PATIENT)
  await page.getByRole('button', { name: 'See the toolpath' }).click()
  await page.getByRole('button', { name: 'Make the run' }).click(PATIENT)
  await expect(page.getByText('The run is made.')).toBeVisible(PATIENT)
  await page.getByRole('button', { name: 'See the record' }).click()
  await expect(page.getByText('Pockets from drawings').first()).toBeVisible()
})
