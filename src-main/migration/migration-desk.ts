import { join } from 'node:path'
import type { MigrationSources } from '#core/contract/migration.contract.ts'
import { migrationSourcesSchema } from '#core/contract/migration.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { GUARD_SETTINGS, readGuard } from '#core/migration/action-guard.ts'
import type { ActionGuard } from '#core/migration/action-guard.ts'
import type { ResolveOutcome, SnapshotOutcome } from '#core/migration/outcome.ts'
import type { MigrationReport } from '#core/migration/report.ts'
import { STRICT_THRESHOLDS } from '#core/migration/verdict.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { nodeFiles } from '../files/node-files.ts'
import type { Store } from '../store/store.ts'
import { readLatestReport, reportBase, writeReport } from './report-files.ts'
import { snapshotFolder } from './run-snapshot.ts'
import { NO_SOURCES } from './sources.ts'
import type { TaskDesk } from './task-desk.ts'
import type { ConflictChoice, TaskBase } from './task.ts'

/** What the migration suite of an open workshop works with. */
export interface MigrationDeskParts {
  readonly store: Store
  readonly dataDir: string
  readonly installDir: string
  readonly env: NodeJS.ProcessEnv
  readonly clock: () => Date
  readonly newId: () => string
  readonly actor: string
  readonly tasks: TaskDesk
  /** Told what went wrong where nobody waits for an answer. */
  readonly log: (message: string) => void
  /** Tells every open view that records may be other ones. */
  readonly recordsChanged: () => void
}

/** A result of its own and the report made anew after it. */
export interface WithReport<T> {
  readonly result: T
  readonly report: MigrationReport
}

/** The migration suite of an open workshop. */
export interface MigrationDesk {
  readonly guards: () => { readonly reportRun: ActionGuard; readonly fixActions: ActionGuard }
  readonly sources: () => Result<MigrationSources, Problem>
  readonly chooseSources: (sources: MigrationSources) => Result<void, Problem>
  readonly latestReport: () => Promise<MigrationReport>
  readonly runReport: () => Promise<Result<MigrationReport, Problem>>
  readonly startMigration: (dryRun: boolean) => Result<{ taskId: string }, Problem>
  readonly snapshot: (
    folder: string | null,
  ) => Promise<Result<WithReport<SnapshotOutcome>, Problem>>
  readonly resolve: (
    choices: readonly ConflictChoice[],
  ) => Promise<Result<WithReport<ResolveOutcome>, Problem>>
}

/** The settings under which sources are remembered. */
const SOURCES_KEY = 'migrationSources'

/** Opens the migration desk of a workshop. */
export function createMigrationDesk(parts: MigrationDeskParts): MigrationDesk {
  return new Desk(parts)
}

type Order = TaskBase & { readonly sources: MigrationSources }

class Desk implements MigrationDesk {
  readonly #parts: MigrationDeskParts

  constructor(parts: MigrationDeskParts) {
    this.#parts = parts
  }

  readonly guards = () => {
    const { env } = this.#parts
    const { reportRun, fixActions } = GUARD_SETTINGS
    return {
      reportRun: readGuard(reportRun, env[reportRun]),
      fixActions: readGuard(fixActions, env[fixActions]),
    }
  }

  readonly sources = (): Result<MigrationSources, Problem> => {
    const kept = this.#parts.store.settings.readAll()
    if (!kept.ok) return kept
    const read = migrationSourcesSchema.safeParse(kept.value[SOURCES_KEY])
    return success(read.success ? read.data : NO_SOURCES)
  }

  readonly chooseSources = (chosen: MigrationSources): Result<void, Problem> =>
    this.#parts.store.settings.write({ [SOURCES_KEY]: chosen })

  readonly latestReport = (): Promise<MigrationReport> => {
    const { dataDir, store } = this.#parts
    return readLatestReport(reportBase(dataDir), store.path)
  }

  readonly runReport = async (): Promise<Result<MigrationReport, Problem>> => {
    const { reportRun } = this.guards()
    return reportRun.allowed ? this.#makeReport() : failure(refused(reportRun))
  }

  readonly startMigration = (dryRun: boolean): Result<{ taskId: string }, Problem> => {
    const { fixActions } = this.guards()
    if (!fixActions.allowed && !dryRun) return failure(refused(fixActions))
    if (this.#parts.tasks.current()?.progress.state === 'running') {
      return failure(problemOf('busy', 'Another job of the migration is running.', 'Wait for it.'))
    }
    const order = this.#order()
    if (!order.ok) return order
    void this.#migrate(order.value, dryRun)
    return success({ taskId: order.value.taskId })
  }

  readonly snapshot = async (
    folder: string | null,
  ): Promise<Result<WithReport<SnapshotOutcome>, Problem>> => {
    const order = this.#fixOrder()
    if (!order.ok) return order
    const { store, clock, actor, tasks } = this.#parts
    const target = folder ?? snapshotFolder(store.path, clock().toISOString())
    const made = await tasks.run<'snapshot'>({ ...order.value, kind: 'snapshot', folder: target })
    if (!made.ok) return made
    const { counts, exportPaths } = made.value
    const payload = { actor, folder: target, counts }
    const recorded = store.storeEvents.append({ kind: 'snapshot', payload })
    if (!recorded.ok) return recorded
    const kept = this.chooseSources({
      patternsJson: exportPaths.patterns,
      joblogJson: exportPaths.joblog,
      stripfamJson: exportPaths.strip_families,
      fromDir: null,
    })
    return kept.ok ? this.#withReport(made.value) : kept
  }

  readonly resolve = async (
    choices: readonly ConflictChoice[],
  ): Promise<Result<WithReport<ResolveOutcome>, Problem>> => {
    const order = this.#fixOrder()
    if (!order.ok) return order
    const { tasks, recordsChanged } = this.#parts
    const made = await tasks.run<'resolve'>({ ...order.value, kind: 'resolve', choices })
    if (!made.ok) return made
    recordsChanged()
    return this.#withReport(made.value)
  }

  /** Its end is told by the task desk; the report that follows it is a task of its own. */
  async #migrate(order: Order, dryRun: boolean): Promise<void> {
    const { tasks, recordsChanged, log } = this.#parts
    try {
      const ended = await tasks.run<'migrate'>({ ...order, kind: 'migrate', dryRun, backup: true })
      if (!ended.ok || dryRun) return
      recordsChanged()
      const report = await this.#makeReport()
      if (!report.ok) log(report.error.message)
    } catch (defect) {
      log(defect instanceof Error ? (defect.stack ?? defect.message) : String(defect))
    }
  }

  async #makeReport(): Promise<Result<MigrationReport, Problem>> {
    const order = this.#order()
    if (!order.ok) return order
    const { tasks, dataDir } = this.#parts
    const as = { formats: [], thresholds: STRICT_THRESHOLDS }
    return tasks.run<'report'>({ ...order.value, kind: 'report', depth: 'audit' }, (report) =>
      writeReport(nodeFiles(), reportBase(dataDir), report, as),
    )
  }

  async #withReport<T>(result: T): Promise<Result<WithReport<T>, Problem>> {
    const report = await this.#makeReport()
    return report.ok ? success({ result, report: report.value }) : report
  }

  #fixOrder(): Result<Order, Problem> {
    const { fixActions } = this.guards()
    return fixActions.allowed ? this.#order() : failure(refused(fixActions))
  }

  /** What every task is told; refused where the records are not in a database. */
  #order(): Result<Order, Problem> {
    const { store, newId, installDir, actor } = this.#parts
    if (store.backend !== 'sqlite') return failure(noDatabase(store))
    const sources = this.sources()
    if (!sources.ok) return sources
    return success({
      taskId: newId(),
      dbPath: store.path,
      migrationsDir: join(installDir, 'src-main/store/migrations'),
      actor,
      sources: sources.value,
    })
  }
}

function problemOf(kind: Problem['kind'], message: string, remedy = ''): Problem {
  return { kind, message, remedy, requestId: '' }
}

function refused({ sentence }: ActionGuard): Problem {
  return problemOf('blocked', sentence)
}

function noDatabase({ insteadOf }: Store): Problem {
  return problemOf(
    'storage',
    'The records are kept in files now, so there is no database to compare them with.',
    insteadOf?.remedy ?? '',
  )
}
