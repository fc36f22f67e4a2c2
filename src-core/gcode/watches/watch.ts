import type { GcodeSeverity } from '../gcode-finding.ts'
import type { MachineEvent } from '../machine-event.ts'
import type { ModalState } from '../modal-state.ts'
import type { PlainStep } from '../plain-course.ts'
import type { Block } from '../words.ts'

/** A block the controller has taken, with the modes around it and what it made the machine do. */
export interface WatchedBlock {
  readonly block: Block
  readonly before: ModalState
  readonly after: ModalState
  readonly events: readonly MachineEvent[]
}

/** Takes what a watch has to say of a line; line 0 is the whole program. */
export type Report = (
  finding: readonly [line: number, severity: GcodeSeverity, rule: string, sentence: string],
) => void

/** Follows a program block by block and reports what is dangerous though the controller takes it. */
export interface Watch {
  readonly take: (watched: WatchedBlock) => void
  /** The same of a plain move, which is one motion in work coordinates; the step is good for the call. */
  readonly step: (step: PlainStep) => void
  /** After the last line. */
  readonly finish?: (lastLine: number) => void
}

/** Anything below the top surface is taken to be wood, mm; a hair of rounding is not. */
export const IN_WOOD_Z_MM = -1e-6
