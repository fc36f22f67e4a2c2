import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { jsonFault } from '../outcome/json-fault.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { firstObjection } from '../outcome/schema-issue.ts'
import { type SliceParams, sliceParamsSchema } from './slice-params.schema.ts'

/** Reads the text of a parameter file; the problem names field, value and limit. */
export function parseSliceParams(text: string, source: string): Result<SliceParams, DataProblem> {
  const fault = jsonFault(text)
  if (fault !== null) {
    const place = `line ${String(fault.line)}, column ${String(fault.column)}`
    return failure(dataProblem(source, place, 'is not JSON'))
  }
  const value: unknown = JSON.parse(text)
  const parsed = sliceParamsSchema.safeParse(value)
  if (parsed.success) return success(parsed.data)
  const { place, message } = firstObjection(parsed.error.issues, value)
  return failure(dataProblem(source, place, message))
}
