import { rmSync, writeFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { test } from './bench-view.ts'
import {
  cells,
  cursorWords,
  givePicture,
  matrix,
  openPattern,
  shot,
  tab,
  undo,
} from './pattern-page.ts'
import { pngClaiming, pngOf } from './pictures.ts'

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

/** Hands a picture to the page as another program does, by a paste or a drop on the matrix. */
async function handOver(page: Page, way: 'paste' | 'drop', name: string): Promise<void> {
  const bytes = JSON.stringify([...pngOf(40, 72, flag)])
  const event =
    way === 'paste'
      ? `document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))`
      : `document.querySelector('.matrix-canvas').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }))`
  await page.evaluate(`{
    const data = new DataTransfer()
    data.items.add(new File([new Uint8Array(${bytes})], '${name}', { type: 'image/png' }))
    ${event}
  }`)
}

test('a picture can be dropped on the matrix, and pasted', async ({ bench: { page } }) => {
  await openPattern(page)
  for (const way of ['drop', 'paste'] as const) {
    await handOver(page, way, `${way}.png`)
    await expect(page.getByText(`${way}.png, 40 × 72 pixels`)).toBeVisible()
    await expect(page.getByRole('img', { name: 'Tile of veneers' })).toBeVisible()
    await page.getByRole('button', { name: 'Leave it' }).click()
    await expect(matrix(page)).toBeVisible()
  }
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
  const large = test.info().outputPath('large.png')
  writeFileSync(
    large,
    pngOf(4000, 3000, (x, y) => [x & 255, y & 255, (x ^ y) & 255]),
  )
  await tab(page, 'Picture').click()
  const before = await counts()
  await page.locator('input[type="file"]').first().setInputFiles(large)
  await expect(page.getByText('large.png, 4000 × 3000 pixels')).toBeVisible()
  await expect(page.getByRole('img', { name: 'Tile of veneers' })).toBeVisible()
  const after = await counts()
  expect([after.decoded, after.readBack]).toEqual([0, 0])
  expect(after.frames).toBeGreaterThan(before.frames)
})

test('a picture that is gone when it is read is one sentence, and the page goes on', async ({
  bench: { page },
}) => {
  await openPattern(page)
  const before = await cells(page)
  await tab(page, 'Picture').click()
  const gone = test.info().outputPath('gone.png')
  writeFileSync(gone, pngOf(300, 300, flag))
  // taken away after it was chosen and before the page is told of it
  const input = page.locator('input[type="file"]').first()
  await input.evaluate(
    `(element) => element.addEventListener('change', (event) => event.stopImmediatePropagation(), { capture: true, once: true })`,
  )
  await input.setInputFiles(gone)
  rmSync(gone)
  await input.dispatchEvent('change')
  await expect(page.getByText(/^gone\.png: (cannot be read|is empty)/)).toBeVisible()
  await givePicture(page, 'flag.png', pngOf(200, 360, flag))
  await expect(page.getByText('flag.png, 200 × 360 pixels')).toBeVisible()
  await page.getByRole('button', { name: 'Leave it' }).click()
  await tab(page, 'Veneers').click()
  expect(await cells(page)).toEqual(before)
})
