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
import {
  aroundMiddle,
  type LegacyRing,
  type LegacyRings,
  outwards,
  tilesOfLength,
} from './legacy-ring.ts'

const BAND_FIELDS = [
  'id',
  'index',
  'radius_mm',
  'width_mm',
  'color_hint',
  'strip_family_id',
  'slice_angle_deg',
  'tile_length_override_mm',
]
/** Length of a tile where a band names none: the older planner's own. */
const USUAL_TILE_MM = 8

interface Band extends LegacyRing {
  readonly index: number | null
  readonly remarks: readonly string[]
}

function bandRemarks(band: LegacyPart, name: string): readonly string[] {
  const angleDeg = numberField(band, 'slice_angle_deg')
  const family = textField(band, 'strip_family_id')
  const colour = textField(band, 'color_hint')
  return [
    ...(angleDeg === null || angleDeg === 0
      ? []
      : [
          `${name}: a slice angle of ${String(angleDeg)} degrees has no place; slices are cut square.`,
        ]),
    ...(family === null ? [] : [`${name}: made of strip family ${family}.`]),
    ...(colour === null ? [] : [`${name}: colour ${colour}.`]),
    ...(numberField(band, 'tile_length_override_mm') === null
      ? [`${name}: no tile length of its own, taken as ${String(USUAL_TILE_MM)} mm.`]
      : []),
    ...leftAside(band, BAND_FIELDS),
  ]
}

function readBand(band: LegacyPart, sliceThicknessMm: number | null): Result<Band, DataProblem> {
  const radiusMm = lengthField(band, 'radius_mm')
  if (!radiusMm.ok) return radiusMm
  const widthMm = lengthField(band, 'width_mm')
  if (!widthMm.ok) return widthMm
  const name = textField(band, 'id') ?? band.place
  const tileMm = numberField(band, 'tile_length_override_mm') ?? USUAL_TILE_MM
  if (tileMm <= 0) {
    const message = `${String(tileMm)} is not a length above 0 mm`
    return failure(fieldProblem(band, 'tile_length_override_mm', message))
  }
  const tileCount = tilesOfLength(radiusMm.value, tileMm)
  return success({
    index: numberField(band, 'index'),
    name,
    ...aroundMiddle(radiusMm.value, widthMm.value),
    sliceThicknessMm,
    made: { kind: 'tile', tileCount, pattern: null },
    remarks: bandRemarks(band, name),
  })
}

/** The older planner counts bands from the outside in; radii that say otherwise are believed. */
function orderRemark(bands: readonly Band[]): readonly string[] {
  const ordered = outwards(bands)
  const contradicts = ordered.some((band, at) => {
    const before = ordered[at - 1]
    if (before === undefined || before.index === null || band.index === null) return false
    return before.index <= band.index
  })
  return contradicts
    ? ['The numbers of the bands do not run from the outside in; the radii were believed.']
    : []
}

/**
 * RosettePattern of the older planner: `ring_bands` of a mean radius and a width, band 0 outermost. All
 * are tiles of a length round the ring, without a picture.
 */
export function readRingBands(record: LegacyPart): Result<LegacyRings, DataProblem> {
  const listed = listField(record, 'ring_bands')
  if (!listed.ok) return listed
  const sliceThicknessMm = numberField(record, 'default_slice_thickness_mm')
  const bands: Band[] = []
  for (const entry of listed.value) {
    const band = readBand(entry, sliceThicknessMm)
    if (!band.ok) return band
    bands.push(band.value)
  }
  return success({
    rings: outwards(bands),
    remarks: [
      ...orderRemark(bands),
      'Bands were told by their middle; inner and outer radius are half a width to either side.',
      ...bands.flatMap(({ remarks }) => remarks),
    ],
  })
}
