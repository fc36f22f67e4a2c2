import { describe, expect, test } from 'vitest'
import type { RiskLevel } from '#core/feasibility/finding.ts'
import { boughtRingFit } from '#core/feasibility/rules/bought-fit.ts'
import { shellPieces } from '#core/feasibility/rules/shell-pieces.ts'
import { stockLength } from '#core/feasibility/rules/stock-length.ts'
import { stripBending } from '#core/feasibility/rules/strip-bending.ts'
import { unitSense } from '#core/feasibility/rules/unit-sense.ts'
import { weaveClosure } from '#core/feasibility/rules/weave-closure.ts'
import { woodMovement } from '#core/feasibility/rules/wood-movement.ts'
import { RING_DEFAULTS } from '#core/rosette/migrate-plan.ts'
import type { Ring, RingOf } from '#core/rosette/plan.schema.ts'
import { type Change, type Edge, findingOf, findingsOf, mosaic } from './workbench.ts'

const at = (edges: readonly Edge[], gradeOf: (value: number) => RiskLevel) => {
  for (const [value, grade] of edges) expect(gradeOf(value), String(value)).toBe(grade)
}

const base = {
  id: 'ring',
  name: 'Ring',
  innerRadiusMm: 46,
  outerRadiusMm: 49,
  inlayThicknessMm: 1.5,
  proudMm: 0.1,
  materialId: 'maple-sugar',
}
const withRing = (ring: Ring, change: Change = {}): Change => ({
  ...change,
  plan: { ...change.plan, rings: [ring] },
})

describe('strips of angled layers', () => {
  const weave = (
    part: Partial<Exclude<RingOf<'strip'>['weave'], { kind: 'plain' }>>,
    radii: Partial<Ring> = {},
  ): Ring => ({
    ...RING_DEFAULTS.strip,
    ...base,
    ...radii,
    kind: 'strip',
    weave: { kind: 'rope', lightMm: 0.6, darkMm: 0.6, angleDeg: 45, backed: false, ...part },
  })

  test('strain b / 2r: cold to 1.2 %, heat to 3 %, a form beyond', () => {
    // r 50 in the middle: b = 2·50·ε
    const strained = (percent: number) =>
      findingOf(
        stripBending,
        withRing(weave({}, { innerRadiusMm: 50 - percent / 2, outerRadiusMm: 50 + percent / 2 })),
      )
    expect(strained(1.19).sentence).toContain('it bends cold')
    expect(strained(1.21).sentence).toContain('it bends with heat')
    expect(strained(2.97)).toMatchObject({ grade: 'GREEN' })
    expect(strained(3.03)).toMatchObject({ grade: 'YELLOW', limit: 0.03 })
    expect(strained(1.21).value).toBeCloseTo(0.0121, 9)
    expect(strained(30).grade).toBe('YELLOW')
  })

  test('close on whole repeats: GREEN to 0.5 % of pitch, RED beyond 2', () => {
    // a + b = 1.2, 45°: p = 1.69706; with r 46.5 a ring of N repeats changes it by 2πr/(N·p) − 1
    const pitch = (lightMm: number, radiusMm: number) => {
      const ring = weave(
        { lightMm, darkMm: lightMm },
        { innerRadiusMm: radiusMm - 0.5, outerRadiusMm: radiusMm + 0.5 },
      )
      return findingOf(weaveClosure, withRing(ring))
    }
    // 4 mm layers: p = 11.3137; 25 repeats are 2π·45.016, so the radius says the change
    const closed = (25 * 8) / Math.SQRT1_2 / (2 * Math.PI)
    const changed = (ratio: number) => pitch(4, closed * (1 + ratio))
    const edges: readonly Edge[] = [
      [0.0049, 'GREEN'],
      [0.0051, 'YELLOW'],
      [0.0196, 'YELLOW'],
    ]
    at(edges, (ratio) => changed(ratio).grade)
    at(edges, (ratio) => changed(-ratio).grade)
    expect(changed(0.004).value).toBeCloseTo(0.004, 9)
    // 3 repeats of 28.28 mm, 2.5 % off
    const few = (3 * 20) / Math.SQRT1_2 / (2 * Math.PI)
    expect(pitch(10, few * 1.025).grade).toBe('RED')
    expect(changed(0.01).fix).toMatch(/^Set the angle to \d\d\.\d\d degrees\.$/)
  })
})

describe('pieces of shell', () => {
  const shell = (part: Partial<RingOf<'shell'>>) =>
    findingsOf(
      shellPieces,
      withRing({ ...RING_DEFAULTS.shell, ...base, kind: 'shell', materialId: 'abalone', ...part }),
    )
  const grade = (rule: string, part: Partial<RingOf<'shell'>>) =>
    shell(part).find(({ ruleId }) => ruleId === rule)?.grade ?? 'UNKNOWN'

  test('stand l²/8r off their circle: twice what is allowed is RED', () => {
    const sagMm = shell({ segmentLengthMm: 6 }).find(({ ruleId }) => ruleId === 'shell.sag')?.value
    if (sagMm == null) throw new Error('a sag expected')
    // 6 mm and less at r 47.5: about 36 / 380
    expect(sagMm).toBeGreaterThan(0.08)
    expect(sagMm).toBeLessThan(0.0948)
    const allowed = (share: number) =>
      grade('shell.sag', { segmentLengthMm: 6, maxSagMm: sagMm / share })
    const edges: readonly Edge[] = [
      [0.99, 'GREEN'],
      [1.01, 'YELLOW'],
      [1.99, 'YELLOW'],
      [2.01, 'RED'],
    ]
    at(edges, allowed)
  })

  test('are 1 mm thick, and never under half of it', () => {
    const edges: readonly Edge[] = [
      [1.01, 'GREEN'],
      [0.99, 'YELLOW'],
      [0.505, 'YELLOW'],
      [0.495, 'RED'],
    ]
    at(edges, (inlayThicknessMm) => grade('shell.thickness', { inlayThicknessMm }))
  })
})

test('a bought ring leaves its circles by no more than the clearance; twice that is RED', () => {
  const ring = (widerMm: number, radii: Partial<Ring> = {}) =>
    findingOf(
      boughtRingFit,
      withRing({
        ...RING_DEFAULTS.bought,
        ...base,
        ...radii,
        kind: 'bought',
        // the fitted circle keeps 98 mm; the wide diameter stands off by half of what it is wider
        outerDiametersMm: [98 + widerMm, 98, 98 - widerMm, 98],
        innerDiametersMm: [92, 92, 92, 92],
      }),
    )
  const edges: readonly Edge[] = [
    [0.098, 'GREEN'],
    [0.102, 'YELLOW'],
    [0.198, 'YELLOW'],
    [0.202, 'RED'],
  ]
  at(edges, (widerMm) => ring(widerMm).grade)
  expect(ring(0.15).fix).toContain('Set the clearance to 0.08 mm')
  // a plan 0.005 mm beside the circles is the same ring, 0.006 is not
  expect(ring(0, { outerRadiusMm: 49.0045 }).grade).toBe('GREEN')
  expect(ring(0, { outerRadiusMm: 49.0055 }).grade).toBe('RED')
  expect(ring(0, { innerRadiusMm: 45.993 }).sentence).toContain('0.007 mm beside the ring')
})

describe('wood that moves', () => {
  const disc: Ring = { ...RING_DEFAULTS.disc, ...base, kind: 'disc' }
  const moved = (outerRadiusMm: number, part: Partial<Ring> = {}) =>
    findingOf(
      woodMovement,
      withRing({ ...disc, innerRadiusMm: 10, outerRadiusMm, ...part } as Ring),
    )

  test('maple against quartersawn Sitka: 2r·(0.00353 − 0.00148)·2 stays under 0.15 mm to r 18.29', () => {
    expect(moved(18.2).grade).toBe('GREEN')
    expect(moved(18.4).grade).toBe('YELLOW')
    expect(moved(64).value).toBeCloseTo(128 * 0.00205 * 2, 9)
    // and never blocks
    expect(moved(500).grade).toBe('YELLOW')
  })

  test('the worse of two ways counts: Sitka in Sitka moves 0.00115 apart, tangential against radial', () => {
    expect(moved(64, { materialId: 'spruce-sitka' }).value).toBeCloseTo(128 * 0.00115 * 2, 9)
    // a wood that moves less than the top: |0.0008 − 0.00148| is more than |0.00167 − 0.00148|
    expect(moved(64, { materialId: 'cedar-western-red' }).value).toBeCloseTo(128 * 0.00068 * 2, 9)
  })

  test('what is not on record warns, for ring and for top', () => {
    expect(moved(64, { materialId: 'ebony' })).toMatchObject({ grade: 'YELLOW', value: null })
    const change = withRing(disc, { plan: { topMaterialId: 'spruce-engelmann' } })
    expect(findingOf(woodMovement, change).sentence).toContain('How much the top moves')
    const half = withRing(disc, { material: { tangentialMovementPerPercent: null } })
    expect(findingOf(woodMovement, half)).toMatchObject({ grade: 'YELLOW', value: null })
  })

  test('concerns rings in one or two pieces, not what is laid of many', () => {
    const arcs = (arcCount: number): Ring => ({
      ...RING_DEFAULTS.arcs,
      ...base,
      kind: 'arcs',
      arcCount,
    })
    expect(findingsOf(woodMovement, withRing(arcs(2)))).toHaveLength(1)
    expect(findingsOf(woodMovement, withRing(arcs(3)))).toEqual([])
    expect(findingsOf(woodMovement)).toEqual([])
  })
})

describe('the stock', () => {
  /** N slices of 2 mm, N − 1 kerfs of 0.6 and this trim. */
  const log = (trimMm: number, logCount = 1) =>
    findingOf(
      stockLength,
      { plan: { stock: { ...mosaic.stock, trimMm, logCount } } },
      'ring:mosaic',
    )

  test('51 slices are 132 mm and the trim; a log is GREEN to 320 and RED beyond 960', () => {
    const edges: readonly Edge[] = [
      [187, 'GREEN'],
      [189, 'YELLOW'],
      [827, 'YELLOW'],
      [829, 'RED'],
    ]
    at(edges, (trimMm) => log(trimMm).grade)
    expect(log(10).value).toBeCloseTo(142, 9)
    // 400 mm in all are two logs of 320 or less
    expect(log(268).fix).toBe('Make 2 shorter logs.')
  })

  test('a turned log gives ⌊(L − trim + k)/(t + k)⌋ rings; none is RED', () => {
    const turned = (blankLengthMm: number) =>
      findingOf(
        stockLength,
        withRing({ ...RING_DEFAULTS.disc, ...base, kind: 'disc', blankLengthMm }),
      )
    expect(turned(11.6)).toMatchObject({ grade: 'GREEN', value: 1, margin: 1 })
    expect(turned(11.4)).toMatchObject({ grade: 'RED', value: 0, margin: 0 })
    expect(turned(11.4).fix).toBe('Turn a log of 11.5 mm or more.')
  })
})

test('soundholes of 35 to 130 mm and tops to 12 mm are sizes instruments have', () => {
  const told = (radiusMm: number, topThicknessMm = 3) =>
    findingsOf(unitSense, {
      plan: { soundhole: { ...mosaic.soundhole, radiusMm }, topThicknessMm },
    })
  expect(told(17.4)).toMatchObject([{ grade: 'YELLOW', subject: 'soundhole', limit: 35 }])
  expect(told(17.6)).toEqual([])
  expect(told(64.9)).toEqual([])
  expect(told(65.1)).toMatchObject([{ grade: 'YELLOW', subject: 'soundhole', limit: 130 }])
  expect(told(42, 11.9)).toEqual([])
  expect(told(42, 12.1)).toMatchObject([{ grade: 'YELLOW', subject: 'top', limit: 12 }])
  expect(told(65.1)[0]?.value).toBeCloseTo(130.2, 9)
})
