import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseBlock } from './parse-block.ts'

/** `G1 X-0.5` as `[['G', 1], ['X', -0.5]]`. */
function words(raw: string): readonly (readonly [string, number])[] {
  return parseBlock(raw, 1).words.map(({ letter, value }) => [letter, value] as const)
}

describe('a line is read the way a controller reads it', () => {
  test.each([
    [
      'G1X.5Y-.5Z+1.',
      [
        ['G', 1],
        ['X', 0.5],
        ['Y', -0.5],
        ['Z', 1],
      ],
    ],
    [
      'g01 x 1 2.5 y-3',
      [
        ['G', 1],
        ['X', 12.5],
        ['Y', -3],
      ],
    ],
    [
      'N10 G0 X1 (to the left) Y2 ; and there',
      [
        ['N', 10],
        ['G', 0],
        ['X', 1],
        ['Y', 2],
      ],
    ],
    [
      'G2(a)X1(b)Y2',
      [
        ['G', 2],
        ['X', 1],
        ['Y', 2],
      ],
    ],
    [
      'G38.2Z-10F50',
      [
        ['G', 38.2],
        ['Z', -10],
        ['F', 50],
      ],
    ],
    [
      '\tG0\u0001X1',
      [
        ['G', 0],
        ['X', 1],
      ],
    ],
    ['(only a comment', []],
    ['', []],
  ])('%j', (raw, expected) => {
    expect(words(raw)).toEqual(expected)
    expect(parseBlock(raw, 1).fault).toBeNull()
  })

  test('comments are kept, also an unclosed one, and a ) inside a ; comment ends nothing', () => {
    expect(parseBlock('(MSG, Tool 3) X1 (a (b) ', 1).comments).toEqual(['MSG, Tool 3', 'a (b'])
    expect(parseBlock('X1 ; a) Y2', 1)).toMatchObject({ comments: [' a) Y2'], fault: null })
  })

  test('block delete and $ lines are seen for what they are', () => {
    expect(parseBlock('/G0 X1', 4)).toMatchObject({ blockDelete: true, line: 4 })
    expect(parseBlock('$H', 1)).toMatchObject({ system: '$H', words: [] })
    expect(parseBlock(' $10=3', 1).system).toBe('$10=3')
    expect(parseBlock('(cost: $5) G0', 1).system).toBeNull()
  })

  test.each([
    ['X1.0.0', { kind: 'expected-letter', found: '.' }],
    ['%', { kind: 'expected-letter', found: '%' }],
    ['#1=5', { kind: 'expected-letter', found: '#' }],
    ['G1 X1,5', { kind: 'expected-letter', found: ',' }],
    ['G1 X#1', { kind: 'bad-number', letter: 'X', found: '#' }],
    ['G1 X[1+2]', { kind: 'bad-number', letter: 'X', found: '[' }],
    ['G1 X', { kind: 'bad-number', letter: 'X', found: '' }],
    ['G1 X-', { kind: 'bad-number', letter: 'X', found: '' }],
    ['G1 X--1', { kind: 'bad-number', letter: 'X', found: '-' }],
    ['O<drill> call', { kind: 'bad-number', letter: 'O', found: '<' }],
    ['X.', { kind: 'bad-number', letter: 'X', found: '' }],
  ])('%j is faulty', (raw, fault) => {
    expect(parseBlock(raw, 1).fault).toEqual(fault)
  })

  test('words before a fault are kept', () => {
    expect(words('G1 X5 Y%')).toEqual([
      ['G', 1],
      ['X', 5],
    ])
  })

  test('characters a controller acts upon are taken out wherever they stand, with their column', () => {
    const block = parseBlock('G0 X1 (Stop! Äh 😀) Y?2', 1)
    expect(block.words.map(({ letter, value }) => [letter, value])).toEqual([
      ['G', 0],
      ['X', 1],
      ['Y', 2],
    ])
    expect(block.liveCharacters).toEqual([
      { character: '!', column: 12 },
      { character: 'Ä', column: 14 },
      { character: '😀', column: 17 },
      { character: '?', column: 22 },
    ])
  })

  test('only what is neither blank nor comment counts towards the length of a line', () => {
    expect(parseBlock(`/G1 X${'1'.repeat(76)} (${'c'.repeat(300)})`, 1).significantChars).toBe(79)
  })

  test('a number with more than eight digits before the point is marked', () => {
    expect(parseBlock('X0000000012.5', 1).words[0]?.overlong).toBe(true)
    expect(parseBlock('X12345678.5', 1).words[0]?.overlong).toBe(false)
  })

  test('any text is read without throwing, into finite numbers', () => {
    const signs = 'GMXYZIJKRFSPTN0123456789.-+()[]#$%;/ \t!?~äé\u0000\u00a0'
    const noise = fc.string({ unit: fc.constantFrom(...Array.from(signs)), maxLength: 60 })
    fc.assert(
      fc.property(fc.oneof(noise, fc.string({ unit: 'binary', maxLength: 60 })), (raw) => {
        const read = parseBlock(raw, 1).words
        return read.every(({ letter, value }) => /^[A-Z]$/.test(letter) && Number.isFinite(value))
      }),
      { numRuns: 1000 },
    )
  })
})
