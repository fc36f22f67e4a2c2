import type { Problem } from '#core/contract/problem.ts'
import type { Dataset } from '#core/migration/dataset.ts'
import type { ContentDifference, DatabaseCheck, DatasetReport } from '#core/migration/report.ts'
import { SAMPLE_LIMIT } from '#core/migration/report.ts'
import type { MigrationReport } from '#core/migration/report.ts'
import { checkContents, checkStructure, checkStructureQuickly } from '../store/migration-checks.ts'
import { laneCounts } from '../store/migration-queries.ts'
import type { StagedDifference } from '../store/migration-stage.ts'
import { openTargetForReading, targetProblem } from '../store/migration-target.ts'
import type { MigrationTarget } from '../store/migration-target.ts'
import { requireSources } from './found-sources.ts'
import { holdAgainst } from './hold-against.ts'
import type { HeldDataset, HeldSources } from './hold-against.ts'
import type { DatasetSource } from './sources.ts'
import type { MigrationTask, TaskEnd, TaskSurroundings } from './task.ts'

type ReportTask = Extract<MigrationTask, { kind: 'report' }>

/** The reading's share of the whole; the rest is the checking of the database. */
const READING_SHARE = 0.8

/** Compares the JSON with the database of one moment, and checks the database. Changes nothing. */
export async function runReport(
  task: ReportTask,
  surroundings: TaskSurroundings,
): Promise<TaskEnd<'report'>> {
  const sources = await requireSources(task.sources)
  if (!sources.ok) return failed(sources.error)
  const opened = await openTargetForReading(surroundings.place)
  if (!opened.ok) return failed(opened.error)
  const target = opened.value
  try {
    target.db.exec('BEGIN')
    const order = {
      sources: sources.value,
      depth: 'ids',
      phase: 'comparing',
      share: READING_SHARE,
    } as const
    const held = await holdAgainst(target.db, order, surroundings)
    if (held === null) return { state: 'cancelled' }
    const datasets = datasetReports(target, held)
    surroundings.tell({ phase: 'checking', dataset: null, fraction: READING_SHARE, records: 0 })
    const database =
      task.depth === 'report'
        ? checkStructureQuickly(target)
        : [...checkStructure(target), ...checkContents(target.db)]
    if (surroundings.isCancelled()) return { state: 'cancelled' }
    const result = reportOf(task, surroundings, {
      held,
      datasets,
      database,
      sources: sources.value,
    })
    return { state: 'finished', result }
  } catch (error) {
    return failed(targetProblem(error, target.path))
  } finally {
    target.db.close()
  }
}

function failed(problem: Problem): { readonly state: 'failed'; readonly problem: Problem } {
  return { state: 'failed', problem }
}

function reportOf(
  task: ReportTask,
  { place }: TaskSurroundings,
  parts: {
    readonly held: HeldSources
    readonly datasets: MigrationReport['datasets']
    readonly database: readonly DatabaseCheck[]
    readonly sources: readonly DatasetSource[]
  },
): MigrationReport {
  return {
    schema: 'rmos.migration-report',
    version: 1,
    generated_at: place.clock().toISOString(),
    db_path: task.dbPath,
    sources: [...new Set(parts.sources.map(({ path }) => path))],
    datasets: parts.datasets,
    skipped_count: parts.held.skippedCount,
    skipped: parts.held.skipped,
    database: parts.database,
    pdf_enabled: true,
    message: '',
  }
}

function datasetReports(target: MigrationTarget, held: HeldSources): MigrationReport['datasets'] {
  const reports: Partial<Record<Dataset, DatasetReport>> = {}
  for (const one of held.datasets) reports[one.dataset] = datasetReport(target, one)
  return reports
}

function datasetReport({ db }: MigrationTarget, one: HeldDataset): DatasetReport {
  const { tally, stage, dataset } = one
  const totals = stage.totals()
  return {
    json: tally.summary(),
    sqlite: { count: totals.live, lane_counts: laneCounts(db, dataset) },
    diff: {
      only_in_json_count: totals.fresh,
      only_in_sqlite_count: totals.onlyInDatabase,
      content_difference_count: totals.different,
      settled_count: totals.settled,
      only_in_json_ids: stage.newIds(SAMPLE_LIMIT),
      only_in_sqlite_ids: totals.onlyInDatabase === 0 ? [] : stage.onlyInDatabase(SAMPLE_LIMIT),
      content_differences: stage.differing(SAMPLE_LIMIT).map(contentDifference),
    },
  }
}

function contentDifference(found: StagedDifference): ContentDifference {
  return {
    id: found.id,
    json_updated_at: found.jsonUpdatedAt,
    sqlite_updated_at: found.sqliteUpdatedAt,
    field_count: found.difference.fieldCount,
    fields: found.difference.fields,
  }
}
