import type { Construction, Strip, StripFamily, StripLane } from './strip-family.schema.ts'
import { STRIP_FAMILY_VERSION, STRIP_LIMITS } from './strip-family.schema.ts'

/** A family of the older system as it reads here, and what was done to it. */
export interface ReadLegacyFamily {
  /** Still to be checked against the schema. */
  readonly family: StripFamily
  /** One sentence for each thing that the record does not say, or that has no place here. */
  readonly remarks: readonly string[]
}

type Fields = Readonly<Record<string, unknown>>

const LANES: readonly StripLane[] = ['safe', 'tuned_v1', 'tuned_v2', 'experimental']
/** Drawn where the record names no colour, by its kind of material. */
const COLOUR_OF_TYPE: Readonly<Record<string, string>> = {
  wood: '#a9794f',
  metal: '#b8bcc0',
  shell: '#8fc0b8',
  paper: '#e8e2d0',
  foil: '#c9b037',
  charred: '#2b2522',
  resin: '#4c6a8f',
  composite: '#77706a',
}
const NO_COLOUR = '#999999'
/** Glue between two strips, as for a new family. */
const GLUE_LINE_MM = 0.03

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : null
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

function lengthOf(value: unknown, maxMm: number): number | null {
  const inRange = typeof value === 'number' && value >= STRIP_LIMITS.minLengthMm && value <= maxMm
  return inRange ? value : null
}

/** `#RGB` and `#RRGGBB` as `#rrggbb`; null for every other way to name a colour. */
function colourOf(value: unknown): string | null {
  const text = textOf(value)?.toLowerCase() ?? ''
  if (/^#[0-9a-f]{6}$/.test(text)) return text
  const [, r = '', g = '', b = ''] = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(text) ?? []
  return r === '' ? null : `#${r}${r}${g}${g}${b}${b}`
}

function clipped(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length)
}

function laneOf(record: Fields): StripLane {
  const lane = textOf(record['lane'])?.toLowerCase()
  return LANES.find((known) => known === lane) ?? 'experimental'
}

function baseOf(
  record: Fields,
  parts: {
    readonly notes: readonly string[]
    readonly strips: readonly Strip[]
    readonly construction: Construction
  },
): StripFamily {
  const id = textOf(record['id']) ?? ''
  const notes = [textOf(record['notes']) ?? textOf(record['description']) ?? '', ...parts.notes]
  return {
    schema: 'rmos.strip-family',
    version: STRIP_FAMILY_VERSION,
    id,
    name: clipped(textOf(record['name']) ?? id, 120),
    lane: laneOf(record),
    notes: clipped(notes.filter((note) => note !== '').join('\n'), 4000),
    glueLineMm: GLUE_LINE_MM,
    strips: [...parts.strips],
    construction: parts.construction,
  }
}

function stockNote(strips: readonly unknown[]): string {
  const lengthsMm = strips.flatMap((strip) => {
    const lengthMm = fieldsOf(strip)?.['length_mm']
    return typeof lengthMm === 'number' && Number.isFinite(lengthMm) ? [lengthMm] : []
  })
  const totalMm = lengthsMm.reduce((sum, lengthMm) => sum + lengthMm, 0)
  return `${String(strips.length)} strips in stock, ${String(Number(totalMm.toFixed(1)))} mm in all.`
}

function typedColour(type: string | null): string | null {
  return type === null ? null : (COLOUR_OF_TYPE[type.toLowerCase()] ?? null)
}

/**
 * Shape A: one size of strip (`strip_width_mm`, `strip_thickness_mm`, `material_type`) and the pieces of it
 * in stock (`strips[].length_mm`). It becomes a single solid strip; the stock goes into the notes.
 */
function readStock(record: Fields): ReadLegacyFamily {
  const material = textOf(record['material_type']) ?? ''
  const colour = colourOf(record['color_hex']) ?? typedColour(material)
  const widthMm = lengthOf(record['strip_width_mm'], STRIP_LIMITS.maxWidthMm)
  const thicknessMm = lengthOf(record['strip_thickness_mm'], STRIP_LIMITS.maxThicknessMm)
  const strips = Array.isArray(record['strips']) ? (record['strips'] as readonly unknown[]) : []
  const supplier = textOf(fieldsOf(record['metadata'])?.['supplier'])
  const strip: Strip = {
    id: 'strip-1',
    name: clipped(material === '' ? 'Strip' : material, 80),
    widthMm,
    thicknessMm,
    colour: colour ?? NO_COLOUR,
    materialId: null,
  }
  const notes = [
    ...(strips.length === 0 ? [] : [stockNote(strips)]),
    ...(supplier === null ? [] : [`Supplier: ${supplier}.`]),
  ]
  return {
    family: baseOf(record, { notes, strips: [strip], construction: { kind: 'solid' } }),
    remarks: [
      ...missing('The strip width', widthMm),
      ...missing('The strip thickness', thicknessMm),
      ...(colour === null ? ['The record names no colour, so it is drawn grey.'] : []),
    ],
  }
}

function missing(what: string, value: number | null): readonly string[] {
  return value === null ? [`${what} is not in the record, or out of range: not measured.`] : []
}

function materialStrip(material: Fields, index: number, familyColour: string | null): Strip {
  const visual = fieldsOf(material['visual'])
  const type = textOf(material['type'])
  return {
    id: `strip-${String(index + 1)}`,
    name: clipped(textOf(material['species']) ?? textOf(material['key']) ?? type ?? 'Strip', 80),
    widthMm: lengthOf(material['thickness_mm'], STRIP_LIMITS.maxWidthMm),
    thicknessMm: null,
    colour: colourOf(visual?.['base_color']) ?? typedColour(type) ?? familyColour ?? NO_COLOUR,
    materialId: null,
  }
}

/** The materials in the order of the sequence; indices that lead nowhere are counted. */
function sequenced(record: Fields): {
  readonly materials: readonly Fields[]
  readonly lost: number
} {
  const listed: readonly unknown[] = Array.isArray(record['materials']) ? record['materials'] : []
  const materials = listed.map((material) => fieldsOf(material) ?? {})
  const sequence: readonly unknown[] = Array.isArray(record['sequence']) ? record['sequence'] : []
  if (sequence.length === 0) return { materials, lost: 0 }
  const found = sequence.flatMap((index) => {
    const material = typeof index === 'number' ? materials[index] : undefined
    return material === undefined ? [] : [material]
  })
  return { materials: found, lost: sequence.length - found.length }
}

function legacyConstruction(record: Fields): Construction {
  const angleDeg = record['default_slice_angle_deg']
  const leans =
    typeof angleDeg === 'number' &&
    angleDeg >= STRIP_LIMITS.minAngleDeg &&
    angleDeg <= STRIP_LIMITS.maxAngleDeg
  if (!leans) return { kind: 'lines' }
  const bandWidthMm = lengthOf(record['default_width_mm'], STRIP_LIMITS.maxWidthMm)
  return { kind: 'rope', angleDeg, bandWidthMm, border: [] }
}

/**
 * Shape B: a `sequence` of indices into `materials`, each with its `thickness_mm`; the veneers are the
 * layers. With a slice angle it is a rope as wide as `default_width_mm`, without one it is lines. A record
 * without materials is a single strip in its own colour.
 */
function readSequence(record: Fields): ReadLegacyFamily {
  const familyColour = colourOf(record['color_hex'])
  const { materials, lost } = sequenced(record)
  const plain: Strip = {
    id: 'strip-1',
    name: clipped(textOf(record['name']) ?? 'Strip', 80),
    widthMm: lengthOf(record['default_width_mm'], STRIP_LIMITS.maxWidthMm),
    thicknessMm: null,
    colour: familyColour ?? NO_COLOUR,
    materialId: null,
  }
  const strips =
    materials.length === 0
      ? [plain]
      : materials.map((material, index) => materialStrip(material, index, familyColour))
  const unmeasured = strips.filter(({ widthMm }) => widthMm === null).length
  return {
    family: baseOf(record, { notes: [], strips, construction: legacyConstruction(record) }),
    remarks: [
      'The record does not say how deep the strips are: not measured.',
      ...(unmeasured === 0
        ? []
        : [
            `${String(unmeasured)} of ${String(strips.length)} strips have no width: not measured.`,
          ]),
      ...(lost === 0
        ? []
        : [`${String(lost)} places of the sequence name a material that is not there: left out.`]),
      ...(record['default_tile_length_mm'] === undefined ||
      record['default_tile_length_mm'] === null
        ? []
        : ['The default tile length has no place in a strip family; plans hold the tiles.']),
    ],
  }
}

/**
 * Reads a strip family of the older system, in either of its two shapes; null when the value has the marks
 * of neither. Sizes that are missing or out of range become "not measured", never a guess.
 */
export function readLegacyStripFamily(value: unknown): ReadLegacyFamily | null {
  const record = fieldsOf(value)
  if (record === null || textOf(record['id']) === null) return null
  if ('strip_width_mm' in record || 'strip_thickness_mm' in record) return readStock(record)
  const marks = [
    'materials',
    'sequence',
    'color_hex',
    'default_width_mm',
    'default_slice_angle_deg',
  ]
  return marks.some((mark) => mark in record) ? readSequence(record) : null
}
