import { jsonFault } from '../outcome/json-fault.ts'
import { type DataProblem, dataProblem, describeValue } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { firstObjection } from '../outcome/schema-issue.ts'
import { PATTERN_VERSION, type PatternFile, patternFileSchema } from './pattern.schema.ts'

/** Longest text that is read; the largest pattern, 200 × 200 in 62 colours, takes under 60 KB. */
const MAX_CHARACTERS = 2_000_000

function headProblem(source: string, value: unknown): DataProblem | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return dataProblem(source, '', `is ${describeValue(value)}, not a pattern`)
  }
  const { schema, version } = value as Readonly<Record<string, unknown>>
  if (schema !== 'rmos.pattern') {
    return dataProblem(source, 'schema', `${describeValue(schema)} is not "rmos.pattern"`)
  }
  if (typeof version === 'number' && Number.isInteger(version) && version > PATTERN_VERSION) {
    return dataProblem(
      source,
      'version',
      `${String(version)} is newer than version ${String(PATTERN_VERSION)}, the newest this program reads; update RMOS to open it`,
    )
  }
  return null
}

/** Checks a value that should be a pattern file; the first fault is named with its place, value and limit. */
export function checkPatternFile(value: unknown, source: string): Result<PatternFile, DataProblem> {
  const head = headProblem(source, value)
  if (head !== null) return failure(head)
  const parsed = patternFileSchema.safeParse(value)
  if (parsed.success) return success(parsed.data)
  const { place, message } = firstObjection(parsed.error.issues, value)
  return failure(dataProblem(source, place, message))
}

/** Reads the text of a pattern file. `source` is the name for the sentence. */
export function parsePatternFile(text: string, source: string): Result<PatternFile, DataProblem> {
  if (text.length > MAX_CHARACTERS) {
    const message = `is ${String(text.length)} characters long; the limit is ${String(MAX_CHARACTERS)}`
    return failure(dataProblem(source, '', message))
  }
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text
  const fault = jsonFault(json)
  if (fault === null) return checkPatternFile(JSON.parse(json), source)
  const place = `line ${String(fault.line)}, column ${String(fault.column)}`
  const message =
    fault.kind === 'cut-short'
      ? 'is where the text ends, in the middle of the pattern: the file is cut short'
      : `is not valid JSON: found ${describeValue(fault.found)}`
  return failure(dataProblem(source, place, message))
}

/** The text of a pattern file: two-space JSON with a final newline, in the schema's own order. */
export function formatPatternFile(file: PatternFile): string {
  return `${JSON.stringify(patternFileSchema.parse(file), null, 2)}\n`
}
