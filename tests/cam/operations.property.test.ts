import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { interpretProgram } from '#core/gcode/interpret.ts'
import { blocksOf } from '#core/gcode/parse-program.ts'
import { flattenPath, type Loop } from '#core/geometry/flatten-path.ts'
import { LoopDistance } from '#core/geometry/loop-distance.ts'
import type { Path } from '#core/geometry/path.ts'
import { reversedPath } from '#core/geometry/outline.ts'
import { distanceMm, type Point2, polarPoint } from '#core/geometry/point.ts'
import {
  differenceOfLoops,
  intersectionOfLoops,
  offsetLoops,
  openedLoops,
} from '#core/geometry/polygon-kernel.ts'
import type { Machine } from '#core/library/machine.schema.ts'
import { traceCutter } from '#core/simulation/engagement/cutter-trace.ts'
import { simulatePosted } from '#core/simulation/simulate-posted.ts'
import { pathLengths } from '#core/toolpath/measure.ts'
import { motionTime } from '#core/toolpath/motion-time.ts'
import type { Move } from '#core/toolpath/move.ts'
import { placesOnLoop } from '#core/toolpath/contour/closed-loops.ts'
import { inlayShape } from '#core/toolpath/operations/inlay.ts'
import type { PlannedOperation } from '#core/toolpath/operations/operation.ts'
import { type OperationId, planOperation } from '#core/toolpath/operations/operations.ts'
import { isInsideLoop } from '#core/toolpath/operations/walls.ts'
import { circle, polygon } from './pocket-shapes.ts'
import { postedText } from './post-pocket.ts'

const MACHINE = (JSON.parse(readFileSync('data/library/machines.json', 'utf8')) as Machine[])[0]
const DEPTHS = {
  depthMm: 2,
  maxDepthPerPassMm: 1,
  cutFeedMmPerMin: 1500,
  plungeFeedMmPerMin: 300,
}

/** A polygon that is seen whole from its middle, 8 to 16 mm out. */
const shapes = fc
  .array(fc.double({ min: 8, max: 16, noNaN: true }), { minLength: 5, maxLength: 9 })
  .map((radii) =>
    polygon(
      ...radii.map((radiusMm, index) => {
        const at = polarPoint({ xMm: 0, yMm: 0 }, radiusMm, (2 * Math.PI * index) / radii.length)
        return [at.xMm, at.yMm] as const
      }),
    ),
  )
const tools = fc.constantFrom(2, 3.175, 4)

function tool(diameterMm: number) {
  return { diameterMm, fluteLengthMm: 12, centreCutting: true }
}

function planned(
  id: OperationId,
  paths: readonly Path[],
  diameterMm: number,
  params: object = {},
): PlannedOperation {
  const region = { paths, points: [] }
  const plan = planOperation({
    id,
    region,
    tool: tool(diameterMm),
    params: { ...DEPTHS, ...params },
  })
  if (!plan.ok) throw new Error(plan.error.message)
  return plan.value
}

function loopsOf(paths: readonly Path[]): readonly Loop[] {
  return paths.map((path) => flattenPath(path, 0.0005))
}

function traced(moves: readonly Move[]) {
  const { events } = interpretProgram(blocksOf(postedText(moves)))
  return traceCutter(events, 0.0005)
}

/** Every place at feed of the tool's middle below the top in the posted text, at most `stepMm` apart. */
function placesBelow(moves: readonly Move[], stepMm: number) {
  return traced(moves).flatMap(({ points, kind }) =>
    (kind === 'rapid' ? [] : points).flatMap((to, index) => {
      const from = points[index - 1] ?? to
      const parts = Math.max(
        1,
        Math.ceil(Math.hypot(to.xMm - from.xMm, to.yMm - from.yMm) / stepMm),
      )
      return Array.from({ length: parts }, (_, part) => ({
        kind,
        xMm: from.xMm + ((to.xMm - from.xMm) * (part + 1)) / parts,
        yMm: from.yMm + ((to.yMm - from.yMm) * (part + 1)) / parts,
        zMm: from.zMm + ((to.zMm - from.zMm) * (part + 1)) / parts,
      })).filter(({ zMm }) => zMm < -1e-6)
    }),
  )
}

/** Furthest the tool's edge goes into walls, mm; a middle on their wrong side counts as the tool's radius. */
function gougeMm(
  moves: readonly Move[],
  loops: readonly Loop[],
  diameterMm: number,
  isRight: (inside: boolean) => boolean,
): number {
  const walls = new LoopDistance(loops, diameterMm)
  return placesBelow(moves, 0.1).reduce((most, place) => {
    const inside = loops.filter((loop) => isInsideLoop(place, loop)).length % 2 === 1
    const away = walls.at(place.xMm, place.yMm)
    return Math.max(most, isRight(inside) ? diameterMm / 2 - away : diameterMm / 2 + away)
  }, 0)
}

/** What holds of every program: no rapid into or through the work, frozen moves, and never faster than its feeds. */
function expectSafe(moves: readonly Move[]): void {
  expect(moves[0]).toEqual({ kind: 'rapid', to: { zMm: 5 } })
  expect(moves.at(-1)).toEqual({ kind: 'rapid', to: { zMm: 5 } })
  expect(moves.every((move) => Object.isFrozen(move))).toBe(true)
  for (const { kind, points } of traced(moves)) {
    const [from, to] = [points[0], points.at(-1)]
    if (kind !== 'rapid' || from === undefined || to === undefined) continue
    // straight up out of the work, or above it
    expect(to.zMm).toBeGreaterThanOrEqual(0)
    if (from.zMm < 0) expect([to.xMm, to.yMm]).toEqual([from.xMm, from.yMm])
  }
  if (MACHINE === undefined) throw new Error('the library has a machine')
  const start = { xMm: 0, yMm: 0, zMm: 5 }
  const { cutLengthMm } = pathLengths(moves, start)
  const { totalSeconds } = motionTime(moves, start, MACHINE)
  expect(totalSeconds).toBeGreaterThanOrEqual(cutLengthMm / (1500 / 60))
}

function simulated(
  moves: readonly Move[],
  diameterMm: number,
  allowed: readonly Loop[],
  required: readonly Loop[],
) {
  const region = {
    allowed: offsetLoops(allowed, 0.006),
    required: offsetLoops(required, -0.01),
    depthMm: 2,
  }
  return simulatePosted(postedText(moves), {
    tools: [{ diameterMm, fluteLengthMm: 12, stickoutMm: null }],
    regions: [region],
    obstacles: [],
    colletNutDiameterMm: null,
    travelMm: null,
  }).findings
}

const RUNS = { numRuns: 6 }

describe('of any shape', () => {
  test('a contour pocket clears all a tool reaches, cuts into no wall and goes down by ramps', () => {
    fc.assert(
      fc.property(shapes, tools, fc.constantFrom(0.2, 0.5), (shape, diameterMm, stepoverRatio) => {
        const island = circle(0, 0, 1.5)
        const plan = planned('contourPocket', [island, shape], diameterMm, { stepoverRatio })
        expect(plan.reasons).toEqual([])
        expectSafe(plan.moves)
        const loops = loopsOf([shape, island])
        expect(gougeMm(plan.moves, loops, diameterMm, (inside) => inside)).toBeLessThan(0.005)
        const region = loopsOf([shape, reversedPath(island)])
        const reached = openedLoops(region, diameterMm / 2)
        expect(simulated(plan.moves, diameterMm, region, reached)).toEqual([])
      }),
      RUNS,
    )
  })

  test('rest machining clears what the smaller tool reaches and nothing outside the walls', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const loops = loopsOf([shape])
        const rest = planned('rest', [shape], 2, { previousToolDiameterMm: 6 })
        expect(rest.reasons).toEqual([])
        expectSafe(rest.moves)
        expect(gougeMm(rest.moves, loops, 2, (inside) => inside)).toBeLessThan(0.005)
        // it needs no help of the larger tool to clear all that tool left and it reaches itself
        const left = intersectionOfLoops(
          differenceOfLoops(loops, openedLoops(loops, 3)),
          openedLoops(loops, 1),
        )
        expect(simulated(rest.moves, 2, loops, left)).toEqual([])
      }),
      RUNS,
    )
  })

  test('a profile keeps to its side of the wall, with leads, tabs and an onion skin', () => {
    fc.assert(
      fc.property(
        shapes,
        tools,
        fc.constantFrom('outside', 'inside'),
        fc.constantFrom('climb', 'conventional'),
        (shape, diameterMm, side, direction) => {
          const how = { side, direction, tabCount: 2, tabHeightMm: 0.8, onionSkinMm: 0.2 }
          const plan = planned('profile', [shape], diameterMm, how)
          expect(plan.reasons).toEqual([])
          expectSafe(plan.moves)
          const isRight = (inside: boolean) => inside === (side === 'inside')
          const loops = loopsOf([shape])
          expect(gougeMm(plan.moves, loops, diameterMm, isRight)).toBeLessThan(0.005)
          const lowest = Math.min(...placesBelow(plan.moves, 0.5).map(({ zMm }) => zMm))
          expect(lowest).toBeCloseTo(-1.8, 6)
        },
      ),
      RUNS,
    )
  })

  test('an engraving stays on its path and never goes straight down', () => {
    fc.assert(
      fc.property(shapes, fc.boolean(), (shape, isOpen) => {
        const path = isOpen ? shape.slice(1) : shape
        const plan = planned('engrave', [path], 1)
        expect(plan.reasons).toEqual([])
        expectSafe(plan.moves)
        const line = new LoopDistance(loopsOf([shape]), 5)
        for (const { xMm, yMm, kind } of placesBelow(plan.moves, 0.5)) {
          expect(line.at(xMm, yMm)).toBeLessThan(0.002)
          expect(kind).not.toBe('plunge')
        }
      }),
      RUNS,
    )
  })

  test('the two halves of an inlay lie everywhere one clearance apart', () => {
    fc.assert(
      fc.property(shapes, fc.constantFrom(2, 3.175), fc.constantFrom(0.03, 0.1), (shape, d, c) => {
        const female = planned('inlayFemale', [shape], d, { otherToolDiameterMm: 2 })
        const male = planned('inlayMale', [shape], 2, { otherToolDiameterMm: d, clearanceMm: c })
        expect([...female.reasons, ...male.reasons]).toEqual([])
        expectSafe(female.moves)
        expectSafe(male.moves)
        const wall = inlayShape(loopsOf([shape]), d / 2, 1)
        const gap = (moves: readonly Move[]) => {
          const floor = placesBelow(moves, 0.1).filter(({ zMm }) => zMm < -1.99)
          return (at: Point2) =>
            floor.reduce((least, place) => Math.min(least, distanceMm(at, place)), Infinity)
        }
        const [toPocket, toPiece] = [gap(female.moves), gap(male.moves)]
        for (const at of wall.flatMap((loop) => placesOnLoop(loop, 1))) {
          // the pocket's wall lies a radius from its tool's middle, the piece's a radius less the clearance
          const apartMm = toPocket(at) - d / 2 + (1 - toPiece(at))
          expect(Math.abs(apartMm - c)).toBeLessThan(0.01)
        }
        expect(simulated(female.moves, d, wall, openedLoops(wall, d / 2))).toEqual([])
      }),
      RUNS,
    )
  })
})

describe('what cannot be cut says why in one sentence', () => {
  test.each([
    ['contourPocket', [circle(0, 0, 1)], 3, {}, /nowhere as wide as the tool, 3\.00 mm\./],
    ['rest', [circle(0, 0, 9)], 2, { previousToolDiameterMm: 6 }, /left nothing/],
    ['profile', [circle(0, 0, 1)], 3, { side: 'inside' }, /nowhere as wide as the tool/],
    ['profile', [circle(0, 0, 3)], 3, { tabCount: 9 }, /no room for 9 tabs/],
    ['profile', [circle(0, 0, 3).slice(1)], 3, {}, /is open and has no inside/],
    ['engrave', [], 1, {}, /No path is chosen/],
    ['inlayFemale', [circle(0, 0, 1)], 3, { otherToolDiameterMm: 2 }, /nowhere as wide/],
    ['inlayMale', [circle(0, 0, 1)], 2, { otherToolDiameterMm: 3 }, /nowhere as wide/],
  ] as const)('%s', (...[id, paths, diameterMm, params, sentence]) => {
    const plan = planned(id, paths, diameterMm, params)
    expect(plan.moves).toEqual([])
    expect(plan.reasons).toHaveLength(1)
    expect(plan.reasons[0]).toMatch(sentence)
  })
})

describe('drilling', () => {
  const points = [
    { xMm: 30, yMm: 0 },
    { xMm: 10, yMm: 0 },
  ]
  const { maxDepthPerPassMm: _, cutFeedMmPerMin: __, ...drilling } = DEPTHS

  test('goes to the nearest hole first, in pecks with full retracts', () => {
    const plan = planOperation({
      id: 'drill',
      region: { paths: [], points },
      tool: tool(3),
      params: { ...drilling, peckMm: 2 },
    })
    if (!plan.ok) throw new Error(plan.error.message)
    const { moves } = plan.value
    const over = moves.flatMap((move) =>
      move.kind === 'rapid' && move.to.xMm !== undefined ? [move.to.xMm] : [],
    )
    expect(over).toEqual([10, 30])
    const bottoms = moves.flatMap((move) => (move.kind === 'line' ? [move.to.zMm] : []))
    expect(bottoms).toEqual([0, -2, 0, -2])
    postedText(moves)
  })

  test('is refused for a tool that does not cut at its middle', () => {
    const plan = planOperation({
      id: 'drill',
      region: { paths: [], points },
      tool: { ...tool(3), centreCutting: false },
      params: drilling,
    })
    expect(plan.ok && plan.value.reasons).toEqual([
      'The tool does not cut at its middle and cannot drill.',
    ])
  })
})

test('tabs stand by arc length: half way round a square lies one, as high as asked', () => {
  const square = polygon([0, 0], [40, 0], [40, 40], [0, 40])
  const how = { side: 'on', tabCount: 2, tabHeightMm: 0.8, tabWidthMm: 4, leadRadiusMm: 0 }
  const { moves } = planned('profile', [square], 2, how)
  const level = placesBelow(moves, 0.05).filter(({ kind }) => kind === 'level')
  const tops = level.filter(({ zMm }) => Math.abs(zMm + 1.2) < 1e-3)
  // 4 mm and the tool's 2 mm, each of two tabs, on the way down and on the last lap
  expect(tops.length).toBeGreaterThan(0)
  const sides = new Set(tops.map(({ xMm, yMm }) => (xMm > yMm ? 'lower' : 'upper')))
  expect(sides.size).toBe(2)
})
