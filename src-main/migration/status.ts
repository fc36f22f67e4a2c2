import { statSync } from 'node:fs'
import type { NewestRecord } from '#core/contract/migration.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { perDataset } from '#core/migration/dataset.ts'
import type { PerDataset } from '#core/migration/dataset.ts'
import type { DatabaseCheck } from '#core/migration/report.ts'
import { tellStoreEvent } from '#core/migration/store-history.ts'
import type { ToldStoreEvent } from '#core/migration/store-history.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import { fileProblem } from '../files/storage-problem.ts'
import { checkStructureQuickly } from '../store/migration-checks.ts'
import { newestRecords, recordCounts } from '../store/migration-queries.ts'
import { openTargetForReading, targetProblem } from '../store/migration-target.ts'
import type { TargetPlace } from '../store/migration-target.ts'
import type { StoreEvents } from '../store/store-events.repository.ts'

/** How many of the newest records of each kind a status names. */
const NEWEST = 3

/** What the database is and holds, and when it was last migrated into. */
export interface MigrationStatus {
  readonly lastMigration: ToldStoreEvent | null
  readonly database: {
    readonly path: string
    readonly sizeBytes: number
    readonly schemaVersion: number
  }
  readonly counts: PerDataset<number> & { readonly total: number }
  readonly newest: PerDataset<readonly NewestRecord[]>
  readonly validation: {
    readonly status: 'ok' | 'warnings' | 'errors'
    readonly checks: readonly DatabaseCheck[]
  }
}

/** Looks at a database without changing it. */
export async function migrationStatus(
  { storeEvents }: { readonly storeEvents: Pick<StoreEvents, 'list'> },
  place: TargetPlace,
): Promise<Result<MigrationStatus, Problem>> {
  const last = storeEvents.list({ limit: 1, kind: 'import' })
  if (!last.ok) return last
  const opened = await openTargetForReading(place)
  if (!opened.ok) return opened
  const target = opened.value
  try {
    const counts = recordCounts(target.db)
    const total = counts.patterns + counts.strip_families + counts.joblog
    const checks = checkStructureQuickly(target)
    const [newest] = last.value
    return success({
      lastMigration: newest === undefined ? null : tellStoreEvent(newest),
      database: {
        path: place.path,
        sizeBytes: statSync(place.path).size,
        schemaVersion: target.schemaVersion,
      },
      counts: { ...counts, total },
      newest: perDataset((dataset) => newestRecords(target.db, dataset, NEWEST)),
      validation: { status: worst(checks), checks },
    })
  } catch (error) {
    const code = systemErrorCode(error)
    const isFileError = code !== '' && !code.startsWith('SQLITE')
    return failure(
      isFileError ? fileProblem(error, 'read', place.path) : targetProblem(error, place.path),
    )
  } finally {
    target.db.close()
  }
}

function worst(checks: readonly DatabaseCheck[]): 'ok' | 'warnings' | 'errors' {
  if (checks.some(({ outcome }) => outcome === 'error')) return 'errors'
  return checks.some(({ outcome }) => outcome === 'warning') ? 'warnings' : 'ok'
}
