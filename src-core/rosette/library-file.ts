import { jsonFault } from '../outcome/json-fault.ts'
import { type DataProblem, dataProblem, describeValue } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { firstObjection } from '../outcome/schema-issue.ts'
import { LIBRARY_VERSION, type LibraryFile, libraryFileSchema } from './library-file.schema.ts'
import { LIBRARY_MAX_CHARACTERS } from './library-limits.ts'
import { checkPlan } from './parse-plan.ts'

function headProblem(source: string, value: unknown): DataProblem | null {
  if (typeof value !== 'object' || value === null) {
    return dataProblem(source, '', `is ${describeValue(value)}, not a library`)
  }
  const { schema, version } = value as Readonly<Record<string, unknown>>
  if (schema !== 'rmos.library') {
    return dataProblem(source, 'schema', `${describeValue(schema)} is not "rmos.library"`)
  }
  if (typeof version === 'number' && Number.isInteger(version) && version > LIBRARY_VERSION) {
    return dataProblem(
      source,
      'version',
      `${String(version)} is newer than version ${String(LIBRARY_VERSION)}, the newest this program reads; update RMOS to open it`,
    )
  }
  return null
}

/** Every plan in a library is held to what plans are held to by themselves, and ids name one thing. */
function contentProblem(source: string, file: LibraryFile): DataProblem | null {
  const seen = new Set<string>()
  const lists = [
    ...file.plans.map((entry, index) => ({ id: entry.id, place: `plans[${String(index)}].id` })),
    ...file.patterns.map((entry, index) => ({
      id: entry.id,
      place: `patterns[${String(index)}].id`,
    })),
  ]
  for (const { id, place } of lists) {
    if (seen.has(id)) return dataProblem(source, place, `"${id}" is used by an earlier entry`)
    seen.add(id)
  }
  for (const [index, { plan }] of file.plans.entries()) {
    const checked = checkPlan(plan, source)
    if (checked.ok) continue
    const { place, message } = checked.error
    return dataProblem(source, `plans[${String(index)}].plan.${place}`, message)
  }
  return null
}

/**
 * Reads the text of a library file. `source` is the name for the sentence. Refuses text that is not JSON,
 * a newer version, and anything in it that would be refused by itself; nothing of it is taken then.
 */
export function parseLibrary(text: string, source: string): Result<LibraryFile, DataProblem> {
  if (text.length > LIBRARY_MAX_CHARACTERS) {
    const message = `is ${String(text.length)} characters long; the limit is ${String(LIBRARY_MAX_CHARACTERS)}`
    return failure(dataProblem(source, '', message))
  }
  const withoutMark = text.startsWith('\uFEFF') ? text.slice(1) : text
  const fault = jsonFault(withoutMark)
  if (fault !== null) {
    const place = `line ${String(fault.line)}, column ${String(fault.column)}`
    const message =
      fault.kind === 'cut-short'
        ? 'is where the text ends, in the middle of the library: the file is cut short'
        : `is not valid JSON: found ${describeValue(fault.found)}`
    return failure(dataProblem(source, place, message))
  }
  const value: unknown = JSON.parse(withoutMark)
  const head = headProblem(source, value)
  if (head !== null) return failure(head)
  const parsed = libraryFileSchema.safeParse(value)
  if (!parsed.success) {
    const { place, message } = firstObjection(parsed.error.issues, value)
    return failure(dataProblem(source, place, message))
  }
  const content = contentProblem(source, parsed.data)
  return content === null ? success(parsed.data) : failure(content)
}

/** The text of a library file: entries by id, so that the same library is the same text. */
export function formatLibrary(file: LibraryFile): string {
  const byId = <T>(list: readonly T[], idOf: (entry: T) => string) =>
    list.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0))
  const ordered = {
    ...file,
    plans: byId(file.plans, ({ id }) => id),
    patterns: byId(file.patterns, ({ id }) => id),
    stripFamilies: byId(file.stripFamilies, ({ family }) => family.id),
  }
  return `${JSON.stringify(libraryFileSchema.parse(ordered), null, 1)}\n`
}
