import { describe, expect, test } from 'vitest'
import type { Point3 } from '../geometry/point.ts'
import { arcMoveLengthMm, arcShape, type CircularMove, pointOnArcShape } from './arc-move.ts'
import { basicMoves, PECK_CLEARANCE_MM, pecksOf } from './basic-moves.ts'
import { moveLengthMm } from './measure.ts'
import type { DrillMove } from './move.ts'

const how = { feedMmPerMin: 600, role: 'cut' } as const
const at = (xMm: number, yMm: number, zMm: number): Point3 => ({ xMm, yMm, zMm })

describe('a circular move', () => {
  // A quarter turn of radius 10 in each plane, worked out by hand with the right-hand rule:
  // counterclockwise about +Y takes Z to X, about +X takes Y to Z.
  const quarter: readonly [string, Point3, CircularMove, Point3][] = [
    [
      'XY',
      at(10, 0, 0),
      {
        kind: 'arc',
        to: at(0, 10, 0),
        centre: { xMm: 0, yMm: 0 },
        rotation: 'counterclockwise',
        ...how,
      },
      at(10 * Math.SQRT1_2, 10 * Math.SQRT1_2, 0),
    ],
    [
      'ZX',
      at(0, 5, 10),
      {
        kind: 'plane-arc',
        plane: 'ZX',
        to: at(10, 5, 0),
        centre: at(0, 99, 0),
        rotation: 'counterclockwise',
        ...how,
      },
      at(10 * Math.SQRT1_2, 5, 10 * Math.SQRT1_2),
    ],
    [
      'YZ',
      at(7, 10, 0),
      {
        kind: 'plane-arc',
        plane: 'YZ',
        to: at(7, 0, 10),
        centre: at(99, 0, 0),
        rotation: 'counterclockwise',
        ...how,
      },
      at(7, 10 * Math.SQRT1_2, 10 * Math.SQRT1_2),
    ],
  ]

  test.each(quarter)('in %s turns a quarter through its middle', (_, from, move, middle) => {
    const shape = arcShape(from, move)
    expect(shape.sweepRad).toBeCloseTo(Math.PI / 2, 12)
    expect(arcMoveLengthMm(from, move)).toBeCloseTo(5 * Math.PI, 9)
    const found = pointOnArcShape(shape, 0.5)
    for (const axis of ['xMm', 'yMm', 'zMm'] as const) {
      expect(found[axis]).toBeCloseTo(middle[axis], 9)
    }
  })

  test('in ZX with a rise along Y has the length of the helix', () => {
    const move: CircularMove = {
      kind: 'plane-arc',
      plane: 'ZX',
      to: at(0, 3, 10),
      centre: at(0, 0, 0),
      rotation: 'clockwise',
      ...how,
    }
    // a full turn of radius 10 that rises 3
    expect(arcMoveLengthMm(at(0, 0, 10), move)).toBeCloseTo(Math.hypot(20 * Math.PI, 3), 9)
  })
})

describe('a drilled hole', () => {
  const hole: DrillMove = {
    kind: 'drill',
    at: { xMm: 4, yMm: 3 },
    clearZMm: 2,
    bottomZMm: -5,
    peckMm: 3,
    dwellSeconds: 0.5,
    feedMmPerMin: 120,
  }

  test('is pecked from the clear height with a retract between, never past the bottom', () => {
    const moves = basicMoves([hole])
    const feeds = moves.flatMap((move) => (move.kind === 'line' ? [move.to.zMm] : []))
    // 7 mm in pecks of at most 3: three of 2.34, the last of them 2.32
    expect(feeds).toHaveLength(3)
    for (const [index, zMm] of [-0.34, -2.68, -5].entries())
      expect(feeds[index]).toBeCloseTo(zMm, 9)
    const rapids = moves.flatMap((move) => (move.kind === 'rapid' ? [move.to.zMm ?? 99] : []))
    const back = PECK_CLEARANCE_MM
    const wanted = [99, 2, 2, -0.34 + back, 2, -2.68 + back, 2]
    expect(rapids).toHaveLength(wanted.length)
    for (const [index, zMm] of wanted.entries()) expect(rapids[index]).toBeCloseTo(zMm, 9)
    expect(moves.filter(({ kind }) => kind === 'dwell')).toEqual([{ kind: 'dwell', seconds: 0.5 }])
  })

  test('leaves no sliver for a last peck, and no peck deeper than asked but by rounding', () => {
    for (const depthMm of [4, 4.00005, 4.019, 4.03, 7.999, 8]) {
      const { count, eachMm } = pecksOf({ ...hole, bottomZMm: 2 - depthMm, peckMm: 0.8 })
      expect(eachMm).toBeLessThanOrEqual(0.8 + 0.011)
      expect(depthMm - (count - 1) * eachMm).toBeGreaterThan(0.5)
    }
  })

  test('without pecks goes down once, and its length is the way there, down and back', () => {
    const moves = basicMoves([{ ...hole, peckMm: null }])
    expect(moves.filter(({ kind }) => kind === 'line')).toHaveLength(1)
    // 5 mm across at Z 10, 8 down to 2, 7 down, 7 up
    expect(moveLengthMm(at(0, 0, 10), { ...hole, peckMm: null })).toBeCloseTo(27, 9)
  })
})
