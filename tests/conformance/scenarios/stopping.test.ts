import { describe, expect, test } from 'vitest'
import { denseProgram, jobOf } from '../../machine/rehearsal.ts'
import { onlyVirtual } from '../metal.ts'
import {
  chances,
  finishJob,
  heardText,
  judgeOn,
  linesSent,
  onStage,
  runProgram,
  untilReady,
  type Stage,
} from '../stage.ts'

const FAULTS = 'needs faults that only the virtual controller can be given'
const BLIND = 'needs to see what the controller received and which steps it took'

const sentTexts = (stage: Stage) => stage.sent().map(({ text }) => text)
const resets = (stage: Stage) => sentTexts(stage).filter((text) => text === '\x18').length

describe('scenario 10', () => {
  test('abort at full feed with little acceleration: waits for the stand, no alarm, position kept', (context) => {
    onlyVirtual(context, BLIND)
    const settings = [
      [120, 5],
      [121, 5],
    ] as const
    return onStage({ settings }, async (stage) => {
      stage.start('G21 G90\nG1 X600 F1500\n')
      await stage.run(9000)
      const speed = stage.snapshot().feedMmPerMin
      expect(speed).toBeGreaterThan(1400)
      stage.command({ name: 'stop' })
      await untilReady(stage)
      expect(heardText(stage)).not.toContain('ALARM')
      expect(resets(stage)).toBe(1)
      const stood = judgeOn(stage).positionSteps()
      // v²/2a at 25 mm/s and 5 mm/s²: it took the whole braking way.
      expect((stood[0] ?? 0) / 200).toBeGreaterThan(62)
      expect((stage.snapshot().machinePosition?.xMm ?? 0) * 200).toBeCloseTo(stood[0] ?? 0, 0)
    })
  })
})

describe('scenario 11', () => {
  test('five stops and a resume between them: stopped, with one reset', () =>
    onStage({}, async (stage) => {
      stage.start('G21 G91\nG1 X20 F900\n')
      await stage.until(() => stage.snapshot().controllerState === 'Run')
      const before = resets(stage)
      for (let count = 0; count < 5; count += 1) {
        stage.command({ name: 'stop' })
        await stage.run(10)
        stage.command({ name: 'resume' })
        await stage.run(10)
      }
      expect((await finishOrLast(stage))?.outcome).toBe('stopped')
      await untilReady(stage)
      expect(resets(stage) - before).toBe(1)
      expect(stage.snapshot().job?.outcome).toBe('stopped')
    }))
})

async function finishOrLast(stage: Stage) {
  if (stage.finished().length === 0) await finishJob(stage)
  return stage.finished().at(-1)
}

describe('scenario 12', () => {
  test('a reset with the queue full: the stray ok is nobody’s, the next job’s first answer its own', () =>
    onStage({}, async (stage) => {
      stage.start(denseProgram(2000))
      await stage.run(1500)
      stage.command({ name: 'stop' })
      await untilReady(stage)
      expect(stage.snapshot().receiveBuffer.inFlightBytes).toBe(0)
      const next = await runProgram(stage, 'G21 G91\nG1 X0.5 F900\nG1 X-0.5\n')
      expect(next.outcome).toBe('completed')
      expect(next.linesAcknowledged).toBe(3)
    }))
})

describe('scenario 13', () => {
  test('a banner in the middle of a job: at most one line more, a fault that says so', (context) => {
    onlyVirtual(context, 'needs its supply interrupted')
    return onStage({ faults: [{ kind: 'banner', atLine: 300 }] }, async (stage) => {
      stage.start(denseProgram(2000))
      const progress = await finishJob(stage)
      expect(progress.outcome).toBe('fault')
      const words = "Grbl 1.1h ['$'"
      const bannerMs = saidAt(stage, words, heardText(stage).split(words).length - 1)
      const after = linesSent(stage, bannerMs).filter((text) => text !== '!')
      expect(after.join('').split('\n').length - 1).toBeLessThanOrEqual(1)
      expect(stage.snapshot().fault?.sentence).toMatch(/restarted/)
    })
  })
})

/** When words were heard for the nth time. */
function saidAt(stage: Stage, words: string, nth: number): number {
  let said = ''
  for (const { atMs, text } of stage.heard()) {
    said += text
    if (said.split(words).length > nth) return atMs
  }
  return Number.NaN
}

describe('scenario 14', () => {
  test.for([
    ['drop-ack', 200],
    ['drop-ack', 1990],
    ['garble-ack', 200],
    ['double-ack', 200],
  ] as const)('%s at line %i: found within 2 s, held, no silent 99 %', ([kind, atLine]) => {
    return onStage({ faults: [{ kind, atLine }] }, async (stage) => {
      stage.start(denseProgram(1995))
      await stage.until(() => stage.arrivedLines().length >= atLine, 30_000)
      await stage.until(() => stage.finished().length > 0, 2000)
      expect(stage.finished()[0]?.outcome).toBe('fault')
      expect(sentTexts(stage)).toContain('!')
      expect(stage.snapshot().fault?.sentence).not.toBe('')
    })
  })
})

describe('scenario 15', () => {
  const OFFSETS = [5000, 5006, 5012, 5015]
  const cases = OFFSETS.flatMap((atByte) => [1, 2, 3].map((count) => [count, atByte] as const))

  test.for(cases)(
    '%i bytes lost behind byte %i: held, or never half a millimetre off the path',
    ([count, atByte], context) => {
      onlyVirtual(context, FAULTS)
      const faults = [{ kind: 'drop-in', atLine: 0, atByte, amount: count }] as const
      return onStage({ faults }, async (stage) => {
        const { controller } = judgeOn(stage).desk
        stage.start(denseProgram(900).replace('G92X60Y50', 'G0X60Y50Z0'))
        let farthestMm = 0
        let onPath = false
        await stage.until(() => {
          const [x, y] = controller.record().positionSteps
          const offMm = Math.abs(Math.hypot(x / 200 - 50, y / 200 - 50) - 10)
          // The rapid to the circle crosses it; it ends where the circle begins.
          onPath ||= x > 11_990 && y > 9_990
          if (onPath) farthestMm = Math.max(farthestMm, offMm)
          return stage.finished().length > 0
        }, 30_000)
        const ended = stage.finished()[0]
        if (ended?.outcome === 'completed') expect(farthestMm).toBeLessThan(0.5)
        else expect(ended?.outcomeSentence).not.toBe('')
      })
    },
  )
})

describe('scenario 16', () => {
  const SITUATIONS: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
    Run: async (stage) => {
      stage.start('G21 G91\nG1 X50 F900\n')
      await stage.until(() => stage.snapshot().controllerState === 'Run')
    },
    Hold: async (stage) => {
      stage.start('G21 G91\nG1 X50 F900\n')
      await stage.run(500)
      stage.command({ name: 'hold' })
      await stage.until(() => stage.snapshot().engineState === 'held')
    },
    Jog: async (stage) => {
      jogHold(stage)
      await stage.until(() => stage.snapshot().controllerState === 'Jog')
    },
    Home: async (stage) => {
      stage.command({ name: 'home' })
      await stage.run(1500)
    },
    Check: async (stage) => {
      stage.command({ name: 'start', job: { ...jobOf(denseProgram(3000)), mode: 'check' } })
      await stage.until(() => stage.snapshot().controllerState === 'Check')
    },
    'EEPROM write': async (stage) => {
      stage.command({
        name: 'manual',
        request: { kind: 'setWorkPosition', system: 'active', position: { xMm: 3 } },
      })
      await stage.run(20)
    },
  }

  test.for(Object.keys(SITUATIONS))(
    'the cable pulled in %s: a fault within 1 s, nothing thrown, no reset on reconnect',
    (name, context) => {
      if (name === 'Home') onlyVirtual(context, 'needs a machine that homes')
      const settings = name === 'Home' ? ([[22, 1]] as const) : []
      return onStage({ settings }, async (stage) => {
        await SITUATIONS[name]?.(stage)
        const before = resets(stage)
        stage.strike('close')
        await stage.until(() => stage.snapshot().engineState === 'fault', 1000)
        expect(stage.snapshot().fault?.sentence).toMatch(/lost/)
        await stage.run(2000)
        expect(stage.command({ name: 'stop' })()?.problem).not.toBeNull()
        expect(resets(stage)).toBe(before)
      })
    },
  )
})

function jogHold(stage: Stage): void {
  stage.command({
    name: 'manual',
    request: {
      kind: 'jogHold',
      jogId: 'press',
      direction: { x: 1, y: 0, z: 0 },
      feedMmPerMin: 1500,
    },
  })
}

/** Lines of the program that came to the controller. */
function programLines(stage: Stage): readonly string[] {
  return stage.arrivedLines().filter((line) => !/^(\$[I$#G]|G4P0(\.01)?)$/.test(line))
}

describe('scenario 17', () => {
  test('three silent seconds: the watchdog fires once, no line goes out twice', () => {
    const faults = [{ kind: 'freeze', atLine: 0, atMs: 4000, amount: 3000 }] as const
    return onStage({ faults }, async (stage) => {
      stage.start(denseProgram(6000))
      const progress = await finishJob(stage, 60_000)
      expect(progress.outcome).toBe('fault')
      await stage.run(5000)
      expect(stage.finished()).toHaveLength(1)
      const received = programLines(stage)
      expect(new Set(received.slice(3)).size).toBe(received.length - 3)
    })
  })
})

describe('the stop path', () => {
  test('thirty stops at random moments: ! within 20 ms, every time ready again', () =>
    onStage({}, async (stage) => {
      const chance = chances(10)
      const rounds = stage.judge === null ? 5 : 30
      const delays: number[] = []
      for (let count = 0; count < rounds; count += 1) {
        stage.start(denseProgram(3000))
        await stage.run(50 + chance() * 900)
        const askedMs = stage.nowMs()
        stage.command({ name: 'stop' })
        const held = stage.sent().find(({ atMs, text }) => atMs >= askedMs && text === '!')
        delays.push((held?.atMs ?? Infinity) - askedMs)
        await untilReady(stage)
      }
      expect(Math.max(...delays)).toBeLessThan(20)
      expect(heardText(stage)).not.toContain('ALARM')
    }))
})
