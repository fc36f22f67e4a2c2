import { expect, test } from 'vitest'
import fc from 'fast-check'
import { nextOverrideByte, type OverridePercents } from '#core/grbl/manual/override-bytes.ts'
import { REALTIME } from '#core/grbl/realtime-commands.ts'
import { handDesk, type HandDesk } from './hand-desk.ts'

const feedOf = (desk: HandDesk) => desk.engine.snapshot().overridesPercent?.feed

test('a slider swept 100, 173, 40 in 300 ms ends where it was let go, also in a hold', async () => {
  const desk = await handDesk()
  desk.start('G21G90\nG1X400F1000\nM2\n')
  desk.run(1500)
  desk.perform({ kind: 'setOverrides', feedPercent: 173 })
  desk.run(150)
  desk.perform({ kind: 'setOverrides', feedPercent: 40 })
  desk.runUntil(() => desk.manual.overrideTargets === null, 6000)
  expect(feedOf(desk)).toBe(40)
  desk.command({ name: 'hold' })
  desk.runUntil(() => desk.state === 'held')
  desk.perform({ kind: 'setOverrides', feedPercent: 99, spindlePercent: 120, rapidPercent: 25 })
  desk.runUntil(() => desk.manual.overrideTargets === null, 6000)
  expect(desk.engine.snapshot().overridesPercent).toEqual({ feed: 99, rapid: 25, spindle: 120 })
})

test('the end of the program sets them back to 100, and nothing pushes them again', async () => {
  const desk = await handDesk()
  desk.start('G21G90\nG1X20F1000\nM30\n')
  desk.run(600)
  desk.perform({ kind: 'setOverrides', feedPercent: 150 })
  desk.finish()
  desk.run(8000)
  expect(feedOf(desk)).toBe(100)
  expect(desk.manual.overrideTargets).toBeNull()
})

test('bytes are never closer than 25 ms', async () => {
  const desk = await handDesk()
  const mark = desk.toController.length
  desk.run(4000)
  desk.perform({ kind: 'setOverrides', feedPercent: 10 })
  desk.run(3000)
  const bytes = desk.toController.slice(mark).filter(({ text }) => {
    const code = text.charCodeAt(0)
    return code >= REALTIME.feedOverrideReset && code <= REALTIME.spindleOverrideMinus1
  })
  expect(bytes.length).toBeGreaterThan(5)
  bytes.forEach((entry, index) => {
    const before = bytes[index - 1]
    if (before !== undefined) expect(entry.atMs - before.atMs).toBeGreaterThanOrEqual(25)
  })
  expect(feedOf(desk)).toBe(10)
})

test('the way from anywhere to anywhere is at most 16 bytes and never beyond 10 to 200 %', () => {
  const percent = fc.integer({ min: 10, max: 200 })
  fc.assert(
    fc.property(percent, percent, (from, to) => {
      let at: OverridePercents = { feed: from, rapid: 100, spindle: 100 }
      let count = 0
      for (;;) {
        const next = nextOverrideByte(at, { feed: to, rapid: 100, spindle: 100 })
        if (next === null) break
        at = next.then
        count += 1
        expect(at.feed).toBeGreaterThanOrEqual(10)
        expect(at.feed).toBeLessThanOrEqual(200)
      }
      expect(at.feed).toBe(to)
      expect(count).toBeLessThanOrEqual(16)
    }),
  )
})

test('the spindle stops and turns again only in a hold; the door pause stops it with the motion', async () => {
  const desk = await handDesk()
  expect(desk.perform({ kind: 'toggleSpindleStop' }).problem).not.toBeNull()
  desk.start('G21G90\nM3S10000\nG1X200F1000\nM2\n')
  desk.run(1500)
  expect(desk.perform({ kind: 'pauseAndStopSpindle' }).problem).toBeNull()
  desk.runUntil(() => desk.state === 'held')
  desk.run(6000)
  expect(desk.engine.snapshot().controllerState).toBe('Door:0')
  desk.command({ name: 'resume' })
  desk.runUntil(() => desk.engine.snapshot().controllerState === 'Run', 10_000)
  desk.run(300)
  desk.command({ name: 'hold' })
  desk.runUntil(() => desk.state === 'held')
  expect(desk.perform({ kind: 'toggleSpindleStop' }).problem).toBeNull()
})
