import { distanceMm, type Point2 } from '../geometry/point.ts'
import { degFromRad } from '../units/angle.ts'
import type { Segment } from '../geometry/path.ts'
import type { Sheet, SheetLabel } from './sheet.ts'

/** Up to 9 decimals, no exponent, no negative zero: what every DXF reader takes. */
function real(value: number): string {
  const text = value.toFixed(9).replace(/\.?0+$/, '')
  return text === '-0' || text === '' ? '0' : text
}

const pair = (code: number, value: string | number) =>
  `${String(code).padStart(3)}\n${String(value)}`

function point(code: number, { xMm, yMm }: Point2): readonly string[] {
  return [pair(code, real(xMm)), pair(code + 10, real(yMm)), pair(code + 20, '0')]
}

function directionDeg(centre: Point2, at: Point2): number {
  const deg = degFromRad(Math.atan2(at.yMm - centre.yMm, at.xMm - centre.xMm))
  return deg < 0 ? deg + 360 : deg
}

/** LINE, CIRCLE for a full turn, or ARC, which DXF always counts counterclockwise. */
function entity(layer: string, segment: Segment): readonly string[] {
  const on = pair(8, layer)
  if (segment.kind === 'line') {
    return [pair(0, 'LINE'), on, ...point(10, segment.from), ...point(11, segment.to)]
  }
  const { centre, from, to, rotation } = segment
  const radius = pair(40, real(distanceMm(centre, from)))
  if (distanceMm(from, to) < 1e-9) return [pair(0, 'CIRCLE'), on, ...point(10, centre), radius]
  const [first, last] = rotation === 'counterclockwise' ? [from, to] : [to, from]
  return [
    pair(0, 'ARC'),
    on,
    ...point(10, centre),
    radius,
    pair(50, real(directionDeg(centre, first))),
    pair(51, real(directionDeg(centre, last))),
  ]
}

/** R12 text is plain ASCII; what is not is written as DXF's own \U+XXXX. */
function asciiText(text: string): string {
  return text.replace(
    /[^\x20-\x7e]/g,
    (letter) => `\\U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
}

function textEntity({ layer, at, heightMm, text }: SheetLabel): readonly string[] {
  return [
    pair(0, 'TEXT'),
    pair(8, layer),
    ...point(10, at),
    pair(40, real(heightMm)),
    pair(1, asciiText(text)),
  ]
}

function layerTable(sheet: Sheet): readonly string[] {
  return [
    ...[pair(0, 'TABLE'), pair(2, 'LAYER'), pair(70, sheet.layers.length)],
    ...sheet.layers.flatMap(({ name, dxfColour }) => [
      ...[pair(0, 'LAYER'), pair(2, name), pair(70, 0), pair(62, dxfColour), pair(6, 'CONTINUOUS')],
    ]),
    pair(0, 'ENDTAB'),
  ]
}

/** The one line type every layer names. */
const LINE_TYPES = [
  ...[pair(0, 'TABLE'), pair(2, 'LTYPE'), pair(70, 1)],
  ...[pair(0, 'LTYPE'), pair(2, 'CONTINUOUS'), pair(70, 0), pair(3, 'Solid line')],
  ...[pair(72, 65), pair(73, 0), pair(40, '0'), pair(0, 'ENDTAB')],
]

/**
 * A sheet as an R12 (AC1009) DXF in mm: LINE, ARC and CIRCLE stay what they are, words are TEXT, layers
 * and extents are declared. The same sheet gives the same bytes; lines end in `\n`.
 */
export function writeDxfR12(sheet: Sheet): string {
  const { minXMm, minYMm, maxXMm, maxYMm } = sheet.bounds
  return [
    ...[pair(0, 'SECTION'), pair(2, 'HEADER'), pair(9, '$ACADVER'), pair(1, 'AC1009')],
    ...[pair(9, '$MEASUREMENT'), pair(70, 1), pair(9, '$INSUNITS'), pair(70, 4)],
    ...[pair(9, '$EXTMIN'), ...point(10, { xMm: minXMm, yMm: minYMm })],
    ...[pair(9, '$EXTMAX'), ...point(10, { xMm: maxXMm, yMm: maxYMm })],
    ...[pair(0, 'ENDSEC'), pair(0, 'SECTION'), pair(2, 'TABLES')],
    ...LINE_TYPES,
    ...layerTable(sheet),
    ...[pair(0, 'ENDSEC'), pair(0, 'SECTION'), pair(2, 'ENTITIES')],
    ...sheet.shapes.flatMap(({ layer, path }) => path.flatMap((segment) => entity(layer, segment))),
    ...sheet.labels.flatMap(textEntity),
    ...[pair(0, 'ENDSEC'), pair(0, 'EOF')],
    '',
  ].join('\n')
}
