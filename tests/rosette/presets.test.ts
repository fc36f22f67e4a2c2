import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { evaluateFeasibility } from '#core/feasibility/evaluate.ts'
import { jobRecords } from '#core/feasibility/job-context.ts'
import type { Blade } from '#core/library/blade.schema.ts'
import type { Machine } from '#core/library/machine.schema.ts'
import type { Material } from '#core/library/material.schema.ts'
import type { Tool } from '#core/library/tool.schema.ts'
import { problemSentence } from '#core/outcome/problem.ts'
import { newPlanFromPreset, type MeasuredStart } from '#core/rosette/new-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { RING_STACKS, SOUNDHOLE_PRESETS } from '#core/rosette/presets.ts'

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
const tools = read('data/library/tools.json') as readonly Tool[]
const machines = read('data/library/machines.json') as readonly Machine[]
const materials = read('data/library/materials.json') as readonly Material[]
const blades = read('data/library/blades.json') as readonly Blade[]

function judge(plan: Plan) {
  return evaluateFeasibility(plan, jobRecords(plan, { tools, machines, materials, blades }))
}

function made(holeId: string, stackId: string, measured?: MeasuredStart): Plan {
  const plan = newPlanFromPreset(holeId, stackId, measured)
  if (!plan.ok) throw new Error(problemSentence(plan.error))
  return plan.value
}

/** As a maker would measure: a top still thick, and what was bought. */
function measuredPlan(holeId: string, stackId: string): Plan {
  const hole = SOUNDHOLE_PRESETS.find(({ id }) => id === holeId)
  const fingerboardWidthMm = hole?.usualFingerboardMm ?? null
  const plan = made(holeId, stackId, { topThicknessMm: 3.7, fingerboardWidthMm, kerfMm: 0.6 })
  return {
    ...plan,
    rings: plan.rings.map((ring) => {
      if (ring.kind === 'shell') return { ...ring, inlayThicknessMm: 1.5 }
      if (ring.kind !== 'bought') return ring
      const four = (radiusMm: number) => Array.from({ length: 4 }, () => 2 * radiusMm)
      return {
        ...ring,
        inlayThicknessMm: 1.8,
        outerDiametersMm: four(ring.outerRadiusMm),
        innerDiametersMm: four(ring.innerRadiusMm),
      }
    }),
  }
}

const pairs = SOUNDHOLE_PRESETS.flatMap((hole) =>
  RING_STACKS.map((stack) => [hole.id, stack.id] as const),
)

test.each(pairs)('%s with %s is a plan that reads, with whole decimals', (holeId, stackId) => {
  const plan = made(holeId, stackId)
  for (const ring of plan.rings) {
    expect(String(ring.outerRadiusMm).length).toBeLessThan(9)
  }
})

test.each(pairs)('%s with %s, measured, is not RED', (holeId, stackId) => {
  const report = judge(measuredPlan(holeId, stackId))
  const stopping = report.findings.filter(({ grade }) => grade === 'RED' || grade === 'UNKNOWN')
  expect(stopping.map(({ sentence }) => sentence)).toEqual([])
})

test('what is not measured is RED and nothing else is', () => {
  const report = judge(made('classical-84', 'classical-mosaic'))
  const red = report.findings.filter(({ grade }) => grade === 'RED')
  expect(red.map(({ sentence }) => sentence)).toEqual([
    'The width of the fingerboard where it crosses the rosette has not been measured.',
    "The saw's kerf has not been measured.",
    'The thickness of the top has not been measured.',
  ])
})

describe('their numbers', () => {
  test('the classical mosaic is the golden one: 46 tiles from 48 to 61.5 mm', () => {
    const plan = made('classical-84', 'classical-mosaic')
    expect(plan.rings.map((ring) => [ring.innerRadiusMm, ring.outerRadiusMm])).toEqual([
      [45, 48],
      [48, 61.5],
      [61.5, 64.5],
    ])
    expect(plan.rings[1]).toMatchObject({ tileCount: 46, columns: 15 })
  })

  test('three rings round a 4 in hole have the radii of the published layout', () => {
    const plan = made('steel-string-101.6', 'three-rings-herringbone')
    expect(plan.rings.map((ring) => [ring.innerRadiusMm, ring.outerRadiusMm])).toEqual([
      [53.975, 57.15],
      [60.325, 66.675],
      [69.85, 73.025],
    ])
  })

  test('abalone round a tenor ukulele lies at r 38 and wants a 1 mm bit beside it', () => {
    const plan = made('ukulele-tenor-67', 'abalone-ring')
    expect(plan.rings[1]).toMatchObject({ kind: 'shell', innerRadiusMm: 37, outerRadiusMm: 39 })
    expect(plan.cutting.toolId).toBe('downcut-1.0-2f')
  })
})

test('an id that is no preset is refused with those there are', () => {
  const hole = newPlanFromPreset('banjo', 'plain-lines')
  expect(hole.ok ? '' : problemSentence(hole.error)).toMatch(
    /^presets: soundhole "banjo" is none of them: classical-84, /,
  )
  const stack = newPlanFromPreset('classical-84', 'x')
  expect(stack.ok ? '' : problemSentence(stack.error)).toMatch(
    /^presets: rings "x" is none of them: /,
  )
  const thick = newPlanFromPreset('classical-84', 'plain-lines', {
    topThicknessMm: 400,
    fingerboardWidthMm: null,
    kerfMm: null,
  })
  expect(thick.ok ? '' : problemSentence(thick.error)).toContain(
    'topThicknessMm 400 is above the limit 50',
  )
})
