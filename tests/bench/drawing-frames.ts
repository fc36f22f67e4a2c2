// Frames of the Drawing page: 100,000 pieces, panned by the mouse, with the graphics card and without.
// node tests/bench/drawing-frames.ts (after npm run build)
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { serve } from '../e2e/bench/bench-view.ts'

const PIECES = 100_000
const STEPS = 60

function drawing(): string {
  const groups = [
    '0 SECTION',
    '2 HEADER',
    '9 $INSUNITS',
    '70 4',
    '0 ENDSEC',
    '0 SECTION',
    '2 ENTITIES',
  ]
  for (let index = 0; index < PIECES; index += 1) {
    const [x, y] = [(index % 400) * 1.5, Math.floor(index / 400) * 2]
    const layer = `8 L${String(index % 5)}`
    if (index % 3 === 0) {
      groups.push('0 ARC', layer, `10 ${String(x)}`, `20 ${String(y)}`, '40 0.6', '50 10', '51 250')
    } else {
      groups.push(
        '0 LINE',
        layer,
        `10 ${String(x)}`,
        `20 ${String(y)}`,
        `11 ${String(x + 1)}`,
        `21 ${String(y + 1)}`,
      )
    }
  }
  groups.push('0 ENDSEC', '0 EOF')
  return `${groups.map((group) => group.replace(' ', '\n')).join('\n')}\n`
}

async function framesOf(page: Page): Promise<readonly number[]> {
  const box = await page.locator('.viewport-surface').boundingBox()
  if (box === null) throw new Error('no canvas')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const times = page.evaluate<number[]>(`new Promise((done) => {
    const times = []
    let last = performance.now()
    const tick = (now) => {
      times.push(now - last)
      last = now
      if (times.length < ${String(STEPS)}) requestAnimationFrame(tick)
      else done(times)
    }
    requestAnimationFrame(tick)
  })`)
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let step = 0; step < STEPS; step += 1) await page.mouse.move(x + step, y + step / 2)
  await page.mouse.up()
  return times
}

const dataDir = mkdtempSync(join(tmpdir(), 'rmos-frames-'))
const server = await serve(dataDir, {})
const executablePath = findChromium()
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath })
const context = await browser.newContext({ viewport: { width: 1280, height: 720 } })
const first = await context.newPage()
await first.goto(server.url)
for (const way of ['webgl', 'canvas']) {
  const page = await context.newPage()
  page.setDefaultTimeout(180_000)
  // With `webgl` the processor is let do it where there is no graphics card: compare ratios there.
  await page.addInitScript(`
    const get = HTMLCanvasElement.prototype.getContext
    HTMLCanvasElement.prototype.getContext = function (kind, options) {
      if (kind !== 'webgl2') return get.call(this, kind, options)
      if (${JSON.stringify(way)} === 'canvas') return null
      return get.call(this, kind, { ...options, failIfMajorPerformanceCaveat: false })
    }`)
  await page.goto(new URL('/', server.url).href)
  await page.getByRole('navigation').getByRole('button', { name: 'Drawing' }).click()
  const startedMs = performance.now()
  const buffer = Buffer.from(drawing())
  await page
    .getByTestId('drawing-file')
    .first()
    .setInputFiles({ name: 'many.dxf', mimeType: 'application/dxf', buffer })
  await page.locator(`canvas[data-drawn-with=${way}]`).waitFor({ timeout: 120_000 })
  const openMs = performance.now() - startedMs
  const frames = [...(await framesOf(page))].sort((a, b) => a - b)
  const at = (share: number) => (frames[Math.floor(share * (frames.length - 1))] ?? 0).toFixed(1)
  process.stdout.write(
    `${way}: opened in ${openMs.toFixed(0)} ms; frame p50 ${at(0.5)} ms, p95 ${at(0.95)} ms\n`,
  )
}
await browser.close()
await server.end()
rmSync(dataDir, { recursive: true, force: true })
