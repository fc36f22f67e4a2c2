import { DATASET_NAMES, DATASETS } from './dataset.ts'
import type { DatasetReport, MigrationReport } from './report.ts'
import { laneRows, numberRows, reportColumns } from './report-rows.ts'
import type { ReportRow } from './report-rows.ts'
import { skippedSentence } from './report-text.ts'
import type { Verdict } from './verdict.ts'

const STYLE = `
:root{color-scheme:light dark;--ink:#1c1b19;--paper:#fff;--line:#c9c4bb;--good:#1b5e20;--bad:#8c1d18}
@media(prefers-color-scheme:dark){:root{--ink:#ece7df;--paper:#191816;--line:#4a4640;--good:#8fd694;--bad:#ffb4ab}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:1rem 0}th,td{border-bottom:1px solid var(--line);padding:.25rem .75rem;text-align:right}
th:first-child,td:first-child{text-align:left}pre{overflow:auto;border:1px solid var(--line);padding:.75rem;white-space:pre-wrap;overflow-wrap:anywhere}
.PASS{color:var(--good)}.FAIL,.UNKNOWN{color:var(--bad)}.verdict{font-size:1.5rem;font-weight:700}
@media print{details>*{display:block}}`

/**
 * The whole report as one HTML page that loads nothing: it reads offline and prints. Every text of
 * the records is escaped, and the page carries no script.
 */
export function reportHtml(report: MigrationReport, verdict: Verdict): string {
  const head: ReportRow = ['', ...reportColumns(report)]
  const body =
    report.generated_at === null
      ? `<p>${escape(report.message)}</p>`
      : [
          `<p>Made ${escape(report.generated_at)} from <code>${escape(report.db_path)}</code> and ${report.sources.map((one) => `<code>${escape(one)}</code>`).join(', ')}.</p>`,
          verdictHtml(verdict),
          tableHtml('Counts', head, numberRows(report)),
          tableHtml('Lanes (JSON / SQLite)', head, laneRows(report)),
          listHtml(
            'Database',
            report.database.map(({ outcome, sentence }) => `${outcome}: ${sentence}`),
          ),
          ...DATASETS.map((dataset) =>
            datasetHtml(DATASET_NAMES[dataset], report.datasets[dataset]),
          ),
          listHtml(
            `Left out (${String(report.skipped_count)})`,
            report.skipped.map(skippedSentence),
          ),
          `<details><summary>The report as JSON</summary><pre>${escape(JSON.stringify(report, null, 2))}</pre></details>`,
        ].join('\n')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>RMOS migration report</title><style>${STYLE}</style></head>
<body><h1>RMOS migration report</h1>
${body}
</body></html>
`
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

function verdictHtml(verdict: Verdict): string {
  const why = [...verdict.exceeded.map(({ sentence }) => sentence), ...verdict.failedChecks]
  return [
    `<p class="verdict ${verdict.outcome}">${verdict.outcome}</p>`,
    listHtml('', why),
    listHtml('Notes', verdict.notes),
  ].join('\n')
}

function tableHtml(title: string, head: ReportRow, rows: readonly ReportRow[]): string {
  if (rows.length === 0) return ''
  const cells = (row: ReportRow, tag: 'th' | 'td') =>
    `<tr>${row.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`
  const lines = rows.map((row) => cells(row, 'td')).join('\n')
  return `<h2>${escape(title)}</h2>\n<table><thead>${cells(head, 'th')}</thead><tbody>\n${lines}\n</tbody></table>`
}

function listHtml(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return ''
  const heading = title === '' ? '' : `<h2>${escape(title)}</h2>\n`
  return `${heading}<ul>${lines.map((line) => `<li>${escape(line)}</li>`).join('\n')}</ul>`
}

function datasetHtml(name: string, found: DatasetReport | undefined): string {
  if (found === undefined) return ''
  const { json, diff } = found
  const blocks: readonly (readonly [string, unknown, number])[] = [
    ['Only in JSON', diff.only_in_json_ids, diff.only_in_json_count],
    ['Only in SQLite', diff.only_in_sqlite_ids, diff.only_in_sqlite_count],
    ['Without an id', json.missing_ids, json.missing_id_count],
    ['Repeated ids', json.duplicate_ids, json.duplicate_id_count],
    ['Id and key differ', json.id_conflicts, json.id_conflict_count],
    ['Content differs', diff.content_differences, diff.content_difference_count],
  ]
  const shown = blocks.filter(([, , count]) => count > 0)
  if (shown.length === 0) return ''
  const details = shown.map(
    ([title, value, count]) =>
      `<details><summary>${escape(title)} (${String(count)})</summary><pre>${escape(JSON.stringify(value, null, 2))}</pre></details>`,
  )
  return `<h2>${escape(name)}</h2>\n${details.join('\n')}`
}
