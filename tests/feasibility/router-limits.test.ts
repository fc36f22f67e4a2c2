import { describe, expect, test } from 'vitest'
import type { Machine } from '#core/library/machine.schema.ts'
import type { RiskLevel } from '#core/feasibility/finding.ts'
import { chiploadWindow } from '#core/feasibility/rules/chipload-window.ts'
import { depthPerPass } from '#core/feasibility/rules/depth-per-pass.ts'
import { engagement } from '#core/feasibility/rules/engagement.ts'
import { entryFeed } from '#core/feasibility/rules/entry-feed.ts'
import { machineEnvelope } from '#core/feasibility/rules/machine-envelope.ts'
import { smallBitMachine } from '#core/feasibility/rules/small-bit-machine.ts'
import { spindleSpeed } from '#core/feasibility/rules/spindle-speed.ts'
import { stickoutRatio } from '#core/feasibility/rules/stickout-ratio.ts'
import { toolBreakage } from '#core/feasibility/rules/tool-breakage.ts'
import { toolDeflection } from '#core/feasibility/rules/tool-deflection.ts'
import { toolFitsChannel } from '#core/feasibility/rules/tool-fits-channel.ts'
import { toolReach } from '#core/feasibility/rules/tool-reach.ts'
import { type Edge, findingOf, findingsOf, mosaic } from './workbench.ts'

// Every limit is met from both sides by values about a per cent apart, worked by hand from the formulas.

const FAST: Partial<Machine> = {
  maxRateMmPerMin: { x: 20_000, y: 20_000, z: 1500 },
  accelerationMmPerS2: { x: 4000, y: 4000, z: 200 },
}
const RING = 'ring:mosaic'

describe('chip per tooth, fz / D', () => {
  // windows of the table for a 2-flute carbide bit, per cent of D: red, green, green, red
  test.each([
    ['spruce-sitka', 0.5, 2, 5, 7],
    ['maple-sugar', 0.5, 2, 4.5, 6],
    ['ebony', 0.5, 1.5, 4, 5.5],
  ])(
    'in %s is RED below %f, GREEN from %f to %f and RED above %f %%',
    (topMaterialId, ...edges) => {
      const gradeAt = (percent: number) =>
        findingOf(
          chiploadWindow,
          // fz = F / (18,000 · 2), so F = percent / 100 · 2 mm · 36,000
          {
            plan: { topMaterialId },
            cutting: { feedMmPerMin: (percent / 100) * 72_000 },
            machine: FAST,
          },
          RING,
        ).grade
      const grades: readonly RiskLevel[] = ['RED', 'YELLOW', 'GREEN', 'YELLOW', 'RED']
      for (const [index, edge] of edges.entries()) {
        expect(gradeAt(edge * 0.99), `just below ${String(edge)} %`).toBe(grades[index])
        expect(gradeAt(edge * 1.01), `just above ${String(edge)} %`).toBe(grades[index + 1])
      }
    },
  )

  test('is what the machine achieves: its rate on a line, √(a·r) on a small circle', () => {
    const slow = findingOf(
      chiploadWindow,
      { machine: { maxRateMmPerMin: { x: 3000, y: 2000, z: 500 } } },
      RING,
    )
    // 2000 / (18,000 · 2) / 2 mm
    expect(slow.value).toBeCloseTo(2000 / 36_000 / 2, 9)
    expect(slow.sentence).toContain('the machine holds 2000 of the 2400 mm/min')
    const lazy = { x: 4, y: 1, z: 1 }
    const round = findingOf(chiploadWindow, { machine: { accelerationMmPerS2: lazy } }, 'soundhole')
    // the bit's centre runs on 42 − 1 = 41 mm: 60·√41 = 384.19 mm/min
    expect((round.value ?? 0) * 72_000).toBeCloseTo(384.1875, 3)
    const ring = findingOf(chiploadWindow, { machine: { accelerationMmPerS2: lazy } }, RING)
    // and in the mosaic on 47.95 + 1 mm
    expect((ring.value ?? 0) * 72_000).toBeCloseTo(60 * Math.sqrt(48.95), 6)
  })

  test('is mended by the feed in the middle of the window, or by the spindle where the feed is not to be had', () => {
    const thin = { cutting: { feedMmPerMin: 1200 } }
    expect(findingOf(chiploadWindow, thin, RING)).toMatchObject({
      grade: 'YELLOW',
      limit: 0.02,
      fix: 'Set the feed to 2520 mm/min.',
    })
    // 2000 / (0.035 · 2 · 2)
    const slow: Partial<Machine> = { maxRateMmPerMin: { x: 2000, y: 2000, z: 500 } }
    const fast = { cutting: { spindleRpm: 30_000 }, machine: slow }
    expect(findingOf(chiploadWindow, fast, RING).fix).toBe('Lower the spindle to 14286 rpm.')
    const thick = { cutting: { feedMmPerMin: 4000 }, machine: FAST }
    expect(findingOf(chiploadWindow, thick, RING).limit).toBe(0.05)
  })
})

describe('depth of a pass', () => {
  const passGrade = (topMaterialId: string, depthMm: number) =>
    findingOf(
      depthPerPass,
      {
        plan: {
          topMaterialId,
          rings: mosaic.rings.map((ring) => ({ ...ring, inlayThicknessMm: depthMm, proudMm: 0 })),
        },
        cutting: { maxDepthPerPassMm: 9 },
      },
      RING,
    )
  test.each([
    ['spruce-sitka', 1],
    ['maple-sugar', 1],
    ['ebony', 0.8],
  ])('in %s is GREEN to %f mm with a 2 mm bit, and RED beyond twice that', (wood, limitMm) => {
    expect(passGrade(wood, limitMm * 0.99).grade).toBe('GREEN')
    expect(passGrade(wood, limitMm * 1.01).grade).toBe('YELLOW')
    expect(passGrade(wood, limitMm * 1.99).grade).toBe('YELLOW')
    expect(passGrade(wood, limitMm * 2.01).grade).toBe('RED')
    expect(passGrade(wood, limitMm * 2.01).limit).toBeCloseTo(limitMm, 9)
  })

  test('is the depth in equal passes: 1.7 mm at most 0.9 deep is two of 0.85', () => {
    expect(findingOf(depthPerPass, {}, RING).value).toBeCloseTo(0.85, 9)
  })
})

const at = (edges: readonly Edge[], gradeOf: (value: number) => RiskLevel) => {
  for (const [value, grade] of edges) expect(gradeOf(value), String(value)).toBe(grade)
}

test('the plunge feed is GREEN to half the feed and RED above all of it', () => {
  const edges: readonly Edge[] = [
    [1190, 'GREEN'],
    [1210, 'YELLOW'],
    [2390, 'YELLOW'],
    [2410, 'RED'],
  ]
  at(edges, (plungeMmPerMin) => findingOf(entryFeed, { cutting: { plungeMmPerMin } }, RING).grade)
  const steep = findingOf(entryFeed, { cutting: { plungeMmPerMin: 1800 } }, RING)
  expect(steep).toMatchObject({ value: 0.75, fix: 'Set the plunge feed to 1200 mm/min or less.' })
})

test('the stepover is GREEN to half of D, which is 90° of the bit in the wood, and RED above 0.8', () => {
  const edges: readonly Edge[] = [
    [0.495, 'GREEN'],
    [0.505, 'YELLOW'],
    [0.795, 'YELLOW'],
    [0.805, 'RED'],
  ]
  at(edges, (stepoverRatio) => findingOf(engagement, { cutting: { stepoverRatio } }).grade)
  // acos(1 − 2·0.4) = 78.46°
  expect(findingOf(engagement, {}).sentence).toContain('keeps 78° of it')
  expect(findingOf(engagement, { cutting: { stepoverRatio: 0.5 } }).sentence).toContain('90° of it')
})

describe('what bends a bit', () => {
  // sitka 448 kg/m³: kc = 108·448/680 = 71.153; F = 71.153·0.85·2400/36,000 = 4.0320 N; d = 1.6 mm
  test('deflects it L³ far: GREEN to 0.010 mm at 11.15 mm of stick-out, RED from 0.025 at 15.14', () => {
    const edges: readonly Edge[] = [
      [11.1, 'GREEN'],
      [11.2, 'YELLOW'],
      [15.1, 'YELLOW'],
      [15.2, 'RED'],
    ]
    at(edges, (stickoutMm) => findingOf(toolDeflection, { tool: { stickoutMm } }, RING).grade)
    const long = findingOf(toolDeflection, { tool: { stickoutMm: 20 } }, RING)
    // 4.0320·8000 / (3·580,000·π·1.6⁴/64)
    expect(long.value).toBeCloseTo(0.057625, 6)
    expect(long.sentence).toContain('4.03 N')
    expect(long.fix).toContain('to 11.1 mm')
  })

  test('stresses it at the collet: GREEN to 600 N/mm² at 59.8 mm, RED from 1000 at 99.7', () => {
    const edges: readonly Edge[] = [
      [59.8, 'GREEN'],
      [59.9, 'YELLOW'],
      [99.7, 'YELLOW'],
      [99.8, 'RED'],
    ]
    at(edges, (stickoutMm) => findingOf(toolBreakage, { tool: { stickoutMm } }, RING).grade)
    // 32·4.0320·8 / (π·1.6³)
    expect(findingOf(toolBreakage, {}, RING).value).toBeCloseTo(80.214, 2)
    expect(findingOf(toolBreakage, { tool: { stickoutMm: 90 } }, RING).fix).toContain('to 59.8 mm')
  })

  test('is judged at the feed the machine holds, and not at all while a number is missing', () => {
    const half: Partial<Machine> = { maxRateMmPerMin: { x: 1200, y: 1200, z: 500 } }
    const slow = findingOf(toolDeflection, { machine: half }, RING)
    const full = findingOf(toolDeflection, {}, RING)
    expect((full.value ?? 0) / (slow.value ?? 1)).toBeCloseTo(2, 9)
    for (const change of [
      { tool: { stickoutMm: null } },
      { tool: { flutes: null } },
      { material: { densityKgPerM3: null } },
    ]) {
      expect(findingsOf(toolDeflection, change)).toEqual([])
      expect(findingsOf(toolBreakage, change)).toEqual([])
    }
  })

  test('sticks out 5.5 D for GREEN, and beyond 8 D is RED', () => {
    const edges: readonly Edge[] = [
      [10.9, 'GREEN'],
      [11.1, 'YELLOW'],
      [15.9, 'YELLOW'],
      [16.1, 'RED'],
    ]
    at(edges, (stickoutMm) => findingOf(stickoutRatio, { tool: { stickoutMm } }).grade)
    expect(findingOf(stickoutRatio, { tool: { stickoutMm: 14 } })).toMatchObject({
      value: 7,
      fix: 'Shorten the stick-out to 11 mm.',
    })
    expect(findingsOf(stickoutRatio, { tool: { stickoutMm: null } })).toEqual([])
  })
})

test('flutes reach a tenth further than the soundhole is deep, which is 3.4 mm', () => {
  const edges: readonly Edge[] = [
    [3.75, 'GREEN'],
    [3.73, 'YELLOW'],
    [3.41, 'YELLOW'],
    [3.39, 'RED'],
  ]
  const reach = (fluteLengthMm: number) =>
    findingOf(toolReach, { tool: { fluteLengthMm } }, 'soundhole')
  at(edges, (fluteLengthMm) => reach(fluteLengthMm).grade)
  expect(reach(3).fix).toBe('Use a bit with flutes of 3.74 mm or more.')
  expect(findingsOf(toolReach, { tool: { fluteLengthMm: null } })).toEqual([])
})

describe('a bit in a channel of 3.1 mm', () => {
  const fit = (diameterMm: number) =>
    findingOf(toolFitsChannel, { tool: { diameterMm } }, 'ring:inner-lines')
  test('is GREEN to 0.85 W, YELLOW to W, RED beyond', () => {
    const edges: readonly Edge[] = [
      [2.63, 'GREEN'],
      [2.64, 'YELLOW'],
      [3.09, 'YELLOW'],
      [3.11, 'RED'],
    ]
    at(edges, (diameterMm) => fit(diameterMm).grade)
    expect(fit(3).limit).toBeCloseTo(2.635, 9)
  })

  test('cuts both walls at once when less than 0.05 mm is left', () => {
    expect(fit(3.045).sentence).toContain('leaves little room')
    expect(fit(3.055).sentence).toContain('both walls at once')
    expect(fit(3.055).margin).toBe(0)
    // (1 − 2.945/3.1) / 0.15
    expect(fit(2.945).margin).toBeCloseTo(1 / 3, 9)
    // (0.85 − 1.55/3.1) / 0.85
    expect(fit(1.55).margin).toBeCloseTo(0.35 / 0.85, 9)
  })
})

describe('bits under 1.5 mm', () => {
  const small = { diameterMm: 1.49, runoutMm: 0.01 }
  const tight = { backlashMm: 0.01 }
  test('ask for runout and backlash; thicker ones do not', () => {
    expect(findingsOf(smallBitMachine, { tool: small, machine: tight })).toHaveLength(2)
    expect(findingsOf(smallBitMachine, { tool: { ...small, diameterMm: 1.51 } })).toEqual([])
  })

  test('take 0.025 mm, YELLOW to 0.075; what is not measured is YELLOW', () => {
    const edges: readonly Edge[] = [
      [0.0249, 'GREEN'],
      [0.0251, 'YELLOW'],
      [0.0749, 'YELLOW'],
      [0.0751, 'RED'],
    ]
    const runout = (runoutMm: number | null) =>
      findingOf(
        smallBitMachine,
        { tool: { ...small, runoutMm }, machine: tight },
        'tool:downcut-2.0-2f',
      )
    const backlash = (backlashMm: number | null) =>
      findingOf(
        smallBitMachine,
        { tool: small, machine: { backlashMm } },
        'machine:bench-router-400',
      )
    at(edges, (mm) => runout(mm).grade)
    at(edges, (mm) => backlash(mm).grade)
    expect(runout(null).grade).toBe('YELLOW')
    expect(backlash(null)).toMatchObject({ grade: 'YELLOW', ruleId: 'machine.backlash' })
  })
})

test('the speed lies within the spindle and under the mark on the bit', () => {
  const edges: readonly Edge[] = [
    [7999, 'RED'],
    [8000, 'GREEN'],
    [24_000, 'GREEN'],
    [24_001, 'RED'],
  ]
  const speed = (spindleRpm: number, maxSpindleRpm: number | null = null) =>
    findingOf(spindleSpeed, { cutting: { spindleRpm }, tool: { maxSpindleRpm } })
  at(edges, (spindleRpm) => speed(spindleRpm).grade)
  expect(speed(7000)).toMatchObject({ limit: 8000, margin: 0, fix: 'Set the speed to 8000 rpm.' })
  expect(speed(18_000, 17_999)).toMatchObject({
    grade: 'RED',
    limit: 17_999,
    fix: 'Set the speed to 17999 rpm.',
  })
  expect(speed(18_000, 30_000)).toMatchObject({ grade: 'GREEN', limit: 24_000, margin: 1 })
})

test('the travel holds twice the outermost path, 2·(64.55 − 1) mm, and safe height over the soundhole, 8.4', () => {
  const travel = (axis: 'x' | 'y' | 'z', mm: number) =>
    findingOf(
      machineEnvelope,
      { machine: { travelMm: { x: 400, y: 400, z: 80, [axis]: mm } } },
      `machine:bench-router-400:${axis.toUpperCase()}`,
    )
  for (const axis of ['x', 'y'] as const) {
    expect(travel(axis, 127.11)).toMatchObject({ grade: 'GREEN' })
    expect(travel(axis, 127.09)).toMatchObject({ grade: 'RED' })
    expect(travel(axis, 200).value).toBeCloseTo(127.1, 9)
  }
  expect(travel('z', 8.41).grade).toBe('GREEN')
  expect(travel('z', 8.39).grade).toBe('RED')
  expect(travel('z', 80).value).toBeCloseTo(8.4, 9)
})
