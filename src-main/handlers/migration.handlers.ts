import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { MigrationSources } from '#core/contract/migration.contract.ts'
import type { Handlers } from '#core/contract/index.ts'
import type { Problem } from '#core/contract/problem.ts'
import { driftDiffText } from '#core/migration/drift-diff.ts'
import { historyByDay } from '#core/migration/store-history.ts'
import { STRICT_THRESHOLDS } from '#core/migration/verdict.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { fileProblem } from '../files/storage-problem.ts'
import type { MigrationDesk } from '../migration/migration-desk.ts'
import { REPORT_FILES, renderReport } from '../migration/report-files.ts'
import { describeSource, findSources, isJsonName } from '../migration/sources.ts'
import { migrationStatus } from '../migration/status.ts'
import type { TaskDesk } from '../migration/task-desk.ts'
import type { TargetPlace } from '../store/migration-target.ts'
import type { Store } from '../store/store.ts'

/** What the calls about migration work with. */
export interface MigrationParts {
  readonly desk: MigrationDesk
  readonly tasks: TaskDesk
  readonly store: Store
  readonly place: TargetPlace
}

/** Answers the calls about the older system's JSON and the database. */
export function migrationHandlers(parts: MigrationParts): Handlers['migration'] {
  const { desk, tasks, store } = parts
  return {
    guards: () => success(desk.guards()),
    sources: async () => {
      const sources = desk.sources()
      return sources.ok ? success(await look(sources.value)) : sources
    },
    chooseSources: async (sources) => {
      const kept = desk.chooseSources(sources)
      return kept.ok ? success(await look(sources)) : kept
    },
    browse: ({ folder }) => browse(resolve(folder ?? homedir())),
    report: async () => success(await desk.latestReport()),
    runReport: desk.runReport,
    migrate: ({ dryRun }) => desk.startMigration(dryRun),
    currentTask: () => success(tasks.current()),
    cancel: ({ taskId }) => tasks.cancel(taskId),
    snapshot: ({ folder }) => desk.snapshot(folder),
    driftDiff: async () => {
      const report = await desk.latestReport()
      if (report.generated_at === null) return failure(noReport(report.message))
      return success({ fileName: 'rmos-migration-drift.json', text: driftDiffText(report) })
    },
    resolveConflicts: ({ choices }) => desk.resolve(choices),
    status: () => migrationStatus(store, parts.place),
    history: ({ limit }) => {
      const events = store.storeEvents.list({ limit })
      if (!events.ok) return events
      const days = historyByDay(events.value)
      return success({ days: days.map((day) => ({ ...day, events: [...day.events] })) })
    },
    exportReport: async ({ format }) => {
      const report = await desk.latestReport()
      if (report.generated_at === null) return failure(noReport(report.message))
      const bytes = Buffer.from(await renderReport(report, STRICT_THRESHOLDS, format))
      const { suffix, mediaType } = REPORT_FILES[format]
      const encoding = format === 'pdf' ? 'base64' : 'utf8'
      const fileName = `rmos-migration-report${suffix}`
      return success({ fileName, mediaType, encoding, content: bytes.toString(encoding) })
    },
  }
}

async function look(sources: MigrationSources) {
  const found = await findSources(sources)
  return {
    sources,
    found: found.sources.map(describeSource),
    problems: [...found.problems],
  }
}

function noReport(message: string): Problem {
  return { kind: 'not-found', message, remedy: 'Run the report first.', requestId: '' }
}

interface BrowsedEntry {
  readonly name: string
  readonly path: string
  readonly kind: 'folder' | 'json'
  readonly sizeBytes: number
}

/** Folders, and files that records are read from; hidden ones and all others are left out. */
async function browse(
  folder: string,
): Promise<Result<{ folder: string; parent: string | null; entries: BrowsedEntry[] }, Problem>> {
  try {
    const found = await readdir(folder, { withFileTypes: true })
    const entries: BrowsedEntry[] = []
    for (const entry of found) {
      const path = join(folder, entry.name)
      if (entry.name.startsWith('.')) continue
      if (entry.isDirectory())
        entries.push({ name: entry.name, path, kind: 'folder', sizeBytes: 0 })
      else if (entry.isFile() && isJsonName(entry.name)) {
        entries.push({ name: entry.name, path, kind: 'json', sizeBytes: (await stat(path)).size })
      }
    }
    entries.sort((a, b) => (a.kind === b.kind ? compare(a.name, b.name) : compare(a.kind, b.kind)))
    const parent = dirname(folder)
    return success({ folder, parent: parent === folder ? null : parent, entries })
  } catch (error) {
    return failure(fileProblem(error, 'look into', folder))
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
