import type { StoreApi } from 'zustand'
import type { FoundSource, MigrationSources } from '#core/contract/migration.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import type { Dataset } from '#core/migration/dataset.ts'
import type {
  KeepSide,
  MigrationOutcome,
  MigrationProgress,
  MigrationTaskKind,
  ResolveOutcome,
  SnapshotOutcome,
} from '#core/migration/outcome.ts'
import type { MigrationReport } from '#core/migration/report.ts'
import { type AuditThresholds, judgeReport, type Verdict } from '#core/migration/verdict.ts'
import type { rmos } from '../../client.ts'
import { type Loadable, readyValue } from '../../session/loadable.ts'

type Answer<C extends keyof typeof rmos.migration> =
  Awaited<ReturnType<(typeof rmos.migration)[C]>> extends Result<infer T, Problem> ? T : never

/** What the chosen places hold. */
export interface ChosenSources {
  readonly sources: MigrationSources
  readonly found: readonly FoundSource[]
  readonly problems: readonly string[]
}

/** What came of an action; the newest stands first in the list. */
export type ActionResult = { readonly id: number; readonly verdict: Verdict['outcome'] | null } & (
  | { readonly kind: 'migrate'; readonly outcome: MigrationOutcome }
  | { readonly kind: 'snapshot'; readonly outcome: SnapshotOutcome }
  | { readonly kind: 'resolve'; readonly outcome: ResolveOutcome }
  | { readonly kind: 'report' }
  | { readonly kind: 'diff'; readonly fileName: string }
  | { readonly kind: 'cancelled'; readonly task: MigrationTaskKind }
  | { readonly kind: 'failed'; readonly problem: Problem }
)
/** What came of an action, before it has its place in the list. */
export type NewResult = ActionResult extends infer R
  ? R extends ActionResult
    ? Omit<R, 'id' | 'verdict'>
    : never
  : never

/** A choice for one record that differs. */
export interface ConflictChoice {
  readonly dataset: Dataset
  readonly id: string
  readonly keep: KeepSide
}

/** What both pages show, and what can be asked for. */
export interface MigrationState {
  /** When something last happened here, for `2 minutes ago`. */
  readonly nowMs: number
  readonly report: Loadable<MigrationReport>
  readonly thresholds: AuditThresholds
  readonly guards: Answer<'guards'> | null
  readonly sources: Loadable<ChosenSources>
  readonly status: Loadable<Answer<'status'>>
  readonly history: Loadable<Answer<'history'>>
  readonly historyLimit: number
  /** The job that runs now; null when none does. */
  readonly progress: MigrationProgress | null
  readonly runningDry: boolean
  readonly cancelling: boolean
  /** An import has ended, and main compares anew. */
  readonly imported: boolean
  /** The last dry run of the sources as they are. */
  readonly look: MigrationOutcome | null
  readonly results: readonly ActionResult[]
  readonly load: () => Promise<void>
  readonly loadAround: () => Promise<void>
  readonly showMoreHistory: () => Promise<void>
  readonly setThreshold: (threshold: keyof AuditThresholds, limit: number) => void
  readonly setStrict: () => void
  readonly chooseSources: (change: Partial<MigrationSources>) => Promise<void>
  readonly compare: () => Promise<void>
  readonly migrate: (dryRun: boolean) => Promise<void>
  readonly cancel: () => Promise<void>
  readonly snapshot: (folder: string | null) => Promise<void>
  readonly resolve: (choices: readonly ConflictChoice[]) => Promise<boolean>
  readonly driftDiff: () => Promise<Answer<'driftDiff'> | null>
  readonly exportReport: (
    format: 'json' | 'pdf' | 'html' | 'text',
  ) => Promise<Answer<'exportReport'> | null>
  readonly follow: (progress: MigrationProgress) => void
}

/** Changes the state. */
export type SetMigration = StoreApi<MigrationState>['setState']
/** Reads the state. */
export type GetMigration = StoreApi<MigrationState>['getState']

const MOST_RESULTS = 20

/** Puts what came of an action first in the list, with the verdict as it is now. */
export function told(set: SetMigration, result: NewResult): void {
  set((state) => {
    const report = readyValue(state.report)
    const verdict = report === null ? null : judgeReport(report, state.thresholds).outcome
    const id = (state.results[0]?.id ?? 0) + 1
    const entry = { ...result, id, verdict } as ActionResult
    return { nowMs: Date.now(), results: [entry, ...state.results].slice(0, MOST_RESULTS) }
  })
}
