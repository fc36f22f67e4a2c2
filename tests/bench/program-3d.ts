import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { chromium, type Browser, type Page } from 'playwright'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { serve } from '../e2e/bench/bench-view.ts'

const LINES = Number(process.argv[2] ?? 2_000_000)
const FRAMES = 12
const write = (text: string) => process.stdout.write(text)

/** WebGL by the processor: what is counted is what a graphics card would be given. */
const SOFTWARE_GL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']

/** A spiral of short straight moves, as a rosette relief has them: about 30 bytes a line. */
async function writeProgram(path: string): Promise<void> {
  const out = createWriteStream(path)
  out.write('G21 G90 G94 G17\nG0 Z5\nG0 X20 Y0\nM3 S18000\nG4 P4\nG1 Z-1 F300\nG1 F1500\n')
  for (let index = 0; index < LINES - 10; index += 1) {
    const angle = index * 0.002
    const radiusMm = 20 + index * (30 / LINES)
    const at = (value: number) => value.toFixed(4)
    const line = `G1 X${at(radiusMm * Math.cos(angle))} Y${at(radiusMm * Math.sin(angle))} Z${at(-1 - index / LINES)}\n`
    if (!out.write(line)) await once(out, 'drain')
  }
  out.end('G0 Z5\nM5\nM30\n')
  await once(out, 'finish')
}

async function memoryMb(browser: Browser): Promise<Map<string, number>> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const sums = new Map<string, number>()
  for (const { type, id } of processInfo) {
    const status = readFileSync(`/proc/${String(id)}/status`, 'utf8')
    const kb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0)
    sums.set(type, (sums.get(type) ?? 0) + kb / 1024)
  }
  return sums
}

/** Longest time the page could not have taken a click, since the last question. */
const LONGEST_BLOCK = `(() => {
  const watch = (window.__watch ??= { last: performance.now(), longest: 0, timer: setInterval(() => {
    const now = performance.now(); watch.longest = Math.max(watch.longest, now - watch.last - 10); watch.last = now }, 10) })
  const longest = watch.longest; watch.longest = 0; return longest })()`

async function longestBlockMs(page: Page): Promise<string> {
  return (await page.evaluate<number>(LONGEST_BLOCK)).toFixed(0)
}

async function turn(page: Page): Promise<void> {
  const canvas = page.locator('.program-stage canvas')
  const read = async (name: string) => Number(await canvas.getAttribute(`data-${name}`))
  const costs: number[] = []
  await page.locator('.program-stage .stage-picture').focus()
  for (let frame = 0; frame < FRAMES; frame += 1) {
    await page.keyboard.press('ArrowLeft')
    await page.evaluate(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
    )
    costs.push(await read('frame-ms'))
  }
  const sorted = costs.sort((a, b) => a - b)
  write(
    `while turning: ${String(await read('lines'))} lines drawn, CPU ${String(sorted[FRAMES >> 1])} ms median, ${String(sorted.at(-1))} ms at most\n`,
  )
  await page.waitForTimeout(1500)
  write(
    `standing: ${String(await read('lines'))} lines in ${String(await read('draw-calls'))} calls, CPU ${String(await read('frame-ms'))} ms, software GPU ${String(await read('gpu-ms'))} ms\n`,
  )
}

/** `node tests/bench/program-3d.ts [lines]` after a build: time, memory and frames of a long program in space. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rmos-program-'))
  const file = join(folder, 'long.nc')
  await writeProgram(file)
  const server = await serve(join(folder, 'data'), {})
  const executablePath = findChromium()
  const browser = await chromium.launch({
    args: SOFTWARE_GL,
    ...(executablePath !== undefined && { executablePath }),
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
    await page.goto(server.url)
    await page.getByRole('navigation').getByRole('button', { name: 'Machine' }).click()
    await page.getByRole('button', { name: 'Open a G-code file' }).waitFor()
    const before = await memoryMb(browser)
    await longestBlockMs(page)
    const startedMs = performance.now()
    await page.locator('input[type=file]').setInputFiles(file)
    const picture = page.locator('.program-picture')
    await picture.waitFor({ timeout: 600_000 })
    const wholeMs = performance.now() - startedMs
    const loadMs = Number(await picture.getAttribute('data-load-ms'))
    write(`${String(LINES)} lines, ${(statSync(file).size / 1e6).toFixed(1)} MB\n`)
    write(
      `handed in, checked and recorded: ${((wholeMs - loadMs) / 1000).toFixed(1)} s (once for each file)\n`,
    )
    write(`path read into the picture: ${(loadMs / 1000).toFixed(2)} s\n`)
    await page.locator('.program-stage canvas[data-draw-calls]').waitFor({ timeout: 120_000 })
    await page.waitForTimeout(3000)
    write(`longest the page was busy meanwhile: ${await longestBlockMs(page)} ms\n`)
    const after = await memoryMb(browser)
    for (const [type, mb] of after) {
      write(
        `memory of ${type}: ${mb.toFixed(0)} MB (${(mb - (before.get(type) ?? 0)).toFixed(0)} MB more)\n`,
      )
    }
    await turn(page)
    write(`longest the page was busy while turning: ${await longestBlockMs(page)} ms\n`)
  } finally {
    await browser.close()
    await server.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
