import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { type Browser, chromium, type Page } from 'playwright'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { pngOf } from '../e2e/bench/pictures.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Work of scripts on the page's own thread; one of these inside another is counted once. */
const SCRIPTING = new Set([
  'EventDispatch',
  'FireAnimationFrame',
  'TimerFire',
  'FunctionCall',
  'EvaluateScript',
  'RunMicrotasks',
  'HandlePostMessage',
])
const MOVES = 600

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  /** Time the thread itself was running, µs; another program on the machine does not count. */
  readonly tdur?: number
}

/** The thread of the page: the one that ran the most scripts. */
function pageThread(events: readonly TraceEvent[]): string {
  const counts = new Map<string, number>()
  for (const { name, pid, tid } of events) {
    if (name !== 'EventDispatch') continue
    const thread = `${String(pid)} ${String(tid)}`
    counts.set(thread, (counts.get(thread) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

/** Milliseconds of processor time that scripts took between each frame and the next. */
function scriptingByFrame(trace: Buffer): readonly number[] {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] }
  const thread = pageThread(traceEvents)
  const own = traceEvents
    .filter(({ pid, tid }) => `${String(pid)} ${String(tid)}` === thread)
    .sort((a, b) => a.ts - b.ts)
  const frames: number[] = []
  let sumUs = 0
  let busyToUs = 0
  for (const { name, ph, ts, dur = 0, tdur = dur } of own) {
    if (name === 'Commit') {
      frames.push(sumUs / 1000)
      sumUs = 0
    }
    if (ph !== 'X' || !SCRIPTING.has(name) || ts < busyToUs) continue
    sumUs += tdur
    busyToUs = ts + dur
  }
  return [...frames, sumUs / 1000]
}

function row(name: string, frames: readonly number[]): string {
  const sorted = [...frames].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  const over = sorted.filter((ms) => ms > 16).length
  const cells = [sorted.length, at(0.5), at(0.99), at(1), over].map((value) =>
    (Number.isInteger(value) ? String(value) : value.toFixed(2)).padStart(9),
  )
  return `${name.padEnd(40)}${cells.join('')}\n`
}

async function traced(browser: Browser, page: Page, work: () => Promise<void>) {
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'],
  })
  await work()
  return scriptingByFrame(await browser.stopTracing())
}

async function openPattern(page: Page): Promise<void> {
  const card = page.getByRole('listitem').filter({ hasText: 'Classical mosaic, 46 tiles' })
  await card.first().getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByRole('navigation').getByRole('button', { name: 'Pattern' }).click()
  await page.locator('.matrix-canvas').waitFor()
}

/** Drags the brush over the whole tile in wide curves, changing the veneer between strokes. */
async function paint(page: Page): Promise<void> {
  const box = await page.locator('.matrix-canvas').boundingBox()
  if (box === null) throw new Error('the matrix is not on the screen')
  for (let stroke = 0; stroke < 6; stroke += 1) {
    await page.keyboard.press(String(1 + (stroke % 5)))
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    for (let move = 0; move < MOVES / 6; move += 1) {
      const turn = (move / 20 + stroke) * Math.PI
      await page.mouse.move(
        box.x + box.width * (0.5 + 0.23 * Math.cos(turn * 1.3)),
        box.y + box.height * (0.48 + 0.4 * Math.sin(turn)),
      )
    }
    await page.mouse.up()
  }
}

async function setSize(page: Page, rows: number, columns: number): Promise<void> {
  await page.getByRole('radio', { name: 'Size', exact: true }).click()
  for (const [name, value] of [
    [/^Rows/, rows],
    [/^Columns/, columns],
  ] as const) {
    const field = page.getByRole('textbox', { name })
    await field.fill(String(value))
    await field.press('Enter')
  }
  await page.getByRole('radio', { name: 'Veneers', exact: true }).click()
}

async function importPicture(browser: Browser, page: Page, path: string): Promise<string> {
  await page.getByRole('radio', { name: 'Picture', exact: true }).click()
  const startedMs = performance.now()
  const frames = await traced(browser, page, async () => {
    await page.locator('input[type="file"]').first().setInputFiles(path)
    await page.getByRole('img', { name: 'Tile of veneers' }).waitFor()
  })
  const tookMs = performance.now() - startedMs
  const read = await page.getByText(/^Read in/).innerText()
  await page.getByRole('button', { name: 'Leave it' }).click()
  const name = `${path.split('.').at(-1) ?? ''}, 12 megapixels, to the tile`
  return `${row(name, frames)}  ${read}; ${tookMs.toFixed(0)} ms from the file to the tile, tracing included\n`
}

/** 12 megapixels of overlapping patches, as a camera's JPEG would hold them. */
function photograph(): Buffer {
  const canvas = createCanvas(4000, 3000)
  const context = canvas.getContext('2d')
  for (let patch = 0; patch < 4000; patch += 1) {
    context.fillStyle = `hsl(${String(patch % 360)} 60% ${String(20 + (patch % 60))}%)`
    context.fillRect((patch * 379) % 4000, (patch * 211) % 3000, 300, 200)
  }
  return canvas.toBuffer('image/jpeg', 92)
}

async function measure(browser: Browser, page: Page, folder: string): Promise<void> {
  const write = (text: string) => process.stdout.write(text)
  write(
    `${'milliseconds of scripts a frame'.padEnd(40)}   frames   median      p99      max  over 16\n`,
  )
  await openPattern(page)
  // the first stroke makes the example a copy: not what is measured
  await paint(page)
  write(row('paint by dragging, 27 × 15', await traced(browser, page, () => paint(page))))
  write(
    row(
      'undo and redo, 27 × 15',
      await traced(browser, page, async () => {
        for (let step = 0; step < 5; step += 1) await page.keyboard.press('Control+z')
        for (let step = 0; step < 5; step += 1) await page.keyboard.press('Control+Shift+Z')
      }),
    ),
  )
  await setSize(page, 200, 200)
  write(row('paint by dragging, 200 × 200', await traced(browser, page, () => paint(page))))
  const noise = join(folder, 'noise.png')
  writeFileSync(
    noise,
    pngOf(4000, 3000, (x, y) => [(x * 7 + y) & 255, (y * 3) & 255, (x ^ y) & 255]),
  )
  write(await importPicture(browser, page, noise))
  const photo = join(folder, 'photo.jpg')
  writeFileSync(photo, photograph())
  write(await importPicture(browser, page, photo))
}

/** `node tests/bench/pattern-frames.ts` after a build: prints how long scripts hold up each frame of the Pattern page. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rmos-bench-'))
  const server = spawn(
    process.execPath,
    [join(ROOT, 'scripts/rmos.mjs'), 'serve', '--data', join(folder, 'data')],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const url = await new Promise<string>((found) => {
    let text = ''
    server.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString()
      const line = /http:\/\/127\.0\.0\.1:\S+/.exec(text)?.[0]
      if (line !== undefined) found(line)
    })
  })
  const executablePath = findChromium()
  const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath })
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
    await page.goto(url)
    await measure(browser, page, folder)
  } finally {
    await browser.close()
    const ended = new Promise((done) => server.once('exit', done))
    server.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
