import { describe, expect, test } from 'vitest'
import { obstacleProgram } from '../../../tests/machine/obstacle-program.ts'
import { prepareProgram } from '../prepare-program.ts'
import { type PreparedProgram } from '../prepared-program.ts'
import { ProgramWalker } from './program-walker.ts'
import { planResume, type ResumePlan } from './resume-plan.ts'

const SPIN_UP_SECONDS = 4
const CLEARANCE_MM = 3

function prepared(text: string): PreparedProgram {
  const program = prepareProgram(text, 'job.nc')
  if (!program.ok) throw new Error(program.error.message)
  return program.value
}

function planned(program: PreparedProgram, line: number): ResumePlan {
  const plan = planResume(program, {
    line,
    clearanceMm: CLEARANCE_MM,
    spinUpSeconds: SPIN_UP_SECONDS,
  })
  if (!plan.ok) throw new Error(`line ${String(line)}: ${plan.error}`)
  return plan.value
}

/** Every motion as numbers, with the modes that matter beside it. */
function pathOf(program: PreparedProgram, walker: ProgramWalker, from: number): number[][] {
  const path: number[][] = []
  for (let line = from; line < program.lineCount; line += 1) {
    walker.take(program, line)
    if (walker.motion === 'none' && walker.dwellSeconds === 0) continue
    const { modes, position, centre, sweepRad, dwellSeconds } = walker
    const arc = walker.motion === 'arc' ? [...centre, sweepRad] : []
    path.push([
      line,
      ['none', 'rapid', 'line', 'arc', 'probe'].indexOf(walker.motion),
      ...position,
      ...arc,
      walker.motion === 'rapid' ? 0 : modes.feed,
      dwellSeconds,
      ['M3', 'M4', 'M5'].indexOf(modes.spindle),
      modes.spindle === 'M5' ? 0 : modes.speedRpm,
      modes.coordinateSystem,
      modes.flood ? 1 : 0,
    ])
  }
  return path
}

/** A place that is unknown in one must be unknown in the other. */
function expectSame(value: number, expected: number | undefined): void {
  if (Number.isNaN(expected)) expect(value).toBeNaN()
  else expect(value).toBeCloseTo(expected ?? Number.POSITIVE_INFINITY, 3)
}

/** Sends the preamble to a walker that knows nothing, watching what it does. */
function runPreamble(plan: ResumePlan): ProgramWalker {
  const walker = new ProgramWalker()
  let isUp = false
  let isAtSpeed = false
  for (const { text } of plan.preamble) {
    walker.takeBytes(Buffer.from(text), 0, text.length)
    const [x, , z] = walker.position
    if (z >= plan.travelZMm - 1e-4) isUp = true
    if (walker.dwellSeconds >= SPIN_UP_SECONDS) isAtSpeed = true
    const goesAcross = walker.motion === 'rapid' && !Number.isNaN(x)
    if (goesAcross) {
      expect(isUp).toBe(true)
      expect(z).toBeCloseTo(plan.travelZMm, 3)
    }
    if (walker.motion === 'line') {
      expect(isAtSpeed || walker.modes.spindle === 'M5').toBe(true)
    }
  }
  return walker
}

describe('a resume from every line of a program with arcs, G91, G20, G18, G93 and tool changes', () => {
  const program = prepared(obstacleProgram())
  const whole = pathOf(program, new ProgramWalker(), 0)

  test('has about 300 lines', () => {
    expect(program.lineCount).toBeGreaterThanOrEqual(290)
  })

  test('cuts the same remaining path, from above and with the spindle at speed', () => {
    for (let line = 0; line < program.lineCount; line += 1) {
      const plan = planned(program, line)
      expect(plan.firstLine).toBeLessThanOrEqual(line)
      const walker = runPreamble(plan)
      const rest = pathOf(program, walker, plan.streamFrom)
      const expected = whole.filter(([at = 0]) => at >= plan.streamFrom)
      expect(rest.length).toBe(expected.length)
      rest.forEach((move, index) => {
        move.forEach((value, field) => {
          expectSame(value, expected[index]?.[field])
        })
      })
    }
  })

  test('starts where the line starts, and no further back than it must', () => {
    const walker = new ProgramWalker()
    let worst = 0
    for (let line = 0; line < program.lineCount; line += 1) {
      const plan = planned(program, line)
      worst = Math.max(worst, line < 12 ? 0 : line - plan.firstLine)
      if (plan.firstLine === line && line > 0) {
        expect(plan.startAt.xMm).toBeCloseTo(walker.position[0], 6)
        expect(plan.startAt.zMm).toBeCloseTo(walker.position[2], 6)
      }
      walker.take(program, line)
    }
    expect(worst).toBeLessThanOrEqual(2)
  })
})

test('an arc that inherits its motion is sent with it, once', () => {
  const program = prepared('G21G90\nG0X0Y0Z5\nG1Z-1F100\nG2X10Y0I5J0F300\nX20I5J0\nX30I5J0\nM30')
  const plan = planned(program, 4)
  expect(plan.preamble.at(-1)?.text).toBe('G2X20I5J0')
  expect(plan.streamFrom).toBe(5)
})

test.each(['G92X0', 'G10L20P1X0', 'G43.1Z1', 'G38.2Z-5F50'])(
  '%s before the line refuses a resume, because what it set is lost',
  (word) => {
    const program = prepared(`G21G90\nG0X0Y0Z5\n${word}\nG0X1Y1Z5\nG1Z-1F100\nM30`)
    const plan = planResume(program, { line: 4, clearanceMm: 2, spinUpSeconds: 2 })
    expect(plan.ok ? '' : plan.error).toContain(word.slice(0, 3))
  },
)

test('the feed of a resume is in the unit of its line', () => {
  const program = prepared('G20G90\nG0X0Y0Z1\nG1Z-.1F10\nX1F60\nX2\nM30')
  const { preamble } = planned(program, 4)
  // 60 in/min are 1524 mm/min, written while the controller is in G21
  expect(preamble.map(({ text }) => text)).toContain('F1524')
  expect(preamble.map(({ text }) => text)).toContain('G1Z-2.54F254')
})
