import type { JobOutcome } from '../machine-snapshot.ts'
import type { RefusedLine } from './refused-lines.ts'

/** One thing that happened to a job, in order. */
export interface JobIncident {
  readonly atSeconds: number
  readonly kind: 'hold' | 'resume' | 'override' | 'toolChange' | 'programStop' | 'fault' | 'lag'
  /** 1-based line of the source that had been answered last; 0 before the first. */
  readonly sourceLine: number
  readonly sentence: string
}

/** What is kept of a job when it has ended. */
export interface JobReport {
  readonly sendId: string
  readonly outcome: JobOutcome
  readonly outcomeSentence: string
  readonly startedAtUtc: string
  readonly elapsedSeconds: number
  readonly heldSeconds: number
  readonly holdCount: number
  readonly estimatedSeconds: number | null
  readonly linesAcknowledged: number
  readonly lineCount: number
  /** 1-based source line it was resumed from; null when it ran from its start. */
  readonly resumedFromSourceLine: number | null
  /** Lowest and highest override that was in force, percent; null when none was ever told. */
  readonly feedOverridePercent: readonly [number, number] | null
  readonly spindleOverridePercent: readonly [number, number] | null
  readonly receiveHighWaterBytes: number
  readonly garbledLines: number
  readonly longestEngineLagMs: number
  /** The first 200; `incidentCount` counts all. */
  readonly incidents: readonly JobIncident[]
  readonly incidentCount: number
  /** Lines the controller refused and the job went on from, the first 200; absent in reports of before. */
  readonly refusedLines?: readonly RefusedLine[]
  readonly refusedLineCount?: number
}
