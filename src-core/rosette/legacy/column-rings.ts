import type { DataProblem } from '../../outcome/problem.ts'
import { failure, type Result, success } from '../../outcome/result.ts'
import {
  fieldProblem,
  fieldsOf,
  leftAside,
  lengthField,
  type LegacyPart,
  listField,
  numberField,
  textField,
} from './fields.ts'
import {
  aroundMiddle,
  type LegacyRing,
  type LegacyRings,
  outwards,
  patternOfCells,
  tilesOfLength,
} from './legacy-ring.ts'

const RING_FIELDS = [
  'ring_id',
  'radius_mm',
  'width_mm',
  'tile_length_mm',
  'twist_angle_deg',
  'slice_angle_deg',
  'column',
  'segments',
]
const STRIP_FIELDS = ['width_mm', 'color', 'material_id']

interface Column {
  readonly pattern: ReturnType<typeof patternOfCells>
  readonly remarks: readonly string[]
}

/** The strips of a column, the first innermost; none where the ring names none. */
function readColumn(ring: LegacyPart): Result<Column, DataProblem> {
  const column = fieldsOf(ring.fields['column'])
  if (column === null) return success({ pattern: null, remarks: [] })
  const place = `${ring.place}.column`
  const strips = listField({ source: ring.source, place, fields: column }, 'strips')
  if (!strips.ok) return strips
  const cells: { name: string; thicknessMm: number }[] = []
  for (const strip of strips.value) {
    const widthMm = lengthField(strip, 'width_mm')
    if (!widthMm.ok) return widthMm
    const name = textField(strip, 'color') ?? textField(strip, 'material_id') ?? 'Unnamed'
    cells.push({ name, thicknessMm: widthMm.value })
  }
  const pattern = patternOfCells(cells.map((cell) => [cell]))
  if (pattern === null) {
    const message = `has ${String(cells.length)} strips or more colours than a pattern may have`
    return failure(fieldProblem(ring, 'column', message))
  }
  const remarks = [
    `${ring.place}: the first strip of its column was taken as the innermost.`,
    ...strips.value.flatMap((strip) => leftAside(strip, STRIP_FIELDS)),
  ]
  return success({ pattern, remarks })
}

/** Segments where they are told, else tiles of the length that is told, else square ones. */
function tileCountOf(ring: LegacyPart, radiusMm: number, widthMm: number): number {
  const segments = numberField(ring, 'segments')
  if (segments !== null && segments >= 4) return Math.min(2000, Math.round(segments))
  const lengthMm = numberField(ring, 'tile_length_mm')
  return tilesOfLength(radiusMm, lengthMm !== null && lengthMm > 0 ? lengthMm : widthMm)
}

function angleRemarks(ring: LegacyPart): readonly string[] {
  return (['twist_angle_deg', 'slice_angle_deg'] as const).flatMap((field) => {
    const angleDeg = numberField(ring, field)
    if (angleDeg === null || angleDeg === 0) return []
    return [`${ring.place}: ${field} ${String(angleDeg)} has no place in a plan.`]
  })
}

/**
 * Rings of the older geometry column: a mean radius, a width and either a count of `segments` or a
 * `tile_length_mm`, with or without the `column` of strips one tile is made of.
 */
export function readColumnRings(record: LegacyPart): Result<LegacyRings, DataProblem> {
  const listed = listField(record, 'rings')
  if (!listed.ok) return listed
  const rings: LegacyRing[] = []
  const remarks: string[] = []
  for (const [at, ring] of listed.value.entries()) {
    const radiusMm = lengthField(ring, 'radius_mm')
    if (!radiusMm.ok) return radiusMm
    const widthMm = lengthField(ring, 'width_mm')
    if (!widthMm.ok) return widthMm
    const column = readColumn(ring)
    if (!column.ok) return column
    const tileCount = tileCountOf(ring, radiusMm.value, widthMm.value)
    const id = ring.fields['ring_id']
    rings.push({
      name: `Ring ${typeof id === 'string' || typeof id === 'number' ? String(id) : String(at + 1)}`,
      ...aroundMiddle(radiusMm.value, widthMm.value),
      sliceThicknessMm: null,
      made: { kind: 'tile', tileCount, pattern: column.value.pattern },
    })
    remarks.push(...column.value.remarks, ...angleRemarks(ring), ...leftAside(ring, RING_FIELDS))
  }
  return success({ rings: outwards(rings), remarks })
}
