import type { Point3 } from '../../geometry/point.ts'
import type { ProbeFinding } from '../probing/probe-input.ts'
import type { AxisName, WorkSystem } from './axes.ts'

/** One step of finding out who is at the other end. */
export interface DetectionStep {
  readonly atMs: number
  readonly sentence: string
}

/** The firmware and what it can take. */
export interface ControllerFacts {
  readonly kind: 'grbl' | 'grblHAL' | 'FluidNC' | 'unknown'
  readonly version: string
  /** Letters of `[OPT:]`. */
  readonly optionLetters: string
  readonly plannerBlocks: number
  readonly receiveBytes: number
  /** Longest line it reads, comments and spaces not counted. */
  readonly lineCharacters: number
  /** True when CR and LF together end one line. */
  readonly pairsLineEnds: boolean
  /** True when an error blocks every later line until an empty line, a `$` command or a reset. */
  readonly latchesErrors: boolean
  readonly detection: readonly DetectionStep[]
}

/** The parser's modes, as `$G` tells them. */
export interface ModalWords {
  readonly motion: string
  readonly system: WorkSystem
  readonly plane: 'G17' | 'G18' | 'G19'
  readonly units: 'G20' | 'G21'
  readonly distance: 'G90' | 'G91'
  readonly feedMode: 'G93' | 'G94'
  readonly spindle: 'M3' | 'M4' | 'M5'
  readonly coolant: readonly ('M7' | 'M8' | 'M9')[]
  readonly toolNumber: number
  /** In the units of `units`. */
  readonly feed: number
  readonly spindleRpm: number
}

/** Everything `$#` tells, in machine coordinates and mm. */
export interface OffsetTable {
  readonly systems: Readonly<Record<WorkSystem, Point3>>
  readonly g28: Point3
  readonly g30: Point3
  readonly g92: Point3
  readonly toolLengthOffsetMm: number
}

/** A procedure under way: lines sent one at a time, each waiting for the one before. */
export interface ProcedureView {
  readonly procedureId: number
  readonly kind: ProcedureKind
  /** e.g. `Probing the bore centre`. */
  readonly title: string
  /** What it does now, e.g. `Touching the plate slowly`. */
  readonly stage: string
  readonly stepsDone: number
  /** Null when the number of steps is not known beforehand. */
  readonly stepCount: number | null
  /** What it waits for from the person; null while the machine works. */
  readonly waitingFor: 'plateTouch' | 'plateRelease' | null
}

/** What procedures there are. */
export type ProcedureKind =
  | 'offset'
  | 'goTo'
  | 'accessory'
  | 'probe'
  | 'read'
  | 'settings'
  | 'line'
  | 'macro'
  | 'toolLength'
  | 'homeAxis'

/** How the last procedure ended. */
export interface ProcedureOutcome {
  readonly procedureId: number
  readonly kind: ProcedureKind
  readonly title: string
  readonly ended: 'done' | 'failed' | 'cancelled'
  /** One sentence; for a failure with what was left as it was. */
  readonly sentence: string
  readonly remedy: string
  readonly finding: ProbeFinding | null
  /** Settings that were written and read back, in order; the first that did not fit ends the list. */
  readonly written: readonly { readonly settingNumber: number; readonly value: string }[]
}

/** The part of the snapshot that is about working at the machine by hand. */
export interface ManualSnapshot {
  readonly facts: ControllerFacts | null
  /** True only after a homing cycle that ended with ok, no alarm and Idle. */
  readonly homed: boolean
  /** Seconds the homing cycle has been running; null when none is. */
  readonly homingSeconds: number | null
  /** `$22`, `$20`; null before the settings were read. */
  readonly homingEnabled: boolean | null
  readonly softLimits: boolean | null
  /** The room of the machine in machine coordinates, from `$130`-`$132`; null when not known. */
  readonly travel: { readonly min: Point3; readonly max: Point3 } | null
  readonly modal: ModalWords | null
  readonly offsets: OffsetTable | null
  /** True when a G92 offset shifts every work system: a reset would drop it. */
  readonly g92Active: boolean
  readonly accessories: {
    readonly spindle: 'off' | 'clockwise' | 'counterclockwise'
    readonly flood: boolean
    readonly mist: boolean
  } | null
  /** Where the overrides are on their way to; null when they are where they were asked to be. */
  readonly overrideTargets: {
    readonly feedPercent: number
    readonly rapidPercent: number
    readonly spindlePercent: number
  } | null
  readonly jog: {
    readonly mode: 'step' | 'continuous'
    /** True from the release until the controller says Idle. */
    readonly ending: boolean
    /** The axis whose end of travel shortened the move; null when none did. */
    readonly clippedAxis: AxisName | null
  } | null
  readonly procedure: ProcedureView | null
  readonly lastProcedure: ProcedureOutcome | null
  /** Counts up whenever `$$` was read; ask for the settings again then. */
  readonly settingsRevision: number
  /** Why the last jog or override did not go as asked; null when it did. */
  readonly notice: { readonly sentence: string; readonly remedy: string } | null
  /** Travelled and turned since the engine started, by the reports. */
  readonly totals: {
    readonly xMm: number
    readonly yMm: number
    readonly zMm: number
    readonly spindleSeconds: number
  }
}

/** Nothing is known before anything is connected. */
export const NOTHING_MANUAL: ManualSnapshot = {
  facts: null,
  homed: false,
  homingSeconds: null,
  homingEnabled: null,
  softLimits: null,
  travel: null,
  modal: null,
  offsets: null,
  g92Active: false,
  accessories: null,
  overrideTargets: null,
  jog: null,
  procedure: null,
  lastProcedure: null,
  settingsRevision: 0,
  notice: null,
  totals: { xMm: 0, yMm: 0, zMm: 0, spindleSeconds: 0 },
}
