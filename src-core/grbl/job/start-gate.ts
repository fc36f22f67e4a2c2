/** What is looked at before a job may start; each is one row of the gate. */
export type GateCode =
  | 'connection'
  | 'state'
  | 'homed'
  | 'travel'
  | 'units'
  | 'spindle'
  | 'pins'
  | 'door'
  | 'overrides'
  | 'laserMode'
  | 'zeroAge'
  | 'stage'
  | 'tool'

/** One row of the start gate. */
export interface GateRow {
  readonly code: GateCode
  /** `blocked` keeps the job from starting; `warn` wants the person's yes. */
  readonly verdict: 'ok' | 'warn' | 'blocked'
  /** One sentence with the value and the limit. */
  readonly sentence: string
  /** What to do now; empty when there is nothing to do. */
  readonly remedy: string
}

/** Whether a program may start on the machine as it stands now; always recomputed in main. */
export interface StartGate {
  readonly runId: string
  readonly programId: string
  /** No row is blocked. */
  readonly mayStart: boolean
  readonly rows: readonly GateRow[]
  /** Codes of the rows that warn: `start` wants them back in `acknowledged`. */
  readonly warnings: readonly GateCode[]
  readonly facts: GateFacts
}

/** Numbers behind the gate that the screen draws or asks about. */
export interface GateFacts {
  readonly lineCount: number
  /** Box of the program in work coordinates, mm; null on an axis that it never names. */
  readonly workBoundsMm: Readonly<Record<'x' | 'y' | 'z', readonly [number, number] | null>>
  /** The same box in machine coordinates; null while the work offset is not known. */
  readonly machineBoundsMm: Readonly<
    Record<'x' | 'y' | 'z', readonly [number, number] | null>
  > | null
  /** Machine coordinates run from `-travelMm` to 0; null while the settings are not known. */
  readonly travelMm: { readonly x: number; readonly y: number; readonly z: number } | null
  readonly estimatedSeconds: number | null
  /** Tool changes (M6) and stops (M0, M1), 1-based source lines. */
  readonly stops: readonly {
    readonly sourceLine: number
    readonly kind: 'toolChange' | 'programStop' | 'optionalStop'
    readonly toolNumber: number | null
  }[]
  /** Minutes since Z zero was set in this session; null when it was not. */
  readonly zeroAgeMinutes: number | null
}
