import { existsSync, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { restoreEvent, siteOf } from '../backup/backup-service.ts'
import { openSite } from '../backup/backup-work.ts'
import { settleRestore } from '../backup/finish-restore.ts'
import { backupPath } from '../backup/list-backups.ts'
import { commitRestore, discardRestore, prepareRestore, previewRestore } from '../backup/restore.ts'
import type { PreparedRestore } from '../backup/restore.ts'
import type { RestorePlace, RestorePreview } from '../backup/restore-plan.ts'
import { nodeFiles } from '../files/node-files.ts'
import { fileProblem } from '../files/storage-problem.ts'
import { tellProblem, tellUsage, withWorkshop, writeJson } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'
import { countsText } from './store-backup.ts'
import { textTable } from './table.ts'
import { createWorkProgress } from './work-progress.ts'

/** A file as it was named, or a copy in the backups folder by its name. */
function findCopy(named: string, dataDir: string): Result<string, Problem> {
  const inFolder = backupPath(dataDir, named)
  const path = [resolve(named), inFolder].find((one) => one !== null && existsSync(one))
  if (path !== undefined && path !== null) return success(path)
  const message = `${named}: there is no such file, and no backup of that name.`
  const remedy = 'rmos store backups lists them.'
  return failure({ kind: 'not-found', message, remedy, requestId: '' })
}

async function openPlace(context: CommandContext): Promise<Result<RestorePlace, Problem>> {
  const { dataDir, installDir } = context
  try {
    // A new computer has no data folder yet, and a restore is what it begins with.
    mkdirSync(dataDir, { recursive: true })
  } catch (error) {
    return failure(fileProblem(error, 'make the data folder', dataDir))
  }
  const settled = await settleRestore(nodeFiles(), dataDir)
  if (!settled.ok) return settled
  if (settled.value !== null) {
    context.writeNote(`A restore that was interrupted was finished first: ${settled.value}.`)
  }
  return openSite(siteOf({ dataDir, installDir }, context.database.databasePath))
}

function previewRows(preview: RestorePreview): readonly (readonly string[])[] {
  const { copy, now, runsSetAside, runsComingBack, runsWithoutFile } = preview
  const counts = (of: RestorePreview['now']) =>
    of === null ? 'cannot be read' : countsText(of.counts)
  return [
    [
      'Backup',
      `${copy.createdAtUtc}, ${copy.scope === 'database' ? 'database only' : 'everything'}`,
    ],
    ['In it', counts(copy.facts)],
    ['Now', counts(now)],
    ['Runs set aside', String(runsSetAside)],
    ['Runs coming back', String(runsComingBack)],
    ...(runsWithoutFile === 0 ? [] : [['Runs without file', String(runsWithoutFile)]]),
    ...(preview.olderSchema ? [['Form', 'older; it is brought up to date when it is opened']] : []),
    ...(preview.installation === 'other' ? [['Installation', 'another than this one']] : []),
  ]
}

function tellPreview(context: CommandContext, preview: RestorePreview): void {
  if (!context.json) context.writeResult(textTable(previewRows(preview)))
}

async function dryRun(context: CommandContext, path: string, place: RestorePlace) {
  const progress = createWorkProgress(context)
  const watch = { onProgress: progress.show, signal: context.interrupted }
  const preview = await previewRestore(path, place, watch)
  progress.end()
  if (!preview.ok) return tellProblem(context, preview.error)
  tellPreview(context, preview.value)
  if (context.json) writeJson(context, 'rmos.restore', { dryRun: true, preview: preview.value })
  else context.writeNote('Every file of the backup was checked. Nothing was changed.')
  return EXIT.done
}

/** Opens what was restored, which brings an older form up to date, and records the restore. */
function openRestored(context: CommandContext, prepared: PreparedRestore): Promise<ExitCode> {
  return withWorkshop(context, ({ store }) => {
    const kept = store.storeEvents.append(restoreEvent(prepared))
    if (!kept.ok) return Promise.resolve(tellProblem(context, kept.error))
    const { preview, asidePath } = prepared
    if (context.json) writeJson(context, 'rmos.restore', { dryRun: false, preview, asidePath })
    else context.writeNote(`Restored. What was there before is kept in ${asidePath}.`)
    return Promise.resolve(EXIT.done)
  })
}

async function restore(
  context: CommandContext,
  path: string,
  options: { readonly dryRun: boolean; readonly otherInstallation: boolean },
): Promise<ExitCode> {
  const place = await openPlace(context)
  if (!place.ok) return tellProblem(context, place.error)
  if (options.dryRun) return dryRun(context, path, place.value)
  const progress = createWorkProgress(context)
  const prepared = await prepareRestore(path, place.value, {
    onProgress: progress.show,
    signal: context.interrupted,
    otherInstallation: options.otherInstallation,
  })
  progress.end()
  if (!prepared.ok) return tellProblem(context, prepared.error)
  tellPreview(context, prepared.value.preview)
  const done = await commitRestore(prepared.value, place.value)
  if (!done.ok) {
    await discardRestore(prepared.value, place.value)
    return tellProblem(context, done.error)
  }
  return openRestored(context, prepared.value)
}

/** `store restore`: puts a backup in the place of the data, as one step. */
export const storeRestore: Command = {
  name: 'store restore',
  summary: 'put a backup in the place of the data; what was there is kept aside',
  usage:
    'Usage: rmos store restore FILE [--dry-run] [--other-installation]\nFILE is a path, or a name from rmos store backups. --dry-run checks the backup and tells what would change.\nExit 65 when the backup cannot be trusted, 73 while RMOS is open elsewhere.\nExample: rmos store restore rmos-000042-daily-2026-11-21T120000Z.zip --dry-run',
  options: {
    'dry-run': { type: 'boolean', default: false },
    'other-installation': { type: 'boolean', default: false },
  },
  run: ({ values, positionals }, context) => {
    const [named, ...more] = positionals
    if (named === undefined || more.length > 0) {
      return Promise.resolve(tellUsage(context, 'store restore', 'name one backup'))
    }
    const path = findCopy(named, context.dataDir)
    if (!path.ok) return Promise.resolve(tellProblem(context, path.error))
    return restore(context, path.value, {
      dryRun: values['dry-run'] === true,
      otherInstallation: values['other-installation'] === true,
    })
  },
}
