import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Rule } from '#core/feasibility/rule.ts'
import { RULES } from '#core/feasibility/registry.ts'
import { evaluateFeasibility } from '#core/feasibility/evaluate.ts'
import { jobRecords } from '#core/feasibility/job-context.ts'
import { dust } from '#core/feasibility/rules/dust.ts'
import { machineKind } from '#core/feasibility/rules/machine-kind.ts'
import { knownRecords } from '#core/feasibility/rules/known-records.ts'
import { measuredInputs } from '#core/feasibility/rules/measured-inputs.ts'
import { RING_DEFAULTS } from '#core/rosette/migrate-plan.ts'
import type { Ring, RingOf } from '#core/rosette/plan.schema.ts'
import { planWithPocket, roundedBox } from '../workshop/drawn-plan.ts'
import { type Change, findingsOf, library, mosaic } from './workbench.ts'

const base = {
  id: 'ring',
  name: 'Ring',
  innerRadiusMm: 46,
  outerRadiusMm: 49,
  inlayThicknessMm: 1.5,
  proudMm: 0.1,
}
const shell: RingOf<'shell'> = {
  ...RING_DEFAULTS.shell,
  ...base,
  kind: 'shell',
  materialId: 'abalone',
}
const bought: RingOf<'bought'> = {
  ...RING_DEFAULTS.bought,
  ...base,
  kind: 'bought',
  materialId: 'mosaic-veneer',
  outerDiametersMm: [98, 98, 98, 98],
  innerDiametersMm: [92, 92, 92, 92],
}
const rings = (...own: readonly Ring[]): Change => ({ plan: { rings: [...own] } })

describe('what has not been measured is RED', () => {
  const missing = (change: Change) =>
    findingsOf(measuredInputs, change).map(({ grade, subject }) => `${grade} ${subject}`)

  test.each<[string, Change, string]>([
    ['the top', { plan: { topThicknessMm: null } }, 'RED top'],
    ['the fingerboard', { plan: { fingerboardWidthMm: null } }, 'RED fingerboard'],
    ['an inlay', rings({ ...shell, inlayThicknessMm: null }), 'RED ring:ring'],
    ['the kerf', { plan: { stock: { ...mosaic.stock, kerfMm: null } } }, 'RED stock'],
    ['the stick-out', { tool: { stickoutMm: null } }, 'RED tool:downcut-2.0-2f'],
    ['the flute length', { tool: { fluteLengthMm: null } }, 'RED tool:downcut-2.0-2f'],
    ['the flutes', { tool: { flutes: null } }, 'RED tool:downcut-2.0-2f'],
    ['the density', { material: { densityKgPerM3: null } }, 'RED material:spruce-sitka'],
    ['a bought ring’s outside', rings({ ...bought, outerDiametersMm: null }), 'RED ring:ring'],
    ['a bought ring’s inside', rings({ ...bought, innerDiametersMm: null }), 'RED ring:ring'],
    [
      'a pocket’s depth',
      {
        plan: planWithPocket(roundedBox({ xMm: 0, yMm: -90 }, 20, 9, 2), { depthMm: null }),
      },
      'RED operation:pocket-1',
    ],
  ])('%s', (_what, change, expected) => {
    expect(missing(change)).toEqual([expected])
  })

  test('and all that is measured has nothing to say', () => {
    expect(missing({})).toEqual([])
    expect(missing(rings(shell, bought))).toEqual([])
    // strips and shell are not sawn off a log
    const lines = mosaic.rings.filter(({ kind }) => kind === 'strip')
    expect(missing({ plan: { rings: lines, stock: { ...mosaic.stock, kerfMm: null } } })).toEqual(
      [],
    )
  })
})

test('a record nobody has is RED, each by its own name', () => {
  const lost: Change = {
    plan: { topMaterialId: 'lost', rings: [{ ...shell, materialId: 'lost' }] },
    cutting: { toolId: 'lost', machineId: 'lost' },
  }
  const found = findingsOf(knownRecords, lost)
  expect(found.map(({ subject }) => subject)).toEqual([
    'shell:ring',
    'tool:lost',
    'machine:lost',
    'material:lost',
  ])
  expect(found.every(({ grade, margin }) => grade === 'RED' && margin === 0)).toBe(true)
  const own = { ...shell, cutting: { ...shell.cutting, toolId: 'lost' } }
  expect(findingsOf(knownRecords, rings(own))).toMatchObject([{ subject: 'shell:ring' }])
  const pocket = planWithPocket(roundedBox({ xMm: 0, yMm: -90 }, 20, 9, 2), { toolId: 'lost' })
  expect(findingsOf(knownRecords, { plan: pocket })).toMatchObject([
    { subject: 'operation:pocket-1' },
  ])
  expect(findingsOf(knownRecords)).toEqual([])
})

test('dust that harms is named once for each wood; that of shell must be acknowledged', () => {
  const cedar = findingsOf(dust, { plan: { topMaterialId: 'cedar-western-red' } })
  expect(cedar).toMatchObject([{ grade: 'GREEN', fix: '' }])
  expect(cedar[0]?.sentence).toBe(
    'Western redcedar: The dust can cause asthma: extract it and wear a mask.',
  )
  expect(findingsOf(dust)).toEqual([])
  expect(findingsOf(dust, rings(shell))).toMatchObject([{ grade: 'YELLOW', margin: 1 }])
  // a top of shell and pieces of shell are the same dust
  expect(findingsOf(dust, { plan: { topMaterialId: 'abalone', rings: [shell] } })).toHaveLength(1)
})

describe('the registry', () => {
  test('holds every rule there is a file for, once', () => {
    const dir = 'src-core/feasibility/rules'
    const exported = readdirSync(dir)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .flatMap((name) =>
        [...readFileSync(`${dir}/${name}`, 'utf8').matchAll(/^export const (\w+): Rule\b/gm)].map(
          (match) => match[1] ?? '',
        ),
      )
    const listed = readFileSync('src-core/feasibility/registry.ts', 'utf8')
      .split('export const RULES')[1]
      ?.match(/^ {2}(\w+),$/gm)
      ?.map((line) => line.trim().replace(',', ''))
    expect(listed?.toSorted()).toEqual(exported.toSorted())
    expect(RULES).toHaveLength(exported.length)
  })

  test('a rule that throws is never GREEN: the judgement throws with it', () => {
    const broken: Rule = () => {
      throw new Error('chip of 0 mm')
    }
    const rules = RULES as Rule[]
    rules.push(broken)
    try {
      expect(() => evaluateFeasibility(mosaic, jobRecords(mosaic, library))).toThrow('chip of 0 mm')
    } finally {
      rules.pop()
    }
    expect(evaluateFeasibility(mosaic, jobRecords(mosaic, library)).overall).toBe('GREEN')
  })
})

test('a plan that names a saw slide as its router is RED in one sentence, and a router is not', () => {
  const [finding, ...more] = findingsOf(machineKind, { cutting: { machineId: 'saw-slide-200' } })
  expect(more).toEqual([])
  expect(finding).toMatchObject({ ruleId: 'machine.kind', grade: 'RED' })
  expect(finding?.sentence).toMatch(/is a powered saw slide: .* cannot cut a rosette\.$/)
  for (const machineId of ['bench-router-400', 'desktop-3018']) {
    expect(findingsOf(machineKind, { cutting: { machineId } })).toEqual([])
  }
  const plan = { ...mosaic, cutting: { ...mosaic.cutting, machineId: 'saw-slide-200' } }
  expect(evaluateFeasibility(plan, jobRecords(plan, library)).overall).not.toBe('GREEN')
})
