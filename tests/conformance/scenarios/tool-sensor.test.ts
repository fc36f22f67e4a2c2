import { describe, expect, test } from 'vitest'
import { homedDesk, type HandDesk } from '../../machine/by-hand/hand-desk.ts'
import { Rehearsal, type RehearsalOptions } from '../../machine/rehearsal.ts'
import { onlyVirtual } from '../metal.ts'

const HOMES = 'needs a workpiece at a known place'

/** Minutes of the machine, on a computer that does other things too. */
const LONG_MS = 150_000

/** On the table of a machine of 800 x 800 x 100 mm. */
const SENSOR = { xMm: -40, yMm: -60, startZMm: -12 }
const BUTTON = { kind: 'sensor', xMm: -40, yMm: -60, radiusMm: 3, topZMm: -25 } as const
/** Where the tip of the first tool touches the wood, machine Z. */
const WOOD_Z_MM = -50
const SOFT_LIMITS = [[20, 1]] as const

const TRAVEL = {
  safeZMm: 10,
  topMachineZMm: -2,
  spinUpSeconds: 1,
  sensor: SENSOR,
  workSystems: ['G54', 'G55'] as const,
}

const PROGRAM = [
  'G21 G90 G94 G17 G54',
  'T1',
  'M3 S9000',
  'G0 Z5',
  'G0 X10 Y10',
  'G1 Z-1 F300',
  'G1 X20 F800',
  'G0 Z5',
  'T2 M6',
  'G0 X30 Y15',
  'G1 Z-1 F300',
  'G1 X31',
  'G0 Z5',
  'T3 M6',
  'G55',
  'G0 X31 Y15',
  'G1 Z-2 F300',
  'G1 X32 F800',
].join('\n')

/** Homed, with the zero of G54 and G55 on the wood for the first tool. */
async function bench(options: RehearsalOptions = {}): Promise<HandDesk> {
  const desk = await homedDesk(SOFT_LIMITS, { workpiece: BUTTON, ...options })
  for (const system of ['G54', 'G55'] as const) {
    desk.perform({
      kind: 'setOffset',
      system,
      offset: { xMm: -80, yMm: -80, zMm: WOOD_Z_MM },
    })
    desk.settle()
  }
  return desk
}

function begin(desk: HandDesk): void {
  const answer = desk.start(PROGRAM, null, { travel: TRAVEL })
  if (answer.problem !== null) throw new Error(answer.problem.message)
}

const pauseOf = (desk: HandDesk) => {
  const pause = desk.engine.snapshot().job?.pause
  return pause?.kind === 'toolChange' ? pause : null
}

const untilStep = (desk: HandDesk, step: string) => {
  desk.runUntil(() => pauseOf(desk)?.step === step, 120_000)
}

/** Depth of the tip in the wood, mm below its top. */
function depthMm(desk: HandDesk, toolLongerMm: number): number {
  const [, , z] = desk.controller.record().positionSteps
  return WOOD_Z_MM - (z / 400 - toolLongerMm)
}

/** Fits a tool and goes on, measured. */
function change(desk: HandDesk, toolLongerMm: number): void {
  untilStep(desk, 'waiting')
  desk.run(500)
  desk.controller.fitTool(toolLongerMm)
  const answer = desk.command({ name: 'continueToolChange' })
  expect(answer()?.problem).toBeNull()
  untilStep(desk, 'measuring')
}

describe('a fixed tool sensor in a tool change', () => {
  test.for([
    [7.31, -4.275],
    [-12.5, 3.125],
  ] as const)(
    'tools that are %f and %f mm longer cut as deep as the program says, in every work zero it uses',
    { timeout: LONG_MS },
    async ([second, third], context) => {
      onlyVirtual(context, HOMES)
      const desk = await bench()
      begin(desk)
      untilStep(desk, 'measuring')
      expect(desk.engine.snapshot().spindleOn).toBe(false)
      change(desk, second)
      desk.runUntil(() => pauseOf(desk) === null, 120_000)
      desk.runUntil(() => pauseOf(desk) !== null, 120_000)
      // the second tool was measured when it was fitted: only the person is waited for
      untilStep(desk, 'waiting')
      expect(pauseOf(desk)?.measures).toBe(true)
      change(desk, third)
      expect(desk.finish().outcomeSentence).toBe('Cut to the end.')
      expect(Math.abs(depthMm(desk, third) - 2)).toBeLessThan(0.01)
      desk.settle()
      desk.perform({ kind: 'readController' })
      const { offsets } = desk.manual
      expect(offsets?.systems.G54.zMm).toBeCloseTo(WOOD_Z_MM + third, 2)
      expect(offsets?.systems.G55.zMm).toBeCloseTo(WOOD_Z_MM + third, 2)
      expect(offsets?.systems.G56.zMm).toBe(0)
      expect(offsets?.toolLengthOffsetMm).toBe(0)
      expect(desk.fromController.map(({ text }) => text).join('')).not.toContain('ALARM')
    },
  )

  test('the first tool behind a change stands where the one before left, at the right height', async (context) => {
    onlyVirtual(context, HOMES)
    const desk = await bench()
    begin(desk)
    untilStep(desk, 'measuring')
    change(desk, 6.4)
    desk.runUntil(() => desk.controller.record().receivedLines.at(-1) === 'G1X31', 120_000)
    desk.runUntil(() => !desk.controller.isMoving(), 120_000)
    const mark = desk.controller.record().receivedLines
    const back = mark.slice(mark.lastIndexOf('M3S9000'))
    // back over the place before down
    expect(back.indexOf('G0X20Y10')).toBeGreaterThan(0)
    expect(back.indexOf('G1Z5F150')).toBeGreaterThan(back.indexOf('G0X20Y10'))
    desk.runUntil(() => pauseOf(desk) !== null, 120_000)
    expect(desk.engine.snapshot().fault).toBeNull()
  })

  test('a stop behind the change keeps Z right for the tool that is fitted', async (context) => {
    onlyVirtual(context, HOMES)
    const desk = await bench()
    begin(desk)
    untilStep(desk, 'measuring')
    change(desk, -3.2)
    desk.runUntil(() => pauseOf(desk) === null, 120_000)
    desk.command({ name: 'stop' })
    desk.finish()
    desk.runUntil(() => desk.state === 'ready')
    desk.settle()
    desk.start('G21 G90 G54\nG0 Z5\nG0 X1 Y1\nG1 Z-1.5 F300\n')
    expect(desk.finish().outcome).toBe('completed')
    expect(Math.abs(depthMm(desk, -3.2) - 1.5)).toBeLessThan(0.01)
  })

  test('a tool set by hand is not measured, and the next one has nothing to be held against', async (context) => {
    onlyVirtual(context, HOMES)
    const desk = await bench()
    begin(desk)
    untilStep(desk, 'waiting')
    desk.run(500)
    const before = desk.controller.record().receivedLines.join(' ').split('G38').length
    expect(desk.command({ name: 'continueToolChange', byHand: true })()?.problem).toBeNull()
    untilStep(desk, 'returning')
    expect(desk.controller.record().receivedLines.join(' ').split('G38').length).toBe(before)
    desk.runUntil(() => pauseOf(desk) === null, 120_000)
    // the second change measures the tool that is in the spindle first
    untilStep(desk, 'measuring')
    expect(pauseOf(desk)?.measures).toBe(false)
    untilStep(desk, 'waiting')
    expect(pauseOf(desk)?.measures).toBe(true)
  })

  test('a sensor that is closed already measures nothing: Z stays, and the wizard says why', async (context) => {
    onlyVirtual(context, HOMES)
    const desk = await bench()
    begin(desk)
    untilStep(desk, 'waiting')
    desk.run(500)
    desk.controller.strike('probe-closed')
    desk.run(500)
    desk.command({ name: 'continueToolChange' })
    desk.runUntil(() => pauseOf(desk)?.trouble !== '')
    expect(pauseOf(desk)?.step).toBe('waiting')
    expect(pauseOf(desk)?.trouble).toContain('already makes contact')
    expect(desk.state).toBe('toolChange')
    desk.command({ name: 'continueToolChange', byHand: true })
    desk.runUntil(() => pauseOf(desk) === null, 120_000)
    expect(desk.manual.offsets?.systems.G54.zMm).toBe(WOOD_Z_MM)
  })

  test('a bit that reaches no sensor ends the job with an alarm and changes no zero', async (context) => {
    onlyVirtual(context, HOMES)
    const desk = await bench()
    begin(desk)
    untilStep(desk, 'waiting')
    desk.run(500)
    desk.controller.strike('probe-open')
    desk.command({ name: 'continueToolChange' })
    expect(desk.finish().outcome).toBe('alarm')
    desk.command({ name: 'unlock', reason: '' })
    desk.runUntil(() => desk.state === 'ready')
    desk.settle()
    desk.perform({ kind: 'readController' })
    expect(desk.manual.offsets?.systems.G54.zMm).toBe(WOOD_Z_MM)
  })

  test('a stop while it measures ends the job cleanly, and no zero was written', async (context) => {
    onlyVirtual(context, HOMES)
    for (const delayMs of [50, 700, 2500, 5000]) {
      const desk = await bench()
      begin(desk)
      untilStep(desk, 'measuring')
      desk.run(delayMs)
      expect(desk.command({ name: 'stop' })()?.problem).toBeNull()
      expect(desk.finish().outcome).toBe('stopped')
      desk.runUntil(() => desk.state === 'ready')
      desk.settle()
      desk.perform({ kind: 'readController' })
      expect(desk.manual.offsets?.systems.G54.zMm).toBe(WOOD_Z_MM)
      expect(desk.fromController.map(({ text }) => text).join('')).not.toContain('ALARM')
    }
  })

  test('a machine that is not homed measures nothing and says so', async (context) => {
    onlyVirtual(context, HOMES)
    const plain = await new Rehearsal({ workpiece: BUTTON }).connect()
    plain.start('G21 G90\nG0 Z5\nT2 M6\nG0 X1\n', null, {
      travel: { ...TRAVEL, topMachineZMm: null },
    })
    plain.runUntil(() => plain.state === 'toolChange')
    const pause = plain.engine.snapshot().job?.pause
    expect(pause).toMatchObject({ step: 'waiting', measures: false })
    expect(pause?.kind === 'toolChange' && pause.trouble).toContain('not homed')
  })
})
