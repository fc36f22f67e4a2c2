import { describe, expect, test } from 'vitest'
import { planOperation, regionsOfOperation } from '#core/toolpath/operations/operations.ts'
import { circle, polygon } from './pocket-shapes.ts'
import { tool, ordered, planned, placesBelow, simulated, proved } from './operation-proof.ts'

describe('drilling', () => {
  const holes = [circle(30, 0, 1.5), circle(10, 0, 1.5)]

  test('goes to the nearest hole first, in pecks with full retracts', () => {
    const { moves } = proved('drill', holes, 3)
    const over = moves.flatMap((move) =>
      move.kind === 'rapid' && move.to.xMm !== undefined ? [move.to.xMm] : [],
    )
    expect(over).toEqual([10, 30])
    const bottoms = moves.flatMap((move) => (move.kind === 'line' ? [move.to.zMm] : []))
    expect(bottoms).toEqual([0, -2, 0, -2])
  })

  test('a straight plunge is a fault everywhere but in its hole, and no hole is deeper than asked', () => {
    const order = ordered(holes, 3)
    const { moves } = planOperation('drill', order)
    const [first] = regionsOfOperation('drill', order)
    if (first === undefined) throw new Error('there are two holes')
    const one = simulated(moves, 3, [first])
    expect(one.some((text) => text.startsWith('plunge-in-material'))).toBe(true)
    expect(one.some((text) => text.startsWith('gouge'))).toBe(true)
    const shallow = regionsOfOperation('drill', ordered(holes, 3, { depthMm: 1.9 }))
    expect(simulated(moves, 3, shallow)[0]).toMatch(/gouge: cuts 0\.100 mm deeper/)
  })

  test('is refused for a tool that does not cut at its middle', () => {
    const order = ordered(holes, 3)
    const blunt = { ...order, tool: { ...tool(3), centreCutting: false } }
    expect(planOperation('drill', blunt).reasons).toEqual([
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

describe('tabs', () => {
  const square = polygon([0, 0], [40, 0], [40, 40], [0, 40])
  const how = { tabCount: 4, tabHeightMm: 0.8, tabWidthMm: 4 }

  test.each(['outside', 'inside', 'on'])('stand at their height in a cut %s', (side) => {
    const plan = proved('profile', [square], 3, { ...how, side })
    // the same cut without tabs goes into where they should stand, and theirs leaves wood where none should
    const without = planned('profile', [square], 3, { side })
    const tabbed = regionsOfOperation('profile', ordered([square], 3, { ...how, side }))
    const plain = regionsOfOperation('profile', ordered([square], 3, { side }))
    expect(simulated(without.moves, 3, tabbed)[0]).toMatch(/gouge: cuts 0\.800 mm deeper/)
    expect(simulated(plan.moves, 3, plain)[0]).toMatch(/rest: leaves 0\.\d+ mm standing/)
  })

  test('are refused where the cut of a neighbour would take them', () => {
    const pair = (gapMm: number) =>
      [0, 20 + gapMm].map((left) => polygon([left, 0], [left + 20, 0], [left + 20, 20], [left, 20]))
    const apart = planned('profile', pair(12), 3, { ...how, tabCount: 2 })
    expect(apart.reasons).toEqual([])
    const near = planned('profile', pair(4), 3, { ...how, tabCount: 2 })
    expect(near.reasons[0]).toMatch(/no room for 2 tabs/)
  })
})

test('leads never cross kept wood: in a narrow gap they shrink or go', () => {
  // two squares 4 mm apart: a lead of 6 mm about the tool of 3 mm would reach the neighbour
  const pair = [
    polygon([0, 0], [20, 0], [20, 20], [0, 20]),
    polygon([24, 0], [44, 0], [44, 20], [24, 20]),
  ]
  proved('profile', pair, 3, { side: 'outside', leadRadiusMm: 6 })
})
