import { describe, expect, test } from 'vitest'
import type { RiskLevel } from '#core/feasibility/finding.ts'
import type { Rule } from '#core/feasibility/rule.ts'
import { sawBite } from '#core/feasibility/rules/saw-bite.ts'
import { sawBlade } from '#core/feasibility/rules/saw-blade.ts'
import { sawHeat } from '#core/feasibility/rules/saw-heat.ts'
import { sawHoldDown } from '#core/feasibility/rules/saw-hold-down.ts'
import { bladeReach } from '#core/feasibility/rules/saw-reach.ts'
import { sawRimSpeed } from '#core/feasibility/rules/saw-rim-speed.ts'
import { sawSlice } from '#core/feasibility/rules/saw-slice.ts'
import type { Blade } from '#core/library/blade.schema.ts'
import { RING_DEFAULTS } from '#core/rosette/migrate-plan.ts'
import type { Plan, Ring } from '#core/rosette/plan.schema.ts'
import { type Edge, findingOf, findingsOf, mosaic } from './workbench.ts'

type Sawing = NonNullable<Plan['sawing']>
interface SawChange {
  readonly saw?: Partial<Sawing>
  readonly blade?: Partial<Blade>
  readonly plan?: Partial<Plan>
}

const LOG = 'log:mosaic'
const COLUMNS = 'columns:mosaic'

/** The mosaic sawn with the 85 mm blade of 36 teeth at 7000 rpm and 2000 mm/min, on a sled. */
const sawn = ({ saw = {}, blade = {}, plan = {} }: SawChange) => ({
  blade: { maxRpm: 24_000, ...blade },
  plan: {
    sawing: {
      bladeId: 'fet-85-36t',
      spindleRpm: 7000,
      feedMmPerMin: 2000,
      withSled: true,
      ...saw,
    },
    stock: { ...mosaic.stock, kerfMm: 0.7 },
    ...plan,
  },
})
const judge = (rule: Rule, change: SawChange, subject = LOG) =>
  findingOf(rule, sawn(change), subject)
const at = (edges: readonly Edge[], gradeOf: (value: number) => RiskLevel) => {
  for (const [value, grade] of edges) expect(gradeOf(value), String(value)).toBe(grade)
}
const tiles = (part: Partial<Ring>): Partial<Plan> => ({
  rings: mosaic.rings.map((ring) =>
    ring.kind === 'tile' ? ({ ...ring, proudMm: 0, ...part } as Ring) : ring,
  ),
})

describe('the bite of a tooth', () => {
  const bite = (mm: number, blade: Partial<Blade> = {}) =>
    // F = fz · 7000 · 36
    judge(sawBite, { saw: { feedMmPerMin: mm * 252_000 }, blade })

  test('a fine blade: 0.002, 0.005, 0.03 and 0.1 mm', () => {
    const edges: readonly Edge[] = [
      [0.00198, 'RED'],
      [0.00202, 'YELLOW'],
      [0.00495, 'YELLOW'],
      [0.00505, 'GREEN'],
      [0.0297, 'GREEN'],
      [0.0303, 'YELLOW'],
      [0.099, 'YELLOW'],
      [0.101, 'RED'],
    ]
    at(edges, (mm) => bite(mm, { kind: 'fine' }).grade)
  })

  test('a carbide blade: 0.002, 0.004, 0.15 and 0.25 mm', () => {
    const edges: readonly Edge[] = [
      [0.00198, 'RED'],
      [0.00202, 'YELLOW'],
      [0.00396, 'YELLOW'],
      [0.00404, 'GREEN'],
      [0.1485, 'GREEN'],
      [0.1515, 'YELLOW'],
      [0.2475, 'YELLOW'],
      [0.2525, 'RED'],
    ]
    at(edges, (mm) => bite(mm).grade)
  })

  test('is mended by the feed of the nearer edge', () => {
    expect(bite(0.003)).toMatchObject({ limit: 0.004, fix: 'Feed the wood at 1008 mm/min.' })
    expect(bite(0.2)).toMatchObject({ limit: 0.15, fix: 'Feed the wood at 37800 mm/min.' })
    expect(bite(0.05).fix).toBe('')
  })
})

test('the teeth: exotic wood to 65 m/s, other to 80, none beyond 100', () => {
  // v = π·85·n/60,000: 65 m/s is 14,605 rpm, 80 is 17,975, 100 is 22,469
  const rim = (spindleRpm: number, materialId = 'maple-sugar') =>
    judge(sawRimSpeed, { saw: { spindleRpm }, plan: tiles({ materialId }) })
  const exotic: readonly Edge[] = [
    [14_550, 'GREEN'],
    [14_650, 'YELLOW'],
    [22_400, 'YELLOW'],
    [22_540, 'RED'],
  ]
  const other: readonly Edge[] = [
    [17_900, 'GREEN'],
    [18_050, 'YELLOW'],
    [22_400, 'YELLOW'],
    [22_540, 'RED'],
  ]
  at(exotic, (rpm) => rim(rpm, 'ebony').grade)
  at(other, (rpm) => rim(rpm).grade)
  expect(rim(7000).value).toBeCloseTo(31.154, 3)
  // 80·60,000/(π·85)
  expect(rim(20_000).fix).toBe('Set the saw to 17975 rpm or less.')
  // under 40 m/s, 8988 rpm, it says that this is usual
  expect(rim(8950).sentence).toContain('slow for a saw')
  expect(rim(9020).sentence).not.toContain('slow for a saw')
})

describe('the blade', () => {
  const blade = 'blade:fet-85-36t'
  test('runs to 75 % of its mark, and never past it', () => {
    const limit = (spindleRpm: number) =>
      findingsOf(sawBlade, sawn({ saw: { spindleRpm }, blade: { maxRpm: 10_000 } })).find(
        ({ ruleId }) => ruleId === 'saw.blade-limit',
      )
    const edges: readonly Edge[] = [
      [7490, 'GREEN'],
      [7510, 'YELLOW'],
      [9990, 'YELLOW'],
      [10_010, 'RED'],
    ]
    at(edges, (rpm) => limit(rpm)?.grade ?? 'UNKNOWN')
    expect(limit(8000)?.fix).toContain('Set the saw to 7500 rpm or less')
  })

  test('without a mark, kerf or flange on record it is RED: measure it', () => {
    const unknown = (part: Partial<Blade>) =>
      findingsOf(sawBlade, sawn({ blade: part })).filter(({ ruleId }) => ruleId === 'saw.measured')
    expect(unknown({ maxRpm: null })).toMatchObject([{ grade: 'RED', subject: blade, margin: 0 }])
    expect(unknown({ kerfMm: null })).toMatchObject([{ grade: 'RED', subject: blade }])
    expect(unknown({})).toEqual([])
    expect(findingOf(bladeReach, sawn({ blade: { flangeDiameterMm: null } }))).toMatchObject({
      grade: 'RED',
      ruleId: 'saw.measured',
    })
  })

  test('cuts the kerf the plan reckons with, to 0.05 mm; it warns and never blocks', () => {
    const kerf = (kerfMm: number) =>
      findingsOf(sawBlade, sawn({ plan: { stock: { ...mosaic.stock, kerfMm } } })).find(
        ({ ruleId }) => ruleId === 'saw.kerf',
      )
    const edges: readonly Edge[] = [
      [0.651, 'GREEN'],
      [0.649, 'YELLOW'],
      [0.749, 'GREEN'],
      [0.751, 'YELLOW'],
      [9, 'YELLOW'],
    ]
    at(edges, (mm) => kerf(mm)?.grade ?? 'UNKNOWN')
    expect(kerf(0.6)?.fix).toBe('Set the kerf to 0.7 mm.')
  })

  test('one nobody has is RED, and a plan without a saw or without sawing has nothing to say', () => {
    expect(findingOf(sawBlade, sawn({ saw: { bladeId: 'none' } }))).toMatchObject({
      grade: 'RED',
      ruleId: 'input.known-record',
    })
    expect(findingsOf(sawBlade, { plan: { sawing: null } })).toEqual([])
    const lines = mosaic.rings.filter(({ kind }) => kind === 'strip')
    expect(findingsOf(sawBlade, sawn({ plan: { rings: lines } }))).toEqual([])
  })
})

describe('the heat of a cut', () => {
  // 36 teeth, 7000 rpm: 31.154 m/s; fz at 500 mm/min is 0.0019841, so the rub is 1 − 0.49603 = 0.50397
  const heat = (materialId: string, saw: Partial<Sawing> = { feedMmPerMin: 500 }) =>
    judge(sawHeat, { saw, plan: tiles({ materialId }) })
  test('is rub · v/30 · how the wood burns · 1.1', () => {
    expect(heat('maple-sugar').value).toBeCloseTo(0.50397 * (31.154 / 30) * 1.1, 4)
    expect(heat('ebony').value).toBeCloseTo(0.50397 * (31.154 / 30) * 1.4 * 1.1, 4)
    // what is not known burns like ebony
    expect(heat('abalone').value).toBeCloseTo(heat('ebony').value ?? 0, 9)
    expect(heat('maple-sugar', { feedMmPerMin: 2000 })).toMatchObject({ grade: 'GREEN', value: 0 })
  })

  test('is GREEN to 0.5 and YELLOW however hot', () => {
    // 0.5 in maple is a rub of 0.43770: 566.8 mm/min
    const edges: readonly Edge[] = [
      [570, 'GREEN'],
      [563, 'YELLOW'],
    ]
    at(edges, (feedMmPerMin) => heat('maple-sugar', { feedMmPerMin }).grade)
    // 24,000 rpm and hardly any feed: 106.8/30·1.4·1.1 = 5.48
    const worst = heat('ebony', { feedMmPerMin: 1, spindleRpm: 24_000 })
    expect(worst).toMatchObject({ grade: 'YELLOW', margin: 0 })
    const hot = heat('maple-sugar', { feedMmPerMin: 100, spindleRpm: 20_000 })
    // (5 − 3.3695)/(5 − 0.5)
    expect(hot.margin).toBeCloseTo((5 - (hot.value ?? 0)) / 4.5, 9)
  })
})

test('a blade reaches (D − flange)/2 − 1 past its flange, and stands 3 mm proud', () => {
  // the ring is 13.5 mm wide and its tiles are less: outer width 2·61.5·tan(π/46) = 8.413 mm
  const reach = (diameterMm: number, subject = COLUMNS) =>
    judge(bladeReach, { blade: { diameterMm, flangeDiameterMm: 28 } }, subject)
  // 13.5 + 3 = 16.5 = (D − 28)/2 − 1: D 63; and 13.5: D 57
  const columns: readonly Edge[] = [
    [63.1, 'GREEN'],
    [62.9, 'YELLOW'],
    [57.1, 'YELLOW'],
    [56.9, 'RED'],
  ]
  at(columns, (mm) => reach(mm).grade)
  expect(reach(60)).toMatchObject({ value: 15, limit: 16.5 })
  expect(reach(60).fix).toContain('Fit a blade of 63 mm or more')
  // slices: 8.413 + 3 = 11.413: D 52.83
  expect(reach(52.9, LOG).grade).toBe('GREEN')
  expect(reach(52.7, LOG).grade).toBe('YELLOW')
})

describe('what is sawn off', () => {
  const slice = (inlayThicknessMm: number, kerfMm = 0.7) =>
    judge(sawSlice, {
      plan: { ...tiles({ inlayThicknessMm }), stock: { ...mosaic.stock, kerfMm } },
    })
  test('end grain holds from 0.8 mm or half the kerf, and is dust under 0.5', () => {
    const edges: readonly Edge[] = [
      [0.81, 'GREEN'],
      [0.79, 'YELLOW'],
      [0.505, 'YELLOW'],
      [0.495, 'RED'],
    ]
    at(edges, (mm) => slice(mm).grade)
    expect(slice(1.01, 2).grade).toBe('GREEN')
    expect(slice(0.99, 2)).toMatchObject({ grade: 'YELLOW', limit: 1 })
  })

  test('a strip is as wide as its kerf, and never under half of it', () => {
    // columns of 2·61.5·tan(π/46)/15 = 0.5609 mm, and 0.2 for the plane
    const strip = (kerfMm: number) =>
      judge(sawSlice, { plan: { stock: { ...mosaic.stock, kerfMm } } }, COLUMNS)
    expect(strip(0.7).value).toBeCloseTo(0.7609, 4)
    const edges: readonly Edge[] = [
      [0.755, 'GREEN'],
      [0.765, 'YELLOW'],
      [1.515, 'YELLOW'],
      [1.53, 'RED'],
    ]
    at(edges, (kerfMm) => strip(kerfMm).grade)
    expect(strip(1).fix).toContain('a kerf of 0.76 mm or less')
  })
})

describe('small pieces are held by a sled', () => {
  const held = (withSled: boolean, plan: Partial<Plan>, subject = LOG) =>
    judge(sawHoldDown, { saw: { withSled }, plan: { ...plan } }, subject)
  const long = { stock: { ...mosaic.stock, kerfMm: 0.7, trimMm: 100 } }
  test('slices under 6 mm', () => {
    expect(held(false, { ...tiles({ inlayThicknessMm: 6.1 }), ...long }).grade).toBe('GREEN')
    expect(held(false, { ...tiles({ inlayThicknessMm: 5.9 }), ...long }).grade).toBe('RED')
    expect(held(true, tiles({ inlayThicknessMm: 5.9 }))).toMatchObject({
      grade: 'GREEN',
      margin: 1,
    })
    expect(held(false, tiles({ inlayThicknessMm: 2 }))).toMatchObject({
      value: 2,
      limit: 6,
      margin: 0,
    })
  })

  test('stock under 50 mm', () => {
    const disc = (blankLengthMm: number): Partial<Plan> => ({
      rings: [
        {
          ...RING_DEFAULTS.disc,
          kind: 'disc',
          id: 'turned',
          name: 'Turned',
          innerRadiusMm: 46,
          outerRadiusMm: 60,
          inlayThicknessMm: 7,
          proudMm: 0,
          materialId: 'maple-sugar',
          blankLengthMm,
        },
      ],
    })
    expect(held(false, disc(50.5), 'disc:turned').grade).toBe('GREEN')
    expect(held(false, disc(49.5), 'disc:turned').grade).toBe('RED')
  })
})
