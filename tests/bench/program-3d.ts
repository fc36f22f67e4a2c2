import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { cpuLines, memoryLines, processShares } from './app-memory.ts'
import { buildLoadedMain } from './built-main.ts'
import { type LoadedMain, startMain, steadyProgram } from './loaded-app.ts'
import { openPlainPage, type PlainPage } from './plain-page.ts'

const LINES = Number(process.argv[2] ?? 2_000_000)
const FRAMES = 12
const HOLDS = 200
const LOADS = 5
/** Of the short program that runs while the long one is loaded: 80 s of motion. */
const STEADY_LINES = 20_000
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

async function longestBlockMs(page: PlainPage): Promise<string> {
  return (await page.ask<number>(LONGEST_BLOCK)).toFixed(0)
}

const CANVAS = `document.querySelector('.program-stage canvas')`

/** What shows that a program is loaded, each once it is there. */
const SIGNS = {
  // a check that keeps up with the bytes is over before anybody is told that it is waited for
  'all bytes handed in': `document.querySelector('.intake')?.textContent.includes('line by line') ||
    document.querySelector('.program-choice')`,
  'program checked and recorded': `document.querySelector('.program-choice')`,
  // the whole path, not the empty room before it nor its rough version
  'picture drawn': `Number(${CANVAS}?.dataset.lines) > ${String(LINES / 10)}`,
  'start gate answered': `document.querySelector('.gate-rows')`,
}
type Sign = keyof typeof SIGNS

/** Begins to watch for signs; `window.__seen` then comes to the seconds after which each was there. */
function watchFor(signs: readonly Sign[]): string {
  const looks = signs.map((sign) => `${JSON.stringify(sign)}: () => ${SIGNS[sign]}`).join(',')
  return `(() => {
    const began = performance.now(), looks = {${looks}}, seen = {}
    window.__seen = new Promise((all) => {
      const look = () => {
        for (const [sign, isThere] of Object.entries(looks))
          if (!(sign in seen) && isThere()) seen[sign] = (performance.now() - began) / 1000
        if (Object.keys(seen).length < Object.keys(looks).length) return
        observer.disconnect()
        all(seen)
      }
      const observer = new MutationObserver(look)
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
    })
  })()`
}

/** Does what loads a program, and tells when each sign was seen. */
async function loading(
  page: PlainPage,
  signs: readonly Sign[],
  load: () => Promise<void>,
): Promise<void> {
  await page.ask(watchFor(signs))
  await load()
  const seen = await page.ask<Readonly<Record<Sign, number>>>('window.__seen')
  for (const sign of signs) write(`${sign} after ${seen[sign].toFixed(2)} s\n`)
  const all = Math.max(...signs.map((sign) => seen[sign]))
  write(`loaded, that is drawn, checked and the gate decided, after ${all.toFixed(2)} s\n`)
}

async function turn(page: PlainPage): Promise<void> {
  const read = (name: string) => page.ask<string>(`${CANVAS}.dataset[${JSON.stringify(name)}]`)
  const costs: number[] = []
  await page.ask(`document.querySelector('.program-stage .stage-picture').focus()`)
  for (let frame = 0; frame < FRAMES; frame += 1) {
    await page.press('ArrowLeft')
    await page.ask(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
    )
    costs.push(Number(await read('frameMs')))
  }
  const sorted = costs.sort((a, b) => a - b)
  write(
    `while turning: ${await read('lines')} lines drawn, CPU ${String(sorted[FRAMES >> 1])} ms median, ${String(sorted.at(-1))} ms at most\n`,
  )
  await pause(1500)
  write(
    `standing: ${await read('lines')} lines in ${await read('drawCalls')} calls, CPU ${await read('frameMs')} ms, software GPU ${await read('gpuMs')} ms\n`,
  )
}

const FILE_FIELD = `document.querySelector('input[type=file]')`
const SET_UP_ANOTHER = `[...document.querySelectorAll('.bench-side button')].find((one) => one.textContent.includes('Set up another'))`

/** From the choice of the file to the picture and to a start that may be pressed. */
async function openFile(page: PlainPage, main: LoadedMain, file: string): Promise<void> {
  await longestBlockMs(page)
  await main.ask('delay', null)
  const before = processShares(process.pid)
  await loading(page, Object.keys(SIGNS) as Sign[], () => page.chooseFile(FILE_FIELD, file))
  for (const line of cpuLines(before, processShares(process.pid))) write(`${line}\n`)
  write(`longest main was busy meanwhile: ${(await main.ask('delay', null)).toFixed(0)} ms\n`)
  write(`longest the page was busy meanwhile: ${await longestBlockMs(page)} ms\n`)
}

function pressLine(what: string, timesMs: readonly number[]): string {
  const sorted = timesMs.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? 0).toFixed(1)
  return `${what}, ${String(timesMs.length)} times: median ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms\n`
}

async function runIt(page: PlainPage, main: LoadedMain): Promise<void> {
  const startMs = await main.ask('begin', await main.ask('newestRun', null))
  write(`started, hashed and prepared again, first lines out: ${(startMs / 1000).toFixed(2)} s\n`)
  write(`longest main was busy meanwhile: ${(await main.ask('delay', null)).toFixed(0)} ms\n`)
  write(pressLine('hold asked to ! on the wire', await main.ask('holds', HOLDS)))
  for (const line of memoryLines(processShares(process.pid))) write(`${line}\n`)
  await turn(page)
  write(`longest the page was busy while turning: ${await longestBlockMs(page)} ms\n`)
  write(`stop asked to ! on the wire: ${(await main.ask('stop', null)).toFixed(1)} ms\n`)
}

/** The long program comes in again and again, each time while another is cut and held. */
async function openWhileCutting(
  page: PlainPage,
  main: LoadedMain,
  { file, shortRun }: { readonly file: string; readonly shortRun: string },
): Promise<void> {
  const [holdsMs, stopsMs]: [number[], number[]] = [[], []]
  for (let load = 0; load < LOADS; load += 1) {
    await page.until(SET_UP_ANOTHER)
    await page.ask(`${SET_UP_ANOTHER}.click()`)
    await page.until(FILE_FIELD)
    await page.chooseFile(FILE_FIELD, file)
    holdsMs.push(...(await main.ask('holdsWhileLoading', shortRun)))
    stopsMs.push(await main.ask('stop', null))
  }
  write(pressLine('the same while it is loaded again and another is cut', holdsMs))
  write(pressLine('STOP then', stopsMs))
}

const TO_MACHINE = `[...document.querySelectorAll('nav button')].find((one) => one.textContent.includes('Machine'))`

async function openApp(page: PlainPage, main: LoadedMain): Promise<void> {
  await page.goTo(await main.ask('url', null))
  await main.ask('connect', 'virtual:')
  await page.until(TO_MACHINE)
}

interface Bench {
  readonly page: PlainPage
  readonly folder: string
  readonly mainPath: string
}

async function withMain(
  { folder, mainPath }: Bench,
  work: (main: LoadedMain) => Promise<void>,
): Promise<void> {
  const main = startMain(folder, mainPath)
  try {
    await work(main)
  } finally {
    await main.end()
  }
}

async function measure(bench: Bench): Promise<void> {
  const { page, folder } = bench
  const [file, short] = [join(folder, 'long.nc'), join(folder, 'short.nc')]
  await writeProgram(file)
  writeFileSync(short, steadyProgram(STEADY_LINES))
  await withMain(bench, async (main) => {
    await openApp(page, main)
    await page.ask(`${TO_MACHINE}.click()`)
    await page.until(FILE_FIELD)
    write(`${String(LINES)} lines, ${(statSync(file).size / 1e6).toFixed(1)} MB, `)
    write(`load average ${loadavg()[0]?.toFixed(2) ?? '?'}\n`)
    await openFile(page, main, file)
    await runIt(page, main)
    const shortRun = await main.ask('handIn', short)
    await openWhileCutting(page, main, { file, shortRun })
  })
  write('started anew, from the record of its run:\n')
  await withMain(bench, async (main) => {
    await openApp(page, main)
    await loading(
      page,
      ['program checked and recorded', 'picture drawn', 'start gate answered'],
      () => page.ask(`${TO_MACHINE}.click()`),
    )
  })
}

/**
 * `node tests/bench/program-3d.ts [lines]`: a long program from the file to its picture and its start on
 * the virtual controller, with the memory of every process of the application; then loaded while another
 * program is cut, and from the record of its run.
 */
async function benchProgram(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rmos-program-'))
  const built = await buildLoadedMain()
  const page = await openPlainPage(SOFTWARE_GL, join(folder, 'browser'))
  try {
    await measure({ page, folder, mainPath: built.path })
  } finally {
    await page.close()
    await built.remove()
    rmSync(folder, { recursive: true, force: true })
  }
}

await benchProgram()
