import type { Path, Segment } from '../geometry/path.ts'
import { segmentSweepRad } from '../geometry/path.ts'
import { distanceMm, type Point2 } from '../geometry/point.ts'
import { degFromRad } from '../units/angle.ts'
import type { Sheet, SheetLabel } from './sheet.ts'

/** Up to `decimals` places, no exponent, no negative zero: what every DXF reader takes. */
function real(value: number, decimals = 9): string {
  const text = value.toFixed(decimals).replace(/\.?0+$/, '')
  return text === '-0' || text === '' ? '0' : text
}

/** One group: its code, and its value. */
export const pair = (code: number, value: string | number): string =>
  `${String(code).padStart(3)}\n${String(value)}`

/** The groups of a point. */
export function point(code: number, { xMm, yMm }: Point2): readonly string[] {
  return [pair(code, real(xMm)), pair(code + 10, real(yMm)), pair(code + 20, '0')]
}

function directionDeg(centre: Point2, at: Point2): number {
  const deg = degFromRad(Math.atan2(at.yMm - centre.yMm, at.xMm - centre.xMm))
  return deg < 0 ? deg + 360 : deg
}

/** A bulge says an arc by one number, so it gets all digits a number has. */
const BULGE_DECIMALS = 16

/** Tangent of a quarter of the sweep, negative for an arc that runs clockwise; 0 for a line. */
function bulgeOf(segment: Segment): number {
  if (segment.kind === 'line') return 0
  const bulge = Math.tan(segmentSweepRad(segment) / 4)
  return segment.rotation === 'counterclockwise' ? bulge : -bulge
}

/** What stands in front of the numbers of an entity: its name and layer, and what else a version asks for. */
export interface DxfDialect {
  readonly version: 'R12' | 'R2000'
  readonly head: (name: string, layer: string, subclass: string) => readonly string[]
  /** A closed run of corners with bulges. */
  readonly loop: (layer: string, path: Path, head: DxfDialect['head']) => readonly string[]
}

/** The corner a segment begins at, with its bulge. */
export function corner(segment: Segment): readonly string[] {
  const bulge = bulgeOf(segment)
  const at = [pair(10, real(segment.from.xMm)), pair(20, real(segment.from.yMm))]
  return bulge === 0 ? at : [...at, pair(42, real(bulge, BULGE_DECIMALS))]
}

/** LINE, CIRCLE for a full turn, or ARC, which DXF always counts counterclockwise. */
function single(layer: string, segment: Segment, { head, version }: DxfDialect): readonly string[] {
  if (segment.kind === 'line') {
    return [
      ...head('LINE', layer, 'AcDbLine'),
      ...point(10, segment.from),
      ...point(11, segment.to),
    ]
  }
  const { centre, from, to, rotation } = segment
  const radius = pair(40, real(distanceMm(centre, from)))
  if (isWhole(segment)) {
    return [...head('CIRCLE', layer, 'AcDbCircle'), ...point(10, centre), radius]
  }
  const [first, last] = rotation === 'counterclockwise' ? [from, to] : [to, from]
  return [
    ...head('ARC', layer, 'AcDbCircle'),
    ...point(10, centre),
    radius,
    ...(version === 'R12' ? [] : [pair(100, 'AcDbArc')]),
    pair(50, real(directionDeg(centre, first), ANGLE_DECIMALS)),
    pair(51, real(directionDeg(centre, last), ANGLE_DECIMALS)),
  ]
}

/** A degree is 17 mm at a radius of a metre: angles need more digits than lengths. */
const ANGLE_DECIMALS = 12

function isWhole(segment: Segment): boolean {
  return segment.kind === 'arc' && distanceMm(segment.from, segment.to) < 1e-9
}

/** True for a run of more than one piece that ends where it begins. */
function isLoop(path: Path): boolean {
  const [first, last] = [path[0], path.at(-1)]
  if (first === undefined || last === undefined || path.length < 2) return false
  return distanceMm(first.from, last.to) < 1e-9 && !path.some(isWhole)
}

/** The entities of a path: one closed polyline for a loop, else each piece by itself. */
export function entitiesOf(layer: string, path: Path, dialect: DxfDialect): readonly string[] {
  if (isLoop(path)) return dialect.loop(layer, path, dialect.head)
  return path.flatMap((segment) => single(layer, segment, dialect))
}

/** Text that is not ASCII is written as DXF's own \U+XXXX, which every version reads. */
export function asciiText(text: string): string {
  return text.replace(
    /[^\x20-\x7e]/g,
    (letter) => `\\U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
}

/** The entity of a word. */
export function textEntity(
  { layer, at, heightMm, text }: SheetLabel,
  { head, version }: DxfDialect,
): readonly string[] {
  return [
    ...head('TEXT', layer, 'AcDbText'),
    ...point(10, at),
    pair(40, real(heightMm)),
    pair(1, asciiText(text)),
    ...(version === 'R12' ? [] : [pair(100, 'AcDbText')]),
  ]
}

const R12: DxfDialect = {
  version: 'R12',
  head: (name, layer) => [pair(0, name), pair(8, layer)],
  loop: (layer, path, head) => [
    ...head('POLYLINE', layer, ''),
    ...[pair(66, 1), pair(10, '0'), pair(20, '0'), pair(30, '0'), pair(70, 1)],
    ...path.flatMap((segment) => [...head('VERTEX', layer, ''), ...corner(segment)]),
    ...head('SEQEND', layer, ''),
  ],
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

/** Unit and extents of a sheet, as header variables. */
export function extentVariables({ bounds }: Sheet): readonly string[] {
  const { minXMm, minYMm, maxXMm, maxYMm } = bounds
  return [
    ...[pair(9, '$MEASUREMENT'), pair(70, 1), pair(9, '$INSUNITS'), pair(70, 4)],
    ...[pair(9, '$EXTMIN'), ...point(10, { xMm: minXMm, yMm: minYMm })],
    ...[pair(9, '$EXTMAX'), ...point(10, { xMm: maxXMm, yMm: maxYMm })],
  ]
}

/**
 * A sheet as an R12 (AC1009) DXF in mm: LINE, ARC and CIRCLE stay what they are, loops of more than one
 * piece are closed POLYLINEs with bulges, words are TEXT; layers and extents are declared. The same sheet
 * gives the same bytes; lines end in `\n`.
 */
export function writeDxfR12(sheet: Sheet): string {
  return [
    ...[pair(0, 'SECTION'), pair(2, 'HEADER'), pair(9, '$ACADVER'), pair(1, 'AC1009')],
    ...extentVariables(sheet),
    ...[pair(0, 'ENDSEC'), pair(0, 'SECTION'), pair(2, 'TABLES')],
    ...LINE_TYPES,
    ...layerTable(sheet),
    ...[pair(0, 'ENDSEC'), pair(0, 'SECTION'), pair(2, 'ENTITIES')],
    ...sheet.shapes.flatMap(({ layer, path }) => entitiesOf(layer, path, R12)),
    ...sheet.labels.flatMap((label) => textEntity(label, R12)),
    ...[pair(0, 'ENDSEC'), pair(0, 'EOF')],
    '',
  ].join('\n')
}
