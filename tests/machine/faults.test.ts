import { describe, expect, test } from 'vitest'
import type { VirtualFault } from '../../src-main/machine/virtual/faults.ts'
import { denseProgram, jobOf, Rehearsal, WANDERING_PROGRAM } from './rehearsal.ts'

async function faulty(...faults: readonly VirtualFault[]): Promise<Rehearsal> {
  const rehearsal = await new Rehearsal({ faults }).connect()
  expect(rehearsal.start(denseProgram(400)).problem).toBeNull()
  return rehearsal
}

/** A fault is one sentence, and says what to do. */
function expectFault(rehearsal: Rehearsal, sentence: RegExp): void {
  const { engineState, fault } = rehearsal.engine.snapshot()
  expect(engineState).toBe('fault')
  expect(fault?.sentence).toMatch(sentence)
  expect(fault?.sentence).toMatch(/^[A-Z][^.]*(\.\d[^.]*)*\.$/)
  expect(fault?.remedy).not.toBe('')
}

describe('what goes wrong in a job ends it as a fault, with one sentence', () => {
  test('the controller restarts', async () => {
    const rehearsal = await faulty({ kind: 'banner', atLine: 100 })
    const progress = rehearsal.finish(2000)
    expect(progress.outcome).toBe('fault')
    expectFault(rehearsal, /restarted by itself/)
    const sentMs = rehearsal.nowMs
    rehearsal.run(3000)
    const later = rehearsal.toController.filter(({ atMs, text }) => atMs > sentMs && text !== '?')
    expect(later).toEqual([])
  })

  test('an answer is lost: found within two seconds after the machine comes to rest', async () => {
    const rehearsal = await faulty({ kind: 'drop-ack', atLine: 398 })
    rehearsal.runUntil(() => rehearsal.engine.snapshot().controllerState === 'Run')
    rehearsal.runUntil(() => rehearsal.engine.snapshot().controllerState === 'Idle')
    const idleMs = rehearsal.nowMs
    const progress = rehearsal.finish()
    expect(rehearsal.nowMs - idleMs).toBeLessThan(2000)
    expect(progress.outcome).toBe('fault')
    expectFault(rehearsal, /never answered .*answer was lost/)
  })

  test('an answer arrives damaged', async () => {
    const rehearsal = await faulty({ kind: 'garble-ack', atLine: 100 })
    expect(rehearsal.finish(2000).outcome).toBe('fault')
    expectFault(rehearsal, /damaged as "o"/)
    expect(rehearsal.toController.at(-1)?.text).toBe('!')
  })

  test('an answer comes twice', async () => {
    const rehearsal = await faulty({ kind: 'double-ack', atLine: 100 })
    expect(rehearsal.finish().outcome).toBe('fault')
    expectFault(rehearsal, /answered more lines than it was sent/)
  })

  test('the cable is pulled', async () => {
    const rehearsal = await faulty({ kind: 'close', atLine: 100 })
    expect(rehearsal.finish(2000).outcome).toBe('fault')
    expectFault(rehearsal, /connection to virtual: was lost/)
    expect(rehearsal.engine.snapshot().fault?.remedy).toContain('stop switch')
    expect(rehearsal.engine.snapshot().spindleOn).toBeNull()
    expect(rehearsal.command({ name: 'stop' })()?.problem?.remedy).toContain('stop switch')
  })

  test('the controller falls silent', async () => {
    const rehearsal = await faulty({ kind: 'silence', atLine: 100 })
    rehearsal.runUntil(() => rehearsal.jobLines().length >= 98)
    const silentMs = rehearsal.nowMs
    expect(rehearsal.finish(5000).outcome).toBe('fault')
    expect(rehearsal.nowMs - silentMs).toBeLessThan(2000)
    expectFault(rehearsal, /no status for 1 s/)
  })

  test.each(['banner', 'garble-ack', 'double-ack', 'drop-ack'] as const)(
    'a stop behind a %s fault gets the machine ready for the next job',
    async (kind) => {
      const rehearsal = await faulty({ kind, atLine: 100 })
      rehearsal.finish()
      rehearsal.command({ name: 'stop' })
      rehearsal.runUntil(() => rehearsal.state === 'ready')
      expect(rehearsal.engine.snapshot().fault).toBeNull()
      rehearsal.start('G21\nG1 X1 F600\n')
      expect(rehearsal.finish().outcome).toBe('completed')
    },
  )
})

describe('a line the controller refuses', () => {
  test.each([
    ['early', 3],
    ['in the middle', 200],
    ['as the last', 401],
  ])('%s is named by its line, the machine is stopped cleanly', async (_name, place) => {
    const lines = [
      'G21 G90',
      'G1 F1200',
      ...Array.from({ length: 400 }, (_, i) => `G1 X${(i * 0.1).toFixed(1)}`),
    ]
    lines.splice(place - 1, 0, '(comment)', 'G1 X1 Q5')
    const rehearsal = await new Rehearsal().connect()
    rehearsal.start(lines.join('\n'))
    const progress = rehearsal.finish()
    expect(progress.outcome).toBe('fault')
    expect(progress.outcomeSentence).toContain(`line ${String(place + 1)} (G1X1Q5)`)
    expect(progress.outcomeSentence).toContain('error 20')
    rehearsal.runUntil(() => rehearsal.state === 'ready')
    expect(rehearsal.fromController.map(({ text }) => text).join('')).not.toContain('ALARM')
    const refusedMs = msWhenSaid(rehearsal, 'error:20')
    const held = rehearsal.toController.find(({ atMs, text }) => atMs >= refusedMs && text === '!')
    expect((held?.atMs ?? Infinity) - refusedMs).toBeLessThanOrEqual(20)
  })
})

function msWhenSaid(rehearsal: Rehearsal, words: string): number {
  let said = ''
  for (const { atMs, text } of rehearsal.fromController) {
    said += text
    if (said.includes(words)) return atMs
  }
  return Number.NaN
}

describe('alarms', () => {
  test('a limit switch in a job: the alarm is named, and unlock resets first', async () => {
    const rehearsal = await faulty({ kind: 'limit', atLine: 100 })
    expect(rehearsal.finish(2000).outcome).toBe('alarm')
    const { alarm } = rehearsal.engine.snapshot()
    expect(alarm?.code).toBe(1)
    expect(alarm?.remedy).toContain('home')
    rehearsal.run(3000)
    expect(rehearsal.state).toBe('alarm')
    const answer = rehearsal.command({ name: 'unlock', reason: 'freed by hand' })
    rehearsal.runUntil(() => answer() !== null)
    expect(answer()?.problem).toBeNull()
    expect(rehearsal.state).toBe('ready')
    const sent = rehearsal.toController.map(({ text }) => text).filter((text) => text !== '?')
    expect(sent.slice(-2)).toEqual(['\x18', '$X\n'])
  })

  test('a soft limit in a job keeps the position', async () => {
    const settings = [
      [22, 1],
      [20, 1],
    ] as const
    const rehearsal = await new Rehearsal({ settings }).connect()
    expect(rehearsal.state).toBe('alarm')
    const homed = rehearsal.command({ name: 'home' })
    rehearsal.runUntil(() => homed() !== null, 120_000)
    rehearsal.start('G21 G90\nG1 X-20 F2000\nG1 X50\nG1 X-30\n')
    expect(rehearsal.finish().outcome).toBe('alarm')
    expect(rehearsal.engine.snapshot().alarm?.code).toBe(2)
    const steps = rehearsal.controller.record().positionSteps
    const answer = rehearsal.command({ name: 'unlock', reason: 'freed by hand' })
    rehearsal.runUntil(() => answer() !== null)
    expect(answer()?.problem).toBeNull()
    expect(rehearsal.controller.record().positionSteps).toEqual(steps)
  })

  test('nothing starts while the machine is locked', async () => {
    const rehearsal = await new Rehearsal({ settings: [[22, 1]] }).connect()
    expect(rehearsal.state).toBe('alarm')
    const refused = rehearsal.command({ name: 'start', job: jobOf('G21\nG1 X1 F600\n') })()
    expect(refused?.problem?.kind).toBe('machine')
    expect(rehearsal.jobLines()).toEqual([])
  })
})

describe('homing', () => {
  test('is done only with ok, no alarm, and Idle', async () => {
    const rehearsal = await new Rehearsal({ settings: [[22, 1]] }).connect()
    const answer = rehearsal.command({ name: 'home' })
    rehearsal.run(5000)
    expect(answer()).toBeNull()
    expect(rehearsal.engine.snapshot().fault).toBeNull()
    rehearsal.runUntil(() => answer() !== null, 120_000)
    expect(answer()?.problem).toBeNull()
    expect(rehearsal.state).toBe('ready')
    expect(rehearsal.engine.snapshot().machinePosition).toEqual({ xMm: -1, yMm: -1, zMm: -1 })
  })

  test('that ends in an alarm has failed although an ok follows', async () => {
    const faults: readonly VirtualFault[] = [{ kind: 'no-switch', atLine: 1 }]
    const rehearsal = await new Rehearsal({ settings: [[22, 1]], faults }).connect()
    const answer = rehearsal.command({ name: 'home' })
    rehearsal.runUntil(() => answer() !== null, 120_000)
    expect(answer()?.problem?.message).toMatch(/Alarm 9/)
    rehearsal.run(3000)
    expect(rehearsal.state).toBe('alarm')
    const unlocked = rehearsal.command({ name: 'unlock', reason: 'freed by hand' })
    rehearsal.runUntil(() => unlocked() !== null)
    expect(unlocked()?.problem).toBeNull()
  })

  test('can be stopped', async () => {
    const rehearsal = await new Rehearsal({ settings: [[22, 1]] }).connect()
    const answer = rehearsal.command({ name: 'home' })
    rehearsal.run(2000)
    rehearsal.command({ name: 'stop' })
    rehearsal.runUntil(() => answer() !== null)
    expect(answer()?.problem).not.toBeNull()
    rehearsal.runUntil(() => rehearsal.state === 'alarm')
    expect(rehearsal.engine.snapshot().alarm?.code).toBe(6)
  })
})

describe('before the first byte', () => {
  test('a program whose bytes are not those approved is refused', async () => {
    const rehearsal = await new Rehearsal().connect()
    const source = { kind: 'text', text: `${WANDERING_PROGRAM} ` } as const
    const job = { ...jobOf(WANDERING_PROGRAM), source }
    const refused = rehearsal.command({ name: 'start', job })()
    expect(refused?.problem?.kind).toBe('blocked')
    expect(refused?.problem?.message).toContain('SHA-256')
    expect(rehearsal.jobLines()).toEqual([])
  })

  test('a program that cannot be sent whole is refused whole', async () => {
    const rehearsal = await new Rehearsal().connect()
    const refused = rehearsal.start('G21\nG1 X1 F600\nM6 T2 X4\n')
    expect(refused.problem?.message).toContain('line 3')
    expect(rehearsal.jobLines()).toEqual([])
  })

  test('a second job is refused while one runs', async () => {
    const rehearsal = await new Rehearsal().connect()
    rehearsal.start(denseProgram(200))
    expect(rehearsal.start(denseProgram(200)).problem?.kind).toBe('busy')
    expect(rehearsal.command({ name: 'disconnect' })()?.problem?.kind).toBe('busy')
    expect(rehearsal.finish().outcome).toBe('completed')
  })
})

describe('when the application is lost', () => {
  test('a job is held, then reset from the stand', async () => {
    const rehearsal = await new Rehearsal().connect()
    rehearsal.start(denseProgram(2000))
    rehearsal.run(300)
    rehearsal.engine.applicationLost()
    expect(rehearsal.toController.at(-2)?.text).toBe('!')
    const progress = rehearsal.finish()
    expect(progress.outcome).toBe('fault')
    expect(progress.outcomeSentence).toContain('application no longer answered')
    rehearsal.runUntil(() => rehearsal.state === 'ready')
    expect(rehearsal.fromController.map(({ text }) => text).join('')).not.toContain('ALARM')
  })
})
