import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Blade } from '../../library/blade.schema.ts'
import type { Machine } from '../../library/machine.schema.ts'
import type { Material } from '../../library/material.schema.ts'
import type { Tool } from '../../library/tool.schema.ts'
import { formatPlan, parsePlan } from '../../rosette/parse-plan.ts'
import type { Plan } from '../../rosette/plan.schema.ts'
import { evaluateFeasibility } from '../evaluate.ts'
import type { RiskLevel } from '../finding.ts'
import { jobRecords, type LibraryRecords } from '../job-context.ts'
import { editPlan } from './plan-edit.ts'
import { proposeFixes } from './solve-fix.ts'

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
const library: LibraryRecords = {
  tools: read('data/library/tools.json') as readonly Tool[],
  machines: read('data/library/machines.json') as readonly Machine[],
  materials: read('data/library/materials.json') as readonly Material[],
  blades: read('data/library/blades.json') as readonly Blade[],
}
const parsed = parsePlan(readFileSync('data/examples/classical-mosaic-46.json', 'utf8'), 'mosaic')
if (!parsed.ok) throw new Error('the shipped mosaic must parse')
const mosaic = parsed.value
const cut = (cutting: Partial<Plan['cutting']>): Plan => ({
  ...mosaic,
  cutting: { ...mosaic.cutting, ...cutting },
})
const judge = (plan: Plan, records = library) =>
  evaluateFeasibility(plan, jobRecords(plan, records))
const SEVERITY: Readonly<Record<RiskLevel, number>> = { GREEN: 0, YELLOW: 1, RED: 2, UNKNOWN: 3 }

describe('story 8: a 1 mm bit, 10 mm out, in ebony, 0.6 mm deep', () => {
  // kc 180 N/mm², as the story has it
  const ebony: Material = {
    ...(library.materials.find(({ id }) => id === 'ebony') as Material),
    id: 'ebony-story',
    densityKgPerM3: (180 / 108) * 680,
  }
  const records = { ...library, materials: [...library.materials, ebony] }
  const line = mosaic.rings[0]
  if (line === undefined) throw new Error('the mosaic has rings')
  const plan: Plan = {
    ...cut({
      toolId: 'long-1.0-2f',
      spindleRpm: 24_000,
      feedMmPerMin: 1440, // 3 % of D: 0.03 mm per tooth
      plungeMmPerMin: 360,
      maxDepthPerPassMm: 0.6,
      stickoutMm: null,
    }),
    topMaterialId: ebony.id,
    topThicknessMm: 3.7,
    soundhole: { radiusMm: 42, method: { kind: 'onion-skin', skinMm: 0.7 } },
    // 1.2 mm deep: two passes of 0.6, or three of 0.4
    rings: [{ ...line, inlayThicknessMm: 1.4, proudMm: 0.2 }],
  }
  const bending = (judged: Plan) =>
    judge(judged, records).findings.find(
      ({ ruleId, subject }) => ruleId === 'router.deflection' && subject === `ring:${line.id}`,
    )

  test('bends 0.093 mm under 3.24 N: RED, and nothing may be cut', () => {
    expect(bending(plan)).toMatchObject({ grade: 'RED' })
    expect(bending(plan)?.value).toBeCloseTo(0.0926, 4)
    expect(bending(plan)?.sentence).toContain('3.24 N')
    expect(judge(plan, records).overall).toBe('RED')
  })

  test('one press sets 5 mm of stick-out and 0.4 mm of depth: 0.0077 mm under 2.16 N, GREEN', () => {
    const { together } = proposeFixes(plan, records)
    const mended = editPlan(plan, together)
    expect(mended.cutting.stickoutMm).toBe(5)
    expect(mended.cutting.maxDepthPerPassMm).toBe(0.4)
    expect(bending(mended)).toMatchObject({ grade: 'GREEN' })
    expect(bending(mended)?.value).toBeCloseTo(0.0077, 4)
    expect(bending(mended)?.sentence).toContain('2.16 N')
  })
})

describe('fixes', () => {
  test('a GREEN plan has none', () => {
    expect(proposeFixes(mosaic, library)).toEqual({
      fixes: [],
      together: [],
      overallAfter: 'GREEN',
    })
  })

  test.each<[string, Plan]>([
    ['a chip too thin', cut({ feedMmPerMin: 300, plungeMmPerMin: 100 })],
    ['a chip too thick', cut({ feedMmPerMin: 5000, spindleRpm: 9000 })],
    ['passes too deep', cut({ maxDepthPerPassMm: 2 })],
    ['a bit wider than the lines', cut({ toolId: 'downcut-3.2-2f' })],
    ['a spindle too slow', cut({ spindleRpm: 5000 })],
    ['a bit nobody has', cut({ toolId: 'none' })],
    ['a plunge as fast as the cut', cut({ plungeMmPerMin: mosaic.cutting.feedMmPerMin })],
    ['a stepover of 0.7', cut({ stepoverRatio: 0.7 })],
    ['a bit far out', cut({ stickoutMm: 18 })],
    ['a floor too thin', { ...mosaic, topThicknessMm: 3.2 }],
    ['a hole too large', { ...mosaic, soundhole: { ...mosaic.soundhole, radiusMm: 44.5 } }],
    [
      'a saw that rubs, held by hand, with a foreign kerf',
      {
        ...mosaic,
        sawing: { bladeId: 'fet-85-36t', spindleRpm: 7000, feedMmPerMin: 300, withSled: false },
      },
    ],
  ])('%s can be mended: the plan is GREEN after all changes together', (_name, plan) => {
    const before = judge(plan)
    expect(before.overall).not.toBe('GREEN')
    const { fixes, together, overallAfter } = proposeFixes(plan, library)
    expect(fixes.length).toBeGreaterThan(0)
    const mended = editPlan(plan, together)
    expect(judge(mended).overall, together.map(({ sentence }) => sentence).join(' ')).toBe('GREEN')
    expect(overallAfter).toBe('GREEN')
    // and what comes out is a plan that can be kept
    expect(parsePlan(formatPlan(mended), 'mended')).toEqual({ ok: true, value: mended })
  })

  test('what has not been measured is never made up', () => {
    const unmeasured: Plan = { ...mosaic, topThicknessMm: null, fingerboardWidthMm: null }
    const { fixes, overallAfter } = proposeFixes(unmeasured, library)
    expect(fixes.filter(({ ruleId }) => ruleId === 'input.measured')).toEqual([])
    expect(overallAfter).toBe('RED')
  })

  test('each mends its finding and makes no finding worse, and the nearer value would not do', () => {
    fc.assert(
      fc.property(
        fc.record({
          feedMmPerMin: fc.integer({ min: 200, max: 6000 }),
          spindleRpm: fc.integer({ min: 8, max: 24 }).map((thousands) => thousands * 1000),
          maxDepthPerPassMm: fc.integer({ min: 2, max: 40 }).map((n) => n / 20),
          stepoverRatio: fc.constantFrom(0.3, 0.5, 0.7),
        }),
        (cutting) => {
          const plan = cut({ ...cutting, plungeMmPerMin: cutting.feedMmPerMin / 4 })
          const before = judge(plan)
          for (const fix of proposeFixes(plan, library).fixes) {
            const after = judge(editPlan(plan, [fix.edit]))
            const same = after.findings.find(
              ({ ruleId, subject }) => ruleId === fix.ruleId && subject === fix.subject,
            )
            expect(same?.grade ?? 'GREEN').toBe('GREEN')
            expect(SEVERITY[after.overall]).toBeLessThanOrEqual(SEVERITY[before.overall])
          }
        },
      ),
      { numRuns: 15 },
    )
  })

  test('come out the same every time', () => {
    const plan = cut({ maxDepthPerPassMm: 2, feedMmPerMin: 400, plungeMmPerMin: 100 })
    expect(proposeFixes(plan, library)).toEqual(proposeFixes(plan, library))
  })
})
