/** 115200 baud, 8N1: ten bits a byte. */
export const BYTES_PER_SECOND = 11_520

const BYTE_MS = 1000 / BYTES_PER_SECOND

/** One direction of a serial line: bytes go in at any time and come out one byte time apart. */
export interface PacedBytes {
  /** Puts bytes on the line at `atMs`; they queue behind those already on it. */
  readonly push: (bytes: Uint8Array, atMs: number) => void
  /** When the next byte is through; infinite when the line is quiet. */
  readonly nextMs: () => number
  /** Takes the next byte. */
  readonly take: () => number
  readonly waitingBytes: () => number
  /** Bytes that got through since the line was made. */
  readonly carriedBytes: () => number
  readonly clear: () => void
}

/** Makes a quiet line. */
export function createPacedBytes(): PacedBytes {
  let queue: number[] = []
  let head = 0
  let headDoneMs = Number.POSITIVE_INFINITY
  let carried = 0
  let lastDoneMs = Number.NEGATIVE_INFINITY
  const waiting = () => queue.length - head
  return {
    push: (bytes, atMs) => {
      if (bytes.length === 0) return
      if (waiting() === 0) headDoneMs = Math.max(atMs, lastDoneMs) + BYTE_MS
      for (const byte of bytes) queue.push(byte)
    },
    nextMs: () => headDoneMs,
    take: () => {
      const byte = queue[head]
      if (byte === undefined) throw new Error('paced bytes: taken from a quiet line')
      head += 1
      carried += 1
      lastDoneMs = headDoneMs
      headDoneMs = waiting() === 0 ? Number.POSITIVE_INFINITY : headDoneMs + BYTE_MS
      if (head > 4096) {
        queue = queue.slice(head)
        head = 0
      }
      return byte
    },
    waitingBytes: waiting,
    carriedBytes: () => carried,
    clear: () => {
      queue = []
      head = 0
      headDoneMs = Number.POSITIVE_INFINITY
    },
  }
}
