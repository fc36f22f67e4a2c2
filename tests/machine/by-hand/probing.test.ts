import { describe, expect, test } from 'vitest'
import type { HandDesk } from './hand-desk.ts'
import { APPROACH, BLOCK, deskAt, offsetOf, Z_PLATE } from './probe-desk.ts'

describe.each([
  ['G21', 0],
  ['G20', 0],
  ['G21', 1],
  ['G20', 1],
])('under %s, reports in inches: %i', (units, inches) => {
  const inUnits = (desk: HandDesk) => {
    desk.start(`${units}\nM2\n`)
    desk.finish()
    desk.settle()
  }

  test('a plate of 12.7 mm lying at Z -40 puts zero on the stock below it', async () => {
    const workpiece = { kind: 'plate', topZMm: -40 } as const
    const desk = await deskAt({ xMm: -50, yMm: -50, zMm: -20 }, [[13, inches]], { workpiece })
    inUnits(desk)
    const answer = desk.probe(Z_PLATE)
    expect(answer.problem).toBeNull()
    expect(offsetOf(desk)?.zMm).toBeCloseTo(-52.7, 1)
    expect(desk.manual.lastProcedure?.finding?.repeatabilityMm).toBeLessThan(0.1)
    desk.settle()
    expect(desk.manual.modal).toMatchObject({ units, distance: 'G90', motion: 'G0' })
  })

  test('the centre of a soundhole of 84 mm is found from a place off the middle', async () => {
    const workpiece = {
      kind: 'bore',
      centreXMm: -150,
      centreYMm: -120,
      radiusMm: 42 - 1.5,
      topZMm: -30,
    } as const
    const place = { xMm: -140, yMm: -135, zMm: -35 }
    const desk = await deskAt(place, [[13, inches]], { workpiece })
    inUnits(desk)
    const answer = desk.probe({
      kind: 'boreCentre',
      approach: { ...APPROACH, greatestTravelMm: 80, seekFeedMmPerMin: 400 },
      tipDiameterMm: 3,
      expectedDiameterMm: 84,
    })
    expect(answer.problem).toBeNull()
    expect(offsetOf(desk)?.xMm).toBeCloseTo(-150, 1)
    expect(offsetOf(desk)?.yMm).toBeCloseTo(-120, 1)
    const measured = desk.manual.lastProcedure?.finding?.measuredMm
    expect(measured?.xMm).toBeCloseTo(84, 1)
    expect(measured?.yMm).toBeCloseTo(84, 0)
  })
})

test.each([
  ['x+', { xMm: -310, yMm: -150, zMm: -40 }, 'xMm', -300],
  ['x-', { xMm: -90, yMm: -150, zMm: -40 }, 'xMm', -100],
  ['y+', { xMm: -200, yMm: -260, zMm: -40 }, 'yMm', -250],
  ['y-', { xMm: -200, yMm: -40, zMm: -40 }, 'yMm', -50],
] as const)(
  'a side touched towards %s is zero at its face',
  async (direction, place, axis, faceMm) => {
    // the virtual tip is a point: a tip of 4 mm touches 2 mm earlier, which the input must take off
    const desk = await deskAt(place, [], { workpiece: BLOCK })
    const answer = desk.probe({ kind: 'edge', approach: APPROACH, direction, tipDiameterMm: 4 })
    expect(answer.problem).toBeNull()
    const sign = direction.endsWith('+') ? 1 : -1
    expect(offsetOf(desk)?.[axis]).toBeCloseTo(faceMm + 2 * sign, 1)
  },
)

test.each([
  ['front-left', { xMm: -300, yMm: -250 }],
  ['front-right', { xMm: -100, yMm: -250 }],
  ['back-left', { xMm: -300, yMm: -50 }],
  ['back-right', { xMm: -100, yMm: -50 }],
] as const)('the %s corner is found from above it', async (corner, place) => {
  const desk = await deskAt({ ...place, zMm: -25 }, [], { workpiece: BLOCK })
  const answer = desk.probe({
    kind: 'corner',
    approach: APPROACH,
    corner,
    tipDiameterMm: 0,
    alongSideMm: 15,
    outsideMm: 8,
    depthMm: 10,
  })
  expect(answer.problem).toBeNull()
  expect(offsetOf(desk)?.xMm).toBeCloseTo(place.xMm, 1)
  expect(offsetOf(desk)?.yMm).toBeCloseTo(place.yMm, 1)
  expect(desk.engine.snapshot().machinePosition).toMatchObject({ ...place, zMm: -25 })
})

test('the centre of a boss of 200 by 200 mm', async () => {
  const desk = await deskAt({ xMm: -195, yMm: -155, zMm: -25 }, [], { workpiece: BLOCK })
  const answer = desk.probe({
    kind: 'bossCentre',
    approach: APPROACH,
    tipDiameterMm: 0,
    expectedDiameterMm: 200,
    outsideMm: 12,
    depthMm: 10,
  })
  expect(answer.problem).toBeNull()
  expect(offsetOf(desk)?.xMm).toBeCloseTo(-200, 1)
  expect(offsetOf(desk)?.yMm).toBeCloseTo(-150, 1)
})

test('a tool on a fixed sensor: the first is the reference, the next gets its difference', async () => {
  const workpiece = { kind: 'plate', topZMm: -70 } as const
  const desk = await deskAt({ xMm: -50, yMm: -50, zMm: -20 }, [], { workpiece })
  const input = {
    kind: 'toolLength',
    approach: APPROACH,
    sensorMachineMm: { xMm: -20, yMm: -20, zMm: -50 },
  } as const
  expect(desk.probe({ ...input, referenceContactMachineZMm: null }).problem).toBeNull()
  expect(desk.manual.lastProcedure?.finding?.machinePointMm.zMm).toBeCloseTo(-70, 1)
  desk.settle()
  expect(desk.probe({ ...input, referenceContactMachineZMm: -72.5 }).problem).toBeNull()
  expect(desk.manual.offsets?.toolLengthOffsetMm).toBeCloseTo(2.5, 1)
})
