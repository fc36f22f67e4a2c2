import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../tests/property-seed.ts'
import { lineEndIn, codesOf, ProgramLines } from '../../gcode/program-lines.ts'
import { PlainMove } from '../../gcode/plain-move.ts'
import { ProgramTimer, SERIAL_BYTES_PER_SECOND } from '../../gcode/time/program-time.ts'
import { ProgramScanner } from './program-scanner.ts'
import { programFacts } from './program-facts.ts'
import { motionLimits, ProgramStudier } from './program-study.ts'

const LIMITS = {
  maxRateMmPerMin: [5000, 4000, 2000],
  accelerationMmPerS2: [400, 300, 200],
  junctionDeviationMm: 0.01,
  arcToleranceMm: 0.002,
  stopDelaySeconds: 0.025,
  maxRpm: 24000,
  minRpm: 0,
  laserMode: false,
} as const

function studied(text: string, quickly: boolean) {
  const studier = new ProgramStudier(LIMITS)
  const move = new PlainMove()
  const lines = new ProgramLines({
    takeLine: (bytes, from, limit) => {
      if (quickly && move.read(bytes, from, limit)) {
        studier.takeMove(move, bytes, from, move.end)
        return move.end
      }
      const end = lineEndIn(bytes, from, limit)
      studier.takeLine(bytes, from, end)
      return end
    },
  })
  lines.take(codesOf(text))
  lines.finish()
  const study = studier.finish()
  return { ...study, problem: studier.problem }
}

/** The same by way of the whole prepared program, as the engine has it. */
function studiedWhole(text: string) {
  const bytes = codesOf(text)
  const scanner = new ProgramScanner(bytes.length)
  scanner.push(bytes)
  const program = scanner.finish()
  const steps = programFacts(program)
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  const timer = new ProgramTimer({
    limits: motionLimits(LIMITS),
    linkBytesPerSecond: SERIAL_BYTES_PER_SECOND,
  })
  timer.take(program.bytes)
  return {
    lineCount: program.lineCount,
    stops: program.stops,
    facts: step.value,
    lineSeconds: timer.finish().lineEndSeconds,
    problem: scanner.problem,
  }
}

const number = fc.oneof(
  fc.integer({ min: -200, max: 200 }).map(String),
  fc.double({ min: -99, max: 99, noNaN: true }).map((value) => value.toFixed(4)),
  fc.constantFrom('-0', '.5', '5.', '+3', '0', '1.2.3', '-', '12345678.12345678'),
)
const word = fc.tuple(fc.constantFrom('X', 'Y', 'Z', 'F', 'X', 'Y', 'Z', 'S', 'N', 'I'), number)
const move = fc
  .tuple(
    fc.constantFrom('G0', 'G1', 'G01', 'G00', '', '', 'G1.0', 'G+1', 'G10', 'G2', 'g1', 'T3'),
    fc.array(word, { maxLength: 4 }),
    fc.constantFrom('', ' ', '  ', '\t'),
  )
  .map(([first, words, blank]) => [first, ...words.map((one) => one.join(''))].join(blank))
const odd = fc.constantFrom(
  ...['G91', 'G90', 'G20', 'G21', 'G93', 'G94', 'G17', 'G92 X0 Z1', 'G43.1 Z2', 'G49', 'G53 G0 Z0'],
  ...[
    'G54',
    'G55',
    'M3 S1000',
    'M5',
    'M30',
    'G4 P4',
    'G28',
    'G2 X1 Y1 I1',
    'G80',
    'M0',
    '(a) G1 X1',
  ],
  ...['G38.2 Z-1 F50', 'X1;c', '%', 'F500', 'M6', 'T2 M6', 'M1', '', `G1 X1${' '.repeat(90)}Y1`],
  ...[`G1 X${'1'.repeat(90)}`, 'hello', '$H', '/G1 X1', 'G1 X!1', '(\u00fc)', 'G1 X\u00fc1'],
)
const program = fc
  .array(fc.oneof({ weight: 5, arbitrary: move }, { weight: 1, arbitrary: odd }), { maxLength: 40 })
  .chain((lines) =>
    fc
      .tuple(fc.constantFrom('\n', '\r\n', '\r'), fc.boolean())
      .map(
        ([end, isKnown]) =>
          `${isKnown ? `G21 G90${end}G0 X0 Y0 Z5${end}` : ''}G1 F900${end}${lines.join(end)}`,
      ),
  )

test('a study line by line is that of the prepared program, quickly or the long way', () => {
  fc.assert(
    fc.property(program, (text) => {
      const whole = studiedWhole(text)
      expect(studied(text, true)).toEqual(whole)
      expect(studied(text, false)).toEqual(whole)
    }),
    { numRuns: 600 },
  )
})

test('nothing is timed while the limits of the machine are not known', () => {
  const studier = new ProgramStudier(null)
  studier.takeLine(codesOf('G1 X1'), 0, 5)
  expect(studier.finish()).toMatchObject({ lineCount: 1, lineSeconds: null })
})
