import { resolve } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { backupEvent, fileStoreRefusal } from '../backup/backup-service.ts'
import { listBackups } from '../backup/list-backups.ts'
import type { ListedBackup } from '../backup/list-backups.ts'
import { makeBackup } from '../backup/make-backup.ts'
import { nodeFiles } from '../files/node-files.ts'
import type { RecordCounts } from '../store/database-copy.ts'
import { versionOf } from '../workshop/open-workshop.ts'
import { tellProblem, tellUsage, withWorkshop, writeJson } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'
import { textTable } from './table.ts'
import { createWorkProgress } from './work-progress.ts'

function noDatabaseToCopy(path: string): Problem {
  return {
    kind: 'storage',
    message: `The database is not in use, so there is no copy to make of it: records are kept as files in ${path}.`,
    remedy: 'Copy the data folder, or make the backup once the database can be used again.',
    requestId: '',
  }
}

function backUp(context: CommandContext, target: string | null): Promise<ExitCode> {
  return withWorkshop(context, async ({ store }) => {
    const refusal = fileStoreRefusal(store)
    if (refusal !== null) return tellProblem(context, refusal)
    if (store.backend === 'json-files') return tellProblem(context, noDatabaseToCopy(store.path))
    const progress = createWorkProgress(context)
    const made = await makeBackup(
      {
        dataDir: context.dataDir,
        databasePath: store.path,
        kind: 'manual',
        scope: 'everything',
        appVersion: versionOf(context.installDir),
        target,
      },
      {
        files: nodeFiles(),
        clock: () => new Date(),
        onProgress: progress.show,
        signal: context.interrupted,
      },
    )
    progress.end()
    if (!made.ok) return tellProblem(context, made.error)
    const kept = store.storeEvents.append(backupEvent(made.value))
    if (!kept.ok) return tellProblem(context, kept.error)
    const { path, sizeBytes, summary, unsoundRuns } = made.value
    for (const runId of unsoundRuns) {
      context.writeNote(`Run ${runId} is not as it was recorded; rmos runs verify says more.`)
    }
    if (context.json) writeJson(context, 'rmos.backup', { path, sizeBytes, summary, unsoundRuns })
    else {
      const { patterns, strip_families: stripFamilies, joblog: jobLog, runs } = summary.counts
      context.writeResult(path)
      const held = countsText({ patterns, stripFamilies, jobLog, runs })
      context.writeNote(`${megabytes(sizeBytes)}: ${held}; every file was checked.`)
    }
    return EXIT.done
  })
}

/** `store backup`: one checked archive of everything. */
export const storeBackup: Command = {
  name: 'store backup',
  summary: 'copy database, runs and attachments into one checked archive',
  usage:
    'Usage: rmos store backup [-o FILE.zip]\nWithout -o the copy goes to the backups folder. It can be made while RMOS is open and a job runs.\nExample: rmos store backup -o /media/stick/rmos.zip',
  options: { output: { type: 'string', short: 'o' } },
  run: ({ values, positionals }, context) => {
    if (positionals.length > 0) {
      return Promise.resolve(tellUsage(context, 'store backup', 'the file is named with -o'))
    }
    const { output } = values
    return backUp(context, typeof output === 'string' ? resolve(output) : null)
  },
}

/** What a database holds, in words. */
export function countsText({ patterns, stripFamilies, jobLog, runs }: RecordCounts): string {
  const some = (count: number, one: string, many: string) =>
    `${String(count)} ${count === 1 ? one : many}`
  return [
    some(runs, 'run', 'runs'),
    some(patterns, 'plan or pattern', 'plans and patterns'),
    some(stripFamilies, 'strip family', 'strip families'),
    some(jobLog, 'job log entry', 'job log entries'),
  ].join(', ')
}

/** A size as people read it. */
export function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${String(Math.ceil(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

function rowOf({ fileName, kind, createdAtUtc, sizeBytes, contents, trouble }: ListedBackup) {
  const found = contents === null ? `FAILED: ${trouble}` : countsText(contents.counts)
  const scope = contents?.scope === 'database' ? 'database only' : ''
  return [createdAtUtc, kind, megabytes(sizeBytes), fileName, found, scope]
}

/** `store backups`: the copies there are, newest first; works without a healthy database. */
export const storeBackups: Command = {
  name: 'store backups',
  summary: 'the backups there are, newest first',
  usage:
    'Usage: rmos store backups\nExit 2 when one of them cannot be read.\nExample: rmos store backups --json',
  options: {},
  run: async (_args, context) => {
    const listed = await listBackups(nodeFiles(), context.dataDir)
    if (!listed.ok) return tellProblem(context, listed.error)
    if (context.json) writeJson(context, 'rmos.backups', { backups: listed.value })
    else if (listed.value.length === 0) context.writeNote('There is no backup yet.')
    else context.writeResult(textTable(listed.value.map(rowOf)))
    return listed.value.every(({ contents }) => contents !== null)
      ? EXIT.done
      : EXIT.verificationFailed
  },
}
