import { join } from 'node:path'
import type { Result } from '#core/outcome/result.ts'
import { DATABASE_NAME } from '../store/database-name.ts'
import { openStore } from '../store/open-store.ts'
import type { StoreOpeningFailure } from '../store/opening-failure.ts'
import type { Store } from '../store/store.ts'
import type { Surroundings } from './surroundings.ts'

/** Where the records are kept. */
export interface RecordsPlace {
  readonly dataDir: string
  /** The folder that holds the scripts of the database. */
  readonly installDir: string
  readonly databasePath?: string
  readonly isSqliteDisabled?: boolean
}

/** What the person must know of where the records are kept. */
export function storeNotices({ insteadOf, path, badFiles }: Store): readonly string[] {
  const bad = badFiles().map((file) => `${file.path} ${file.why}; it is left alone.`)
  if (insteadOf === null) return bad
  return [`${insteadOf.message} Records are kept as files in ${path}.`, ...bad]
}

/** Opens the workshop's records; in files where SQLite cannot start. */
export function openRecords(
  place: RecordsPlace,
  { newId, clock }: Surroundings,
): Promise<Result<Store, StoreOpeningFailure>> {
  const { dataDir, installDir, isSqliteDisabled = false } = place
  const { databasePath = join(dataDir, DATABASE_NAME) } = place
  const migrationsDir = join(installDir, 'src-main/store/migrations')
  return openStore({
    ...{ dataDir, databasePath, isSqliteDisabled, migrationsDir },
    ...{ newInstallId: newId, clock },
  })
}
