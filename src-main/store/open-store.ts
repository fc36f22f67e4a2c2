import { statSync } from 'node:fs'
import { join } from 'node:path'
import { failure } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { nodeFiles } from '../files/node-files.ts'
import { storageProblem } from '../files/storage-problem.ts'
import { openDatabase } from './database.ts'
import type { DatabasePlace } from './database.ts'
import { allowFreshStart } from './fresh-start.ts'
import { DATABASE_NAME, readSideFile } from './identity.ts'
import type { JsonStoreFacts } from './json-files/json-place.ts'
import { openJsonStore } from './json-files/open-json-store.ts'
import { openingFailure } from './opening-failure.ts'
import type { StoreOpeningFailure } from './opening-failure.ts'
import type { Store } from './store.ts'

/** What opening the workshop's records needs. */
export interface StorePlace extends DatabasePlace {
  /** True when the person has switched the database off (`RMOS_SQLITE_DISABLE`). */
  readonly isSqliteDisabled?: boolean
}

/**
 * Opens the workshop's records: in the database, and only where SQLite cannot start (`unavailable`)
 * in files, with the reason in the store's `insteadOf`. A database that is there and damaged,
 * foreign, newer, gone or busy is refused as before: working on without it would look like a loss.
 */
export async function openStore(place: StorePlace): Promise<Result<Store, StoreOpeningFailure>> {
  const opened =
    place.isSqliteDisabled === true ? failure(switchedOff()) : await openDatabase(place)
  if (opened.ok || opened.error.cause !== 'unavailable') return opened
  const facts = await newFacts(place)
  const { kind, message, remedy, requestId } = opened.error
  const files = openJsonStore({
    dataDir: place.dataDir,
    clock: place.clock,
    newFacts: () => facts,
    insteadOf: { kind, message, remedy, requestId },
  })
  if (files.ok) return files
  // Where files cannot be written either, what keeps the database from opening is the thing to say.
  const isOff = place.isSqliteDisabled === true
  return isOff ? failure(openingFailure('unavailable', files.error)) : opened
}

function switchedOff(): StoreOpeningFailure {
  return openingFailure(
    'unavailable',
    storageProblem(
      'The database is switched off by RMOS_SQLITE_DISABLE.',
      'To use it again, take that variable away and start RMOS again.',
    ),
  )
}

async function newFacts(place: StorePlace): Promise<JsonStoreFacts> {
  const files = place.files ?? nodeFiles()
  const { dataDir, newInstallId } = place
  const path = join(dataDir, DATABASE_NAME)
  const sideFile = await readSideFile(files, dataDir)
  if (!sideFile.ok) return { installId: newInstallId(), isAlone: false }
  const installId = sideFile.value
  if (installId !== null) return { installId, isAlone: false }
  const vacant = await allowFreshStart(files, { dataDir, path, installId, isOwnedByFiles: false })
  return { installId: newInstallId(), isAlone: vacant.ok && !standsAt(place.databasePath ?? path) }
}

function standsAt(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
  } catch {
    // No permission to look, or a file where a folder belongs: nobody knows what stands there.
    return false
  }
}
