import type { Plan } from '#core/rosette/plan.schema.ts'
import type { SawBatch } from '#core/rosette/saw-batches.ts'
import type { StopRow } from '#core/rosette/stop-table.ts'
import type { Paper } from '../jigs/jig-pdf.ts'
import { drawFigures } from './log-page.ts'
import {
  closeSheet,
  drawBox,
  drawLine,
  ensureRoom,
  INK,
  openSheet,
  type Sheet,
  TYPE,
  writeParagraph,
  writeText,
  writeTitle,
} from './sheet.ts'
import { stopStrings as words } from './stop-sheet.strings.ts'
import { drawTable, drawTick } from './table-part.ts'

const BAR_MM = 16
const ROW_MM = 9.5
/** A line across the stock thinner than this is not printed, mm. */
const THINNEST_LINE_MM = 0.15

/** The stock to scale from the squared end: slices, kerfs and what is left. */
function drawStock(sheet: Sheet, batch: SawBatch): void {
  ensureRoom(sheet, BAR_MM + 18)
  sheet.yMm += 6
  const scale = sheet.widthMm / batch.usableMm
  const box = { xMm: sheet.leftMm, yMm: sheet.yMm, heightMm: BAR_MM }
  drawBox(sheet, { ...box, widthMm: sheet.widthMm }, { fill: INK.shade, line: INK.text })
  for (const { stopMm } of batch.table.rows) {
    const xMm = sheet.leftMm + stopMm * scale
    const widthMm = Math.max(THINNEST_LINE_MM, batch.kerfMm * scale)
    drawBox(sheet, { ...box, xMm, widthMm }, { fill: INK.text })
  }
  sheet.yMm += BAR_MM
  const yMm = sheet.yMm + 5
  const style = { size: TYPE.caption, ink: INK.muted } as const
  writeText(sheet, words.squaredEnd, { xMm: sheet.leftMm, yMm }, style)
  const left = batch.table.rows.at(-1)?.leftMm ?? batch.usableMm
  const end = { xMm: sheet.leftMm + sheet.widthMm, yMm }
  writeText(sheet, words.left(left), end, { ...style, align: 'right' })
  sheet.yMm += 8
}

function drawRows(sheet: Sheet, rows: readonly StopRow[]): void {
  const number = { size: TYPE.number, bold: true, align: 'right' } as const
  const small = { size: 14, ink: INK.muted, align: 'right' } as const
  drawTable<StopRow>(
    sheet,
    [
      { head: words.cutHead, share: 1.2, text: ({ cut }) => String(cut), style: small },
      { head: words.stopHead, share: 3, text: ({ stopMm }) => words.mm(stopMm), style: number },
      { head: words.bladeHead, share: 2.4, text: ({ bladeMm }) => words.mm(bladeMm), style: small },
      { head: words.leftHead, share: 2.4, text: ({ leftMm }) => words.mm(leftMm), style: small },
      { head: '', share: 0.5 },
      {
        head: words.doneHead,
        share: 1,
        draw: (_, box) => {
          drawTick(sheet, box)
        },
      },
    ],
    rows,
    ROW_MM,
  )
}

function headingOf(batch: SawBatch): string {
  return batch.kind === 'slices'
    ? words.slices(batch.ringName)
    : words.strips(batch.ringName, batch.plate ?? 0)
}

/** What a batch takes of a page without its rows, mm. */
const BATCH_MM = 90

/** A short batch stays in one piece; a long one starts on a page of its own. */
function drawBatch(sheet: Sheet, batch: SawBatch): void {
  const { table } = batch
  const needsMm = Math.min(BATCH_MM + table.rows.length * ROW_MM, sheet.bottomMm - sheet.topMm - 12)
  writeTitle(sheet, headingOf(batch), needsMm)
  drawFigures(sheet, [
    [words.stock(batch.pieces), words.mm(table.lengthMm)],
    [words.pieces(batch.kind, batch.count), words.mm(batch.thicknessMm)],
    [words.kerf, words.mm(batch.kerfMm)],
  ])
  writeParagraph(sheet, words.square(batch.trimMm))
  drawStock(sheet, batch)
  drawRows(sheet, table.rows)
  ensureRoom(sheet, 12)
  drawLine(sheet, [sheet.leftMm, sheet.yMm + 2], [sheet.leftMm + sheet.widthMm, sheet.yMm + 2])
  sheet.yMm += 3
  const kerfs = table.rows.length
  const last = table.rows.at(-1)?.leftMm ?? batch.usableMm
  writeParagraph(sheet, words.sum(batch, kerfs, last), { bold: true })
  if (kerfs < batch.count) writeParagraph(sheet, words.remnant, { ink: INK.warning })
}

/**
 * The stops of every batch of a plan as a printed table, one batch after another; the
 * same plan gives the same bytes. `batches` must hold at least one.
 */
export function stopSheetPdf(
  plan: Pick<Plan, 'name'>,
  batches: readonly SawBatch[],
  paper: Paper,
): Uint8Array {
  if (batches.length === 0) throw new Error('a stop table of no batch was asked for')
  const sheet = openSheet(paper, plan.name, words.title)
  writeParagraph(sheet, words.how)
  for (const batch of batches) drawBatch(sheet, batch)
  return closeSheet(sheet)
}
