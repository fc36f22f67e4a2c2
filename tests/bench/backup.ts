import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import { backupModulePath, createBackupDesk } from '../../src-main/backup/backup-desk.ts'
import { siteOf } from '../../src-main/backup/backup-service.ts'
import { openSite } from '../../src-main/backup/backup-work.ts'
import { commitRestore } from '../../src-main/backup/restore.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { forkEngine } from '../../src-main/machine/fork-engine.ts'
import { createRunStore } from '../../src-main/runs/run-store.ts'
import { openDatabase } from '../../src-main/store/database.ts'
import type { Store } from '../../src-main/store/store.ts'
import { runIdOf, samplePrograms, sampleRun } from '../durability/sample-run.ts'

// node tests/bench/backup.ts [JOB_LOG_ROWS] [RUNS]: how long main is kept waiting while a copy is
// made in its own process and records are written beside it, and how fast copy and restore are.

const ROOT = join(import.meta.dirname, '../..')
const ROWS = Number(process.argv[2] ?? 200_000)
const RUNS = Number(process.argv[3] ?? 200)
/** A send's progress is written about as often. */
const WRITE_INTERVAL_MS = 20

function demand<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

const ms = (value: number) => `${value.toFixed(1)} ms`

function fill(store: Store, dataDir: string) {
  const notes = 'Rosewood, second pass. '.repeat(8)
  for (let from = 0; from < ROWS; from += 5000) {
    demand(
      store.transact(() => {
        for (let row = from; row < Math.min(ROWS, from + 5000); row += 1) {
          store.jobLog.upsert({ id: `job-${String(row)}`, job_type: 'bench', notes })
        }
        return { ok: true, value: undefined }
      }),
    )
  }
  return createRunStore({ dataDir, files: nodeFiles(), store, clock: () => new Date() })
}

/** Writes a record every 20 ms while work goes on, and watches how long the event loop stood still. */
async function watched<T>(store: Store, work: Promise<T>) {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const writesMs: number[] = []
  const timer = setInterval(() => {
    const startedMs = performance.now()
    demand(store.jobLog.upsert({ id: 'bench-progress', notes: String(startedMs) }))
    writesMs.push(performance.now() - startedMs)
  }, WRITE_INTERVAL_MS)
  delay.enable()
  const startedMs = performance.now()
  const value = await work
  const tookMs = performance.now() - startedMs
  delay.disable()
  clearInterval(timer)
  writesMs.sort((a, b) => a - b)
  return {
    value,
    rows: [
      ['took', ms(tookMs)],
      ['event loop, longest stand-still', ms(delay.max / 1e6)],
      ['event loop, 99 %', ms(delay.percentile(99) / 1e6)],
      ['records written beside it', String(writesMs.length)],
      ['slowest of them', ms(writesMs.at(-1) ?? 0)],
      ['median of them', ms(writesMs[Math.floor(writesMs.length / 2)] ?? 0)],
    ],
    tookMs,
  }
}

const folder = mkdtempSync(join(tmpdir(), 'rmos-bench-backup-'))
try {
  const dataDir = join(folder, 'data')
  const databasePath = join(dataDir, 'rmos.db')
  const place = { migrationsDir: join(ROOT, 'src-main/store/migrations'), clock: () => new Date() }
  const store = demand(await openDatabase({ ...place, dataDir, newInstallId: () => 'bench' }))
  const runStore = fill(store, dataDir)
  for (let run = 1; run <= RUNS; run += 1) {
    const built = sampleRun({ runId: runIdOf(run), programs: samplePrograms(150_000 + run) })
    demand(await runStore.record(built, { planId: null }))
  }
  const desk = createBackupDesk(forkEngine(backupModulePath()))
  const order = {
    ...{ dataDir, databasePath, appVersion: '0', target: null },
    ...({ kind: 'daily', scope: 'everything' } as const),
  }
  const quiet = await watched(store, new Promise((resolve) => setTimeout(resolve, 2000)))
  const backup = await watched(store, desk.run('make', order, {}))
  const made = demand(backup.value)
  store.close()
  const site = siteOf({ dataDir, installDir: ROOT }, databasePath)
  const prepareMs = performance.now()
  const prepared = demand(
    await desk.run('prepare', { path: made.path, site, otherInstallation: false }, {}),
  )
  const commitMs = performance.now()
  demand(await commitRestore(prepared, demand(await openSite(site))))
  const doneMs = performance.now()
  const megabytes = made.summary.total_bytes / 1e6
  const table = [
    [
      'database',
      `${(statSync(databasePath).size / 1e6).toFixed(1)} MB, ${String(ROWS)} job log rows`,
    ],
    ['files', `${String(made.summary.file_count)}, ${megabytes.toFixed(1)} MB`],
    ['archive', `${(made.sizeBytes / 1e6).toFixed(1)} MB`],
    ['', ''],
    ['without a backup', ''],
    ...quiet.rows,
    ['', ''],
    ['while a backup is made', ''],
    ...backup.rows,
    ['rate', `${(megabytes / (backup.tookMs / 1000)).toFixed(0)} MB/s, copied and read again`],
    ['', ''],
    ['restore: unpack, check, sync', ms(commitMs - prepareMs)],
    ['restore: replace', ms(doneMs - commitMs)],
  ]
  for (const [name = '', value = ''] of table) {
    process.stdout.write(`${name.padEnd(34)}${value}\n`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
