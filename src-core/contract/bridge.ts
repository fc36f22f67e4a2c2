/** The whole surface preload puts on window as `rmosBridge`; the bench view supplies the same over a WebSocket. */
export interface Bridge {
  /** Calls `feature.call` in main; resolves to a `Result`, rejects only when the link itself broke. */
  readonly invoke: (call: string, input: unknown) => Promise<unknown>
  /** Hears an event of `events.ts`; returns how to stop hearing it. */
  readonly on: (event: string, listener: (payload: unknown) => void) => () => void
}

/** The one channel calls travel on, with the call's name and its input. */
export const CALL_CHANNEL = 'rmos:call'
/** The one channel events travel on, with the event's name and its payload. */
export const EVENT_CHANNEL = 'rmos:event'
/** The channel, and the name of the page's own message, that brings a port to the machine engine. */
export const DIRECT_CHANNEL = 'rmos:direct'
