import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'

const ROOT = join(import.meta.dirname, '../..')

/** How to torture: an import of so many records is killed so many times. */
export interface ImportTorture {
  readonly times: number
  readonly records: number
}

/** What came of it; `broken` must be empty. */
export interface ImportTortureOutcome {
  /** Kills after which the database was as before. */
  readonly untouched: number
  /** Kills after which all of the import was there (or that came too late). */
  readonly imported: number
  readonly killed: number
  readonly broken: readonly string[]
}

/** Kills `rmos store migrate` with SIGKILL after delays spread over its whole run, and looks what is left. */
export async function killDuringImports(torture: ImportTorture): Promise<ImportTortureOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'rmos-kill-import-'))
  const json = join(folder, 'json')
  const template = join(folder, 'template')
  const found = { untouched: 0, imported: 0, killed: 0, broken: [] as string[] }
  try {
    mkdirSync(json)
    writeFileSync(join(json, 'joblog.json'), '[{"id":"first"}]')
    await migrate(template, json, null)
    writeFileSync(join(json, 'joblog.json'), JSON.stringify(jobs(torture.records)))
    const trial = join(folder, 'trial')
    cpSync(template, trial, { recursive: true })
    const startedMs = performance.now()
    await migrate(trial, json, null)
    const wholeMs = performance.now() - startedMs
    for (let time = 0; time < torture.times; time += 1) {
      const data = join(folder, `data-${String(time)}`)
      cpSync(template, data, { recursive: true })
      // The first part of a run is Node starting: nothing is under way yet.
      const share = 0.15 + (0.9 * (time + 1)) / torture.times
      if (await migrate(data, json, wholeMs * share)) found.killed += 1
      lookAt(data, torture.records, found)
      rmSync(data, { recursive: true, force: true })
    }
    return found
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function jobs(count: number): readonly object[] {
  return Array.from({ length: count }, (_, n) => ({
    ...{ id: `job-${String((n * 7919) % count)}-${String(n)}`, job_type: 'saw_slice' },
    ...{
      preset_id: `p${String(n % 50)}`,
      created_at: '2025-01-01T00:00:00',
      notes: 'x'.repeat(80),
    },
  }))
}

/** True when it was killed before it ended. */
async function migrate(data: string, json: string, killAfterMs: number | null): Promise<boolean> {
  const words = ['store', 'migrate', '--from-dir', json, '--data', data]
  const child = spawn(process.execPath, [join(ROOT, 'src-main/cli/index.ts'), ...words], {
    stdio: 'ignore',
  })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('exit', (_code, signal) => {
      resolve(signal)
    })
  })
  if (killAfterMs === null) return (await ended) === 'SIGKILL'
  const timer = new AbortController()
  await Promise.race([
    ended,
    delay(killAfterMs, undefined, { signal: timer.signal }).catch(() => null),
  ])
  timer.abort()
  child.kill('SIGKILL')
  return (await ended) === 'SIGKILL'
}

function lookAt(
  data: string,
  records: number,
  found: { untouched: number; imported: number; broken: string[] },
): void {
  // As the next start does: the log that the killed process left is folded in.
  const db = new Database(join(data, 'rmos.db'))
  try {
    const [count, events, indexes] = [
      'SELECT count(*) FROM joblog',
      "SELECT count(*) FROM store_events WHERE kind = 'import'",
      "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'joblog'",
    ].map((sql) => Number(db.prepare(sql).pluck().get()))
    const integrity = String(db.pragma('integrity_check', { simple: true }))
    const state = `${String(count)} records, ${String(events)} imports, ${String(indexes)} indexes, ${integrity}`
    const isBefore = count === 1 && events === 1
    const isAfter = count === records + 1 && events === 2
    if (integrity !== 'ok' || (indexes ?? 0) < 7 || isBefore === isAfter) found.broken.push(state)
    if (isBefore) found.untouched += 1
    if (isAfter) found.imported += 1
    const stray = readdirSync(data).filter((name) => /etilqs|stage/.test(name))
    if (stray.length > 0) found.broken.push(`left behind: ${stray.join(', ')}`)
  } finally {
    db.close()
  }
}

/** `node tests/torture/kill-migrate.ts [times] [records]` */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [times = '100', records = '60000'] = process.argv.slice(2)
  const outcome = await killDuringImports({ times: Number(times), records: Number(records) })
  process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`)
  if (outcome.broken.length > 0) process.exitCode = 1
}
