import { describe, expect, test } from 'vitest'
import type { RiskLevel } from '#core/feasibility/finding.ts'
import { channelFloor } from '#core/feasibility/rules/channel-floor.ts'
import { chiploadWindow } from '#core/feasibility/rules/chipload-window.ts'
import { keepOut } from '#core/feasibility/rules/keep-out.ts'
import { machineEnvelope } from '#core/feasibility/rules/machine-envelope.ts'
import { pocketFit } from '#core/feasibility/rules/pocket-fit.ts'
import { pocketPlace } from '#core/feasibility/rules/pocket-place.ts'
import type { Path } from '#core/geometry/path.ts'
import type { PlanOperationOf } from '#core/rosette/plan-operation.schema.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { planWithPocket, roundedBox } from '../workshop/drawn-plan.ts'
import { type Edge, findingOf, findingsOf, mosaic } from './workbench.ts'

const POCKET = 'operation:pocket-1'
const at = (edges: readonly Edge[], gradeOf: (value: number) => RiskLevel) => {
  for (const [value, grade] of edges) expect(gradeOf(value), String(value)).toBe(grade)
}

/** A pocket of 20 × `heightMm` well clear of the rosette, its corners rounded by 2 mm, cut by a 2 mm bit. */
const boxed = (heightMm = 9, change: Partial<PlanOperationOf<'pocket'>> = {}) =>
  planWithPocket(roundedBox({ xMm: 0, yMm: -90 }, 20, heightMm, 2), { depthMm: 1.2, ...change })

/** What is said of the corners of a pocket, which is sure to be said. */
function cornersSay(plan: Plan, diameterMm: number) {
  const said = ruleSays(plan, 'pocket.corners', diameterMm)
  if (said === undefined) throw new Error('nothing is said of its corners')
  return said
}

function ruleSays(plan: Plan, ruleId: string, diameterMm = 2) {
  const found = findingsOf(pocketFit, { plan, tool: { diameterMm } }).filter(
    (finding) => finding.ruleId === ruleId && finding.subject === POCKET,
  )
  return found[0]
}

describe('a bit in a pocket', () => {
  test('fits by the same limits as in a channel: the widest place, less what stays on both walls', () => {
    const fit = (diameterMm: number, stockToLeaveMm = 0) =>
      ruleSays(boxed(5, { stockToLeaveMm }), 'router.tool-fits-channel', diameterMm)
    // 5 mm wide: 0.85·5 = 4.25
    const edges: readonly Edge[] = [
      [4.23, 'GREEN'],
      [4.27, 'YELLOW'],
      [5.01, 'RED'],
    ]
    at(edges, (mm) => fit(mm)?.grade ?? 'UNKNOWN')
    // 5 − 2·0.5 = 4: 0.85·4 = 3.4
    expect(fit(3.38, 0.5)?.grade).toBe('GREEN')
    expect(fit(3.42, 0.5)?.grade).toBe('YELLOW')
  })

  test('leaves (1 − π/4) of a square of its radius in each sharp corner', () => {
    const sharp = planWithPocket(roundedBox({ xMm: 0, yMm: -90 }, 20, 9, 1e-4), { depthMm: 1 })
    const rest = cornersSay(sharp, 4)
    // 4·(1 − π/4)·2² = 3.4336
    expect(rest.grade).toBe('YELLOW')
    expect(rest.value).toBeCloseTo(3.434, 1)
    expect(rest.fix).toContain('to 2 mm')
    // corners of 2 mm are reached by a bit of 4 and not by one of 4.4, which leaves 4·(1 − π/4)·(2.2² − 2²)
    expect(cornersSay(boxed(), 4).grade).toBe('GREEN')
    const wide = cornersSay(boxed(), 4.4)
    expect(wide.grade).toBe('YELLOW')
    expect(wide.value).toBeCloseTo(0.721, 1)
    // chords of the four arcs, 4π mm of them, leave 0.011 mm² where nothing stays
    expect(cornersSay(boxed(), 4).limit).toBeCloseTo(0.01 + 0.001 * 4 * Math.PI, 6)
    expect(cornersSay(boxed(), 4.004).grade).toBe('GREEN')
    expect(cornersSay(boxed(), 4.012).grade).toBe('YELLOW')
    // arcs wider than the bit are no corners
    expect(cornersSay(boxed(), 3.9).limit).toBe(0.01)
  })

  test('that does not fit has no corners to speak of', () => {
    expect(ruleSays(boxed(5), 'pocket.corners', 5.01)).toBeUndefined()
    expect(ruleSays(boxed(5), 'pocket.corners', 4.9)).toBeDefined()
  })

  test('has its stepover GREEN to 0.3 D and RED beyond 0.5', () => {
    const step = (stepoverRatio: number) =>
      ruleSays(boxed(9, { stepoverRatio }), 'router.engagement')
    const edges: readonly Edge[] = [
      [0.298, 'GREEN'],
      [0.302, 'YELLOW'],
      [0.498, 'YELLOW'],
      [0.502, 'RED'],
    ]
    at(edges, (ratio) => step(ratio)?.grade ?? 'UNKNOWN')
    // acos(1 − 0.4) = 53.13° and 3
    expect(step(0.2)?.sentence).toContain('at most 56°')
  })

  test('is cut on circles as small as what the bit leaves of its widest place: 4.5 − 1 mm', () => {
    const machine = { accelerationMmPerS2: { x: 1, y: 1, z: 1 } }
    const chip = findingOf(chiploadWindow, { plan: boxed(), machine }, POCKET)
    // 60·√(1·3.5) = 112.25 mm/min
    expect((chip.value ?? 0) * 72_000).toBeCloseTo(112.25, 0)
  })

  test('cuts a floor like any channel, and lies in the travel', () => {
    const floor = (depthMm: number) =>
      findingOf(channelFloor, { plan: boxed(9, { depthMm }) }, POCKET)
    expect(floor(1.84).grade).toBe('GREEN')
    expect(floor(1.86)).toMatchObject({ grade: 'YELLOW' })
    expect(floor(2.48).grade).toBe('RED')
    expect(floor(1.95).fix).toBe('Make the pocket 0.1 mm shallower.')
    // the far corner of the box lies at (10 − 2, −90 − 4.5 + 2) and its arc 2 mm beyond
    const farMm = Math.hypot(8, 92.5) + 2
    const need = findingOf(machineEnvelope, { plan: boxed() }, 'machine:bench-router-400:X')
    expect(need.value).toBeCloseTo(2 * (farMm - 1), 2)
  })
})

describe('where a pocket lies', () => {
  const place = (middleMm: number) =>
    findingOf(
      pocketPlace,
      {
        plan: planWithPocket(roundedBox({ xMm: 0, yMm: -middleMm }, 20, 9, 2), { depthMm: 1 }),
      },
      POCKET,
    )
  test('clear of the rings, whose outermost channel ends at 64.55 mm', () => {
    // its near edge lies at middle − 4.5
    expect(place(69.1)).toMatchObject({ grade: 'GREEN', value: 0, margin: 1 })
    expect(place(69)).toMatchObject({ grade: 'YELLOW', value: 1 })
    expect(place(69).sentence).toContain('the ring "Outer lines"')
    expect(place(58)).toMatchObject({ grade: 'YELLOW', value: 2 })
    expect(place(20).sentence).toContain('the soundhole')
    expect(place(20).sentence).not.toContain('ring')
  })
})

describe('a clamp', () => {
  /** A plan with a keep-out, a square of 10 mm about a place, beside the pocket of 20 × 9 at (0, −90). */
  function clamped(xMm: number, yMm: number, clearanceMm: number): Plan {
    const plan = boxed()
    const half = 5
    const corner = (dx: number, dy: number) => ({ xMm: xMm + dx * half, yMm: yMm + dy * half })
    const corners = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]
    const path: Path = corners.map((from, index) => ({
      kind: 'line' as const,
      from,
      to: corners[(index + 1) % 4] ?? from,
    }))
    const drawn: Plan['drawnPaths'][number] = {
      ...{ id: 'clamp', name: 'Clamp', use: 'keep-out', clearanceMm },
      path: path.map((segment) => ({ ...segment })),
      from: { sha256: '0'.repeat(64), pathNumber: 1 },
    }
    return { ...plan, drawnPaths: [...plan.drawnPaths, drawn] }
  }

  test('beside a pocket leaves it the clearance', () => {
    const beside = (gapMm: number) =>
      findingOf(pocketPlace, { plan: clamped(15 + gapMm, -90, 3) }, 'keep-out:1:pocket-1')
    expect(beside(3.02)).toMatchObject({ grade: 'GREEN', margin: 1 })
    expect(beside(2.98)).toMatchObject({ grade: 'RED', margin: 0 })
    expect(beside(2).value).toBeCloseTo(2, 2)
    // far off it is not worth measuring: 20 mm past the clearance
    expect(beside(60).value).toBeCloseTo(23, 6)
    // over it, wholly or in part, is a cut clamp
    expect(beside(-2)).toMatchObject({ grade: 'RED', value: -1 })
    const within = findingOf(pocketPlace, { plan: clamped(0, -90, 0) }, 'keep-out:1:pocket-1')
    expect(within).toMatchObject({ grade: 'RED', value: -1 })
  })

  test('outside the rings leaves them the clearance; between the cuts the tool passes over it', () => {
    const beyond = (gapMm: number) =>
      findingOf(keepOut, { plan: clamped(69.55 + gapMm, 0, 3) }, 'keep-out:1')
    expect(beyond(3.01)).toMatchObject({ grade: 'GREEN', margin: 1 })
    expect(beyond(2.99)).toMatchObject({ grade: 'RED', margin: 0 })
    // in the hole, 10 mm from its edge's far side: 42 − 2 is swept by the bit
    const inside = (yMm: number) => findingOf(keepOut, { plan: clamped(0, yMm, 3) }, 'keep-out:1')
    // between the cuts, and nobody has measured how high it stands
    expect(inside(20)).toMatchObject({ grade: 'RED', value: null })
    expect(inside(20).sentence).toContain(`is ${(40 - Math.hypot(5, 25)).toFixed(3)} mm from`)
    expect(inside(32).grade).toBe('RED')
  })
})

test('the mosaic alone has nothing to say of pockets', () => {
  expect(findingsOf(pocketFit, { plan: mosaic })).toEqual([])
  expect(findingsOf(pocketPlace, { plan: mosaic })).toEqual([])
})
