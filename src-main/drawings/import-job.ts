import type { Problem } from '#core/contract/problem.ts'
import type { ImportPhase, ImportReport } from '#core/drawing/import-drawing.ts'
import { packDrawing, type PackedDrawing } from '#core/drawing/packed-drawing.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { CamWatch } from '../cam/cam-job.ts'
import { type DrawingFileOptions, openDrawingFile } from './drawing-file.ts'

/** What the import is told; the file is read in the process that does it. */
export interface ImportOrder {
  readonly path: string
  /** The file's name as the person knows it; sentences are told under it. */
  readonly name: string
  readonly options: DrawingFileOptions
}

/** An imported drawing; `packed` is null while its unit must be asked for. */
export interface ImportAnswer {
  readonly report: ImportReport
  /** Words of the drawing there are; the report has the first of them. */
  readonly noteCount: number
  readonly packed: PackedDrawing | null
  /** Ids of the first repairs, in the order of the marks; switched off by them one by one. */
  readonly repairIds: readonly string[]
}

/** Words that are listed; a map of street names has a hundred thousand. */
const NOTES_TOLD = 500
/** Repairs that can be switched off one by one; the others by their kind. */
const REPAIR_IDS_TOLD = 2000

/** Where each phase lies in the whole, as it was measured on drawings of 10 MB: start and share. */
const PHASES: Readonly<Record<ImportPhase, readonly [start: number, share: number]>> = {
  reading: [0, 0.55],
  blocks: [0.55, 0.05],
  curves: [0.6, 0.1],
  cleaning: [0.7, 0.25],
}

/** Reads, cleans and packs a DXF file. */
export function importDrawingJob(
  { path, name, options }: ImportOrder,
  { tell }: CamWatch,
): Result<ImportAnswer, Problem> {
  const tellPhase = (phase: ImportPhase, part: number) => {
    const [start, share] = PHASES[phase]
    tell({ phase, fraction: start + share * part })
  }
  const opened = openDrawingFile(path, { ...options, tell: tellPhase }, name)
  if (!opened.ok) return failure(problemOf(opened.error.kind, opened.error.message))
  const { report, drawing } = opened.value
  tell({ phase: 'packing', fraction: 0.95 })
  return success({
    report: { ...report, notes: report.notes.slice(0, NOTES_TOLD) },
    noteCount: report.noteCount,
    packed: drawing === null ? null : packDrawing(drawing),
    repairIds:
      drawing === null ? [] : drawing.repairs.slice(0, REPAIR_IDS_TOLD).map(({ id }) => id),
  })
}

function problemOf(kind: 'missing' | 'invalid', message: string): Problem {
  const told = kind === 'missing' ? 'not-found' : 'invalid-data'
  return { kind: told, message: `${message}.`, remedy: '', requestId: '' }
}
