import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { openExample } from '../main-job.ts'
import { test } from './bench-view.ts'
import { pngClaiming, pngOf } from './pictures.ts'

const MOSAIC = 'Classical mosaic, 46 tiles'

/** Keeps a picture of the page where the screens of the documents are made. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['RMOS_SCREENS_DIR']
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) })
}

async function openPattern(page: Page): Promise<void> {
  await openExample(page, MOSAIC)
  await page.getByRole('navigation').getByRole('button', { name: 'Pattern' }).click()
  await expect(matrix(page)).toBeVisible()
}

const matrix = (page: Page) => page.getByRole('application', { name: /^Tile of/ })
const cursorWords = (page: Page) => page.locator('.matrix [role="status"]')
const tab = (page: Page, name: string) => page.getByRole('radio', { name, exact: true })

/** Cells of each veneer, as the list of veneers says. */
async function cells(page: Page): Promise<Readonly<Record<string, number>>> {
  const rows = await page.locator('.veneer-row').all()
  const entries = await Promise.all(
    rows.map(async (row) => {
      const name = await row.locator('.veneer-name').innerText()
      return [name, Number(await row.locator('.veneer-cells').innerText())] as const
    }),
  )
  return Object.fromEntries(entries)
}

const undo = (page: Page) => page.getByRole('button', { name: /^Undo/ }).click()
const redo = (page: Page) => page.getByRole('button', { name: /^Redo/ }).click()

async function givePicture(page: Page, name: string, buffer: Buffer): Promise<void> {
  const type = { png: 'image/png', jpg: 'image/jpeg' }[name.split('.').pop() ?? ''] ?? 'text/plain'
  await tab(page, 'Picture').click()
  await page.locator('input[type="file"]').first().setInputFiles({ name, mimeType: type, buffer })
}

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
  await openExample(page, 'Measure first')
  await page.getByRole('navigation').getByRole('button', { name: 'Pattern' }).click()
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

/** Left half red, right half light, a black bar on top. */
function flag(x: number, y: number): readonly [number, number, number] {
  if (y < 40) return [33, 28, 26]
  return x < 100 ? [152, 56, 43] : [239, 226, 196]
}

test('a picture becomes a tile as it is seen, and undo brings the earlier one back', async ({
  bench: { page },
}) => {
  await openPattern(page)
  const before = await cells(page)
  await givePicture(page, 'flag.png', pngOf(200, 360, flag))
  await expect(page.getByText('flag.png, 200 × 360 pixels')).toBeVisible()
  const colours = page.getByRole('textbox', { name: 'Veneers' })
  await colours.fill('3')
  await colours.press('Enter')
  await expect(page.getByRole('img', { name: 'Tile of veneers' })).toBeVisible()
  await shot(page, 'picture-import')
  await page.getByRole('button', { name: 'Use this picture' }).click()
  expect(Object.keys(await cells(page)).sort()).toEqual(['Dyed black', 'Dyed red', 'Maple'])
  // the bar lies outside, and red lies at the left, where the last column is
  await matrix(page).focus()
  await page.keyboard.press('PageDown')
  await page.keyboard.press('Home')
  await expect(cursorWords(page)).toHaveText('Row 1 from the inside, column 15: Dyed red')
  await page.keyboard.press('End')
  await expect(cursorWords(page)).toHaveText('Row 1 from the inside, column 1: Maple')
  await page.keyboard.press('PageUp')
  await expect(cursorWords(page)).toHaveText('Row 27 from the inside, column 1: Dyed black')
  await undo(page)
  expect(await cells(page)).toEqual(before)
})

test('what is no picture, or too small, too large or damaged, is one sentence and loses nothing', async ({
  bench: { page },
}) => {
  await openPattern(page)
  const before = await cells(page)
  const whole = pngOf(300, 300, flag)
  const damaged = Buffer.from(whole)
  damaged.fill(0x55, 60, 400)
  for (const [name, bytes, sentence] of [
    ['dot.png', pngOf(1, 1, flag), 'dot.png: has 1 × 1 pixels, which is below the limit 2 × 2.'],
    [
      'vast.png',
      pngClaiming(40_000, 40_000),
      'vast.png: has 40000 × 40000 pixels, which is above the limit of 50 million pixels.',
    ],
    ['torn.png', damaged, 'torn.png: is damaged and cannot be decoded.'],
    ['cut.png', whole.subarray(0, 20), 'cut.png: begins as a PNG picture and then is damaged.'],
    ['letter.txt', Buffer.from('Dear luthier'), 'letter.txt: is not a PNG, JPEG or WebP picture.'],
    ['nothing.png', Buffer.alloc(0), 'nothing.png: is empty.'],
  ] as const) {
    await givePicture(page, name, bytes)
    await expect(page.getByText(sentence, { exact: true })).toBeVisible()
  }
  // a picture that was read stays open when the next one cannot be
  await givePicture(page, 'flag.png', whole)
  await expect(page.getByText('flag.png, 300 × 300 pixels')).toBeVisible()
  await givePicture(page, 'again.png', damaged)
  await expect(page.getByText('again.png: is damaged and cannot be decoded.')).toBeVisible()
  await expect(page.getByRole('img', { name: 'Tile of veneers' })).toBeVisible()
  await page.getByRole('button', { name: 'Leave it' }).click()
  await tab(page, 'Veneers').click()
  expect(await cells(page)).toEqual(before)
})

test('a picture of 12 megapixels is decoded and matched off the screen’s own thread', async ({
  bench: { page },
}) => {
  test.slow()
  await openPattern(page)
  // what would hold the screen up is counted: the page decodes nothing and reads no pixels back
  await page.evaluate(() => {
    const counts = { decoded: 0, readBack: 0, frames: 0 }
    const globals = globalThis as unknown as Record<string, (...given: unknown[]) => unknown> & {
      CanvasRenderingContext2D: { prototype: Record<string, (...given: unknown[]) => unknown> }
    }
    const decode = globals['createImageBitmap']
    globals['createImageBitmap'] = (...given) => {
      counts.decoded += 1
      return decode?.(...given)
    }
    const { prototype } = globals.CanvasRenderingContext2D
    const read = prototype['getImageData']
    prototype['getImageData'] = function (...given) {
      counts.readBack += 1
      return read?.apply(this, given)
    }
    const next = () => {
      counts.frames += 1
      globals['requestAnimationFrame']?.(next)
    }
    next()
    Object.assign(globalThis, { pictureCounts: counts })
  })
  const counts = () =>
    page.evaluate(
      () =>
        (
          globalThis as unknown as {
            pictureCounts: { decoded: number; readBack: number; frames: number }
          }
        ).pictureCounts,
    )
  const large = join(tmpdir(), `rmos-large-${String(process.pid)}.png`)
  writeFileSync(
    large,
    pngOf(4000, 3000, (x, y) => [x & 255, y & 255, (x ^ y) & 255]),
  )
  await tab(page, 'Picture').click()
  const before = await counts()
  await page.locator('input[type="file"]').first().setInputFiles(large)
  rmSync(large)
  await expect(page.getByText(/^rmos-large-.*, 4000 × 3000 pixels$/)).toBeVisible()
  await expect(page.getByRole('img', { name: 'Tile of veneers' })).toBeVisible()
  const after = await counts()
  expect([after.decoded, after.readBack]).toEqual([0, 0])
  expect(after.frames).toBeGreaterThan(before.frames)
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
