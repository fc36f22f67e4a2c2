import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { columnText, SCALAR_COLUMNS } from '#core/migration/legacy-record.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { performTask } from '../../src-main/migration/perform-task.ts'
import { NO_SOURCES } from '../../src-main/migration/sources.ts'
import type { MigrationTask, TaskBase, TaskSurroundings } from '../../src-main/migration/task.ts'
import { openTargetForWriting } from '../../src-main/store/migration-target.ts'

const MIGRATIONS_DIR = join(import.meta.dirname, '../../src-main/store/migrations')
const LANES = ['safe', 'tuned_v1', 'tuned_v2', 'experimental']

/** A saw job as the older system logged it, about 430 bytes. */
function jobOf(number: number): Record<string, unknown> & { readonly id: string } {
  const stamp = new Date(Date.UTC(2024, 0, 1) + number * 61_000).toISOString()
  return {
    id: `JOB-ROSETTE-${String((number * 7919) % 1_000_003).padStart(7, '0')}-${String(number)}`,
    job_type: number % 3 === 0 ? 'saw_slice_batch' : 'rosette_plan',
    created_at: stamp.replace('Z', '000+00:00'),
    preset_id: `preset-${String(number % 500)}`,
    promotion_lane: LANES[number % 4],
    risk_grade: 'GREEN',
    status: 'completed',
    tool_id: 'saw:10_24_3.0',
    num_slices: number % 60,
    slice_thickness_mm: 1.5,
    slice_risks: [
      { index: 0, kind: 'ring', offset_mm: 0.25, risk_grade: 'GREEN', rim_speed_m_min: 3800 },
    ],
    operator_notes: 'ebony ring, slow feed',
    extra: {},
  }
}

async function writeJobs(path: string, count: number): Promise<void> {
  const stream = createWriteStream(path)
  for (let number = 0; number < count; number += 1) {
    const text = `${number === 0 ? '[\n' : ',\n'}${JSON.stringify(jobOf(number))}`
    if (!stream.write(text)) await once(stream, 'drain')
  }
  stream.end('\n]\n')
  await once(stream, 'finish')
}

/** Watches this process's memory while something runs. */
async function timed<T>(work: () => Promise<T>) {
  let peakBytes = 0
  const look = () => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
  }
  const timer = setInterval(look, 50)
  const startedMs = performance.now()
  const value = await work()
  const seconds = (performance.now() - startedMs) / 1000
  clearInterval(timer)
  look()
  return { value, seconds, peakMb: peakBytes / 1024 / 1024 }
}

/** The plainest way: one prepared INSERT, one transaction, records made ready in memory. */
async function insertPlainly(path: string, count: number): Promise<void> {
  const opened = await openTargetForWriting({
    path,
    migrationsDir: MIGRATIONS_DIR,
    files: nodeFiles(),
    clock: () => new Date(),
    newId: () => 'bench',
  })
  if (!opened.ok) throw new Error(opened.error.message)
  const { db } = opened.value
  const columns = SCALAR_COLUMNS.joblog
  const names = [...columns, 'id', 'created_at', 'updated_at', 'payload_json']
  const insert = db.prepare(
    `INSERT INTO joblog (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  )
  db.exec('BEGIN IMMEDIATE')
  for (let number = 0; number < count; number += 1) {
    const job = jobOf(number)
    const values = columns.map((column) => columnText(job[column]))
    insert.run(
      ...values,
      job.id,
      String(job['created_at']),
      String(job['created_at']),
      JSON.stringify(job),
    )
  }
  db.exec('COMMIT')
  db.close()
}

function surroundingsOf(dbPath: string): TaskSurroundings {
  return {
    place: {
      path: dbPath,
      migrationsDir: MIGRATIONS_DIR,
      files: nodeFiles(),
      clock: () => new Date(),
      newId: () => 'bench0',
    },
    tell: () => {
      // nobody watches
    },
    isCancelled: () => false,
  }
}

async function run(task: MigrationTask): Promise<unknown> {
  const end = await performTask(task, surroundingsOf(task.dbPath))
  if (end.state === 'finished') return end.result
  throw new Error(end.state === 'failed' ? end.problem.message : end.state)
}

/**
 * `node tests/bench/migration-million.ts [records]`: imports job log records, again, compares them,
 * and inserts as many plainly; prints times, throughput, ratio and peak memory.
 */
async function main(count: number): Promise<void> {
  const folder = mkdtempSync(join(process.env['RMOS_BENCH_DIR'] ?? tmpdir(), 'rmos-migration-'))
  process.env['SQLITE_TMPDIR'] = folder
  const write = (text: string) => process.stdout.write(`${text}\n`)
  const row = (name: string, seconds: number, peakMb: number) => {
    const rate = Math.round(count / seconds)
    write(
      `${name.padEnd(26)}${seconds.toFixed(2).padStart(8)} s ${String(rate).padStart(9)}/s ${peakMb.toFixed(0).padStart(5)} MB`,
    )
    return rate
  }
  try {
    const joblogJson = join(folder, 'joblog.json')
    await writeJobs(joblogJson, count)
    const base: TaskBase = {
      taskId: 'bench',
      dbPath: join(folder, 'a', 'rmos.db'),
      migrationsDir: MIGRATIONS_DIR,
      actor: 'bench',
      decisions: {},
    }
    const sources = { ...NO_SOURCES, joblogJson }
    const dry = await timed(() =>
      run({ ...base, kind: 'migrate', sources, dryRun: true, backup: true }),
    )
    row('dry run', dry.seconds, dry.peakMb)
    const first = await timed(() =>
      run({ ...base, kind: 'migrate', sources, dryRun: false, backup: true }),
    )
    const imported = row('import', first.seconds, first.peakMb)
    const again = await timed(() =>
      run({ ...base, kind: 'migrate', sources, dryRun: false, backup: true }),
    )
    row('import again', again.seconds, again.peakMb)
    const report = await timed(() => run({ ...base, kind: 'report', sources, contents: false }))
    row('report', report.seconds, report.peakMb)
    const plain = await timed(() => insertPlainly(join(folder, 'b', 'rmos.db'), count))
    const inserted = row('plain inserts', plain.seconds, plain.peakMb)
    write(`ratio import / plain inserts: ${(imported / inserted).toFixed(2)} (0.50 is asked for)`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

await main(Number(process.argv[2] ?? 1_000_000))
