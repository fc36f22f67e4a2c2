import type { Problem } from '#core/contract/problem.ts'
import { success, type Result } from '#core/outcome/result.ts'
import type { VerifiedProgram } from './read-run.ts'

/** A piece of a program's text. */
export interface ProgramPart {
  readonly text: string
  /** Where the next piece begins; null behind the last. */
  readonly nextOffsetChars: number | null
  readonly totalChars: number
}

/** A quarter of what a slow link may hold back, and small enough that no answer delays a stop. */
export const PART_CHARS = 1024 * 1024
/** A text that is not asked for any more is let go after this. */
const KEPT_MS = 5000

/**
 * Hands a verified program out in pieces, so that one of 60 MB never travels as a single message. Its
 * hashes are taken at the first piece; the text is then kept until nobody has asked for 5 s.
 */
export function createProgramParts(
  readProgram: (runId: string, programId: string) => Promise<Result<VerifiedProgram, Problem>>,
) {
  let kept: VerifiedProgram | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function keep(program: VerifiedProgram | null): void {
    clearTimeout(timer)
    kept = program
    if (program === null) return
    timer = setTimeout(() => {
      kept = null
    }, KEPT_MS)
    timer.unref()
  }

  return async (query: {
    readonly runId: string
    readonly programId: string
    readonly offsetChars: number
  }): Promise<Result<ProgramPart, Problem>> => {
    const { runId, programId, offsetChars } = query
    let program = kept
    const same = program?.runId === runId && program.program.program_id === programId
    if (program === null || !same || offsetChars === 0) {
      const read = await readProgram(runId, programId)
      if (!read.ok) return read
      program = read.value
    }
    const { text } = program
    const end = Math.min(text.length, offsetChars + PART_CHARS)
    const last = end >= text.length
    keep(program)
    return success({
      text: text.slice(offsetChars, end),
      nextOffsetChars: last ? null : end,
      totalChars: text.length,
    })
  }
}
