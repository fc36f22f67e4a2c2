/** Who a line belongs to. */
export type ConsoleSource =
  /** Typed by a person. */
  | 'person'
  /** Sent by RMOS on its own account: set-up, jog, offsets, probing, macros. */
  | 'rmos'
  /** A realtime byte, told by its meaning. */
  | 'realtime'
  /** A line of the running program. */
  | 'program'
  | 'answer'
  | 'report'
  | 'alarm'
  | 'message'
  /** Something RMOS notes by itself, e.g. why a line was refused. */
  | 'note'

/** One line of the conversation with the controller. */
export interface ConsoleEntry {
  /** Counts up from 1 for as long as RMOS runs. */
  readonly sequence: number
  /** Wall clock, ms since 1970 UTC. */
  readonly atUtcMs: number
  readonly source: ConsoleSource
  readonly text: string
  /** For an error or an alarm: its meaning and what to do. */
  readonly explanation: string | null
}

/** As many entries are kept. */
export const CONSOLE_CAPACITY = 5000
