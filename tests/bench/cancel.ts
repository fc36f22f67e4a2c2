import { performance } from 'node:perf_hooks'
import { createCamDesk } from '../../src-main/cam/cam-desk.ts'
import { camModulePath } from '../../src-main/cam/cam-module.ts'
import { MEMORY_FLAGS } from '../../src-main/cam/memory-limit.ts'
import type { EngineLink } from '../../src-main/machine/engine-link.ts'
import { forkEngine } from '../../src-main/machine/fork-engine.ts'
import { CANCELLED_JOBS, type CancelledJob } from '../cam/cancelled-jobs.ts'

/** Moments of each job at which it is called off. */
const MOMENTS = 10
const LIMIT_MS = 100

/** A number from 0 to 1 for a place in the order, the same every time (mulberry32). */
function lot(place: number): number {
  const seed = Math.imul(place, 0x6d_2b_79_f5)
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}

interface CalledOff {
  readonly phase: string
  readonly settledMs: number
  readonly goneMs: number
}

/** A desk, and when its last process was gone. */
function openDesk() {
  const spawn = forkEngine(camModulePath(), MEMORY_FLAGS)
  let begun: () => void = () => undefined
  const seen = {
    phase: 'starting its process',
    gone: Promise.resolve(0),
    atWork: new Promise<void>((resolve) => {
      begun = resolve
    }),
  }
  const desk = createCamDesk({
    spawn: (): EngineLink => {
      const link = spawn()
      seen.gone = new Promise((resolve) => {
        link.onExit(() => {
          resolve(performance.now())
        })
      })
      return link
    },
    nowMs: () => performance.now(),
    tell: ({ phase, fraction }) => {
      if (phase === '') return
      begun()
      seen.phase = `${phase} ${(100 * fraction).toFixed(0)} %`
    },
  })
  return { desk, seen }
}

async function wait(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms))
}

/** How long a job that nobody calls off is at work, ms. */
async function workMs({ start }: CancelledJob): Promise<number> {
  const { desk, seen } = openDesk()
  const whole = start(desk, 'whole')
  await seen.atWork
  const startedMs = performance.now()
  const made = await whole
  desk.close()
  if (!made.ok) throw new Error(made.error.message)
  return performance.now() - startedMs
}

/** Calls a job off so long after its work has begun; null: while its process starts. */
async function calledOff(job: CancelledJob, afterMs: number | null): Promise<CalledOff> {
  const { desk, seen } = openDesk()
  const made = job.start(desk, 'called-off')
  if (afterMs === null) await wait(50)
  else {
    await seen.atWork
    await wait(afterMs)
  }
  const { phase, gone } = seen
  const askedMs = performance.now()
  if (!desk.cancel('called-off').ok) throw new Error(`${job.name} had ended when it was called off`)
  const answer = await made
  const settledMs = performance.now() - askedMs
  if (answer.ok || answer.error.kind !== 'busy') throw new Error(`${job.name} was not called off`)
  return { phase, settledMs, goneMs: (await gone) - askedMs }
}

function row(cells: readonly (string | number)[]): void {
  const shown = cells.map((cell, index) => {
    const text = typeof cell === 'number' ? cell.toFixed(1) : cell
    return index === 0 ? text.padEnd(34) : text.padStart(16)
  })
  process.stdout.write(`${shown.join('')}\n`)
}

/**
 * `node tests/bench/cancel.ts`: jobs of the CAM process called off at ten moments: once while their process
 * starts, then by lot in every ninth of nine tenths of their work. How long until whoever asked has the answer, and
 * until the process that worked is gone: the slowest of ten, and where it was then.
 */
async function main(): Promise<void> {
  row(['ms, the slowest of ten', 'answered', 'process gone', 'limit', 'then at'])
  for (const job of CANCELLED_JOBS) {
    const lastsMs = await workMs(job)
    const all = [await calledOff(job, null)]
    for (let moment = 1; moment < MOMENTS; moment += 1) {
      const share = (moment - 1 + lot(moment)) / (MOMENTS - 1)
      all.push(await calledOff(job, 0.9 * share * lastsMs))
    }
    const slowest = all.reduce((most, one) => (one.goneMs > most.goneMs ? one : most))
    const settledMs = Math.max(...all.map((one) => one.settledMs))
    row([job.name, settledMs, slowest.goneMs, String(LIMIT_MS), slowest.phase])
    process.stdout.write(`  called off at: ${all.map(({ phase }) => phase).join(', ')}\n`)
  }
}

await main()
