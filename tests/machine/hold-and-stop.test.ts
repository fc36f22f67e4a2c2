import { describe, expect, test } from 'vitest'
import { denseProgram, Rehearsal, WANDERING_PROGRAM } from './rehearsal.ts'

/** Reproducible numbers in [0, 1): a linear congruential generator (Numerical Recipes' constants). */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const REALTIME_BYTES = ['?', '!', '~', '\u0018']

const SLOW = [
  [120, 50],
  [121, 50],
] as const

function hasFinished(rehearsal: Rehearsal): boolean {
  return rehearsal.finished.length > 0
}

async function started(
  text: string,
  settings: readonly (readonly [number, number])[] = [],
): Promise<Rehearsal> {
  const rehearsal = await new Rehearsal({ settings }).connect()
  expect(rehearsal.start(text).problem).toBeNull()
  return rehearsal
}

/** Texts of everything but realtime bytes that went out while the controller stood in a hold. */
function linesSentBetween(rehearsal: Rehearsal, fromMs: number, toMs: number): readonly string[] {
  return rehearsal.toController
    .filter(({ atMs, text }) => atMs > fromMs && atMs < toMs && !REALTIME_BYTES.includes(text))
    .map(({ text }) => text)
}

describe('hold and resume', () => {
  test('at twenty random points leave the program and the final position as they were', async () => {
    const plain = await started(WANDERING_PROGRAM)
    plain.finish()
    const chance = chances(20_261_121)
    const held = await started(WANDERING_PROGRAM)
    for (let count = 0; count < 20 && held.finished.length === 0; count += 1) {
      held.run(50 + chance() * 400)
      if (hasFinished(held)) break
      expect(held.command({ name: 'hold' })()?.problem).toBeNull()
      held.runUntil(() => held.state === 'held')
      const stoodAt = held.controller.record().positionSteps
      const fromMs = held.nowMs
      held.run(chance() * 600)
      expect(held.controller.record().positionSteps).toEqual(stoodAt)
      expect(linesSentBetween(held, fromMs, held.nowMs)).toEqual([])
      expect(held.command({ name: 'resume' })()?.problem).toBeNull()
      held.runUntil(() => held.state !== 'held' || held.finished.length > 0)
    }
    if (held.finished.length === 0) held.finish()
    expect(held.finished.at(-1)?.outcome).toBe('completed')
    expect(held.jobLines()).toEqual(plain.jobLines())
    expect(held.controller.record().positionSteps).toEqual(plain.controller.record().positionSteps)
    expect(held.controller.record().receiveHighWaterBytes).toBeLessThanOrEqual(128)
  })

  test('two hundred holds of a dense program never overfill the ring', async () => {
    const rehearsal = await started(denseProgram(3000))
    const chance = chances(7)
    for (let count = 0; count < 200 && rehearsal.finished.length === 0; count += 1) {
      rehearsal.run(5 + chance() * 15)
      rehearsal.command({ name: 'hold' })
      rehearsal.runUntil(() => rehearsal.state === 'held' || rehearsal.finished.length > 0)
      rehearsal.command({ name: 'resume' })
      rehearsal.runUntil(() => rehearsal.state !== 'held')
    }
    if (rehearsal.finished.length === 0) rehearsal.finish()
    const record = rehearsal.controller.record()
    expect(record.receiveDroppedBytes).toBe(0)
    expect(rehearsal.jobLines()).toHaveLength(3005)
  })

  test('a hold keeps the spindle turning, and the hold is a stand', async () => {
    const rehearsal = await started(WANDERING_PROGRAM)
    rehearsal.runUntil(() => rehearsal.engine.snapshot().spindleOn === true)
    rehearsal.run(1500)
    rehearsal.command({ name: 'hold' })
    rehearsal.runUntil(() => rehearsal.state === 'held')
    expect(rehearsal.engine.snapshot().controllerState).toBe('Hold:0')
    expect(rehearsal.controller.record().spindleTimeline.at(-1)?.state).toBe('M3')
  })

  test('resume is refused while it still slows down', async () => {
    const rehearsal = await started('G21\nG1 X200 F5000\n', SLOW)
    rehearsal.run(1500)
    rehearsal.command({ name: 'hold' })
    expect(rehearsal.state).toBe('holding')
    expect(rehearsal.command({ name: 'resume' })()?.problem?.kind).toBe('busy')
  })
})

describe('stop', () => {
  test('at full speed with low acceleration waits for the stand and keeps the position', async () => {
    const rehearsal = await started('G21\nG1 X700 F5000\n', SLOW)
    rehearsal.run(4000)
    expect(rehearsal.engine.snapshot().feedMmPerMin).toBeGreaterThan(4000)
    const stoppedMs = rehearsal.nowMs
    rehearsal.command({ name: 'stop' })
    rehearsal.runUntil(() => rehearsal.finished.length > 0)
    // 5000 mm/min at 50 mm/s² take 1.67 s to a stand.
    expect(rehearsal.nowMs - stoppedMs).toBeGreaterThan(1600)
    expect(rehearsal.finished[0]?.outcome).toBe('stopped')
    const steps = rehearsal.controller.record().positionSteps
    rehearsal.runUntil(() => rehearsal.state === 'ready')
    rehearsal.run(500)
    expect(rehearsal.controller.record().positionSteps).toEqual(steps)
    const said = rehearsal.fromController.map(({ text }) => text).join('')
    expect(said).not.toContain('ALARM')
    expect(rehearsal.engine.snapshot().machinePosition?.xMm).toBeCloseTo(steps[0] / 200, 2)
  })

  test('an answer that comes between the reset and the banner is thrown away', async () => {
    const rehearsal = await started(denseProgram(400), SLOW)
    rehearsal.runUntil(() => (rehearsal.engine.snapshot().job?.linesAcknowledged ?? 0) > 40)
    rehearsal.command({ name: 'stop' })
    rehearsal.runUntil(() => rehearsal.state === 'resetWait')
    const resetMs = rehearsal.nowMs
    rehearsal.runUntil(() => rehearsal.state === 'ready')
    const said = rehearsal.fromController
      .filter(({ atMs }) => atMs > resetMs)
      .map(({ text }) => text)
      .join('')
    expect(said.indexOf('ok')).toBeGreaterThanOrEqual(0)
    expect(said.indexOf('ok')).toBeLessThan(said.indexOf('Grbl'))
    // Not one answer of the old job is left to be taken for one of the next.
    rehearsal.start('G21\nG1 X1 F600\nG1 X2\n')
    expect(rehearsal.finish().outcome).toBe('completed')
  })

  test('pressed five times with a resume in between ends in one reset', async () => {
    const rehearsal = await started('G21\nG1 X300 F3000\n', SLOW)
    rehearsal.run(2000)
    for (let press = 0; press < 5; press += 1) {
      rehearsal.command({ name: 'stop' })
      if (press === 2) rehearsal.command({ name: 'resume' })
      rehearsal.run(20)
    }
    rehearsal.runUntil(() => rehearsal.state === 'ready')
    expect(rehearsal.toController.filter(({ text }) => text === '\x18')).toHaveLength(1)
    expect(rehearsal.finished.map(({ outcome }) => outcome)).toEqual(['stopped'])
  })

  test('nothing is sent between the stop and the banner but realtime bytes', async () => {
    const rehearsal = await started(denseProgram(400))
    rehearsal.run(200)
    const fromMs = rehearsal.nowMs
    rehearsal.command({ name: 'stop' })
    rehearsal.runUntil(() => rehearsal.state === 'ready')
    expect(linesSentBetween(rehearsal, fromMs, rehearsal.nowMs)).toEqual([])
  })

  test('in a hold stops as well, and the spindle is off behind it', async () => {
    const rehearsal = await started(WANDERING_PROGRAM)
    rehearsal.run(2500)
    rehearsal.command({ name: 'hold' })
    rehearsal.runUntil(() => rehearsal.state === 'held')
    rehearsal.command({ name: 'stop' })
    rehearsal.runUntil(() => rehearsal.state === 'ready')
    expect(rehearsal.controller.record().spindleTimeline.at(-1)?.state).toBe('M5')
    expect(rehearsal.finished[0]?.outcomeSentence).toMatch(/^Stopped by the operator at line \d+/)
  })
})
