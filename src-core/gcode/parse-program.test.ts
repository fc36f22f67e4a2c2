import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blocksOf, LARGEST_PROGRAM_CHARS, parseProgram } from './parse-program.ts'

describe('a program text is cut into lines', () => {
  test('LF, CR and CRLF each end one line, also mixed, and a byte order mark is skipped', () => {
    const blocks = [...blocksOf('\ufeffG21\r\nG90\rG0 X1\n\nM2')]
    expect(blocks.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5])
    expect(blocks.map(({ words }) => words.length)).toEqual([1, 1, 2, 0, 1])
    expect(blocks.every(({ liveCharacters }) => liveCharacters.length === 0)).toBe(true)
  })

  test('line numbers are those of an editor for any mix of line ends', () => {
    const piece = fc.tuple(fc.constantFrom('G0 X1', '', '(c)'), fc.constantFrom('\n', '\r\n', '\r'))
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.map(([line, end]) => `${line}${end}`).join('')
        // a lone CR followed by an empty line's LF reads as one CRLF, to an editor too
        const lines = text.split(/\r\n|\r|\n/)
        const counted = text === '' ? 0 : lines.length - (lines.at(-1) === '' ? 1 : 0)
        expect([...blocksOf(text)].length).toBe(counted)
      }),
    )
  })
})

describe('what is no program is refused as a whole', () => {
  test.each([
    ['', 'no-gcode'],
    ['Dear Sir, please find enclosed the guitar.\nYours', 'no-gcode'],
    ['(only\n(comments\n', 'no-gcode'],
    ['P\u0000K\u0003', 'binary'],
  ])('%j is %s', (text, kind) => {
    expect(parseProgram(text)).toMatchObject({ ok: false, error: { kind } })
  })

  test('a tape mark, an O number and comments do not make a program unreadable', () => {
    const parsed = parseProgram('%\nO1000\n(T1)\nG0 X1\n%\n')
    expect(parsed).toMatchObject({ ok: true, value: { length: 5 } })
  })

  test('a text beyond the limit is not read at all', () => {
    const text = 'G0X1\n'.padEnd(LARGEST_PROGRAM_CHARS + 1)
    expect(parseProgram(text)).toMatchObject({ ok: false, error: { kind: 'too-large' } })
  })
})
