/**
 * The text frames between a browser and the bench view's server, one JSON document each. Declared
 * once for both ends; the same calls and events go through Electron's bridge unframed.
 */
export interface CallFrame {
  /** Chosen by the browser, counts up from 1 on each connection. */
  readonly id: number
  /** `feature.call` of the contract. */
  readonly call: string
  readonly input: unknown
}

/** The answer to the call of the same id: always a `Result`, also for refused calls. */
export interface ReplyFrame {
  readonly id: number
  readonly result: unknown
}

/** Something main tells unasked; the names are those of `events.ts`. */
export interface EventFrame {
  readonly event: string
  readonly payload: unknown
}

/** What the server sends. */
export type ServerFrame = ReplyFrame | EventFrame
