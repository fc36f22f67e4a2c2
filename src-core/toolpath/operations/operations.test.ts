import { describe, expect, test } from 'vitest'
import type { Path } from '../../geometry/path.ts'
import { OPERATION_KIND_NAMES } from '../../rosette/operation-kinds.ts'
import { OPERATIONS, planOperation } from './operations.ts'
import { orientedWalls } from './walls.ts'
import { flattenPath, loopAreaMm2 } from '../../geometry/flatten-path.ts'

function square(xMm: number, yMm: number, sideMm: number): Path {
  const corners = [
    { xMm, yMm },
    { xMm: xMm + sideMm, yMm },
    { xMm: xMm + sideMm, yMm: yMm + sideMm },
    { xMm, yMm: yMm + sideMm },
  ]
  return corners.map((from, index) => ({
    kind: 'line',
    from,
    to: corners[(index + 1) % 4] ?? from,
  }))
}

const TOOL = { diameterMm: 3, fluteLengthMm: 12, centreCutting: true }
const PARAMS = {
  ...{ depthMm: 1, maxDepthPerPassMm: 1, feedMmPerMin: 1000, plungeMmPerMin: 300, rampDeg: 3 },
  ...{ safeHeightMm: 5, stockToLeaveMm: 0, otherDiameterMm: null, stepoverRatio: 0.2 },
  direction: 'climb',
} as const

describe('operations', () => {
  test('are planned by every kind there is', () => {
    expect(Object.keys(OPERATIONS)).toEqual(OPERATION_KIND_NAMES)
  })

  test('a pocket begins and ends at its safe height and tells how far it is', () => {
    const told: number[] = []
    const order = { paths: [square(0, 0, 12)], tool: TOOL, params: PARAMS }
    const { moves, reasons } = planOperation('pocket', order, (fraction) => told.push(fraction))
    expect(reasons).toEqual([])
    expect(moves[0]).toEqual({ kind: 'rapid', to: { zMm: 5 } })
    expect(moves.at(-1)).toEqual({ kind: 'rapid', to: { zMm: 5 } })
    expect(told.at(-1)).toBe(1)
    // also while it clears, and never backwards
    expect(told.filter((fraction) => fraction > 0.1 && fraction < 0.7).length).toBeGreaterThan(3)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
  })

  test('a pocket of nothing, and one narrower than the tool, say why', () => {
    const of = (paths: readonly Path[]) =>
      planOperation('pocket', { paths, tool: TOOL, params: PARAMS })
    expect(of([])).toMatchObject({ moves: [], reasons: ['No closed path is chosen.'] })
    const narrow = of([square(0, 0, 2.8)])
    expect(narrow.moves).toEqual([])
    expect(narrow.reasons).toHaveLength(1)
    expect(narrow.reasons[0]).toMatch(
      /the region is 2\.\d\d mm wide at the most, the tool 3\.00 mm/,
    )
  })

  test('walls run as they should whatever way they were drawn', () => {
    const islandInPocket = [square(2, 2, 3), square(0, 0, 12), square(3, 3, 1)]
    const areas = orientedWalls(islandInPocket).map((path) => loopAreaMm2(flattenPath(path, 0.01)))
    expect(areas).toEqual([-9, 144, 1])
  })
})
