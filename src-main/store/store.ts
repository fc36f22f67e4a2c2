import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { createApprovals } from './approvals.repository.ts'
import type { Approvals } from './approvals.repository.ts'
import { integrityCheck } from './backup.ts'
import { sqliteVersion } from './connection.ts'
import type { Connection } from './connection.ts'
import { guardFor } from './database-problem.ts'
import type { Guard } from './database-problem.ts'
import { createHistoryIntake } from './history-intake.ts'
import type { HistoryIntake } from './history-intake.ts'
import type { BadFile } from './json-files/row.ts'
import { schemaVersionOf } from './migrations.ts'
import type { JobLogRepository, PatternRecord, RecordRepository } from './record.ts'
import type { StripFamilyRecord } from './record.ts'
import { createRunIndex } from './run-index.repository.ts'
import type { RunIndex } from './run-index.repository.ts'
import { createRunNotes } from './run-notes.repository.ts'
import type { RunNotes } from './run-notes.repository.ts'
import { createSettings } from './settings.repository.ts'
import type { SettingsRepository } from './settings.repository.ts'
import { createJobLogRepository, createRecordRepository } from './sqlite-records.repository.ts'
import { createStoreEvents } from './store-events.repository.ts'
import type { StoreEvents } from './store-events.repository.ts'

/** The workshop's records, in its database or in files instead. Calls are short and answer at once; the disk decides how short. */
export interface Store {
  readonly backend: 'sqlite' | 'json-files'
  /** Why the database is not in use; null while it is. */
  readonly insteadOf: Problem | null
  readonly path: string
  readonly installId: string
  readonly schemaVersion: number
  readonly sqliteVersion: string
  readonly patterns: RecordRepository<PatternRecord>
  readonly stripFamilies: RecordRepository<StripFamilyRecord>
  readonly jobLog: JobLogRepository
  readonly runs: RunIndex
  readonly approvals: Approvals
  readonly runNotes: RunNotes
  readonly settings: SettingsRepository
  /** What was done to the store as a whole: imports, merges, backups, restores, schema changes. */
  readonly storeEvents: StoreEvents
  /**
   * Several writes as one: all of them are on the disk when it returns ok, none when `work`
   * answers with a failure or throws. `work` runs at once and must not wait for anything.
   */
  readonly transact: Guard['transact']
  /** Takes history that was kept in files; null for files themselves. */
  readonly intake: HistoryIntake | null
  /** Record files that hold no record and were left alone; none in a database. */
  readonly badFiles: () => readonly BadFile[]
  /**
   * Run artifacts of this data folder that the other backend recorded and that must stay where
   * they are, relative to the data folder with `/`; `any` where nobody can tell which those are.
   */
  readonly otherRunFiles: () => ReadonlySet<string> | 'any'
  /** SQLite's integrity_check, a problem when it finds anything (70 ms for 57 MB). */
  readonly checkIntegrity: () => Result<void, Problem>
  readonly close: () => void
}

/** The repositories over an open, checked and migrated connection. */
export function createStore(
  db: Connection,
  facts: {
    readonly path: string
    readonly installId: string
    readonly clock: () => Date
    readonly otherRunFiles: Store['otherRunFiles']
  },
): Store {
  const { path, installId, clock, otherRunFiles } = facts
  const guard = guardFor(db, path)
  const base = { db, guard, nowUtc: () => clock().toISOString() }
  return {
    backend: 'sqlite',
    insteadOf: null,
    path,
    installId,
    schemaVersion: schemaVersionOf(db),
    sqliteVersion: sqliteVersion(db),
    patterns: createRecordRepository<PatternRecord>(base, 'patterns'),
    stripFamilies: createRecordRepository<StripFamilyRecord>(base, 'strip_families'),
    jobLog: createJobLogRepository(base),
    runs: createRunIndex(base),
    approvals: createApprovals(base),
    runNotes: createRunNotes(base),
    settings: createSettings(base),
    storeEvents: createStoreEvents(base),
    transact: guard.transact,
    intake: createHistoryIntake(base),
    badFiles: () => [],
    otherRunFiles,
    checkIntegrity: () => {
      const problem = integrityCheck(db, path)
      return problem === null ? success(undefined) : failure(problem)
    },
    close: () => {
      db.close()
    },
  }
}
