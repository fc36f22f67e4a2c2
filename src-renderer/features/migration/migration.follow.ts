import type { Problem } from '#core/contract/problem.ts'
import type { MigrationProgress } from '#core/migration/outcome.ts'
import type { MigrationReport } from '#core/migration/report.ts'
import type { Result } from '#core/outcome/result.ts'
import { rmos } from '../../client.ts'
import { loaded, readyValue } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'
import { type GetMigration, type SetMigration, told } from './migration.state.ts'

/** Main writes the report's file a moment after it has told that comparing has ended. */
const REPORT_WAIT_MS = 200
const REPORT_TRIES = 50

/** The report once it is another than the one before; after some seconds the one there is. */
async function reportAfter(before: string | null): Promise<Result<MigrationReport, Problem>> {
  for (let tries = 1; ; tries += 1) {
    const read = await settle(rmos.migration.report({}))
    const isNew = read.ok && read.value.generated_at !== before
    if (!read.ok || isNew || tries === REPORT_TRIES) return read
    await new Promise((resume) => setTimeout(resume, REPORT_WAIT_MS))
  }
}

/** What came of the migration that ended last. */
async function toldOutcome(set: SetMigration): Promise<void> {
  const task = await settle(rmos.migration.currentTask({}))
  if (!task.ok) told(set, { kind: 'failed', problem: task.error })
  else if (task.value !== null && task.value.outcome !== null) {
    told(set, { kind: 'migrate', outcome: task.value.outcome })
  }
}

async function toldFailure(set: SetMigration): Promise<void> {
  const task = await settle(rmos.migration.currentTask({}))
  const problem = task.ok ? (task.value?.problem ?? null) : task.error
  if (problem !== null) told(set, { kind: 'failed', problem })
}

async function finishLook(set: SetMigration): Promise<void> {
  const task = await settle(rmos.migration.currentTask({}))
  if (task.ok) set({ look: task.value?.outcome ?? null })
  await toldOutcome(set)
}

/** After a look or an import; main compares anew after an import by itself, and tells that end, too. */
async function finishMigration(
  set: SetMigration,
  get: GetMigration,
  progress: MigrationProgress,
): Promise<void> {
  set({ progress: null, cancelling: false })
  if (progress.state === 'cancelled') told(set, { kind: 'cancelled', task: 'migrate' })
  else if (progress.state === 'failed') await toldFailure(set)
  else if (get().runningDry) await finishLook(set)
  else set({ look: null, imported: true })
}

/** After the comparison that follows an import. */
async function finishImport(
  set: SetMigration,
  get: GetMigration,
  { state }: MigrationProgress,
): Promise<void> {
  const before = readyValue(get().report)?.generated_at ?? null
  set({ imported: false, progress: null })
  if (state === 'finished') set({ report: loaded(await reportAfter(before)) })
  await toldOutcome(set)
  await get().loadAround()
}

/** Takes what main tells of a job: how far it is, or that it has ended. */
export function follow(set: SetMigration, get: GetMigration, progress: MigrationProgress): void {
  if (progress.state === 'running') set({ progress })
  else if (progress.kind === 'migrate') void finishMigration(set, get, progress)
  else if (get().imported) void finishImport(set, get, progress)
  else set({ progress: null })
}
