import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
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

const PHASES = ['dry run', 'import', 'import again', 'report', 'audit', 'plain inserts'] as const
type Phase = (typeof PHASES)[number]

function taskOf(phase: Exclude<Phase, 'plain inserts'>, folder: string): MigrationTask {
  const base: TaskBase = {
    taskId: 'bench',
    dbPath: join(folder, 'a', 'rmos.db'),
    migrationsDir: MIGRATIONS_DIR,
    actor: 'bench',
  }
  const sources = { ...NO_SOURCES, joblogJson: join(folder, 'joblog.json') }
  if (phase === 'report' || phase === 'audit') {
    return { ...base, kind: 'report', sources, depth: phase }
  }
  return { ...base, kind: 'migrate', sources, dryRun: phase === 'dry run', backup: true }
}

interface Measured {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakMb: number
}

/** One phase in this process, whose peak memory is then the phase's own. */
async function measure(phase: Phase, folder: string, count: number): Promise<void> {
  const startedMs = performance.now()
  const before = process.cpuUsage()
  if (phase === 'plain inserts') await insertPlainly(join(folder, 'b', 'rmos.db'), count)
  else await run(taskOf(phase, folder))
  const { user, system } = process.cpuUsage(before)
  const measured: Measured = {
    seconds: (performance.now() - startedMs) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }
  process.stdout.write(JSON.stringify(measured))
}

function measureApart(phase: Phase, folder: string, count: number): Measured {
  const output = execFileSync(
    process.execPath,
    [import.meta.filename, String(count), phase, folder],
    {
      env: { ...process.env, SQLITE_TMPDIR: folder },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  return JSON.parse(output) as Measured
}

/**
 * `node tests/bench/migration-million.ts [records]`: imports job log records, again, compares them,
 * and inserts as many plainly, each in a process of its own; prints times, throughput and memory.
 */
async function main(count: number): Promise<void> {
  const folder = mkdtempSync(join(process.env['RMOS_BENCH_DIR'] ?? tmpdir(), 'rmos-migration-'))
  const write = (text: string) => process.stdout.write(`${text}\n`)
  try {
    await writeJobs(join(folder, 'joblog.json'), count)
    write(`${''.padEnd(16)}     time  of CPU   records/s  peak memory`)
    const rates = new Map<Phase, number>()
    for (const phase of PHASES) {
      const { seconds, cpuSeconds, peakMb } = measureApart(phase, folder, count)
      rates.set(phase, count / seconds)
      const times = [seconds, cpuSeconds].map((one) => `${one.toFixed(2).padStart(7)} s`).join('')
      const rate = String(Math.round(count / seconds)).padStart(11)
      write(`${phase.padEnd(16)}${times}${rate}${peakMb.toFixed(0).padStart(10)} MB`)
    }
    const ratio = (rates.get('import') ?? 0) / (rates.get('plain inserts') ?? 1)
    write(`import / plain inserts: ${ratio.toFixed(2)} (0.50 or more is asked for)`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const [count = '1000000', phase, folder] = process.argv.slice(2)
const known = PHASES.find((one) => one === phase)
if (known === undefined || folder === undefined) await main(Number(count))
else await measure(known, folder, Number(count))
