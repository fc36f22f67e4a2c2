import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Loop } from '#core/geometry/flatten-path.ts'
import { LoopDistance } from '#core/geometry/loop-distance.ts'
import { reversedPath } from '#core/geometry/outline.ts'
import { distanceMm, type Point2, polarPoint } from '#core/geometry/point.ts'
import {
  differenceOfLoops,
  intersectionOfLoops,
  offsetLoops,
  openedLoops,
} from '#core/geometry/polygon-kernel.ts'
import type { CutRegion } from '#core/toolpath/cut-region.ts'
import type { Move } from '#core/toolpath/move.ts'
import { placesOnLoop } from '#core/toolpath/contour/closed-loops.ts'
import { inlayShape } from '#core/rosette/inlay-shape.ts'
import { isInsideLoop } from '#core/toolpath/operations/walls.ts'
import { circle, polygon } from './pocket-shapes.ts'
import { planned, loopsOf, placesBelow, simulated, proved } from './operation-proof.ts'

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

/** A region made here, without asking the operation. */
function between(allowed: readonly Loop[], required: readonly Loop[]): readonly CutRegion[] {
  const grown = offsetLoops(allowed, 0.006)
  return [{ allowed: grown, required: offsetLoops(required, -0.01), depthMm: 2 }]
}

const RUNS = { numRuns: 6 }

describe('of any shape', () => {
  test('a contour pocket clears all a tool reaches, cuts into no wall and goes down by ramps', () => {
    fc.assert(
      fc.property(shapes, tools, fc.constantFrom(0.2, 0.5), (shape, diameterMm, stepoverRatio) => {
        const island = circle(0, 0, 1.5)
        const plan = proved('contourPocket', [island, shape], diameterMm, { stepoverRatio })
        const loops = loopsOf([shape, island])
        expect(gougeMm(plan.moves, loops, diameterMm, (inside) => inside)).toBeLessThan(0.005)
        const region = loopsOf([shape, reversedPath(island)])
        const reached = openedLoops(region, diameterMm / 2)
        expect(simulated(plan.moves, diameterMm, between(region, reached))).toEqual([])
      }),
      RUNS,
    )
  })

  test('rest machining clears what the smaller tool reaches and nothing outside the walls', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const loops = loopsOf([shape])
        const rest = proved('rest', [shape], 2, { otherDiameterMm: 6 })
        expect(gougeMm(rest.moves, loops, 2, (inside) => inside)).toBeLessThan(0.005)
        // it needs no help of the larger tool to clear all that tool left and it reaches itself
        const left = intersectionOfLoops(
          differenceOfLoops(loops, openedLoops(loops, 3)),
          openedLoops(loops, 1),
        )
        expect(simulated(rest.moves, 2, between(loops, left))).toEqual([])
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
          const plan = proved('profile', [shape], diameterMm, how)
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
        const plan = proved('engrave', [path], 1)
        const on = proved('profile', [path], 1, { side: 'on', onionSkinMm: 0.5 })
        expect(Math.min(...placesBelow(on.moves, 0.5).map(({ zMm }) => zMm))).toBeCloseTo(-1.5, 6)
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
        const female = proved('inlayFemale', [shape], d, { otherDiameterMm: 2 })
        const male = proved('inlayMale', [shape], 2, { otherDiameterMm: d, clearanceMm: c })
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
        expect(simulated(female.moves, d, between(wall, openedLoops(wall, d / 2)))).toEqual([])
      }),
      RUNS,
    )
  })
})

describe('what cannot be cut says why in one sentence', () => {
  test.each([
    ['contourPocket', [circle(0, 0, 1)], 3, {}, /nowhere as wide as the tool, 3\.00 mm\./],
    ['rest', [circle(0, 0, 9)], 2, { otherDiameterMm: 6 }, /left nothing/],
    ['profile', [circle(0, 0, 1)], 3, { side: 'inside' }, /nowhere as wide as the tool/],
    ['profile', [circle(0, 0, 3)], 3, { tabCount: 9 }, /no room for 9 tabs/],
    ['profile', [circle(0, 0, 3).slice(1)], 3, {}, /is open and has no inside/],
    ['engrave', [], 1, {}, /No path is chosen/],
    ['inlayFemale', [circle(0, 0, 1)], 3, { otherDiameterMm: 2 }, /nowhere as wide/],
    ['inlayMale', [circle(0, 0, 1)], 2, { otherDiameterMm: 3 }, /nowhere as wide/],
  ] as const)('%s', (...[id, paths, diameterMm, params, sentence]) => {
    const plan = planned(id, paths, diameterMm, params)
    expect(plan.moves).toEqual([])
    expect(plan.reasons).toHaveLength(1)
    expect(plan.reasons[0]).toMatch(sentence)
  })
})
