import type { ExecutedRange } from './executed-range.ts'
import { type LinkQuality, UNKNOWN_LINK } from './link-quality.ts'

/** What is found by watching the protocol, for the snapshot. */
export interface WatchFindings {
  readonly executing: ExecutedRange | null
  readonly secondsLeft: number | null
  readonly heldSeconds: number
  readonly holdCount: number
  readonly link: LinkQuality
}

/** Nothing watched. */
export const NOTHING_WATCHED: WatchFindings = {
  executing: null,
  secondsLeft: null,
  heldSeconds: 0,
  holdCount: 0,
  link: UNKNOWN_LINK,
}
