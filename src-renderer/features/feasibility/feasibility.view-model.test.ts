import { describe, expect, test } from 'vitest'
import type { FeasibilityReport, RiskLevel } from '#core/feasibility/finding.ts'
import { approvalState, byTightness } from './feasibility.view-model.ts'

const report = (overall: RiskLevel): FeasibilityReport => ({
  schema: 'rmos.feasibility',
  version: 1,
  overall,
  score: 50,
  findings: [],
})
const approval = {
  planSha256: 'p',
  feasibilitySha256: 'f',
  approvedAtUtc: '2026-11-21T10:00:00.000Z',
  actor: 'maker',
  acknowledgement: null,
}

describe('approval', () => {
  test('unknown is never treated as safe, even with an old approval', () => {
    expect(approvalState(report('UNKNOWN'), approval)).toEqual({ kind: 'blocked', why: 'unknown' })
    expect(approvalState(report('RED'), approval)).toEqual({ kind: 'blocked', why: 'red' })
  })

  test('yellow wants an acknowledgement, green does not', () => {
    expect(approvalState(report('YELLOW'), null).kind).toBe('must-acknowledge')
    expect(approvalState(report('GREEN'), null).kind).toBe('may-approve')
    expect(approvalState(report('GREEN'), approval).kind).toBe('approved')
  })
})

test('what decides stands on top: the worst grade, then the tightest limit', () => {
  const finding = (grade: RiskLevel, margin: number) => ({ grade, margin }) as never
  const sorted = byTightness([
    finding('GREEN', 0.1),
    finding('YELLOW', 0.9),
    finding('GREEN', 0.05),
    finding('UNKNOWN', 0),
  ])
  expect(sorted.map(({ grade, margin }) => `${grade} ${String(margin)}`)).toEqual([
    'UNKNOWN 0',
    'YELLOW 0.9',
    'GREEN 0.05',
    'GREEN 0.1',
  ])
})
