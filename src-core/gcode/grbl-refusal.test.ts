import { describe, expect, test } from 'vitest'
import { refuseBlock } from './grbl-refusal.ts'
import { interpretBlock } from './interpret.ts'
import { POWER_UP_START } from './modal-state.ts'
import { blocksOf } from './parse-program.ts'

/** What a GRBL controller fresh from power-up answers to each line, 0 for ok; it drops refused blocks. */
function answers(...lines: readonly string[]): readonly number[] {
  let state = POWER_UP_START
  return [...blocksOf(lines.join('\n'))].map((block) => {
    const refused = refuseBlock(state, block)
    if (refused === null) state = interpretBlock(state, block).state
    return refused?.grblErrorCode ?? 0
  })
}

/** The answer to the last of the lines. */
function answer(...lines: readonly string[]): number {
  return answers(...lines).at(-1) ?? -1
}

describe('every word of GRBL 1.1 is taken', () => {
  test.each([
    ['G0', 'G17', 'G18', 'G19', 'G20', 'G21', 'G40', 'G49', 'G54', 'G59', 'G61'],
    ['G80', 'G90', 'G91', 'G91.1', 'G92.1', 'G93', 'G94', 'G28', 'G30', 'G28.1', 'G30.1'],
    ['M0', 'M1', 'M2', 'M30', 'M3', 'M4', 'M5', 'M8', 'M9', 'T255', 'S1', 'F1', 'N10000000'],
    ['G4 P0.5', 'G10 L2 P1 X0', 'G10 L20 P0 Z0', 'G92 X0', 'G43.1 Z1', 'G53 G0 X1', 'g1 f100 x1'],
    ['   ', '(comment)', '; comment', '/G0 X1', 'N1', 'G38.2 Z-1 F5', 'M3 S100 G4 P1'],
  ])('%s …', (...lines) => {
    for (const line of lines) expect([line, answer(line)]).toEqual([line, 0])
  })
})

// every answer below was also given by GRBL 1.1h itself, compiled for a desktop computer
describe('what GRBL 1.1 refuses, with its error number', () => {
  test.each<[number, readonly string[]]>([
    [1, ['%']],
    [1, ['#1=5']],
    [1, ['G0 X1,5']],
    [1, ['X1.0.0']],
    [2, ['G1 X']],
    [2, ['G0 X#1']],
    [2, ['G0 X[1+1]']],
    [4, ['F-1']],
    [4, ['S-5']],
    [11, [`G1 ${'X1.23456'.repeat(10)}`]],
    [20, ['M6']],
    [20, ['G64']],
    [20, ['G43 H1 Z5']],
    [20, ['G41 D1']],
    [20, ['G81 X1 Y1 Z-1 R1']],
    [20, ['G98']],
    [20, ['G90.1']],
    [20, ['G92.2']],
    [20, ['M7']],
    [20, ['A5']],
    [20, ['O1000']],
    [20, ['G10 L1 P1 X0']],
    [21, ['G0 G80']],
    [21, ['G20 G21']],
    [21, ['M3 M5']],
    [22, ['G1 X1']],
    [22, ['G1 X1 F0']],
    [22, ['G93', 'G1 F5 X1', 'X2']],
    [23, ['G59.1']],
    [23, ['G17.1']],
    [23, ['M3.5']],
    [23, ['M428']],
    [24, ['G0 G1 X1']],
    [24, ['G28 G0 X1']],
    [24, ['G0 G43.1 Z1']],
    [25, ['G0 X1 X2']],
    [26, ['G2 F100']],
    [26, ['G92']],
    [26, ['G10 L2 P1']],
    [27, ['N10000001']],
    [28, ['G4']],
    [28, ['G10 X1']],
    [29, ['G10 L2 P9 X0']],
    [30, ['F100', 'G2 X1 I0.5', 'G53 X1']],
    [31, ['G80', 'X1']],
    [32, ['F100', 'G2 Z1 I1']],
    [33, ['F100', 'G2 X2 I1.01']],
    [33, ['F100', 'G2 X0 R1']],
    [33, ['F100', 'G38.2 X0']],
    [34, ['F100', 'G3 X10 R4.9']],
    [35, ['F100', 'G2 X1 Y1']],
    [35, ['F100', 'G2 X1 Y1 K1']],
    [36, ['G0 X1 I1']],
    [36, ['G0 X1 P1']],
    [36, ['F100', 'G2 X2 I1 P3']],
    [37, ['G43.1 X1']],
    [37, ['G43.1']],
    [38, ['T256']],
  ])('error %i: %s', (code, lines) => {
    expect(answer(...lines)).toBe(code)
  })

  test('79 characters without comments are taken, 80 are not', () => {
    expect(answer(`G0X${'1'.padStart(76, '0')} (${'c'.repeat(50)})`)).toBe(0)
    expect(answer(`G0X${'1'.padStart(77, '0')}`)).toBe(11)
  })

  test('a refused block changes nothing, so the next one meets the modes before it', () => {
    expect(answers('F100', 'G2 G64 X1', 'X5', 'G1 X6')).toEqual([0, 20, 0, 0])
    // the feed of a refused block is lost with it
    expect(answers('G1 F100 M6 X1', 'G1 X2')).toEqual([20, 22])
  })

  test('the two radii of an arc may differ by 0.005 mm, or by 0.1 % up to 0.5 mm', () => {
    expect(answer('F100', 'G2 X2 Y0 I1.002')).toBe(0)
    expect(answer('F100', 'G2 X2 Y0 I1.003')).toBe(33)
    expect(answer('F100', 'G2 X200 Y0 I100.04')).toBe(0)
    expect(answer('F100', 'G2 X200 Y0 I100.06')).toBe(33)
  })

  test('arcs in the other planes want their own words', () => {
    expect(answer('G18 F100', 'G2 X1 Z0 I0.5 K0')).toBe(0)
    expect(answer('G18 F100', 'G2 X1 Z0 J0.5')).toBe(35)
    expect(answer('G19 F100', 'G2 X1 K1')).toBe(32)
  })

  test('where the axes stand is not known, no arc is called wrong', () => {
    const [block] = blocksOf('G2 X2 I1.5 F100')
    if (block === undefined) throw new Error('no block')
    const nowhere = { ...POWER_UP_START, position: { X: null, Y: null, Z: null } }
    expect(refuseBlock(nowhere, block)).toBeNull()
  })
})
