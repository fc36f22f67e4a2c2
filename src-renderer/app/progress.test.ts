import { describe, expect, test } from 'vitest'
import type { RunSummary } from '#core/contract/runs.contract.ts'
import { planProgress } from './progress.ts'

const approval = {
  planSha256: 'p',
  feasibilitySha256: 'f',
  approvedAtUtc: '2026-11-21T10:00:00.000Z',
  actor: 'maker',
  acknowledgement: null,
}
const run: RunSummary = {
  runId: 'a'.repeat(32),
  createdAtUtc: '2026-11-21T10:05:00.000Z',
  jobName: 'Mosaic',
  planId: 'plan',
  status: 'OK',
  mode: 'rosette',
  toolId: 't',
  riskLevel: 'GREEN',
  score: 90,
  programCount: 3,
  lastSend: null,
}
const sent = (outcome: string, rehearsal = false): RunSummary => ({
  ...run,
  lastSend: { programId: '1', outcome, endedAtUtc: null, rehearsal },
})

describe('the way of a plan', () => {
  test('a plan that is not judged, or must not be cut, is a draft', () => {
    for (const overall of [null, 'RED', 'UNKNOWN'] as const) {
      expect(planProgress({ overall, approval, run }).stage).toBe('draft')
    }
  })

  test('it goes from checked to recorded in the order of the craft', () => {
    const stages = [
      planProgress({ overall: 'GREEN', approval: null, run: null }),
      planProgress({ overall: 'GREEN', approval, run: null }),
      planProgress({ overall: 'GREEN', approval, run: sent('running') }),
      planProgress({ overall: 'GREEN', approval, run: sent('completed') }),
    ]
    expect(stages.map(({ stage }) => stage)).toEqual(['checked', 'approved', 'cut', 'recorded'])
  })

  test('a rehearsal cuts nothing: the job is still to be cut', () => {
    expect(
      planProgress({ overall: 'GREEN', approval, run: sent('completed', true) }),
    ).toMatchObject({ stage: 'approved', next: 'cut' })
  })

  test('a run made before the approval does not count', () => {
    const old = { ...sent('completed'), createdAtUtc: '2026-11-21T09:00:00.000Z' }
    expect(planProgress({ overall: 'GREEN', approval, run: old }).next).toBe('makeRun')
  })

  test('a stopped send is cut again', () => {
    expect(planProgress({ overall: 'YELLOW', approval, run: sent('stopped') }).next).toBe('cut')
  })
})
