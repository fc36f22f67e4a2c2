import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinPrograms, sliceProgram, utf8LengthBytes } from './slice-programs.ts'

const anyText = fc.string({ unit: 'grapheme', maxLength: 40 })

test('the length in bytes is that of the UTF-8 text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(utf8LengthBytes(text)).toBe(Buffer.byteLength(text, 'utf8'))
    }),
  )
})

test('every program comes back out of the joined text as it went in', () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 6 }), (texts) => {
      const { text, ranges } = joinPrograms(texts)
      expect(ranges.map((range) => sliceProgram(text, range))).toEqual(
        texts.map((value) => ({ ok: true, value })),
      )
    }),
  )
})

test('a slice is the same as slicing the bytes, or is refused where that would cut a character', () => {
  fc.assert(
    fc.property(anyText, fc.nat(60), fc.nat(60), (text, offsetBytes, lengthBytes) => {
      const bytes = Buffer.from(text, 'utf8')
      const slice = sliceProgram(text, { offsetBytes, lengthBytes })
      const cut = bytes.subarray(offsetBytes, offsetBytes + lengthBytes)
      const isWhole =
        offsetBytes + lengthBytes <= bytes.length &&
        startsCharacter(bytes, offsetBytes) &&
        startsCharacter(bytes, offsetBytes + lengthBytes)
      expect(slice.ok).toBe(isWhole)
      if (slice.ok) expect(Buffer.from(slice.value, 'utf8').equals(cut)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('a range that would split a clef in the middle is refused', () => {
  expect(sliceProgram('a𝄞b', { offsetBytes: 1, lengthBytes: 2 }).ok).toBe(false)
  expect(sliceProgram('a𝄞b', { offsetBytes: 1, lengthBytes: 4 })).toEqual({ ok: true, value: '𝄞' })
})

test('half a surrogate pair has no bytes', () => {
  expect(() => utf8LengthBytes('\ud834')).toThrow(/surrogate/)
})

/** In UTF-8 every byte but 10xxxxxx starts a character. */
function startsCharacter(bytes: Buffer, at: number): boolean {
  const byte = bytes[at]
  return byte === undefined || (byte & 0xc0) !== 0x80
}
