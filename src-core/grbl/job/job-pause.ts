import type { Point3 } from '../../geometry/point.ts'

/** Where a tool change stands; the wizard shows one step after another. */
export type ToolChangeStep =
  /** Everything before the change is still being cut. */
  | 'draining'
  /** Spindle off, up to the safe height. */
  | 'retracting'
  /** Waits for the person: jog, probe, set Z, then `continueToolChange`. */
  | 'waiting'
  /** Touches the fixed sensor: the old tool before the person changes it, the new one behind that. */
  | 'measuring'
  /** The new tool is measured and Z set for it; the return begins at the next report of a stand. */
  | 'measured'
  /** Spindle on again, back over the place, down to it. */
  | 'returning'

/** A job that waits for the person in the middle of its program; null while it does not. */
export type JobPause =
  /** M0 (or M1 with optional stops on): the controller holds; `resume` goes on. */
  | {
      readonly kind: 'programStop'
      readonly sourceLine: number
      readonly optional: boolean
      /** False: the program turned it off before the stop, and resuming does not start it. */
      readonly spindleOn: boolean | null
    }
  | {
      readonly kind: 'toolChange'
      readonly sourceLine: number
      /** The tool to fit (T); null when the program does not name one. */
      readonly toolNumber: number | null
      readonly step: ToolChangeStep
      /** Where the tool left the work, in work coordinates; known from `waiting` on. */
      readonly leftAt: Point3 | null
      /** Speed the spindle is started with again on return; 0 when it was off. */
      readonly spindleRpm: number
      /** Going on measures the new tool on the fixed sensor and sets Z for it. */
      readonly measures: boolean
      /** Why the return was not started or a measurement failed; empty otherwise. */
      readonly trouble: string
    }
