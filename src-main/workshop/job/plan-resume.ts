import type { ResumePreview } from '#core/grbl/job/recovery.ts'
import { planResume, type ResumePlan } from '#core/grbl/job/resume-plan.ts'
import { type PreparedProgram, preparedLine } from '#core/grbl/prepared-program.ts'

/** A line to go on from, as it was asked for. */
export interface AskedLine {
  readonly sourceLine: number
  readonly clearanceMm: number
  readonly spinUpSeconds: number
}

/** How it would go on from there, or why it cannot. */
export type PlannedResume =
  | { readonly plan: null; readonly refusal: string }
  | {
      readonly plan: ResumePlan
      readonly fromSourceLine: number
      /** Lines of the program behind the preamble, for a person to read. */
      readonly firstLines: ResumePreview['firstLines']
    }

/** Lines of the program shown behind the preamble. */
const SHOWN_LINES = 5

/** Follows the program from its first line and plans the way to the asked one. */
export function planFrom(program: PreparedProgram, asked: AskedLine): PlannedResume {
  const { sourceLine, clearanceMm, spinUpSeconds } = asked
  const line = lineOf(program, sourceLine)
  const planned = planResume(program, { line, clearanceMm, spinUpSeconds })
  if (!planned.ok) return { plan: null, refusal: planned.error }
  const plan = planned.value
  return {
    plan,
    fromSourceLine: program.sourceLines[plan.firstLine] ?? 1,
    firstLines: firstLines(program, plan.streamFrom),
  }
}

/** The prepared line of a source line, or the next one behind it. */
function lineOf(program: PreparedProgram, sourceLine: number): number {
  const { sourceLines } = program
  let low = 0
  let high = sourceLines.length - 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((sourceLines[middle] ?? 0) < sourceLine) low = middle + 1
    else high = middle
  }
  return low
}

function firstLines(program: PreparedProgram, from: number): ResumePreview['firstLines'] {
  const end = Math.min(from + SHOWN_LINES, program.lineCount)
  return Array.from({ length: Math.max(0, end - from) }, (_, index) => ({
    sourceLine: program.sourceLines[from + index] ?? 0,
    text: preparedLine(program, from + index),
  }))
}
