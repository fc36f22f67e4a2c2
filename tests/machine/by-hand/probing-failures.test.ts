import { describe, expect, test } from 'vitest'
import { homedDesk } from './hand-desk.ts'
import { APPROACH, BLOCK, deskAt, offsetOf, Z_PLATE } from './probe-desk.ts'

describe('zero is untouched', () => {
  test('when nothing is touched (ALARM:5), and the modes come back behind the unlock', async () => {
    const desk = await deskAt({ xMm: -50, yMm: -50, zMm: -20 }, [], {})
    const before = offsetOf(desk)
    const answer = desk.probe(Z_PLATE)
    expect(answer.problem?.message).toContain('Alarm 5')
    expect(answer.problem?.message).toContain('zero is as it was')
    const unlocked = desk.command({ name: 'unlock' })
    desk.runUntil(() => unlocked() !== null)
    expect(unlocked()?.problem).toBeNull()
    desk.settle()
    desk.run(1500)
    expect(offsetOf(desk)).toEqual(before)
    expect(desk.manual.modal).toMatchObject({ distance: 'G90', motion: 'G0' })
    expect(desk.manual.homed).toBe(true)
  })

  test('when the probe is closed from the start, before anything moves', async () => {
    const desk = await deskAt({ xMm: -50, yMm: -50, zMm: -20 }, [], {})
    desk.controller.strike('probe-closed')
    desk.run(500)
    const mark = desk.mark
    const answer = desk.probe(Z_PLATE)
    expect(answer.problem?.message).toContain('already makes contact')
    expect(desk.since(mark).some((line) => line.includes('G38'))).toBe(false)
  })

  test('when it is cancelled while the person is to touch the plate, and while it moves', async () => {
    const workpiece = { kind: 'plate', topZMm: -40 } as const
    const desk = await deskAt({ xMm: -50, yMm: -50, zMm: -20 }, [], { workpiece })
    const before = offsetOf(desk)
    const waiting = desk.command({ name: 'manual', request: { kind: 'probe', input: Z_PLATE } })
    desk.runUntil(() => desk.manual.procedure?.waitingFor === 'plateTouch')
    const first = desk.manual.procedure?.procedureId ?? 0
    desk.perform({ kind: 'cancelProcedure', procedureId: first })
    desk.run(100)
    expect(waiting()?.problem).toBeNull()
    expect(desk.manual.lastProcedure?.ended).toBe('cancelled')
    desk.settle()

    desk.command({
      name: 'manual',
      request: { kind: 'probe', input: Z_PLATE, skipTouchTest: true },
    })
    desk.runUntil(() => desk.engine.snapshot().controllerState === 'Run')
    desk.run(1000)
    const second = desk.manual.procedure?.procedureId ?? 0
    desk.perform({ kind: 'cancelProcedure', procedureId: second })
    desk.runUntil(() => desk.state === 'ready', 10_000)
    desk.settle()
    desk.run(1500)
    expect(offsetOf(desk)).toEqual(before)
    expect(desk.manual.modal?.distance).toBe('G90')
  })

  test('when Stop is pressed in the middle', async () => {
    const workpiece = { kind: 'plate', topZMm: -40 } as const
    const desk = await deskAt({ xMm: -50, yMm: -50, zMm: -20 }, [], { workpiece })
    const before = offsetOf(desk)
    const answer = desk.command({
      name: 'manual',
      request: { kind: 'probe', input: Z_PLATE, skipTouchTest: true },
    })
    desk.runUntil(() => desk.engine.snapshot().controllerState === 'Run')
    desk.command({ name: 'stop' })
    desk.runUntil(() => desk.state === 'ready', 10_000)
    expect(answer()?.problem).not.toBeNull()
    desk.settle()
    desk.run(1500)
    expect(offsetOf(desk)).toEqual(before)
    expect(desk.manual.lastProcedure?.ended).toBe('failed')
  })

  test('when the hole is not the one that was expected', async () => {
    const workpiece = {
      kind: 'bore',
      centreXMm: -150,
      centreYMm: -120,
      radiusMm: 20,
      topZMm: -30,
    } as const
    const desk = await deskAt({ xMm: -150, yMm: -120, zMm: -35 }, [], { workpiece })
    const before = offsetOf(desk)
    const answer = desk.probe({
      kind: 'boreCentre',
      approach: { ...APPROACH, greatestTravelMm: 80 },
      tipDiameterMm: 0,
      expectedDiameterMm: 84,
    })
    expect(answer.problem?.message).toContain('was expected')
    desk.settle()
    desk.run(1500)
    expect(offsetOf(desk)).toEqual(before)
  })

  test('when the tip meets something on the way down beside the stock', async () => {
    const desk = await deskAt({ xMm: -200, yMm: -150, zMm: -25 }, [], { workpiece: BLOCK })
    const answer = desk.probe({
      kind: 'corner',
      approach: APPROACH,
      corner: 'front-left',
      tipDiameterMm: 0,
      alongSideMm: 15,
      outsideMm: 8,
      depthMm: 10,
    })
    expect(answer.problem?.message).toContain('nothing should be')
  })
})

test('numbers that cannot be probed with are refused with the numbers', async () => {
  const desk = await homedDesk()
  const refused = desk.perform({
    kind: 'probe',
    input: { ...Z_PLATE, approach: { ...APPROACH, retractMm: 40 } },
  })
  expect(refused.problem?.message).toBe(
    'Backing off 40 mm is as far as the tool may travel, 30 mm.',
  )
})
