import { numberRows, reportColumns, laneRows } from '#core/migration/report-rows.ts'
import type { ReportRow } from '#core/migration/report-rows.ts'
import type { MigrationReport } from '#core/migration/report.ts'
import { verdictLines } from '#core/migration/report-text.ts'
import type { Verdict } from '#core/migration/verdict.ts'

const MARGIN_MM = 18
const LINE_MM = 6
const PAGE_BOTTOM_MM = 280
const FIRST_COLUMN_MM = 72
const COLUMN_MM = 34
/** Characters of the standard font that fit across the page at 10 pt. */
const LINE_CHARACTERS = 95

/** The numbers of a report on A4: counts, lanes, verdict, checks; no ids. */
export async function reportPdf(report: MigrationReport, verdict: Verdict): Promise<Uint8Array> {
  // Loaded when asked for: it is large, and most starts make no PDF.
  const { jsPDF } = await import('jspdf')
  const page = new jsPDF({ unit: 'mm', format: 'a4' })
  page.setProperties({ title: 'RMOS migration report', creator: 'RMOS' })
  let atMm = MARGIN_MM
  const advance = () => {
    atMm += LINE_MM
    if (atMm <= PAGE_BOTTOM_MM) return
    page.addPage()
    atMm = MARGIN_MM
  }
  const line = (text: string, sizePt = 10) => {
    page.setFontSize(sizePt)
    for (const part of wrapped(text)) {
      page.text(part, MARGIN_MM, atMm)
      advance()
    }
  }
  const rows = (all: readonly ReportRow[]) => {
    page.setFontSize(10)
    for (const row of all) {
      for (const [column, cell] of row.entries()) {
        const isFirst = column === 0
        const xMm = isFirst ? MARGIN_MM : MARGIN_MM + FIRST_COLUMN_MM + column * COLUMN_MM - 10
        page.text(printable(cell).slice(0, 40), xMm, atMm, { align: isFirst ? 'left' : 'right' })
      }
      advance()
    }
    advance()
  }
  line('RMOS migration report', 18)
  line(`Made ${report.generated_at ?? ''}`)
  line(`Database ${report.db_path}`)
  advance()
  for (const told of verdictLines(verdict)) line(told)
  advance()
  const head: ReportRow = ['', ...reportColumns(report)]
  rows([head, ...numberRows(report)])
  rows([['Lanes (JSON / SQLite)', ...reportColumns(report)], ...laneRows(report)])
  for (const { outcome, sentence } of report.database) line(`${outcome}: ${sentence}`)
  return new Uint8Array(page.output('arraybuffer'))
}

/** The standard fonts know Latin-1 only; anything else is shown as a question mark. */
function printable(text: string): string {
  return text.replace(/[^\u0020-\u007e\u00a0-\u00ff]/g, '?')
}

function wrapped(text: string): readonly string[] {
  const parts: string[] = []
  let rest = printable(text)
  while (rest.length > LINE_CHARACTERS) {
    const space = rest.lastIndexOf(' ', LINE_CHARACTERS)
    const at = space > 0 ? space : LINE_CHARACTERS
    parts.push(rest.slice(0, at))
    rest = `  ${rest.slice(at).trimStart()}`
  }
  return [...parts, rest]
}
