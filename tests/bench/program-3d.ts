import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { chromium, type Page } from 'playwright'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { cpuLines, memoryLines, processShares } from './app-memory.ts'
import { type LoadedMain, startMain } from './loaded-app.ts'

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

/** From the choice of the file to the picture and to a start that may be pressed. */
async function openFile(page: Page, main: LoadedMain, file: string): Promise<void> {
  await longestBlockMs(page)
  await main.ask('delay', null)
  const before = processShares(process.pid)
  const startedMs = performance.now()
  const seconds = () => ((performance.now() - startedMs) / 1000).toFixed(2)
  await page.locator('input[type=file]').setInputFiles(file)
  const drawn = page.locator('.program-stage canvas[data-draw-calls]')
  const tell = async (what: string, there: Promise<void>) => {
    await there
    write(`${what} after ${seconds()} s\n`)
  }
  await Promise.all([
    tell('all bytes handed in', page.locator('.intake').getByText('line by line').waitFor(PATIENT)),
    tell('program checked and recorded', page.locator('.program-choice').first().waitFor(PATIENT)),
    tell('picture drawn', drawn.waitFor(PATIENT)),
    tell('start gate answered', page.locator('.gate-rows').first().waitFor(PATIENT)),
  ])
  write(`loaded, that is drawn, checked and the gate decided, after ${seconds()} s\n`)
  for (const line of cpuLines(before, processShares(process.pid))) write(`${line}\n`)
  write(`longest main was busy meanwhile: ${(await main.ask('delay', null)).toFixed(0)} ms\n`)
  write(`longest the page was busy meanwhile: ${await longestBlockMs(page)} ms\n`)
}

const PATIENT = { timeout: 600_000 }
const HOLDS = 60

async function runIt(page: Page, main: LoadedMain): Promise<void> {
  const startMs = await main.ask('begin', await main.ask('newestRun', null))
  write(`started, hashed and prepared again, first lines out: ${(startMs / 1000).toFixed(2)} s\n`)
  write(`longest main was busy meanwhile: ${(await main.ask('delay', null)).toFixed(0)} ms\n`)
  const times = (await main.ask('holds', HOLDS)).toSorted((a, b) => a - b)
  write(`hold asked to ! on the wire: median ${String(times[HOLDS >> 1]?.toFixed(1))} ms`)
  write(`, p99 ${String(times.at(-1)?.toFixed(1))} ms\n`)
  for (const line of memoryLines(processShares(process.pid))) write(`${line}\n`)
  await turn(page)
  write(`longest the page was busy while turning: ${await longestBlockMs(page)} ms\n`)
  write(`stop asked to ! on the wire: ${(await main.ask('stop', null)).toFixed(1)} ms\n`)
}

/**
 * `node tests/bench/program-3d.ts [lines]` after a build: a long program from the file to its picture and
 * its start on the virtual controller, with the memory of every process of the application.
 */
async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rmos-program-'))
  const file = join(folder, 'long.nc')
  await writeProgram(file)
  const main = startMain(folder)
  const executablePath = findChromium()
  const browser = await chromium.launch({
    args: SOFTWARE_GL,
    ...(executablePath !== undefined && { executablePath }),
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
    await page.goto(await main.ask('url', null))
    await main.ask('connect', 'virtual:')
    await page.getByRole('navigation').getByRole('button', { name: 'Machine' }).click()
    await page.getByRole('button', { name: 'Open a G-code file' }).waitFor()
    write(`${String(LINES)} lines, ${(statSync(file).size / 1e6).toFixed(1)} MB, `)
    write(`load average ${loadavg()[0]?.toFixed(2) ?? '?'}\n`)
    await openFile(page, main, file)
    await runIt(page, main)
  } finally {
    await browser.close()
    await main.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

await measure()
