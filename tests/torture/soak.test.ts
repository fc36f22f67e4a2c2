import { expect, test } from 'vitest'
import { soak } from './soak.ts'

// The long form, 8 hours at 1e-6, is `node tests/torture/soak.ts`; here ten minutes of the machine at a
// rate twenty times as high, so that there are faults to explain.
test('scenario 30: ten minutes with a bad cable and a sleeping host: no runaway, every fault explained, cut as programmed', async () => {
  const outcome = await soak({ minutes: 10, seed: 30, flipRate: 2e-5 })
  expect(outcome.broken).toEqual([])
  expect(outcome.jobs).toBeGreaterThan(5)
  expect(outcome.faults).toBeGreaterThan(0)
  // what was compared: whole jobs, resumed ones, and some whose lines arrived as others
  expect(outcome.motions).toBeGreaterThan(10_000)
  expect(outcome.clockJumps).toBeGreaterThan(0)
  expect(outcome.resumed).toBeGreaterThan(0)
  expect(outcome.damagedLines).toBeGreaterThan(0)
})
