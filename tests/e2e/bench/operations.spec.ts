import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { openExample } from '../main-job.ts'
import { test } from './bench-view.ts'

const PATIENT = { timeout: 60_000 }

/** Below a soundhole: a slot with round ends, a square, an open line and a small circle. */
function drawing(): string {
  const pairs = [
    ...['0 SECTION', '2 HEADER', '9 $ACADVER', '1 AC1015', '9 $INSUNITS', '70 4', '0 ENDSEC'],
    ...['0 SECTION', '2 ENTITIES', '0 CIRCLE', '8 HOLE', '10 0', '20 0', '40 42'],
    ...['0 LWPOLYLINE', '8 SLOT', '90 4', '70 1'],
    ...['10 -7', '20 -95', '42 0', '10 7', '20 -95', '42 1'],
    ...['10 7', '20 -85', '42 0', '10 -7', '20 -85', '42 1'],
    ...['0 LWPOLYLINE', '8 SQUARE', '90 4', '70 1'],
    ...['10 30', '20 -96', '10 50', '20 -96', '10 50', '20 -82', '10 30', '20 -82'],
    ...['0 LWPOLYLINE', '8 LINE', '90 2', '70 0', '10 -40', '20 -90', '10 -25', '20 -94'],
    ...['0 CIRCLE', '8 PIN', '10 -60', '20 -85', '40 1', '0 ENDSEC', '0 EOF'],
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

async function takePaths(page: Page): Promise<void> {
  await goTo(page, 'Drawing')
  const file = { name: 'top.dxf', mimeType: 'application/dxf', buffer: Buffer.from(drawing()) }
  await page.getByTestId('drawing-file').first().setInputFiles(file)
  await expect(page.getByRole('heading', { name: 'top.dxf' })).toBeVisible(PATIENT)
  const rows = page.getByRole('listbox', { name: 'Paths of the drawing' }).getByRole('option')
  await rows.filter({ hasText: '84.00' }).click()
  await tab(page, 'Use').click()
  await page.getByRole('button', { name: 'Take the centre of the chosen circle' }).click()
  const taken = [
    ['SLOT', '59.42 mm'],
    ['SQUARE', '68.00 mm'],
    ['LINE', 'Open'],
    ['PIN', '6.28 mm'],
  ] as const
  for (const [layer, text] of taken) {
    await tab(page, 'Paths').click()
    await rows.filter({ hasText: text }).click()
    await tab(page, 'Use').click()
    await page.getByRole('button', { name: 'To cut out, engrave or drill' }).click()
    await expect(
      page.getByRole('button', { name: new RegExp(`Take “Cut, ${layer}`) }),
    ).toBeVisible()
  }
}

/** Adds an operation by its picture and says how deep it is. */
async function add(page: Page, title: string, on: string, depth: string | null): Promise<void> {
  await page.getByRole('button', { name: 'Add operation', exact: true }).click()
  await page.getByRole('radio', { name: new RegExp(`^${title}`) }).click()
  const paths = page.getByRole('group', { name: /Along which|In which|Of which/ })
  await paths.getByLabel(on).check()
  await page.getByRole('button', { name: `Add: ${title}` }).click()
  await expect(page.getByRole('heading', { name: new RegExp(`^${title} "`) })).toBeVisible()
  if (depth !== null) {
    const field = page.getByRole('textbox', { name: /^(Depth|Board of the piece)$/ })
    await field.fill(depth)
    await field.press('Enter')
  }
  await page.getByRole('button', { name: 'Back to the list' }).click()
}

test('an operation of every kind is added by its picture, planned and listed in the order of work', async ({
  bench: { page },
}, info) => {
  test.slow()
  const shot = (name: string) => page.screenshot({ path: join(info.outputDir, `${name}.png`) })
  await openExample(page, 'Classical mosaic')
  await takePaths(page)
  await goTo(page, 'Toolpath')
  const list = page.getByRole('list', { name: 'Operations in the order they are cut' })
  await page.getByRole('button', { name: 'Add operation', exact: true }).click()
  // what cannot be cut says what it needs
  await expect(page.getByRole('radio', { name: 'Rest of a pocket' })).toContainText(
    'Needs a pocket among the operations.',
  )
  await shot('kinds')
  await page.getByRole('button', { name: 'Cancel' }).click()

  await add(page, 'Adaptive pocket', 'Cut, SLOT', '1')
  await add(page, 'Contour pocket', 'Cut, SQUARE', '1.2')
  await add(page, 'Inlay pocket', 'Cut, SLOT', '1.2')
  await add(page, 'Engraving', 'Cut, LINE', '0.4')
  await add(page, 'Holes', 'Cut, PIN', '2')
  await add(page, 'Profile', 'Cut, SQUARE', '4')
  await add(page, 'Inlay piece', 'Cut, SLOT', '1.6')
  const titles = ['Inlay piece', 'Adaptive pocket', 'Contour pocket', 'Inlay pocket']
  const kinds = [...titles, 'Engraving', 'Profile', 'Holes']
  const rows = list.getByRole('listitem').filter({ has: page.getByRole('checkbox') })
  for (const [index, title] of kinds.entries()) await expect(rows.nth(index)).toContainText(title)
  for (const title of kinds) {
    await expect(rows.filter({ hasText: title }).first()).toContainText('Ready', PATIENT)
  }
  await shot('list')

  await rows.filter({ hasText: 'Profile' }).getByRole('button').first().click()
  await shot('profile')
  await page.getByRole('radio', { name: 'Inside' }).click()
  await page.getByRole('button', { name: 'Remove this operation' }).click()
  await expect(rows.filter({ hasText: 'Profile' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo (Ctrl Z)' }).click()
  await expect(rows.filter({ hasText: 'Profile' })).toHaveCount(1)
})
