import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { jobRecords } from './job-context.ts'
import type { Blade } from '../library/blade.schema.ts'
import type { Machine } from '../library/machine.schema.ts'
import type { Material } from '../library/material.schema.ts'
import type { Tool } from '../library/tool.schema.ts'
import { RING_DEFAULTS } from '../rosette/migrate-plan.ts'
import { parsePlan } from '../rosette/parse-plan.ts'
import type { Plan, Ring, RingOf } from '../rosette/plan.schema.ts'
import { evaluateFeasibility } from './evaluate.ts'

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
const tools = read('data/library/tools.json') as readonly Tool[]
const machines = read('data/library/machines.json') as readonly Machine[]
const materials = read('data/library/materials.json') as readonly Material[]
const blades = read('data/library/blades.json') as readonly Blade[]

const parsed = parsePlan(readFileSync('data/examples/classical-mosaic-46.json', 'utf8'), 'example')
if (!parsed.ok) throw new Error(parsed.error.message)
const example = parsed.value

const base = {
  id: 'ring',
  name: 'Ring',
  innerRadiusMm: 36.5,
  outerRadiusMm: 39.5,
  inlayThicknessMm: 1.5,
  proudMm: 0.1,
  materialId: 'veneer-black-white',
}
const shell: RingOf<'shell'> = {
  ...RING_DEFAULTS.shell,
  ...base,
  kind: 'shell',
  name: 'Abalone',
  materialId: 'abalone',
}
const weave = (part: Partial<Exclude<RingOf<'strip'>['weave'], { kind: 'plain' }>>) =>
  ({
    ...RING_DEFAULTS.strip,
    ...base,
    kind: 'strip',
    weave: { kind: 'rope', lightMm: 0.6, darkMm: 0.6, angleDeg: 45, backed: false, ...part },
  }) satisfies RingOf<'strip'>

function planOf(ring: Ring): Plan {
  const soundhole = { ...example.soundhole, radiusMm: 33.5 }
  return { ...example, soundhole, topThicknessMm: 3.2, rings: [ring] }
}

function findings(ring: Ring, ruleId: string, subject?: string) {
  const plan = planOf(ring)
  return evaluateFeasibility(
    plan,
    jobRecords(plan, { tools, machines, materials, blades }),
  ).findings.filter((f) => f.ruleId === ruleId && (subject === undefined || f.subject === subject))
}
const grade = (ring: Ring, ruleId: string, subject?: string) =>
  findings(ring, ruleId, subject)[0]?.grade

describe('a tenor ukulele ring of abalone: hole 67, shell 1.5 mm, a 0.8 mm bit', () => {
  test('straight pieces of 3.85 mm stand off less than 0.05 mm', () => {
    expect(findings(shell, 'shell.sag')[0]?.sentence).toBe(
      '"Abalone" is laid of 62 straight pieces of 3.851 mm; the middle of each stands 0.049 mm off its circle, 0.05 mm is allowed.',
    )
    expect(grade({ ...shell, segmentLengthMm: 5 }, 'shell.sag')).toBe('YELLOW')
    expect(grade({ ...shell, segmentLengthMm: 8 }, 'shell.sag')).toBe('RED')
    expect(grade({ ...shell, precurved: true }, 'shell.sag')).toBe('GREEN')
  })

  test('chip and depth are held to the row of shell, not to that of spruce', () => {
    // 200 / (24,000 · 2) = 0.00417 mm = 0.52 % of 0.8 mm; shell takes 0.2 to 1 %
    expect(findings(shell, 'router.chipload', 'shell:ring')[0]).toMatchObject({ grade: 'GREEN' })
    expect(findings(shell, 'router.chipload', 'shell:ring')[0]?.value).toBeCloseTo(0.00521, 5)
    const wood = { ...shell, cutting: { ...shell.cutting, feedMmPerMin: 1200 } }
    expect(grade(wood, 'router.chipload', 'shell:ring')).toBe('RED')
    // 0.3 · 0.8 = 0.24 mm a pass
    expect(grade(shell, 'router.depth-per-pass', 'shell:ring')).toBe('GREEN')
    const deep = { ...shell, cutting: { ...shell.cutting, maxDepthPerPassMm: 0.4 } }
    expect(grade(deep, 'router.depth-per-pass', 'shell:ring')).toBe('YELLOW')
  })

  test('the bit bends unseen, and goes in along its path', () => {
    expect(grade(shell, 'router.deflection', 'shell:ring')).toBe('GREEN')
    expect(findings(shell, 'router.entry', 'shell:ring')[0]?.sentence).toMatch(
      /never straight down; its plunge feed of 50 mm\/min is 25 %/,
    )
    const steep = { ...shell, cutting: { ...shell.cutting, plungeMmPerMin: 250 } }
    expect(grade(steep, 'router.entry', 'shell:ring')).toBe('RED')
  })

  test('shell dust must be acknowledged', () => {
    expect(findings(shell, 'safety.dust')).toMatchObject([
      { grade: 'YELLOW', subject: 'shell:ring' },
    ])
    expect(findings(shell, 'safety.dust')[0]?.sentence).toMatch(/^Abalone: .*lungs/)
  })

  test('what is not known blocks: thickness, bit, shell, and too thin a blank', () => {
    expect(grade({ ...shell, inlayThicknessMm: null }, 'input.measured')).toBe('RED')
    const lost = { ...shell, cutting: { ...shell.cutting, toolId: 'lost' } }
    expect(grade(lost, 'input.known-record', 'shell:ring')).toBe('RED')
    expect(grade({ ...shell, materialId: 'lost' }, 'input.known-record', 'shell:ring')).toBe('RED')
    expect(grade({ ...shell, inlayThicknessMm: 0.7 }, 'shell.thickness')).toBe('YELLOW')
  })
})

describe('strips of angled layers', () => {
  test('a 6.35 mm herringbone at r 63.5 strains 5 % and must be pre-formed', () => {
    const ring = { ...weave({ kind: 'herringbone' }), innerRadiusMm: 60.325, outerRadiusMm: 66.675 }
    const [found] = findings(ring, 'rosette.bending')
    expect(found?.value).toBeCloseTo(0.05, 12)
    expect(found).toMatchObject({ grade: 'YELLOW' })
    expect(found?.sentence).toMatch(/strains it 5 %; it must be glued up in a form/)
  })

  test('rope of 0.6 and 0.6 at 45 degrees and r 46.5: 172 repeats, +0.09 %', () => {
    const ring = { ...weave({}), innerRadiusMm: 46, outerRadiusMm: 47 }
    const [found] = findings(ring, 'rosette.pitch')
    expect(found?.grade).toBe('GREEN')
    expect(found?.sentence).toBe(
      '"Ring" closes with 172 whole repeats when its pitch goes from 1.697 mm to 1.699 mm, a change of 0.09 %.',
    )
    expect(grade(ring, 'rosette.bending')).toBe('GREEN')
  })

  test('wheat under 0.6 mm wants a veneer behind it', () => {
    const ring = { ...weave({ kind: 'wheat' }), innerRadiusMm: 46, outerRadiusMm: 46.5 }
    expect(grade(ring, 'rosette.backing')).toBe('YELLOW')
    const backed = { ...ring, weave: { ...ring.weave, backed: true } }
    expect(findings(backed, 'rosette.backing')).toEqual([])
  })
})

test('a bought ring is not judged before its diameters are measured', () => {
  const bought: Ring = { ...RING_DEFAULTS.bought, ...base, kind: 'bought' }
  expect(findings(bought, 'input.measured').map(({ sentence }) => sentence)).toEqual([
    'The outside of the bought ring "Ring" has not been measured.',
    'The inside of the bought ring "Ring" has not been measured.',
  ])
  const four = (mm: number) => [mm, mm, mm, mm]
  const measured = { ...bought, outerDiametersMm: four(79), innerDiametersMm: four(73) }
  expect(findings(measured, 'input.measured')).toEqual([])
  expect(grade(measured, 'bought.fit')).toBe('GREEN')
})

test('a bought ring out of round by more than the clearance, or planned beside its circles, is told', () => {
  const bought: Ring = {
    ...RING_DEFAULTS.bought,
    ...base,
    kind: 'bought',
    outerDiametersMm: [79.3, 79, 78.7, 79],
    innerDiametersMm: [73, 73, 73, 73],
  }
  // 0.6 out of round is 0.15 of radius at the worst place; the clearance is 0.05
  expect(findings(bought, 'bought.fit')[0]).toMatchObject({ grade: 'RED' })
  expect(findings(bought, 'bought.fit')[0]?.value).toBeCloseTo(0.15, 9)
  expect(findings(bought, 'bought.fit')[0]?.fix).toMatch(/0\.15 mm/)
  const beside = { ...bought, outerDiametersMm: [80, 80, 80, 80] }
  expect(findings(beside, 'bought.fit')[0]).toMatchObject({
    grade: 'RED',
    sentence: 'The channel of "Ring" is planned 0.5 mm beside the ring as it was callipered.',
  })
  const slip = { ...bought, outerDiametersMm: [97, 79, 79, 79] }
  expect(findings(slip, 'bought.fit')[0]?.sentence).toMatch(/97 mm is more than 5 % off/)
})

describe('the height a pattern glues up to', () => {
  const veneer = (thicknessMm: number) =>
    [{ key: 'B', name: 'Black', colour: '#1f1a17', thicknessMm, materialId: null }] as const
  const tiles = (rows: number, thicknessMm: number): RingOf<'tile'> => ({
    ...RING_DEFAULTS.tile,
    ...base,
    kind: 'tile',
    columns: 3,
    pattern: {
      palette: [...veneer(thicknessMm)],
      rows: Array.from({ length: rows }, () => 'BBB'),
    },
  })

  test('six veneers of 0.5 mm fill a ring of 3 mm, with or without their glue', () => {
    expect(grade(tiles(6, 0.5), 'rosette.drawn-height')).toBe('GREEN')
    expect(findings(tiles(6, 0.5), 'rosette.drawn-height')[0]?.sentence).toBe(
      'The pattern of "Ring" glues up to 3.15 mm, 0.15 mm of it glue; the ring is 3 mm wide.',
    )
  })

  test('a row too few is YELLOW, half the rows RED', () => {
    expect(grade(tiles(5, 0.5), 'rosette.drawn-height')).toBe('YELLOW')
    expect(grade(tiles(2, 0.5), 'rosette.drawn-height')).toBe('RED')
  })
})
