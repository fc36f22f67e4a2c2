import type { Problem } from '#core/contract/problem.ts'
import { cleanPaths } from '#core/drawing/clean-paths.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { SliceParams } from '#core/slices/slice-params.schema.ts'
import { sliceDrawing } from '#core/slices/slice-drawing.ts'
import { slicesText } from '#core/slices/slices-text.ts'
import type { CamWatch } from '../cam/cam-job.ts'
import { openDrawingFile } from './drawing-file.ts'
import type { ImportOrder } from './import-job.ts'

/** What the slicing is told: which file, how it is read, and what is cut of it. */
export interface SliceOrder extends ImportOrder {
  readonly params: SliceParams
}

function refused(name: string, message: string): Result<never, Problem> {
  return failure({
    kind: 'invalid-data',
    message: `${name}: ${message}.`,
    remedy: '',
    requestId: '',
  })
}

/** Reads a DXF file and slices it: the very text that the command line prints. */
export function sliceDrawingJob(
  { path, name, options, params }: SliceOrder,
  { tell }: CamWatch,
): Result<string, Problem> {
  tell({ phase: 'reading', fraction: 0 })
  const opened = openDrawingFile(path, options, name)
  if (!opened.ok) return refused(name, opened.error.message)
  const { drawing } = opened.value
  if (drawing === null) return refused(name, 'its unit is not told')
  tell({ phase: 'slicing', fraction: 0.9 })
  const slicing = sliceDrawing(cleanPaths(drawing), params)
  if (!slicing.ok) return refused(name, `${slicing.error.place} ${slicing.error.message}`)
  return success(`${slicesText(name, params, slicing.value)}\n`)
}
