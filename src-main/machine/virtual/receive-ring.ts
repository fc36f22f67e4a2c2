/** The controller's receive buffer. */
export interface ReceiveRing {
  /** Keeps a byte, or loses it silently when full. */
  readonly put: (byte: number) => void
  /** The oldest byte, or null. */
  readonly take: () => number | null
  readonly clear: () => void
  readonly free: () => number
  readonly isEmpty: () => boolean
  /** Most bytes ever held. */
  readonly highWaterBytes: () => number
  readonly droppedBytes: () => number
}

/** Makes an empty ring; measured on GRBL's 128: the 129th byte is lost without a word. */
export function createReceiveRing(capacityBytes: number): ReceiveRing {
  const bytes: number[] = []
  let highWater = 0
  let dropped = 0
  return {
    put: (byte) => {
      if (bytes.length >= capacityBytes) {
        dropped += 1
        return
      }
      bytes.push(byte)
      highWater = Math.max(highWater, bytes.length)
    },
    take: () => bytes.shift() ?? null,
    clear: () => {
      bytes.length = 0
    },
    free: () => capacityBytes - bytes.length,
    isEmpty: () => bytes.length === 0,
    highWaterBytes: () => highWater,
    droppedBytes: () => dropped,
  }
}
