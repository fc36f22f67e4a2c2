import { distanceMm } from '#core/geometry/point.ts'
import { movedPath } from '#core/geometry/outline.ts'
import { type Path, segmentSweepRad } from '#core/geometry/path.ts'
import { type Jig, type JigLayer, type JigPart, partBounds } from '#core/jigs/jig.ts'
import { jsPDF } from 'jspdf'

/** Paper a template may be printed on, and what of it home printers reach, mm. */
export const PAPERS = {
  A4: { widthMm: 210, heightMm: 297 },
  Letter: { widthMm: 215.9, heightMm: 279.4 },
} as const
/** Paper a template may be printed on. */
export type Paper = keyof typeof PAPERS

/** No printer is asked to print nearer to the edge, mm. */
const MARGIN_MM = 10
/** Length of the bars that show whether the printer kept the scale, mm. */
const BAR_MM = 100
const HEAD_MM = 46
const FOOT_MM = 24
/** Arcs are drawn as chords this close to them, mm: a tenth of a printed line. */
const CHORD_TOLERANCE_MM = 0.01

const INK: Readonly<Record<JigLayer, readonly [number, number, number]>> = {
  CUT: [0, 0, 0],
  PIN: [0, 90, 0],
  ENGRAVE: [0, 0, 170],
}

/** Sizes at which a print came out that should be 100 mm each way. */
export interface MeasuredBars {
  readonly xMm: number
  readonly yMm: number
}

/** How a template is put on paper. */
export interface PdfOptions {
  readonly paper: Paper
  /** From a first print; null prints as drawn. */
  readonly measured: MeasuredBars | null
  readonly planName: string
}

/** A part that does not fit the paper. */
export interface TooLarge {
  readonly part: string
  readonly widthMm: number
  readonly heightMm: number
  readonly roomWidthMm: number
  readonly roomHeightMm: number
}

interface Page {
  readonly pdf: jsPDF
  /** Sheet mm, Y up from the page's lower left, to page mm. */
  readonly x: (xMm: number) => number
  readonly y: (yMm: number) => number
}

/** Room for a part once head, foot and the bar up the side have theirs. */
function roomOf({ paper, measured }: PdfOptions): { widthMm: number; heightMm: number } {
  const { widthMm, heightMm } = PAPERS[paper]
  return {
    widthMm: (widthMm - 2 * MARGIN_MM) * ((measured?.xMm ?? BAR_MM) / BAR_MM),
    heightMm: (heightMm - 2 * MARGIN_MM - HEAD_MM - FOOT_MM) * ((measured?.yMm ?? BAR_MM) / BAR_MM),
  }
}

function drawPath({ pdf, x, y }: Page, path: Path): void {
  for (const segment of path) {
    if (segment.kind === 'line') {
      pdf.line(x(segment.from.xMm), y(segment.from.yMm), x(segment.to.xMm), y(segment.to.yMm))
      continue
    }
    const { centre, from, rotation } = segment
    const radiusMm = distanceMm(centre, from)
    const sweep = segmentSweepRad(segment)
    const stepRad = 2 * Math.acos(Math.max(0, 1 - CHORD_TOLERANCE_MM / radiusMm))
    const steps = Math.max(2, Math.ceil(sweep / Math.max(stepRad, 1e-3)))
    const startRad = Math.atan2(from.yMm - centre.yMm, from.xMm - centre.xMm)
    const sign = rotation === 'counterclockwise' ? 1 : -1
    const at = (step: number) => {
      const angleRad = startRad + (sign * sweep * step) / steps
      return [
        x(centre.xMm + radiusMm * Math.cos(angleRad)),
        y(centre.yMm + radiusMm * Math.sin(angleRad)),
      ] as const
    }
    for (let step = 0; step < steps; step += 1) pdf.line(...at(step), ...at(step + 1))
  }
}

/** The two bars: a ruler laid on them says what the printer did to the drawing. */
function drawBars(page: Page, { paper }: PdfOptions): void {
  const { pdf, x, y } = page
  const top = PAPERS[paper].heightMm - MARGIN_MM
  pdf.setDrawColor(0, 0, 0)
  pdf.setLineWidth(0.2)
  const across = MARGIN_MM + 8
  pdf.line(x(MARGIN_MM), y(across), x(MARGIN_MM + BAR_MM), y(across))
  pdf.line(x(MARGIN_MM), y(across - 2), x(MARGIN_MM), y(across + 2))
  pdf.line(x(MARGIN_MM + BAR_MM), y(across - 2), x(MARGIN_MM + BAR_MM), y(across + 2))
  const side = PAPERS[paper].widthMm - MARGIN_MM - 3
  const from = top - HEAD_MM - BAR_MM
  pdf.line(x(side), y(from), x(side), y(from + BAR_MM))
  pdf.line(x(side - 2), y(from), x(side + 2), y(from))
  pdf.line(x(side - 2), y(from + BAR_MM), x(side + 2), y(from + BAR_MM))
  pdf.setFontSize(10)
  pdf.setTextColor(0, 0, 0)
  pdf.text(
    'Print at 100 %. This bar and the one up the side are 100 mm long.',
    x(MARGIN_MM),
    y(MARGIN_MM),
  )
}

/** Rows of figures under the title, and how many fit there. */
const FIGURE_ROWS = 6
const FIGURE_LINE_MM = 4.6
const FIGURE_COLUMN_MM = 62

/** The numbers a person sets or checks at the bench. */
function drawFigures({ pdf, x, y }: Page, jig: Jig, topMm: number): void {
  pdf.setFontSize(9)
  for (const [index, { name, value, unit }] of jig.figures.entries()) {
    const shown = unit === 'count' ? String(value) : `${value.toFixed(2)} ${unit}`
    const column = Math.floor(index / FIGURE_ROWS)
    pdf.text(
      `${name}: ${shown}`.replace('−', '-'),
      x(MARGIN_MM + column * FIGURE_COLUMN_MM),
      y(topMm - (index % FIGURE_ROWS) * FIGURE_LINE_MM),
    )
  }
}

function drawPart(page: Page, jig: Jig, part: JigPart, options: PdfOptions): void {
  const { pdf, x, y } = page
  const { widthMm, heightMm } = PAPERS[options.paper]
  const box = partBounds(part)
  if (box === null) return
  pdf.setTextColor(0, 0, 0)
  pdf.setFontSize(16)
  pdf.text(`${jig.title}: ${part.name}`, x(MARGIN_MM), y(heightMm - MARGIN_MM - 6))
  pdf.setFontSize(10)
  pdf.text(options.planName, x(MARGIN_MM), y(heightMm - MARGIN_MM - 13))
  drawFigures(page, jig, heightMm - MARGIN_MM - 21)
  const room = heightMm - 2 * MARGIN_MM - HEAD_MM - FOOT_MM
  const byXMm = widthMm / 2 - (box.minXMm + box.maxXMm) / 2
  const byYMm = MARGIN_MM + FOOT_MM + room / 2 - (box.minYMm + box.maxYMm) / 2
  pdf.setLineWidth(0.15)
  for (const shape of part.shapes) {
    pdf.setDrawColor(...INK[shape.layer])
    drawPath(page, movedPath(shape.path, byXMm, byYMm))
  }
  for (const { at, heightMm: size, text } of part.labels) {
    // a capital is about 0.72 of the size in points, and a point is 0.3528 mm
    pdf.setFontSize(size / 0.72 / 0.3528)
    pdf.text(text, x(at.xMm + byXMm), y(at.yMm + byYMm))
  }
  drawBars(page, options)
}

function tooLarge(jig: Jig, options: PdfOptions): TooLarge | null {
  const room = roomOf(options)
  for (const part of jig.parts) {
    const box = partBounds(part)
    if (box === null) continue
    const widthMm = box.maxXMm - box.minXMm
    const heightMm = box.maxYMm - box.minYMm
    if (widthMm > room.widthMm || heightMm > room.heightMm) {
      const { widthMm: roomWidthMm, heightMm: roomHeightMm } = room
      return { part: part.name, widthMm, heightMm, roomWidthMm, roomHeightMm }
    }
  }
  return null
}

/**
 * A jig as a PDF at 1:1, one part to a page, each with a bar of 100 mm both ways. `measured` is what a
 * first print of those bars came to, and the drawing is stretched against it. The same jig gives the
 * same bytes. A part larger than the paper is refused with its size and the room there is.
 */
export function jigPdf(jig: Jig, options: PdfOptions): Uint8Array | TooLarge {
  const refusal = tooLarge(jig, options)
  if (refusal !== null) return refusal
  const { widthMm, heightMm } = PAPERS[options.paper]
  const pdf = new jsPDF({ unit: 'mm', format: [widthMm, heightMm], compress: true })
  pdf.setFileId('0'.repeat(32))
  pdf.setCreationDate("D:20260101000000+00'00'")
  pdf.setProperties({ title: jig.title, creator: 'RMOS' })
  const stretchX = BAR_MM / (options.measured?.xMm ?? BAR_MM)
  const stretchY = BAR_MM / (options.measured?.yMm ?? BAR_MM)
  const page: Page = {
    pdf,
    x: (xMm) => widthMm / 2 + (xMm - widthMm / 2) * stretchX,
    y: (yMm) => heightMm / 2 - (yMm - heightMm / 2) * stretchY,
  }
  for (const [index, part] of jig.parts.entries()) {
    if (index > 0) pdf.addPage([widthMm, heightMm])
    drawPart(page, jig, part, options)
  }
  return new Uint8Array(pdf.output('arraybuffer'))
}
