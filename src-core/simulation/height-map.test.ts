import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Point2, Point3 } from '../geometry/point.ts'
import { TURN_RAD } from '../units/angle.ts'
import type { LevelArc } from './arc-sector.ts'
import { HeightMap } from './height-map.ts'

const CELL_MM = 0.1
const BOX = { minXMm: -9, minYMm: -8, maxXMm: 9.03, maxYMm: 8.04 }
/** Cells whose middle lies so near to the rim of what is swept may fall to either side of it, mm. */
const RIM_MM = 1e-9

interface Turn {
  readonly arc: LevelArc
  readonly startRad: number
  readonly zMm: number
  readonly toolMm: number
}

/** A place on a turn's arc, `rad` after its start. */
function placeOn({ arc, startRad, zMm }: Turn, rad: number): Point3 {
  const at = startRad + (arc.clockwise ? -rad : rad)
  const { centre, radiusMm } = arc
  return {
    xMm: centre.xMm + radiusMm * Math.cos(at),
    yMm: centre.yMm + radiusMm * Math.sin(at),
    zMm,
  }
}

/** How far a place is from a turn's arc, by the geometry of the arc alone. */
function distanceMm(turn: Turn, { xMm, yMm }: Point2): number {
  const { centre, radiusMm, sweepRad, clockwise } = turn.arc
  const directionRad = Math.atan2(yMm - centre.yMm, xMm - centre.xMm)
  const after = clockwise ? turn.startRad - directionRad : directionRad - turn.startRad
  const rad = after - TURN_RAD * Math.floor(after / TURN_RAD)
  const isBeside = rad <= sweepRad
  const ends = [placeOn(turn, 0), placeOn(turn, sweepRad)]
  return Math.min(
    isBeside ? Math.abs(Math.hypot(xMm - centre.xMm, yMm - centre.yMm) - radiusMm) : Infinity,
    ...ends.map((end) => Math.hypot(xMm - end.xMm, yMm - end.yMm)),
  )
}

/** Turns as a channel has them: about few centres, beside one another, in halves and whole, level by level. */
const turns = fc.array(
  fc.record({
    arc: fc.record({
      centre: fc.constantFrom({ xMm: 0, yMm: 0 }, { xMm: 0.37, yMm: -1.21 }),
      radiusMm: fc.oneof(
        fc.integer({ min: 1, max: 10 }).map((k) => 0.613 * k),
        fc.double({ min: 0.05, max: 6, noNaN: true }),
      ),
      sweepRad: fc.oneof(
        fc.constantFrom(Math.PI, TURN_RAD, Math.PI / 2),
        fc.double({ min: 0.05, max: TURN_RAD, noNaN: true }),
      ),
      clockwise: fc.boolean(),
    }),
    startRad: fc.oneof(
      fc.constantFrom(0.1, 0.1 + Math.PI, 0.1 - Math.PI / 2),
      fc.double({ min: -3, max: 3, noNaN: true }),
    ),
    zMm: fc.constantFrom(-0.3, -0.9, -1.7),
    toolMm: fc.constantFrom(0.5, 1.003),
  }),
  { minLength: 1, maxLength: 12 },
)

test('turn after turn takes what lies within the tool of its arc, each cell once, and nothing else', () => {
  fc.assert(
    fc.property(turns, (path) => {
      const map = new HeightMap(BOX, CELL_MM)
      const { columns, rows } = map.grid
      const heights = new Float32Array(columns * rows)
      const unsure = new Uint8Array(columns * rows)
      for (const turn of path) {
        const removal = map.sweepArc(
          turn.arc,
          placeOn(turn, 0),
          placeOn(turn, turn.arc.sweepRad),
          turn.toolMm,
        )
        let lowered = 0
        let doubtful = 0
        for (let cell = 0; cell < heights.length; cell += 1) {
          const offMm =
            distanceMm(turn, {
              xMm: map.grid.minXMm + (cell % columns) * CELL_MM,
              yMm: map.grid.minYMm + Math.floor(cell / columns) * CELL_MM,
            }) - turn.toolMm
          if (Math.abs(offMm) < RIM_MM) unsure[cell] = 1
          if (unsure[cell] === 1) doubtful += 1
          const keptMm = Math.fround(turn.zMm)
          if (offMm > 0 || (heights[cell] as number) <= keptMm) continue
          lowered += 1
          heights[cell] = keptMm
        }
        expect(Math.abs(removal.loweredCells - lowered)).toBeLessThanOrEqual(doubtful)
      }
      const wrong = heights.findIndex(
        (height, cell) => unsure[cell] === 0 && height !== map.heights[cell],
      )
      expect(wrong).toBe(-1)
    }),
    { numRuns: 60 },
  )
})

/** Lowest of a tool of `toolMm` over a place on a sloped way: at an end of the stretch |from + t·d − place| ≤ tool. */
function lowestOver(from: Point3, to: Point3, { xMm, yMm }: Point2, toolMm: number): number {
  const [dx, dy, dz] = [to.xMm - from.xMm, to.yMm - from.yMm, to.zMm - from.zMm]
  const [px, py] = [from.xMm - xMm, from.yMm - yMm]
  const [a, b, c] = [dx * dx + dy * dy, px * dx + py * dy, px * px + py * py - toolMm * toolMm]
  if (a === 0) return c <= 0 ? Math.min(from.zMm, to.zMm) : 0
  const root = Math.sqrt(b * b - a * c)
  const [first, last] = [Math.max(0, (-b - root) / a), Math.min(1, (-b + root) / a)]
  return first <= last ? Math.min(0, from.zMm + dz * first, from.zMm + dz * last) : 0
}

const places = fc.record({
  xMm: fc.double({ min: -7, max: 7, noNaN: true }),
  yMm: fc.double({ min: -6, max: 6, noNaN: true }),
  zMm: fc.double({ min: -2, max: 0.5, noNaN: true }),
})

test('a slope leaves every place at the lowest the tool was over it, downwards, upwards and straight down', () => {
  fc.assert(
    fc.property(places, places, fc.boolean(), (from, to, isStraight) => {
      const end = isStraight ? { ...from, zMm: to.zMm } : to
      fc.pre(Math.abs(end.zMm - from.zMm) > 0.01)
      const map = new HeightMap(BOX, CELL_MM)
      map.sweep(from, end, 1.37)
      const { columns, minXMm, minYMm } = map.grid
      let wrong = 0
      map.heights.forEach((height, cell) => {
        const place = {
          xMm: minXMm + (cell % columns) * CELL_MM,
          yMm: minYMm + Math.floor(cell / columns) * CELL_MM,
        }
        if (Math.abs(height - lowestOver(from, end, place, 1.37)) > 1e-4) wrong += 1
      })
      // a cell on the very rim may fall to either side
      expect(wrong).toBeLessThanOrEqual(1)
    }),
    { numRuns: 40 },
  )
})
