import { LANES } from '../workflow/lane-policy.ts'
import type { LogEntry, LoggedJob, NamedLane } from './logged-job.ts'
import { type GradeCounts, RiskTally } from './risk-grade.ts'

/** Jobs kept one by one, the newest. */
export const RECENT_JOBS = 200

/** The jobs of a lane. */
export interface LaneRisk {
  readonly lane: NamedLane
  readonly jobs: number
  /** Mean weight of the grades, 0 to 1; null without jobs. */
  readonly averageRisk: number | null
  readonly grades: GradeCounts
  /** Mean of the fragilities that are stated; null when none is. */
  readonly averageFragility: number | null
}

/** How often plans went from one lane to another. */
export interface LaneTransition {
  readonly from: NamedLane
  readonly to: NamedLane
  readonly count: number
}

/** What the job log tells of risk. */
export interface LaneAnalytics {
  readonly total: {
    readonly jobs: number
    /** Different plans and presets among them. */
    readonly presets: number
    readonly averageRisk: number | null
    readonly grades: GradeCounts
  }
  /** Every lane, the most trusted first, also those without jobs. */
  readonly lanes: readonly LaneRisk[]
  /** The most frequent first. */
  readonly transitions: readonly LaneTransition[]
  /** Newest first, at most `RECENT_JOBS`. */
  readonly recent: readonly LoggedJob[]
}

class LaneSum {
  readonly tally = new RiskTally()
  #fragility = 0
  #stated = 0

  readonly take = ({ riskGrade, fragility }: LoggedJob): void => {
    this.tally.add(riskGrade)
    if (fragility === null) return
    this.#fragility += fragility
    this.#stated += 1
  }

  readonly averageFragility = (): number | null =>
    this.#stated === 0 ? null : this.#fragility / this.#stated
}

const ALL_LANES: readonly NamedLane[] = [...LANES, 'unknown']

/** Sums up the job log, entry by entry, newest first. */
export class LaneSurvey {
  readonly #all = new RiskTally()
  readonly #presets = new Set<string>()
  readonly #lanes = new Map(ALL_LANES.map((lane) => [lane, new LaneSum()]))
  readonly #moves = new Map<string, { from: NamedLane; to: NamedLane; count: number }>()
  readonly #recent: LoggedJob[] = []

  readonly take = (entry: LogEntry): void => {
    if (entry.kind === 'job') this.#takeJob(entry.job)
    if (entry.kind !== 'move') return
    const { from, to } = entry.move
    const key = `${from} ${to}`
    const count = (this.#moves.get(key)?.count ?? 0) + 1
    this.#moves.set(key, { from, to, count })
  }

  readonly result = (): LaneAnalytics => ({
    total: { ...this.#all.result(), presets: this.#presets.size },
    lanes: [...this.#lanes].map(([lane, sum]) => ({
      lane,
      ...sum.tally.result(),
      averageFragility: sum.averageFragility(),
    })),
    transitions: [...this.#moves.values()].toSorted((a, b) => b.count - a.count),
    recent: this.#recent,
  })

  #takeJob(job: LoggedJob): void {
    this.#all.add(job.riskGrade)
    if (job.presetId !== null) this.#presets.add(job.presetId)
    this.#lanes.get(job.lane)?.take(job)
    if (this.#recent.length < RECENT_JOBS) this.#recent.push(job)
  }
}
