import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../tests/property-seed.ts'
import { checkProgram } from '#core/gcode/check-program.ts'
import { GRBL_1_1 } from '#core/gcode/program-check.ts'
import { countLines } from '#core/runs/build-artifact.ts'
import { ProgramReading } from './program-reading.ts'
import { withoutTapeMarks } from './tape-marks.ts'

function read(bytes: Uint8Array, pieceBytes: number) {
  const reading = new ProgramReading(null)
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    reading.take(bytes.subarray(at, at + pieceBytes))
  }
  return reading.finish()
}

const line = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom('G0', 'G1', ''), fc.integer({ min: -99, max: 99 }), fc.integer())
      .map(([g, x, y]) => `${g} X${String(x)} Y${String(y / 1000)}`),
  },
  fc.constantFrom(
    ...['%', ' % ', 'T1 M6', 'M6', 'N5 M06 T2 (a)', 'M60', 'M6 G0', '(\u00fc\u2028%)', 'G2 X1 I1'],
    ...['G1 X1 ; \u20ac', 'G1 X\u{1f600}1', '', 'M3 S1000', 'G4 P4', 'M30', 'G91', 'G20', '\u00fc'],
  ),
)
const program = fc
  .tuple(
    fc.array(line, { maxLength: 30 }),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.constantFrom('', '\n', '\0'),
  )
  .map(([lines, end, tail]) => `G21 G90 G94${end}${lines.join(end)}${tail}`)

test('reads from bytes, cut anywhere, what the check says of the text', () => {
  fc.assert(
    fc.property(program, fc.integer({ min: 1, max: 40 }), (text, size) => {
      const bytes = Buffer.from(text, 'utf8')
      expect(read(bytes, size)).toMatchObject({
        report: checkProgram(withoutTapeMarks(text), { profile: GRBL_1_1 }),
        sha256: createHash('sha256').update(bytes).digest('hex'),
        lengthBytes: bytes.length,
        lineCount: countLines(text),
        text,
      })
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['a byte order mark', Buffer.from('\ufeffG0 X1\n', 'utf8')],
  ['a letter of one byte', Buffer.from('G0 X1\n(\u00fc)\n', 'latin1')],
  ['half a letter at the end of a line', Buffer.from([0x28, 0xc3, 0x0a, 0xbc, 0x29])],
])('does not read a file with %s, cut anywhere', (_name, bytes) => {
  for (const size of [1, 2, 3, 100]) expect(read(bytes, size)).toBeNull()
})
