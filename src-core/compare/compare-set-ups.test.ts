import fc from 'fast-check'
import { expect, test } from 'vitest'
import { library, mosaic } from '../../tests/feasibility/workbench.ts'
import type { Finding, RiskLevel } from '../feasibility/finding.ts'
import { jobRecords } from '../feasibility/job-context.ts'
import type { Plan } from '../rosette/plan.schema.ts'
import { withSetUp } from '../rosette/set-up.ts'
import { compareSetUps, type Compared, type SetUpComparison } from './compare-set-ups.ts'
import {
  judgedSetUp,
  plannedSetUp,
  type SetUpFigures,
  type SetUpOutcome,
} from './set-up-outcome.ts'

const withCutting = (part: Partial<Plan['cutting']>): Plan => ({
  ...mosaic,
  cutting: { ...mosaic.cutting, ...part },
})
const judged = (plan: Plan): SetUpOutcome => judgedSetUp(plan, jobRecords(plan, library))

const ids = (records: readonly { readonly id: string }[]) =>
  fc.constantFrom('nobody-has-it', ...records.map(({ id }) => id))
const maybe = fc.option(fc.double({ min: 0, max: 5000, noNaN: true }), { nil: null })
const figures: fc.Arbitrary<SetUpFigures> = fc.record({
  seconds: maybe,
  cutLengthMm: maybe,
  rapidLengthMm: maybe,
  toolChanges: fc.option(fc.nat(5), { nil: null }),
  deepestPassMm: maybe,
  mostBendingMm: maybe,
  wideCutMm: maybe,
  faults: fc.option(fc.nat(3), { nil: null }),
})

/** Set-ups of the shipped mosaic, sound and senseless, judged by the real rules. */
const outcome: fc.Arbitrary<SetUpOutcome> = fc
  .record({
    cutting: fc.record({
      machineId: ids(library.machines),
      toolId: ids(library.tools),
      feedMmPerMin: fc.integer({ min: 100, max: 6000 }),
      spindleRpm: fc.integer({ min: 3000, max: 30_000 }),
      maxDepthPerPassMm: fc.double({ min: 0.2, max: 3, noNaN: true }),
      stepoverRatio: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
      stickoutMm: fc.option(fc.double({ min: 3, max: 30, noNaN: true }), { nil: null }),
    }),
    figures,
    seconds: fc.array(fc.double({ min: 1, max: 600, noNaN: true }), { maxLength: 3 }),
  })
  .map(({ cutting, figures: measured, seconds }) => ({
    ...judged(withCutting(cutting)),
    figures: measured,
    cuts: seconds.map((each, at) => ({
      ...{ key: `ring:r${String(at)}`, name: 'Ring', seconds: each, lengthMm: 10 * each },
    })),
  }))

function turned<T extends Compared<unknown>>(one: T): T {
  const better = one.better === null ? null : one.better === 'a' ? 'b' : 'a'
  return { ...one, a: one.b, b: one.a, better }
}

function allOf(comparison: SetUpComparison): readonly Compared<unknown>[] {
  const { verdict, parameters, rules, figures: measured, cuts } = comparison
  return [verdict, ...parameters, ...rules, ...measured, ...cuts]
}

test('turned round, everything is the same the other way', () => {
  fc.assert(
    fc.property(outcome, outcome, (a, b) => {
      const there = compareSetUps(a, b)
      const back = compareSetUps(b, a)
      expect(back.verdict).toEqual(turned(there.verdict))
      expect(back.rules).toEqual(there.rules.map(turned))
      expect(back.parameters).toEqual(there.parameters.map(turned))
      expect(back.figures).toEqual(there.figures.map(turned))
      expect(back.cuts).toEqual(there.cuts.map(turned))
    }),
    { numRuns: 60 },
  )
})

test('a set-up against itself differs in nothing and is better in nothing', () => {
  fc.assert(
    fc.property(outcome, (one) => {
      const all = allOf(compareSetUps(one, one))
      expect(all.filter(({ differs, better }) => differs || better !== null)).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('every rule of either report stands there once, and none that neither has', () => {
  fc.assert(
    fc.property(outcome, outcome, (a, b) => {
      const { rules } = compareSetUps(a, b)
      const of = (side: 'a' | 'b') => rules.flatMap((rule) => rule[side] ?? [])
      expect(new Set(of('a'))).toEqual(new Set(a.report.findings))
      expect(of('a')).toHaveLength(a.report.findings.length)
      expect(new Set(of('b'))).toEqual(new Set(b.report.findings))
      expect(of('b')).toHaveLength(b.report.findings.length)
    }),
    { numRuns: 60 },
  )
})

test('what is not known is never better', () => {
  fc.assert(
    fc.property(outcome, outcome, (a, b) => {
      const comparison = compareSetUps(a, b)
      for (const one of allOf(comparison)) {
        if (one.better !== null) expect(one[one.better]).not.toBeNull()
      }
      for (const { a: ofA, b: ofB, better } of comparison.rules) {
        const winner = better === 'a' ? ofA : better === 'b' ? ofB : null
        expect(winner?.grade).not.toBe('UNKNOWN')
      }
      for (const { a: ofA, b: ofB, better } of comparison.figures) {
        if (ofA === null || ofB === null) expect(better).toBeNull()
      }
    }),
    { numRuns: 60 },
  )
})

const finding = (grade: RiskLevel, margin: number): Finding => ({
  ruleId: 'router.deflection',
  grade,
  subject: 'soundhole',
  sentence: '',
  value: 0.01,
  limit: 0.01,
  unit: 'mm',
  margin,
  basis: { kind: 'geometry', formula: '', source: '' },
  fix: '',
})
const withFinding = (one: Finding): SetUpOutcome => ({
  ...judged(mosaic),
  report: {
    ...{ schema: 'rmos.feasibility', version: 1, overall: one.grade, score: 50 },
    findings: [one],
  },
})

test.each<[string, Finding, Finding, 'a' | 'b' | null]>([
  ['GREEN before YELLOW', finding('GREEN', 0), finding('YELLOW', 0.9), 'a'],
  ['YELLOW before RED', finding('RED', 0), finding('YELLOW', 0), 'b'],
  ['anything that may be cut before UNKNOWN', finding('UNKNOWN', 0), finding('YELLOW', 0), 'b'],
  ['neither of RED and UNKNOWN, for both block', finding('UNKNOWN', 0), finding('RED', 0), null],
  ['of one grade the one with more room', finding('GREEN', 0.4), finding('GREEN', 0.3), 'a'],
  ['neither of two that are not known', finding('UNKNOWN', 0.4), finding('UNKNOWN', 0.3), null],
])('%s', (_name, a, b, better) => {
  const { rules, verdict } = compareSetUps(withFinding(a), withFinding(b))
  expect(rules[0]?.better).toBe(better)
  if (a.grade !== b.grade) expect(verdict.better).toBe(better)
})

test('a rule that speaks of a part twice is paired one by one', () => {
  const twice = (first: number, second: number): SetUpOutcome => {
    const one = withFinding(finding('GREEN', first))
    const findings = [...one.report.findings, finding('GREEN', second)]
    return { ...one, report: { ...one.report, findings } }
  }
  const { rules } = compareSetUps(twice(0.5, 0.6), twice(0.5, 0.7))
  expect(rules.map(({ better }) => better)).toEqual([null, 'b'])
})

test('the plan’s own bit and machine are one part, whichever record they are', () => {
  const tried = judged(withCutting({ toolId: 'downcut-3.2-2f', stepoverRatio: 0.6 }))
  const { rules } = compareSetUps(judged(mosaic), tried)
  const engagement = rules.filter(({ ruleId }) => ruleId === 'router.engagement')
  // 0.6 of the diameter is past the half that is GREEN
  expect(engagement).toMatchObject([
    { subject: 'tool:', a: { grade: 'GREEN' }, b: { grade: 'YELLOW' }, differs: true, better: 'a' },
  ])
  expect(rules.filter(({ subject }) => subject.startsWith('machine:')).length).toBeGreaterThan(0)
  expect(rules.filter(({ a, b }) => a === null || b === null)).toEqual([])
})

test('only what was chosen otherwise differs among the choices, and no choice is better by itself', () => {
  const tried = judged(withCutting({ feedMmPerMin: 1800, direction: 'conventional' }))
  const different = compareSetUps(judged(mosaic), tried).parameters.filter(({ differs }) => differs)
  expect(different).toMatchObject([
    { of: 'plan', key: 'feedMmPerMin', a: { value: 2400 }, b: { value: 1800 }, better: null },
    { of: 'plan', key: 'direction', a: { value: 'climb' }, b: { value: 'conventional' } },
  ])
})

test('a set-up changes how a plan is cut and nothing of what is made', () => {
  const tried = withCutting({ toolId: 'downcut-3.2-2f', clearancePerSideMm: 0.2 })
  const other = { ...tried, name: 'Another', topThicknessMm: 9, notes: 'else' }
  const both = withSetUp(mosaic, other)
  expect(both).toEqual(withCutting({ toolId: 'downcut-3.2-2f' }))
  expect(withSetUp(both, mosaic)).toEqual(mosaic)
})

test('times, ways, bits put in and wide cuts are added up over all programs', () => {
  const program = (id: string, toolId: string) => ({
    ...{ id, toolId, stage: 'soundhole' as const, title: '', moves: [] },
    ...{ estimatedSeconds: 30, cutLengthMm: 100, rapidLengthMm: 20 },
  })
  const proof = (wideMm: number) => ({
    // 7 mm at less than a quarter turn, and some at more of it and at a full slot
    engagementMm: [0, 7, 0, 0, 0, 0, 0, 0, 0, wideMm, 0, 0, 0, 0, 0, 0, 0, 0, 2],
    findings: [],
  })
  const outcomeNow = plannedSetUp(judged(mosaic), mosaic, {
    programs: [program('1', 'x'), program('2', 'x'), program('3', 'y'), program('4', 'x')],
    proofs: [proof(1), proof(2), proof(0), proof(0)],
    rapidMmPerMin: 5000,
  })
  expect(outcomeNow.figures).toMatchObject({
    ...{ seconds: 120, cutLengthMm: 400, rapidLengthMm: 80, toolChanges: 2 },
    ...{ wideCutMm: 3 + 4 * 2, faults: 0 },
    // 1.7 mm in two equal passes, and the hole's 3.4 mm (3.7 less the skin of 0.3) in four
    deepestPassMm: expect.closeTo(0.85) as number,
  })
})
