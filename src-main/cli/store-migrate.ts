import { DATASET_NAMES, DATASETS } from '#core/migration/dataset.ts'
import type { MigrationOutcome } from '#core/migration/outcome.ts'
import { skippedSentence } from '#core/migration/report-text.ts'
import { newestRecords } from '../store/migration-queries.ts'
import { openTargetForReading } from '../store/migration-target.ts'
import { cancelled } from '../migration/task-desk.ts'
import { tellProblem, tellUsage, withWorkshop, writeJson } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'
import {
  chosenDatabase,
  chosenSources,
  type OptionValues,
  runWithProgress,
  SOURCE_OPTIONS,
  SOURCE_USAGE,
  targetPlace,
  taskBase,
  textOption,
} from './store-options.ts'
import { textTable } from './table.ts'

/** How many example rows `--verbose` shows of each kind. */
const EXAMPLES = 3

/** `store migrate`: the older system's JSON into the database, as often as one likes. */
export const storeMigrate: Command = {
  name: 'store migrate',
  summary: "import the older system's JSON; what is there already is recognised",
  usage: `Usage: rmos store migrate [--from-dir DIR] [--patterns-json P] [--joblog-json P] [--stripfam-json P] [--db FILE] [--dry-run] [--verbose]
${SOURCE_USAGE}
--dry-run: count what would happen and write nothing; --verbose: also show times taken for UTC, missing references and newest records.
A record without an id or that cannot be read is listed and left out; the rest is imported. Ctrl+C leaves the database as it was.
Example: rmos store migrate --from-dir ~/old/data/rmos --dry-run`,
  options: {
    ...SOURCE_OPTIONS,
    'dry-run': { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
  run: ({ values, positionals }, context) => {
    if (positionals.length > 0) {
      const message = `the JSON is named with options; "${positionals[0] ?? ''}" belongs to none`
      return Promise.resolve(tellUsage(context, 'store migrate', message))
    }
    const isOwn = textOption(values, 'db') === null
    // The workshop's own database is opened by the workshop's own rules, which also make a new one.
    return isOwn && values['dry-run'] !== true
      ? withWorkshop(context, () => migrate(context, values))
      : migrate(context, values)
  },
}

async function migrate(context: CommandContext, values: OptionValues): Promise<ExitCode> {
  const dbPath = chosenDatabase(values, context)
  if (!dbPath.ok) return tellProblem(context, dbPath.error)
  const end = await runWithProgress<'migrate'>(context, {
    ...taskBase(context, dbPath.value),
    kind: 'migrate',
    sources: chosenSources(values),
    dryRun: values['dry-run'] === true,
    backup: true,
  })
  if (end.state !== 'finished') {
    return tellProblem(context, end.state === 'failed' ? end.problem : cancelled())
  }
  const outcome = end.result
  for (const skipped of outcome.skipped) context.writeNote(skippedSentence(skipped))
  const more = outcome.skippedCount - outcome.skipped.length
  if (more > 0) context.writeNote(`${String(more)} more were left out.`)
  if (context.json) writeJson(context, 'rmos.migration', { dbPath: dbPath.value, ...outcome })
  else context.writeResult(countsTable(outcome))
  tellRest(context, outcome, values['verbose'] === true)
  if (values['verbose'] === true && !outcome.dryRun) await tellExamples(context, dbPath.value)
  return EXIT.done
}

function countsTable({ counts, dryRun }: MigrationOutcome): string {
  const head = ['', 'read', 'new', 'changed', 'same', 'kept', 'no id', 'repeated', 'unreadable']
  const rows = DATASETS.map((dataset) => {
    const one = counts[dataset]
    const changes = [one.read, one.inserted, one.updated, one.same, one.settled]
    const faults = [one.missingIds, one.duplicateIds, one.unreadable]
    return [DATASET_NAMES[dataset], ...[...changes, ...faults].map(String)]
  })
  return textTable([[dryRun ? 'Dry run' : 'Imported', ...head.slice(1)], ...rows])
}

function tellRest(context: CommandContext, outcome: MigrationOutcome, isVerbose: boolean): void {
  const { missingReferenceCount: missing, missingReferences, backupPath, seconds } = outcome
  if (missing > 0) {
    context.writeNote(
      `${String(missing)} records are named and not there; what names them was kept.`,
    )
  }
  if (isVerbose) {
    for (const { dataset, fromId, field, target, targetId } of missingReferences) {
      context.writeNote(`${dataset} ${fromId}: ${field} names ${targetId}, not in ${target}.`)
    }
  }
  for (const note of outcome.notes) context.writeNote(note)
  if (backupPath !== null) context.writeNote(`The database as it was before: ${backupPath}`)
  context.writeNote(outcome.dryRun ? 'Nothing was written.' : `Done in ${seconds.toFixed(1)} s.`)
}

async function tellExamples(context: CommandContext, path: string): Promise<void> {
  const opened = await openTargetForReading(targetPlace(context, path))
  if (!opened.ok) return
  try {
    for (const dataset of DATASETS) {
      for (const { id, name, createdAtUtc } of newestRecords(opened.value.db, dataset, EXAMPLES)) {
        context.writeNote(`${DATASET_NAMES[dataset]}: ${id}  ${name}  ${createdAtUtc}`)
      }
    }
  } finally {
    opened.value.db.close()
  }
}
