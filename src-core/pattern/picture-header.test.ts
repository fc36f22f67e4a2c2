import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemSentence } from '../outcome/problem.ts'
import { readPictureHeader } from './picture-header.ts'

const bytesOf = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? Array.from(part, (letter) => letter.charCodeAt(0)) : [...part],
    ),
  )
const big32 = (value: number) => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
]
const big16 = (value: number) => [(value >>> 8) & 255, value & 255]
const little24 = (value: number) => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255]

const png = (widthPx: number, heightPx: number) =>
  bytesOf([0x89], 'PNG\r\n', [0x1a, 0x0a], big32(13), 'IHDR', big32(widthPx), big32(heightPx))
/** A JPEG with a note and a table before its frame, as cameras write them. */
const jpeg = (widthPx: number, heightPx: number, frame = 0xc2) =>
  bytesOf(
    [0xff, 0xd8, 0xff, 0xe1, ...big16(12)],
    'Exif note.',
    [0xff, 0xff, 0xc4, ...big16(5), 1, 2, 3],
    [0xff, frame, ...big16(17), 8, ...big16(heightPx), ...big16(widthPx), 3],
  )
const webpX = (widthPx: number, heightPx: number) =>
  bytesOf(
    'RIFF',
    [0, 0, 0, 0],
    'WEBPVP8X',
    [10, 0, 0, 0, 0, 0, 0, 0],
    [...little24(widthPx - 1), ...little24(heightPx - 1)],
  )
const webpLossless = (widthPx: number, heightPx: number) => {
  const bits = (widthPx - 1) | ((heightPx - 1) << 14)
  const size = [bits & 255, (bits >>> 8) & 255, (bits >>> 16) & 255, (bits >>> 24) & 255]
  return bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [9, 0, 0, 0, 0x2f], size, [0, 0, 0, 0, 0])
}
const webpLossy = (widthPx: number, heightPx: number) =>
  bytesOf(
    'RIFF',
    [0, 0, 0, 0],
    'WEBPVP8 ',
    [0, 0, 0, 0, 0, 0, 0, 0x9d, 0x01, 0x2a],
    [...[widthPx & 255, widthPx >> 8, heightPx & 255, heightPx >> 8]],
  )

function sizeOf(bytes: Uint8Array): unknown {
  const header = readPictureHeader(bytes, 'rose')
  if (!header.ok) return problemSentence(header.error)
  return [header.value.format, header.value.widthPx, header.value.heightPx]
}

describe('the size of a picture is read from its first bytes', () => {
  const side = fc.integer({ min: 1, max: 16_383 })

  test('of every format, for every size', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        expect(sizeOf(png(width, height))).toEqual(['PNG', width, height])
        expect(sizeOf(jpeg(width, height))).toEqual(['JPEG', width, height])
        expect(sizeOf(webpX(width, height))).toEqual(['WebP', width, height])
        expect(sizeOf(webpLossless(width, height))).toEqual(['WebP', width, height])
        expect(sizeOf(webpLossy(width, height))).toEqual(['WebP', width, height])
      }),
    )
  })

  test('also where it claims more than could ever be held', () => {
    expect(sizeOf(png(40_000, 40_000))).toEqual(['PNG', 40_000, 40_000])
    expect(sizeOf(png(4_294_967_295, 1))).toEqual(['PNG', 4_294_967_295, 1])
  })

  test('of every kind of frame a JPEG can begin with, and of no table', () => {
    for (const frame of [0xc0, 0xc1, 0xc3, 0xc9, 0xcf]) {
      expect(sizeOf(jpeg(7, 5, frame))).toEqual(['JPEG', 7, 5])
    }
    for (const table of [0xc4, 0xc8, 0xcc]) {
      expect(sizeOf(jpeg(7, 5, table))).toBe('rose: begins as a JPEG picture and then is damaged')
    }
  })
})

describe('what is no picture is refused in one sentence', () => {
  test('nothing at all, a text, and a picture of another kind', () => {
    expect(sizeOf(new Uint8Array())).toBe('rose: is empty')
    const foreign = 'rose: is not a PNG, JPEG or WebP picture'
    expect(sizeOf(bytesOf('Dear luthier,'))).toBe(foreign)
    expect(sizeOf(bytesOf('GIF89a', [1, 0, 1, 0]))).toBe(foreign)
  })

  test('however it is cut off or damaged, nothing is thrown', () => {
    const whole = fc.constantFrom(png(9, 8), jpeg(9, 8), webpX(9, 8), webpLossless(9, 8))
    fc.assert(
      fc.property(whole, fc.nat(60), fc.nat(59), fc.nat(255), (bytes, length, at, byte) => {
        const damaged = bytes.slice(0, length)
        if (at < damaged.length) damaged[at] = byte
        expect(() => readPictureHeader(damaged, 'rose')).not.toThrow()
      }),
    )
    expect(sizeOf(png(9, 8).slice(0, 20))).toBe('rose: begins as a PNG picture and then is damaged')
    expect(sizeOf(jpeg(9, 8).slice(0, 24))).toBe(
      'rose: begins as a JPEG picture and then is damaged',
    )
  })
})
