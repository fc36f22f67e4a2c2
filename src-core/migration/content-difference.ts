import type { RecordFields } from './legacy-record.ts'
import { readTimestamp } from './timestamp.ts'
import type { FieldDifference } from './report.ts'

/** How many fields of one record are listed. */
export const FIELD_LIMIT = 40
const VALUE_TEXT_LIMIT = 200

/** All differences of two records: the count is complete, the list is cut. */
export interface RecordDifference {
  readonly fieldCount: number
  readonly fields: readonly FieldDifference[]
}

/** The sides of a record's times; the database always has them, the JSON need not. */
export interface RecordTimes {
  readonly createdAtUtc: string | null
  readonly updatedAtUtc: string | null
}

const TIME_FIELDS = ['created_at', 'updated_at'] as const

/**
 * Compares a record of the JSON with the kept one, field by field; lists by index. `created_at` and
 * `updated_at` are compared as instants with the kept ones, and not at all where the JSON gives
 * none: the database gave them at the import. The order of fields means nothing.
 */
export function compareRecords(
  json: RecordFields,
  sqlite: RecordFields,
  times: { readonly json: RecordTimes; readonly sqlite: RecordTimes },
): RecordDifference {
  const found: FieldDifference[] = []
  let fieldCount = 0
  const differ = (path: string, a: unknown, b: unknown) => {
    fieldCount += 1
    if (found.length < FIELD_LIMIT) found.push({ path, json: shown(a), sqlite: shown(b) })
  }
  walk('', withoutTimes(json), withoutTimes(sqlite), differ)
  compareTime('created_at', json, [times.json.createdAtUtc, times.sqlite.createdAtUtc], differ)
  compareTime('updated_at', json, [times.json.updatedAtUtc, times.sqlite.updatedAtUtc], differ)
  return { fieldCount, fields: found }
}

function withoutTimes(fields: RecordFields): RecordFields {
  return Object.fromEntries(Object.entries(fields).filter((entry) => !isTime(...entry)))
}

/** A time that cannot be read is a field like any other. */
function isTime(name: string, value: unknown): boolean {
  if (!TIME_FIELDS.some((field) => field === name)) return false
  return value === null || value === '' || readTimestamp(value) !== null
}

function compareTime(
  field: (typeof TIME_FIELDS)[number],
  json: RecordFields,
  [jsonUtc, sqliteUtc]: readonly [string | null, string | null],
  differ: (path: string, a: unknown, b: unknown) => void,
): void {
  if (readTimestamp(json[field]) === null || jsonUtc === sqliteUtc) return
  differ(field, jsonUtc, sqliteUtc)
}

function shown(value: unknown): string | null {
  if (value === undefined) return null
  const text = JSON.stringify(value)
  return text.length > VALUE_TEXT_LIMIT ? `${text.slice(0, VALUE_TEXT_LIMIT - 1)}…` : text
}

function walk(
  path: string,
  a: unknown,
  b: unknown,
  differ: (path: string, a: unknown, b: unknown) => void,
): void {
  if (Object.is(a, b)) return
  if (isRecord(a) && isRecord(b)) {
    for (const name of unionOfKeys(a, b)) {
      walk(path === '' ? name : `${path}.${name}`, own(a, name), own(b, name), differ)
    }
    return
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    const length = Math.max(a.length, b.length)
    for (let index = 0; index < length; index += 1) {
      walk(`${path}[${String(index)}]`, a[index], b[index], differ)
    }
    return
  }
  // -0 and 0 are the same number to everyone but Object.is.
  if (a !== b) differ(path, a, b)
}

/** A record's own field; `constructor` and the like are no fields unless they were written. */
function own(fields: RecordFields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}

function isRecord(value: unknown): value is RecordFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unionOfKeys(a: RecordFields, b: RecordFields): readonly string[] {
  const names = Object.keys(a)
  const more = Object.keys(b).filter((name) => !Object.hasOwn(a, name))
  return [...names, ...more].sort()
}
