import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Machine } from '../library/machine.schema.ts'
import { checkProgram, ProgramChecker } from './check-program.ts'
import { GRBL_1_1 } from './program-check.ts'
import { codesOf } from './program-lines.ts'
import { parseBlock } from './parse-block.ts'
import { axesNamed, PlainMove } from './plain-move.ts'

const SMALL_MACHINE: Machine = {
  id: 'small',
  name: 'Small',
  controller: 'grbl-1.1',
  postId: 'grbl',
  travelMm: { x: 100, y: 100, z: 40 },
  maxRateMmPerMin: { x: 300, y: 300, z: 100 },
  accelerationMmPerS2: { x: 200, y: 200, z: 100 },
  junctionDeviationMm: 0.01,
  arcToleranceMm: 0.002,
  spindle: { minRpm: 6000, maxRpm: 24_000, spinUpSeconds: 4 },
  backlashMm: null,
  source: 'test',
}

const number = fc.oneof(
  fc.integer({ min: -200, max: 200 }).map(String),
  fc.double({ min: -99, max: 99, noNaN: true }).map((value) => value.toFixed(4)),
  fc.constantFrom('-0', '.5', '5.', '+3', '0', '123456789', '1.2.3', '-', '12345678.12345678'),
)
const word = fc.tuple(fc.constantFrom('X', 'Y', 'Z', 'F', 'X', 'Y', 'Z', 'S', 'N'), number)
const command = fc.constantFrom('G0', 'G1', 'G01', 'G00', '', '', 'G1.0', 'G10', 'G2')
const move = fc
  .tuple(command, fc.array(word, { maxLength: 4 }), fc.constantFrom('', ' ', '  '))
  .map(([first, words, blank]) =>
    [first, ...words.map(([letter, value]) => letter + value)].join(blank),
  )
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
  ...[
    'G38.2 Z-1 F50',
    '/G1 X1',
    'g1 x1',
    'X1;c',
    '$H',
    'hello',
    '%',
    'F500',
    `G1 X${'1'.repeat(90)}`,
  ],
)
const program = fc
  .array(fc.oneof({ weight: 4, arbitrary: move }, { weight: 1, arbitrary: odd }), { maxLength: 40 })
  .chain((lines) =>
    fc
      .tuple(fc.constantFrom('\n', '\r\n', '\r'), fc.constantFrom('G21', 'G20'), fc.boolean())
      .map(([end, units, isKnown]) => {
        const start = isKnown ? `G0 X0 Y0 Z5${end}` : ''
        return `${units} G90 G94${end}${start}G1 F900${end}${lines.join(end)}`
      }),
  )

test('a plain line has the words that the long way reads', () => {
  const plain = new PlainMove()
  let taken = 0
  fc.assert(
    fc.property(move, (line) => {
      const bytes = codesOf(line)
      if (!plain.read(bytes, 0, bytes.length)) return
      taken += 1
      const block = parseBlock(line, 1)
      const value = (letter: string) =>
        block.words.find((word) => word.letter === letter)?.value ?? NaN
      expect(block.fault).toBeNull()
      expect([plain.end, plain.rawChars]).toEqual([line.length, block.rawChars])
      expect(plain.significantChars).toBe(block.significantChars)
      const words = [0, 1, 2].map((axis) =>
        (plain.axes & (1 << axis)) === 0 ? NaN : plain.axisWords[axis],
      )
      expect([...words, plain.feed]).toEqual(['X', 'Y', 'Z', 'F'].map(value))
      expect(axesNamed(plain.axes)).toBe(
        ['X', 'Y', 'Z'].filter((axis) => !Number.isNaN(value(axis))).join(''),
      )
      expect(plain.motion).toBe(block.words.some(({ letter }) => letter === 'G') ? value('G') : -1)
    }),
    { numRuns: 2000 },
  )
  expect(taken).toBeGreaterThan(300)
})

describe('a check', () => {
  test('says the same whether plain moves are read quickly or the long way', () => {
    fc.assert(
      fc.property(program, (text) => {
        const quick = checkProgram(text, { profile: GRBL_1_1 })
        expect(quick).toEqual(checkProgram(text, { profile: GRBL_1_1, plainMoves: false }))
      }),
      { numRuns: 600 },
    )
  })

  test('says the same of a machine that is slower and smaller than the program asks', () => {
    fc.assert(
      fc.property(program, (text) => {
        const options = { profile: GRBL_1_1, machine: SMALL_MACHINE }
        const quick = checkProgram(text, options)
        expect(quick).toEqual(checkProgram(text, { ...options, plainMoves: false }))
      }),
      { numRuns: 200 },
    )
  })

  test('says the same of a text in parts, wherever they are cut', () => {
    fc.assert(
      fc.property(program, fc.integer({ min: 1, max: 30 }), (text, size) => {
        const checker = new ProgramChecker({ profile: GRBL_1_1 })
        for (let at = 0; at < text.length; at += size) checker.take(text.slice(at, at + size))
        expect(checker.finish()).toEqual(checkProgram(text, { profile: GRBL_1_1 }))
      }),
      { numRuns: 300 },
    )
  })

  test('names the line of a NUL character in whatever part it stands', () => {
    const checker = new ProgramChecker({ profile: GRBL_1_1 })
    for (const part of ['G21\r', '\nG0 X', '1\nG0\0']) checker.take(part)
    expect(checker.finish()).toMatchObject({
      verdict: 'not-gcode',
      lineCount: 0,
      notGcode: { kind: 'binary', line: 3 },
    })
  })
})
