import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Blade } from '../library/blade.schema.ts'
import type { Machine } from '../library/machine.schema.ts'
import type { Material } from '../library/material.schema.ts'
import type { Tool } from '../library/tool.schema.ts'
import { parsePlan } from '../rosette/parse-plan.ts'
import type { Plan } from '../rosette/plan.schema.ts'
import { evaluateFeasibility, mayProceed, reportOf } from './evaluate.ts'
import type { Finding, RiskLevel } from './finding.ts'
import { jobRecords, type JobRecords } from './job-context.ts'

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
const tools = read('data/library/tools.json') as readonly Tool[]
const machines = read('data/library/machines.json') as readonly Machine[]
const materials = read('data/library/materials.json') as readonly Material[]
const blades = read('data/library/blades.json') as readonly Blade[]

function example(name: string): Plan {
  const plan = parsePlan(readFileSync(`data/examples/${name}.json`, 'utf8'), name)
  if (!plan.ok) throw new Error(plan.error.message)
  return plan.value
}

const mosaic = example('classical-mosaic-46')

const library = { tools, machines, materials, blades }

const judge = (plan: Plan, changes: Partial<JobRecords> = {}) =>
  evaluateFeasibility(plan, { ...jobRecords(plan, library), ...changes })

const withCutting = (changes: Partial<Plan['cutting']>): Plan => ({
  ...mosaic,
  cutting: { ...mosaic.cutting, ...changes },
})

function gradeOf(plan: Plan, ruleId: string, changes: Partial<JobRecords> = {}): RiskLevel {
  const found = judge(plan, changes).findings.filter((finding) => finding.ruleId === ruleId)
  const order: readonly RiskLevel[] = ['UNKNOWN', 'RED', 'YELLOW', 'GREEN']
  return order.find((grade) => found.some((finding) => finding.grade === grade)) ?? 'UNKNOWN'
}

function toolOf(id: string): Tool {
  const tool = tools.find((candidate) => candidate.id === id)
  if (tool === undefined) throw new Error(`no tool ${id}`)
  return tool
}

describe('the shipped examples', () => {
  test('the 46-tile mosaic is GREEN, wholly', () => {
    const report = judge(mosaic)
    expect(report.overall).toBe('GREEN')
    expect(new Set(report.findings.map(({ grade }) => grade))).toEqual(new Set(['GREEN']))
    expect(report.score).toBeGreaterThanOrEqual(80)
  })

  test('the three-ring steel string can be cut', () => {
    expect(mayProceed(judge(example('steel-string-3-ring')).overall, true)).toBe(true)
  })

  test('what is not measured is RED and says how to measure it', () => {
    const report = judge(example('measure-first'))
    expect(report.overall).toBe('RED')
    const missing = report.findings.filter(({ ruleId }) => ruleId === 'input.measured')
    expect(missing).toHaveLength(6)
    expect(missing.every(({ fix }) => fix.startsWith('Measure it: '))).toBe(true)
  })
})

describe('each limit', () => {
  test.each<[string, Plan, string, RiskLevel]>([
    [
      'a floor under a third of the top',
      { ...mosaic, topThicknessMm: 2.4 },
      'channel.floor',
      'RED',
    ],
    ['a floor just under half', { ...mosaic, topThicknessMm: 3.3 }, 'channel.floor', 'YELLOW'],
    ['a chip too thin', withCutting({ feedMmPerMin: 300 }), 'router.chipload', 'RED'],
    ['a chip at the lower edge', withCutting({ feedMmPerMin: 1200 }), 'router.chipload', 'YELLOW'],
    [
      'a chip too thick',
      withCutting({ feedMmPerMin: 5000, spindleRpm: 9000 }),
      'router.chipload',
      'RED',
    ],
    [
      'one pass of 1.7 mm with a 2 mm bit',
      withCutting({ maxDepthPerPassMm: 2 }),
      'router.depth-per-pass',
      'YELLOW',
    ],
    [
      'a bit wider than the lines',
      withCutting({ toolId: 'downcut-3.2-2f' }),
      'router.tool-fits-channel',
      'RED',
    ],
    [
      'a spindle too slow for the machine',
      withCutting({ spindleRpm: 5000 }),
      'router.spindle-speed',
      'RED',
    ],
    ['a tool nobody has', withCutting({ toolId: 'none' }), 'input.known-record', 'RED'],
    [
      'a hole close to the rings',
      { ...mosaic, soundhole: { ...mosaic.soundhole, radiusMm: 43.5 } },
      'soundhole.clearance',
      'YELLOW',
    ],
    [
      'a hole that breaks out',
      { ...mosaic, soundhole: { ...mosaic.soundhole, radiusMm: 44.5 } },
      'soundhole.clearance',
      'RED',
    ],
    [
      'a skin thicker than the top',
      {
        ...mosaic,
        topThicknessMm: 2.9,
        soundhole: { radiusMm: 42, method: { kind: 'onion-skin', skinMm: 3 } },
      },
      'soundhole.cut',
      'RED',
    ],
    [
      'no fingerboard to speak of',
      { ...mosaic, fingerboardWidthMm: 4 },
      'rosette.closure',
      'YELLOW',
    ],
  ])('%s', (_name, plan, ruleId, expected) => {
    expect(gradeOf(plan, ruleId)).toBe(expected)
  })

  test('a bit 0.02 mm narrower than the channel cuts both walls at once', () => {
    const tool = { ...toolOf('downcut-3.2-2f'), diameterMm: 3.08 }
    expect(gradeOf(mosaic, 'router.tool-fits-channel', { tool })).toBe('YELLOW')
  })

  test('tabs that leave nothing between them are RED, and as many as the fix says are GREEN', () => {
    const withTabs = (count: number): Plan => ({
      ...mosaic,
      soundhole: { radiusMm: 42, method: { kind: 'tabs', count, widthMm: 20, heightMm: 0.8 } },
    })
    expect(gradeOf(withTabs(12), 'soundhole.cut')).toBe('RED')
    const { fix } = judge(withTabs(12)).findings.find((one) => one.ruleId === 'soundhole.cut') ?? {}
    const most = Number(/Use (\d+) tabs/.exec(fix ?? '')?.[1])
    expect(gradeOf(withTabs(most), 'soundhole.cut')).toBe('GREEN')
    expect(gradeOf(withTabs(most + 1), 'soundhole.cut')).toBe('RED')
  })

  test('a bit that fills the soundhole does not fit it', () => {
    const tiny: Plan = { ...mosaic, soundhole: { ...mosaic.soundhole, radiusMm: 5 } }
    const tool = { ...toolOf('downcut-2.0-2f'), diameterMm: 9.9 }
    expect(gradeOf(tiny, 'soundhole.cut', { tool })).toBe('RED')
  })

  test('flutes shorter than the soundhole is deep', () => {
    const tool = { ...toolOf('downcut-2.0-2f'), fluteLengthMm: 3 }
    expect(gradeOf(mosaic, 'router.reach', { tool })).toBe('RED')
  })

  test('a small machine', () => {
    const machine = machines.find(({ id }) => id === 'bench-router-400')
    if (machine === undefined) throw new Error('no machine')
    const small = { ...machine, travelMm: { x: 400, y: 120, z: 80 } }
    expect(gradeOf(mosaic, 'machine.envelope', { machine: small })).toBe('RED')
  })

  test('a land of 0.3 mm breaks out, and rings that touch without clearance may leave a hair', () => {
    const apart: Plan = {
      ...mosaic,
      rings: mosaic.rings.map((ring) =>
        ring.id === 'outer-lines' ? { ...ring, innerRadiusMm: 61.9, outerRadiusMm: 64.9 } : ring,
      ),
    }
    expect(gradeOf(apart, 'channel.land')).toBe('RED')
    expect(gradeOf(withCutting({ clearancePerSideMm: 0 }), 'channel.land')).toBe('YELLOW')
  })

  test('the fix of a bending bit makes it GREEN', () => {
    const long = { ...toolOf('downcut-2.0-2f'), stickoutMm: 20 }
    const finding = judge(mosaic, { tool: long }).findings.find(
      ({ ruleId, grade }) => ruleId === 'router.deflection' && grade !== 'GREEN',
    )
    const stickoutMm = Number(/to ([\d.]+) mm/.exec(finding?.fix ?? '')?.[1])
    expect(stickoutMm).toBeGreaterThan(5)
    expect(gradeOf(mosaic, 'router.deflection', { tool: { ...long, stickoutMm } })).toBe('GREEN')
  })

  test('every fix is given where the grade is not GREEN, and nowhere else', () => {
    for (const plan of [mosaic, example('measure-first'), withCutting({ feedMmPerMin: 300 })]) {
      for (const finding of judge(plan).findings) {
        expect(finding.fix === '', finding.sentence).toBe(finding.grade === 'GREEN')
      }
    }
  })
})

describe('a report', () => {
  const finding = (grade: RiskLevel, ruleId: string, margin = 1): Finding => ({
    ruleId,
    grade,
    subject: 's',
    sentence: '',
    value: null,
    limit: null,
    unit: '',
    margin,
    basis: { kind: 'geometry', formula: '', source: '' },
    fix: '',
  })

  test('is as bad as its worst finding; nothing judged is UNKNOWN, never GREEN', () => {
    expect(reportOf([finding('GREEN', 'a'), finding('RED', 'b')]).overall).toBe('RED')
    expect(reportOf([finding('RED', 'a'), finding('UNKNOWN', 'b')]).overall).toBe('UNKNOWN')
    expect(reportOf([])).toMatchObject({ overall: 'UNKNOWN', score: 0 })
  })

  test('does not depend on the order of the findings', () => {
    const all = judge(withCutting({ feedMmPerMin: 300 })).findings
    fc.assert(
      fc.property(fc.shuffledSubarray([...all], { minLength: all.length }), (shuffled) => {
        expect(reportOf(shuffled)).toEqual(reportOf(all))
      }),
    )
  })

  test('RED and UNKNOWN never proceed, YELLOW only when acknowledged', () => {
    expect(mayProceed('GREEN', false)).toBe(true)
    expect(mayProceed('YELLOW', false)).toBe(false)
    expect(mayProceed('YELLOW', true)).toBe(true)
    expect(mayProceed('RED', true)).toBe(false)
    expect(mayProceed('UNKNOWN', true)).toBe(false)
  })

  test('longer stick-out, a deeper pass or denser wood never make a job better', () => {
    const severity: Readonly<Record<RiskLevel, number>> = {
      GREEN: 0,
      YELLOW: 1,
      RED: 2,
      UNKNOWN: 3,
    }
    const tool = toolOf('downcut-2.0-2f')
    fc.assert(
      fc.property(
        fc.double({ min: 4, max: 30, noNaN: true }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (stickoutMm, moreMm) => {
          const near = gradeOf(mosaic, 'router.deflection', { tool: { ...tool, stickoutMm } })
          const far = gradeOf(mosaic, 'router.deflection', {
            tool: { ...tool, stickoutMm: stickoutMm + moreMm },
          })
          expect(severity[far]).toBeGreaterThanOrEqual(severity[near])
        },
      ),
      { numRuns: 50 },
    )
  })
})
