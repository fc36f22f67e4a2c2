/** How well the line to the controller works, counted since it was opened. */
export interface LinkQuality {
  /** `bad` from the first damaged or missing answer, `fair` when reports arrive damaged or late. */
  readonly grade: 'unknown' | 'good' | 'fair' | 'bad'
  readonly reports: number
  /** Reports and messages that arrived damaged and were dropped. */
  readonly garbledLines: number
  /** Queries that no report answered within a second. */
  readonly missedReports: number
  /** Answers that were damaged, missing or too many. */
  readonly answerFaults: number
  /** Query to report, ms: half and 99 of 100 of the last 256; null before the first. */
  readonly reportMs: { readonly median: number; readonly p99: number } | null
  /** Longest pause of the engine's own loop in the last minute, ms. */
  readonly engineLagMs: number
  /** Pauses over 250 ms since the engine started. */
  readonly engineLagCount: number
}

/** A line nothing is known of. */
export const UNKNOWN_LINK: LinkQuality = {
  grade: 'unknown',
  reports: 0,
  garbledLines: 0,
  missedReports: 0,
  answerFaults: 0,
  reportMs: null,
  engineLagMs: 0,
  engineLagCount: 0,
}
