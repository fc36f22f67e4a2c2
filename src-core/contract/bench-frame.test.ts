import { expect, test } from 'vitest'
import { packFrame, type ReplyFrame, unpackFrame } from './bench-frame.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })
const utf8 = {
  encode: (text: string) => new TextEncoder().encode(text),
  decode: (bytes: Uint8Array) => decoder.decode(bytes),
}
const there = (frame: ReplyFrame) => unpackFrame(packFrame(frame, utf8), utf8)

test('typed arrays cross a frame, also ones that begin in the middle of their buffer', () => {
  const part = new Float64Array([0, 1.5, -2.25, 1e-300, 9]).subarray(1, 4)
  const result = {
    ok: true,
    value: {
      packed: { segments: part, paths: Int32Array.of(-1, 2 ** 31 - 1), names: ['a', 'b'] },
      bytes: Uint8Array.of(0, 255),
      empty: new Float32Array(0),
    },
  }
  const read = there({ id: 7, result }) as { result: typeof result }
  expect(read).toEqual({ id: 7, result })
  expect(read.result.value.packed.segments).toBeInstanceOf(Float64Array)
  expect(read.result.value.packed.segments).toHaveLength(3)
})

test('a frame without typed arrays is plain JSON', () => {
  const frame = { id: 1, result: { ok: true, value: [1, { a: null }] } }
  expect(packFrame(frame, utf8)).toBe(JSON.stringify(frame))
  expect(there(frame)).toEqual(frame)
})

test('what only looks like a typed array stays what it is', () => {
  const odd = { $typedArray: 'Float64Array', at: 0, byteLength: 3 }
  const beyond = { $typedArray: 'Uint8Array', at: 8, byteLength: 1 }
  const before = { $typedArray: 'Uint8Array', at: -8, byteLength: 1 }
  const unknown = { $typedArray: 'constructor', at: 0, byteLength: 0 }
  const bytes = Uint8Array.of(1, 2, 3)
  const result = { odd, beyond, before, unknown, bytes }
  expect(there({ id: 1, result })).toEqual({ id: 1, result })
})

test('bytes that are no frame are refused', () => {
  for (const bytes of [[], [1], [2, 0, 0, 0], [255, 255, 255, 255, 123, 125], [1, 0, 0, 0, 255]]) {
    expect(() => unpackFrame(Uint8Array.from(bytes), utf8)).toThrow()
  }
})

test('a frame of bytes is read wherever it lies in its buffer', () => {
  const packed = packFrame({ id: 1, result: { a: Float64Array.of(1, 2) } }, utf8) as Uint8Array
  const shifted = new Uint8Array(packed.length + 3)
  shifted.set(packed, 3)
  const there = unpackFrame(Buffer.from(shifted.buffer, 3, packed.length), utf8)
  expect(there).toEqual(unpackFrame(shifted.subarray(3), utf8))
  expect(there).toEqual({
    id: 1,
    result: { a: Float64Array.of(1, 2) },
  })
})
