import { DATASET_NAMES, DATASETS } from './dataset.ts'
import type { DatasetReport, MigrationReport, SkippedRecord } from './report.ts'
import { laneRows, numberRows, reportColumns } from './report-rows.ts'
import type { ReportRow } from './report-rows.ts'
import type { Verdict } from './verdict.ts'

/** A skipped record in one sentence: `joblog.json[17], line 21: has no id.` */
export function skippedSentence({ file, index, place, reason }: SkippedRecord): string {
  const entry = index === null ? file : `${file}[${String(index)}]`
  return `${entry}${place === '' ? '' : `, ${place}`}: ${reason}.`
}

/** A verdict in lines: PASS or FAIL first, then why. */
export function verdictLines(verdict: Verdict): readonly string[] {
  const why = [...verdict.exceeded.map(({ sentence }) => sentence), ...verdict.failedChecks]
  return [
    verdict.outcome,
    ...why.map((line) => `  ${line}`),
    ...verdict.notes.map((note) => `  Note: ${note}`),
  ]
}

/** The whole report as plain text. */
export function reportText(report: MigrationReport, verdict: Verdict): string {
  if (report.generated_at === null) return `${report.message}\n`
  const head = ['', ...reportColumns(report)] as const
  const lines = [
    'RMOS migration report',
    `Made ${report.generated_at}`,
    `Database ${report.db_path}`,
    ...report.sources.map((source) => `JSON ${source}`),
    '',
    ...verdictLines(verdict),
    '',
    ...table([head, ...numberRows(report)]),
    '',
    'Lanes (JSON / SQLite)',
    ...table([head, ...laneRows(report)]),
    '',
    'Database',
    ...report.database.map(({ outcome, sentence }) => `  ${outcome.padEnd(7)} ${sentence}`),
    ...DATASETS.flatMap((dataset) =>
      datasetLines(DATASET_NAMES[dataset], report.datasets[dataset]),
    ),
    ...skippedLines(report),
  ]
  return `${lines.join('\n')}\n`
}

function table(rows: readonly ReportRow[]): readonly string[] {
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const width = widths?.[column] ?? 0
      return column === 0 ? cell.padEnd(width) : cell.padStart(width)
    })
    return `  ${cells.join('  ')}`.trimEnd()
  })
}

function datasetLines(name: string, found: DatasetReport | undefined): readonly string[] {
  if (found === undefined) return []
  const { json, diff } = found
  const differences = diff.content_differences.flatMap(({ id, fields }) => [
    `    ${id}`,
    ...fields.map(
      (f) => `      ${f.path}: JSON ${f.json ?? 'nothing'}, SQLite ${f.sqlite ?? 'nothing'}`,
    ),
  ])
  const lists = [
    ...sampleLines('Only in JSON', diff.only_in_json_ids, diff.only_in_json_count),
    ...sampleLines('Only in SQLite', diff.only_in_sqlite_ids, diff.only_in_sqlite_count),
    ...sampleLines('Without an id', json.missing_ids, json.missing_id_count),
    ...sampleLines('Repeated ids', json.duplicate_ids, json.duplicate_id_count),
    ...sampleLines('Id and key differ', json.id_conflicts, json.id_conflict_count),
    ...(differences.length === 0 ? [] : ['  Content differs', ...differences]),
  ]
  return lists.length === 0 ? [] : ['', name, ...lists]
}

function sampleLines(title: string, ids: readonly string[], count: number): readonly string[] {
  if (count === 0) return []
  const cut = ids.length < count ? `, the first ${String(ids.length)} of ${String(count)}` : ''
  return [`  ${title}${cut}`, ...ids.map((id) => `    ${id}`)]
}

function skippedLines({ skipped, skipped_count: count }: MigrationReport): readonly string[] {
  if (count === 0) return []
  const cut =
    skipped.length < count ? `, the first ${String(skipped.length)} of ${String(count)}` : ''
  return ['', `Left out${cut}`, ...skipped.map((one) => `  ${skippedSentence(one)}`)]
}
