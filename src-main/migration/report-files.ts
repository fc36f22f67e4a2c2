import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { reportHtml } from '#core/migration/report-html.ts'
import { reportText } from '#core/migration/report-text.ts'
import { placeholderReport } from '#core/migration/report.ts'
import type { MigrationReport } from '#core/migration/report.ts'
import { judgeReport } from '#core/migration/verdict.ts'
import type { AuditThresholds } from '#core/migration/verdict.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import { replaceFile } from '../files/replace-file.ts'
import { fileProblem } from '../files/storage-problem.ts'
import { reportPdf } from './report-pdf.ts'

/** The forms a report is written in; JSON always is. */
export const REPORT_FORMATS = ['json', 'pdf', 'html', 'text'] as const
/** A form of a report. */
export type ReportFormat = (typeof REPORT_FORMATS)[number]

/** Of each form: the end of the file's name, and what it is. */
export const REPORT_FILES: Readonly<
  Record<ReportFormat, { readonly suffix: string; readonly mediaType: string }>
> = {
  json: { suffix: '.json', mediaType: 'application/json' },
  pdf: { suffix: '.pdf', mediaType: 'application/pdf' },
  html: { suffix: '.html', mediaType: 'text/html' },
  text: { suffix: '.txt', mediaType: 'text/plain' },
}

/** Where the latest report of a workshop lies, without the end of the name. */
export function reportBase(dataDir: string): string {
  return join(dataDir, 'migration', 'rmos_migration_report')
}

/** A report in one form. */
export async function renderReport(
  report: MigrationReport,
  thresholds: AuditThresholds,
  format: ReportFormat,
): Promise<Uint8Array> {
  const verdict = judgeReport(report, thresholds)
  const encode = (text: string) => new TextEncoder().encode(text)
  switch (format) {
    case 'json':
      return encode(`${JSON.stringify(report, null, 2)}\n`)
    case 'pdf':
      return reportPdf(report, verdict)
    case 'html':
      return encode(reportHtml(report, verdict))
    case 'text':
      return encode(reportText(report, verdict))
  }
}

/** Writes a report as `base.json` and in the other forms asked for; the paths, JSON first. */
export async function writeReport(
  files: DurableFiles,
  base: string,
  report: MigrationReport,
  as: { readonly formats: readonly ReportFormat[]; readonly thresholds: AuditThresholds },
): Promise<Result<readonly string[], Problem>> {
  try {
    await mkdir(dirname(base), { recursive: true })
  } catch (error) {
    return failure(fileProblem(error, 'make the folder', dirname(base)))
  }
  const paths: string[] = []
  for (const format of new Set<ReportFormat>(['json', ...as.formats])) {
    const path = `${base}${REPORT_FILES[format].suffix}`
    const bytes = await renderReport(report, as.thresholds, format)
    const written = await replaceFile(files, path, bytes)
    if (!written.ok) return written
    paths.push(path)
  }
  return success(paths)
}

/** The latest report, or the placeholder when none was made or it no longer reads. */
export async function readLatestReport(base: string, dbPath: string): Promise<MigrationReport> {
  const path = `${base}.json`
  try {
    const report = parseReport(await readFile(path, 'utf8'))
    return (
      report ?? placeholderReport(dbPath, `${path} is no report of this RMOS; run the report anew.`)
    )
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === '') throw error
    if (code === 'ENOENT') return placeholderReport(dbPath, 'No report has been made yet.')
    return placeholderReport(dbPath, `${path} cannot be read (${code}); run the report anew.`)
  }
}

function parseReport(text: string): MigrationReport | null {
  try {
    const value = JSON.parse(text) as Partial<MigrationReport> | null
    return value?.schema === 'rmos.migration-report' && value.version === 1
      ? (value as MigrationReport)
      : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
