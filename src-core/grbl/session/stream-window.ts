/** Bytes kept unanswered in a receive ring whose size is not told: that of GRBL 1.1, less the margin. */
export const USUAL_BUDGET_BYTES = 120
/** Bytes of the ring that stay free for a `$` line typed by hand. Measured: using them gains nothing. */
const MARGIN_BYTES = 8
/** The longest line of a program and its newline must go out whatever the controller tells. */
const LONGEST_LINE_BYTES = 80
/** More on the way gains nothing, and a stop would throw more away. */
const MOST_BYTES = 1024
/** The ring of GRBL 1.1. */
const GRBL_RING_BYTES = 128
/** A larger ring than this is no ring of a GRBL controller. */
const PLAUSIBLE_BYTES = 65_536

/**
 * A ring larger than GRBL's is a power of two on every controller that has one; a single wrong bit on
 * the line makes no such number out of 128 or 1024, and none is believed that would overflow the ring.
 */
function isPlausible(bytes: number): boolean {
  if (!Number.isInteger(bytes) || bytes <= 0 || bytes > PLAUSIBLE_BYTES) return false
  return bytes <= GRBL_RING_BYTES || Number.isInteger(Math.log2(bytes))
}

/**
 * Bytes that may be unanswered at a time, by the size of the receive ring that `[OPT:]` told: less than
 * it says, at most 1024; 120 when it told none (null) or none that can be.
 */
export function receiveBudgetBytes(toldBytes: number | null): number {
  if (toldBytes === null || !isPlausible(toldBytes)) return USUAL_BUDGET_BYTES
  return Math.max(LONGEST_LINE_BYTES, Math.min(toldBytes - MARGIN_BYTES, MOST_BYTES))
}

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
  /** The most that may be in flight on this controller. */
  readonly budgetBytes: number
}

/** Nothing in flight, and nothing known of the controller. */
export const EMPTY_WINDOW: StreamWindow = {
  lines: [],
  inFlightBytes: 0,
  highWaterBytes: 0,
  budgetBytes: USUAL_BUDGET_BYTES,
}

/** True when a line of `byteCount` bytes may be sent without risking an overflow. */
export function fitsWindow(window: StreamWindow, byteCount: number): boolean {
  return window.inFlightBytes + byteCount <= window.budgetBytes
}

/** Adds lines just sent; throws when they do not fit, since that would lose bytes silently. */
export function extendWindow(window: StreamWindow, sent: readonly InFlightLine[]): StreamWindow {
  const inFlightBytes = sent.reduce((sum, line) => sum + line.byteCount, window.inFlightBytes)
  if (inFlightBytes > window.budgetBytes) {
    throw new Error(
      `stream window: ${String(inFlightBytes)} bytes in flight exceed ${String(window.budgetBytes)}`,
    )
  }
  return {
    ...window,
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
      ...window,
      lines: window.lines.slice(1),
      inFlightBytes: window.inFlightBytes - line.byteCount,
    },
    line,
  }
}

/** Forgets every line, as the controller does when it shows its banner. */
export function voidWindow(window: StreamWindow): StreamWindow {
  return { ...window, lines: [], inFlightBytes: 0 }
}
