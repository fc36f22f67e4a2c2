/** The whole surface preload puts on window as `rmosBridge`; the bench view supplies the same over a WebSocket. */
export interface Bridge {
  /** Calls `feature.call` in main; resolves to a `Result`, rejects only when the link itself broke. */
  readonly invoke: (call: string, input: unknown) => Promise<unknown>
  /** Hears an event of `events.ts`; returns how to stop hearing it. */
  readonly on: (event: string, listener: (payload: unknown) => void) => () => void
}

/** Every IPC channel of this program starts so. */
export const CHANNEL_PREFIX = 'rmos:'
/** The one channel events travel on. */
export const EVENT_CHANNEL = 'rmos:event'
