import {
  drawBox,
  drawLine,
  ensureRoom,
  INK,
  type Sheet,
  type TextStyle,
  TYPE,
  writeText,
} from './sheet.ts'

/** One column of a table on paper. */
export interface PaperColumn<Row> {
  readonly head: string
  /** Share of the table's width. */
  readonly share: number
  readonly text?: (row: Row) => string
  readonly style?: TextStyle
  /** Draws in the cell instead of writing. */
  readonly draw?: (row: Row, box: CellBox) => void
}

/** Where a cell lies. */
export interface CellBox {
  readonly xMm: number
  readonly yMm: number
  readonly widthMm: number
  readonly heightMm: number
}

const HEAD_MM = 8
const PAD_MM = 1.5

/** A column with where it lies. */
interface PlacedColumn<Row> {
  readonly column: PaperColumn<Row>
  readonly xMm: number
  readonly widthMm: number
}

function placed<Row>(
  sheet: Sheet,
  columns: readonly PaperColumn<Row>[],
): readonly PlacedColumn<Row>[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0)
  let xMm = sheet.leftMm
  return columns.map((column) => {
    const widthMm = (sheet.widthMm * column.share) / shares
    xMm += widthMm
    return { column, xMm: xMm - widthMm, widthMm }
  })
}

function writeCell(sheet: Sheet, text: string, box: CellBox, style: TextStyle): void {
  const { align = 'left' } = style
  const xMm =
    align === 'right'
      ? box.xMm + box.widthMm - PAD_MM
      : align === 'center'
        ? box.xMm + box.widthMm / 2
        : box.xMm + PAD_MM
  const yMm = box.yMm + box.heightMm / 2 + (style.size ?? TYPE.body) * 0.125
  writeText(sheet, text, { xMm, yMm }, { ...style, widthMm: box.widthMm - 2 * PAD_MM })
}

function drawHead<Row>(sheet: Sheet, columns: readonly PlacedColumn<Row>[]): void {
  for (const { column, xMm, widthMm } of columns) {
    const box = { xMm, yMm: sheet.yMm, widthMm, heightMm: HEAD_MM }
    const { align = 'left' } = column.style ?? {}
    writeCell(sheet, column.head, box, { size: TYPE.caption, bold: true, ink: INK.muted, align })
  }
  sheet.yMm += HEAD_MM
  drawLine(sheet, [sheet.leftMm, sheet.yMm], [sheet.leftMm + sheet.widthMm, sheet.yMm])
}

/** Draws a table, its head again on every page it runs over to. */
export function drawTable<Row>(
  sheet: Sheet,
  columns: readonly PaperColumn<Row>[],
  rows: readonly Row[],
  rowMm = 10,
): void {
  const lying = placed(sheet, columns)
  ensureRoom(sheet, HEAD_MM + rowMm)
  drawHead(sheet, lying)
  for (const [index, row] of rows.entries()) {
    if (sheet.yMm + rowMm > sheet.bottomMm) {
      ensureRoom(sheet, HEAD_MM + rowMm)
      drawHead(sheet, lying)
    }
    const line = { xMm: sheet.leftMm, yMm: sheet.yMm, widthMm: sheet.widthMm, heightMm: rowMm }
    if (index % 2 === 1) drawBox(sheet, line, { fill: INK.shade })
    for (const { column, xMm, widthMm } of lying) {
      const box = { xMm, yMm: sheet.yMm, widthMm, heightMm: rowMm }
      column.draw?.(row, box)
      const text = column.text?.(row)
      if (text !== undefined) writeCell(sheet, text, box, column.style ?? {})
    }
    sheet.yMm += rowMm
  }
  drawLine(sheet, [sheet.leftMm, sheet.yMm], [sheet.leftMm + sheet.widthMm, sheet.yMm], {
    ink: INK.line,
  })
}

/** An empty box to tick with a pencil. */
export function drawTick(sheet: Sheet, box: CellBox): void {
  const sideMm = 5.5
  const yMm = box.yMm + (box.heightMm - sideMm) / 2
  drawBox(
    sheet,
    { xMm: box.xMm + PAD_MM, yMm, widthMm: sideMm, heightMm: sideMm },
    { fill: [255, 255, 255], line: INK.text, lineMm: 0.4 },
  )
}
