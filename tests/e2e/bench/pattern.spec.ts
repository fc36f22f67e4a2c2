import { expect } from '@playwright/test'
import { test } from './bench-view.ts'
import {
  cells,
  cursorWords,
  matrix,
  MOSAIC,
  openPattern,
  redo,
  shot,
  tab,
  undo,
} from './pattern-page.ts'

test('a tile is painted by keyboard alone, a stroke is one step of undo, and a voice says the cell', async ({
  bench: { page },
}) => {
  await openPattern(page)
  const before = await cells(page)
  await matrix(page).focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowUp')
  await expect(cursorWords(page)).toHaveText(/^Row 2 from the inside, column 2: /)
  // a number chooses the veneer, and does not go to a page
  await page.keyboard.press('3')
  await expect(page.locator('.veneer-row-on')).toContainText('Dyed red')
  await page.keyboard.down('Space')
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowLeft')
  await page.keyboard.up('Space')
  await expect(cursorWords(page)).toHaveText('Row 2 from the inside, column 6: Dyed red')
  const painted = await cells(page)
  expect(painted['Dyed red']).toBe((before['Dyed red'] ?? 0) + 5)
  await page.keyboard.press('Control+z')
  expect(await cells(page)).toEqual(before)
  await page.keyboard.press('Control+Shift+Z')
  expect(await cells(page)).toEqual(painted)
  await expect(page.getByRole('contentinfo')).toContainText(/Saved \d\d:\d\d/)
  await shot(page, 'pattern')
})

test('line, rectangle, fill, selection, copy and paste work by keyboard', async ({
  bench: { page },
}) => {
  await openPattern(page)
  await matrix(page).focus()
  const all = Object.values(await cells(page)).reduce((sum, count) => sum + count, 0)
  expect(all).toBe(27 * 15)
  // everything one colour: select all, first veneer, delete
  await page.keyboard.press('Control+a')
  await page.keyboard.press('1')
  await page.keyboard.press('Delete')
  await page.keyboard.press('Escape')
  expect((await cells(page))['Dyed black']).toBe(all)
  // an outline of 4 rows by 5 columns: 14 cells
  await page.keyboard.press('r')
  await page.keyboard.press('2')
  await page.keyboard.press('Space')
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowLeft')
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Space')
  expect((await cells(page))['Maple']).toBe(14)
  // the six cells inside it are filled and no more
  await page.keyboard.press('g')
  await page.keyboard.press('3')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  expect((await cells(page))['Dyed red']).toBe(6)
  // copied with its frame and pasted twelve rows out
  await page.keyboard.press('PageDown')
  await page.keyboard.press('End')
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('Shift+ArrowLeft')
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('Control+c')
  await expect(page.getByText('4 rows by 5 columns copied')).toBeVisible()
  await page.keyboard.press('Escape')
  for (let step = 0; step < 12; step += 1) await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Control+v')
  await expect.poll(() => cells(page)).toMatchObject({ Maple: 28, 'Dyed red': 12 })
  // with Escape a rectangle under way is as if it had not been begun
  await page.keyboard.press('Escape')
  await page.keyboard.press('k')
  await page.keyboard.press('Space')
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  expect(await cells(page)).toMatchObject({ Maple: 28, 'Dyed red': 12 })
})

test('the mouse paints a line without gaps, with symmetry its mirror picture too', async ({
  bench: { page },
}) => {
  await openPattern(page)
  await page.keyboard.press('Control+a')
  await page.keyboard.press('1')
  await page.keyboard.press('Delete')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /Paint left and right alike/ }).click()
  await page.keyboard.press('4')
  const box = await matrix(page).boundingBox()
  if (box === null) throw new Error('the matrix is not on the screen')
  // three rows near the foot, in the left half of the tile, in two events
  const x = box.x + box.width * 0.4
  await page.mouse.move(x, box.y + box.height * 0.7)
  await page.mouse.down()
  await page.mouse.move(x, box.y + box.height * 0.3, { steps: 2 })
  await page.mouse.up()
  const painted = (await cells(page))['Dyed green'] ?? 0
  expect(painted).toBeGreaterThan(10)
  expect(painted % 2).toBe(0)
  await undo(page)
  expect((await cells(page))['Dyed green']).toBe(0)
})

test('what is copied can be pasted into another plan, its veneers with it', async ({
  bench: { page },
}) => {
  await openPattern(page)
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await expect(page.getByText('27 rows by 15 columns copied')).toBeVisible()
  await openPattern(page, 'Measure first')
  await tab(page, 'Templates').click()
  await page.getByRole('button', { name: 'Ladder' }).click()
  await page.getByRole('button', { name: 'Use this template' }).click()
  await tab(page, 'Veneers').click()
  await matrix(page).focus()
  await page.keyboard.press('End')
  await page.keyboard.press('PageDown')
  await page.keyboard.press('Control+v')
  await expect.poll(async () => Object.keys(await cells(page))).toContain('Boxwood')
})

test('a template closes on the ring and is one step of undo', async ({ bench: { page } }) => {
  await openPattern(page)
  const before = await cells(page)
  await tab(page, 'Templates').click()
  await page.getByRole('button', { name: 'Diamond' }).click()
  const note = page.getByRole('status').filter({ hasText: 'no half one' })
  await expect(note).toContainText(/(\d+) tiles, \1 whole repeats, no half one/)
  const repeats = page.getByRole('textbox', { name: 'Repeats in a tile' })
  await repeats.fill('2')
  await repeats.press('Enter')
  const said = /(\d+) tiles, (\d+) whole repeats/.exec(await note.innerText())
  expect(Number(said?.[2])).toBe(2 * Number(said?.[1]))
  await page.getByRole('button', { name: 'Use this template' }).click()
  await expect(page.getByText(`${said?.[1] ?? ''} tiles close at`)).toBeVisible()
  await tab(page, 'Veneers').click()
  expect(Object.keys(await cells(page))).not.toEqual(Object.keys(before))
  await undo(page)
  expect(await cells(page)).toEqual(before)
  await expect(page.getByText('46 tiles close at')).toBeVisible()
  await redo(page)
  expect(await cells(page)).not.toEqual(before)
})

test('the ring is made to fit its rows, and the rows the ring', async ({ bench: { page } }) => {
  await openPattern(page)
  await tab(page, 'Size').click()
  const fit = page.getByRole('region', { name: 'Rows and ring width' })
  // 27 × 0.5 + 26 × 0.03
  await expect(fit).toContainText('14.28 mm')
  await expect(fit).toContainText('The rows are 0.78 mm wider than the ring.')
  await page.getByRole('button', { name: 'Make it 26 rows' }).click()
  await expect(fit).toContainText('13.75 mm')
  await page.getByRole('button', { name: 'Make the ring fit' }).click()
  await expect(fit).toContainText('The rows fill the ring.')
  await undo(page)
  await undo(page)
  await expect(fit).toContainText('The rows are 0.78 mm wider than the ring.')
})

test('a tile is kept in the library, found, compared, taken, put away and brought back', async ({
  bench: { page },
}) => {
  await openPattern(page)
  const before = await cells(page)
  await tab(page, 'Library').click()
  const name = page.getByRole('textbox', { name: 'Name to keep it under' })
  await name.fill('Grandmother’s stars')
  await page.getByRole('button', { name: 'Keep in library' }).click()
  const item = (text: string) => page.locator('.pattern-item').filter({ hasText: text })
  await expect(item('Grandmother’s stars')).toContainText('27 × 15')
  await page.getByRole('textbox', { name: 'Search' }).fill('plait three')
  await expect(page.locator('.pattern-item')).toHaveCount(1)
  await item('Plait of three').getByRole('button').first().click()
  await expect(page.getByText('No plan carries this picture.')).toBeVisible()
  await page.getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByRole('region', { name: 'On this ring' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Plait of three strands' })).toContainText(
    '25 × 36',
  )
  await page.getByRole('button', { name: 'Use this one' }).click()
  await tab(page, 'Veneers').click()
  expect(await cells(page)).not.toEqual(before)
  await undo(page)
  expect(await cells(page)).toEqual(before)
  await tab(page, 'Library').click()
  await page.getByRole('textbox', { name: 'Search' }).fill('stars')
  await item('stars').getByRole('button').first().click()
  // the plan was kept as a copy when it was changed, and carries the picture
  await expect(page.getByRole('list', { name: 'Where used' })).toContainText(MOSAIC)
  await page.getByRole('button', { name: 'Archive' }).click()
  await expect(page.locator('.pattern-item')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(item('stars')).toBeVisible()
})
