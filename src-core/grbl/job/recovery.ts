import type { Point3 } from '../../geometry/point.ts'
import type { ExecutedRange } from './executed-range.ts'

/** How a job that did not end in order was left; read from its journal. */
export interface RecoveryOffer {
  readonly sendId: string
  readonly runId: string
  readonly programId: string
  readonly title: string
  readonly portUri: string
  readonly startedAtUtc: string
  /** Last entry of the journal. */
  readonly lastHeardAtUtc: string
  /** One sentence: what ended it. */
  readonly cause: string
  readonly lineCount: number
  readonly linesAcknowledged: number
  /** One of these lines was being cut; go on from the first unless you know better. */
  readonly candidates: ExecutedRange
  readonly machinePosition: Point3 | null
  readonly workPosition: Point3 | null
  readonly toolNumber: number | null
  /** True: the controller restarted, so its position is lost and only homing brings it back. */
  readonly mustHome: boolean
}

/** What must be confirmed or done before a resume. */
export interface ResumeCondition {
  readonly code: 'homed' | 'position' | 'workZero' | 'tool' | 'idle' | 'run'
  readonly met: boolean
  readonly sentence: string
}

/** What would be sent before and from a line on; shown before anything moves. */
export interface ResumePreview {
  readonly runId: string
  readonly programId: string
  /** Line the person asked for and the safe one at or before it that the job goes on from; 1-based. */
  readonly askedSourceLine: number
  readonly fromSourceLine: number
  /** Sent one at a time, each waited for. */
  readonly preamble: readonly { readonly text: string; readonly meaning: string }[]
  /** The first lines of the program that follow. */
  readonly firstLines: readonly { readonly sourceLine: number; readonly text: string }[]
  /** Work coordinates the tool goes to before the first line. */
  readonly startAt: { readonly xMm: number; readonly yMm: number; readonly zMm: number }
  readonly clearanceZMm: number
  readonly spindleRpm: number
  readonly secondsLeft: number | null
  readonly conditions: readonly ResumeCondition[]
  /** Why a resume from there is refused; null when it may start. */
  readonly refusal: string | null
}
