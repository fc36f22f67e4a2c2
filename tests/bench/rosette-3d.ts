import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Page } from 'playwright'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { largePlan } from '../fixtures/large-plan.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const FRAMES = 30
const write = (text: string) => process.stdout.write(text)

/** WebGL by the processor: what is counted is what a graphics card would be given. */
const SOFTWARE_GL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']

async function serve(dataDir: string) {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'scripts/rmos.mjs'), 'serve', '--data', dataDir],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const url = await new Promise<string>((found, refused) => {
    let text = ''
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString()
      const line = /http:\/\/127\.0\.0\.1:\S+/.exec(text)?.[0]
      if (line !== undefined) found(line)
    })
    child.once('exit', () => {
      refused(new Error('the server ended before it was up'))
    })
  })
  const end = () =>
    new Promise<void>((done) => {
      child.once('exit', () => {
        done()
      })
      child.kill('SIGINT')
    })
  return { url, end }
}

interface Cost {
  readonly frameMs: number
  readonly drawCalls: number
  readonly triangles: number
}

/** Turns the view once and reads what the frame cost the processor. */
async function turnOnce(page: Page): Promise<Cost> {
  const canvas = page.locator('.stage-picture canvas')
  await page.keyboard.press('ArrowLeft')
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  )
  const read = async (name: string) => Number(await canvas.getAttribute(`data-${name}`))
  return {
    frameMs: await read('frame-ms'),
    drawCalls: await read('draw-calls'),
    triangles: await read('triangles'),
  }
}

async function measure(page: Page, name: string): Promise<string> {
  const costs: Cost[] = []
  for (let frame = 0; frame < FRAMES; frame += 1) costs.push(await turnOnce(page))
  const sorted = costs.map(({ frameMs }) => frameMs).sort((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor((FRAMES - 1) * share)] ?? 0).toFixed(2)
  const last = costs.at(-1)
  const cells = [String(last?.drawCalls), String(last?.triangles), at(0.5), at(0.95)]
  return `${name.padEnd(26)}${cells.map((cell) => cell.padStart(12)).join('')}\n`
}

/** `node tests/bench/rosette-3d.ts` after a build: draw calls, triangles and processor time of a frame. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rmos-bench-'))
  const file = join(folder, 'large.json')
  writeFileSync(file, JSON.stringify(largePlan()))
  const server = await serve(join(folder, 'data'))
  const executablePath = findChromium()
  const browser = await chromium.launch({
    args: SOFTWARE_GL,
    ...(executablePath !== undefined && { executablePath }),
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
    await page.goto(server.url)
    await page.getByRole('navigation').getByRole('button', { name: 'Plans' }).click()
    await page.locator('input[type=file]').first().setInputFiles(file)
    await page.locator('.viewport').waitFor()
    await page.getByRole('radio', { name: '3D' }).click()
    await page.locator('.stage-picture canvas[data-draw-calls]').waitFor({ timeout: 120_000 })
    await page.locator('.stage-picture').focus()
    write(
      '12 rings x 200 tiles x 27 x 15 cells; the GPU is software, only the processor side counts\n',
    )
    write(`${''.padEnd(26)}  draw calls   triangles   median ms      p95 ms\n`)
    write(await measure(page, 'finished rosette'))
    await page.getByRole('slider', { name: 'Slice the log' }).fill('0.5')
    await page.locator('.stage-picture').focus()
    write(await measure(page, 'half sliced'))
  } finally {
    await browser.close()
    await server.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
