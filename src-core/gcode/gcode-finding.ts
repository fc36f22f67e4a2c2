/** How bad a finding is: refused by the controller, taken but dangerous, or good to know. */
export type GcodeSeverity = 'refused' | 'unsafe' | 'note'

/** One problem of a program. */
export interface GcodeFinding {
  /** Line in the file, from 1; 0 is the whole program. */
  readonly line: number
  readonly severity: GcodeSeverity
  /** What GRBL 1.1 answers; null when it takes the line. */
  readonly grblErrorCode: number | null
  /** Stable name of the rule, e.g. `rapid-plunge`. */
  readonly rule: string
  /** Shop English, with the value and the limit. */
  readonly sentence: string
}

/** A rule that fired more often than is worth listing. */
export interface FurtherFindings {
  readonly rule: string
  readonly severity: GcodeSeverity
  readonly count: number
}

/** Findings of one rule that are listed one by one; more are counted only. */
export const LISTED_PER_RULE = 25

/** Takes findings as they come, without ever growing past a bound. */
export class FindingList {
  readonly findings: GcodeFinding[] = []
  private readonly counts = new Map<string, { severity: GcodeSeverity; count: number }>()

  /** Adds a finding, or only counts it when its rule has been listed often enough. */
  add(finding: GcodeFinding): void {
    const entry = this.counts.get(finding.rule) ?? { severity: finding.severity, count: 0 }
    entry.count += 1
    this.counts.set(finding.rule, entry)
    if (entry.count <= LISTED_PER_RULE) this.findings.push(finding)
  }

  /** The rules that fired more often than is listed, with how many more there are. */
  further(): readonly FurtherFindings[] {
    return [...this.counts.entries()]
      .filter(([, { count }]) => count > LISTED_PER_RULE)
      .map(([rule, { severity, count }]) => ({ rule, severity, count: count - LISTED_PER_RULE }))
  }
}
