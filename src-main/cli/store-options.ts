import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { MigrationSources } from '#core/contract/migration.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { runHere } from '../migration/task-runner.ts'
import { nodeFiles } from '../files/node-files.ts'
import type { MigrationTask, TaskBase, TaskEnd } from '../migration/task.ts'
import type { TargetPlace } from '../store/migration-target.ts'
import { realSurroundings } from '../workshop/surroundings.ts'
import type { Command, CommandContext } from './command.ts'
import { createTaskProgress } from './task-progress.ts'

/** Option values as `parseArgs` gives them. */
export type OptionValues = Parameters<Command['run']>[0]['values']

/** The options that name JSON and database, for every command that compares the two. */
export const SOURCE_OPTIONS = {
  'patterns-json': { type: 'string' },
  'joblog-json': { type: 'string' },
  'stripfam-json': { type: 'string' },
  'from-dir': { type: 'string' },
  db: { type: 'string' },
} as const

/** What `SOURCE_OPTIONS` mean, for `--help`. */
export const SOURCE_USAGE = [
  '--patterns-json, --joblog-json, --stripfam-json: a file (list, dictionary by id, wrapper object, JSON Lines) or a folder with a file per record',
  '--from-dir: a folder that holds all of them, e.g. patterns.json or patterns/*.json; without any of these, data/rmos or data/rmos_legacy below the current folder',
  "--db: another database than the workshop's",
].join('\n')

/** The text of an option; null when it was not given. */
export function textOption(values: OptionValues, name: string): string | null {
  const value = values[name]
  return typeof value === 'string' ? value : null
}

/** Where the older system kept its data, seen from its own folder. */
const USUAL_FOLDERS = ['data/rmos', 'data/rmos_legacy']

/** The JSON that was named, or that lies in its usual place. */
export function chosenSources(values: OptionValues, cwd = process.cwd()): MigrationSources {
  const named = {
    patternsJson: textOption(values, 'patterns-json'),
    joblogJson: textOption(values, 'joblog-json'),
    stripfamJson: textOption(values, 'stripfam-json'),
    fromDir: textOption(values, 'from-dir'),
  }
  if (Object.values(named).some((path) => path !== null)) return named
  const usual = USUAL_FOLDERS.map((folder) => join(cwd, folder)).find((path) => existsSync(path))
  return { ...named, fromDir: usual ?? null }
}

/** The database that was named, or the workshop's. */
export function chosenDatabase(
  values: OptionValues,
  { database }: CommandContext,
): Result<string, Problem> {
  const named = textOption(values, 'db')
  if (named !== null) return success(resolve(named))
  if (!database.isSqliteDisabled) return success(database.databasePath)
  return failure({
    kind: 'storage',
    message: 'The database is switched off by RMOS_SQLITE_DISABLE.',
    remedy: 'Unset it, or name a database with --db.',
    requestId: '',
  })
}

/** The database's place with the real disk, clock and random ids. */
export function targetPlace(context: CommandContext, path: string): TargetPlace {
  const { clock, newId } = realSurroundings()
  return { path, migrationsDir: migrationsDirOf(context), files: nodeFiles(), clock, newId }
}

function migrationsDirOf({ installDir }: CommandContext): string {
  return join(installDir, 'src-main/store/migrations')
}

/** What every task of the command line is told. */
export function taskBase(context: CommandContext, dbPath: string): TaskBase {
  const { newId, actor } = realSurroundings()
  return { taskId: newId(), dbPath, migrationsDir: migrationsDirOf(context), actor }
}

/** Runs a task in this process, with progress on stderr; Ctrl+C calls it off. */
export async function runWithProgress<K extends MigrationTask['kind']>(
  context: CommandContext,
  task: Extract<MigrationTask, { kind: K }>,
): Promise<TaskEnd<K>> {
  // What does not fit in memory is put on the database's own disk, not in a small /tmp.
  process.env['SQLITE_TMPDIR'] ??= dirname(task.dbPath)
  const progress = createTaskProgress(context)
  const end = await runHere()<K>(task, { tell: progress.show, signal: context.interrupted })
  progress.end()
  return end
}
