import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { test } from './bench-view.ts'
import { topDrawing } from './top-drawing.ts'

// Set to docs/screens to renew the pictures of the documentation.
const KEPT_SCREENS = process.env['RMOS_SCREENS_DIR']
const ROOT = resolve(import.meta.dirname, '../../..')
const JUNK = join(ROOT, 'tests/drawing/fixtures/junk-R2010.dxf')

async function openPage(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Drawing' }).click()
}

async function openFile(page: Page, name: string, text: string): Promise<void> {
  const buffer = Buffer.from(text)
  await page
    .getByTestId('drawing-file')
    .first()
    .setInputFiles({ name, mimeType: 'application/dxf', buffer })
}

const tab = (page: Page, name: string) => page.getByRole('radio', { name, exact: true })
const paths = (page: Page) => page.getByRole('listbox', { name: 'Paths of the drawing' })
const row = (page: Page, text: string) => paths(page).getByRole('option').filter({ hasText: text })

async function download(page: Page, button: Locator): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()])
  return readFileSync(await file.path(), 'utf8')
}

async function openTop(page: Page): Promise<void> {
  await openPage(page)
  await openFile(page, 'classical-top.dxf', topDrawing(4))
  await expect(page.getByRole('heading', { name: 'classical-top.dxf' })).toBeVisible()
}

test('story 9: a drawing in inches with junk in it is listed, its ring found and sliced as the command line does', async ({
  bench: { page },
}) => {
  await openPage(page)
  await expect(page.getByRole('heading', { name: 'Bring in a drawing' })).toBeVisible()
  await page.getByTestId('drawing-file').setInputFiles(JUNK)
  await expect(page.getByText('Drawn in Inches, as the file says')).toBeVisible()
  await tab(page, 'Report').click()
  await expect(page.getByText('2 XLINE')).toBeVisible()
  await tab(page, 'Paths').click()
  // 2.25 in and 2 in are radii of 57.15 and 50.8 mm
  await row(page, 'Circle ⌀ 114.30 mm').click()
  await row(page, 'Circle ⌀ 101.60 mm').click({ modifiers: ['Shift'] })
  await tab(page, 'Slices').click()
  await expect(page.getByText('All sums close: the pieces make up the whole.')).toBeVisible()
  const json = await download(page, page.getByRole('button', { name: 'Save JSON' }))
  expect(await download(page, page.getByRole('button', { name: 'Save JSON' }))).toBe(json)
  const folder = mkdtempSync(join(tmpdir(), 'rmos-slices-'))
  const params = join(folder, 'params.json')
  writeFileSync(params, JSON.stringify((JSON.parse(json) as { params: object }).params))
  const words = ['dxf', 'slice', JUNK, '--params', params, '--data', folder]
  const told = execFileSync(process.execPath, [join(ROOT, 'scripts/rmos.mjs'), ...words], {
    cwd: ROOT,
  })
  rmSync(folder, { recursive: true })
  expect(told.toString()).toBe(json)
})

test('the unit is asked for once, and remembered for the file', async ({ bench: { page } }) => {
  await openPage(page)
  await openFile(page, 'no-unit.dxf', topDrawing(null))
  await expect(page.getByText('The file does not say which unit it is drawn in.')).toBeVisible()
  await page.getByRole('button', { name: /^Millimetres: 4\d\d\.\d\d mm across/ }).click()
  await expect(page.getByText('Drawn in Millimetres, your choice')).toBeVisible()
  await page.getByRole('button', { name: 'Close the drawing' }).click()
  await page.getByRole('button', { name: /^no-unit\.dxf/ }).click()
  await expect(page.getByText('Drawn in Millimetres, your choice')).toBeVisible()

  await openFile(page, 'metres.dxf', topDrawing(6))
  await expect(
    page.getByText(/The file says Metres, which would make it .* no instrument is/),
  ).toBeVisible()
})

test('what is doubtful is shown at its place, and repairs can be switched off', async ({
  bench: { page },
}) => {
  await openTop(page)
  await tab(page, 'Report').click()
  await expect(page.getByText('Ends that nearly meet')).toBeVisible()
  await expect(page.getByText('Crosses itself')).toBeVisible()
  await page.getByTitle('Show: Crosses itself').click()
  await page.getByRole('checkbox', { name: 'Drawn twice, dropped' }).click()
  await expect(page.getByText('Drawn twice, dropped')).toBeVisible()
  await tab(page, 'Paths').click()
  await expect(row(page, 'Circle ⌀ 90.00 mm')).toHaveCount(2)
  await tab(page, 'Report').click()
  await page.getByText('Turned round, so that outlines run one way').click()
  await page.getByRole('button', { name: 'Leave this one as it is in the file' }).first().click()
  await expect(page.getByText('1 single repair is switched off.')).toBeVisible()
  await page.getByRole('button', { name: 'Switch on again' }).click()
  await expect(page.getByText('1 single repair is switched off.')).toHaveCount(0)
  await tab(page, 'Layers').click()
  await page.getByRole('checkbox', { name: /ROSETTE/ }).click()
  await tab(page, 'Paths').click()
  await expect(row(page, 'Circle ⌀ 90.00 mm')).toHaveCount(0)
  const svg = await download(page, page.getByRole('button', { name: 'SVG' }))
  expect(svg).toContain('<svg')
  expect(svg).not.toContain('ROSETTE')
  const dxf = await download(page, page.getByRole('button', { name: 'DXF R12' }))
  expect(dxf).toContain('AC1009')
  const later = await download(page, page.getByRole('button', { name: 'DXF R2000' }))
  expect(later).toContain('AC1015')
  expect(later).toContain('LWPOLYLINE')
  // the head of the page folds instead of pushing the side out of the window
  await page.setViewportSize({ width: 1280, height: 720 })
  const side = await page.locator('.drawing-side').boundingBox()
  expect((side?.x ?? 0) + (side?.width ?? 9999)).toBeLessThanOrEqual(1280)
})

test('a soundhole, a ring and a keep-out go into the plan, with the file they came from', async ({
  bench: { page },
}) => {
  await page
    .getByRole('button', { name: /classical, 46 tiles|Classical mosaic/i })
    .first()
    .click()
  await openTop(page)
  await row(page, 'Circle ⌀ 84.00 mm').click()
  await tab(page, 'Use').click()
  await page.getByRole('button', { name: 'Take the centre of the chosen circle' }).click()
  await page.getByRole('button', { name: 'Soundhole, ⌀ 84.00 mm' }).click()
  await expect(page.getByText(/Taken into the plan: Soundhole/)).toBeVisible()
  await tab(page, 'Paths').click()
  await row(page, 'Closed, 4 pieces').first().click()
  await tab(page, 'Use').click()
  await page.getByRole('button', { name: 'Keep-out: no tool may go here' }).click()
  await expect(page.getByText(/Keep-out, .*/).first()).toBeVisible()
  await expect(page.getByText('kept, unchanged')).toBeVisible()
  if (KEPT_SCREENS !== undefined) {
    await page.screenshot({ path: join(KEPT_SCREENS, 'drawing-use.png') })
  }
  const original = await download(
    page,
    page.getByRole('button', { name: 'Save classical-top.dxf' }),
  )
  expect(original).toBe(topDrawing(4))
  await page.getByRole('navigation').getByRole('button', { name: 'Rosette' }).click()
  await expect(page.locator('path.drawn-keep-out')).toHaveCount(1)
})

for (const way of ['webgl', 'canvas'] as const) {
  test(`the drawing is drawn with ${way}`, async ({ bench: { page } }) => {
    // A browser without a graphics card works WebGL out by itself, when it is let; read back after drawing.
    await page.addInitScript(`
      const get = HTMLCanvasElement.prototype.getContext
      HTMLCanvasElement.prototype.getContext = function (kind, options) {
        if (kind !== 'webgl2') return get.call(this, kind, options)
        if (${JSON.stringify(way)} === 'canvas') return null
        const kept = { failIfMajorPerformanceCaveat: false, preserveDrawingBuffer: true }
        return get.call(this, kind, { ...options, ...kept })
      }
    `)
    await page.reload()
    await openTop(page)
    await expect(page.locator('canvas.drawing-lines')).toHaveAttribute('data-drawn-with', way)
    const inked = `(() => {
      const canvas = document.querySelector('canvas.drawing-lines')
      const copy = document.createElement('canvas')
      copy.width = canvas.width
      copy.height = canvas.height
      const pen = copy.getContext('2d')
      pen.drawImage(canvas, 0, 0)
      const { data } = pen.getImageData(0, 0, copy.width, copy.height)
      return data.filter((value, index) => index % 4 === 3 && value > 0).length
    })()`
    await expect.poll(() => page.evaluate<number>(inked)).toBeGreaterThan(1000)
  })
}

test('two clicks measure between centres and ends', async ({ bench: { page } }) => {
  await openTop(page)
  await page.keyboard.press('m')
  await expect(page.getByText(/Click two points/)).toBeVisible()
  const surface = page.getByRole('group', { name: /^The drawing/ })
  const box = await surface.boundingBox()
  if (box === null) throw new Error('no canvas')
  // the drawing fills the canvas, so its middle is found by fitting: the centre mark snaps
  const view = await page.evaluate<{ scale: number; x: number; y: number }>(`(() => {
    const matrix = document.querySelector('.viewport-surface .drawing-mm').transform.baseVal.consolidate().matrix
    return { scale: matrix.a, x: matrix.e, y: matrix.f }
  })()`)
  const at = (xMm: number, yMm: number) =>
    [box.x + view.x + xMm * view.scale, box.y + view.y - yMm * view.scale] as const
  await page.mouse.click(...at(1, 1))
  await page.mouse.move(...at(43, 0.5))
  await expect(page.getByText('quadrant')).toBeVisible()
  await page.mouse.click(...at(43, 0.5))
  await expect(page.getByText('42.000 mm (across 42.000 mm, up 0.000 mm)')).toBeVisible()
})

test('a file is dropped on the page; a DWG is refused with what to save as', async ({
  bench: { page },
}) => {
  await openPage(page)
  // The browser's own classes are not known to this side, so the script is told as text.
  const transfer = await page.evaluateHandle<unknown>(`(() => {
    const data = new DataTransfer()
    data.items.add(new File([${JSON.stringify(topDrawing(4))}], 'dropped.dxf'))
    return data
  })()`)
  await page.locator('.drawing-page').dispatchEvent('drop', { dataTransfer: transfer })
  await expect(page.getByRole('heading', { name: 'dropped.dxf' })).toBeVisible()
  await openFile(page, 'old.dwg', 'AC1015\0\0\0\0\0\0')
  await expect(page.getByRole('alert')).toContainText('old.dwg: is a DWG')
  await expect(
    page.getByText('The file was not changed, and nothing of your plan was.'),
  ).toBeVisible()
})

for (const [theme, width, height] of [
  ['light', 1280, 720],
  ['dark', 1280, 720],
  ['light', 1920, 1080],
  ['dark', 1920, 1080],
] as const) {
  test(`the page stands in ${theme} at ${String(width)} x ${String(height)}`, async ({
    bench: { page },
  }) => {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: theme })
    await openPage(page)
    const keep = async (name: string) => {
      if (KEPT_SCREENS === undefined) return
      const isDocument = theme === 'light' && width === 1280
      if (!isDocument && process.env['RMOS_SCREENS_ALL'] === undefined) return
      const file = isDocument ? `${name}.png` : `${name}-${theme}-${String(width)}.png`
      await page.mouse.move(0, 0)
      await page.screenshot({ path: join(KEPT_SCREENS, file) })
    }
    await keep('drawing-empty')
    await openFile(page, 'no-unit.dxf', topDrawing(null))
    await expect(page.getByText('Which unit is it drawn in?')).toBeVisible()
    await keep('drawing-unit')
    await openFile(page, 'classical-top.dxf', topDrawing(4))
    await expect(page.getByRole('heading', { name: 'classical-top.dxf' })).toBeVisible()
    await row(page, 'Circle ⌀ 129.00 mm').click()
    await keep('drawing')
    await tab(page, 'Report').click()
    await keep('drawing-report')
    await tab(page, 'Paths').click()
    await row(page, 'Circle ⌀ 90.00 mm').click({ modifiers: ['Shift'] })
    await page.getByRole('button', { name: 'Show it large' }).click()
    await tab(page, 'Slices').click()
    await keep('drawing-slices')
    await tab(page, 'Use').click()
    // STOP and the page's own actions are in sight without scrolling.
    await expect(page.getByRole('button', { name: /STOP|Stop/ }).first()).toBeInViewport()
    await expect(page.getByRole('button', { name: 'Open', exact: true })).toBeInViewport()
  })
}
