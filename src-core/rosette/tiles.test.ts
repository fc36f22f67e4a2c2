import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { annulusAreaMm2 } from '../geometry/annulus.ts'
import { degFromRad, radFromDeg } from '../units/angle.ts'
import { bendingStrain } from './bending.ts'
import { hiddenArcRad, visibleTileCount } from './hidden-arc.ts'
import { planLog } from './log.ts'
import { ropePitch } from './rope.ts'
import {
  closureBudgetPerTileMm,
  decideTaper,
  rectangularGapMm,
  sacrificialRowsPerSide,
  tileCountFor,
  tileShape,
} from './tiles.ts'

const ring = { innerRadiusMm: 48, outerRadiusMm: 61.5 }
/** The golden table gives three decimals: half of the last one. */
const within = (value: number, expected: number, tolerance = 0.001) => {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance)
}

describe('golden rosette: r_i 48, h 13.5, N 46', () => {
  const shape = tileShape(ring, 46, 15)

  test('tile widths, angles, gap and sagittas', () => {
    within(shape.innerWidthMm, 6.567)
    within(shape.middleWidthMm, 7.49)
    within(shape.outerWidthMm, 8.413)
    within(shape.includedAngleDeg, 7.8261, 0.0001)
    within(shape.faceAngleDeg, 3.913, 0.0001)
    within(shape.rectangularGapMm, 1.844)
    within(shape.outerSagittaMm, 0.143)
    within(shape.innerSagittaMm, 0.112)
  })

  test('15 columns taper from 0.438 to 0.561 mm, 0.5217 to 0.5225 degrees', () => {
    within(shape.columnInnerWidthMm, 0.438)
    within(shape.columnOuterWidthMm, 0.561)
    within(shape.columnTaperMm, 0.123)
    within(shape.columnTaperDeg, 0.5217, 0.0001)
    within(shape.columnSledAngleDeg, 0.5225, 0.0001)
  })

  test('every column is tapered: a whole-log taper would plane 0.92 mm off a 0.5 mm cell', () => {
    expect(shape.taperDecision.taper).toBe('column')
    within(shape.taperDecision.edgeLossMm, 0.922)
    within(shape.taperDecision.limitMm, 0.25)
  })

  test('one sacrificial row on each side, and 46 is what 7.49 mm tiles ask for', () => {
    expect(sacrificialRowsPerSide(shape, 0.5)).toBe(1)
    expect(tileCountFor(ring, 7.49)).toBe(46)
  })

  test('46 tiles close within 0.3 mm only when each is within 0.0065 mm', () => {
    within(closureBudgetPerTileMm(46, 0.3), 0.0065, 0.0001)
  })
})

test.each([
  [1, 63],
  [1.5, 94],
  [2, 126],
])('a rectangular tile %f mm high opens 0.10 mm at about %i tiles', (heightMm, count) => {
  const border = { innerRadiusMm: 50, outerRadiusMm: 50 + heightMm }
  expect(rectangularGapMm(border, count)).toBeCloseTo(0.1, 2)
})

describe('golden log: N 46, t 2, trim 10', () => {
  const log = (spareTiles: number, kerfMm: number) =>
    planLog({ tileCount: 46, spareTiles, sliceThicknessMm: 2, kerfMm, trimMm: 10, logCount: 1 })

  test('129 mm without spares, 71.3 % of it becomes tiles', () => {
    expect(log(0, 0.6).lengthMm).toBeCloseTo(129, 9)
    within(log(0, 0.6).yieldRatio, 0.713)
  })

  test('142 mm with five spares; the kerf decides the rest', () => {
    expect(log(5, 0.6).lengthMm).toBeCloseTo(142, 9)
    expect(log(0, 1).lengthMm).toBeCloseTo(147, 9)
    expect(log(0, 0.3).lengthMm).toBeCloseTo(115.5, 9)
  })

  test('more kerf or more spares never need less log', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (spares, kerfMm, more) => {
          expect(log(spares, kerfMm + more).lengthMm).toBeGreaterThanOrEqual(
            log(spares, kerfMm).lengthMm,
          )
          expect(log(spares + 1, kerfMm).lengthMm).toBeGreaterThan(log(spares, kerfMm).lengthMm)
        },
      ),
    )
  })
})

test('golden rope: 0.6 + 0.6 at 45 degrees closes in 172 repeats at r 46.5', () => {
  const rope = ropePitch(0.6, 0.6, radFromDeg(45), 46.5)
  within(rope.pitchMm, 1.6971, 0.0001)
  expect(rope.repeatCount).toBe(172)
  within(rope.closedPitchMm, 1.6987, 0.0001)
  within(rope.changeRatio, 0.0009, 0.0001)
})

test('golden channel: 45 to 64.5 mm is 6708 mm², 16.8 m at 0.8 mm stepover in two passes', () => {
  const areaMm2 = annulusAreaMm2({ innerRadiusMm: 45, outerRadiusMm: 64.5 })
  expect(Math.round(areaMm2)).toBe(6708)
  const lengthM = (2 * areaMm2) / 0.8 / 1000
  within(lengthM, 16.8, 0.05)
  within((lengthM * 1000) / 1440, 11.6, 0.06)
})

describe('hidden arc', () => {
  test.each([
    [62, 64.5, 57],
    [57, 63.5, 53],
    [57, 73.025, 45.9],
    [57, 53.975, 63.7],
  ])('a %f mm board at r %f hides %f degrees', (widthMm, radiusMm, expectedDeg) => {
    expect(degFromRad(hiddenArcRad(radiusMm, widthMm))).toBeCloseTo(
      expectedDeg,
      expectedDeg % 1 === 0 ? 0 : 1,
    )
  })

  test('never more tiles than the ring has, and all of them when nothing is hidden', () => {
    expect(visibleTileCount(46, 0)).toBe(46)
    expect(visibleTileCount(46, radFromDeg(53))).toBe(41)
  })
})

test('a 6.35 mm herringbone bent to r 52 strains 6 %', () => {
  expect(bendingStrain(6.35, 52)).toBeCloseTo(0.061, 3)
})

describe('tiles close the ring', () => {
  test('the included angles add up to one turn within 1e-9 rad', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 2000 }), (tileCount) => {
        const { includedAngleDeg, faceAngleDeg } = tileShape(ring, tileCount, 1)
        expect(Math.abs(radFromDeg(includedAngleDeg) * tileCount - 2 * Math.PI)).toBeLessThan(1e-9)
        expect(faceAngleDeg * 2).toBeCloseTo(includedAngleDeg, 12)
      }),
    )
  })

  test('neighbouring faces lie on one line through the centre at every radius', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 400 }),
        fc.double({ min: 10, max: 100, noNaN: true }),
        fc.double({ min: 0.5, max: 30, noNaN: true }),
        (tileCount, innerRadiusMm, heightMm) => {
          const shape = tileShape(
            { innerRadiusMm, outerRadiusMm: innerRadiusMm + heightMm },
            tileCount,
            1,
          )
          // half a tile's width over its distance from the centre is the tangent of its face's tilt
          for (const [widthMm, radiusMm] of [
            [shape.innerWidthMm, innerRadiusMm],
            [shape.outerWidthMm, innerRadiusMm + heightMm],
          ] as const) {
            expect(Math.atan(widthMm / 2 / radiusMm)).toBeCloseTo(Math.PI / tileCount, 10)
          }
        },
      ),
    )
  })

  test('tapering by column never loses more than half a cell', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 200 }),
        fc.integer({ min: 1, max: 60 }),
        (tileCount, columns) => {
          const decision = decideTaper(ring, tileCount, columns)
          expect(decision.taper === 'log').toBe(decision.edgeLossMm <= decision.limitMm)
        },
      ),
    )
  })
})
