/**
 * Bytes kept unanswered in the controller's receive ring of 128: eight stay free for a `$` line
 * typed by hand. Measured: 127 instead of 120 gains nothing.
 */
export const RECEIVE_BUDGET_BYTES = 120

/** Who a line in flight belongs to. */
export type LineOrigin =
  | { readonly kind: 'program'; readonly lineIndex: number }
  | { readonly kind: 'system'; readonly purpose: SystemPurpose }

/** Lines the engine sends on its own account, one at a time. */
export type SystemPurpose =
  | 'identify'
  | 'settings'
  | 'checkOn'
  | 'checkOff'
  | 'finish'
  | 'unlock'
  | 'home'
  | 'procedure'
  | 'jog'
  /** A `$G` among the program's lines that proves the count of answers. */
  | 'sync'
  | 'script'
  | 'restore'

/** One line that the controller has not answered yet. */
export interface InFlightLine {
  /** Length on the wire, its newline included. */
  readonly byteCount: number
  readonly origin: LineOrigin
}

/**
 * The lines sent and not yet answered, oldest first. Only an `ok`, an `error` or a banner changes
 * it; a resume, a hold or a status report never does.
 */
export interface StreamWindow {
  readonly lines: readonly InFlightLine[]
  readonly inFlightBytes: number
  /** The most that was ever in flight since the window was made. */
  readonly highWaterBytes: number
}

/** Nothing in flight. */
export const EMPTY_WINDOW: StreamWindow = { lines: [], inFlightBytes: 0, highWaterBytes: 0 }

/** True when a line of `byteCount` bytes may be sent without risking an overflow. */
export function fitsWindow(window: StreamWindow, byteCount: number): boolean {
  return window.inFlightBytes + byteCount <= RECEIVE_BUDGET_BYTES
}

/** Adds lines just sent; throws when they do not fit, since that would lose bytes silently. */
export function extendWindow(window: StreamWindow, sent: readonly InFlightLine[]): StreamWindow {
  const inFlightBytes = sent.reduce((sum, line) => sum + line.byteCount, window.inFlightBytes)
  if (inFlightBytes > RECEIVE_BUDGET_BYTES) {
    throw new Error(
      `stream window: ${String(inFlightBytes)} bytes in flight exceed ${String(RECEIVE_BUDGET_BYTES)}`,
    )
  }
  return {
    lines: [...window.lines, ...sent],
    inFlightBytes,
    highWaterBytes: Math.max(window.highWaterBytes, inFlightBytes),
  }
}

/** Takes the oldest line out on an `ok` or an `error`; `line` is null when nothing was in flight. */
export function acknowledgeOldest(window: StreamWindow): {
  readonly window: StreamWindow
  readonly line: InFlightLine | null
} {
  const line = window.lines[0]
  if (line === undefined) return { window, line: null }
  return {
    window: {
      lines: window.lines.slice(1),
      inFlightBytes: window.inFlightBytes - line.byteCount,
      highWaterBytes: window.highWaterBytes,
    },
    line,
  }
}

/** Forgets every line, as the controller does when it shows its banner. */
export function voidWindow(window: StreamWindow): StreamWindow {
  return { lines: [], inFlightBytes: 0, highWaterBytes: window.highWaterBytes }
}
