import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import type { MigrationSources } from '#core/contract/migration.contract.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { performTask } from '../../src-main/migration/perform-task.ts'
import { NO_SOURCES } from '../../src-main/migration/sources.ts'
import type {
  MigrationTask,
  TaskEnd,
  TaskResults,
  TaskStep,
} from '../../src-main/migration/task.ts'

/** The shipped database scripts. */
export const MIGRATIONS_DIR = join(import.meta.dirname, '../../src-main/store/migrations')

const NOON_UTC = '2026-11-21T12:00:00.000Z'

/** An empty folder, gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rmos-migration-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** Writes a text or a value as JSON; its path. */
export function writeJsonFile(path: string, content: unknown): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** A folder with a database to import into. */
export interface Bench {
  readonly folder: string
  readonly dbPath: string
  /** The time of the bench's clock, which stands still until it is set. */
  readonly clock: { nowUtc: string }
  readonly end: <K extends MigrationTask['kind']>(
    task: Order<K>,
    watch?: { readonly tell?: (step: TaskStep) => void; readonly isCancelled?: () => boolean },
  ) => Promise<TaskEnd<K>>
  /** The result of a task that finishes. */
  readonly run: <K extends MigrationTask['kind']>(task: Order<K>) => Promise<TaskResults[K]>
  readonly migrate: (
    sources: Partial<MigrationSources>,
    dryRun?: boolean,
  ) => Promise<TaskResults['migrate']>
  readonly report: (sources: Partial<MigrationSources>) => Promise<TaskResults['report']>
  /** Reads the database through a connection of its own. */
  readonly rows: <T>(sql: string) => T[]
}

type Order<K extends MigrationTask['kind']> = Omit<
  Extract<MigrationTask, { kind: K }>,
  'taskId' | 'dbPath' | 'migrationsDir' | 'actor'
> & { readonly kind: K }

/** A bench in a folder of its own. */
export function openBench(folder: string = emptyFolder()): Bench {
  const dbPath = join(folder, 'rmos.db')
  const clock = { nowUtc: NOON_UTC }
  const place = {
    path: dbPath,
    migrationsDir: MIGRATIONS_DIR,
    files: nodeFiles(),
    clock: () => new Date(clock.nowUtc),
    newId: () => 'abcdef0123456789',
  }
  const end: Bench['end'] = async (task, { tell, isCancelled } = {}) => {
    const base = { taskId: 'task-1', dbPath, migrationsDir: MIGRATIONS_DIR, actor: 'ada' }
    const ended = await performTask({ ...base, ...task } as unknown as MigrationTask, {
      place,
      tell: tell ?? (() => undefined),
      isCancelled: isCancelled ?? (() => false),
    })
    return ended as TaskEnd<(typeof task)['kind']>
  }
  const run: Bench['run'] = async (task) => {
    const ended = await end(task)
    if (ended.state === 'finished') return ended.result
    throw new Error(ended.state === 'failed' ? ended.problem.message : ended.state)
  }
  return {
    folder,
    dbPath,
    clock,
    end,
    run,
    migrate: (sources, dryRun = false) =>
      run<'migrate'>({
        kind: 'migrate',
        sources: { ...NO_SOURCES, ...sources },
        dryRun,
        backup: true,
      }),
    report: (sources) =>
      run<'report'>({ kind: 'report', sources: { ...NO_SOURCES, ...sources }, depth: 'audit' }),
    rows: <T>(sql: string) => {
      const db = new Database(dbPath, { readonly: true })
      try {
        return db.prepare<[], T>(sql).all()
      } finally {
        db.close()
      }
    },
  }
}
