import { describe, expect, test } from 'vitest'
import { WANDERING_PROGRAM } from '../../machine/rehearsal.ts'
import { onlyVirtual } from '../metal.ts'
import {
  byHand,
  finishJob,
  judgeOn,
  onStage,
  runProgram,
  untilReady,
  type Stage,
} from '../stage.ts'

const FAULTS = 'needs faults that only the virtual controller can be given'

async function standAt(stage: Stage, xMm: number, yMm: number, zMm: number): Promise<void> {
  await byHand(stage, { kind: 'jogStep', by: { xMm, yMm, zMm }, feedMmPerMin: 3000 })
  await stage.until(() => {
    const { controllerState, manual, machinePosition } = stage.snapshot()
    return controllerState === 'Idle' && manual.jog === null && machinePosition?.xMm === xMm
  })
  await stage.run(1500)
}

describe('a line that arrives as another valid line', () => {
  // what is sent, what arrives; the machine stands at X3 Y4 Z-5 and feeds 10 mm/s
  const CASES = [
    ['a wrong axis', 'G1X20', 'G1Y20'],
    ['a wrong axis that cuts down', 'G1X20', 'G1Z20'],
    ['a lost decimal point', 'G1X2.5', 'G1X25.'],
    ['another digit', 'G1X20', 'G1X80'],
  ] as const

  test.for(CASES)(
    '%s is seen by the axes the program never names too, and the job is held',
    ([, sent, arrives], context) => {
      onlyVirtual(context, FAULTS)
      const tamperSent = (text: string) => text.replace(`${sent}\n`, `${arrives}\n`)
      return onStage({ tamperSent }, async (stage) => {
        await standAt(stage, 3, 4, -5)
        // from X3: the program names X alone
        stage.start(`G21 G90\nG1 X3.1 F600\n${sent}\nG1 X5\nG1 X3.1\n`)
        const progress = await finishJob(stage, 20_000)
        expect(progress.outcome).toBe('fault')
        expect(progress.outcomeSentence).toContain('away from where the program leads')
        await stage.run(500)
        const [x, y, z] = judgeOn(stage).positionSteps()
        const [xMm, yMm, zMm] = [(x ?? 0) / 200, (y ?? 0) / 200, (z ?? 0) / 400]
        const pathEndMm = Number(sent.slice(3))
        // off by no more than it goes at 10 mm/s in the time of four reports
        expect(Math.max(xMm - pathEndMm, Math.abs(yMm - 4), Math.abs(zMm + 5))).toBeLessThan(8)
      })
    },
  )
})

describe('a line that arrives as it was sent', () => {
  test('is never found off the path, wherever and however the machine stands at the start', (context) => {
    onlyVirtual(context, 'needs to see what the controller received and which steps it took')
    return onStage({}, async (stage) => {
      await standAt(stage, 3, 4, -5)
      // modes and offsets that the next program inherits
      const setups = ['G21 G90 G54', 'G20 G91', 'G21 G90\nG10 L2 P2 X7 Y-3 Z2\nG55', 'G92 X1 Y1 Z1']
      for (const setup of setups) {
        expect((await runProgram(stage, `${setup}\n`)).outcome).toBe('completed')
        await untilReady(stage)
        await stage.run(1500)
        const short = await runProgram(stage, 'G1 X0.2 F20\nG1 X0.1\nG3 X0.3 R0.5\nG1 Z0.1\n')
        expect(short.outcomeSentence).toBe('Cut to the end.')
        await untilReady(stage)
        await stage.run(1500)
        const long = await runProgram(stage, `G54\n${WANDERING_PROGRAM}`)
        expect(long.outcomeSentence).toBe('Cut to the end.')
        await untilReady(stage)
      }
    })
  })

  test('behind another work zero, a stored place and a machine move only what is known is held to it', (context) => {
    onlyVirtual(context, 'needs to see what the controller received and which steps it took')
    return onStage({}, async (stage) => {
      const program = [
        'G21 G90 G54',
        'G10 L2 P2 X10 Y10 Z-1',
        'G1 X5 Y5 F1200',
        'G55',
        'G1 X5',
        'G1 Y20',
        'G53 G0 Z-8',
        'G1 X30',
        'G28',
        'G1 X12',
        'G2 X22 I5 J0',
        'G43.1 Z3',
        'G1 X1 Y1',
        'G0 Z4',
      ]
      const progress = await runProgram(stage, program.join('\n'))
      expect(progress.outcomeSentence).toBe('Cut to the end.')
    })
  })
})
