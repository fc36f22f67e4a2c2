/**
 * Main of the application as `rmos serve` runs it, in a process of its own that can be told to do what
 * keeps it from everything else. Forked by `loaded-app.ts`; `argv[2]` is the data folder.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import type { RunSummary } from '#core/contract/runs.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import { success } from '#core/outcome/result.ts'
import { backupModulePath } from '../../src-main/backup/backup-desk.ts'
import { forkEngine } from '../../src-main/machine/fork-engine.ts'
import { migrationModulePath } from '../../src-main/migration/task-runner.ts'
import { startServer } from '../../src-main/serve/start-server.ts'
import { keepWorkshop } from '../../src-main/workshop/workshop-keeper.ts'
import { blockFor } from '../machine/forked-engine.ts'

/** What the process may be told, and what it answers. */
export interface LoadedMainCalls {
  readonly url: { readonly order: null; readonly answer: string }
  /** Keeps main from doing anything else. */
  readonly block: { readonly order: number; readonly answer: null }
  /** Makes the million rows. */
  readonly fill: { readonly order: null; readonly answer: null }
  /** Sums a million rows, ms. */
  readonly query: { readonly order: null; readonly answer: number }
  /** Hands a file in and gives its run. */
  readonly handIn: { readonly order: string; readonly answer: string }
  readonly connect: { readonly order: string; readonly answer: null }
  /** Starts the only program of a run and answers with its end. */
  readonly run: { readonly order: string; readonly answer: string }
  /** The run recorded last. */
  readonly newestRun: { readonly order: null; readonly answer: string }
  /** Starts the only program of a run: ms until its first lines are on the wire. */
  readonly begin: { readonly order: string; readonly answer: number }
  /** Holds and resumes so many times: ms from asking until `!` was on the wire. */
  readonly holds: { readonly order: number; readonly answer: readonly number[] }
  /** Starts the only program of a run, then holds and resumes likewise until another run is recorded. */
  readonly holdsWhileLoading: { readonly order: string; readonly answer: readonly number[] }
  readonly stop: { readonly order: null; readonly answer: number }
  readonly disconnect: { readonly order: null; readonly answer: null }
  /** Longest delay of main's event loop since the last question, ms. */
  readonly delay: { readonly order: null; readonly answer: number }
}

const ROOT = resolve(import.meta.dirname, '../..')
const dataDir = process.argv[2] ?? ''

function must<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

const keeper = must(
  await keepWorkshop({
    dataDir,
    databasePath: join(dataDir, 'rmos.sqlite'),
    installDir: ROOT,
    shell: 'browser',
    spawnEngine: forkEngine(),
    spawnBackup: forkEngine(backupModulePath()),
    spawnMigration: forkEngine(migrationModulePath()),
    log: () => undefined,
    openFolder: () => Promise.resolve(success(undefined)),
    logDefect: ({ call, stack }) => {
      process.stderr.write(`${call}: ${stack}\n`)
    },
    newRequestId: () => randomBytes(8).toString('hex'),
  }),
)
let newestUrl = ''
const server = must(
  await startServer({
    dispatch: keeper.dispatch,
    subscribe: (listener) => keeper.subscribe(listener),
    rendererDir: join(ROOT, 'out/renderer'),
    port: 0,
    host: '127.0.0.1',
    onNewLink: (url) => {
      newestUrl = url
    },
    direct: keeper.machine.direct,
  }),
)
const { machine } = keeper
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()

let million: Database.Database | null = null

/** A table of a million rows, made when it is first asked for: it costs main 50 MB and a second. */
function millionRows(): Database.Database {
  if (million !== null) return million
  const rows = new Database(join(dataDir, 'million.sqlite'))
  rows.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a INTEGER, b REAL)')
  rows.transaction(() => {
    const add = rows.prepare('INSERT INTO t VALUES (?, ?)')
    for (let index = 0; index < 1_000_000; index += 1) add.run(index % 977, index / 3)
  })()
  million = rows
  return rows
}

async function call<T>(name: string, input: unknown): Promise<T> {
  return must(await keeper.dispatch(name, input)) as T
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((turn) => setTimeout(turn, 2))
}

async function handIn(path: string): Promise<string> {
  const bytes = new Uint8Array(readFileSync(path))
  const uploadId = randomBytes(8).toString('hex')
  for (let at = 0; ; at += 1_000_000) {
    const last = at + 1_000_000 >= bytes.length
    const piece = { uploadId, fileName: 'loads.nc', bytes: bytes.slice(at, at + 1_000_000), last }
    const { run } = await call<{ run: RunSummary | null }>('runs.receiveProgram', piece)
    if (run !== null) return run.runId
  }
}

async function begin(runId: string): Promise<number> {
  const choice = { runId, programId: '1-external' }
  const { warnings } = await call<{ warnings: string[] }>('machine.startGate', choice)
  const begunMs = performance.now()
  const checklist = { toolFitted: true, stockClamped: true, zeroSet: true }
  await call('machine.start', {
    ...choice,
    acknowledged: warnings,
    optionalStops: false,
    checklist,
  })
  return performance.now() - begunMs
}

async function run(runId: string): Promise<string> {
  const ended = new Promise<string>((tell) => {
    const forget = machine.jobFinished(({ outcome, outcomeSentence }) => {
      forget()
      tell(`${String(outcome)} ${outcomeSentence}`.trim())
    })
  })
  await begin(runId)
  return ended
}

/** Holds once and resumes; ms until `!` was on the wire. */
async function hold(): Promise<number> {
  await until(() => machine.snapshot().engineState === 'streaming')
  const begunMs = performance.now()
  must(await machine.hold())
  const tookMs = performance.now() - begunMs
  await until(() => machine.snapshot().engineState === 'held')
  must(await machine.resume())
  return tookMs
}

async function holds(count: number): Promise<readonly number[]> {
  const times: number[] = []
  while (times.length < count) times.push(await hold())
  return times
}

async function newestRun(): Promise<string> {
  const { runs } = await call<{ runs: RunSummary[] }>('runs.list', {})
  return runs[0]?.runId ?? ''
}

async function holdsWhileLoading(runId: string): Promise<readonly number[]> {
  const before = await newestRun()
  await begin(runId)
  const times: number[] = []
  while ((await newestRun()) === before) times.push(await hold())
  return times
}

const answers: {
  readonly [Name in keyof LoadedMainCalls]: (
    order: LoadedMainCalls[Name]['order'],
  ) => LoadedMainCalls[Name]['answer'] | Promise<LoadedMainCalls[Name]['answer']>
} = {
  // each link lets one browser in
  url: () => (newestUrl === '' ? server.url : newestUrl),
  block: (blockMs) => {
    blockFor(blockMs)
    return null
  },
  fill: () => {
    millionRows()
    return null
  },
  query: () => {
    const rows = millionRows()
    const begunMs = performance.now()
    rows.prepare('SELECT a, SUM(b), COUNT(*) FROM t GROUP BY a ORDER BY 2').all()
    return performance.now() - begunMs
  },
  handIn,
  connect: async (portUri) => {
    must(await machine.connect(portUri))
    return null
  },
  newestRun,
  begin,
  run,
  holds,
  holdsWhileLoading,
  stop: async () => {
    const begunMs = performance.now()
    must(await machine.stop())
    const tookMs = performance.now() - begunMs
    await until(() => ['ready', 'alarm'].includes(machine.snapshot().engineState))
    return tookMs
  },
  disconnect: async () => {
    must(await machine.disconnect())
    return null
  },
  delay: () => {
    const longestMs = delay.max / 1e6
    delay.reset()
    return longestMs
  },
}

process.on('message', (message) => {
  const { id, name, order } = message as { id: number; name: keyof LoadedMainCalls; order: never }
  Promise.resolve(answers[name](order)).then(
    (answer) => process.send?.({ id, answer }),
    (error: unknown) => process.send?.({ id, error: String(error) }),
  )
})
process.on('disconnect', () => {
  void server.close().then(keeper.close)
})
