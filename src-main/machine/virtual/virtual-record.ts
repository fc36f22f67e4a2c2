import type { Triple } from './axes.ts'
import type { SpindleEvent } from './firmware.ts'

/** What the controller saw and did since power-up. */
export interface VirtualRecord {
  /** Every line, as it was left after comments and spaces were taken out. */
  readonly receivedLines: readonly string[]
  /** When each line was taken up by the parser, in its own ms. */
  readonly lineTimesMs: readonly number[]
  /** Which of the received lines is being cut, counted from 1; null when the queue is empty. */
  readonly executingLine: number | null
  readonly positionSteps: Triple
  /** Steps that all finished motions took, by axis, whichever way they went. */
  readonly takenSteps: Triple
  readonly receiveHighWaterBytes: number
  readonly receiveDroppedBytes: number
  readonly receivedBytes: number
  readonly spindleTimeline: readonly SpindleEvent[]
  /** When the steppers came to rest, in its own ms: the planner was empty, or a hold was over. */
  readonly restsMs: readonly number[]
}
