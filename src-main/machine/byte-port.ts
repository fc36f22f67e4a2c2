/** A two-way stream of bytes to a controller, whatever it runs over. */
export interface BytePort {
  /** Hands bytes to the wire in order; never waits for the controller. */
  readonly write: (bytes: Uint8Array) => void
  readonly onData: (listener: (bytes: Uint8Array) => void) => void
  /** Called once; the reason is empty when `close` asked for it. */
  readonly onClose: (listener: (reason: string) => void) => void
  readonly close: () => void
}

/** Keeps the close of a port to one call of one listener, also when it comes before the listener. */
export interface CloseSignal {
  readonly closed: () => boolean
  readonly announce: (reason: string) => void
  readonly onClose: (listener: (reason: string) => void) => void
}

/** Makes a `CloseSignal`. */
export function createCloseSignal(): CloseSignal {
  let reason: string | null = null
  let listener: ((reason: string) => void) | null = null
  return {
    closed: () => reason !== null,
    announce: (why) => {
      if (reason !== null) return
      reason = why
      listener?.(why)
    },
    onClose: (added) => {
      listener = added
      if (reason !== null) added(reason)
    },
  }
}
