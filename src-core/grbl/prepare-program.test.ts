import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LINE_CLASS } from './line-class.ts'
import { ProgramScanner } from './job/program-scanner.ts'
import { finishScan, prepareProgram } from './prepare-program.ts'
import { preparedLine, preparedLineBytes } from './prepared-program.ts'

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le')
}

function prepared(text: string) {
  const result = prepareProgram(text, 'job.nc')
  if (!result.ok) throw new Error(result.error.message)
  const program = result.value
  const count = Math.min(program.lineCount, 100)
  const lines = Array.from({ length: count }, (_, index) => preparedLine(program, index))
  return { program, lines }
}

function refusal(text: string) {
  const result = prepareProgram(text, 'job.nc')
  if (result.ok) throw new Error('it was taken')
  return result.error
}

describe('what is sent', () => {
  test('has no comments, no spaces, no empty lines and capitals only', () => {
    const { lines } = prepared('%\n(head)\ng0 x1 (to) y2 ; there\n\n(only this)\n\tM5\n%\n')
    expect(lines).toEqual(['G0X1Y2', 'M5'])
  })

  test.each([
    ['LF', 'G0X1\nG0X2\n'],
    ['CRLF', 'G0X1\r\nG0X2\r\n'],
    ['CR', 'G0X1\rG0X2\r'],
    ['mixed ends, none at the end', 'G0X1\r\n\r\nG0X2'],
    ['a byte order mark', '\ufeffG0X1\nG0X2\n'],
  ])('is one newline a line, from %s', (_name, text) => {
    const { program } = prepared(text)
    expect(Buffer.from(program.bytes).toString()).toBe('G0X1\nG0X2\n')
    expect(preparedLineBytes(program, 0)).toBe(5)
  })

  test('remembers the line of the source that each came from', () => {
    const { program } = prepared('(a)\nG21\r\n\r\n(b)\nG0X1\rM5')
    expect([...program.sourceLines]).toEqual([2, 5, 6])
  })

  test('may have any character in its comments', () => {
    const { lines } = prepared('(Äußere – Kante! 加工 ?~)\nG0X1 (Stop!)\nM5 ; Öffnung’s\n')
    expect(lines).toEqual(['G0X1', 'M5'])
  })

  test('marks the lines that the stream must treat differently', () => {
    const { program } = prepared(
      'G1X1\nG10L20P1X0\nG28.1\n$110=500\nM0\nM30\nG4P1\nG04P1\nG40\nM03S1\n',
    )
    const { alone, needsIdle, waitForAnswer, dwell } = LINE_CLASS
    expect([...program.lineClasses]).toEqual([
      0,
      alone,
      alone,
      alone | needsIdle,
      waitForAnswer,
      waitForAnswer,
      dwell,
      dwell,
      0,
      0,
    ])
  })

  test('knows its tool changes and stops', () => {
    const { program } = prepared('T1\nM06\nG0X1\nM0\nN9 T12 M6\nG1X2F9\nM01\nM10\n')
    expect(program.stops).toEqual([
      { line: 1, sourceLine: 2, kind: 'toolChange', toolNumber: 1 },
      { line: 3, sourceLine: 4, kind: 'programStop', toolNumber: null },
      { line: 4, sourceLine: 5, kind: 'toolChange', toolNumber: 12 },
      { line: 6, sourceLine: 7, kind: 'optionalStop', toolNumber: null },
    ])
  })

  test('stops at M1 as at M0 when optional stops are on', () => {
    const result = prepareProgram('G0X1\nG4P1M01\nM1\n', 'job.nc', { optionalStops: true })
    if (!result.ok) throw new Error(result.error.message)
    expect(Buffer.from(result.value.bytes).toString()).toBe('G0X1\nG4P1M00\nM0\n')
    expect(result.value.lineClasses[2]).toBe(LINE_CLASS.waitForAnswer | LINE_CLASS.optionalStop)
  })

  test.each([
    ['UTF-16 with a mark', Buffer.concat([Buffer.of(0xff, 0xfe), utf16('G0X1 (加!)\r\nG0X2\r\n')])],
    ['UTF-16 without one', utf16('G0X1 (加!)\nG0X2\n')],
    ['UTF-16 the other way round', utf16('G0X1\nG0X2\n').swap16()],
    ['UTF-8 with a mark', Buffer.from('\ufeffG0X1 (Äußere)\nG0X2\n', 'utf8')],
    ['CP-1252', Buffer.from('G0X1 (Öffnung\x92s \x96 Kante)\rG0X2', 'latin1')],
  ])('comes from the bytes of a file in %s, in pieces of any size', (_name, bytes) => {
    for (let size = 1; size <= 7; size += 1) {
      const scanner = new ProgramScanner(bytes.length)
      for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size))
      const program = finishScan(scanner, 'job.nc')
      if (!program.ok) throw new Error(program.error.message)
      expect(Buffer.from(program.value.bytes).toString()).toBe('G0X1\nG0X2\n')
    }
  })

  test('is one compact store, however many lines there are', () => {
    const { program } = prepared('G1 X12.345 Y67.890 (cut)\n'.repeat(50_000))
    expect(program.lineCount).toBe(50_000)
    expect(program.bytes).toHaveLength(50_000 * 17)
    expect(program.sourceLines[49_999]).toBe(50_000)
  })
})

describe('what is refused, by its line', () => {
  test.each([
    ['a realtime character', 'G21\nG0X1!\n', 'line 2', '`!`'],
    ['a question mark', 'G0X1?\n', 'line 1', '`?`'],
    ['a letter beyond ASCII', 'G21\n\nG0 Ä1\n', 'line 3', 'code 196'],
    ['a no-break space', 'G0\u00a0X1\n', 'line 1', 'code 160'],
    ['a control character', 'G0\u0018X1\n', 'line 1', 'code 24'],
    ['a tool change among other words', 'G21\nT2 M6 G0 X1\n', 'line 2', 'M6'],
    ['a bare move behind a tool change', 'G1 X1 F9\nM06\nX2\n', 'line 3', 'naming its motion'],
    ['block delete', 'G21\n/G0X1\n', 'line 2', 'block delete'],
    ['a reset of settings', '$RST=*\n', 'line 1', '$RST=*'],
    ['check mode', '$C\n', 'line 1', '$C'],
    ['a jog', '$J=X1F100\n', 'line 1', '$J=X1F100'],
    ['nothing to send', '(only comment)\n%\n', '', 'no line'],
  ])('%s', (_name, text, place, words) => {
    expect(refusal(text).place).toBe(place)
    expect(refusal(text).message).toContain(words)
  })

  test('the eightieth significant character, and not spaces or comments', () => {
    const exact = `G1X1.${'0'.repeat(74)}`
    expect(exact).toHaveLength(79)
    expect(prepared(`${exact.split('').join(' ')} (${'c'.repeat(1000)})`).lines).toEqual([exact])
    expect(refusal(`G21\n${exact}0\n`)).toMatchObject({ place: 'line 2' })
    expect(refusal(`${exact}0`).message).toContain('80 characters')
  })
})

test('whatever text comes, nothing but safe bytes in lines of at most 80 goes out', () => {
  const pieces = fc.oneof(
    fc.constantFrom(
      'G1',
      'X1.5',
      ' ',
      '(',
      ')',
      ';',
      '\n',
      '\r\n',
      '%',
      '$',
      'M0',
      'é',
      '!',
      '\u0085',
    ),
    fc.string({ maxLength: 3 }),
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const result = prepareProgram(parts.join(''), 'job.nc')
      if (!result.ok) return
      const { bytes, offsets, lineCount } = result.value
      expect(offsets[lineCount]).toBe(bytes.length)
      for (const byte of bytes) {
        const printable = byte > 0x20 && byte < 0x7f && ![0x21, 0x3f, 0x7e].includes(byte)
        expect(byte === 0x0a || printable).toBe(true)
      }
      for (let index = 0; index < lineCount; index += 1) {
        expect(preparedLineBytes(result.value, index)).toBeLessThanOrEqual(80)
        expect(preparedLine(result.value, index)).not.toContain('\n')
      }
    }),
  )
})
