import { expect, onTestFinished, test, vi } from 'vitest'
import { CANCELLED_JOBS } from '../cam/cancelled-jobs.ts'
import { createCamDesk } from '../../src-main/cam/cam-desk.ts'
import { camModulePath } from '../../src-main/cam/cam-module.ts'
import { forkEngine } from '../../src-main/machine/fork-engine.ts'

vi.setConfig({ testTimeout: 120_000 })

/** Calls a job off as soon as it told more than a share of its work; how long the process was there after, ms. */
async function goneAfterMs(index: number, share: number): Promise<number> {
  const job = CANCELLED_JOBS[index]
  if (job === undefined) throw new Error(`there is no job ${String(index)}`)
  const spawn = forkEngine(camModulePath())
  let gone: Promise<number> = Promise.resolve(Infinity)
  let reached: () => void = () => undefined
  const there = new Promise<void>((resolve) => {
    reached = resolve
  })
  const desk = createCamDesk({
    spawn: () => {
      const link = spawn()
      gone = new Promise((resolve) => {
        link.onExit(() => {
          resolve(performance.now())
        })
      })
      return link
    },
    nowMs: () => performance.now(),
    tell: ({ state, fraction }) => {
      if (state === 'running' && fraction > share) reached()
    },
  })
  onTestFinished(() => {
    desk.close()
  })
  const made = job.start(desk, 'job')
  await there
  const askedMs = performance.now()
  expect(desk.cancel('job').ok).toBe(true)
  expect(await made).toMatchObject({ ok: false, error: { kind: 'busy' } })
  expect(performance.now() - askedMs).toBeLessThan(100)
  return (await gone) - askedMs
}

test.each([
  ['in the passes of a large pocket', 0, 0.3],
  ['in the finish of a large pocket', 0, 0.82],
  ['while programs are posted', 1, 0.3],
  ['in a simulation', 2, 0.32],
])(
  'a job called off %s is answered and its process gone within 100 ms',
  async (_, index, share) => {
    // a busy computer may let the process wait for its end: once in three it is in time
    const attempts: number[] = []
    do attempts.push(await goneAfterMs(index, share))
    while (Math.min(...attempts) >= 100 && attempts.length < 3)
    expect(Math.min(...attempts)).toBeLessThan(100)
  },
)
