import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { createRunStore } from '../../src-main/runs/run-store.ts'
import type { RunStore } from '../../src-main/runs/run-store.ts'
import { openDatabase } from '../../src-main/store/database.ts'

const ROOT = join(import.meta.dirname, '../..')
const MIGRATIONS_DIR = join(ROOT, 'src-main/store/migrations')
const EXAMPLE = join(ROOT, 'data/examples/classical-mosaic-46.json')
const RUN_ID = /^[0-9a-f]{32}$/gm

/** What is killed: the command `rmos run`, or a program that records one run after another. */
export type Victim = 'rmos run' | 'record loop'

/** How to torture. */
export interface Torture {
  readonly victim: Victim
  readonly kills: number
  /** The same seed kills after the same delays (what the victim is at by then is the system's doing). */
  readonly seed: number
}

/** What came of it; every field from `lost` on must be 0 or empty. */
export interface TortureOutcome {
  readonly seed: number
  /** Victims that were killed before they ended by themselves. */
  readonly killed: number
  readonly endedBefore: number
  /** Run ids that were printed: promises to be kept. */
  readonly acknowledged: number
  /** Runs in the database, some of them committed but killed before they were printed. */
  readonly recorded: number
  readonly quarantined: number
  readonly seconds: number
  /** Acknowledged runs that are not there. */
  readonly lost: readonly string[]
  /** Runs that are there and do not verify. */
  readonly damaged: readonly string[]
  /** Rows without a file. */
  readonly missing: readonly string[]
  /** Problems of opening, integrity_check or sweeping. */
  readonly problems: readonly string[]
}

/** Kills a victim's whole process group again and again, and looks after each kill what is left. */
export async function torture({ victim, kills, seed }: Torture): Promise<TortureOutcome> {
  const startedMs = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'rmos-torture-'))
  const random = randomFrom(seed)
  const acknowledged = new Set<string>()
  const found = { killed: 0, endedBefore: 0, quarantined: 0 }
  const faults = {
    damaged: new Set<string>(),
    missing: new Set<string>(),
    problems: [] as string[],
  }
  try {
    let typicalMs = await typicalDurationMs(victim, folder)
    for (let kill = 0; kill < kills; kill += 1) {
      const end = await runAndKill(victim, folder, killDelayMs(typicalMs, random))
      // Follows the machine's load, so that the kills stay around the moment of the promise.
      if (victim === 'rmos run') typicalMs *= end.printed.length > 0 ? 0.97 : 1.02
      for (const runId of end.printed) acknowledged.add(runId)
      if (end.wasKilled) found.killed += 1
      else found.endedBefore += 1
      found.quarantined += await lookAt(join(folder, 'data'), faults, 'newest')
    }
    const recorded = new Set<string>()
    await lookAt(join(folder, 'data'), faults, recorded)
    return {
      ...{ seed, ...found, acknowledged: acknowledged.size, recorded: recorded.size },
      seconds: (performance.now() - startedMs) / 1000,
      lost: [...acknowledged].filter((runId) => !recorded.has(runId)),
      damaged: [...faults.damaged],
      missing: [...faults.missing],
      problems: faults.problems,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Most kills land near the end, where the files and the row are written and the id is printed. */
function killDelayMs(typicalMs: number, random: () => number): number {
  const isAnywhere = random() < 0.3
  return typicalMs * (isAnywhere ? random() : 0.8 + 0.4 * random())
}

async function typicalDurationMs(victim: Victim, folder: string): Promise<number> {
  if (victim === 'record loop') return 700
  const durationsMs: number[] = []
  for (let run = 0; run < 3; run += 1) {
    const startedMs = performance.now()
    const end = await runAndKill(victim, join(folder, `trial-${String(run)}`), 60_000)
    if (end.printed.length !== 1) throw new Error(`an undisturbed run printed ${end.output}`)
    durationsMs.push(performance.now() - startedMs)
  }
  return durationsMs.sort((a, b) => a - b)[1] ?? 0
}

function commandOf(victim: Victim, folder: string): readonly string[] {
  const data = join(folder, 'data')
  if (victim === 'record loop') return [join(ROOT, 'tests/torture/record-loop.ts'), data]
  return [
    ...[join(ROOT, 'scripts/rmos.mjs'), 'run', EXAMPLE, '--post', 'grbl'],
    ...['--out', join(folder, 'out'), '--data', data],
  ]
}

async function runAndKill(
  victim: Victim,
  folder: string,
  delayMs: number,
): Promise<{
  readonly wasKilled: boolean
  readonly printed: readonly string[]
  readonly output: string
}> {
  // A group of its own, so that the kill takes every process the victim may have started.
  const child = spawn(process.execPath, commandOf(victim, folder), {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let complaints = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString()
  })
  const ended = new Promise<boolean>((resolve) => {
    child.on('close', (_, signal) => {
      resolve(signal === 'SIGKILL')
    })
  })
  const timer = new AbortController()
  await Promise.race([ended, delay(delayMs, null, { signal: timer.signal }).catch(() => null)])
  timer.abort()
  killGroup(child.pid)
  const wasKilled = await ended
  return { wasKilled, printed: output.match(RUN_ID) ?? [], output: output + complaints }
}

/** Kills a process with everything it started, at once. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) throw new Error('the victim did not start')
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    // Gone by itself before the kill.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

interface Faults {
  readonly damaged: Set<string>
  readonly missing: Set<string>
  readonly problems: string[]
}

/**
 * Starts up on what is left, as the app does. Verifies the newest page, or with a set to fill, all
 * runs. Returns the number of files that were moved to the quarantine.
 */
async function lookAt(
  dataDir: string,
  faults: Faults,
  recorded: 'newest' | Set<string>,
): Promise<number> {
  const clock = () => new Date()
  const newInstallId = () => 'torture'
  const store = noted(
    faults,
    await openDatabase({ dataDir, migrationsDir: MIGRATIONS_DIR, newInstallId, clock }),
  )
  if (store === null) return 0
  try {
    noted(faults, store.checkIntegrity())
    const runs = createRunStore({ dataDir, files: nodeFiles(), store, clock })
    const swept = noted(faults, await runs.sweep())
    for (const { runId } of swept?.missing ?? []) faults.missing.add(runId)
    let cursor = await verifyPage(runs, faults, { cursor: null, recorded })
    while (cursor !== null && recorded !== 'newest') {
      cursor = await verifyPage(runs, faults, { cursor, recorded })
    }
    requireTidy(dataDir, faults)
    return swept?.quarantined.length ?? 0
  } finally {
    store.close()
  }
}

function noted<T>(faults: Faults, result: Result<T, Problem>): T | null {
  if (result.ok) return result.value
  faults.problems.push(result.error.message)
  return null
}

async function verifyPage(
  runs: RunStore,
  faults: Faults,
  place: { readonly cursor: string | null; readonly recorded: 'newest' | Set<string> },
): Promise<string | null> {
  const page = noted(faults, await runs.list({ limit: 5, cursor: place.cursor, status: null }))
  if (page === null) return null
  for (const { runId } of page.damaged) faults.damaged.add(runId)
  for (const { runId } of page.runs) {
    if (noted(faults, await runs.verify(runId))?.ok !== true) faults.damaged.add(runId)
    if (place.recorded !== 'newest') place.recorded.add(runId)
  }
  return page.nextCursor
}

/** After the sweep no temporary file may be left where runs are kept. */
function requireTidy(dataDir: string, faults: Faults): void {
  const left = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.tmp') && !name.startsWith('quarantine'),
  )
  if (left.length > 0) faults.problems.push(`left behind: ${left.join(', ')}`)
}

/** Mulberry32, a small seedable generator (Tommy Ettinger, public domain): 0 ≤ x < 1. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The outcome as a table for people. */
export function tableOf(victim: Victim, outcome: TortureOutcome): string {
  const rows: readonly (readonly [string, string | number])[] = [
    ['victim', victim],
    ['seed', outcome.seed],
    ['killed', outcome.killed],
    ['ended before the kill', outcome.endedBefore],
    ['run ids printed', outcome.acknowledged],
    ['runs recorded', outcome.recorded],
    ['files quarantined', outcome.quarantined],
    ['printed runs lost', outcome.lost.length],
    ['runs that do not verify', outcome.damaged.length],
    ['rows without a file', outcome.missing.length],
    ['problems', outcome.problems.length],
    ['seconds', outcome.seconds.toFixed(1)],
  ]
  const lines = rows.map(([name, value]) => `${name.padEnd(26)}${String(value)}`)
  return `${[...lines, ...outcome.problems].join('\n')}\n`
}

/** `node tests/torture/kill-run.ts [KILLS] [SEED]`: both victims; exit 1 when a promise was broken. */
async function main(): Promise<void> {
  const kills = Number(process.argv[2] ?? 200)
  const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)
  for (const victim of ['rmos run', 'record loop'] as const) {
    const outcome = await torture({ victim, kills, seed })
    process.stdout.write(`${tableOf(victim, outcome)}\n`)
    const { lost, damaged, missing, problems } = outcome
    if (lost.length + damaged.length + missing.length + problems.length > 0) process.exitCode = 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
