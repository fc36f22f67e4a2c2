import { describe, expect, test } from 'vitest'
import type { FeasibilityReport, RiskLevel } from '#core/feasibility/finding.ts'
import { approvalState, byTightness, measureText, subjectText } from './feasibility.view-model.ts'

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

describe('measured values', () => {
  test('lengths follow the chosen unit and small ones get a digit more', () => {
    expect(measureText(2, 'mm', 'mm')).toBe('2.00 mm')
    expect(measureText(0.0123, 'mm', 'mm')).toBe('0.012 mm')
    expect(measureText(25.4, 'mm', 'inch')).toBe('1.0000 in')
    expect(measureText(0.0667, 'mm/tooth', 'mm')).toBe('0.0667 mm/tooth')
    expect(measureText(18_000, 'rpm', 'mm')).toBe('18\u202f000 rpm')
    expect(measureText(0.0333, 'of D', 'mm')).toBe('3.33 % of D')
    expect(measureText(null, 'mm', 'mm')).toBeNull()
  })

  test('a subject is called as its maker called it, never by its id', () => {
    const plan = { rings: [{ id: 'mosaic', name: 'Main mosaic' }] } as never
    expect(subjectText('ring:mosaic', plan)).toBe('Main mosaic')
    expect(subjectText('soundhole', plan)).toBe('Soundhole')
    expect(subjectText('land:mosaic:mosaic', plan)).toBe('Between Main mosaic and Main mosaic')
    expect(subjectText('machine:bench-router-400:x', plan)).toBe('Machine, X axis')
    expect(subjectText('tool:downcut-2.0-2f', plan)).toBe('Router bit')
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
