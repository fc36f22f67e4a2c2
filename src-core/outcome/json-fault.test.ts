import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonFault } from './json-fault.ts'

test('JSON has no fault', () => {
  expect(jsonFault('{"a": [1, 2]}')).toBeNull()
})

test('a wrong token is named with its line and column', () => {
  expect(jsonFault('{\n  "a": 1,\n  "b": NaN\n}')).toMatchObject({
    kind: 'syntax',
    line: 3,
    column: 8,
    found: 'NaN\n}',
  })
})

test('a text that stops in the middle is cut short, whatever it stops in', () => {
  for (const text of ['', '{', '{"a', '{"a": 1', '{"a": [1, {"b":']) {
    expect(jsonFault(text)?.kind, text).toBe('cut-short')
  }
})

test('every proper beginning of an object has a fault, and never throws', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const text = JSON.stringify(value)
      const length = Math.floor(text.length / 2)
      expect(jsonFault(text)).toBeNull()
      if (length > 0 && length < text.length)
        expect(jsonFault(text.slice(0, length))).not.toBeNull()
    }),
  )
})
