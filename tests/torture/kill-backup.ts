import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import { parseBackupName } from '../../src-main/backup/backup-names.ts'
import { settleRestore } from '../../src-main/backup/finish-restore.ts'
import { makeBackup } from '../../src-main/backup/make-backup.ts'
import { readThrough } from '../../src-main/backup/unpack-copy.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { createRunStore } from '../../src-main/runs/run-store.ts'
import { openDatabase } from '../../src-main/store/database.ts'
import { runIdOf, samplePrograms, sampleRun } from '../durability/sample-run.ts'
import { killGroup, randomFrom } from './kill-run.ts'

const ROOT = join(import.meta.dirname, '../..')
const PLACE = {
  migrationsDir: join(ROOT, 'src-main/store/migrations'),
  newInstallId: () => 'torture',
  clock: () => new Date(),
}
/** The kills come this long after the start; the victim needs about 300 ms to get going. */
const DELAY_MS = { least: 200, most: 2000 }

/** What is killed: a program that makes one copy after another, or one that restores two in turn. */
export type BackupVictim = 'backup' | 'restore'

/** What came of it; `faults` must be empty. */
export interface BackupTorture {
  readonly seed: number
  readonly killed: number
  /** Copies or restores that were printed as done. */
  readonly promised: number
  /** Restores that were found written down and were finished at the next start. */
  readonly finishedLater: number
  readonly faults: readonly string[]
  readonly seconds: number
}

function demand<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** Patterns and runs that a data folder is filled with. */
interface State {
  readonly patterns: number
  readonly runs: number
}
const SMALL: State = { patterns: 3, runs: 2 }
const LARGE: State = { patterns: 40, runs: 5 }

async function fillTo(dataDir: string, { patterns, runs }: State): Promise<void> {
  const store = demand(await openDatabase({ ...PLACE, dataDir }))
  const runStore = createRunStore({ dataDir, files: nodeFiles(), store, clock: PLACE.clock })
  for (let id = 0; id < patterns; id += 1) demand(store.patterns.upsert({ id: `p${String(id)}` }))
  for (let number = 1; number <= runs; number += 1) {
    const runId = runIdOf(number)
    if (demand(store.runs.get(runId)) !== null) continue
    const programs = samplePrograms(number === 2 ? 201_000 : 2000)
    demand(await runStore.record(sampleRun({ runId, programs }), { planId: null }))
  }
  store.close()
}

function backUp(dataDir: string): Promise<string> {
  return makeBackup(
    {
      dataDir,
      databasePath: join(dataDir, 'rmos.db'),
      kind: 'manual',
      scope: 'everything',
      appVersion: '0.1.0',
      target: null,
    },
    { files: nodeFiles(), clock: PLACE.clock },
  ).then((made) => demand(made).path)
}

/** Starts up as the app does and says in one word what is there; every run must verify. */
async function stateOf(dataDir: string): Promise<string> {
  const store = demand(await openDatabase({ ...PLACE, dataDir }))
  try {
    demand(store.checkIntegrity())
    const runStore = createRunStore({ dataDir, files: nodeFiles(), store, clock: PLACE.clock })
    const { missing } = demand(await runStore.sweep())
    const { runs } = demand(await runStore.list({ limit: 50, cursor: null, status: null }))
    for (const { runId } of runs) {
      if (!demand(await runStore.verify(runId)).ok) return `run ${runId} is damaged`
    }
    if (missing.length > 0) return `${String(missing.length)} runs without a file`
    const patterns = demand(store.patterns.list({ limit: 1000 })).length
    return `${String(patterns)} patterns, ${String(runs.length)} runs`
  } finally {
    store.close()
  }
}

const textOf = ({ patterns, runs }: State) => `${String(patterns)} patterns, ${String(runs)} runs`

async function runAndKill(words: readonly string[], delayMs: number) {
  const child = spawn(process.execPath, [join(ROOT, 'tests/torture/backup-loop.ts'), ...words], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let complaints = ''
  child.stdout.on('data', (piece: Buffer) => (printed += piece.toString()))
  child.stderr.on('data', (piece: Buffer) => (complaints += piece.toString()))
  const ended = new Promise<boolean>((resolve) => {
    child.on('close', (_, signal) => {
      resolve(signal === 'SIGKILL')
    })
  })
  await Promise.race([ended, delay(delayMs)])
  killGroup(child.pid)
  const wasKilled = await ended
  return { wasKilled, promised: printed.split('\n').filter((line) => line !== ''), complaints }
}

/** After a killed backup: the data as it was, every named copy whole, every promised copy there. */
async function lookAfterBackup(dataDir: string, promised: readonly string[]): Promise<string[]> {
  const faults: string[] = []
  const state = await stateOf(dataDir)
  if (state !== textOf(LARGE)) faults.push(`after a backup: ${state}`)
  const folder = join(dataDir, 'backups')
  const names = readdirSync(folder).filter((name) => parseBackupName(name) !== null)
  for (const name of names) {
    const read = await readThrough(join(folder, name), {})
    if (!read.ok) faults.push(read.error.message)
  }
  const newest = promised.at(-1)
  if (newest !== undefined && !names.some((name) => newest.endsWith(name))) {
    faults.push(`${newest} was promised and is gone`)
  }
  // The next backup clears away what the killed one left.
  rmSync(await backUp(dataDir))
  const rest = readdirSync(folder).filter((name) => parseBackupName(name) === null)
  if (rest.length > 0) faults.push(`left behind: ${rest.join(', ')}`)
  return faults
}

/** After a killed restore: one of the two states, whole, and what was replaced whole as well. */
async function lookAfterRestore(dataDir: string): Promise<{ faults: string[]; later: boolean }> {
  const faults: string[] = []
  const settled = demand(await settleRestore(nodeFiles(), dataDir))
  const allowed = [textOf(SMALL), textOf(LARGE)]
  for (const folder of [
    '',
    ...readdirSync(dataDir).filter((name) => name.startsWith('replaced-')),
  ]) {
    const state = await stateOf(join(dataDir, folder))
    if (!allowed.includes(state)) faults.push(`${folder === '' ? 'the data' : folder}: ${state}`)
    if (folder !== '') rmSync(join(dataDir, folder), { recursive: true })
  }
  const rest = readdirSync(dataDir).filter((name) => name.startsWith('.restore-'))
  if (rest.length > 0) faults.push(`left behind: ${rest.join(', ')}`)
  return { faults, later: settled !== null }
}

/** Kills a victim's whole process group again and again, and looks after each kill what is left. */
export async function tortureBackups(
  victim: BackupVictim,
  kills: number,
  seed: number,
): Promise<BackupTorture> {
  const startedMs = performance.now()
  const random = randomFrom(seed)
  const folder = mkdtempSync(join(tmpdir(), 'rmos-torture-'))
  const dataDir = join(folder, 'data')
  const found = { killed: 0, promised: 0, finishedLater: 0 }
  const faults: string[] = []
  try {
    await fillTo(dataDir, SMALL)
    const copies = [await backUp(dataDir)]
    await fillTo(dataDir, LARGE)
    copies.push(await backUp(dataDir))
    for (let kill = 0; kill < kills && faults.length < 10; kill += 1) {
      const delayMs = DELAY_MS.least + random() * (DELAY_MS.most - DELAY_MS.least)
      const turned = kill % 2 === 0 ? copies : [...copies].reverse()
      const words = victim === 'backup' ? [victim, dataDir] : [victim, dataDir, ...turned]
      const end = await runAndKill(words, delayMs)
      if (end.wasKilled) found.killed += 1
      else faults.push(`the victim ended by itself: ${end.complaints}`)
      found.promised += end.promised.length
      if (victim === 'backup') faults.push(...(await lookAfterBackup(dataDir, end.promised)))
      else {
        const looked = await lookAfterRestore(dataDir)
        faults.push(...looked.faults)
        if (looked.later) found.finishedLater += 1
      }
    }
    return { seed, ...found, faults, seconds: (performance.now() - startedMs) / 1000 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `node tests/torture/kill-backup.ts [KILLS] [SEED]`: both victims; exit 1 when anything broke. */
async function main(): Promise<void> {
  const kills = Number(process.argv[2] ?? 150)
  const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)
  for (const victim of ['restore', 'backup'] as const) {
    const { faults, ...numbers } = await tortureBackups(victim, kills, seed)
    const rows = Object.entries(numbers).map(
      ([name, value]) => `${name.padEnd(16)}${String(value)}`,
    )
    process.stdout.write(`${[`victim          ${victim}`, ...rows].join('\n')}\n`)
    process.stdout.write(`faults          ${String(faults.length)}\n${faults.join('\n')}\n`)
    if (faults.length > 0) process.exitCode = 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
