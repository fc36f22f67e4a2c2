import type { GrblResponse } from '../parse-response.ts'
import type { ProcedureOrder, ProcedureStep, StepResult } from '../procedure/procedure.ts'
import type { AxisName } from './axes.ts'
import type { JogDirection } from './manual-request.ts'
import type {
  ControllerFacts,
  DetectionStep,
  ModalWords,
  OffsetTable,
  ProcedureOutcome,
} from './manual-snapshot.ts'

/** A jog under way. */
export interface JogState {
  readonly mode: 'step' | 'continuous'
  readonly jogId: string
  readonly direction: JogDirection
  readonly feedMmPerMin: number
  /** `waiting`: for the machine to stand. `ending`: cancelled, until the controller is Idle. */
  readonly phase: 'waiting' | 'moving' | 'ending'
  /** `long`: one move to the end of the travel. `paced`: short moves, never far ahead. */
  readonly pace: 'long' | 'paced'
  /** When the person was last known to hold the button. */
  readonly refreshedMs: number
  /** When what was sent so far will have been travelled, by its feed. */
  readonly queuedUntilMs: number
  readonly lastCancelMs: number
  readonly clippedAxis: AxisName | null
  /** Ending only to begin again another way. */
  readonly restarts: boolean
}

/** Overrides on their way to where a person wants them. */
export interface OverrideLoop {
  readonly targets: { readonly feed: number; readonly rapid: number; readonly spindle: number }
  /** What the bytes sent so far should have made; null until a report told where they stand. */
  readonly believed: {
    readonly feed: number
    readonly rapid: number
    readonly spindle: number
  } | null
  readonly lastByteMs: number
  /** Every so often a byte is lost; the loop ends when this many were sent. */
  readonly bytesLeft: number
}

/** A procedure under way. */
export interface ActiveProcedure {
  readonly procedureId: number
  readonly order: ProcedureOrder
  readonly results: readonly StepResult[]
  readonly step: ProcedureStep
  /** The step's line is on the wire. */
  readonly sent: boolean
  readonly stepSinceMs: number
  readonly heard: readonly GrblResponse[]
  readonly written: ProcedureOutcome['written']
  /** The modes it found, brought back when it breaks off; null until it read them. */
  readonly modalBefore: ModalWords | null
}

/** What has been travelled and turned since the engine started, by the reports. */
export interface MotionTotals {
  readonly xMm: number
  readonly yMm: number
  readonly zMm: number
  readonly spindleSeconds: number
}

/** What the session knows and does besides jobs. */
export interface ManualState {
  readonly facts: ControllerFacts | null
  readonly detection: readonly DetectionStep[]
  readonly homed: boolean
  readonly homingSinceMs: number | null
  /** The homing cycle under way is of all axes. */
  readonly homesAll: boolean
  /** As the controller printed them. */
  readonly settings: ReadonlyMap<number, string>
  readonly settingsRevision: number
  readonly modal: ModalWords | null
  readonly offsets: OffsetTable | null
  /** Modes and offsets may have changed: to be read at the next quiet moment. */
  readonly stale: boolean
  /** Modes that a reset or a broken-off procedure has changed: to be brought back at the next quiet moment. */
  readonly restore: ModalWords | null
  readonly accessories: string | null
  readonly jog: JogState | null
  /** Jogs that were released, newest last: they never start again. */
  readonly releasedJogIds: readonly string[]
  readonly overrides: OverrideLoop | null
  readonly procedure: ActiveProcedure | null
  readonly lastProcedure: ProcedureOutcome | null
  readonly nextProcedureId: number
  readonly notice: { readonly sentence: string; readonly remedy: string } | null
  readonly totals: MotionTotals
}

/** Nothing known, nothing under way. */
export const EMPTY_MANUAL: ManualState = {
  facts: null,
  detection: [],
  homed: false,
  homingSinceMs: null,
  homesAll: true,
  settings: new Map(),
  settingsRevision: 0,
  modal: null,
  offsets: null,
  stale: false,
  restore: null,
  accessories: null,
  jog: null,
  releasedJogIds: [],
  overrides: null,
  procedure: null,
  lastProcedure: null,
  nextProcedureId: 1,
  notice: null,
  totals: { xMm: 0, yMm: 0, zMm: 0, spindleSeconds: 0 },
}
