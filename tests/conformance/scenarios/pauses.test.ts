import { describe, expect, test } from 'vitest'
import { jobOf } from '../../machine/rehearsal.ts'
import { onlyVirtual } from '../metal.ts'
import { byHand, finishJob, judgeOn, onStage, untilReady, type Stage } from '../stage.ts'

const BLIND = 'needs to see what the controller received and which steps it took'

/** Sixty lines, no two alike, before the pause and sixty behind it: more than the ring holds. */
const BEFORE = Array.from({ length: 60 }, (_, index) => `G1X${(0.05 * (index + 1)).toFixed(3)}`)
const BEHIND = Array.from({ length: 60 }, (_, index) => `G1X${(3 - 0.04 * (index + 1)).toFixed(3)}`)
const HEAD = ['G21G90G94', 'T3', 'M3S9000', 'G4P0.1', 'G1Z0F1200']

function programWith(pause: string): string {
  return [...HEAD, ...BEFORE, pause, ...BEHIND, 'M5', ''].join('\n')
}

async function start(stage: Stage, pause: string, optionalStops = false): Promise<void> {
  const job = { ...jobOf(programWith(pause)), optionalStops }
  expect(stage.command({ name: 'start', job })()?.problem).toBeNull()
  await stage.until(() => stage.snapshot().job?.pause != null, 60_000)
}

const cuts = (lines: readonly string[]) => lines.filter((line) => line.startsWith('G1X'))

/** Every line of the program arrived once, in order. */
function expectWhole(stage: Stage): void {
  expect(cuts(stage.arrivedLines())).toEqual([...BEFORE, ...BEHIND])
  if (stage.judge === null) return
  expect(judgeOn(stage).receiveDroppedBytes()).toBe(0)
  expect(judgeOn(stage).positionSteps()[0]).toBe(0.6 * 200)
}

describe('scenario 26, a program stop', () => {
  const STOPS = [
    ['M0', false],
    ['M1', true],
  ] as const

  test.each(STOPS)(
    '%s, gone on from on the screen: no line skipped or repeated',
    (word, optional) =>
      onStage({}, async (stage) => {
        await start(stage, word, optional)
        expect(stage.snapshot().job?.pause).toMatchObject({ kind: 'programStop', sourceLine: 66 })
        await stage.run(1000)
        if (stage.judge !== null) expect(cuts(judgeOn(stage).programLines())).toEqual(BEFORE)
        stage.command({ name: 'resume' })
        expect((await finishJob(stage)).outcome).toBe('completed')
        expectWhole(stage)
      }),
  )

  test.for(STOPS)('%s, gone on from by the machine’s own button: the same', ([word, optional]) => {
    return onStage({}, async (stage) => {
      await start(stage, word, optional)
      await stage.run(300)
      stage.strike('cycle-start')
      expect((await finishJob(stage)).outcome).toBe('completed')
      expectWhole(stage)
    })
  })

  test('pressed on the screen and on the machine at once, and pressed twice: the same', () => {
    return onStage({}, async (stage) => {
      await start(stage, 'M0')
      stage.command({ name: 'resume' })
      stage.strike('cycle-start')
      stage.command({ name: 'resume' })
      expect((await finishJob(stage)).outcome).toBe('completed')
      expectWhole(stage)
    })
  })

  test('stopped while it waits: nothing behind it was ever sent', () =>
    onStage({}, async (stage) => {
      await start(stage, 'M0')
      stage.command({ name: 'stop' })
      const progress = await finishJob(stage)
      expect(progress.outcome).toBe('stopped')
      expect(progress.linesAcknowledged).toBe(HEAD.length + BEFORE.length)
      await untilReady(stage)
      if (stage.judge !== null) expect(cuts(judgeOn(stage).programLines())).toEqual(BEFORE)
    }))

  test('M1 without the choice passes by', () =>
    onStage({}, async (stage) => {
      const job = jobOf(programWith('M1'))
      stage.command({ name: 'start', job })
      expect((await finishJob(stage)).outcome).toBe('completed')
      expect(stage.finished()[0]?.holdCount).toBe(0)
      expectWhole(stage)
    }))
})

describe('scenario 26, a tool change', () => {
  const waits = (stage: Stage) =>
    stage.until(() => stage.snapshot().engineState === 'toolChange', 60_000)
  const isWaiting = (stage: Stage) => stage.snapshot().engineState === 'toolChange'

  async function atChange(stage: Stage): Promise<void> {
    await start(stage, 'T4M6')
    await waits(stage)
    await stage.run(800)
  }

  test('gone on from: back to the place, no line skipped or repeated', () =>
    onStage({}, async (stage) => {
      await atChange(stage)
      await byHand(stage, { kind: 'jogStep', by: { xMm: 4 }, feedMmPerMin: 1500 })
      await stage.run(1500)
      expect((await stage.ask({ name: 'continueToolChange' })).problem).toBeNull()
      expect((await finishJob(stage)).outcome).toBe('completed')
      expectWhole(stage)
    }))

  test('a hold and the machine’s button in the wizard lead back into it', () => {
    return onStage({}, async (stage) => {
      await atChange(stage)
      stage.strike('feed-hold')
      await stage.until(() => stage.snapshot().engineState === 'held')
      await stage.run(300)
      stage.strike('cycle-start')
      await waits(stage)
      await stage.run(500)
      expect(cuts(stage.arrivedLines())).toEqual(BEFORE)
      expect((await stage.ask({ name: 'continueToolChange' })).problem).toBeNull()
      expect((await finishJob(stage)).outcome).toBe('completed')
      expectWhole(stage)
    })
  })

  test('a probing that is cancelled while it waits for the touch leaves the wizard open', (context) => {
    onlyVirtual(context, BLIND)
    return onStage({}, async (stage) => {
      await atChange(stage)
      const { desk } = judgeOn(stage)
      const approach = {
        seekFeedMmPerMin: 200,
        touchFeedMmPerMin: 50,
        greatestTravelMm: 20,
        retractMm: 2,
      }
      const input = { kind: 'zPlate', approach, plateThicknessMm: 10 } as const
      const asked = stage.command({ name: 'manual', request: { kind: 'probe', input } })
      await stage.until(() => stage.snapshot().manual.procedure?.waitingFor === 'plateTouch')
      const procedureId = stage.snapshot().manual.procedure?.procedureId ?? 0
      stage.command({ name: 'manual', request: { kind: 'cancelProcedure', procedureId } })
      await stage.until(() => asked() !== null)
      await stage.run(500)
      expect(isWaiting(stage)).toBe(true)
      expect(desk.controller.record().receivedLines.join(' ')).not.toContain('G38')
      expect((await stage.ask({ name: 'continueToolChange' })).problem).toBeNull()
      expect((await finishJob(stage)).outcome).toBe('completed')
      expectWhole(stage)
    })
  })

  test.each([0, 5, 40, 200, 900, 2000])(
    'a stop %i ms into the way back ends the job, and no line behind the change was cut',
    (delayMs) =>
      onStage({}, async (stage) => {
        await atChange(stage)
        stage.command({ name: 'continueToolChange' })
        await stage.run(delayMs)
        stage.command({ name: 'stop' })
        const progress = await finishJob(stage)
        expect(progress.outcome).toBe('stopped')
        expect(progress.linesAcknowledged).toBe(HEAD.length + BEFORE.length)
        await untilReady(stage)
        if (stage.judge !== null) expect(cuts(judgeOn(stage).programLines())).toEqual(BEFORE)
      }),
  )

  test('a stop in the wizard ends the job; it cannot be gone on from', () =>
    onStage({}, async (stage) => {
      await atChange(stage)
      stage.command({ name: 'stop' })
      expect((await finishJob(stage)).outcome).toBe('stopped')
      await untilReady(stage)
      expect((await stage.ask({ name: 'continueToolChange' })).problem).not.toBeNull()
      if (stage.judge !== null) expect(cuts(judgeOn(stage).programLines())).toEqual(BEFORE)
    }))
})
