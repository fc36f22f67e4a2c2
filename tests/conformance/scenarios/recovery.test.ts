import { describe, expect, test } from 'vitest'
import { readJournal, recoveryOffer } from '#core/grbl/job/journal.ts'
import { prepareProgram } from '#core/grbl/prepare-program.ts'
import { planFrom } from '../../../src-main/workshop/job/plan-resume.ts'
import { askedLine, previewOf } from '../../../src-main/workshop/job/preview-resume.ts'
import { homedDesk } from '../../machine/by-hand/hand-desk.ts'
import { Rehearsal, WANDERING_PROGRAM } from '../../machine/rehearsal.ts'
import { onlyVirtual } from '../metal.ts'
import { chances } from '../stage.ts'

const BLIND = 'needs to see what the controller received and which steps it took'
/** An entry a second, and the report before it may be this old, ms. */
const JOURNAL_AGE_MS = 1300

/** Index of the program's line that is being cut, by the controller's own record; null at rest. */
function trueLine(rehearsal: Rehearsal): number | null {
  const { executingLine, receivedLines } = rehearsal.controller.record()
  if (executingLine === null) return null
  const own = /^(\$[I$G#]|G4P0\.01)$/
  return receivedLines.slice(0, executingLine).filter((line) => !own.test(line)).length - 1
}

function offerOf(rehearsal: Rehearsal) {
  const journal = readJournal(rehearsal.journal.join('\n'))
  const offer = journal === null ? null : recoveryOffer(journal)
  if (offer === null) throw new Error('nothing is offered')
  return offer
}

interface Seen {
  readonly atMs: number
  readonly line: number
}

/** Cuts until the moment of the kill; what was cut then and before. Null when the job ended first. */
async function killedAt(mask: number, afterMs: number) {
  const rehearsal = await new Rehearsal({ settings: [[10, mask]] }).connect()
  rehearsal.start(WANDERING_PROGRAM)
  const seen: Seen[] = []
  const killMs = rehearsal.nowMs + afterMs
  while (rehearsal.nowMs < killMs && rehearsal.finished.length === 0) {
    rehearsal.run(10)
    const line = trueLine(rehearsal)
    if (line !== null) seen.push({ atMs: rehearsal.nowMs, line })
  }
  return rehearsal.finished.length > 0 ? null : { rehearsal, seen }
}

function lineAt(seen: readonly Seen[], atMs: number): number {
  return seen.findLast((one) => one.atMs <= atMs)?.line ?? 0
}

describe('scenario 18', () => {
  test.for([1, 3])(
    'killed at forty moments ($10=%i): the offer begins no later than the line that was cut, and not much before',
    async (mask, context) => {
      onlyVirtual(context, BLIND)
      const chance = chances(18 + mask)
      for (let count = 0; count < 40; count += 1) {
        const killed = await killedAt(mask, 1500 + chance() * 14_000)
        if (killed === null) continue
        // nothing is heard or written any more: the journal ends here
        const { rehearsal, seen } = killed
        const { candidates } = offerOf(rehearsal)
        expect(candidates.firstLine).toBeLessThanOrEqual(lineAt(seen, rehearsal.nowMs))
        // what was cut when the journal was last written lies in it
        const heard = lineAt(seen, rehearsal.nowMs - JOURNAL_AGE_MS)
        expect(candidates.lastLine).toBeGreaterThanOrEqual(heard)
        // sixteen blocks may be under way; arcs are many blocks of one line
        expect(candidates.firstLine).toBeGreaterThanOrEqual(heard - 16)
      }
    },
  )

  test('a controller that restarted is not resumed on before it was homed', async (context) => {
    onlyVirtual(context, BLIND)
    const faults = [{ kind: 'banner', atLine: 45 }] as const
    const desk = await homedDesk([], { faults })
    const program = prepareProgram(WANDERING_PROGRAM, 'job.nc')
    if (!program.ok) throw new Error(program.error.message)
    desk.start(WANDERING_PROGRAM)
    expect(desk.finish().outcome).toBe('fault')
    const offer = offerOf(desk)
    expect(offer.mustHome).toBe(true)
    desk.command({ name: 'stop' })
    desk.run(3000)
    if (desk.state === 'alarm') desk.command({ name: 'unlock', reason: 'looked at it' })
    desk.run(3000)
    expect(desk.state).toBe('ready')
    const study = { lineSeconds: null }
    const asked = {
      runId: offer.runId,
      programId: offer.programId,
      sourceLine: offer.candidates.firstSourceLine,
      clearanceZMm: null,
      sendId: offer.sendId,
    }
    const preview = () =>
      previewOf(asked, {
        study,
        planned: planFrom(program.value, askedLine(asked, 7)),
        snapshot: desk.engine.snapshot(),
        offer,
        zeroAgeMinutes: null,
      })
    expect(preview().resume).toBeNull()
    expect(preview().preview.refusal).toMatch(/home the machine first/)
    desk.home()
    expect(preview().preview.refusal).toBeNull()
    // the machine's own time to speed
    expect(preview().resume?.preamble).toContain('G4P7')
    expect(preview().resume?.fromSourceLine).toBeLessThanOrEqual(asked.sourceLine)
  })
})

describe('scenario 30', () => {
  /** Sent and answered only grow, and the end is the one that was told. */
  function expectConsistent(rehearsal: Rehearsal): void {
    const journal = readJournal(rehearsal.journal.join('\n'))
    expect(journal?.end?.end).toBe(rehearsal.finished[0]?.outcome)
    const entries = rehearsal.journal
      .map((line) => JSON.parse(line) as { readonly sent?: number; readonly ack?: number })
      .filter(({ sent }) => sent !== undefined)
    const grows = (values: readonly number[]) =>
      values.every((value, index) => value >= (values[index - 1] ?? 0))
    expect(grows(entries.map(({ sent }) => sent ?? -1))).toBe(true)
    expect(grows(entries.map(({ ack }) => ack ?? -1))).toBe(true)
  }

  test.for([3_600_000, -3_600_000])(
    'a clock that jumps by %i ms in a job changes nothing in it',
    async (jumpMs, context) => {
      onlyVirtual(context, 'needs faults that only the virtual controller can be given')
      const plain = await new Rehearsal().connect()
      plain.start(WANDERING_PROGRAM)
      plain.finish()
      const jumped = await new Rehearsal().connect()
      jumped.start(WANDERING_PROGRAM)
      jumped.run(4000)
      jumped.utcShiftMs = jumpMs
      expect(jumped.finish().outcome).toBe('completed')
      expect(jumped.finished[0]?.elapsedSeconds).toBeCloseTo(
        plain.finished[0]?.elapsedSeconds ?? 0,
        1,
      )
      expect(jumped.controller.record().positionSteps).toEqual(
        plain.controller.record().positionSteps,
      )
      expectConsistent(jumped)
    },
  )

  test('a host that stands still for 30 s: the machine stops by itself, the job goes on or says why', async (context) => {
    onlyVirtual(context, 'needs faults that only the virtual controller can be given')
    const plain = await new Rehearsal().connect()
    plain.start(WANDERING_PROGRAM)
    plain.finish()
    const chance = chances(30)
    for (let count = 0; count < 12; count += 1) {
      const rehearsal = await new Rehearsal().connect()
      rehearsal.start(WANDERING_PROGRAM)
      rehearsal.run(500 + chance() * 12_000)
      if (rehearsal.finished.length > 0) continue
      const known = rehearsal.controller.record().receivedBytes
      rehearsal.sleepHost(30_000)
      // nothing but what it had been given
      expect(rehearsal.controller.isMoving()).toBe(false)
      expect(rehearsal.controller.record().receivedBytes - known).toBeLessThanOrEqual(120)
      const progress = rehearsal.finish()
      expect(progress.outcomeSentence).not.toBe('')
      expectConsistent(rehearsal)
      if (progress.outcome !== 'completed') continue
      expect(rehearsal.jobLines()).toEqual(plain.jobLines())
      expect(rehearsal.controller.record().positionSteps).toEqual(
        plain.controller.record().positionSteps,
      )
    }
  })

  test('a host that stands still in a jog ends it when it wakes, inside the travel', async (context) => {
    onlyVirtual(context, 'needs a machine that homes')
    const desk = await homedDesk([[20, 1]])
    const press = () =>
      desk.command({
        name: 'manual',
        request: {
          kind: 'jogHold',
          jogId: 'press',
          direction: { x: -1, y: 0, z: 0 },
          feedMmPerMin: 1500,
        },
      })
    press()
    desk.run(300)
    press()
    desk.sleepHost(5000)
    desk.run(1000)
    expect(desk.controller.isMoving()).toBe(false)
    expect(desk.fromController.map(({ text }) => text).join('')).not.toContain('ALARM')
    expect(desk.state).toBe('ready')
    expect(desk.manual.jog).toBeNull()
  })
})
