import { describe, expect, test } from 'vitest'
import type { ProbeInput } from '#core/grbl/probing/probe-input.ts'
import { onlyVirtual } from '../metal.ts'
import { byHand, linesSent, onStage, runProgram, untilReady, type Stage } from '../stage.ts'

/** A plate of 12.7 mm under the tool, looked for 6 mm deep at the most. */
const PLATE: ProbeInput = {
  kind: 'zPlate',
  approach: {
    seekFeedMmPerMin: 300,
    touchFeedMmPerMin: 60,
    greatestTravelMm: 6,
    retractMm: 1,
  },
  plateThicknessMm: 12.7,
}
const PLATE_TOP_MM = -4

const CASES = ['G21', 'G20'].flatMap((units) => [0, 1].map((inches) => [units, inches] as const))

/** Under the units of a program, with the work zero as it then is. */
async function prepared(stage: Stage, units: string) {
  await runProgram(stage, `${units} G90\nG10 L20 P1 X0 Y0 Z0\n`)
  await untilReady(stage)
  await stage.run(1500)
  return await zeroNow(stage)
}

async function zeroNow(stage: Stage) {
  await byHand(stage, { kind: 'readController' })
  return stage.snapshot().manual.offsets?.systems.G54
}

function probe(stage: Stage) {
  return stage.command({
    name: 'manual',
    request: { kind: 'probe', input: PLATE, skipTouchTest: true },
  })
}

describe('scenario 25', () => {
  test.for(CASES)(
    '%s, $13=%i: contact puts zero on the stock below the plate',
    ([units, inches], context) => {
      onlyVirtual(context, 'needs a workpiece at a known place')
      const workpiece = { kind: 'plate', topZMm: PLATE_TOP_MM } as const
      return onStage({ settings: [[13, inches]], workpiece }, async (stage) => {
        await prepared(stage, units)
        const answer = probe(stage)
        await stage.until(() => answer() !== null)
        expect(answer()?.problem).toBeNull()
        const zero = await zeroNow(stage)
        // half a step of Z, and the last digit a report in inches has
        expect(Math.abs((zero?.zMm ?? 0) - (PLATE_TOP_MM - 12.7))).toBeLessThan(0.03)
        expect(zero).toMatchObject({ xMm: 0, yMm: 0 })
      })
    },
  )

  test.for(CASES)(
    '%s, $13=%i: no contact is alarm 5, and zero is as it was behind the unlock',
    ([units, inches]) =>
      onStage({ settings: [[13, inches]] }, async (stage) => {
        const before = await prepared(stage, units)
        const answer = probe(stage)
        await stage.until(() => answer() !== null)
        expect(answer()?.problem?.message).toContain('Alarm 5')
        expect(answer()?.problem?.message).toContain('zero is as it was')
        expect((await stage.ask({ name: 'unlock' })).problem).toBeNull()
        await untilReady(stage)
        await stage.run(1500)
        expect(await zeroNow(stage)).toEqual(before)
        expect(stage.snapshot().manual.modal).toMatchObject({ units, distance: 'G90' })
      }),
  )

  test.for(CASES)('%s, $13=%i: stopped on the way down leaves zero as it was', ([units, inches]) =>
    onStage({ settings: [[13, inches]] }, async (stage) => {
      const before = await prepared(stage, units)
      const answer = probe(stage)
      await stage.until(() => stage.snapshot().controllerState === 'Run')
      await stage.run(300)
      stage.command({ name: 'stop' })
      await stage.until(() => answer() !== null)
      expect(answer()?.problem).not.toBeNull()
      await untilReady(stage)
      await stage.run(1500)
      expect(await zeroNow(stage)).toEqual(before)
    }),
  )

  // a probe that nothing touches is closed when its pin counts the other way round
  test.for(CASES)(
    '%s, $13=%i: closed before it begins, nothing moves and zero is as it was',
    ([units, inches]) =>
      onStage(
        {
          settings: [
            [13, inches],
            [6, 1],
          ],
        },
        async (stage) => {
          const before = await prepared(stage, units)
          const fromMs = stage.nowMs()
          const answer = probe(stage)
          await stage.until(() => answer() !== null)
          expect(answer()?.problem?.message).toContain('already makes contact')
          expect(linesSent(stage, fromMs).some((line) => line.includes('G38'))).toBe(false)
          expect(await zeroNow(stage)).toEqual(before)
        },
      ),
  )
})
