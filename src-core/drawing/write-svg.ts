import { distanceMm, type Point2 } from '../geometry/point.ts'
import { type Path, segmentSweepRad } from '../geometry/path.ts'
import type { Sheet } from './sheet.ts'

/** Width of lines a laser takes for hairlines, mm. */
const HAIRLINE_MM = 0.05
const MARGIN_MM = 2

function number(value: number): string {
  const text = String(Number(value.toFixed(6)))
  return text === '-0' ? '0' : text
}

/** SVG runs Y down; the sheet runs it up. */
const at = ({ xMm, yMm }: Point2) => `${number(xMm)} ${number(-yMm)}`

/** A path with its arcs as arcs; a full turn is two halves, since SVG cannot write one as one. */
/** SVG path data of lines and arcs, Y turned down as SVG has it. */
export function pathData(path: Path): string {
  let pen: Point2 | null = null
  let data = ''
  for (const segment of path) {
    if (pen === null || distanceMm(pen, segment.from) > 1e-9) data += `M${at(segment.from)}`
    pen = segment.to
    if (segment.kind === 'line') {
      data += `L${at(segment.to)}`
      continue
    }
    const { centre, from, to, rotation } = segment
    const r = number(distanceMm(centre, from))
    const sweep = rotation === 'counterclockwise' ? 0 : 1
    if (distanceMm(from, to) < 1e-9) {
      const across = { xMm: 2 * centre.xMm - from.xMm, yMm: 2 * centre.yMm - from.yMm }
      data += `A${r} ${r} 0 1 ${String(sweep)} ${at(across)}A${r} ${r} 0 1 ${String(sweep)} ${at(to)}`
    } else {
      const large = segmentSweepRad(segment) > Math.PI ? 1 : 0
      data += `A${r} ${r} 0 ${String(large)} ${String(sweep)} ${at(to)}`
    }
  }
  return data
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

/**
 * A sheet as an SVG in millimetres at 1:1: one group for each layer, hairline strokes in the layer's
 * colour, arcs as arcs. The same sheet gives the same bytes.
 */
export function writeSvg(sheet: Sheet): string {
  const { minXMm, minYMm, maxXMm, maxYMm } = sheet.bounds
  const width = number(maxXMm - minXMm + 2 * MARGIN_MM)
  const height = number(maxYMm - minYMm + 2 * MARGIN_MM)
  const groups = sheet.layers.map(({ name, colour }) => {
    const paths = sheet.shapes
      .filter(({ layer }) => layer === name)
      .map(({ path }) => `<path d="${pathData(path)}"/>`)
    const words = sheet.labels
      .filter(({ layer }) => layer === name)
      .map(
        (label) =>
          `<text x="${number(label.at.xMm)}" y="${number(-label.at.yMm)}" font-family="sans-serif" font-size="${number(label.heightMm)}" fill="${colour}" stroke="none">${escapeText(label.text)}</text>`,
      )
    return `<g id="${name}" fill="none" stroke="${colour}" stroke-width="${String(HAIRLINE_MM)}">\n${[...paths, ...words].join('\n')}\n</g>`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="${number(minXMm - MARGIN_MM)} ${number(-maxYMm - MARGIN_MM)} ${width} ${height}">`,
    `<title>${escapeText(sheet.title)}</title>`,
    ...groups,
    '</svg>\n',
  ].join('\n')
}
