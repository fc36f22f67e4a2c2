import { expect, test } from 'vitest'
import { signedDistanceGrid } from '../../geometry/distance-grid.ts'
import { offsetLoops } from '../../geometry/polygon-kernel.ts'
import { EngagementField, fieldCellMm } from './engagement-field.ts'
import { standingParts } from './standing.ts'

const RADIUS_MM = 3
/** Nodes of the field lie every 0.15 mm from the bottom: the last row is 0.03 mm below the top. */
const TOP_MM = 12.03
const LOOP = [
  { xMm: 0, yMm: 0 },
  { xMm: 20, yMm: 0 },
  { xMm: 20, yMm: TOP_MM },
  { xMm: 0, yMm: TOP_MM },
]

/** A pocket gone over in circuits of its walls, the top one's strip left so thick, mm. */
function cleared(stripMm: number): EngagementField {
  const wall = signedDistanceGrid([LOOP], fieldCellMm(RADIUS_MM), 2.2 * RADIUS_MM)
  const field = new EngagementField(wall, RADIUS_MM)
  for (const insetMm of [0.0015, 1, 2, 2.9]) {
    for (const loop of offsetLoops([LOOP], -(RADIUS_MM + insetMm))) {
      const kept = loop.map(({ xMm, yMm }) => ({
        xMm,
        yMm: Math.min(yMm, TOP_MM - RADIUS_MM - stripMm),
      }))
      kept.forEach((to, index) => {
        const from = kept.at(index - 1) ?? to
        field.cut(from.xMm, from.yMm, to.xMm, to.yMm)
      })
    }
  }
  return field
}

test('a strip that stands along a wall is told, however thin beside a cell of the field', () => {
  const parts = standingParts([LOOP], cleared(0.06))
  expect(parts.map(({ kind }) => kind)).toEqual(['no-way-in'])
  expect(parts[0]?.at.yMm).toBeCloseTo(TOP_MM - 0.03, 3)
})

test('what a finish keeps off the wall is not told', () => {
  expect(standingParts([LOOP], cleared(0.0015))).toEqual([])
})

test('small parts that together are nearly a tenth of a percent are told', () => {
  const field = cleared(0.06)
  const topMm = TOP_MM - RADIUS_MM
  // along the top but for two places of 1.66 mm, where a disc of R leaves 5 nodes of 10 800 each
  for (const [fromMm, toMm] of [
    [RADIUS_MM, 5.2],
    [6.86, 12.2],
    [13.86, 20 - RADIUS_MM],
  ] as const) {
    field.cut(fromMm, topMm - 0.0015, toMm, topMm - 0.0015)
  }
  const parts = standingParts([LOOP], field)
  expect(parts.map(({ areaMm2 }) => areaMm2 / 0.15 ** 2)).toEqual([
    expect.closeTo(5),
    expect.closeTo(5),
  ])
})
