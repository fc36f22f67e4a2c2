import { describe, expect, test } from 'vitest'
import { readJournal, recoveryOffer } from '#core/grbl/job/journal.ts'
import { planResume } from '#core/grbl/job/resume-plan.ts'
import { prepareProgram } from '#core/grbl/prepare-program.ts'
import { denseProgram, Rehearsal, WANDERING_PROGRAM } from './rehearsal.ts'

const TOOL_CHANGE_PROGRAM = [
  'G21 G90 G94 G17',
  'T1',
  'M3 S9000',
  'G0 Z5',
  'G0 X10 Y10',
  'G1 Z-1 F300',
  'G1 X20 F800',
  'G0 Z5',
  'T2 M6',
  'G1 X30 Y15 F700',
  'M5',
  'M30',
].join('\n')

describe('a tool change', () => {
  async function atChange() {
    const rehearsal = await new Rehearsal().connect()
    rehearsal.start(TOOL_CHANGE_PROGRAM)
    rehearsal.runUntil(() => rehearsal.state === 'toolChange')
    rehearsal.run(500)
    return rehearsal
  }

  test('waits with the spindle off and the tool up, names the tool, and never sends M6', async () => {
    const rehearsal = await atChange()
    const { job, workPosition, spindleOn } = rehearsal.engine.snapshot()
    expect(job?.pause).toMatchObject({
      kind: 'toolChange',
      sourceLine: 9,
      toolNumber: 2,
      step: 'waiting',
      spindleRpm: 9000,
      leftAt: { xMm: 20, yMm: 10, zMm: 5 },
    })
    expect(workPosition?.zMm).toBe(10)
    expect(spindleOn).toBe(false)
    expect(rehearsal.controller.record().receivedLines.join(' ')).not.toContain('M6')
  })

  test('goes back to where the tool left, spindle first, and runs to its end', async () => {
    const rehearsal = await atChange()
    const before = rehearsal.controller.record().receivedLines.length
    expect(rehearsal.command({ name: 'continueToolChange' })()?.problem).toBeNull()
    expect(rehearsal.finish().outcome).toBe('completed')
    const sent = rehearsal.controller.record().receivedLines.slice(before)
    const order = ['G0Z10', 'M3S9000', 'G4P2', 'G0X20Y10', 'G1Z5F150', 'G1X30Y15F700']
    const places = order.map((line) => sent.indexOf(line))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(rehearsal.controller.record().positionSteps.slice(0, 2)).toEqual([30 * 200, 15 * 200])
  })

  test('waits for a slow spindle and takes it for no lost answer', async () => {
    const rehearsal = await new Rehearsal().connect()
    const travel = { safeZMm: 10, topMachineZMm: null, spinUpSeconds: 8 }
    rehearsal.start(TOOL_CHANGE_PROGRAM, null, { travel })
    rehearsal.runUntil(() => rehearsal.state === 'toolChange')
    rehearsal.run(500)
    const fromMs = rehearsal.nowMs
    rehearsal.command({ name: 'continueToolChange' })
    expect(rehearsal.finish().outcome).toBe('completed')
    expect(rehearsal.nowMs - fromMs).toBeGreaterThan(8000)
  })

  test('can be stopped, and is not gone on from after that', async () => {
    const rehearsal = await atChange()
    rehearsal.command({ name: 'stop' })
    expect(rehearsal.finish().outcome).toBe('stopped')
    rehearsal.runUntil(() => rehearsal.state === 'ready')
    expect(rehearsal.command({ name: 'continueToolChange' })()?.problem?.kind).toBe('machine')
  })
})

describe('where the tool is in the program', () => {
  test('is a range of lines that holds the line being cut, and never goes back', async () => {
    const rehearsal = await new Rehearsal({ settings: [[10, 3]] }).connect()
    rehearsal.start(WANDERING_PROGRAM)
    let last = 0
    let seen = 0
    while (rehearsal.finished.length === 0) {
      rehearsal.run(150)
      const { job, workPosition, controllerState } = rehearsal.engine.snapshot()
      const range = job?.executing
      if (range === null || range === undefined || workPosition === null) continue
      expect(range.firstLine).toBeGreaterThanOrEqual(last)
      expect(range.lastLine).toBeLessThan(job?.lineCount ?? 0)
      last = range.firstLine
      if (controllerState === 'Run') seen += 1
    }
    expect(seen).toBeGreaterThan(10)
    expect(rehearsal.finished[0]?.outcome).toBe('completed')
  })
})

describe('answers that get lost', () => {
  test.each(['drop-ack', 'double-ack', 'garble-ack'] as const)(
    '%s in the middle of a dense program is found within two seconds',
    async (kind) => {
      const rehearsal = await new Rehearsal({ faults: [{ kind, atLine: 600 }] }).connect()
      rehearsal.start(denseProgram(4000))
      rehearsal.runUntil(() => rehearsal.controller.record().receivedLines.length >= 600)
      const struckMs = rehearsal.nowMs
      rehearsal.runUntil(() => rehearsal.finished.length > 0)
      expect(rehearsal.finished[0]?.outcome).toBe('fault')
      expect(rehearsal.nowMs - struckMs).toBeLessThan(2000)
      expect(rehearsal.toController.at(-1)?.text ?? '').toMatch(/[!?]/)
    },
  )
})

describe('the journal', () => {
  test('of a job that was cut short offers the lines that can have been cut', async () => {
    const rehearsal = await new Rehearsal({ faults: [{ kind: 'close', atLine: 40 }] }).connect()
    rehearsal.start(WANDERING_PROGRAM)
    const ended = rehearsal.finish()
    const journal = readJournal(rehearsal.journal.join('\n'))
    if (journal === null) throw new Error('no journal')
    const offer = recoveryOffer(journal)
    expect(offer?.sendId).toBe('send-1')
    expect(offer?.candidates.lastLine).toBe(ended.linesSent - 1)
    expect(offer?.candidates.firstLine).toBeLessThanOrEqual(ended.linesAcknowledged)
    expect(offer?.mustHome).toBe(false)
  })

  test('of a controller that restarted wants homing; a torn last line is left out', async () => {
    const rehearsal = await new Rehearsal({ faults: [{ kind: 'banner', atLine: 40 }] }).connect()
    rehearsal.start(WANDERING_PROGRAM)
    rehearsal.finish()
    const journal = readJournal(`${rehearsal.journal.join('\n')}\n{"t":"2026-`)
    expect(journal === null ? null : recoveryOffer(journal)?.mustHome).toBe(true)
  })

  test('of a job that ended in order offers nothing', async () => {
    const rehearsal = await new Rehearsal().connect()
    rehearsal.start(WANDERING_PROGRAM)
    rehearsal.finish()
    const journal = readJournal(rehearsal.journal.join('\n'))
    expect(journal === null ? 'none' : recoveryOffer(journal)).toBeNull()
  })
})

test('a resume ends where the whole program ends, and its report says from where it ran', async () => {
  const whole = await new Rehearsal().connect()
  whole.start(WANDERING_PROGRAM)
  whole.finish()
  const program = prepareProgram(WANDERING_PROGRAM, 'job.nc')
  if (!program.ok) throw new Error('no program')
  for (const line of [9, 11, 30, 75]) {
    const plan = planResume(program.value, { line, clearanceMm: 3, spinUpSeconds: 2 })
    if (!plan.ok) throw new Error(plan.error)
    const rehearsal = await new Rehearsal().connect()
    rehearsal.start(WANDERING_PROGRAM, null, {
      resume: {
        streamFrom: plan.value.streamFrom,
        preamble: plan.value.preamble.map(({ text }) => text),
        fromSourceLine: line + 1,
      },
    })
    expect(rehearsal.finish().outcomeSentence).toBe('Cut to the end.')
    const { positionSteps } = rehearsal.controller.record()
    expect(positionSteps).toEqual(whole.controller.record().positionSteps)
    expect(rehearsal.reports[0]?.resumedFromSourceLine).toBe(line + 1)
  }
})

test('check mode gives back the work zero it found', async () => {
  const rehearsal = await new Rehearsal().connect()
  rehearsal.command({ name: 'manual', request: { kind: 'selectSystem', system: 'G55' } })
  rehearsal.run(2000)
  rehearsal.start(WANDERING_PROGRAM, null, { mode: 'check' })
  expect(rehearsal.finish().outcome).toBe('checked')
  rehearsal.run(3000)
  expect(rehearsal.engine.snapshot().manual.modal?.system).toBe('G55')
})

test('the report of a job counts its holds', async () => {
  const rehearsal = await new Rehearsal().connect()
  rehearsal.start(WANDERING_PROGRAM)
  rehearsal.run(3000)
  rehearsal.command({ name: 'hold' })
  rehearsal.runUntil(() => rehearsal.state === 'held')
  rehearsal.run(1500)
  rehearsal.command({ name: 'resume' })
  rehearsal.finish()
  const report = rehearsal.reports[0]
  expect(report?.holdCount).toBe(1)
  expect(report?.heldSeconds).toBeGreaterThan(1.5)
  expect(report?.incidents.map(({ kind }) => kind)).toEqual(['hold', 'resume'])
})
