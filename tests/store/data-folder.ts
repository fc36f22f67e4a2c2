import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { createRunStore } from '../../src-main/runs/run-store.ts'
import type { RunStore } from '../../src-main/runs/run-store.ts'
import { openDatabase } from '../../src-main/store/database.ts'
import type { DatabasePlace } from '../../src-main/store/database.ts'
import type { Store } from '../../src-main/store/store.ts'
import { unwrap } from './unwrap.ts'

export { unwrap }

/** The shipped database scripts. */
export const MIGRATIONS_DIR = join(import.meta.dirname, '../../src-main/store/migrations')

/** A clock that stands still. */
export const NOON = () => new Date('2026-11-21T12:00:00.000Z')

/** An empty folder, gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rmos-store-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** How the tests open the database of a folder. */
export function placeOf(dataDir: string, changes: Partial<DatabasePlace> = {}): DatabasePlace {
  return {
    dataDir,
    migrationsDir: MIGRATIONS_DIR,
    newInstallId: () => 'install-1',
    clock: NOON,
    ...changes,
  }
}

/** The problem of a failure; fails the test when it was a success. */
export function problemOf(result: Result<unknown, Problem>): Problem {
  if (result.ok) throw new Error('expected a problem, but the call was ok')
  return result.error
}

/** An open database, closed after the test. */
export async function openStore(
  dataDir: string,
  changes: Partial<DatabasePlace> = {},
): Promise<Store> {
  const store = unwrap(await openDatabase(placeOf(dataDir, changes)))
  onTestFinished(store.close)
  return store
}

/** An open workshop: database and run store of a folder. */
export async function openWorkshop(
  dataDir: string,
): Promise<{ readonly store: Store; readonly runs: RunStore }> {
  const store = await openStore(dataDir)
  return { store, runs: createRunStore({ dataDir, files: nodeFiles(), store, clock: NOON }) }
}
