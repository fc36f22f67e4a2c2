import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LANES } from '../workflow/lane-policy.ts'
import { LaneSurvey, RECENT_JOBS } from './lane-analytics.ts'
import { type LogRecord, logEntryOf, patternLaneText } from './logged-job.ts'
import { RISK_GRADES, RISK_WEIGHTS, riskGradeOf, RiskTally } from './risk-grade.ts'
import { riskTimeline } from './risk-timeline.ts'

const record = (fields: Readonly<Record<string, unknown>>): LogRecord => ({
  id: 'j',
  created_at: '2026-01-01T00:00:00.000Z',
  job_type: 'rosette_plan',
  ...fields,
})
const noLane = () => null
const survey = (
  records: readonly LogRecord[],
  patternLane: (presetId: string) => string | null = noLane,
) => {
  const taken = new LaneSurvey()
  for (const one of records) taken.take(logEntryOf(one, patternLane))
  return taken.result()
}

describe('grades', () => {
  test('are read in any case; what is none of them is unknown', () => {
    expect([' green', 'Yellow', 'RED', 'UNKNOWN', 'ERROR', '', null, 3].map(riskGradeOf)).toEqual([
      ...['GREEN', 'YELLOW', 'RED', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
    ])
  })

  test('two GREEN, a YELLOW, a RED and one without a grade average (0+0+0.5+1+0.75)/5 = 0.45', () => {
    const { total } = survey(
      ['GREEN', 'GREEN', 'YELLOW', 'RED', undefined].map((grade, at) =>
        record({ id: String(at), risk_grade: grade }),
      ),
    )
    expect(total.averageRisk).toBeCloseTo(0.45, 12)
    expect(total.grades).toEqual({ GREEN: 2, YELLOW: 1, RED: 1, unknown: 1 })
  })

  test('nothing has no average', () => {
    expect(new RiskTally().result().averageRisk).toBeNull()
    const { total, lanes, recent, transitions } = survey([])
    expect(total).toMatchObject({ jobs: 0, presets: 0, averageRisk: null })
    expect(lanes.map(({ lane }) => lane)).toEqual([...LANES, 'unknown'])
    expect([...recent, ...transitions]).toEqual([])
  })
})

describe('the lane of a job', () => {
  const laneIn = (fields: Readonly<Record<string, unknown>>, patternLane = 'tuned_v1') => {
    const entry = logEntryOf(record({ preset_id: 'p', ...fields }), () => patternLane)
    return entry.kind === 'job' ? entry.job.lane : entry.kind
  }

  test('is where it was promoted to, then its own, then its pattern’s', () => {
    expect(laneIn({ promotion_lane: 'safe', lane: 'experimental' })).toBe('safe')
    expect(laneIn({ promotion_lane: ' ', lane: 'Experimental' })).toBe('experimental')
    expect(laneIn({})).toBe('tuned_v1')
    expect(laneIn({ preset_id: null })).toBe('unknown')
    expect(laneIn({ lane: 'production' })).toBe('unknown')
    const pattern = record({ promotion_lane: null, lane: 'safe' })
    expect(patternLaneText(pattern)).toBe('safe')
  })
})

test('a send is no job, and a move is none either: it is a transition', () => {
  const { total, transitions } = survey([
    record({ id: 'a', job_type: 'run', risk_grade: 'GREEN', preset_id: 'p' }),
    record({ id: 'b', job_type: 'send', parent_job_id: 'a' }),
    record({
      ...{ id: 'c', job_type: 'preset_promote_winner' },
      ...{ old_lane: 'experimental', promotion_lane: 'tuned_v1' },
    }),
    record({ id: 'd', job_type: 'preset_rollback', parent_lane: 'safe', to_lane: 'experimental' }),
    record({ id: 'e', job_type: 'preset_rollback', from_lane: 'safe', lane: 'experimental' }),
  ])
  expect(total).toMatchObject({ jobs: 1, presets: 1, averageRisk: 0 })
  expect(transitions).toEqual([
    { from: 'safe', to: 'experimental', count: 2 },
    { from: 'experimental', to: 'tuned_v1', count: 1 },
  ])
})

test('fragility is the mean of what is stated; what is not stated is not taken as none', () => {
  const stated = (worst: unknown) => ({
    lane: 'safe',
    metadata: { cam_profile_summary: { worst_fragility_score: worst } },
  })
  const { lanes } = survey([
    record({ id: 'a', ...stated(0.2) }),
    record({ id: 'b', ...stated(0.6) }),
    record({ id: 'c', lane: 'safe' }),
    record({ id: 'd', ...stated('0.9') }),
  ])
  expect(lanes.find(({ lane }) => lane === 'safe')?.averageFragility).toBeCloseTo(0.4, 12)
  expect(lanes.find(({ lane }) => lane === 'unknown')?.averageFragility).toBeNull()
})

test('the lanes add up to the whole, and an average lies between the best and the worst grade', () => {
  const grade = fc.constantFrom(...RISK_GRADES)
  const lane = fc.constantFrom(...LANES, 'elsewhere')
  fc.assert(
    fc.property(fc.array(fc.tuple(grade, lane), { maxLength: 300 }), (jobs) => {
      const made = survey(
        jobs.map(([risk_grade, of], at) => record({ id: String(at), risk_grade, lane: of })),
      )
      expect(made.lanes.reduce((sum, { jobs: count }) => sum + count, 0)).toBe(jobs.length)
      expect(made.recent).toHaveLength(Math.min(jobs.length, RECENT_JOBS))
      const weights = jobs.map(([risk]) => RISK_WEIGHTS[risk])
      if (weights.length === 0) return
      expect(made.total.averageRisk).toBeGreaterThanOrEqual(Math.min(...weights))
      expect(made.total.averageRisk).toBeLessThanOrEqual(Math.max(...weights))
    }),
  )
})

test('a timeline goes from the oldest to the newest job, moves beside it', () => {
  const at = (day: number) => `2026-01-0${String(day)}T00:00:00.000Z`
  const { points, moves } = riskTimeline(
    [
      record({ id: 'late', created_at: at(3), risk_grade: 'RED', lane: 'safe' }),
      record({ id: 'move', created_at: at(2), job_type: 'preset_rollback', old_lane: 'safe' }),
      record({ id: 'early', created_at: at(1), risk_grade: 'GREEN' }),
    ].map((one) => logEntryOf(one, noLane)),
  )
  expect(points.map(({ jobId, score }) => [jobId, score])).toEqual([
    ['early', 0],
    ['late', 1],
  ])
  expect(moves).toMatchObject([{ id: 'move', from: 'safe', to: 'unknown' }])
})
