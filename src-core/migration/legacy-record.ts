import type { Dataset } from './dataset.ts'
import { readTimestamp } from './timestamp.ts'

/** The columns of each table that a record's fields of the same name go into, besides id and times. */
export const SCALAR_COLUMNS = {
  patterns: ['name', 'lane', 'parent_preset_id', 'source_candidate_id', 'promotion_lane'],
  strip_families: ['name', 'lane', 'parent_preset_id', 'source_candidate_id', 'promotion_lane'],
  joblog: [
    ...['job_type', 'lane', 'preset_id', 'parent_preset_id', 'parent_job_id'],
    ...['source_candidate_id', 'promotion_lane', 'status'],
    ...['risk_grade', 'doc_grade', 'gantry_grade', 'notes'],
  ],
} as const satisfies Readonly<Record<Dataset, readonly string[]>>

/** The fields of a record, as its JSON has them. */
export type RecordFields = Readonly<Record<string, unknown>>

/** A record of the older system, ready for its table. Its fields are kept whole. */
export interface LegacyRecord {
  readonly id: string
  readonly fields: RecordFields
  /** ISO-8601 UTC; null when the record does not say, or says something that is no time. */
  readonly createdAtUtc: string | null
  readonly updatedAtUtc: string | null
  /** True when a time named no zone and was taken for UTC. */
  readonly zoneAssumed: boolean
  /** A sentence's end for a time that cannot be read; null when all is well. */
  readonly timeFault: string | null
  /** The key it stood under, when that is not its id; null otherwise. */
  readonly conflictingKey: string | null
}

/** An entry as a record, or why it is none. */
export type ReadEntry =
  | { readonly kind: 'record'; readonly record: LegacyRecord }
  | { readonly kind: 'missing-id' }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** Where the time of creation stands, by the versions of the older system. */
const CREATED_FIELDS = ['created_at', 'created_at_utc', 'start_time', 'timestamp'] as const
const UPDATED_FIELDS = ['updated_at', 'updated_at_utc', 'end_time'] as const

/**
 * Takes one entry of a JSON file for a record. `key` is what the entry stands under in a dictionary,
 * or the file's stem where each record has a file of its own; it becomes the id where none is given.
 */
export function readEntry(value: unknown, key: string | null): ReadEntry {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { kind: 'unreadable', reason: `is ${describeKind(value)}, not a record` }
  }
  const fields = value as RecordFields
  const own = readId(fields['id'])
  const id = own ?? readId(key)
  if (id === null) return { kind: 'missing-id' }
  const conflictingKey = own !== null && own !== key ? key : null
  return { kind: 'record', record: recordOf(id, fields, conflictingKey) }
}

function recordOf(id: string, fields: RecordFields, conflictingKey: string | null): LegacyRecord {
  const created = readFirstTime(fields, CREATED_FIELDS)
  const updated = readFirstTime(fields, UPDATED_FIELDS)
  return {
    id,
    fields: fields['id'] === id ? fields : { ...fields, id },
    createdAtUtc: created.utc,
    updatedAtUtc: updated.utc,
    zoneAssumed: created.zoneAssumed || updated.zoneAssumed,
    timeFault: created.fault ?? updated.fault,
    conflictingKey,
  }
}

function describeKind(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return `a list of ${String(value.length)}`
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`
}

/** A text that is not blank, or a whole number written as one; nothing else names a record. */
function readId(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value
  return Number.isSafeInteger(value) ? String(value) : null
}

interface FoundTime {
  readonly utc: string | null
  readonly zoneAssumed: boolean
  readonly fault: string | null
}

const NO_TIME: FoundTime = { utc: null, zoneAssumed: false, fault: null }

function readFirstTime(fields: RecordFields, names: readonly string[]): FoundTime {
  for (const name of names) {
    const value = fields[name]
    if (value === undefined || value === null || value === '') continue
    const read = readTimestamp(value)
    if (read !== null) return { ...read, fault: null }
    const shown = JSON.stringify(value)
    return { ...NO_TIME, fault: `${name} ${shown.slice(0, 40)} is no time` }
  }
  return NO_TIME
}

/** What a scalar column keeps of a field: its text, or its JSON where it is none. */
export function columnText(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The lane a record is counted under: its lane, else its promotion lane, else unknown. */
export function laneOf(fields: RecordFields): string {
  return columnText(fields['lane']) || columnText(fields['promotion_lane']) || 'unknown'
}

/** A field that names another record. */
export interface ReferenceField {
  readonly field: string
  readonly target: Dataset
}

/** Which fields of which dataset name which other records. */
export const REFERENCE_FIELDS: Readonly<Record<Dataset, readonly ReferenceField[]>> = {
  strip_families: [],
  patterns: [
    { field: 'strip_family_id', target: 'strip_families' },
    { field: 'parent_preset_id', target: 'patterns' },
  ],
  joblog: [
    { field: 'pattern_id', target: 'patterns' },
    { field: 'plan_pattern_id', target: 'patterns' },
    { field: 'preset_id', target: 'patterns' },
    { field: 'parent_preset_id', target: 'patterns' },
    { field: 'strip_family_id', target: 'strip_families' },
    { field: 'parent_job_id', target: 'joblog' },
  ],
}
