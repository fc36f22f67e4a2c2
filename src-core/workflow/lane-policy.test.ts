import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decideLane,
  fragilityOfScore,
  isPromotion,
  type JudgedJob,
  LANES,
  laneOf,
} from './lane-policy.ts'

const jobs = (
  count: number,
  fragility: number | null,
  grade: JudgedJob['grade'] = 'GREEN',
): JudgedJob[] => Array.from({ length: count }, () => ({ grade, fragility }))

describe('the older system’s own numbers', () => {
  test('fragility 0.94 is blocked everywhere', () => {
    for (const lane of LANES) expect(decideLane(lane, jobs(9, 0.94)).allowed).toBe(false)
  })

  test('two clean jobs of 0.32 are two of five for safe', () => {
    const decision = decideLane('safe', jobs(2, 0.32))
    expect(decision.allowed).toBe(false)
    expect(decision.reason).toContain('2 of 5')
  })

  test('six clean of eight at 0.28 make safe', () => {
    const log = [...jobs(6, 0.28), ...jobs(2, 0.28, 'RED')]
    expect(decideLane('safe', log)).toMatchObject({ allowed: true, cleanJobs: 6, neededJobs: 5 })
  })

  test('0.60 is just allowed for safe, 0.61 is not', () => {
    expect(decideLane('safe', jobs(5, 0.6)).allowed).toBe(true)
    expect(decideLane('safe', jobs(5, 0.61)).allowed).toBe(false)
  })

  test('three clean jobs make tuned_v1 and not tuned_v2', () => {
    expect(decideLane('tuned_v1', jobs(3, 0.1)).allowed).toBe(true)
    expect(decideLane('tuned_v2', jobs(3, 0.1)).allowed).toBe(false)
  })

  test('without any job only experimental and archived are open', () => {
    expect(LANES.filter((lane) => decideLane(lane, []).allowed)).toEqual([
      'experimental',
      'archived',
    ])
  })
})

describe('what is not known', () => {
  test('a green job of unknown fragility counts for tuned lanes, never for safe', () => {
    expect(decideLane('tuned_v1', jobs(3, null)).allowed).toBe(true)
    expect(decideLane('safe', jobs(50, null)).allowed).toBe(false)
  })

  test('a yellow job is clean only while it is known to be barely fragile', () => {
    expect(decideLane('tuned_v1', jobs(3, 0.3, 'YELLOW')).allowed).toBe(true)
    expect(decideLane('tuned_v1', jobs(3, 0.31, 'YELLOW')).allowed).toBe(false)
    expect(decideLane('tuned_v1', jobs(3, null, 'YELLOW')).allowed).toBe(false)
  })

  test('after a red job a clean one comes first', () => {
    const log = [...jobs(1, 0.1, 'RED'), ...jobs(20, 0.1)]
    expect(decideLane('tuned_v1', log).reason).toContain('RED')
    expect(decideLane('tuned_v1', [...jobs(1, 0.1), ...log]).allowed).toBe(true)
  })
})

test('one more clean job never closes a lane that was open', () => {
  const job = fc.record({
    grade: fc.constantFrom('GREEN' as const, 'YELLOW' as const, 'RED' as const, 'UNKNOWN' as const),
    fragility: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  })
  fc.assert(
    fc.property(fc.array(job, { maxLength: 30 }), fc.constantFrom(...LANES), (log, lane) => {
      const before = decideLane(lane, log).allowed
      expect(decideLane(lane, [{ grade: 'GREEN', fragility: 0 }, ...log]).allowed || !before).toBe(
        true,
      )
    }),
  )
})

test('lanes are read in any case, and anything else is unknown', () => {
  expect(laneOf('SAFE')).toBe('safe')
  expect(laneOf(' Tuned_V2 ')).toBe('tuned_v2')
  expect(laneOf('tuned')).toBe('unknown')
  expect(laneOf(null)).toBe('unknown')
})

test('moves towards safe are promotions, moves back and away are not', () => {
  expect(isPromotion('experimental', 'tuned_v1')).toBe(true)
  expect(isPromotion('tuned_v1', 'tuned_v2')).toBe(true)
  expect(isPromotion('archived', 'safe')).toBe(true)
  expect(isPromotion('unknown', 'tuned_v1')).toBe(true)
  expect(isPromotion('safe', 'tuned_v2')).toBe(false)
  expect(isPromotion('unknown', 'experimental')).toBe(false)
  expect(isPromotion('archived', 'experimental')).toBe(false)
})

test('a score of 86 is a fragility of 0.14; no score is unknown', () => {
  expect(fragilityOfScore(86)).toBeCloseTo(0.14, 12)
  expect(fragilityOfScore(null)).toBeNull()
})
