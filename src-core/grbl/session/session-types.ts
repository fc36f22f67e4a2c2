import type { Point3 } from '../../geometry/point.ts'
import type { ToolChangeStep } from '../job/job-pause.ts'
import type { FixedToolSensor } from '../job/measure-tool.ts'
import type { WorkSystem } from '../manual/axes.ts'
import type { RefusalPolicy, Refusals } from '../job/refused-lines.ts'
import type { GrblCodeTables } from '../code-tables.ts'
import type { EngineState, JobOutcome, JobProgress } from '../machine-snapshot.ts'
import type { ManualRequest } from '../manual/manual-request.ts'
import type { ManualState } from '../manual/manual-state.ts'
import type { PreparedProgram } from '../prepared-program.ts'
import type { RealtimeByte } from '../realtime-commands.ts'
import type { StreamWindow } from './stream-window.ts'

/** A job as the person ordered it, without its program. */
export interface JobOrder {
  readonly sendId: string
  readonly runId: string
  readonly programId: string
  readonly title: string
  /** From the motion plan; null when there is none. */
  readonly estimatedSeconds: number | null
  readonly startedAtUtc: string
  /** `check`: in the controller's check mode, which reads every line and moves nothing. */
  readonly mode: 'cut' | 'check'
  /** Of a cut; a check always reads on. */
  readonly refusedLines: RefusalPolicy
  /** Where the job goes on instead of at its first line; null for a whole run. */
  readonly resume: JobResume | null
  /** What a tool change in the program needs; from the machine's record and the program's box. */
  readonly travel: JobTravel
}

/** A resume as it was shown and confirmed. */
export interface JobResume {
  /** First prepared line that is streamed. */
  readonly streamFrom: number
  /** Sent before it, one at a time. */
  readonly preamble: readonly string[]
  /** 1-based source line the person knows it by. */
  readonly fromSourceLine: number
}

/** How the tool travels when the engine itself moves it. */
export interface JobTravel {
  /** Work Z above everything in the program, mm. */
  readonly safeZMm: number
  /** Machine Z of the top; null unless the machine was homed. */
  readonly topMachineZMm: number | null
  readonly spinUpSeconds: number
  /** Where tools are measured at a change; null or absent: the person sets Z. */
  readonly sensor?: FixedToolSensor | null
  /** Work zeros that the program moves in: Z of all of them is set for a measured tool. */
  readonly workSystems?: readonly WorkSystem[]
}

/** Lines that the engine sends one at a time on behalf of the job. */
export interface JobScript {
  readonly purpose: 'preamble' | 'drain' | 'retract' | 'return' | 'beforeCheck'
  readonly lines: readonly string[]
  readonly next: number
}

/** A tool change under way. */
export interface ToolChange {
  readonly sourceLine: number
  readonly toolNumber: number | null
  readonly step: ToolChangeStep
  readonly leftAt: Point3 | null
  /** The parser's words before anything was changed (`G1`, `G54`, … `S12000`). */
  readonly words: readonly string[]
  readonly spindleRpm: number
  readonly trouble: string
  /** The person said that the new tool is in the spindle. */
  readonly newToolFitted: boolean
}

/** What check mode would lose with its reset. */
export interface KeptOffsets {
  /** Work zero in use, e.g. `G55`. */
  readonly system: string | null
  readonly g92: Point3 | null
  readonly toolLengthMm: number
  readonly workPosition: Point3 | null
}

/** The job being streamed, or the last one. */
export interface ActiveJob {
  readonly order: JobOrder
  readonly program: PreparedProgram
  /** Index of the next line to send: so many are sent. */
  readonly nextLine: number
  readonly acknowledgedLines: number
  /** The closing dwell that is answered only when the planner has run dry. */
  readonly finish: 'notSent' | 'sent' | 'acknowledged'
  /** False until the controller is in the mode the job wants; no line goes out before. */
  readonly admitted: boolean
  readonly startedAtMs: number
  readonly endedAtMs: number | null
  readonly outcome: JobOutcome | null
  readonly outcomeSentence: string
  readonly script: JobScript | null
  readonly change: ToolChange | null
  readonly kept: KeptOffsets
  /** Whether the last `$G` among the lines has proved the count of answers. */
  readonly sync: 'none' | 'sent' | 'unproved'
  /** Lines the controller refused and the job went on from. */
  readonly refusals: Refusals
  /** Machine Z where the tool in the spindle touched the sensor in this job; null when it did not. */
  readonly toolContactZMm: number | null
}

/** What the controller last said of itself. */
export interface ControllerView {
  readonly firmware: { readonly name: string; readonly version: string } | null
  /** `$13`; null until the settings were read, and no position is believed before that. */
  readonly reportsInches: boolean | null
  readonly state: string | null
  readonly machinePosition: Point3 | null
  /** Machine minus work position; forgotten at every banner. */
  readonly workOffset: Point3 | null
  /** A work offset heard before its unit was known, in the controller's own numbers. */
  readonly unscaledWorkOffset: Point3 | null
  readonly workPosition: Point3 | null
  readonly feedMmPerMin: number
  readonly spindleRpm: number
  readonly spindleOn: boolean | null
  readonly overridesPercent: {
    readonly feed: number
    readonly rapid: number
    readonly spindle: number
  } | null
  readonly activePins: string
  /** From the last report that told them. */
  readonly plannerBlocksFree: number | null
  readonly lineNumber: number | null
}

/** How an abort ends: what to write of the job, and what to do behind the reset. */
export interface AbortPlan {
  readonly outcome: JobOutcome
  readonly sentence: string
  readonly afterReset: 'nothing' | 'unlock' | 'home'
}

/** Moments on the engine's monotonic clock, in ms. */
export interface SessionTimes {
  readonly openedMs: number
  readonly lastTickMs: number
  readonly lastPollMs: number
  readonly lastStatusMs: number
  /** When the state was entered. */
  readonly stateSinceMs: number
  readonly lastHoldMs: number
  readonly lastResetMs: number
  readonly lastSendMs: number
  readonly lastAnswerMs: number
  readonly lastSyncMs: number
  /** Nothing may be sent before this moment: the pause after an EEPROM write. */
  readonly guardUntilMs: number
  /** Status silence is no fault before this moment. */
  readonly silenceExcusedUntilMs: number
  /** When the present unbroken row of Idle reports began. */
  readonly idleSinceMs: number | null
  /** Reports of a stand (Idle, Hold:0, Door:0) in a row since something was last sent or answered. */
  readonly standingReports: number
}

/** A command whose end is told later by a `settled` effect. */
export type LongCommand = 'connect' | 'unlock' | 'home' | 'procedure'

/** Everything the engine knows; a value, replaced by every event. */
export interface Session {
  readonly tables: GrblCodeTables
  readonly state: EngineState
  readonly portUri: string | null
  readonly portOpen: boolean
  readonly controller: ControllerView
  readonly identification: 'notAsked' | 'asked' | 'settingsAsked' | 'done'
  readonly window: StreamWindow
  readonly job: ActiveJob | null
  readonly homing: 'no' | 'running' | 'acknowledged'
  readonly abort: AbortPlan | null
  /** In resetWait: the banner came, so the controller listens again. */
  readonly bannerSeen: boolean
  readonly alarmCode: number | null
  readonly fault: { readonly sentence: string; readonly remedy: string } | null
  readonly pending: LongCommand | null
  readonly manual: ManualState
  /** The parser's words by the last `$G`; forgotten at a banner. */
  readonly parserWords: readonly string[] | null
  /** Lines to send when the controller is ready behind a reset, so that work zero is as before. */
  readonly restore: readonly string[]
  /** The controller restarted or lost steps since it was homed: what it says of its place is not sure. */
  readonly positionSuspect: boolean
  readonly times: SessionTimes
}

/** What happened; `atMs` is the monotonic clock. */
export type SessionEvent = { readonly atMs: number } & (
  | { readonly kind: 'portOpened'; readonly portUri: string }
  | { readonly kind: 'portClosed'; readonly reason: string }
  | { readonly kind: 'lineReceived'; readonly text: string }
  | { readonly kind: 'tick' }
  | { readonly kind: 'disconnectRequested' }
  | {
      readonly kind: 'startRequested'
      readonly order: JobOrder
      readonly program: PreparedProgram
    }
  | { readonly kind: 'holdRequested' }
  | { readonly kind: 'resumeRequested' }
  | { readonly kind: 'stopRequested'; readonly by: 'operator' | 'lostApplication' }
  | { readonly kind: 'unlockRequested'; readonly reason: string }
  | { readonly kind: 'manualRequested'; readonly request: ManualRequest }
  /** The new tool is fitted and Z is set for it. */
  | {
      readonly kind: 'toolChangeContinued'
      /** Z was set by hand: the tool is not measured. */
      readonly byHand: boolean
    }
  /** Something outside of the protocol found the stream to be wrong. */
  | { readonly kind: 'faultFound'; readonly sentence: string; readonly remedy: string }
  | { readonly kind: 'homeRequested' }
)

/** Why a command was not taken, or did not succeed. */
export interface CommandProblem {
  readonly kind: 'busy' | 'machine'
  readonly sentence: string
  readonly remedy: string
}

/** What the engine must do now, in this order. */
export type SessionEffect =
  | { readonly kind: 'realtime'; readonly byte: RealtimeByte }
  /** Write lines `first` to `end - 1` of the job's program. */
  | { readonly kind: 'programLines'; readonly first: number; readonly end: number }
  /** Write this line and a newline. */
  | { readonly kind: 'systemLine'; readonly text: string }
  | { readonly kind: 'closePort' }
  | { readonly kind: 'refused'; readonly problem: CommandProblem }
  | {
      readonly kind: 'settled'
      readonly command: LongCommand
      readonly problem: CommandProblem | null
    }
  | { readonly kind: 'jobFinished'; readonly progress: JobProgress }
