import { describe, expect, test } from 'vitest'
import { LoopDistance } from '../../geometry/loop-distance.ts'
import { type Point2, polarPoint } from '../../geometry/point.ts'
import { slotStroke, slotWalls } from './slot.ts'
import type { Heading } from './steer.ts'

const RADIUS_MM = 6.35
const LEG_MM = 60

const at = (xMm: number, yMm: number): Point2 => ({ xMm, yMm })

/** A channel so wide that runs along X, round a right angle to the left, and along Y. */
function elbow(widthMm: number): LoopDistance {
  const inner = LEG_MM - widthMm
  const loop = [at(0, 0), at(LEG_MM, 0), at(LEG_MM, LEG_MM), at(inner, LEG_MM)]
  return new LoopDistance([[...loop, at(inner, widthMm), at(0, widthMm)]], 2.5 * RADIUS_MM)
}

/** Half its width from the inner walls of the elbow, in steps of 0.1 R: round the corner on a circle. */
function elbowLine(widthMm: number): readonly Heading[] {
  const [inner, half, stepMm] = [LEG_MM - widthMm, widthMm / 2, 0.1 * RADIUS_MM]
  const straight = Array.from({ length: 20 }, (_, index) => (index + 1) * stepMm)
  const corner = at(inner, widthMm)
  const turns = Math.floor((Math.PI / 2) * (half / stepMm))
  return [
    ...straight.toReversed().map((away) => ({ ...at(inner - away, half), headingRad: 0 })),
    ...Array.from({ length: turns + 1 }, (_, index) => {
      const headingRad = (Math.PI / 2) * (index / turns)
      return { ...polarPoint(corner, half, headingRad - Math.PI / 2), headingRad }
    }),
    ...straight.map((away) => ({ ...at(inner + half, widthMm + away), headingRad: Math.PI / 2 })),
  ]
}

/** How near straight pieces from place to place come to a wall, mm. */
function nearestMm(points: readonly Point2[], walls: LoopDistance): number {
  return points.reduce((least, to, index) => {
    const from = points[index - 1] ?? to
    const along = Array.from({ length: 41 }, (_, part) => {
      const share = part / 40
      return walls.at(
        from.xMm + (to.xMm - from.xMm) * share,
        from.yMm + (to.yMm - from.yMm) * share,
      )
    })
    return Math.min(least, ...along)
  }, Infinity)
}

describe('a slot', () => {
  // straight pieces of 0.1 R round a corner would dip R/800 into it: 7.9 µm
  test('in a channel as wide as the tool does not cut the inner corner of a bend', () => {
    const widthMm = 2 * RADIUS_MM
    const walls = elbow(widthMm)
    const stroke = slotStroke(elbowLine(widthMm), walls, RADIUS_MM)
    expect(nearestMm(stroke?.points ?? [], walls)).toBeGreaterThan(RADIUS_MM - 0.001)
  })

  test.each([0.05, 0.3, 0.9])(
    'in a channel %f mm wider does not cut it on its way along the walls',
    (moreMm) => {
      const widthMm = 2 * RADIUS_MM + moreMm
      const walls = elbow(widthMm)
      const stroke = slotStroke(elbowLine(widthMm), walls, RADIUS_MM)
      if (stroke === null) throw new Error('the tool fits')
      const sides = slotWalls(stroke, walls, RADIUS_MM)
      expect(sides.length).toBeGreaterThan(2 * stroke.points.length)
      expect(nearestMm(sides, walls)).toBeGreaterThan(RADIUS_MM)
    },
  )

  test('on a straight needs no more places than the line has', () => {
    const widthMm = 2 * RADIUS_MM + 0.3
    const line = elbowLine(widthMm).slice(0, 20)
    expect(slotStroke(line, elbow(widthMm), RADIUS_MM)?.points).toEqual(line)
  })

  test('goes along its walls into both corners of the end', () => {
    const [widthMm, endMm] = [2 * RADIUS_MM + 1, 9]
    const walls = new LoopDistance(
      [[at(0, 0), at(endMm + RADIUS_MM, 0), at(endMm + RADIUS_MM, widthMm), at(0, widthMm)]],
      2.5 * RADIUS_MM,
    )
    // the line ends 9 µm short of where the tool touches the end
    const lastMm = endMm - 0.009
    const line = [0, 0.5, 1, 1.5].map((awayMm) => ({
      ...at(lastMm - awayMm, widthMm / 2),
      headingRad: 0,
    }))
    const stroke = slotStroke(line.toReversed(), walls, RADIUS_MM)
    if (stroke === null) throw new Error('the tool fits')
    const sides = slotWalls(stroke, walls, RADIUS_MM)
    for (const corner of [at(endMm, RADIUS_MM), at(endMm, widthMm - RADIUS_MM)]) {
      const nearMm = sides.map(({ xMm, yMm }) => Math.hypot(xMm - corner.xMm, yMm - corner.yMm))
      expect(Math.min(...nearMm)).toBeLessThan(0.011)
    }
  })
})
