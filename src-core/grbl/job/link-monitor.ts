import { type LinkQuality, UNKNOWN_LINK } from './link-quality.ts'

/** Reports of which the times are remembered. */
const REMEMBERED = 256
/** A pause of the engine's own loop that is counted. */
const LAG_COUNTED_MS = 250
const LAG_WINDOW_MS = 60_000
/** A query without a report for so long is missed. */
const MISSED_MS = 1000
/** Reports this late on a healthy line mean a bad cable or a busy controller. */
const LATE_MS = 250

/** Counts what goes wrong on the line since it was opened, and the engine's own pauses. */
export class LinkMonitor {
  #quality: LinkQuality = UNKNOWN_LINK
  readonly #times: number[] = []
  #askedMs: number | null = null
  #lags: { readonly atMs: number; readonly lagMs: number }[] = []

  /** A new line: everything but the engine's own pauses starts again. */
  opened(): void {
    const { engineLagMs, engineLagCount } = this.#quality
    this.#quality = { ...UNKNOWN_LINK, engineLagMs, engineLagCount }
    this.#times.length = 0
    this.#askedMs = null
  }

  /** A `?` went out. */
  asked(atMs: number): void {
    if (this.#askedMs === null) this.#askedMs = atMs
    else if (atMs - this.#askedMs >= MISSED_MS) {
      this.#askedMs = atMs
      this.#count('missedReports')
    }
  }

  /** A line came in; `isReport`: it was a whole status report. */
  received(text: string, isReport: boolean, atMs: number): void {
    if (isReport) this.#reported(atMs)
    else if (isDamaged(text)) this.#count('garbledLines')
  }

  /** An answer was damaged, missing or too many. */
  answerFault(): void {
    this.#count('answerFaults')
  }

  /** The engine's loop came round `lagMs` later than it should; true when that is worth a note. */
  lagged(lagMs: number, atMs: number): boolean {
    if (lagMs < 5) return false
    this.#lags = this.#lags.filter((lag) => atMs - lag.atMs < LAG_WINDOW_MS)
    this.#lags.push({ atMs, lagMs })
    if (this.#lags.length > REMEMBERED) this.#lags.shift()
    const isLong = lagMs > LAG_COUNTED_MS
    this.#quality = {
      ...this.#quality,
      engineLagMs: Math.round(Math.max(...this.#lags.map((lag) => lag.lagMs))),
      engineLagCount: this.#quality.engineLagCount + (isLong ? 1 : 0),
    }
    return isLong
  }

  /** The counts, with a grade. */
  quality(): LinkQuality {
    return { ...this.#quality, grade: gradeOf(this.#quality) }
  }

  #count(field: 'garbledLines' | 'missedReports' | 'answerFaults'): void {
    this.#quality = { ...this.#quality, [field]: this.#quality[field] + 1 }
  }

  #reported(atMs: number): void {
    const { reports } = this.#quality
    const askedMs = this.#askedMs
    this.#askedMs = null
    this.#quality = { ...this.#quality, reports: reports + 1 }
    if (askedMs === null) return
    this.#times.push(atMs - askedMs)
    if (this.#times.length > REMEMBERED) this.#times.shift()
    // sorting is spared the fast path: the figures change slowly
    if (this.#quality.reportMs === null || reports % 16 === 0) {
      const sorted = this.#times.toSorted((a, b) => a - b)
      const at = (share: number) =>
        Math.round(10 * (sorted[Math.floor(share * (sorted.length - 1))] ?? 0)) / 10
      this.#quality = { ...this.#quality, reportMs: { median: at(0.5), p99: at(0.99) } }
    }
  }
}

/** A report or push that lost its end or its beginning. */
function isDamaged(text: string): boolean {
  if (text.startsWith('<')) return true
  if (text.startsWith('[')) return !text.endsWith(']')
  return text.endsWith('>') || (text.endsWith(']') && !text.includes('['))
}

function gradeOf(quality: LinkQuality): LinkQuality['grade'] {
  const { answerFaults, garbledLines, missedReports, reports, reportMs } = quality
  if (answerFaults > 0) return 'bad'
  if (reports < 5) return 'unknown'
  const flaws = garbledLines + missedReports
  if (flaws > 0.02 * reports) return 'bad'
  return flaws > 0 || (reportMs?.p99 ?? 0) > LATE_MS ? 'fair' : 'good'
}
