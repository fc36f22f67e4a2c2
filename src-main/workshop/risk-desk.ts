import { LaneSurvey } from '#core/analytics/lane-analytics.ts'
import { logEntryOf, patternLaneText } from '#core/analytics/logged-job.ts'
import { riskTimeline } from '#core/analytics/risk-timeline.ts'
import type { RiskAnswer, TimelineAnswer } from '#core/contract/analytics.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { Kept, PatternRecord } from '../store/record.ts'
import type { Store } from '../store/store.ts'
import type { ShippedPlan } from './shipped-plans.ts'

/** What the job log tells of risk. Long logs are read in pieces, and main answers others meanwhile. */
export interface RiskDesk {
  /** Of the newest `limit` entries. */
  readonly risk: (limit: number) => Promise<Result<RiskAnswer, Problem>>
  /** Of the newest `limit` entries of one plan. */
  readonly timeline: (presetId: string, limit: number) => Result<TimelineAnswer, Problem>
}

/** Entries read at a time: a few milliseconds of work. */
const PIECE = 500

/** What a `RiskDesk` reads. */
export interface RiskSources {
  readonly store: Pick<Store, 'jobLog' | 'patterns'>
  /** Plans that no store holds, by whose names their jobs are told. */
  readonly shipped: readonly ShippedPlan[]
}

/** Patterns by id, each looked up once. */
class Patterns {
  readonly #known = new Map<string, Kept<PatternRecord> | null>()
  readonly #sources: RiskSources
  #problem: Problem | null = null

  constructor(sources: RiskSources) {
    this.#sources = sources
  }

  /** The first thing that went wrong with a look-up. */
  get problem(): Problem | null {
    return this.#problem
  }

  readonly find = (presetId: string): Kept<PatternRecord> | null => {
    const known = this.#known.get(presetId)
    if (known !== undefined) return known
    const found = this.#sources.store.patterns.get(presetId)
    if (!found.ok) this.#problem ??= found.error
    const pattern = found.ok ? found.value : null
    this.#known.set(presetId, pattern)
    return pattern
  }

  readonly laneOf = (presetId: string): string | null => {
    const pattern = this.find(presetId)
    return pattern === null ? null : patternLaneText(pattern)
  }

  readonly nameOf = (presetId: string | null): string | null => {
    if (presetId === null) return null
    const shipped = this.#sources.shipped.find(({ planId }) => planId === presetId)
    return shipped?.plan.name ?? this.find(presetId)?.name ?? null
  }
}

async function readRisk(sources: RiskSources, limit: number): Promise<Result<RiskAnswer, Problem>> {
  const { store } = sources
  const patterns = new Patterns(sources)
  const survey = new LaneSurvey()
  // entries that are added meanwhile push others into the next piece
  const seen = new Set<string>()
  let isWhole = false
  for (let offset = 0; offset < limit && !isWhole; offset += PIECE) {
    const wanted = Math.min(PIECE, limit - offset)
    const piece = store.jobLog.list({ limit: wanted, offset })
    if (!piece.ok) return piece
    for (const record of piece.value) {
      if (seen.has(record.id)) continue
      seen.add(record.id)
      survey.take(logEntryOf(record, patterns.laneOf))
    }
    isWhole = piece.value.length < wanted
    await new Promise(setImmediate)
  }
  if (!isWhole) {
    const older = store.jobLog.list({ limit: 1, offset: limit })
    if (!older.ok) return older
    isWhole = older.value.length === 0
  }
  const { total, lanes, transitions, recent } = survey.result()
  const named = recent.map((job) => ({ ...job, presetName: patterns.nameOf(job.presetId) }))
  if (patterns.problem !== null) return failure(patterns.problem)
  return success({
    total: { ...total, grades: { ...total.grades } },
    lanes: lanes.map((lane) => ({ ...lane, grades: { ...lane.grades } })),
    transitions: [...transitions],
    recent: named,
    entriesRead: seen.size,
    isWhole,
  })
}

/** A desk over an open store. */
export function createRiskDesk(sources: RiskSources): RiskDesk {
  return {
    risk: (limit) => readRisk(sources, limit),
    timeline: (presetId, limit) => {
      const patterns = new Patterns(sources)
      const records = sources.store.jobLog.listByPreset(presetId, limit + 1)
      if (!records.ok) return records
      const entries = records.value.slice(0, limit)
      const { points, moves } = riskTimeline(
        entries.map((record) => logEntryOf(record, patterns.laneOf)),
      )
      const presetName = patterns.nameOf(presetId)
      if (patterns.problem !== null) return failure(patterns.problem)
      const isWhole = records.value.length <= limit
      return success({
        ...{ presetId, presetName, isWhole },
        points: [...points],
        moves: [...moves],
      })
    },
  }
}
