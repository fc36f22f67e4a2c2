import type { MigrationSources } from '#core/contract/migration.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { Dataset } from '#core/migration/dataset.ts'
import type {
  KeepSide,
  MigrationOutcome,
  MigrationPhase,
  ResolveOutcome,
  SnapshotOutcome,
} from '#core/migration/outcome.ts'
import type { MigrationReport } from '#core/migration/report.ts'
import type { TargetPlace } from '../store/migration-target.ts'

/** A choice for one record that differs. */
export interface ConflictChoice {
  readonly dataset: Dataset
  readonly id: string
  readonly keep: KeepSide
}

/** What all tasks are told; plain data, because a task may run in a process of its own. */
export interface TaskBase {
  readonly taskId: string
  readonly dbPath: string
  readonly migrationsDir: string
  readonly actor: string
}

/** A long job. */
export type MigrationTask = TaskBase &
  (
    | {
        readonly kind: 'migrate'
        readonly sources: MigrationSources
        readonly dryRun: boolean
        readonly backup: boolean
      }
    | {
        readonly kind: 'report'
        readonly sources: MigrationSources
        /**
         * `report` compares; `audit` also checks every page and index of the database and what its
         * records say, which for a million records takes as long again.
         */
        readonly depth: 'report' | 'audit'
      }
    | { readonly kind: 'snapshot'; readonly folder: string }
    | {
        readonly kind: 'resolve'
        readonly sources: MigrationSources
        readonly choices: readonly ConflictChoice[]
      }
  )

/** What a task of each kind gives. */
export interface TaskResults {
  readonly migrate: MigrationOutcome
  readonly report: MigrationReport
  readonly snapshot: SnapshotOutcome
  readonly resolve: ResolveOutcome
}

/** How a task ended. */
export type TaskEnd<K extends MigrationTask['kind'] = MigrationTask['kind']> =
  | { readonly state: 'finished'; readonly result: TaskResults[K] }
  | { readonly state: 'cancelled' }
  | { readonly state: 'failed'; readonly problem: Problem }

/** How far a task is; told often, so the receiver thins it out. */
export interface TaskStep {
  readonly phase: MigrationPhase
  readonly dataset: Dataset | null
  /** 0 to 1 of the whole task. */
  readonly fraction: number
  readonly records: number
}

/** What a task works with besides its orders. */
export interface TaskSurroundings {
  readonly place: TargetPlace
  readonly tell: (step: TaskStep) => void
  /** True once the person wants it to end; looked at between pieces and batches. */
  readonly isCancelled: () => boolean
}

/** Main to the task's process. */
export type ToTaskProcess =
  { readonly kind: 'task'; readonly task: MigrationTask } | { readonly kind: 'cancel' }

/** The task's process to main. */
export type FromTaskProcess =
  | { readonly kind: 'step'; readonly step: TaskStep }
  | { readonly kind: 'end'; readonly end: TaskEnd }
  | { readonly kind: 'defect'; readonly stack: string }
