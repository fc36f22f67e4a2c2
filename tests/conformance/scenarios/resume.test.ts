import { beforeAll, describe, expect, test } from 'vitest'
import { planResume, type ResumePlan } from '#core/grbl/job/resume-plan.ts'
import { prepareProgram } from '#core/grbl/prepare-program.ts'
import { preparedLine, type PreparedProgram } from '#core/grbl/prepared-program.ts'
import type { DoneMotion } from '../../../src-main/machine/virtual/planned-block.ts'
import { obstacleProgram } from '../../machine/obstacle-program.ts'
import { streamToVirtual } from '../../machine/stream-to-virtual.ts'
import { onlyVirtual } from '../metal.ts'

const BLIND = 'needs to see what the controller received and which steps it took'
const SPIN_UP_SECONDS = 4
const CLEARANCE_MM = 3
const Z_STEPS_PER_MM = 400
/** Where the tool was left, anywhere: the resume has to come from there. */
const LEFT_AT = ['G21G90', 'G0Z4', 'G0X-7Y13', 'G1Z2F500']
/** M6 is RMOS's own: no GRBL is ever sent it. */
const isSent = (line: string) => line !== 'M6'

/** What is cut of one line, and with which spindle. */
type Cut = Pick<DoneMotion, 'toSteps' | 'rapid' | 'spindle'>

function cutOf({ toSteps, rapid, spindle }: DoneMotion): Cut {
  return { toSteps, rapid, spindle }
}

function prepared(): PreparedProgram {
  const program = prepareProgram(obstacleProgram(), 'job.nc')
  if (!program.ok) throw new Error(program.error.message)
  return program.value
}

function planned(program: PreparedProgram, line: number): ResumePlan {
  const order = { line, clearanceMm: CLEARANCE_MM, spinUpSeconds: SPIN_UP_SECONDS }
  const plan = planResume(program, order)
  if (!plan.ok) throw new Error(`line ${String(line)}: ${plan.error}`)
  return plan.value
}

/** Cuts lines on a controller of their own; motions by the number of their line, from 1. */
function cut(lines: readonly string[]) {
  const motions: DoneMotion[] = []
  const streamed = streamToVirtual(lines, [], (motion) => {
    motions.push(motion)
  })
  expect(streamed.refused).toEqual([])
  return { motions, record: streamed.controller.record() }
}

/** The tool is up before it goes across, and the spindle at its speed before it goes down. */
function expectCareful(plan: ResumePlan, { motions, record }: ReturnType<typeof cut>): void {
  const last = LEFT_AT.length + plan.preamble.length
  const ofPreamble = motions.filter(
    ({ lineNumber }) => lineNumber > LEFT_AT.length && lineNumber <= last,
  )
  const travelSteps = Math.round(plan.travelZMm * Z_STEPS_PER_MM)
  const across = ofPreamble.filter(
    ({ fromSteps, toSteps, rapid }) =>
      rapid && (fromSteps[0] !== toSteps[0] || fromSteps[1] !== toSteps[1]),
  )
  for (const { fromSteps, toSteps } of across) {
    expect([fromSteps[2], toSteps[2]]).toEqual([travelSteps, travelSteps])
  }
  const plunge = ofPreamble.find(({ rapid }) => !rapid)
  if (plunge === undefined || plan.modes.spindle === 'M5') return
  const startedMs = record.spindleTimeline.find(({ state }) => state !== 'M5')?.atMs
  const plungeMs = record.lineTimesMs[plunge.lineNumber - 1] ?? 0
  expect(plungeMs - (startedMs ?? plungeMs)).toBeGreaterThanOrEqual(SPIN_UP_SECONDS * 1000)
}

describe('scenario 19', () => {
  let program: PreparedProgram
  let lines: readonly string[]
  let whole: readonly (readonly Cut[])[]

  beforeAll(() => {
    program = prepared()
    lines = Array.from({ length: program.lineCount }, (_, index) => preparedLine(program, index))
    const sent = lines.map((_line, index) => index).filter((index) => isSent(lines[index] ?? ''))
    const byLine: Cut[][] = lines.map(() => [])
    const { motions } = cut([...LEFT_AT, ...sent.map((index) => lines[index] ?? '')])
    for (const motion of motions) {
      byLine[sent[motion.lineNumber - 1 - LEFT_AT.length] ?? -1]?.push(cutOf(motion))
    }
    whole = byLine
  })

  test('a resume from every line takes the very steps that were left, from above, the spindle at speed', (context) => {
    onlyVirtual(context, BLIND)
    expect(lines.length).toBeGreaterThanOrEqual(290)
    for (let line = 0; line < lines.length; line += 1) {
      const plan = planned(program, line)
      const rest = lines.slice(plan.streamFrom).filter(isSent)
      const preamble = plan.preamble.map(({ text }) => text)
      const done = cut([...LEFT_AT, ...preamble, ...rest])
      expectCareful(plan, done)
      // a line that inherits its motion is cut by the preamble's last
      const rewritten = plan.streamFrom - plan.firstLine
      const before = LEFT_AT.length + preamble.length - rewritten
      const cutNow = done.motions.filter(({ lineNumber }) => lineNumber > before).map(cutOf)
      expect(cutNow, `from line ${String(line + 1)}`).toEqual(whole.slice(plan.firstLine).flat())
    }
  })
})
