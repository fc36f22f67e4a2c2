import { DATASET_NAMES, DATASETS } from '#core/migration/dataset.ts'
import type { Problem } from '#core/contract/problem.ts'
import { historyByDay } from '#core/migration/store-history.ts'
import type { HistoryDay } from '#core/migration/store-history.ts'
import type { Result } from '#core/outcome/result.ts'
import { snapshotFolder } from '../migration/run-snapshot.ts'
import { migrationStatus } from '../migration/status.ts'
import type { MigrationStatus } from '../migration/status.ts'
import { cancelled } from '../migration/task-desk.ts'
import { eventLimitProblem } from '../store/store-events.repository.ts'
import { eventsOf } from '../store/migration-events.ts'
import { recordSnapshot } from '../store/migration-events.ts'
import { tellProblem, tellUsage, writeJson } from './answer.ts'
import { type Command, EXIT, type ExitCode } from './command.ts'
import { megabytes } from './store-backup.ts'
import {
  chosenDatabase,
  runWithProgress,
  targetPlace,
  taskBase,
  textOption,
} from './store-options.ts'
import { textTable } from './table.ts'

const DB_OPTION = { db: { type: 'string' } } as const

/** `store status`: what the database is and holds, and when it was last migrated into. */
export const storeStatus: Command = {
  name: 'store status',
  summary: 'last import, size, schema version, counts, newest records, checks',
  usage:
    'Usage: rmos store status [--db FILE]\nExit 2 when a check fails.\nExample: rmos store status --json',
  options: DB_OPTION,
  run: async ({ values }, context) => {
    const path = chosenDatabase(values, context)
    if (!path.ok) return tellProblem(context, path.error)
    const place = targetPlace(context, path.value)
    const status = await migrationStatus({ storeEvents: eventsOf(place) }, place)
    if (!status.ok) return tellProblem(context, status.error)
    if (context.json) writeJson(context, 'rmos.store-status', status.value)
    else context.writeResult(statusText(status.value))
    return status.value.validation.status === 'errors' ? EXIT.verificationFailed : EXIT.done
  },
}

function statusText({
  lastMigration,
  database,
  counts,
  newest,
  validation,
}: MigrationStatus): string {
  return textTable([
    ['Database', database.path],
    ['Size', megabytes(database.sizeBytes)],
    ['Schema version', String(database.schemaVersion)],
    ...DATASETS.map((dataset) => [DATASET_NAMES[dataset], String(counts[dataset])]),
    [
      'Last import',
      lastMigration === null ? 'none' : `${lastMigration.recordedAtUtc}  ${lastMigration.sentence}`,
    ],
    ...DATASETS.flatMap((dataset) =>
      newest[dataset].map((one) => [
        `Newest, ${DATASET_NAMES[dataset]}`,
        `${one.createdAtUtc}  ${one.id}  ${one.name}`,
      ]),
    ),
    ...validation.checks.map(({ outcome, sentence }) => [outcome, sentence]),
  ])
}

/** `store history`: what changed the stores, newest day first. */
export const storeHistory: Command = {
  name: 'store history',
  summary: 'imports, fixes, backups and restores by day, with counts',
  usage:
    'Usage: rmos store history [--limit N] [--db FILE]\nN goes from 1 to 500; 50 unless given.\nExample: rmos store history --limit 10',
  options: { ...DB_OPTION, limit: { type: 'string' } },
  run: ({ values }, context) => {
    const limit = Number(textOption(values, 'limit') ?? 50)
    const wrong = eventLimitProblem(limit)
    if (wrong !== null) return Promise.resolve(tellUsage(context, 'store history', wrong.message))
    const path = chosenDatabase(values, context)
    if (!path.ok) return Promise.resolve(tellProblem(context, path.error))
    const events = eventsOf(targetPlace(context, path.value)).list({ limit })
    return Promise.resolve(
      tellHistory(context, events.ok ? { ok: true, value: historyByDay(events.value) } : events),
    )
  },
}

function tellHistory(
  context: Parameters<Command['run']>[1],
  days: Result<readonly HistoryDay[], Problem>,
): ExitCode {
  if (!days.ok) return tellProblem(context, days.error)
  if (context.json) writeJson(context, 'rmos.store-history', { days: days.value })
  else if (days.value.length === 0) context.writeNote('Nothing has been recorded yet.')
  else {
    const rows = days.value.flatMap(({ date, events }) =>
      events.map(({ recordedAtUtc, sentence, actor }) => [
        date,
        recordedAtUtc.slice(11, 19),
        sentence,
        actor,
      ]),
    )
    context.writeResult(textTable(rows))
  }
  return EXIT.done
}

/** `store snapshot`: the database as JSON that `store migrate` reads again. */
export const storeSnapshot: Command = {
  name: 'store snapshot',
  summary: 'write the records of the database as JSON that store migrate reads again',
  usage:
    'Usage: rmos store snapshot [--out DIR] [--db FILE]\nWrites patterns.json, joblog.json and strip_families.json; without --out into the data folder.\nExample: rmos store snapshot --out ~/rmos-json',
  options: { ...DB_OPTION, out: { type: 'string', short: 'o' } },
  run: async ({ values }, context) => {
    const path = chosenDatabase(values, context)
    if (!path.ok) return tellProblem(context, path.error)
    const place = targetPlace(context, path.value)
    const folder =
      textOption(values, 'out') ?? snapshotFolder(path.value, place.clock().toISOString())
    const base = taskBase(context, path.value)
    const end = await runWithProgress<'snapshot'>(context, { ...base, kind: 'snapshot', folder })
    if (end.state !== 'finished') {
      return tellProblem(context, end.state === 'failed' ? end.problem : cancelled())
    }
    const { counts, exportPaths } = end.result
    const recorded = await recordSnapshot(place, {
      actor: base.actor,
      folder: end.result.folder,
      counts,
    })
    if (!recorded.ok) context.writeNote(`The history does not say so: ${recorded.error.message}`)
    if (context.json) writeJson(context, 'rmos.snapshot', end.result)
    else {
      const rows = DATASETS.map((dataset) => [exportPaths[dataset], String(counts[dataset])])
      context.writeResult(textTable(rows))
    }
    return EXIT.done
  },
}
