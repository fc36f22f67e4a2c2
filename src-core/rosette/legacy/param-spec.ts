import type { DataProblem } from '../../outcome/problem.ts'
import { failure, type Result, success } from '../../outcome/result.ts'
import {
  fieldProblem,
  leftAside,
  lengthField,
  type LegacyPart,
  listField,
  numberField,
  textField,
} from './fields.ts'
import { type LegacyMake, type LegacyRing, type LegacyRings, tilesOfLength } from './legacy-ring.ts'

const PARAM_FIELDS = ['ring_index', 'width_mm', 'pattern_type', 'tile_length_mm']
/** Rounding of a sum of widths against the diameters, mm. */
const SUM_TOLERANCE_MM = 0.01

interface Param {
  readonly part: LegacyPart
  readonly index: number
  readonly widthMm: number
  readonly patternType: string
}

function readParam(part: LegacyPart, at: number): Result<Param, DataProblem> {
  const widthMm = lengthField(part, 'width_mm')
  if (!widthMm.ok) return widthMm
  const patternType = (textField(part, 'pattern_type') ?? 'SOLID').toUpperCase()
  const index = numberField(part, 'ring_index') ?? at
  return success({ part, index, widthMm: widthMm.value, patternType })
}

function makeOf({ part, widthMm, patternType }: Param, middleMm: number): LegacyMake {
  if (patternType === 'SOLID') return { kind: 'arcs' }
  const lengthMm = numberField(part, 'tile_length_mm')
  const tileMm = lengthMm !== null && lengthMm > 0 ? lengthMm : widthMm
  return { kind: 'tile', tileCount: tilesOfLength(middleMm, tileMm), pattern: null }
}

function remarksOf(param: Param, name: string): readonly string[] {
  const { patternType, part } = param
  const drawnOnly = patternType !== 'SOLID' && patternType !== 'MOSAIC'
  const noLength = patternType !== 'SOLID' && numberField(part, 'tile_length_mm') === null
  return [
    ...(drawnOnly
      ? [`${name}: ${patternType} is a way of drawing; it became tiles without a picture.`]
      : []),
    ...(noLength ? [`${name}: no tile length, taken as square.`] : []),
    ...leftAside(part, PARAM_FIELDS),
  ]
}

function stacked(params: readonly Param[], innerRadiusMm: number): LegacyRings {
  let edgeMm = innerRadiusMm
  const rings: LegacyRing[] = []
  const remarks: string[] = []
  for (const [at, param] of params.entries()) {
    const name = `Ring ${String(at + 1)}`
    const outerRadiusMm = edgeMm + param.widthMm
    rings.push({
      name,
      innerRadiusMm: edgeMm,
      outerRadiusMm,
      sliceThicknessMm: null,
      made: makeOf(param, (edgeMm + outerRadiusMm) / 2),
    })
    remarks.push(...remarksOf(param, name))
    edgeMm = outerRadiusMm
  }
  return { rings, remarks }
}

/**
 * RosetteParamSpec of the older art studio: outer and inner diameter, and `ring_params` of widths only.
 * Rings are laid from the inner diameter outwards by `ring_index`. Widths beyond the room between the two
 * diameters are refused.
 */
export function readParamSpec(record: LegacyPart): Result<LegacyRings, DataProblem> {
  const listed = listField(record, 'ring_params')
  if (!listed.ok) return listed
  const outerMm = lengthField(record, 'outer_diameter_mm')
  if (!outerMm.ok) return outerMm
  const innerMm = lengthField(record, 'inner_diameter_mm')
  if (!innerMm.ok) return innerMm
  const params: Param[] = []
  for (const [at, entry] of listed.value.entries()) {
    const param = readParam(entry, at)
    if (!param.ok) return param
    params.push(param.value)
  }
  const roomMm = (outerMm.value - innerMm.value) / 2
  const widthMm = params.reduce((sum, param) => sum + param.widthMm, 0)
  if (widthMm > roomMm + SUM_TOLERANCE_MM) {
    const message = `add up to ${widthMm.toFixed(2)} mm, but between the diameters there are ${roomMm.toFixed(2)} mm`
    return failure(fieldProblem(record, 'ring_params', message))
  }
  const { rings, remarks } = stacked(
    params.toSorted((a, b) => a.index - b.index),
    innerMm.value / 2,
  )
  const spareMm = roomMm - widthMm
  return success({
    rings,
    remarks: [
      'The record does not say from which side rings are numbered; ring 0 was taken as the innermost.',
      ...(spareMm > SUM_TOLERANCE_MM
        ? [`${spareMm.toFixed(2)} mm inside the outer diameter are left without a ring.`]
        : []),
      ...remarks,
    ],
  })
}
