import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commentText, wrapText } from './comment-text.ts'

test.each([
  ['Größe 5 × 3 (innen)!', 'Grosse 5 x 3 [innen].'],
  ['Übergang – “fein”', 'Ubergang - "fein"'],
  ['数え', '__'],
  ['a\n\tb;c~d?', 'a b,c-d.'],
])('%j becomes %j', (text, plain) => {
  expect(commentText(text)).toBe(plain)
})

test('any text becomes printable ASCII with nothing a controller would act upon or close', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(commentText(text)).toMatch(/^[\x20-\x7e]*$/)
      expect(commentText(text)).not.toMatch(/[?!~();]/)
    }),
  )
})

test('wrapping keeps every word and no line is wider than asked', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 5, max: 77 }), (raw, width) => {
      const text = commentText(raw)
      const lines = wrapText(text, width)
      expect(lines.length).toBeGreaterThan(0)
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width)
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
    }),
  )
})
