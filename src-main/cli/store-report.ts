import { resolve } from 'node:path'
import { numberRows, reportColumns } from '#core/migration/report-rows.ts'
import { reportText, verdictLines } from '#core/migration/report-text.ts'
import type { MigrationReport } from '#core/migration/report.ts'
import { judgeReport, STRICT_THRESHOLDS } from '#core/migration/verdict.ts'
import type { AuditThresholds } from '#core/migration/verdict.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { nodeFiles } from '../files/node-files.ts'
import {
  REPORT_FORMATS,
  reportBase,
  type ReportFormat,
  writeReport,
} from '../migration/report-files.ts'
import { cancelled } from '../migration/task-desk.ts'
import { tellProblem, tellUsage } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'
import { openWithSystem } from './open-with-system.ts'
import {
  chosenDatabase,
  chosenSources,
  type OptionValues,
  runWithProgress,
  SOURCE_OPTIONS,
  SOURCE_USAGE,
  taskBase,
  textOption,
} from './store-options.ts'
import { textTable } from './table.ts'

const FILE_OPTIONS = {
  ...SOURCE_OPTIONS,
  out: { type: 'string', short: 'o' },
  format: { type: 'string' },
} as const

/** A report that could not be made is told, and has an exit code of its own. */
async function makeReport(
  context: CommandContext,
  values: OptionValues,
  depth: 'report' | 'audit',
): Promise<Result<MigrationReport, ExitCode>> {
  const dbPath = chosenDatabase(values, context)
  if (!dbPath.ok) {
    tellProblem(context, dbPath.error)
    return failure(EXIT.reportFailed)
  }
  const end = await runWithProgress<'report'>(context, {
    ...taskBase(context, dbPath.value),
    kind: 'report',
    sources: chosenSources(values),
    depth,
  })
  if (end.state === 'finished') return success(end.result)
  tellProblem(context, end.state === 'failed' ? end.problem : cancelled())
  context.writeNote('No report could be made.')
  return failure(EXIT.reportFailed)
}

async function writeFiles(
  context: CommandContext,
  report: MigrationReport,
  as: {
    readonly base: string | null
    readonly formats: readonly ReportFormat[]
    readonly thresholds: AuditThresholds
  },
): Promise<Result<readonly string[], ExitCode>> {
  const base = as.base === null ? reportBase(context.dataDir) : resolve(as.base)
  const written = await writeReport(nodeFiles(), base.replace(/\.json$/, ''), report, as)
  if (written.ok) return written
  tellProblem(context, written.error)
  context.writeNote('The report could not be written.')
  return failure(EXIT.reportFailed)
}

function wholeText(report: MigrationReport, thresholds = STRICT_THRESHOLDS): string {
  return reportText(report, judgeReport(report, thresholds))
}

const UNKNOWN_FORMAT = `--format takes ${REPORT_FORMATS.join(', ')}`

function formatsOf(text: string | null): readonly ReportFormat[] | null {
  if (text === null) return REPORT_FORMATS
  const asked = text.split(',').map((one) => one.trim().toLowerCase())
  const known = REPORT_FORMATS.filter((format) => asked.includes(format))
  return known.length === new Set(asked).size ? known : null
}

/** `store report`: JSON and database compared, as JSON, PDF, HTML and text. */
export const storeReport: Command = {
  name: 'store report',
  summary: 'compare the JSON with the database: counts, lanes, drift, differing content',
  usage: `Usage: rmos store report [--from-dir DIR] [--patterns-json P] [--joblog-json P] [--stripfam-json P] [--db FILE] [--out BASE] [--format json,pdf,html,text] [--verbose]
${SOURCE_USAGE}
--out: where the files go, without the end of the name; without it into the data folder, where the screen finds it. JSON is always written.
--verbose: every list, not only the counts.
Exit 3 when no report could be made.
Example: rmos store report --from-dir ~/old/data/rmos --out drift`,
  options: {
    ...FILE_OPTIONS,
    verbose: { type: 'boolean', default: false },
  },
  run: async ({ values }, context) => {
    const formats = formatsOf(textOption(values, 'format'))
    if (formats === null) {
      return tellUsage(context, 'store report', UNKNOWN_FORMAT)
    }
    const report = await makeReport(context, values, 'report')
    if (!report.ok) return report.error
    const base = textOption(values, 'out')
    const as = { base, formats, thresholds: STRICT_THRESHOLDS }
    const paths = await writeFiles(context, report.value, as)
    if (!paths.ok) return paths.error
    if (context.json) context.writeResult(JSON.stringify(report.value, null, 2))
    else if (values['verbose'] === true) context.writeResult(wholeText(report.value))
    else {
      const head = ['', ...reportColumns(report.value)]
      context.writeResult(textTable([head, ...numberRows(report.value)]))
    }
    for (const path of paths.value) context.writeNote(`Written: ${path}`)
    return EXIT.done
  },
}

const THRESHOLD_OPTIONS = {
  'max-only-in-json': 'maxOnlyInJson',
  'max-only-in-sqlite': 'maxOnlyInSqlite',
  'max-missing-ids': 'maxMissingIds',
  'max-duplicate-ids': 'maxDuplicateIds',
} as const satisfies Readonly<Record<string, keyof AuditThresholds>>

/** The thresholds given, 0 where none is; the option's name when its value is no count. */
function thresholdsOf(values: OptionValues): Result<AuditThresholds, string> {
  const thresholds: Record<keyof AuditThresholds, number> = { ...STRICT_THRESHOLDS }
  for (const [option, threshold] of Object.entries(THRESHOLD_OPTIONS)) {
    const text = textOption(values, option)
    if (text === null) continue
    if (!/^\d{1,15}$/.test(text)) return failure(`--${option} ${text} is not a whole number from 0`)
    thresholds[threshold] = Number(text)
  }
  return success(thresholds)
}

/** `store audit`: the report judged by thresholds, for people and for CI. */
export const storeAudit: Command = {
  name: 'store audit',
  summary: 'compare and judge: PASS or FAIL by four thresholds and the database checks',
  usage: `Usage: rmos store audit [--from-dir DIR] [--patterns-json P] [--joblog-json P] [--stripfam-json P] [--db FILE] [--out BASE] [--format json,pdf,html,text] [--max-only-in-json N] [--max-only-in-sqlite N] [--max-missing-ids N] [--max-duplicate-ids N] [--open] [--verbose]
${SOURCE_USAGE}
The thresholds are 0 unless given and hold for each dataset. --open shows the report.
Exit 0 when within the thresholds, 2 when not, 3 when no report could be made.
Example: rmos store audit --from-dir ~/old/data/rmos --max-only-in-sqlite 10`,
  options: {
    ...FILE_OPTIONS,
    'max-only-in-json': { type: 'string' },
    'max-only-in-sqlite': { type: 'string' },
    'max-missing-ids': { type: 'string' },
    'max-duplicate-ids': { type: 'string' },
    open: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
  run: async ({ values }, context) => {
    const thresholds = thresholdsOf(values)
    if (!thresholds.ok) return tellUsage(context, 'store audit', thresholds.error)
    const formats = formatsOf(textOption(values, 'format'))
    if (formats === null) return tellUsage(context, 'store audit', UNKNOWN_FORMAT)
    const report = await makeReport(context, values, 'audit')
    if (!report.ok) return report.error
    const as = {
      base: textOption(values, 'out'),
      formats,
      thresholds: thresholds.value,
    }
    const paths = await writeFiles(context, report.value, as)
    if (!paths.ok) return paths.error
    const verdict = judgeReport(report.value, thresholds.value)
    if (context.json) {
      const { datasets, database } = report.value
      const told = {
        ...verdict,
        thresholds: thresholds.value,
        datasets,
        database,
        files: paths.value,
      }
      context.writeResult(JSON.stringify({ schema: 'rmos.migration-audit', ...told }, null, 2))
    } else context.writeResult(verdictLines(verdict).join('\n'))
    if (values['verbose'] === true) context.writeNote(wholeText(report.value, thresholds.value))
    for (const path of paths.value) context.writeNote(`Written: ${path}`)
    if (values['open'] === true) openReport(context, paths.value)
    return verdict.outcome === 'PASS' ? EXIT.done : EXIT.verificationFailed
  },
}

/** The PDF, else HTML, else JSON; a build server has nobody to look at it. */
function openReport(context: CommandContext, paths: readonly string[]): void {
  if (process.env['CI'] !== undefined) {
    context.writeNote('Not opened: nobody looks at a screen here (CI is set).')
    return
  }
  const best = ['.pdf', '.html', '.json'].flatMap((end) =>
    paths.filter((path) => path.endsWith(end)),
  )
  if (best[0] !== undefined) openWithSystem(best[0])
}
