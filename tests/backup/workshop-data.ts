import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256Hex } from '../../src-main/files/sha256.ts'
import type { DurableFiles } from '../../src-main/files/durable-files.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { isData } from '../../src-main/backup/data-files.ts'
import { finishRestore } from '../../src-main/backup/finish-restore.ts'
import { makeBackup } from '../../src-main/backup/make-backup.ts'
import type { BackupMeans, BackupOrder, MadeBackup } from '../../src-main/backup/make-backup.ts'
import type { RestorePlace } from '../../src-main/backup/restore-plan.ts'
import { createRunStore } from '../../src-main/runs/run-store.ts'
import { openDatabase } from '../../src-main/store/database.ts'
import { loadMigrations } from '../../src-main/store/migrations.ts'
import { runIdOf, samplePrograms, sampleRun } from '../durability/sample-run.ts'
import { MIGRATIONS_DIR, NOON, placeOf, unwrap } from '../store/data-folder.ts'

/** What a data folder is to hold. */
export interface Contents {
  readonly patterns: number
  /** Numbers of the runs to record. */
  readonly runs: readonly number[]
}

/** Opens a data folder, adds what is asked for and closes it. */
export async function fill(dataDir: string, { patterns, runs }: Contents): Promise<void> {
  const store = unwrap(await openDatabase(placeOf(dataDir)))
  const runStore = createRunStore({ dataDir, files: nodeFiles(), store, clock: NOON })
  for (let index = 0; index < patterns; index += 1) {
    unwrap(
      store.patterns.upsert({ id: `pattern-${String(index)}`, name: `Pattern ${String(index)}` }),
    )
  }
  for (const number of runs) {
    const runId = runIdOf(number)
    // Long enough for one attachment.
    const programs = samplePrograms(number % 4 === 0 ? 201_000 : 2000)
    unwrap(await runStore.record(sampleRun({ runId, programs }), { planId: null }))
  }
  store.close()
}

/** An order for a copy of everything in the backups folder; give what should differ. */
export function orderOf(dataDir: string, changes: Partial<BackupOrder> = {}): BackupOrder {
  return {
    dataDir,
    databasePath: join(dataDir, 'rmos.db'),
    kind: 'manual',
    scope: 'everything',
    appVersion: '0.1.0',
    target: null,
    ...changes,
  }
}

/** Makes a copy that must succeed. */
export async function backUp(
  dataDir: string,
  changes: Partial<BackupOrder> = {},
  means: Partial<BackupMeans> = {},
): Promise<MadeBackup> {
  return unwrap(
    await makeBackup(orderOf(dataDir, changes), { files: nodeFiles(), clock: NOON, ...means }),
  )
}

/** What restoring into a data folder stands on. */
export async function restorePlaceOf(
  dataDir: string,
  files: DurableFiles = nodeFiles(),
): Promise<RestorePlace> {
  return {
    dataDir,
    databasePath: join(dataDir, 'rmos.db'),
    migrations: unwrap(await loadMigrations(nodeFiles(), MIGRATIONS_DIR)),
    files,
    clock: NOON,
    newId: () => randomUUID(),
    ownerPid: process.pid,
  }
}

/** The ids of the patterns and runs that a data folder holds, all of them sound. */
export async function contentsOf(dataDir: string): Promise<{
  readonly patterns: readonly string[]
  readonly runs: readonly string[]
  readonly installId: string
}> {
  unwrap(await finishRestore(nodeFiles(), dataDir))
  const store = unwrap(await openDatabase(placeOf(dataDir)))
  try {
    unwrap(store.checkIntegrity())
    const runStore = createRunStore({ dataDir, files: nodeFiles(), store, clock: NOON })
    const page = unwrap(await runStore.list({ limit: 200, cursor: null, status: null }))
    for (const { runId } of page.runs) {
      const verified = unwrap(await runStore.verify(runId))
      if (!verified.ok) throw new Error(`run ${runId} does not verify`)
    }
    const patterns = unwrap(store.patterns.list({ limit: 1000 })).map(({ id }) => id)
    const runs = page.runs.map(({ runId }) => runId)
    return { patterns: patterns.sort(), runs: runs.sort(), installId: store.installId }
  } finally {
    store.close()
  }
}

/** Every file of the data with the hash of its bytes, to see that nothing changed. */
export function fingerprint(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => isData(path.slice(folder.length + 1).split(/[\\/]/)[0] ?? ''))
    .filter((path) => !/-(wal|shm)$/.test(path))
  return new Map(paths.sort().map((path) => [path, sha256Hex(readFileSync(path))]))
}
