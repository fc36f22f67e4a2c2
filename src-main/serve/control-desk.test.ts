import { describe, expect, test } from 'vitest'
import {
  ANSWER_WITHIN_MS,
  createControlDesk,
  GONE_AFTER_MS,
  type SeatName,
  SHOP_PC_ID,
} from './control-desk.ts'

const PC: SeatName = { seatId: SHOP_PC_ID, name: 'Shop PC', isShopPc: true }
const TABLET: SeatName = { seatId: 'device-1', name: 'Tablet', isShopPc: false }
const PHONE: SeatName = { seatId: 'device-2', name: 'Phone', isShopPc: false }

/** A desk on a clock of its own, on a machine that rests or not. */
function deskWith(machine = { rests: true }) {
  let nowMs = 0
  const callbacks = new Set<() => void>()
  const changes: number[] = []
  const desk = createControlDesk({
    clock: {
      nowMs: () => nowMs,
      every: (_intervalMs, callback) => {
        callbacks.add(callback)
        return () => callbacks.delete(callback)
      },
    },
    machineRests: () => machine.rests,
    changed: () => changes.push(nowMs),
  })
  const pass = (durationMs: number) => {
    const untilMs = nowMs + durationMs
    while (nowMs < untilMs) {
      nowMs += 250
      for (const callback of [...callbacks]) callback()
    }
  }
  const controller = () => desk.status(PC).controllerSeatId
  return { desk, pass, controller, changes, timers: () => callbacks.size }
}

test('the shop PC controls at first, and everybody else watches', () => {
  const { desk, controller } = deskWith()
  desk.join(PC)
  desk.join(TABLET)
  expect(controller()).toBe(SHOP_PC_ID)
  expect(desk.refusal(SHOP_PC_ID)).toBeNull()
  expect(desk.refusal(TABLET.seatId)?.message).toBe(
    'Shop PC controls RMOS; this page only watches.',
  )
  expect(desk.status(TABLET)).toEqual({
    you: { ...TABLET, isConnected: true },
    seats: [
      { ...PC, isConnected: true },
      { ...TABLET, isConnected: true },
    ],
    controllerSeatId: SHOP_PC_ID,
    request: null,
    yourRequestEnded: null,
  })
})

describe('a wish for control', () => {
  test('is granted by the controller, and by nobody else', () => {
    const { desk, controller } = deskWith({ rests: false })
    for (const seat of [PC, TABLET, PHONE]) desk.join(seat)
    desk.requestControl(TABLET)
    expect(controller()).toBe(SHOP_PC_ID)
    expect(desk.status(PC).request).toEqual({ seatId: 'device-1', secondsLeft: 30 })
    const answer = { seatId: TABLET.seatId, handOver: true }
    for (const by of [TABLET.seatId, PHONE.seatId]) {
      expect(desk.answerRequest(by, answer)).toMatchObject({ ok: false })
    }
    expect(controller()).toBe(SHOP_PC_ID)
    expect(desk.answerRequest(SHOP_PC_ID, answer).ok).toBe(true)
    expect(controller()).toBe(TABLET.seatId)
    expect(desk.refusal(TABLET.seatId)).toBeNull()
    expect(desk.refusal(SHOP_PC_ID)).not.toBeNull()
  })

  test('that is refused is told to the one who asked, and leaves all as it was', () => {
    const { desk, controller, timers } = deskWith()
    for (const seat of [PC, TABLET]) desk.join(seat)
    desk.requestControl(TABLET)
    desk.answerRequest(SHOP_PC_ID, { seatId: TABLET.seatId, handOver: false })
    expect(controller()).toBe(SHOP_PC_ID)
    expect(desk.status(TABLET).yourRequestEnded).toBe('refused')
    expect(desk.status(PC).yourRequestEnded).toBeNull()
    expect(timers()).toBe(0)
  })

  test('of a second seat has to wait for the first', () => {
    const { desk } = deskWith()
    for (const seat of [PC, TABLET, PHONE]) desk.join(seat)
    desk.requestControl(TABLET)
    const refused = desk.requestControl(PHONE)
    expect(refused).toMatchObject({ ok: false, error: { kind: 'busy' } })
    expect(!refused.ok && refused.error.message).toBe('Tablet has asked for control already.')
  })

  test.each([true, false])(
    'of a device that the shop PC leaves unanswered lapses (rests: %s)',
    (rests) => {
      const { desk, pass, controller } = deskWith({ rests })
      for (const seat of [PC, TABLET]) desk.join(seat)
      desk.requestControl(TABLET)
      pass(ANSWER_WITHIN_MS)
      expect(controller()).toBe(SHOP_PC_ID)
      expect(desk.status(TABLET)).toMatchObject({ request: null, yourRequestEnded: 'unanswered' })
    },
  )

  test.each([
    [true, SHOP_PC_ID],
    [false, TABLET.seatId],
  ])('of the shop PC that a device leaves unanswered (machine rests: %s): %s', (rests, holder) => {
    const { desk, pass, controller } = deskWith({ rests })
    for (const seat of [PC, TABLET]) desk.join(seat)
    desk.handOver(SHOP_PC_ID, TABLET.seatId)
    desk.requestControl(PC)
    pass(ANSWER_WITHIN_MS - 250)
    expect(controller()).toBe(TABLET.seatId)
    pass(250)
    expect(controller()).toBe(holder)
  })

  test('is granted once the controller has had no page for ten seconds, whatever the machine does', () => {
    const { desk, pass, controller } = deskWith({ rests: false })
    const leave = desk.join(PC)
    desk.join(TABLET)
    desk.requestControl(TABLET)
    leave()
    pass(GONE_AFTER_MS - 250)
    expect(controller()).toBe(SHOP_PC_ID)
    pass(250)
    expect(controller()).toBe(TABLET.seatId)
  })

  test('is granted at once when the controller is long gone', () => {
    const { desk, pass, controller } = deskWith({ rests: false })
    desk.join(TABLET)
    pass(GONE_AFTER_MS)
    desk.requestControl(TABLET)
    expect(controller()).toBe(TABLET.seatId)
  })

  test('survives a controller that loads its page again', () => {
    const { desk, pass, controller } = deskWith()
    const leave = desk.join(PC)
    desk.join(TABLET)
    desk.requestControl(TABLET)
    leave()
    pass(GONE_AFTER_MS - 1000)
    desk.join(PC)
    pass(5000)
    expect(controller()).toBe(SHOP_PC_ID)
    expect(desk.status(PC).request).not.toBeNull()
  })

  test('ends with the page of the one who asked', () => {
    const { desk, pass, controller } = deskWith()
    desk.join(PC)
    const leave = desk.join(TABLET)
    desk.requestControl(TABLET)
    leave()
    expect(desk.status(PC).request).toBeNull()
    pass(2 * ANSWER_WITHIN_MS)
    expect(controller()).toBe(SHOP_PC_ID)
  })
})

describe('handing over', () => {
  test('goes to a seat that is there, or to the shop PC in any case', () => {
    const { desk, controller } = deskWith()
    desk.join(TABLET)()
    expect(desk.handOver(SHOP_PC_ID, TABLET.seatId).ok).toBe(false)
    expect(desk.handOver(SHOP_PC_ID, 'device-9').ok).toBe(false)
    desk.join(TABLET)
    expect(desk.handOver(TABLET.seatId, TABLET.seatId).ok).toBe(false)
    expect(desk.handOver(SHOP_PC_ID, TABLET.seatId).ok).toBe(true)
    expect(desk.handOver(TABLET.seatId, SHOP_PC_ID).ok).toBe(true)
    expect(controller()).toBe(SHOP_PC_ID)
  })

  test('to another seat ends a wish that waits', () => {
    const { desk, controller } = deskWith()
    for (const seat of [PC, TABLET, PHONE]) desk.join(seat)
    desk.requestControl(TABLET)
    desk.handOver(SHOP_PC_ID, PHONE.seatId)
    expect(controller()).toBe(PHONE.seatId)
    expect(desk.status(TABLET).request).toBeNull()
  })
})

test('a controller that is forgotten gives control back to the shop PC', () => {
  const { desk, controller } = deskWith({ rests: false })
  const leave = desk.join(TABLET)
  desk.handOver(SHOP_PC_ID, TABLET.seatId)
  desk.forget(TABLET.seatId)
  expect(controller()).toBe(SHOP_PC_ID)
  leave()
  expect(desk.status(PC).seats.map(({ seatId }) => seatId)).toEqual([SHOP_PC_ID])
})

test('a seat is there as long as one of its pages is', () => {
  const { desk } = deskWith()
  const leaves = [desk.join(TABLET), desk.join(TABLET)]
  leaves[0]?.()
  leaves[0]?.()
  expect(desk.connectedSeatIds()).toEqual([TABLET.seatId])
  leaves[1]?.()
  expect(desk.connectedSeatIds()).toEqual([])
})
