import { describeError } from '../code-tables.ts'
import { preparedLine, type PreparedProgram } from '../prepared-program.ts'
import type { ActiveJob, Session } from '../session/session-types.ts'
import type { Refusals } from './refused-lines.ts'

/** Refused lines kept word for word; all are counted. */
const KEPT_REFUSALS = 200
/** Refused lines named in a sentence. */
const NAMED_REFUSALS = 5

/**
 * Words that say nothing of where the tool goes, how fast, or whether the spindle turns: mist and
 * coolant (M7 to M9), the override switch (M48, M49), how exactly corners are followed (G61, G64 with its
 * tolerance P; GRBL always does the most exact), the way back of drilling cycles (G98, G99; the cycles
 * themselves are not among them), a tool's number, line and program numbers.
 */
const HARMLESS = /^(?:G0*(?:61|64|98|99)|M0*(?:[789]|48|49)|[NOPT])$/

/**
 * Whether a job may go on when the controller has refused this line. Only lines made of harmless words
 * alone: with a refused motion the tool would go to the next point from another place, with a refused
 * unit, plane, offset, feed or spindle word every later line would mean something else. What is not
 * known is not harmless.
 */
export function isHarmless(line: string): boolean {
  const words = line.match(/[A-Z][-+.\d]*/g) ?? []
  if (words.length === 0 || words.join('') !== line) return false
  return words.every((word) => HARMLESS.test(/^[GM]/.test(word) ? word : word.slice(0, 1)))
}

/** The only refusal that is about the word itself and not about the controller or a damaged line. */
const UNSUPPORTED = 20

/**
 * Whether the job goes on behind the refusal of a line. A check moves nothing, so it reads on and names
 * every refused line. A controller that refuses everything behind a refusal (grblHAL) tells nothing more.
 */
export function goesOnBehind(
  { job, manual }: Session,
  { lineIndex, errorCode }: { readonly lineIndex: number; readonly errorCode: number },
): boolean {
  if (job === null || manual.facts?.latchesErrors === true) return false
  if (job.order.mode === 'check') return true
  if (job.order.refusedLines === 'stop' || errorCode !== UNSUPPORTED) return false
  return isHarmless(preparedLine(job.program, lineIndex))
}

/** Adds a refused line of the program. */
export function withRefusal(
  refusals: Refusals,
  program: PreparedProgram,
  refused: { readonly lineIndex: number; readonly errorCode: number },
): Refusals {
  const count = refusals.count + 1
  if (refusals.lines.length >= KEPT_REFUSALS) return { ...refusals, count }
  const { lineIndex, errorCode } = refused
  const sourceLine = program.sourceLines[lineIndex] ?? 0
  const line = { sourceLine, text: preparedLine(program, lineIndex), errorCode }
  return { count, lines: [...refusals.lines, line] }
}

/** Names refused lines, e.g. `line 4 (G81X1) with error 20: unsupported`; null when there are none. */
export function refusalWords({ tables }: Session, { refusals }: ActiveJob): string | null {
  if (refusals.count === 0) return null
  const named = refusals.lines.slice(0, NAMED_REFUSALS).map(({ sourceLine, text, errorCode }) => {
    const { meaning } = describeError(tables, errorCode)
    return `line ${String(sourceLine)} (${text}) with error ${String(errorCode)}: ${meaning}`
  })
  const rest = refusals.count - named.length
  return rest > 0 ? `${named.join('; ')}; and ${String(rest)} more` : named.join('; ')
}
