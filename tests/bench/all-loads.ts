/**
 * The machine room under everything at once: while a program of 17-byte lines goes out at 115200 baud to
 * a virtual controller in its own process, main is blocked for 2 s again and again and sums a million
 * rows, and a real browser on the bench view crashes and is loaded anew. Then a program that must never
 * let the machine stand, then presses of Hold and STOP, all under the same loads. The presses are made by
 * the screen's own code over its own two links, from a page that is not the one that crashes, at moments
 * that main's hangs do not choose, and timed until `!` comes in at the controller. Needs a build.
 * Usage: node tests/bench/all-loads.ts [lines] [steady lines] [holds]        (100000 8000 100)
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { findChromium } from '../../scripts/find-chromium.mjs'
import type { VirtualPortRecord } from '../../src-main/machine/virtual-port.ts'
import { memoryLines, processShares } from './app-memory.ts'
import { Loads, Screen } from './loads.ts'
import { type Pressed, startPresser } from './presser.ts'
import {
  fullLinkProgram,
  type LoadedMain,
  seenStream,
  startController,
  startMain,
  steadyProgram,
} from './loaded-app.ts'

const [LINES, STEADY_LINES, HOLDS] = [100_000, 8000, 100].map((usual, index) =>
  Number(process.argv[2 + index] ?? usual),
) as [number, number, number]
/** Two processes of one computer agree about the time of day to less than this. */
const CLOCKS_APART_MS = 2
const SOFTWARE_GL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']

const folder = mkdtempSync(join(tmpdir(), 'rmos-loads-'))
const tell = (what: string, value: string) => {
  process.stdout.write(`${what.padEnd(56)} ${value}\n`)
}

async function loadedRun(
  { main, screen }: { readonly main: LoadedMain; readonly screen: Screen },
  text: string,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
) {
  const path = join(folder, 'program.nc')
  writeFileSync(path, text)
  const runId = await main.ask('handIn', path)
  const controller = await startController(join(folder, 'record.json'))
  await main.ask('connect', controller.uri)
  const ended = main.ask('run', runId)
  const loads = new Loads(main, screen)
  const work = meanwhile().then(() => ended)
  const [outcome, loaded] = await work.then(
    async (end) => [end, await loads.callOff()] as const,
    async (error: unknown) => {
      await loads.callOff()
      throw error
    },
  )
  await main.ask('disconnect', null)
  return { outcome, loaded, record: await controller.end() }
}

function percentiles(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? 0).toFixed(1)
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`
}

async function fullLink(main: LoadedMain, screen: Screen): Promise<void> {
  const { outcome, loaded, record } = await loadedRun(
    { main, screen },
    fullLinkProgram(LINES),
    () => {
      for (const line of memoryLines(processShares(process.pid))) {
        process.stdout.write(`${line}\n`)
      }
      return Promise.resolve()
    },
  )
  const seen = seenStream(record)
  tell(`${String(LINES)} lines of 17 bytes`, outcome)
  tell('meanwhile', loaded)
  tell(
    'share of the link used (and less the system’s own pauses)',
    `${seen.sharePercent.toFixed(2)} % (${seen.fairSharePercent.toFixed(2)} %)`,
  )
  const { receiveHighWaterBytes, receiveDroppedBytes } = record
  tell(
    'receive ring at most, dropped',
    `${String(receiveHighWaterBytes)} bytes, ${String(receiveDroppedBytes)}`,
  )
  tell(
    'gaps longer than the ring lasts, longest gap',
    `${String(seen.dryGaps)}, ${seen.longestGapMs.toFixed(1)} ms`,
  )
}

async function steady(main: LoadedMain, screen: Screen): Promise<void> {
  const { outcome, loaded, record } = await loadedRun({ main, screen }, steadyProgram(STEADY_LINES))
  const seen = seenStream(record)
  tell(`${String(STEADY_LINES)} lines of 17 bytes and 4 ms of motion`, outcome)
  tell('meanwhile', loaded)
  tell('machine stood before the last move', `${String(seen.rests)} times`)
  tell('receive ring at most', `${String(record.receiveHighWaterBytes)} bytes`)
}

/** How long each press took until its `!` was at the controller, ms. */
function pressDelays(
  pressedUnixMs: readonly number[],
  record: VirtualPortRecord,
): readonly number[] {
  const holds = [...record.feedHoldsUnixMs]
  return pressedUnixMs.map((pressedMs, index) => {
    const next = pressedUnixMs[index + 1] ?? Number.POSITIVE_INFINITY
    // A hold that came only behind the next press, or never, is a press that was lost.
    const found = holds.find((atMs) => atMs >= pressedMs - CLOCKS_APART_MS && atMs < next)
    return found === undefined ? Number.POSITIVE_INFINITY : Math.max(0, found - pressedMs)
  })
}

async function pressing(main: LoadedMain, screen: Screen): Promise<void> {
  const presser = await startPresser(await main.ask('url', null))
  let pressed: Pressed = { holdsUnixMs: [], stopUnixMs: 0, straight: 0 }
  const { outcome, loaded, record } = await loadedRun(
    { main, screen },
    fullLinkProgram(LINES * 10),
    async () => {
      pressed = await presser.press(HOLDS)
    },
  )
  presser.end()
  const { holdsUnixMs, stopUnixMs, straight } = pressed
  const delays = pressDelays([...holdsUnixMs, stopUnixMs], record)
  tell(
    `Hold pressed to ! at the controller, ${String(HOLDS)} times`,
    percentiles(delays.slice(0, -1)),
  )
  tell(
    'STOP pressed to ! at the controller',
    `${(delays.at(-1) ?? 0).toFixed(1)} ms, then ${outcome}`,
  )
  tell('answered on the direct way', `${String(straight)} of ${String(HOLDS + 1)}`)
  tell('meanwhile', loaded)
}

const main = startMain(folder)
const executablePath = findChromium()
const browser = await chromium.launch({
  args: SOFTWARE_GL,
  ...(executablePath !== undefined && { executablePath }),
})
try {
  await main.ask('fill', null)
  const screen = await Screen.open(browser, await main.ask('url', null))
  tell('load average at the beginning', loadavg()[0]?.toFixed(2) ?? '?')
  await fullLink(main, screen)
  await steady(main, screen)
  await pressing(main, screen)
  tell('load average at the end', loadavg()[0]?.toFixed(2) ?? '?')
} finally {
  await browser.close()
  await main.end()
  rmSync(folder, { recursive: true, force: true })
}
