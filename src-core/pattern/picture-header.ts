import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'

/** What the first bytes of a picture file say. */
export interface PictureHeader {
  readonly format: 'PNG' | 'JPEG' | 'WebP'
  readonly widthPx: number
  readonly heightPx: number
}

/** So many bytes from the start are enough for the size, unless a JPEG begins with very long notes. */
export const PICTURE_HEADER_BYTES = 1_048_576

/** Reads big-endian and little-endian numbers out of bytes; 0 beyond their end. */
function numbersOf(bytes: Uint8Array) {
  const at = (place: number) => bytes[place] ?? 0
  return {
    at,
    big16: (place: number) => at(place) * 256 + at(place + 1),
    big32: (place: number) =>
      at(place) * 2 ** 24 + at(place + 1) * 65536 + at(place + 2) * 256 + at(place + 3),
    little16: (place: number) => at(place) + at(place + 1) * 256,
    little24: (place: number) => at(place) + at(place + 1) * 256 + at(place + 2) * 65536,
    text: (place: number, length: number) =>
      String.fromCharCode(...bytes.subarray(place, place + length)),
  }
}

type Size = Pick<PictureHeader, 'widthPx' | 'heightPx'>

/** PNG: the first chunk is IHDR, width and height its first eight bytes (ISO/IEC 15948, 11.2.2). */
function pngSize(bytes: Uint8Array): Size | null {
  const { big32, text } = numbersOf(bytes)
  if (bytes.length < 24 || text(12, 4) !== 'IHDR') return null
  return { widthPx: big32(16), heightPx: big32(20) }
}

/** Whether a JPEG marker begins a frame: C0 to CF but for the tables C4, C8 and CC. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

/** Markers without a length: fill bytes, restarts and the start of the picture. */
function standsAlone(marker: number): boolean {
  return marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
}

/** JPEG: segments are walked to the first frame header, which holds height and width (ITU-T T.81, B.2.2). */
function jpegSize(bytes: Uint8Array): Size | null {
  const { at, big16 } = numbersOf(bytes)
  let place = 2
  while (place + 9 <= bytes.length) {
    if (at(place) !== 0xff) return null
    const marker = at(place + 1)
    if (isFrame(marker)) return { heightPx: big16(place + 5), widthPx: big16(place + 7) }
    if (standsAlone(marker)) {
      place += marker === 0xff ? 1 : 2
      continue
    }
    const length = big16(place + 2)
    if (length < 2) return null
    place += 2 + length
  }
  return null
}

/** WebP: lossy, lossless and extended files hold the size in different places (RFC 9649, 2.5 to 2.7). */
function webpSize(bytes: Uint8Array): Size | null {
  const { at, little16, little24, text } = numbersOf(bytes)
  if (bytes.length < 30) return null
  const kind = text(12, 4)
  if (kind === 'VP8 ') {
    return { widthPx: little16(26) & 0x3fff, heightPx: little16(28) & 0x3fff }
  }
  if (kind === 'VP8L') {
    const widthPx = 1 + (at(21) | ((at(22) & 0x3f) << 8))
    const heightPx = 1 + ((at(22) >> 6) | (at(23) << 2) | ((at(24) & 0x0f) << 10))
    return { widthPx, heightPx }
  }
  if (kind !== 'VP8X') return null
  return { widthPx: 1 + little24(24), heightPx: 1 + little24(27) }
}

function formatOf(bytes: Uint8Array): PictureHeader['format'] | null {
  const { at, text } = numbersOf(bytes)
  if (at(0) === 0x89 && text(1, 3) === 'PNG') return 'PNG'
  if (at(0) === 0xff && at(1) === 0xd8) return 'JPEG'
  return text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP' ? 'WebP' : null
}

/**
 * Format and size of a picture from its first bytes, before anything is decoded: a file of a few bytes can
 * claim billions of pixels. Refuses what is no PNG, JPEG or WebP, and one whose header is cut off.
 */
export function readPictureHeader(
  bytes: Uint8Array,
  source: string,
): Result<PictureHeader, DataProblem> {
  const format = formatOf(bytes)
  if (format === null) {
    const what = bytes.length === 0 ? 'is empty' : 'is not a PNG, JPEG or WebP picture'
    return failure(dataProblem(source, '', what))
  }
  const size = { PNG: pngSize, JPEG: jpegSize, WebP: webpSize }[format](bytes)
  if (size !== null) return success({ format, ...size })
  return failure(dataProblem(source, '', `begins as a ${format} picture and then is damaged`))
}
