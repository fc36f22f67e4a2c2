import { describe, expect, test } from 'vitest'
import { onlyVirtual } from '../metal.ts'
import { byHand, chances, heardText, judgeOn, onStage, runProgram, type Stage } from '../stage.ts'

const BLIND = 'needs to see what the controller received and which steps it took'
const HOMES = 'needs a machine that homes'

const EAST = { x: 1, y: 0, z: 0 }

function press(stage: Stage, jogId: string, feedMmPerMin: number): void {
  stage.command({
    name: 'manual',
    request: { kind: 'jogHold', jogId, direction: EAST, feedMmPerMin },
  })
}

function release(stage: Stage, jogId: string): void {
  stage.command({ name: 'manual', request: { kind: 'jogRelease', jogId } })
}

const xMm = (stage: Stage) => (judgeOn(stage).positionSteps()[0] ?? 0) / 200

async function standing(stage: Stage): Promise<void> {
  await stage.until(
    () => stage.snapshot().manual.jog === null && stage.snapshot().controllerState === 'Idle',
    10_000,
  )
}

describe('scenario 20', () => {
  test('two hundred releases at random moments: stops in v²/2a + v·60 ms, and stays', (context) => {
    onlyVirtual(context, BLIND)
    return onStage({}, async (stage) => {
      const chance = chances(20)
      const bound = (50 * 50) / (2 * 400) + 50 * 0.06
      for (let count = 0; count < 200; count += 1) {
        const jogId = `press-${String(count)}`
        const endMs = stage.nowMs() + 30 + chance() * 700
        while (stage.nowMs() < endMs) {
          press(stage, jogId, 3000)
          await stage.run(Math.min(100, Math.max(1, endMs - stage.nowMs())))
        }
        const atRelease = xMm(stage)
        release(stage, jogId)
        await standing(stage)
        const stopped = xMm(stage)
        expect(stopped - atRelease).toBeLessThan(bound)
        await stage.run(300)
        expect(xMm(stage)).toBe(stopped)
      }
    })
  })
})

describe('scenario 21', () => {
  const ATTACKS: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
    'released before it was pressed': async (stage) => {
      release(stage, 'a')
      await stage.run(5)
      press(stage, 'a', 1500)
    },
    'a tap of 5 ms': async (stage) => {
      press(stage, 'a', 1500)
      await stage.run(5)
      release(stage, 'a')
    },
    'key repeat, then the release of another key': async (stage) => {
      for (let count = 0; count < 10; count += 1) {
        press(stage, 'a', 1500)
        await stage.run(30)
      }
      release(stage, '')
    },
    'two keys, the first let go': async (stage) => {
      press(stage, 'a', 1500)
      await stage.run(150)
      press(stage, 'b', 1500)
      await stage.run(50)
      release(stage, 'a')
      release(stage, 'b')
    },
    'nothing more is heard: window hidden, gamepad unplugged, screen frozen': async (stage) => {
      press(stage, 'a', 1500)
      await stage.run(1500)
    },
  }

  test.each(Object.keys(ATTACKS))('%s: it always stops', (name) =>
    onStage({}, async (stage) => {
      await ATTACKS[name]?.(stage)
      await stage.run(1000)
      await standing(stage)
      const stood = stage.snapshot().machinePosition
      await stage.run(2000)
      expect(stage.snapshot().machinePosition).toEqual(stood)
      expect(stage.snapshot().controllerState).toBe('Idle')
    }),
  )
})

describe('scenario 22', () => {
  const cases = [0, 1].flatMap((soft) =>
    [0, 1].flatMap((inches) => ['G20', 'G21'].map((units) => [soft, inches, units] as const)),
  )
  test.for(cases)(
    'near the soft limit with $20=%i, $13=%i, %s: never alarm 2',
    ([soft, inches, units], context) => {
      onlyVirtual(context, HOMES)
      const settings = [
        [22, 1],
        [20, soft],
        [13, inches],
      ] as const
      return onStage({ settings }, async (stage) => {
        await stage.ask({ name: 'home' }, 200_000)
        await stage.run(1500)
        await runProgram(stage, `${units} G90\n`)
        for (const step of [0.4, 5, 30]) {
          await byHand(stage, { kind: 'jogStep', by: { xMm: step }, feedMmPerMin: 1000 })
          await stage.run(1200)
        }
        for (let count = 0; count < 12; count += 1) {
          press(stage, 'hold', 3000)
          await stage.run(90)
        }
        release(stage, 'hold')
        await stage.run(1500)
        expect(heardText(stage)).not.toContain('ALARM')
        if (soft === 1) expect(xMm(stage)).toBeLessThanOrEqual(0)
        expect(stage.snapshot().engineState).toBe('ready')
      })
    },
  )
})

describe('scenario 23', () => {
  const HOMING = [[22, 1]] as const

  test('homed only when homing succeeded: ok, no alarm, Idle; the watchdog stays quiet', (context) => {
    onlyVirtual(context, HOMES)
    return onStage({ settings: HOMING }, async (stage) => {
      expect(stage.snapshot().manual.homed).not.toBe(true)
      const answer = await stage.ask({ name: 'home' }, 200_000)
      expect(answer.problem).toBeNull()
      await stage.run(500)
      expect(stage.snapshot().manual.homed).toBe(true)
      expect(stage.snapshot().fault).toBeNull()
    })
  })

  test.for([
    ['no-switch', 9],
    ['stuck-switch', 8],
  ] as const)('%s: alarm %i; the ok that follows makes nothing homed', ([kind, code], context) => {
    onlyVirtual(context, HOMES)
    return onStage({ settings: HOMING, faults: [{ kind, atLine: 0 }] }, async (stage) => {
      const answer = await stage.ask({ name: 'home' }, 400_000)
      expect(answer.problem?.message).toContain(`Alarm ${String(code)}`)
      await stage.run(3000)
      expect(stage.snapshot().engineState).toBe('alarm')
      expect(stage.snapshot().manual.homed).not.toBe(true)
    })
  })

  test('stopped on the way: alarm 6, not homed', (context) => {
    onlyVirtual(context, HOMES)
    return onStage({ settings: HOMING }, async (stage) => {
      const answer = stage.command({ name: 'home' })
      await stage.run(2000)
      stage.command({ name: 'stop' })
      await stage.until(() => answer() !== null)
      expect(answer()?.problem).not.toBeNull()
      await stage.until(() => stage.snapshot().engineState === 'alarm')
      expect(stage.snapshot().alarm?.code).toBe(6)
      expect(stage.snapshot().manual.homed).not.toBe(true)
    })
  })
})

describe('scenario 24', () => {
  test('a soft limit in a job: reset first, then unlock; $X alone is never sent; position kept', (context) => {
    onlyVirtual(context, HOMES)
    const settings = [
      [22, 1],
      [20, 1],
    ] as const
    return onStage({ settings }, async (stage) => {
      await stage.ask({ name: 'home' }, 200_000)
      await stage.run(1000)
      const progress = await runProgram(stage, 'G21 G90\nG1 X-20 F2000\nG1 X50\nG1 X-30\n')
      expect(progress.outcome).toBe('alarm')
      expect(stage.snapshot().alarm?.code).toBe(2)
      const steps = judgeOn(stage).positionSteps()
      const mark = stage.sent().length
      await stage.ask({ name: 'unlock', reason: 'soft limit seen' })
      const sent = stage
        .sent()
        .slice(mark)
        .map(({ text }) => text)
        .filter((text) => text !== '?')
      expect(sent[0]).toBe('\x18')
      expect(sent.indexOf('$X\n')).toBeGreaterThan(0)
      expect(judgeOn(stage).positionSteps()).toEqual(steps)
      expect(stage.snapshot().engineState).toBe('ready')
    })
  })
})

describe('scenario 27', () => {
  test('the feed slider 100, 173, 40 within 300 ms: the report converges to 40', () =>
    onStage({}, async (stage) => {
      stage.start('G21 G91\nG1 X30 F300\n')
      await stage.run(600)
      for (const feedPercent of [173, 40]) {
        stage.command({ name: 'manual', request: { kind: 'setOverrides', feedPercent } })
        await stage.run(150)
      }
      await stage.until(() => stage.snapshot().overridesPercent?.feed === 40, 15_000)
      await stage.run(2500)
      expect(stage.snapshot().overridesPercent?.feed).toBe(40)
    }))

  test('in a hold too; and M30 brings everything back to 100', () =>
    onStage({}, async (stage) => {
      stage.start('G21 G91\nG1 X6 F600\nM30\n')
      await stage.run(500)
      stage.command({ name: 'hold' })
      await stage.until(() => stage.snapshot().engineState === 'held')
      stage.command({
        name: 'manual',
        request: { kind: 'setOverrides', feedPercent: 150, rapidPercent: 50 },
      })
      await stage.until(() => stage.snapshot().overridesPercent?.feed === 150, 15_000)
      stage.command({ name: 'resume' })
      await stage.until(() => stage.finished().length > 0)
      await stage.until(() => stage.snapshot().overridesPercent?.feed === 100, 15_000)
      expect(stage.snapshot().overridesPercent).toEqual({ feed: 100, rapid: 100, spindle: 100 })
    }))
})
