import { dataProblem, type DataProblem, describeValue } from '../../outcome/problem.ts'
import { failure, type Result, success } from '../../outcome/result.ts'

/** The fields of a record of the older system. */
export type Fields = Readonly<Record<string, unknown>>

/** A part of a record: its fields, and where it stands for sentences. */
export interface LegacyPart {
  readonly source: string
  /** `ring_bands[2]`; empty for the whole record. */
  readonly place: string
  readonly fields: Fields
}

/** An object's fields; null for everything else. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : null
}

/** An object, or the JSON text of one, as the older system's database kept it. */
export function storedFields(value: unknown): Fields | null {
  if (typeof value !== 'string') return fieldsOf(value)
  try {
    return fieldsOf(JSON.parse(value))
  } catch {
    return null
  }
}

function placeOf({ place }: LegacyPart, field: string): string {
  return place === '' ? field : `${place}.${field}`
}

/** The objection that a field is not what it should be. */
export function fieldProblem(part: LegacyPart, field: string, message: string): DataProblem {
  return dataProblem(part.source, placeOf(part, field), message)
}

/** A length of the record that must be there and above 0, mm. */
export function lengthField(part: LegacyPart, field: string): Result<number, DataProblem> {
  const value = part.fields[field]
  if (typeof value === 'number' && value > 0 && value < Infinity) return success(value)
  const message =
    value === undefined || value === null
      ? 'is missing: a length in mm is expected'
      : `${describeValue(value)} is not a length above 0 mm`
  return failure(fieldProblem(part, field, message))
}

/** A number of the record; null when it is not there or no number. */
export function numberField({ fields }: LegacyPart, field: string): number | null {
  const value = fields[field]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** A text of the record; null when it is not there or blank. */
export function textField({ fields }: LegacyPart, field: string): string | null {
  const value = fields[field]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** The objects of a list field, each with its place; anything in it that is no object is refused. */
export function listField(
  part: LegacyPart,
  field: string,
): Result<readonly LegacyPart[], DataProblem> {
  const list: unknown = part.fields[field]
  if (!Array.isArray(list) || list.length === 0) {
    const shown = list === undefined ? 'is missing' : `${describeValue(list)} has no rings`
    return failure(fieldProblem(part, field, `${shown}: at least one ring is expected`))
  }
  const parts: LegacyPart[] = []
  for (const [index, entry] of (list as readonly unknown[]).entries()) {
    const place = placeOf(part, `${field}[${String(index)}]`)
    const fields = fieldsOf(entry)
    if (fields === null) {
      return failure(dataProblem(part.source, place, `${describeValue(entry)} is no ring`))
    }
    parts.push({ source: part.source, place, fields })
  }
  return success(parts)
}

/** Names of fields that were not asked for, so that nothing is dropped in silence. */
export function unknownFields({ fields }: LegacyPart, known: readonly string[]): readonly string[] {
  return Object.keys(fields).filter((field) => !known.includes(field))
}

/** The remark that fields have no place in a plan; nothing where there are none. */
export function leftAside(part: LegacyPart, known: readonly string[]): readonly string[] {
  const names = unknownFields(part, known)
  if (names.length === 0) return []
  const where = part.place === '' ? '' : ` of ${part.place}`
  return [`Left aside${where}: ${names.join(', ')}.`]
}
