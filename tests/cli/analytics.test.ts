import { afterAll, expect, test } from 'vitest'
import { rmos, scratchFolder } from './rmos-process.ts'

const scratch = scratchFolder()
afterAll(scratch.remove)

test('a run is a job of the log: risk counts it, and its plan has a timeline', async () => {
  const none = await rmos(scratch.path, 'analytics', 'risk')
  expect([none.code, none.stdout]).toEqual([0, expect.stringMatching(/^0 jobs of 0 plans/)])
  const ran = await rmos(scratch.path, 'run', 'data/examples/classical-mosaic-46.json')
  expect(ran.code).toBe(0)
  const risk = await rmos(scratch.path, 'analytics', 'risk', '--json')
  const { total, recent } = JSON.parse(risk.stdout) as {
    readonly total: object
    readonly recent: readonly { readonly id: string; readonly presetId: string | null }[]
  }
  expect(total).toMatchObject({ jobs: 1, averageRisk: 0, grades: { GREEN: 1 } })
  expect(recent.map(({ id }) => id)).toEqual([ran.stdout.trim().split(/\s/)[0]])
  const timeline = await rmos(scratch.path, 'analytics', 'timeline', 'nobody')
  expect(timeline.stderr).toContain('The job log has no job of nobody.')
})

test('a limit out of range is refused with its range', async () => {
  for (const limit of ['0', '50001', 'many']) {
    const refused = await rmos(scratch.path, 'analytics', 'risk', '--limit', limit)
    expect([refused.code, refused.stderr]).toEqual([
      64,
      expect.stringContaining('--limit goes from 1 to 50000'),
    ])
  }
})
