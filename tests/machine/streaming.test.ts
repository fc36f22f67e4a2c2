import { describe, expect, test } from 'vitest'
import { prepareProgram } from '#core/grbl/prepare-program.ts'
import { preparedLine } from '#core/grbl/prepared-program.ts'
import { VirtualController } from '../../src-main/machine/virtual/virtual-controller.ts'
import { denseProgram, Rehearsal, WANDERING_PROGRAM } from './rehearsal.ts'

const LINK_BYTES_PER_SECOND = 11_520

function linesOf(text: string): readonly string[] {
  const program = prepareProgram(text, 'test')
  if (!program.ok) throw new Error(program.error.message)
  return Array.from({ length: program.value.lineCount }, (_, index) =>
    preparedLine(program.value, index),
  )
}

/** The bytes a controller without any flow control sees. */
function blast(text: string): VirtualController {
  const controller = new VirtualController({
    onOutput: () => {
      // Nobody listens: that is what makes this sender naive.
    },
  })
  controller.advance(100)
  controller.receive(Buffer.from(`${linesOf(text).join('\n')}\n`), 100)
  controller.advance(60_000)
  return controller
}

describe('streaming to the virtual controller', () => {
  test('every line arrives, in order, and the machine ends where the program does', async () => {
    const rehearsal = await new Rehearsal().connect()
    expect(rehearsal.start(WANDERING_PROGRAM).problem).toBeNull()
    const progress = rehearsal.finish()
    expect(progress.outcome).toBe('completed')
    expect(progress.linesAcknowledged).toBe(progress.lineCount)
    expect(rehearsal.jobLines()).toEqual(linesOf(WANDERING_PROGRAM))
    expect(rehearsal.controller.record().positionSteps).toEqual([0, 0, 5 * 400])
    expect(rehearsal.state).toBe('ready')
  })

  test('a dense program runs at 97 % of the line and never fills the ring', async () => {
    const rehearsal = await new Rehearsal({ latencyMs: 2 }).connect()
    rehearsal.start(denseProgram(2000))
    const progress = rehearsal.finish()
    const record = rehearsal.controller.record()
    expect(progress.outcome).toBe('completed')
    expect(record.receiveHighWaterBytes).toBeLessThanOrEqual(128)
    expect(record.receiveDroppedBytes).toBe(0)
    const seconds = sendingSeconds(rehearsal)
    expect(progress.bytesTotal / seconds / LINK_BYTES_PER_SECOND).toBeGreaterThanOrEqual(0.97)
    expect(rehearsal.engine.snapshot().receiveBuffer.highWaterBytes).toBeLessThanOrEqual(120)
  })

  test('a sender without flow control loses lines on the same controller and ends elsewhere', () => {
    const record = blast(WANDERING_PROGRAM).record()
    expect(record.receiveDroppedBytes).toBeGreaterThan(100)
    expect(record.receivedLines.length).toBeLessThan(linesOf(WANDERING_PROGRAM).length)
    expect(record.positionSteps).not.toEqual([0, 0, 5 * 400])
  })

  test('the program is over only when the last move is cut, not when its line is answered', async () => {
    const rehearsal = await new Rehearsal().connect()
    rehearsal.start('G21 G90\nG1 X30 F600\n')
    rehearsal.runUntil(() => rehearsal.engine.snapshot().job?.linesAcknowledged === 2)
    expect(rehearsal.finished).toEqual([])
    const progress = rehearsal.finish()
    // 30 mm at 600 mm/min take 3 s.
    expect(progress.elapsedSeconds).toBeGreaterThan(3)
    expect(rehearsal.controller.record().positionSteps[0]).toBe(6000)
  })

  test('a dwell is reported as Idle and yet does not end the job', async () => {
    const rehearsal = await new Rehearsal().connect()
    rehearsal.start('G21\nG4 P4\nG1 X1 F600\n')
    rehearsal.run(3500)
    expect(rehearsal.engine.snapshot().controllerState).toBe('Idle')
    expect(rehearsal.state).not.toBe('ready')
    expect(rehearsal.finish().outcome).toBe('completed')
  })

  test('progress counts answered lines and the time left shrinks with them', async () => {
    const rehearsal = await new Rehearsal().connect()
    rehearsal.start(denseProgram(400), 100)
    rehearsal.run(300)
    const early = progressNow(rehearsal)
    rehearsal.run(200)
    const late = progressNow(rehearsal)
    expect(early.linesAcknowledged).toBeGreaterThan(0)
    expect(late.linesAcknowledged).toBeGreaterThan(early.linesAcknowledged)
    expect(late.secondsLeft).toBeLessThan(early.secondsLeft ?? 0)
    const left = 1 - late.linesAcknowledged / late.lineCount
    expect(late.secondsLeft).toBeCloseTo(100 * left, 6)
  })
})

describe('lines that must go alone', () => {
  test.each([
    ['at a stand', 'G21 G90\nG10 L20 P1 X5 Y5 Z1\n'],
    ['behind a motion', 'G21 G90\nG1 X8 F1200\nG10 L2 P1 X1.5 Y2.5\n'],
  ])('an EEPROM write %s loses no byte of what follows', async (_name, head) => {
    const rehearsal = await new Rehearsal().connect()
    const text = `${head}G1 X3 F1200\nG1 Y4\nG1 X6\nG1 Y1\n`
    rehearsal.start(text)
    expect(rehearsal.finish().outcome).toBe('completed')
    expect(rehearsal.jobLines()).toEqual(linesOf(text))
    const { writeMs, nextMs, said, writeText } = aroundWrite(rehearsal)
    expect(writeText).toMatch(/^G10[^\n]*\n$/)
    expect(said).toContain('ok')
    expect(nextMs - writeMs).toBeGreaterThan(50)
  })

  test('the same lines pipelined without the pause lose bytes, so the controller is no easy judge', () => {
    const text = 'G21\nG10 L20 P1 X5.125 Y5.25 Z1.5\nG1 X3 F1200\nG1 Y4\nG1 X6\nG1 Y1\n'
    const record = blast(text).record()
    expect(record.receivedLines).not.toEqual(linesOf(text))
  })

  test('the closing dwell waits out the pause behind an EEPROM write too', async () => {
    const rehearsal = await new Rehearsal().connect()
    rehearsal.start('G21\nG10 L2 P1 X1.5\n')
    expect(rehearsal.finish().outcome).toBe('completed')
    const answeredMs = rehearsal.fromController.findLast(
      ({ atMs, text }) => text === 'k' && atMs < finishMs(rehearsal),
    )?.atMs
    expect(finishMs(rehearsal) - (answeredMs ?? Number.NaN)).toBeGreaterThanOrEqual(50)
  })

  test('a $ line waits until the machine stands', async () => {
    const rehearsal = await new Rehearsal().connect()
    rehearsal.start('G21\nG1 X5 F600\n$110=4000\nG1 X6\n')
    expect(rehearsal.finish().outcome).toBe('completed')
    expect(rehearsal.jobLines()).toEqual(['G21', 'G1X5F600', '$110=4000', 'G1X6'])
  })

  test('nothing is sent behind M0 until it was resumed', async () => {
    const rehearsal = await new Rehearsal().connect()
    rehearsal.start('G21\nG1 X2 F600\nM0\nG1 X4\nG1 X6\n')
    rehearsal.runUntil(() => rehearsal.state === 'held')
    rehearsal.run(1000)
    expect(rehearsal.jobLines()).toEqual(['G21', 'G1X2F600', 'M0'])
    expect(rehearsal.command({ name: 'resume' })()?.problem).toBeNull()
    expect(rehearsal.finish().outcome).toBe('completed')
    expect(rehearsal.controller.record().positionSteps[0]).toBe(1200)
  })
})

/** From the first line that the controller got of the dense stretch to the last answer. */
function sendingSeconds(rehearsal: Rehearsal): number {
  const sent = rehearsal.toController
  const first = sent.find(({ text }) => text.startsWith('G21'))
  const finish = sent.find(({ text }) => text.startsWith('G4P0.01'))
  return ((finish?.atMs ?? Number.NaN) - (first?.atMs ?? 0)) / 1000
}

/** When the EEPROM write went out and when the line behind it, and what was said in between. */
function aroundWrite(rehearsal: Rehearsal) {
  const { toController: sent, fromController } = rehearsal
  const write = sent.find(({ text }) => text.includes('G10'))
  const writeMs = write?.atMs ?? Number.NaN
  const next = sent.find(({ atMs, text }) => atMs > writeMs && text.startsWith('G1X3'))
  const nextMs = next?.atMs ?? Number.NaN
  const between = fromController.filter(({ atMs }) => atMs > writeMs && atMs < nextMs)
  const said = between.map(({ text }) => text).join('')
  return { writeMs, nextMs, said, writeText: write?.text }
}

function progressNow(rehearsal: Rehearsal) {
  const { job } = rehearsal.engine.snapshot()
  if (job === null) throw new Error('no job')
  return job
}

function finishMs(rehearsal: Rehearsal): number {
  return rehearsal.toController.find(({ text }) => text.startsWith('G4P0.01'))?.atMs ?? Number.NaN
}
