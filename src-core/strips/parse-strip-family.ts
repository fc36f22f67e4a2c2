import { jsonFault } from '../outcome/json-fault.ts'
import { type DataProblem, dataProblem, describeValue } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { firstObjection } from '../outcome/schema-issue.ts'
import { allStrips } from './laminate.ts'
import { readLegacyStripFamily } from './legacy-strip-family.ts'
import { STRIP_FAMILY_VERSION, type StripFamily, stripFamilySchema } from './strip-family.schema.ts'

/** Longest text that is read; a family of 64 strips is under 16 KB, so this is hundreds of them. */
const MAX_CHARACTERS = 4_000_000

/** A family and, where it came from the older system, what was done to it. */
export interface ReadStripFamily {
  readonly family: StripFamily
  /** Empty for a family of this program's own form. */
  readonly remarks: readonly string[]
}

function isOwn(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && 'schema' in value
}

function headProblem(source: string, value: Readonly<Record<string, unknown>>): DataProblem | null {
  const { schema, version } = value
  if (schema !== 'rmos.strip-family') {
    return dataProblem(source, 'schema', `${describeValue(schema)} is not "rmos.strip-family"`)
  }
  if (typeof version === 'number' && Number.isInteger(version) && version > STRIP_FAMILY_VERSION) {
    return dataProblem(
      source,
      'version',
      `${String(version)} is newer than version ${String(STRIP_FAMILY_VERSION)}, the newest this program reads; update RMOS to open it`,
    )
  }
  return null
}

/** What a schema cannot say: an id names one strip. */
function idProblem(source: string, family: StripFamily): DataProblem | null {
  const seen = new Set<string>()
  for (const { id } of allStrips(family)) {
    if (seen.has(id)) return dataProblem(source, 'strips', `hold the id "${id}" twice`)
    seen.add(id)
  }
  return null
}

/** Checks a value that should be a strip family of this program's own form. */
export function checkStripFamily(value: unknown, source: string): Result<StripFamily, DataProblem> {
  if (!isOwn(value)) {
    return failure(dataProblem(source, '', `is ${describeValue(value)}, not a strip family`))
  }
  const head = headProblem(source, value)
  if (head !== null) return failure(head)
  const parsed = stripFamilySchema.safeParse(value)
  if (!parsed.success) {
    const { place, message } = firstObjection(parsed.error.issues, value)
    return failure(dataProblem(source, place, message))
  }
  const ids = idProblem(source, parsed.data)
  return ids === null ? success(parsed.data) : failure(ids)
}

/** Reads a strip family of this program's form or of either form of the older system. */
export function readStripFamily(
  value: unknown,
  source: string,
): Result<ReadStripFamily, DataProblem> {
  const legacy = isOwn(value) ? null : readLegacyStripFamily(value)
  const family = checkStripFamily(legacy?.family ?? value, source)
  return family.ok ? success({ family: family.value, remarks: legacy?.remarks ?? [] }) : family
}

/** The families in a file's value: one, a list, or an object that holds the list or holds them by id. */
function familiesIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null || isOwn(value)) return [value]
  const fields = value as Readonly<Record<string, unknown>>
  const wrapped = fields['strip_families'] ?? fields['families'] ?? fields['entries']
  if (wrapped !== undefined) return familiesIn(wrapped)
  if (typeof fields['id'] === 'string' || typeof fields['name'] === 'string') return [value]
  return Object.entries(fields).map(([key, entry]): unknown =>
    typeof entry === 'object' && entry !== null && !('id' in entry) ? { ...entry, id: key } : entry,
  )
}

function readJson(text: string, source: string): Result<unknown, DataProblem> {
  if (text.length > MAX_CHARACTERS) {
    const message = `is ${String(text.length)} characters long; the limit is ${String(MAX_CHARACTERS)}`
    return failure(dataProblem(source, '', message))
  }
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text
  const fault = jsonFault(json)
  if (fault === null) return success(JSON.parse(json))
  const place = `line ${String(fault.line)}, column ${String(fault.column)}`
  const message =
    fault.kind === 'cut-short'
      ? 'is where the text ends, in the middle of a strip family: the file is cut short'
      : `is not valid JSON: found ${describeValue(fault.found)}`
  return failure(dataProblem(source, place, message))
}

/**
 * Reads the text of a file of strip families: one, a list, or a store of the older system. All of them
 * read, or the first that does not is named with its place.
 */
export function parseStripFamilies(
  text: string,
  source: string,
): Result<readonly ReadStripFamily[], DataProblem> {
  const json = readJson(text, source)
  if (!json.ok) return json
  const values = familiesIn(json.value)
  if (values.length === 0) return failure(dataProblem(source, '', 'holds no strip family'))
  const read: ReadStripFamily[] = []
  for (const [index, value] of values.entries()) {
    const place = values.length === 1 ? source : `${source}, family ${String(index + 1)}`
    const family = readStripFamily(value, place)
    if (!family.ok) return family
    read.push(family.value)
  }
  return success(read)
}

/** The text of a strip family file: two-space JSON with a final newline, in the schema's own order. */
export function formatStripFamily(family: StripFamily): string {
  return `${JSON.stringify(stripFamilySchema.parse(family), null, 2)}\n`
}
