import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, CanonicalJsonError, tryCanonicalJson } from './canonical-json.ts'

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

describe('canonical JSON', () => {
  test("has the hash of the contract's own example", () => {
    expect(sha256(canonicalJson({ c: [1.5, true, null], b: 'é', a: 1 }))).toBe(
      '4db83fcf39a888d473c5dc92431ad2a817160f006546e469584f59e4c4f0a6a6',
    )
    expect(sha256(canonicalJson({}))).toBe(
      '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    )
  })

  test('sorts keys by code unit, capitals before small letters, at every depth', () => {
    expect(canonicalJson({ b: { z: 1, Z: 2, é: 3 }, 10: 0, 9: 0 })).toBe(
      '{"10":0,"9":0,"b":{"Z":2,"z":1,"é":3}}',
    )
  })

  test('sorts a key beyond U+FFFF before one from U+E000 on, where Python would not', () => {
    expect(canonicalJson({ '\ue000': 1, '𝄞': 2 })).toBe('{"𝄞":2,"\ue000":1}')
  })

  test('escapes only what JSON forces, as Python does', () => {
    expect(canonicalJson('é\u2028"\\\n\u0001\u007f')).toBe('"é\u2028\\"\\\\\\n\\u0001\u007f"')
  })

  test('writes numbers in their shortest text', () => {
    expect(canonicalJson([6.0, 1e-5, -0, 1e21, 0.1 + 0.2])).toBe(
      '[6,0.00001,0,1e+21,0.30000000000000004]',
    )
  })

  test('is read back as the same data, and written again as the same text', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        const text = canonicalJson(value)
        const again: unknown = JSON.parse(text)
        expect(JSON.stringify(again)).toBe(JSON.stringify(JSON.parse(text)))
        expect(canonicalJson(again)).toBe(text)
      }),
    )
  })

  test('does not depend on the order in which keys were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const turned = Object.fromEntries(Object.entries(record).reverse())
        expect(canonicalJson(turned)).toBe(canonicalJson(record))
      }),
    )
  })
})

describe('what JSON lacks is refused with its place', () => {
  const loop: Record<string, unknown> = {}
  loop['self'] = [loop]
  let deep: unknown = 0
  for (let level = 0; level < 250; level += 1) deep = [deep]

  test.each<[string, unknown, RegExp]>([
    ['NaN', { a: [1, NaN] }, /^\$\.a\[1\] is NaN/],
    ['infinity', { feedMmPerMin: -Infinity }, /^\$\.feedMmPerMin is -Infinity/],
    ['undefined', { a: { b: undefined } }, /^\$\.a\.b is undefined/],
    ['a hole in a list', { a: new Array(1) }, /^\$\.a\[0\] is undefined/],
    ['a function', { run: () => 0 }, /^\$\.run is a function/],
    ['a symbol', [Symbol('x')], /^\$\[0\] is a symbol/],
    ['a bigint', { n: 1n }, /^\$\.n is a bigint/],
    ['a date', { at: new Date(0) }, /^\$\.at is a Date/],
    ['a map', { m: new Map() }, /^\$\.m is a Map/],
    ['half a surrogate pair', { s: 'a\ud834' }, /^\$\.s holds half/],
    ['half a surrogate pair in a key', { '\udd1e': 1 }, /holds half/],
    ['a cycle', loop, /^\$\.self\[0\] contains itself/],
    ['too great a depth', deep, /nested deeper than 200/],
  ])('%s', (_, value, sentence) => {
    expect(() => canonicalJson(value)).toThrow(CanonicalJsonError)
    expect(() => canonicalJson(value)).toThrow(sentence)
    expect(tryCanonicalJson(value).ok).toBe(false)
  })

  test('the same object in two places is no cycle', () => {
    const shared = { x: 1 }
    expect(canonicalJson([shared, shared])).toBe('[{"x":1},{"x":1}]')
  })
})
