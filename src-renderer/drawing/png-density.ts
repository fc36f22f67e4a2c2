const SIGNATURE_BYTES = 8
/** Length, name, 13 bytes and checksum of the header, which always comes first. */
const HEADER_BYTES = 25
const METRE_MM = 1000

/** CRC-32 as PNG uses it (ISO 3309, polynomial 0xEDB88320). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

/** The chunk that says how many pixels make a metre, so that a print comes out 1:1. */
function densityChunk(pxPerMm: number): Uint8Array {
  const chunk = new Uint8Array(21)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, 9)
  chunk.set(new TextEncoder().encode('pHYs'), 4)
  const perMetre = Math.round(pxPerMm * METRE_MM)
  view.setUint32(8, perMetre)
  view.setUint32(12, perMetre)
  chunk[16] = 1
  view.setUint32(17, crc32(chunk.subarray(4, 17)))
  return chunk
}

/** A PNG that knows its own scale; what it shows stays as it is. */
export function withDensity(png: Uint8Array, pxPerMm: number): Uint8Array<ArrayBuffer> {
  const at = SIGNATURE_BYTES + HEADER_BYTES
  const chunk = densityChunk(pxPerMm)
  const out = new Uint8Array(png.length + chunk.length)
  out.set(png.subarray(0, at))
  out.set(chunk, at)
  out.set(png.subarray(at), at + chunk.length)
  return out
}
