import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Machine } from '../library/machine.schema.ts'
import { checkProgram } from './check-program.ts'
import { GRBL_1_1, type GcodeReport } from './program-check.ts'
import { LISTED_PER_RULE } from './gcode-finding.ts'

const MACHINE: Machine = {
  id: 'small',
  name: 'Small',
  controller: 'grbl-1.1',
  postId: 'grbl',
  travelMm: { x: 100, y: 100, z: 40 },
  maxRateMmPerMin: { x: 3000, y: 3000, z: 1000 },
  accelerationMmPerS2: { x: 200, y: 200, z: 100 },
  junctionDeviationMm: 0.01,
  arcToleranceMm: 0.002,
  spindle: { minRpm: 6000, maxRpm: 24_000, spinUpSeconds: 4 },
  backlashMm: null,
  source: 'test',
}

function check(text: string, machine?: Machine): GcodeReport {
  return checkProgram(text, { profile: GRBL_1_1, ...(machine === undefined ? {} : { machine }) })
}

/** `line rule` of every finding. */
function rules(lines: readonly string[], machine?: Machine): readonly string[] {
  return check(lines.join('\n'), machine).findings.map(
    ({ line, rule }) => `${String(line)} ${rule}`,
  )
}

const HEAD = ['G21 G90 G94 G17', 'G0 Z5', 'M3 S10000', 'G4 P4', 'G0 X0 Y0']
const TAIL = ['G0 Z5', 'M5', 'M30']

/** Findings of a sound program with these lines in its middle, which start at line 6. */
function middle(...lines: readonly string[]): readonly string[] {
  return rules([...HEAD, ...lines, ...TAIL], MACHINE)
}

describe('a sound program', () => {
  const text = [...HEAD, 'G1 Z-1 F300', 'G1 X30 F600', 'G2 X30 I-15', ...TAIL].join('\n')

  test('is clean, and its lengths, bounds and shortest time add up by hand', () => {
    const report = check(text, MACHINE)
    expect(report).toMatchObject({ verdict: 'clean', findings: [], lineCount: 11 })
    const { counts, lengthsMm, bounds, seconds, unmeasured } = report.measure
    expect(counts).toEqual({ rapid: 3, line: 2, arc: 1, helix: 0, probe: 0, dwell: 1 })
    expect(lengthsMm.line).toBeCloseTo(6 + 30, 9)
    expect(lengthsMm.arc).toBeCloseTo(2 * Math.PI * 15, 9)
    expect(lengthsMm.rapid).toBeCloseTo(6, 9)
    expect(unmeasured).toBe(2)
    expect(bounds.Y?.minMm).toBeCloseTo(-15, 9)
    expect(bounds.Z).toEqual({ minMm: -1, maxMm: 5 })
    expect(seconds.feed).toBeCloseTo(6 / 5 + (30 + 30 * Math.PI) / 10, 9)
    expect(seconds.atLeast).toBeCloseTo(seconds.feed + 4 + (60 * 6) / 1000, 9)
  })

  test('is the same with CRLF, CR, lower case, line numbers and no spaces', () => {
    const measure = check(text).measure
    expect(check(text.replaceAll('\n', '\r\n')).measure).toEqual(measure)
    expect(check(text.replaceAll('\n', '\r')).measure).toEqual(measure)
    expect(check(`\ufeff${text.toLowerCase().replaceAll(' ', '')}`).measure).toEqual(measure)
    const numbered = text.split('\n').map((line, index) => `N${String(index)}${line}`)
    expect(check(numbered.join('\n')).measure).toEqual(measure)
  })
})

describe('what is dangerous though a controller takes it', () => {
  test('modes that are used before they are stated', () => {
    expect(rules(['G0 Z5', 'M30'])).toEqual([
      '1 units-not-stated',
      '1 distance-not-stated',
      '1 feed-mode-not-stated',
    ])
  })

  test('a first motion that is not Z up', () => {
    expect(rules(['G21 G90 G94', 'G0 X0 Y0', 'G0 Z5', 'M30'])).toEqual(['2 first-motion-not-up'])
    expect(rules(['G21 G90 G94', 'G0 X0 Y0 Z5', 'M30'])).toEqual(['2 first-motion-not-up'])
    expect(rules(['G21 G91 G94', 'G0 Z-2', 'M30'])).toEqual(['2 first-z-down'])
    expect(rules(['G21 G90 G94', 'G53 G0 Z-1', 'G0 X0', 'G0 Z5', 'M30'])).toEqual([
      '2 machine-coordinates',
    ])
  })

  test.each<[string, readonly string[], readonly string[]]>([
    ['rapid down into the wood', ['G0 Z-1'], ['6 rapid-plunge']],
    ['rapid sideways below the top', ['G1 Z-1 F100', 'G0 X5'], ['7 rapid-through-wood']],
    ['rapid out of the wood aslant', ['G1 Z-1 F100', 'G0 X5 Z5'], ['7 rapid-through-wood']],
    ['straight up at rapid', ['G1 Z-1 F100', 'G0 Z5'], []],
    [
      'spindle stopped in the wood',
      ['G1 Z-1 F100', 'M5', 'G0 Z5'],
      ['7 spindle-off-before-retract'],
    ],
    [
      'program end in the wood',
      ['G1 Z-1 F100', 'M30'],
      ['7 spindle-off-before-retract', '8 after-program-end'],
    ],
    ['cut with the spindle off', ['M5', 'G1 Z-1 F100', 'X5'], ['7 cut-with-spindle-off']],
    ['cut without a new spin-up', ['M5', 'M3', 'G1 Z-1 F100'], ['8 no-spin-up']],
    ['cut after too short a spin-up', ['M5', 'M3', 'G4 P3.9', 'G1 Z-1 F100'], ['9 no-spin-up']],
    ['speed 0', ['S0', 'G1 Z-1 F100'], ['7 spindle-speed-zero']],
    ['spindle backwards', ['M4', 'G4 P9'], ['6 spindle-backwards']],
    ['block delete', ['/G0 X1'], ['6 block-delete']],
    ['optional stop', ['M1'], ['6 optional-stop']],
    ['pause', ['M0'], ['6 pause']],
    ['a second tool', ['T1', 'T2'], ['6 tool-number', '7 tool-change']],
    ['G92', ['G92 X0'], ['6 g92-offset']],
    ['G10', ['G10 L20 P1 X0'], ['6 g10-in-program']],
    ['G28', ['G28'], ['6 stored-position']],
    ['G28.1', ['G28.1'], ['6 stores-position']],
    ['another zero in between', ['G55', 'G0 Z5'], ['6 coordinate-systems']],
    ['a system command', ['$H'], ['6 system-command']],
    ['a hold in a comment', ['(Stop!)'], ['6 live-character']],
    ['an umlaut that opens the door', ['(Äußere)'], ['6 live-character']],
    ['a sign that does nothing', ['(é)'], ['6 non-ascii']],
    ['a number misread', ['G0 X0000000001'], ['6 overlong-number']],
    ['a feed past the machine', ['G1 X10 F9999'], ['6 feed-above-machine']],
    ['a speed past the machine', ['S30000'], ['6 speed-outside-machine']],
    ['travel', ['G0 X120'], ['0 travel-x']],
    [
      'an arc that turns all the way',
      ['G1 X10 F100', 'G3 X10.0001 Y0.001 I5 J0'],
      ['7 nearly-closed-arc'],
    ],
    ['a half turn by R', ['G2 X10 R5 F100'], ['6 half-turn-by-radius']],
  ])('%s', (_, lines, expected) => {
    expect(middle(...lines)).toEqual(expected)
  })

  test('an arc from a place nobody knows, and no end', () => {
    expect(rules(['G21 G90 G94 G17', 'G0 Z5', 'G2 X5 I2 F100'])).toEqual([
      '3 arc-from-unknown',
      '3 no-program-end',
    ])
  })

  test('segments too short for their feed are noted once, from the first on', () => {
    const dense = Array.from({ length: 100 }, (_, index) => `X${String((index + 1) / 100)}`)
    expect(middle('G1 F3000 X0', ...dense)).toEqual(['7 dense-segments'])
    expect(middle('G1 F100 X0', ...dense)).toEqual([])
  })
})

describe('verdicts', () => {
  test('refused is worse than unsafe, unsafe than clean, and a letter is no program', () => {
    expect(check([...HEAD, ...TAIL].join('\n')).verdict).toBe('clean')
    expect(check([...HEAD, 'M0', ...TAIL].join('\n')).verdict).toBe('clean')
    expect(check([...HEAD, 'M1', ...TAIL].join('\n')).verdict).toBe('unsafe')
    expect(check([...HEAD, 'M1', 'M6', ...TAIL].join('\n')).verdict).toBe('refused')
    expect(check('Dear Sir,\nyours').verdict).toBe('not-gcode')
  })

  test('a refusal names line, code and reason', () => {
    const report = check([...HEAD, 'T2 M6'].join('\n'))
    expect(report.findings.find(({ severity }) => severity === 'refused')).toEqual({
      line: 6,
      severity: 'refused',
      grblErrorCode: 20,
      rule: 'grbl-error-20',
      sentence: 'M6 is not a GRBL word: it has no tool change: one program per tool',
    })
  })

  test('a rule that fires all the time is listed a few times and then counted', () => {
    const report = check(`G21\n${'M6\n'.repeat(1000)}`)
    expect(report.findings).toHaveLength(LISTED_PER_RULE)
    expect(report.further).toEqual([
      { rule: 'grbl-error-20', severity: 'refused', count: 1000 - LISTED_PER_RULE },
    ])
  })
})

describe('any text', () => {
  const signs = 'GMXYZIJKRFSPTN0123456789.-+()[]#$%;/ \t\r\n!?~äé\u0000\u00a0'
  const noise = fc.string({ unit: fc.constantFrom(...Array.from(signs)), maxLength: 300 })

  test('is read without throwing, and the measure stays finite', () => {
    fc.assert(
      fc.property(noise, (text) => {
        const { seconds, lengthsMm } = check(text, MACHINE).measure
        return Number.isFinite(lengthsMm.arc + lengthsMm.line) && !Number.isNaN(seconds.atLeast)
      }),
      { numRuns: 500 },
    )
  })

  test('takes time in proportion to its length', () => {
    const line = 'G1 X1.234 Y5.678 (so it goes) F600 ### ((( G2 \n'
    const seconds = (count: number) => {
      const text = line.repeat(count) + '('.repeat(count * 40)
      const start = performance.now()
      check(text)
      return (performance.now() - start) / 1000
    }
    const quickest = (count: number) => Math.min(seconds(count), seconds(count), seconds(count))
    quickest(1000)
    // sixteen times the text; a quadratic reader would take 256 times as long
    expect(quickest(16_000) / quickest(1000)).toBeLessThan(100)
  })
})
