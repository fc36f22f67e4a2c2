import type { Triple } from './axes.ts'
import type { ProgrammedSpindle } from './programmed-spindle.ts'

/** A motion the steppers have done. */
export interface DoneMotion {
  /** Of the line that asked for it, as `lineNumber` counts. */
  readonly lineNumber: number
  readonly fromSteps: Triple
  /** Where it ended: its target, or where a reset cut it short. */
  readonly toSteps: Triple
  readonly isWhole: boolean
  readonly rapid: boolean
  /** Null for a motion that leaves the spindle as it is. */
  readonly spindle: ProgrammedSpindle | null
}

/** A motion in the queue, with what its speed depends on. */
export interface PlannedBlock {
  readonly lineNumber: number
  readonly fromSteps: Triple
  readonly toSteps: Triple
  readonly unit: Triple
  readonly lengthMm: number
  readonly acceleration: number
  readonly rapid: boolean
  readonly fixedFeed: boolean
  readonly spindle: ProgrammedSpindle | null
  /** Its steps come no slower, mm/s. */
  readonly slowest: number
  /** Programmed speed before overrides. */
  readonly speed: number
  /** No axis may be driven faster than this along the block. */
  readonly fastest: number
  /** Square of the speed the corner before this block allows. */
  readonly junctionSquared: number
  entrySquared: number
}

/** A motion that is over where the machine stands now. */
export function doneMotion(block: PlannedBlock, toSteps: Triple): DoneMotion {
  const { lineNumber, fromSteps, rapid, spindle } = block
  const isWhole = toSteps === block.toSteps
  return { lineNumber, fromSteps, toSteps, isWhole, rapid, spindle }
}
