import type { Pattern } from './pattern.schema.ts'

/** One byte's part of the CRC-32 of IEEE 802.3 (polynomial 0xEDB88320, reflected). */
function crcOfByte(byte: number): number {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc >>> 0
}

const CRC_TABLE = Array.from({ length: 256 }, (_, byte) => crcOfByte(byte))

/** One more byte of a sum that is under way. */
function crcWith(crc: number, byte: number): number {
  return (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0)
}

const CRC_START = 0xffffffff

function crcOfText(crc: number, text: string): number {
  let sum = crc
  for (let at = 0; at < text.length; at += 1) sum = crcWith(sum, text.charCodeAt(at))
  return sum
}

/** CRC-32 of a text of ASCII characters; others count by their lowest eight bits. */
export function crc32(text: string): number {
  return (crcOfText(CRC_START, text) ^ 0xffffffff) >>> 0
}

/**
 * A short sum over every cell's veneer (name, colour and thickness), eight hexadecimal digits: two cells
 * that change places, or a veneer of another colour, change it. Letters and unused colours do not count.
 */
export function pictureCheck(pattern: Pattern): string {
  const veneers = new Map<number, string>()
  for (const { key, name, colour, thicknessMm } of pattern.palette) {
    veneers.set(key.charCodeAt(0), `${name}/${colour}/${String(thicknessMm)}`)
  }
  // colours are numbered in the order they are met, so that letters do not count
  const numbers = new Map<number, number>()
  let sum = crcOfText(CRC_START, `${String(pattern.rows.length)} rows`)
  for (const row of pattern.rows) {
    for (let column = 0; column < row.length; column += 1) {
      const code = row.charCodeAt(column)
      let number = numbers.get(code)
      if (number === undefined) {
        number = numbers.size
        numbers.set(code, number)
        sum = crcOfText(sum, veneers.get(code) ?? '')
      }
      sum = crcWith(sum, number)
    }
  }
  return ((sum ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0')
}
