import { expect, test } from 'vitest'
import { handDesk, homedDesk, type HandDesk } from './hand-desk.ts'

const x = (desk: HandDesk) => desk.engine.snapshot().machinePosition?.xMm ?? Number.NaN
const EAST = { x: 1, y: 0, z: 0 }

function hold(desk: HandDesk, durationMs: number, jogId = 'press-1', feedMmPerMin = 3000): void {
  const untilMs = desk.nowMs + durationMs
  while (desk.nowMs < untilMs) {
    desk.command({
      name: 'manual',
      request: { kind: 'jogHold', jogId, direction: EAST, feedMmPerMin },
    })
    desk.run(100)
  }
}

function release(desk: HandDesk, jogId = 'press-1'): void {
  desk.command({ name: 'manual', request: { kind: 'jogRelease', jogId } })
}

/** Where it stands once it has stopped, and how long that took. */
function stopOf(desk: HandDesk): { readonly xMm: number; readonly tookMs: number } {
  const fromMs = desk.nowMs
  desk.runUntil(() => desk.engine.snapshot().manual.jog === null, 5000)
  return { xMm: x(desk), tookMs: desk.nowMs - fromMs }
}

test('a step jog moves by exactly so much and leaves every mode as it was', async () => {
  const desk = await handDesk()
  const before = desk.manual.modal
  const { problem } = desk.perform({
    kind: 'jogStep',
    by: { xMm: 1.5, yMm: -2 },
    feedMmPerMin: 1000,
  })
  expect(problem).toBeNull()
  desk.settle()
  expect(desk.engine.snapshot().machinePosition).toMatchObject({ xMm: 1.5, yMm: -2 })
  desk.perform({ kind: 'readController' })
  expect(desk.manual.modal).toEqual(before)
})

test('a held jog of unknown travel is paced, and stops in its braking way after the release', async () => {
  const desk = await handDesk()
  hold(desk, 1500)
  const atRelease = x(desk)
  expect(atRelease).toBeGreaterThan(30)
  release(desk)
  const stop = stopOf(desk)
  // v²/2a + v · 60 ms, at 50 mm/s and 400 mm/s²; the report at the release is up to 100 ms old
  expect(stop.xMm - atRelease).toBeLessThan((50 * 50) / (2 * 400) + 50 * 0.06 + 50 * 0.1)
  desk.run(3000)
  expect(x(desk)).toBe(stop.xMm)
})

test('with the travel known one long jog goes to its end and never beyond', async () => {
  const desk = await homedDesk([[20, 1]])
  const mark = desk.mark
  desk.command({
    name: 'manual',
    request: { kind: 'jogHold', jogId: 'a', direction: { x: -1, y: 0, z: 0 }, feedMmPerMin: 5000 },
  })
  for (let turn = 0; turn < 130; turn += 1) {
    desk.run(100)
    desk.command({
      name: 'manual',
      request: {
        kind: 'jogHold',
        jogId: 'a',
        direction: { x: -1, y: 0, z: 0 },
        feedMmPerMin: 5000,
      },
    })
  }
  expect(desk.since(mark).filter((line) => line.startsWith('$J='))).toHaveLength(1)
  expect(x(desk)).toBeCloseTo(-799.99, 2)
  expect(desk.state).toBe('ready')
})

test('a release that comes before its press wins', async () => {
  const desk = await handDesk()
  release(desk, 'tap')
  hold(desk, 300, 'tap')
  expect(x(desk)).toBe(0)
})

test('a tap shorter than the wire never runs on', async () => {
  const desk = await handDesk({ latencyMs: 15 })
  for (let tap = 0; tap < 10; tap += 1) {
    const jogId = `tap-${String(tap)}`
    desk.command({
      name: 'manual',
      request: { kind: 'jogHold', jogId, direction: EAST, feedMmPerMin: 5000 },
    })
    desk.run(tap)
    release(desk, jogId)
    const before = x(desk)
    const stop = stopOf(desk)
    expect(stop.xMm - before).toBeLessThan(10)
    desk.run(500)
    expect(x(desk)).toBe(stop.xMm)
  }
})

test('the dead man: a screen that hangs ends the jog within 250 ms and the braking way', async () => {
  const desk = await handDesk()
  hold(desk, 1000)
  const last = x(desk)
  const stop = stopOf(desk)
  expect(stop.tookMs).toBeLessThan(800)
  expect(stop.xMm - last).toBeLessThan(50 * 0.35 + 3.2 + 5)
  hold(desk, 500)
  expect(x(desk)).toBe(stop.xMm)
})

test('changing the direction of a held stick goes through a stand', async () => {
  const desk = await handDesk()
  hold(desk, 800, 'stick')
  const far = x(desk)
  const untilMs = desk.nowMs + 1500
  while (desk.nowMs < untilMs) {
    desk.command({
      name: 'manual',
      request: {
        kind: 'jogHold',
        jogId: 'stick',
        direction: { x: -1, y: 0, z: 0 },
        feedMmPerMin: 3000,
      },
    })
    desk.run(100)
  }
  expect(x(desk)).toBeLessThan(far)
  release(desk, 'stick')
  stopOf(desk)
})

test('near the end of the travel a step is clipped, and beyond it refused, never an alarm', async () => {
  for (const softLimits of [0, 1]) {
    for (const inches of [0, 1]) {
      const desk = await homedDesk([
        [20, softLimits],
        [13, inches],
      ])
      desk.perform({ kind: 'jogStep', by: { xMm: 50 }, feedMmPerMin: 3000 })
      desk.settle()
      expect(x(desk)).toBeLessThanOrEqual(0)
      const again = desk.perform({ kind: 'jogStep', by: { xMm: 50 }, feedMmPerMin: 3000 })
      expect(again.problem?.message).toContain('end of its X travel')
      expect(desk.state).toBe('ready')
    }
  }
})

test('hold and stop both end a jog', async () => {
  const desk = await handDesk()
  hold(desk, 600)
  desk.command({ name: 'hold' })
  stopOf(desk)
  expect(desk.state).toBe('ready')
  hold(desk, 600, 'press-2')
  desk.command({ name: 'stop' })
  desk.runUntil(() => desk.state === 'ready', 8000)
  const stood = x(desk)
  desk.run(1500)
  expect(x(desk)).toBe(stood)
})

test('a job is not started while a jog runs, and no jog while a job runs', async () => {
  const desk = await handDesk()
  hold(desk, 300)
  expect(desk.start('G21G90\nG1X1F100\nM2\n').problem?.kind).toBe('busy')
  release(desk)
  desk.settle()
  expect(desk.start('G21G90\nG1X100F100\nM2\n').problem).toBeNull()
  const refused = desk.perform({ kind: 'jogStep', by: { xMm: 1 }, feedMmPerMin: 100 })
  expect(refused.problem?.kind).toBe('busy')
})

test('an ok that comes after the release is answered with a further cancel: no phantom jog', async () => {
  const desk = await handDesk({ latencyMs: 15 })
  const mark = desk.toController.length
  desk.command({
    name: 'manual',
    request: { kind: 'jogHold', jogId: 'late', direction: EAST, feedMmPerMin: 3000 },
  })
  desk.run(1)
  release(desk, 'late')
  desk.run(30)
  const cancels = desk.toController.slice(mark).filter(({ text }) => text === '\u0085')
  expect(cancels).toHaveLength(2)
  stopOf(desk)
})
