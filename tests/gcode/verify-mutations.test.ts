import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkProgram } from '#core/gcode/check-program.ts'
import { GRBL_1_1 } from '#core/gcode/program-check.ts'
import { printProgram } from '#core/posts/print-program.ts'
import { verifyPosted } from '#core/posts/verify-posted.ts'
import type { Move } from '#core/toolpath/move.ts'
import { GRBL_POST, programOf, ROOMY_MACHINE } from './random-program.ts'

const cut = { feedMmPerMin: 1200, role: 'cut' } as const
const centre = { xMm: 0, yMm: 0 }
const at = (xMm: number, yMm: number, zMm: number) => ({ xMm, yMm, zMm })

/** A helix down, a full turn, a link, a turn on a second circle, and out. */
const CUTS: readonly Move[] = [
  { kind: 'arc', to: at(-50, 0, -1.5), centre, rotation: 'clockwise', ...cut },
  { kind: 'arc', to: at(50, 0, -2), centre, rotation: 'clockwise', ...cut },
  { kind: 'arc', to: at(-50, 0, -2), centre, rotation: 'clockwise', ...cut },
  { kind: 'arc', to: at(50, 0, -2), centre, rotation: 'clockwise', ...cut },
  { kind: 'line', to: at(51, 0, -2), ...cut, feedMmPerMin: 800 },
  { kind: 'arc', to: at(0, 51, -2), centre, rotation: 'counterclockwise', ...cut },
  { kind: 'arc', to: at(51, 0, -2), centre, rotation: 'counterclockwise', ...cut },
]
const PROGRAM = programOf(CUTS, at(50, 0, -1))

const printed = printProgram(PROGRAM, {
  profile: GRBL_POST,
  planName: 'Mutants',
  machine: ROOMY_MACHINE,
})
if (!printed.ok) throw new Error(JSON.stringify(printed.error))
const TEXT = printed.value.text

function sentences(text: string): readonly string[] {
  const { ok, failures } = verifyPosted(PROGRAM, text, {
    machine: ROOMY_MACHINE,
    profile: GRBL_POST,
  })
  expect(ok).toBe(failures.length === 0)
  return failures.map(({ line, sentence }) => `line ${String(line)}: ${sentence}`)
}

/** The posted text with one thing changed; fails when there was nothing to change. */
function mutated(pattern: string | RegExp, replacement: string): string {
  const text = TEXT.replace(pattern, replacement)
  expect(text).not.toBe(TEXT)
  return text
}

describe('the proof of a posted program', () => {
  test('holds for the program worked out by hand, and the controller check agrees', () => {
    expect(sentences(TEXT)).toEqual([])
    const report = checkProgram(TEXT, { profile: GRBL_1_1, machine: ROOMY_MACHINE })
    expect(report.findings).toEqual([])
    expect(TEXT).toBe(readFileSync(new URL('../golden/two-circles.nc', import.meta.url), 'utf8'))
  })

  test.each<[string, string | RegExp, string, RegExp]>([
    [
      'an arc turned into a chord',
      'G3X0Y51I-51J0F1200',
      'G1X0Y51F1200',
      /line where an arc was planned/,
    ],
    ['G2 for G3', 'G3X0Y51', 'G2X0Y51', /turns clockwise/],
    ['one I shifted by 0.02 mm', 'X-50Y0I-50J0', 'X-50Y0I-50.02J0', /off the plan|radii/],
    ['a centre shifted along the arc', 'X0Y51I-51J0', 'X0Y51I-51J0.02', /off the plan|radii/],
    ['an end point off by 0.01 mm', 'X51F800', 'X51.01F800', /0\.0100 mm off the plan/],
    ['a depth off by 0.01 mm', 'Z-1.5', 'Z-1.51', /off the plan/],
    ['a dwell left out', 'G4P5\n', '', /dwell/],
    ['a dwell cut short', 'G4P5', 'G4P1', /dwell/],
    ['M5 before the retract', 'G0Z10\nM5', 'M5\nG0Z10', /spindle stops at Z -2/],
    ['the spindle never started', 'M3S18000\n', '', /spindle/],
    ['another speed', 'S18000', 'S12000', /18000 rpm/],
    ['the spindle backwards', 'M3', 'M4', /backwards/],
    ['another feed', 'F800', 'F801', /feed 801 where 800/],
    ['a feed left out', 'F800', '', /feed 1200 where 800/],
    ['M6', 'M3', 'M6\nM3', /error 20: M6/],
    ['G64', 'G17', 'G64\nG17', /error 20: G64/],
    ['G43 H1', 'G54', 'G54\nG43H1', /error 20: G43/],
    ['inches', 'G21', 'G20', /off the plan/],
    ['no units', 'G21 ', '', /stated units/],
    ['relative distances', 'G90 ', 'G91 ', /stated the distance mode|off the plan/],
    ['another plane', 'G17', 'G18', /G17|error/],
    ['another zero', 'G54', 'G54\nG55', /offset command/],
    [
      'a turn more',
      'X50Y0I50J0\nG1',
      'X50Y0I50J0\nX50Y0I-50J0\nG1',
      /arc where|where a line|off the plan/,
    ],
    ['a pass left out', 'X-50Y0I-50J0\nX50Y0I50J0\n', '', /where|off the plan/],
    ['the last cut left out', 'X51Y0I36.0624J36.0624\n', '', /where an arc was planned/],
    ['sideways first', 'G0Z10\nM3', 'G0X0\nZ10\nM3', /first motion/],
    ['a rapid down into the wood', 'G1Z-1F300', 'G0Z-1', /rapid down/],
    ['no end', 'M30\n', '', /no program end/],
    ['a motion after the end', 'M30', 'M30\nG0X0', /after the end/],
    ['a line too long', 'G0X50Y0', `G0X50Y0(${'c'.repeat(80)})`, /characters, the limit is 79/],
    ['a pause', 'M5', 'M0\nM5', /pause command/],
    ['a block-delete slash', 'G1Z-1', '/G1Z-1', /block-delete/],
    ['a hold in a comment', 'Mutants', 'Mutants!', /acts upon at once/],
    ['a carriage return', 'M5\n', 'M5\r\n', /carriage return/],
    ['a number with two points', 'X51F800', 'X51.0.0F800', /error 1/],
  ])('fails for %s', (_, pattern, replacement, reason) => {
    expect(sentences(mutated(pattern, replacement)).join('\n')).toMatch(reason)
  })

  test('fails when any one line with a word in it is left out', () => {
    const lines = TEXT.split('\n')
    for (const [index, line] of lines.entries()) {
      if (line === '' || line.startsWith('(')) continue
      const without = lines.filter((_, other) => other !== index).join('\n')
      expect([line, sentences(without).length > 0]).toEqual([line, true])
    }
  })

  test('fails when any digit of a coordinate changes by 0.01 mm or more', () => {
    const places = [...TEXT.matchAll(/[XYZIJ]-?(\d)/g)].map(({ index }) => index)
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.constantFrom(0.01, -0.01, 0.5, -30),
        (place, by) => {
          const word = /^([XYZIJ])(-?[\d.]+)/.exec(TEXT.slice(place))
          if (word === null) throw new Error('no word')
          const [whole, letter = '', number = ''] = word
          const changed = `${letter}${(Number(number) + by).toFixed(4)}`
          const text = TEXT.slice(0, place) + changed + TEXT.slice(place + whole.length)
          return !verifyPosted(PROGRAM, text, { machine: ROOMY_MACHINE, profile: GRBL_POST }).ok
        },
      ),
      { numRuns: 200 },
    )
  })

  test('fails when the planned spin-up is too short for the machine', () => {
    const machine = { ...ROOMY_MACHINE, spindle: { ...ROOMY_MACHINE.spindle, spinUpSeconds: 6 } }
    const { failures } = verifyPosted(PROGRAM, TEXT, { machine, profile: GRBL_POST })
    expect(failures[0]?.sentence).toBe('feed motion 5 s after the spindle started, it needs 6 s')
  })

  test('fails for another centre even where the arc is too short to leave the path', () => {
    const to = at(50 * Math.cos(0.002), 50 * Math.sin(0.002), -1)
    const short = programOf(
      [{ kind: 'arc', to, centre, rotation: 'counterclockwise', ...cut }],
      at(50, 0, -1),
    )
    const result = printProgram(short, {
      profile: GRBL_POST,
      planName: 'Short',
      machine: ROOMY_MACHINE,
    })
    if (!result.ok) throw new Error(result.error.kind)
    const { text } = result.value
    expect(
      verifyPosted(short, text, { machine: ROOMY_MACHINE, profile: GRBL_POST }).failures,
    ).toEqual([])
    const { ok } = verifyPosted(short, text.replace('I-50J0', 'I-45J0'), {
      machine: ROOMY_MACHINE,
      profile: GRBL_POST,
    })
    expect(ok).toBe(false)
  })

  test('fails when the machine is too small, naming axis and travel', () => {
    const machine = { ...ROOMY_MACHINE, travelMm: { x: 100, y: 1000, z: 1000 } }
    const { failures } = verifyPosted(PROGRAM, TEXT, { machine, profile: GRBL_POST })
    expect(failures.map(({ sentence }) => sentence)).toEqual([
      'needs 102.000 mm along X, the machine travels 100 mm',
    ])
  })

  test('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        return !verifyPosted(PROGRAM, text, { machine: ROOMY_MACHINE, profile: GRBL_POST }).ok
      }),
    )
  })
})
