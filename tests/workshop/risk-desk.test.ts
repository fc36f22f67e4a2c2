import { describe, expect, test } from 'vitest'
import type { Store } from '../../src-main/store/store.ts'
import { createRiskDesk } from '../../src-main/workshop/risk-desk.ts'
import { readShippedPlans } from '../../src-main/workshop/shipped-plans.ts'
import { BACKENDS } from '../store/backends.ts'
import { emptyFolder, unwrap } from '../store/data-folder.ts'

const GRADES = ['GREEN', 'GREEN', 'YELLOW', 'RED', null]

/** `count` jobs of two plans, a day of 2026 each second, and a move. */
function fill(store: Store, count: number): void {
  unwrap(store.patterns.upsert({ id: 'p0', name: 'Classical', lane: 'tuned_v1' }))
  for (let at = 0; at < count; at += 1) {
    unwrap(
      store.jobLog.upsert({
        id: `job-${String(at)}`,
        job_type: 'run',
        preset_id: `p${String(at % 2)}`,
        risk_grade: GRADES[at % 5],
        created_at: new Date(Date.UTC(2026, 0, 1, 0, 0, at)).toISOString(),
      }),
    )
  }
  unwrap(
    store.jobLog.upsert({
      ...{ id: 'move', job_type: 'preset_promote_winner', preset_id: 'p0' },
      ...{ old_lane: 'experimental', promotion_lane: 'tuned_v1' },
      created_at: '2025-12-31T00:00:00.000Z',
    }),
  )
}

describe.each(BACKENDS)('risk by the job log on $backend', ({ open }) => {
  test('a log longer than a piece is read whole, jobs of a plan in its lane', async () => {
    const store = await open(emptyFolder())
    fill(store, 505)
    const risk = unwrap(await createRiskDesk({ store, shipped: [] }).risk(50_000))
    expect(risk).toMatchObject({ entriesRead: 506, isWhole: true })
    // 101 of each: (0 + 0 + 0.5 + 1 + 0.75) / 5
    expect(risk.total).toMatchObject({ jobs: 505, presets: 2 })
    expect(risk.total.averageRisk).toBeCloseTo(0.45, 12)
    const jobsOf = (wanted: string) => risk.lanes.find(({ lane }) => lane === wanted)?.jobs
    expect([jobsOf('tuned_v1'), jobsOf('unknown'), jobsOf('safe')]).toEqual([253, 252, 0])
    expect(risk.transitions).toEqual([{ from: 'experimental', to: 'tuned_v1', count: 1 }])
    expect(risk.recent).toHaveLength(200)
    expect(risk.recent[0]).toMatchObject({ id: 'job-504', presetName: 'Classical' })
  })

  test('a limit reads the newest and says that there is more', async () => {
    const store = await open(emptyFolder())
    fill(store, 5)
    const desk = createRiskDesk({ store, shipped: [] })
    expect(unwrap(await desk.risk(3))).toMatchObject({ entriesRead: 3, isWhole: false })
    expect(unwrap(await desk.risk(6))).toMatchObject({ entriesRead: 6, isWhole: true })
    const newest = unwrap(desk.timeline('p0', 2))
    expect(newest.points.map(({ jobId }) => jobId)).toEqual(['job-2', 'job-4'])
    expect(newest.isWhole).toBe(false)
  })

  test('a plan has its jobs in the order of time and its moves; an unknown one has none', async () => {
    const store = await open(emptyFolder())
    fill(store, 5)
    const desk = createRiskDesk({ store, shipped: [] })
    const timeline = unwrap(desk.timeline('p0', 100))
    expect(timeline).toMatchObject({ presetName: 'Classical', isWhole: true })
    expect(timeline.points.map(({ score }) => score)).toEqual([0, 0.5, 0.75])
    expect(timeline.moves).toHaveLength(1)
    const none = unwrap(desk.timeline('nobody', 100))
    expect(none).toMatchObject({ presetName: null, points: [], moves: [] })
  })

  test('jobs of a shipped plan are told by its name, which no store holds', async () => {
    const store = await open(emptyFolder())
    const shipped = unwrap(readShippedPlans(process.cwd()))
    const [first] = shipped
    if (first === undefined) throw new Error('nothing is shipped')
    const job = { job_type: 'run', risk_grade: 'GREEN', created_at: '2026-01-01T00:00:00.000Z' }
    unwrap(store.jobLog.upsert({ id: 'job', preset_id: first.planId, ...job }))
    const desk = createRiskDesk({ store, shipped })
    expect(unwrap(await desk.risk(10)).recent[0]?.presetName).toBe(first.plan.name)
    expect(unwrap(desk.timeline(first.planId, 10)).presetName).toBe(first.plan.name)
  })

  test('an empty log is zeros, no error', async () => {
    const risk = unwrap(
      await createRiskDesk({ store: await open(emptyFolder()), shipped: [] }).risk(1),
    )
    expect(risk.total).toMatchObject({ jobs: 0, averageRisk: null })
    expect(risk.isWhole).toBe(true)
  })
})
