import type { Point3 } from '../geometry/point.ts'
import type { ExecutedRange } from './job/executed-range.ts'
import type { JobPause } from './job/job-pause.ts'
import { UNKNOWN_LINK, type LinkQuality } from './job/link-quality.ts'
import type { MachineLimits } from './job/machine-limits.ts'
import { NOTHING_MANUAL, type ManualSnapshot } from './manual/manual-snapshot.ts'

/** Where the engine stands; exactly one at a time. */
export type EngineState =
  | 'disconnected'
  | 'probing'
  | 'ready'
  | 'streaming'
  | 'draining'
  | 'holding'
  | 'held'
  /** The job waits in a tool change and the controller stands idle: jogging and probing are allowed. */
  | 'toolChange'
  | 'aborting'
  | 'resetWait'
  | 'alarm'
  | 'fault'

/** How a job ended; null while it runs. `checked`: taken to its end in check mode, nothing was cut. */
export type JobOutcome = 'completed' | 'checked' | 'stopped' | 'fault' | 'alarm'

/** What the engine tells of the job it is streaming or streamed last. */
export interface JobProgress {
  readonly sendId: string
  readonly runId: string
  readonly programId: string
  readonly title: string
  readonly lineCount: number
  readonly linesSent: number
  readonly linesAcknowledged: number
  readonly bytesTotal: number
  readonly bytesAcknowledged: number
  readonly startedAtUtc: string
  readonly elapsedSeconds: number
  readonly mode: 'cut' | 'check'
  /** Where the tool is in the program; null before the first report and in check mode. */
  readonly executing: ExecutedRange | null
  /** By the time model at 100 %; null when there is none. */
  readonly estimatedSeconds: number | null
  readonly heldSeconds: number
  readonly holdCount: number
  readonly pause: JobPause | null
  /** Lines the controller refused and the job went on from. */
  readonly refusedLineCount: number
  /** 1-based source line the job was resumed from; null when it runs from its start. */
  readonly resumedFromSourceLine: number | null
  /** By the time model for what is not cut yet, at the override in force; null without an estimate. */
  readonly secondsLeft: number | null
  readonly outcome: JobOutcome | null
  /** One sentence on the outcome, e.g. `Stopped by the operator at line 120`. */
  readonly outcomeSentence: string
}

/** Everything the screen may know of the machine; sent at 20 Hz at most. */
export interface MachineSnapshot {
  readonly engineState: EngineState
  /** `virtual:`, `tcp://host:port`, `serial:/dev/ttyUSB0?baud=115200`; null when not connected. */
  readonly portUri: string | null
  readonly firmware: { readonly name: string; readonly version: string } | null
  /** The controller's own word, e.g. `Idle`, `Run`, `Hold:0`; null when unknown. */
  readonly controllerState: string | null
  readonly machinePosition: Point3 | null
  readonly workPosition: Point3 | null
  readonly feedMmPerMin: number
  readonly spindleRpm: number
  readonly spindleOn: boolean | null
  readonly overridesPercent: {
    readonly feed: number
    readonly rapid: number
    readonly spindle: number
  } | null
  /** Letters of the input pins that are active, e.g. `XP`. */
  readonly activePins: string
  readonly job: JobProgress | null
  readonly alarm: {
    readonly code: number
    readonly meaning: string
    readonly remedy: string
  } | null
  /** Why the engine is in `fault`; one sentence and what to do now. */
  readonly fault: { readonly sentence: string; readonly remedy: string } | null
  readonly receiveBuffer: {
    readonly inFlightBytes: number
    readonly highWaterBytes: number
    readonly budgetBytes: number
  }
  readonly link: LinkQuality
  /** The controller restarted or lost steps: what it says of its place is not sure until it is homed. */
  readonly positionSuspect: boolean
  /** By the controller's settings; null before they were read. */
  readonly limits: MachineLimits | null
  /** Working at the machine by hand. */
  readonly manual: ManualSnapshot
}

/** What there is to know before anything is connected. */
export const DISCONNECTED_SNAPSHOT: MachineSnapshot = {
  engineState: 'disconnected',
  portUri: null,
  firmware: null,
  controllerState: null,
  machinePosition: null,
  workPosition: null,
  feedMmPerMin: 0,
  spindleRpm: 0,
  spindleOn: null,
  overridesPercent: null,
  activePins: '',
  job: null,
  alarm: null,
  fault: null,
  receiveBuffer: { inFlightBytes: 0, highWaterBytes: 0, budgetBytes: 120 },
  link: UNKNOWN_LINK,
  positionSuspect: false,
  limits: null,
  manual: NOTHING_MANUAL,
}
