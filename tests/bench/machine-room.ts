import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JobProgress } from '#core/grbl/machine-snapshot.ts'
import Database from 'better-sqlite3'
import type { MachineService } from '../../src-main/machine/machine-service.ts'
import { blockFor, forkedService } from '../machine/forked-engine.ts'
import { denseProgram, jobOf } from '../machine/rehearsal.ts'

/**
 * The machine room under load: a program of 17-byte lines over the paced link while this process, the
 * engine's parent, blocks for 2 s and sums a million rows; then a program of two million lines. Prints
 * a table. Usage: node tests/bench/machine-room.ts [lines] [big lines]
 */
const LINES = Number(process.argv[2] ?? '100000')
const BIG_LINES = Number(process.argv[3] ?? '2000000')
const LINK_BYTES_PER_SECOND = 11_520

interface Record {
  readonly receiveHighWaterBytes: number
  readonly receiveDroppedBytes: number
  readonly starvedMs: number
  readonly receivedLines: readonly string[]
  readonly lineTimesMs: readonly number[]
}

const folder = mkdtempSync(join(tmpdir(), 'rmos-room-'))
const rows: string[] = []
const tell = (what: string, value: string) => {
  rows.push(`${what.padEnd(56)} ${value}`)
}

/** Resident memory of the engine's process, MB; 0 where the system does not tell. */
function engineMb(): number {
  try {
    const pids = execFileSync('pgrep', ['-P', String(process.pid)], { encoding: 'utf8' })
    const sizes = pids.trim().split('\n').map(residentMb)
    return Math.max(...sizes)
  } catch {
    return 0
  }
}

function residentMb(pid: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

/** Sums a million rows in this process, as a heavy report would. */
function queryMillion(): number {
  const db = new Database(':memory:')
  db.exec('CREATE TABLE t (a INTEGER, b REAL)')
  const add = db.prepare('INSERT INTO t VALUES (?, ?)')
  db.transaction(() => {
    for (let index = 0; index < 1_000_000; index += 1) add.run(index % 977, index / 3)
  })()
  const beginMs = performance.now()
  db.prepare('SELECT a, SUM(b), COUNT(*) FROM t GROUP BY a ORDER BY 2').all()
  db.close()
  return performance.now() - beginMs
}

function ended(service: MachineService): Promise<JobProgress> {
  return new Promise((resolve) => {
    service.jobFinished((progress) => {
      resolve(progress)
    })
  })
}

async function denseUnderLoad(): Promise<void> {
  const recordPath = join(folder, 'record.json')
  const service = forkedService()
  const opened = await service.connect(`virtual:?record=${encodeURIComponent(recordPath)}`)
  if (!opened.ok) throw new Error(opened.error.message)
  const end = ended(service)
  const started = await service.start(
    jobOf(denseProgram(LINES), null, { journalPath: join(folder, 'j.jsonl') }),
  )
  if (!started.ok) throw new Error(started.error.message)
  setTimeout(() => {
    blockFor(2000)
  }, 3000)
  setTimeout(() => {
    tell('query over 1,000,000 rows, in main', `${queryMillion().toFixed(0)} ms`)
  }, 7000)
  const progress = await end
  await service.disconnect()
  await service.close()
  const record = JSON.parse(readFileSync(recordPath, 'utf8')) as Record
  const seconds = ((record.lineTimesMs.at(-1) ?? 0) - (record.lineTimesMs[4] ?? 0)) / 1000
  const bytes = record.receivedLines.reduce((sum, line) => sum + line.length + 1, 0)
  const share = (100 * bytes) / seconds / LINK_BYTES_PER_SECOND
  const fair = (100 * bytes) / (seconds - record.starvedMs / 1000) / LINK_BYTES_PER_SECOND
  tell(`${String(LINES)} lines of 17 bytes`, progress.outcome ?? '')
  tell(
    'share of the link used (and less the system’s own pauses)',
    `${share.toFixed(2)} % (${fair.toFixed(2)} %)`,
  )
  tell(
    'receive ring at most, dropped',
    `${String(record.receiveHighWaterBytes)} bytes, ${String(record.receiveDroppedBytes)}`,
  )
}

function writeBig(path: string): { readonly bytes: number; readonly sha256: string } {
  const hash = createHash('sha256')
  const file = openSync(path, 'w')
  let bytes = 0
  const put = (text: string) => {
    hash.update(text)
    bytes += writeSync(file, text)
  }
  put('G21 G90 G94 G17\nM3 S12000\nG0 X60 Y50 Z-1\nG1 F3000\n')
  let part = ''
  for (let index = 1; index <= BIG_LINES; index += 1) {
    const angle = index * 0.0015
    part += `G1 X${(50 + 10 * Math.cos(angle)).toFixed(4)} Y${(50 + 10 * Math.sin(angle)).toFixed(4)} F3000\n`
    if (part.length > 1_000_000) {
      put(part)
      part = ''
    }
  }
  put(`${part}M5\nM2\n`)
  closeSync(file)
  return { bytes, sha256: hash.digest('hex') }
}

/** Hold and resume many times; the engine answers a hold when its `!` is on the wire. */
async function holdLatencies(service: MachineService, count: number): Promise<readonly number[]> {
  const times: number[] = []
  for (let index = 0; index < count; index += 1) {
    const beginMs = performance.now()
    const held = await service.hold()
    if (held.ok) times.push(performance.now() - beginMs)
    await until(() => service.snapshot().engineState === 'held')
    await service.resume()
    await until(() => service.snapshot().engineState === 'streaming')
  }
  return times.toSorted((a, b) => a - b)
}

async function until(done: () => boolean): Promise<void> {
  for (let waited = 0; waited < 2000 && !done(); waited += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function bigProgram(): Promise<void> {
  const path = join(folder, 'big.nc')
  const { bytes, sha256 } = writeBig(path)
  const service = forkedService()
  const opened = await service.connect('virtual:')
  if (!opened.ok) throw new Error(opened.error.message)
  const beginMs = performance.now()
  const started = await service.start({
    ...jobOf('', null, { journalPath: join(folder, 'big.jsonl') }),
    source: { kind: 'file', path, offsetBytes: 0, lengthBytes: bytes },
    sha256,
  })
  if (!started.ok) throw new Error(started.error.message)
  const loadedMs = performance.now() - beginMs
  tell(
    `${String(BIG_LINES)} lines, ${(bytes / 1e6).toFixed(0)} MB: hashed, prepared, first line out`,
    `${(loadedMs / 1000).toFixed(2)} s`,
  )
  tell('engine memory with it', `${engineMb().toFixed(0)} MB`)
  const times = await holdLatencies(service, 60)
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1)
  tell(
    `hold asked to ! on the wire, ${String(times.length)} times`,
    `median ${at(0.5)} ms, p99 ${at(0.99)} ms`,
  )
  const stopMs = performance.now()
  await service.stop()
  tell('stop asked to ! on the wire', `${(performance.now() - stopMs).toFixed(1)} ms`)
  await until(() => service.snapshot().engineState === 'ready')
  tell('engine memory afterwards', `${engineMb().toFixed(0)} MB`)
  await service.close()
}

try {
  if (BIG_LINES > 0) await bigProgram()
  if (LINES > 0) await denseUnderLoad()
} finally {
  rmSync(folder, { recursive: true })
}
tell('load average', loadavg()[0]?.toFixed(2) ?? '?')
process.stdout.write(`${rows.join('\n')}\n`)
