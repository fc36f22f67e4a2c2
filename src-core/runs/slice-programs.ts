import { failure, success } from '../outcome/result.ts'
import type { Result } from '../outcome/result.ts'

/** Where one program stands in the joined text. */
export interface ProgramRange {
  readonly offsetBytes: number
  readonly lengthBytes: number
}

const LONE_SURROGATE = /\p{Surrogate}/u
const NOT_ASCII = /[\u0080-\uffff]/

/** Length of a text in UTF-8 bytes. Throws for half a surrogate pair: it has no UTF-8. */
export function utf8LengthBytes(text: string): number {
  if (isAscii(text)) return text.length
  if (LONE_SURROGATE.test(text)) throw new Error('text holds half of a surrogate pair')
  let bytes = 0
  for (let unit = 0; unit < text.length; unit += 1) bytes += bytesOfUnit(text.charCodeAt(unit))
  return bytes
}

/** Joins programs one after another, nothing between them, and says where each one stands. */
export function joinPrograms(texts: readonly string[]): {
  readonly text: string
  readonly ranges: readonly ProgramRange[]
} {
  let offsetBytes = 0
  const ranges = texts.map((text) => {
    const range = { offsetBytes, lengthBytes: utf8LengthBytes(text) }
    offsetBytes += range.lengthBytes
    return range
  })
  return { text: texts.join(''), ranges }
}

/**
 * Cuts one program out of the joined text by its UTF-8 byte range. Fails with a sentence when the
 * range leaves the text or would split a character.
 */
export function sliceProgram(text: string, range: ProgramRange): Result<string, string> {
  const unitAt = isAscii(text) ? unitAtByteOfAscii : unitAtByte
  const start = unitAt(text, 0, range.offsetBytes)
  const end = start === null ? null : unitAt(text, start, range.lengthBytes)
  if (start === null || end === null) {
    const { offsetBytes, lengthBytes } = range
    return failure(
      `bytes ${String(offsetBytes)} to ${String(offsetBytes + lengthBytes)} are not whole characters of the text`,
    )
  }
  return success(text.slice(start, end))
}

/** Index of the code unit `bytes` UTF-8 bytes after unit `from`; null when that is no border. */
function unitAtByte(text: string, from: number, bytes: number): number | null {
  let unit = from
  let left = bytes
  while (left > 0 && unit < text.length) {
    left -= bytesOfUnit(text.charCodeAt(unit))
    unit += 1
  }
  const splitsPair = unit < text.length && isLowSurrogate(text.charCodeAt(unit))
  return left === 0 && !splitsPair ? unit : null
}

function unitAtByteOfAscii(text: string, from: number, bytes: number): number | null {
  return from + bytes <= text.length ? from + bytes : null
}

/** G-code is ASCII nearly always; then bytes are code units and nothing need be walked. */
function isAscii(text: string): boolean {
  return !NOT_ASCII.test(text)
}

/** A surrogate pair is 4 bytes: 2 for each half, so that sums over whole characters come right. */
function bytesOfUnit(unit: number): number {
  if (unit < 0x80) return 1
  if (unit < 0x800) return 2
  return unit >= 0xd800 && unit <= 0xdfff ? 2 : 3
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
