import type { LegacyRecord, RecordFields } from './legacy-record.ts'
import { readTimestamp } from './timestamp.ts'

/** A number that JavaScript may not hold exactly: 16 digits or more, or with an exponent. */
const RISKY_NUMBER = /[:,[]\s*-?(?:\d{16}|\d[\d.]*[eE])/

/**
 * The JSON text that a record is kept as. Where its own text holds a number that would change by
 * being read (a nanosecond clock, 1e999) that text is kept, with the id added when it came from
 * outside, so that the payload stays whole.
 */
export function payloadOf(record: LegacyRecord, value: unknown, text: string): string {
  if (!RISKY_NUMBER.test(text) || keepsEveryNumber(text)) return JSON.stringify(record.fields)
  return record.fields === value ? text : withMembers(text, { id: record.id })
}

/**
 * A kept payload with its id and times, as a snapshot writes it: the columns count, a time that says
 * the same in other words stays as it is.
 */
export function snapshotText(
  payloadJson: string,
  columns: { readonly id: string; readonly createdAt: string; readonly updatedAt: string },
): string {
  const fields = JSON.parse(payloadJson) as RecordFields
  const added: Record<string, string> = {}
  if (fields['id'] !== columns.id) added['id'] = columns.id
  if (!saysTheSame(fields['created_at'], columns.createdAt)) added['created_at'] = columns.createdAt
  if (!saysTheSame(fields['updated_at'], columns.updatedAt)) added['updated_at'] = columns.updatedAt
  if (Object.keys(added).length === 0) return payloadJson
  const isPlain = !RISKY_NUMBER.test(payloadJson) || keepsEveryNumber(payloadJson)
  return isPlain ? JSON.stringify({ ...fields, ...added }) : withMembers(payloadJson, added)
}

function saysTheSame(field: unknown, column: string): boolean {
  if (field === column) return true
  if (field === undefined || field === null || field === '') return false
  const read = readTimestamp(field)
  // A time that cannot be read was kept as it is, and stays so.
  return read === null || read.utc === (readTimestamp(column)?.utc ?? column)
}

/** Adds members to an object's text. Of two members of one name the last counts. */
function withMembers(text: string, members: Readonly<Record<string, string>>): string {
  const open = text.trimEnd().slice(0, -1).trimEnd()
  const added = JSON.stringify(members).slice(1)
  return `${open}${open.endsWith('{') ? '' : ','}${added}`
}

function keepsEveryNumber(text: string): boolean {
  let isExact = true
  JSON.parse(text, function (_key, value: unknown, context?: { readonly source?: string }) {
    const { source } = context ?? {}
    if (typeof value === 'number' && source !== undefined && !isSameNumber(value, source))
      isExact = false
    return value
  })
  return isExact
}

function isSameNumber(value: number, source: string): boolean {
  if (!Number.isFinite(value)) return false
  if (/[.eE]/.test(source)) return true
  // Whole numbers: exact up to 2^53, and beyond it only by chance.
  return Number.isSafeInteger(value) || BigInt(source) === BigInt(value)
}
