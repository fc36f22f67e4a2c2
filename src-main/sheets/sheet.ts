import { jsPDF } from 'jspdf'
import { type Paper, PAPERS } from '../jigs/jig-pdf.ts'
import { printable } from './sheet-text.ts'
import { sheetStrings } from './sheet.strings.ts'

/** Sizes of type in points: what is needed at the saw can be read with the arm stretched out. */
export const TYPE = { caption: 10, body: 12, head: 16, number: 20, title: 24 } as const
/** One point, mm. */
export const POINT_MM = 25.4 / 72
/** No printer is asked to print nearer to the edge, mm. */
const MARGIN_MM = 12
const HEAD_MM = 14
const FOOT_MM = 8

/** A colour as red, green and blue, 0 to 255. */
export type Ink = readonly [red: number, green: number, blue: number]
/** The inks of the sheet itself. */
export const INK = {
  text: [20, 20, 20],
  muted: [95, 95, 95],
  line: [150, 150, 150],
  shade: [238, 236, 232],
  warning: [150, 30, 20],
} as const satisfies Readonly<Record<string, Ink>>

/** The page being written, filled from the top down. */
export interface Sheet {
  readonly pdf: jsPDF
  readonly leftMm: number
  readonly widthMm: number
  readonly topMm: number
  readonly bottomMm: number
  readonly planName: string
  /** What the page is about; a page that runs over repeats it. */
  heading: string
  /** Where the next thing goes. */
  yMm: number
}

/** A drawing under way: it yields after every page or so, where the program may do something else. */
export type Drawing = Generator<undefined, void, void>

/** How a line of text is set. */
export interface TextStyle {
  readonly size?: number
  readonly bold?: boolean
  readonly ink?: Ink
  readonly align?: 'left' | 'center' | 'right'
  /** The text is made smaller, then cut with …, to stay within this width, mm. */
  readonly widthMm?: number
}

function setFont(pdf: jsPDF, size: number, bold: boolean): void {
  pdf.setFont('helvetica', bold ? 'bold' : 'normal')
  pdf.setFontSize(size)
}

/** Cuts a text until it is no wider than `widthMm` in the font that is set. */
function cut(pdf: jsPDF, text: string, widthMm: number): string {
  if (pdf.getTextWidth(text) <= widthMm) return text
  let length = text.length
  while (length > 0 && pdf.getTextWidth(`${text.slice(0, length)}…`) > widthMm) length -= 1
  return `${text.slice(0, length)}…`
}

/** Writes one line with its baseline at `yMm`; it never leaves the width it is given, nor the page. */
export function writeText(
  sheet: Sheet,
  text: string,
  at: { readonly xMm: number; readonly yMm: number },
  style: TextStyle = {},
): void {
  const { pdf } = sheet
  const { size = TYPE.body, bold = false, ink = INK.text, align = 'left' } = style
  const shown = printable(text)
  const beside = { left: sheet.leftMm + sheet.widthMm - at.xMm, right: at.xMm - sheet.leftMm }
  const room = align === 'center' ? 2 * Math.min(beside.left, beside.right) : beside[align]
  const widthMm = Math.min(style.widthMm ?? room, room)
  setFont(pdf, size, bold)
  const wide = pdf.getTextWidth(shown)
  if (wide > widthMm)
    setFont(pdf, Math.min(size, Math.max(TYPE.caption, (size * widthMm) / wide - 0.1)), bold)
  pdf.setTextColor(...ink)
  pdf.text(cut(pdf, shown, widthMm), at.xMm, at.yMm, { align })
}

/** Fills, draws or both the rectangle with its upper left corner at x, y. */
export function drawBox(
  { pdf }: Sheet,
  box: {
    readonly xMm: number
    readonly yMm: number
    readonly widthMm: number
    readonly heightMm: number
  },
  look: { readonly fill?: Ink; readonly line?: Ink; readonly lineMm?: number },
): void {
  if (look.fill !== undefined) pdf.setFillColor(...look.fill)
  if (look.line !== undefined) pdf.setDrawColor(...look.line)
  pdf.setLineWidth(look.lineMm ?? 0.2)
  const style = look.fill === undefined ? 'S' : look.line === undefined ? 'F' : 'FD'
  pdf.rect(box.xMm, box.yMm, box.widthMm, box.heightMm, style)
}

/** A straight line in the ink of the sheet. */
export function drawLine(
  { pdf }: Sheet,
  from: readonly [xMm: number, yMm: number],
  to: readonly [xMm: number, yMm: number],
  look: { readonly ink?: Ink; readonly lineMm?: number } = {},
): void {
  pdf.setDrawColor(...(look.ink ?? INK.text))
  pdf.setLineWidth(look.lineMm ?? 0.2)
  pdf.line(...from, ...to)
}

/** `#rrggbb` as an ink. */
export function inkOf(colour: string): Ink {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
  return [part(1), part(3), part(5)]
}

/** Black or white, whichever reads better on a colour (weights of ITU-R BT.601). */
export function inkOn([red, green, blue]: Ink): Ink {
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? INK.text : [255, 255, 255]
}

function writeHead(sheet: Sheet): void {
  const { leftMm, widthMm } = sheet
  const yMm = sheet.topMm - HEAD_MM + 7
  writeText(
    sheet,
    sheet.heading,
    { xMm: leftMm, yMm },
    { size: TYPE.head, bold: true, widthMm: widthMm * 0.62 },
  )
  const aside = {
    size: TYPE.body,
    ink: INK.muted,
    align: 'right',
    widthMm: widthMm * 0.36,
  } as const
  writeText(sheet, sheet.planName, { xMm: leftMm + widthMm, yMm }, aside)
  drawLine(sheet, [leftMm, yMm + 3], [leftMm + widthMm, yMm + 3], { lineMm: 0.5 })
}

/** Begins a page with a heading of its own. */
export function newPage(sheet: Sheet, heading: string): void {
  sheet.pdf.addPage()
  sheet.heading = heading
  sheet.yMm = sheet.topMm
  writeHead(sheet)
}

/** Makes sure of so much room; where there is less a page with the same heading is begun. */
export function ensureRoom(sheet: Sheet, heightMm: number): void {
  if (sheet.yMm + heightMm > sheet.bottomMm) newPage(sheet, sheet.heading)
}

/** A title over the next part; a page that has no room for `needsMm` below it is left. */
export function writeTitle(sheet: Sheet, title: string, needsMm: number): void {
  ensureRoom(sheet, needsMm + 12)
  sheet.yMm += 9
  writeText(sheet, title, { xMm: sheet.leftMm, yMm: sheet.yMm }, { size: TYPE.head, bold: true })
  sheet.yMm += 4
}

/** A text of the body's size broken into lines no wider than `widthMm`. */
export function brokenLines(
  { pdf }: Sheet,
  text: string,
  widthMm: number,
  bold = false,
): readonly string[] {
  setFont(pdf, TYPE.body, bold)
  return pdf.splitTextToSize(printable(text), widthMm) as string[]
}

/** Lines of running text, broken where they must be. */
export function writeParagraph(
  sheet: Sheet,
  text: string,
  style: { readonly ink?: Ink; readonly bold?: boolean } = {},
): void {
  for (const line of brokenLines(sheet, text, sheet.widthMm, style.bold)) {
    ensureRoom(sheet, 6)
    sheet.yMm += 5.5
    writeText(sheet, line, { xMm: sheet.leftMm, yMm: sheet.yMm }, style)
  }
  sheet.yMm += 1.5
}

/**
 * Begins a document of one empty page. It bears no date and a fixed id, so that the same plan gives the
 * same bytes.
 */
export function openSheet(paper: Paper, planName: string, heading: string): Sheet {
  const { widthMm, heightMm } = PAPERS[paper]
  const pdf = new jsPDF({
    unit: 'mm',
    format: [widthMm, heightMm],
    compress: true,
    // thousandths of a point: a third of a micrometre on paper
    floatPrecision: 3,
  })
  pdf.setFileId('0'.repeat(32))
  pdf.setCreationDate("D:20260101000000+00'00'")
  pdf.setProperties({ title: printable(`${sheetStrings.title}: ${planName}`), creator: 'RMOS' })
  const topMm = MARGIN_MM + HEAD_MM
  const sheet: Sheet = {
    pdf,
    leftMm: MARGIN_MM,
    widthMm: widthMm - 2 * MARGIN_MM,
    topMm,
    bottomMm: heightMm - MARGIN_MM - FOOT_MM,
    planName,
    heading,
    yMm: topMm,
  }
  writeHead(sheet)
  return sheet
}

/** Numbers the pages and gives the document's bytes. */
export function closeSheet(sheet: Sheet): Uint8Array {
  const { pdf, leftMm, widthMm } = sheet
  const pages = pdf.getNumberOfPages()
  for (let page = 1; page <= pages; page += 1) {
    pdf.setPage(page)
    const yMm = sheet.bottomMm + FOOT_MM
    const style = { size: TYPE.caption, ink: INK.muted } as const
    writeText(sheet, sheetStrings.foot, { xMm: leftMm, yMm }, { ...style, widthMm: widthMm * 0.75 })
    const number = sheetStrings.pageOf(page, pages)
    writeText(sheet, number, { xMm: leftMm + widthMm, yMm }, { ...style, align: 'right' })
  }
  return new Uint8Array(pdf.output('arraybuffer'))
}
