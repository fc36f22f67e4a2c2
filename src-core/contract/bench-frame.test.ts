import { expect, test } from 'vitest'
import { frameText, readFrame, type ReplyFrame } from './bench-frame.ts'

const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const fromBase64 = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const there = (frame: ReplyFrame) => readFrame(frameText(frame, toBase64), fromBase64)

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
  expect(frameText(frame, toBase64)).toBe(JSON.stringify(frame))
  expect(there(frame)).toEqual(frame)
})

test('what only looks like a typed array stays what it is', () => {
  const odd = { $typedArray: 'Float64Array', base64: toBase64(Uint8Array.of(1, 2, 3)) }
  const unknown = { $typedArray: 'constructor', base64: '' }
  expect(there({ id: 1, result: { odd, unknown } })).toEqual({ id: 1, result: { odd, unknown } })
})
