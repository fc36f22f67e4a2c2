/** Bytes of both directions that are kept for a look after something went wrong. */
export const TRAFFIC_CAPACITY_BYTES = 512 * 1024

const TO_CONTROLLER = 1
/** Moment (8), direction (1), length (2). */
const HEADER_BYTES = 11
const LONGEST_RECORD_BYTES = 4096

/** The last raw bytes of both directions with their moments, in a fixed block of memory. */
export interface TrafficRing {
  /** `atMs` on the engine's clock. */
  readonly record: (direction: 'to' | 'from', bytes: Uint8Array, atMs: number) => void
  /** One line per piece, oldest first: seconds before `nowMs`, `>` to or `<` from the controller, JSON text. */
  readonly text: (nowMs: number) => string
}

/** Makes an empty ring; recording copies bytes and allocates nothing. */
export function createTrafficRing(capacityBytes: number = TRAFFIC_CAPACITY_BYTES): TrafficRing {
  const store = Buffer.alloc(capacityBytes)
  let start = 0
  let used = 0

  const writeByte = (value: number) => {
    store[(start + used) % capacityBytes] = value
    used += 1
  }
  const readAt = (offset: number, length: number) => {
    const out = Buffer.alloc(length)
    for (let index = 0; index < length; index += 1) {
      out[index] = store[(start + offset + index) % capacityBytes] ?? 0
    }
    return out
  }
  const dropOldest = () => {
    const length = readAt(9, 2).readUInt16LE(0)
    start = (start + HEADER_BYTES + length) % capacityBytes
    used -= HEADER_BYTES + length
  }
  const header = Buffer.alloc(HEADER_BYTES)

  const recordPiece = (direction: 'to' | 'from', bytes: Uint8Array, atMs: number) => {
    while (capacityBytes - used < HEADER_BYTES + bytes.length) dropOldest()
    header.writeDoubleLE(atMs, 0)
    header.writeUInt8(direction === 'to' ? TO_CONTROLLER : 0, 8)
    header.writeUInt16LE(bytes.length, 9)
    for (const value of header) writeByte(value)
    for (const value of bytes) writeByte(value)
  }

  return {
    record: (direction, bytes, atMs) => {
      for (let from = 0; from < bytes.length; from += LONGEST_RECORD_BYTES) {
        recordPiece(direction, bytes.subarray(from, from + LONGEST_RECORD_BYTES), atMs)
      }
    },
    text: (nowMs) => {
      const lines: string[] = []
      for (let offset = 0; offset < used;) {
        const head = readAt(offset, HEADER_BYTES)
        const length = head.readUInt16LE(9)
        const body = readAt(offset + HEADER_BYTES, length).toString('latin1')
        const ago = ((head.readDoubleLE(0) - nowMs) / 1000).toFixed(3)
        const sign = head.readUInt8(8) === TO_CONTROLLER ? '>' : '<'
        lines.push(`${ago}\t${sign}\t${JSON.stringify(body)}`)
        offset += HEADER_BYTES + length
      }
      return lines.length === 0 ? '' : `${lines.join('\n')}\n`
    },
  }
}
