import { describe, expect, test } from 'vitest'
import type { VirtualFault } from '../../src-main/machine/virtual/faults.ts'
import { denseProgram, jobOf, Rehearsal, WANDERING_PROGRAM } from './rehearsal.ts'

async function checking(text: string, faults: readonly VirtualFault[] = []): Promise<Rehearsal> {
  const rehearsal = await new Rehearsal({ faults }).connect()
  const job = { ...jobOf(text), mode: 'check' } as const
  expect(rehearsal.command({ name: 'start', job })()?.problem).toBeNull()
  return rehearsal
}

describe('a check', () => {
  test('has every line read by the controller and moves nothing', async () => {
    const rehearsal = await checking(WANDERING_PROGRAM)
    expect(rehearsal.finish()).toMatchObject({ outcome: 'checked', linesAcknowledged: 74 })
    rehearsal.runUntil(() => rehearsal.state === 'ready')
    expect(
      rehearsal.controller.record().receivedLines.filter((line) => line === '$C'),
    ).toHaveLength(2)
    expect(rehearsal.engine.snapshot().machinePosition).toEqual({ xMm: 0, yMm: 0, zMm: 0 })
    expect(rehearsal.engine.snapshot().controllerState).toBe('Idle')
  })

  test('sends no program line before the controller is in check mode', async () => {
    const rehearsal = await checking(WANDERING_PROGRAM)
    rehearsal.finish()
    const sent = rehearsal.toController.map(({ text }) => text).join('')
    let heard = ''
    const answered = rehearsal.fromController.find(({ text }) => {
      heard += text
      return heard.includes('Enabled')
    })
    const first = rehearsal.toController.find(({ text }) => text.includes('M3'))
    expect(sent.indexOf('$C')).toBeLessThan(sent.indexOf('M3'))
    expect(first?.atMs).toBeGreaterThan(answered?.atMs ?? Infinity)
  })

  test('can be followed by the job itself', async () => {
    const rehearsal = await checking(WANDERING_PROGRAM)
    rehearsal.finish()
    rehearsal.runUntil(() => rehearsal.state === 'ready')
    rehearsal.runUntil(() => rehearsal.engine.snapshot().controllerState === 'Idle')
    expect(rehearsal.start(WANDERING_PROGRAM).problem).toBeNull()
    expect(rehearsal.finish().outcome).toBe('completed')
  })

  test('names the line that the controller refuses', async () => {
    const rehearsal = await checking('G21G90\nG0Z5\nG1X10F100\nG81X1\nG0Z5\nM30\n')
    const progress = rehearsal.finish()
    expect(progress.outcome).toBe('fault')
    expect(progress.outcomeSentence).toMatch(/refused line 4 \(G81X1\) with error 20/)
    expect(progress.linesAcknowledged).toBe(6)
    rehearsal.runUntil(() => rehearsal.state === 'ready')
    expect(rehearsal.engine.snapshot().machinePosition).toEqual({ xMm: 0, yMm: 0, zMm: 0 })
  })

  test('cannot be held, and stops at once', async () => {
    const rehearsal = await checking(denseProgram(2000))
    rehearsal.run(300)
    expect(rehearsal.command({ name: 'hold' })()?.problem?.message).toMatch(/nothing to hold/)
    const stoppedMs = rehearsal.nowMs
    rehearsal.command({ name: 'stop' })
    expect(rehearsal.finish().outcome).toBe('stopped')
    expect(rehearsal.nowMs - stoppedMs).toBeLessThan(1000)
    rehearsal.runUntil(() => rehearsal.state === 'ready')
  })

  test('whose answer is lost is found within two seconds', async () => {
    const rehearsal = await checking(denseProgram(200), [{ kind: 'drop-ack', atLine: 198 }])
    rehearsal.run(600)
    const sinceMs = rehearsal.nowMs
    expect(rehearsal.finish().outcome).toBe('fault')
    expect(rehearsal.nowMs - sinceMs).toBeLessThan(2000)
    expect(rehearsal.engine.snapshot().fault?.sentence).toMatch(/an answer was lost/)
  })
})
