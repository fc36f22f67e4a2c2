import { setTimeout as wait } from 'node:timers/promises'
import { success } from '#core/outcome/result.ts'
import type { CamJob } from '../../src-main/cam/cam-job.ts'
import { serveJobs } from '../../src-main/cam/serve-jobs.ts'

const hang: CamJob<object, never> = (_order, { tell }) => {
  tell({ phase: 'turning', fraction: 0.1 })
  for (;;) {
    // Busy on purpose: this job hears nothing any more.
  }
}

const crash: CamJob<object, never> = () => {
  process.kill(process.pid, 'SIGKILL')
  throw new Error('never reached')
}

const defect: CamJob<object, never> = () => {
  throw new Error('a broken promise with 42 in it')
}

const hoard: CamJob<object, number> = (_order, { tell }) => {
  const kept: Float64Array[] = []
  for (let held = 0; held < 400; held += 1) {
    kept.push(new Float64Array(1_250_000).fill(held))
    tell({ phase: 'hoarding', fraction: held / 400 })
  }
  return success(kept.length)
}

const kept: Float64Array[] = []
const keep: CamJob<object, number> = () => {
  for (let held = 0; held < 32; held += 1) kept.push(new Float64Array(1_250_000).fill(held))
  return success(kept.length)
}

const grow: CamJob<object, number> = () => {
  const kept: object[] = []
  for (let held = 0; ; held += 1) kept.push({ held, text: `number ${String(held)}` })
}

const double: CamJob<{ readonly values: Float64Array }, Float64Array> = async (
  { values },
  { tell },
) => {
  tell({ phase: 'doubling', fraction: 0.5 })
  await wait(20)
  return success(values.map((value) => 2 * value))
}

const who: CamJob<object, number> = () => success(process.pid)

/** A process whose jobs are as rough as work can be; the desk must outlive them all. */
serveJobs({ hang, crash, defect, hoard, narrow: hoard, keep, grow, double, who }, 300, {
  narrow: 150,
})
