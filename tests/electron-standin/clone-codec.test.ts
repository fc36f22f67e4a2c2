import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodeCodec } from './clone-codec.ts'

const roundTrip = (value: unknown): unknown => nodeCodec.decode(nodeCodec.encode(value))

describe('a value that crosses IPC', () => {
  test('arrives as the structured clone algorithm gives it', () => {
    const value = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withObjectString: true,
    })
    fc.assert(
      fc.property(value, (sent) => {
        expect(roundTrip(sent)).toStrictEqual(structuredClone(sent))
      }),
      { numRuns: 500 },
    )
  })

  test('keeps cycles and shared parts', () => {
    const shared = { radiusMm: 50 }
    const sent: Record<string, unknown> = { first: shared, second: shared }
    sent['self'] = sent
    const got = roundTrip(sent) as typeof sent
    expect(got['first']).toBe(got['second'])
    expect(got['self']).toBe(got)
  })

  test.each([
    [() => 1],
    [Symbol('s')],
    [{ deep: [() => 1] }],
    [Promise.resolve(1)],
    [new WeakMap()],
  ])('is refused when it cannot be cloned', (sent) => {
    expect(() => roundTrip(sent)).toThrow('An object could not be cloned.')
  })

  test('has no prototype smuggled in by a key', () => {
    const got = roundTrip(JSON.parse('{"__proto__": {"isAdmin": true}}')) as Record<string, unknown>
    expect(got['isAdmin']).toBeUndefined()
    expect(Object.keys(got)).toEqual(['__proto__'])
  })
})
