import type { RecoveryOffer, ResumeCondition, ResumePreview } from '#core/grbl/job/recovery.ts'
import type { ResumePlan } from '#core/grbl/job/resume-plan.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { JobResume } from '#core/grbl/session/session-types.ts'
import type { AskedLine, PlannedResume } from './plan-resume.ts'
import type { ProgramStudy } from './program-study.ts'

/** A resume as it was asked for. */
export interface ResumeAsked {
  readonly runId: string
  readonly programId: string
  readonly sourceLine: number
  readonly clearanceZMm: number | null
  /** The job that is recovered; null for one that ended in order. */
  readonly sendId: string | null
  /** The person vouches for zero on a machine without homing. */
  readonly zeroChecked?: boolean
}

/** What the resume is judged by. */
export interface ResumeScene {
  readonly study: Pick<ProgramStudy, 'lineSeconds'>
  readonly planned: PlannedResume
  readonly snapshot: MachineSnapshot
  readonly offer: RecoveryOffer | null
  /** Minutes since zero was set in this session; null when it was not. */
  readonly zeroAgeMinutes: number | null
}

const DEFAULT_CLEARANCE_MM = 3
/** Positions further apart than this are not the same place, mm. */
const SAME_PLACE_MM = 0.05

/** The line that a resume was asked for, with how to get there. */
export function askedLine(
  { sourceLine, clearanceZMm }: ResumeAsked,
  spinUpSeconds: number,
): AskedLine {
  const clearanceMm = clearanceZMm ?? DEFAULT_CLEARANCE_MM
  return { sourceLine, clearanceMm, spinUpSeconds }
}

/** What a resume would send and what must be true for it; `resume` is null when it is refused. */
export function previewOf(
  asked: ResumeAsked,
  scene: ResumeScene,
): { readonly preview: ResumePreview; readonly resume: JobResume | null } {
  const { planned } = scene
  const conditions = conditionsOf(scene, asked.zeroChecked ?? false)
  if (planned.plan === null) {
    return { preview: emptyPreview(asked, conditions, planned.refusal), resume: null }
  }
  const { plan, fromSourceLine, firstLines } = planned
  const unmet = conditions.find(({ met }) => !met)
  const resume: JobResume = {
    streamFrom: plan.streamFrom,
    preamble: plan.preamble.map(({ text }) => text),
    fromSourceLine,
  }
  const preview = {
    ...emptyPreview(asked, conditions, unmet?.sentence ?? null),
    ...shownPlan(plan),
    fromSourceLine,
    firstLines,
    secondsLeft: secondsFrom(scene.study, plan.firstLine),
  }
  return { preview, resume: unmet === undefined ? resume : null }
}

function emptyPreview(
  asked: ResumeAsked,
  conditions: readonly ResumeCondition[],
  refusal: string | null,
): ResumePreview {
  return {
    runId: asked.runId,
    programId: asked.programId,
    askedSourceLine: asked.sourceLine,
    fromSourceLine: asked.sourceLine,
    preamble: [],
    firstLines: [],
    startAt: { xMm: 0, yMm: 0, zMm: 0 },
    clearanceZMm: 0,
    spindleRpm: 0,
    secondsLeft: null,
    conditions,
    refusal,
  }
}

function shownPlan(plan: ResumePlan) {
  const isKnown = !Number.isNaN(plan.startAt.xMm)
  return {
    preamble: plan.preamble,
    startAt: isKnown ? plan.startAt : { xMm: 0, yMm: 0, zMm: plan.travelZMm },
    clearanceZMm: plan.travelZMm,
    spindleRpm: plan.modes.spindle === 'M5' ? 0 : plan.modes.speedRpm,
  }
}

function secondsFrom({ lineSeconds }: ResumeScene['study'], line: number): number | null {
  if (lineSeconds === null) return null
  return (lineSeconds.at(-1) ?? 0) - (line === 0 ? 0 : (lineSeconds[line - 1] ?? 0))
}

function conditionsOf(scene: ResumeScene, zeroChecked: boolean): readonly ResumeCondition[] {
  const { snapshot } = scene
  const isIdle = snapshot.engineState === 'ready' && snapshot.controllerState === 'Idle'
  return [
    {
      code: 'idle',
      met: isIdle,
      sentence: isIdle ? 'The machine stands idle.' : 'The machine does not stand idle.',
    },
    positionCondition(scene, zeroChecked),
  ]
}

/** A position that was lost comes back by homing, and by nothing a person can confirm. */
function positionCondition(
  { snapshot, offer, zeroAgeMinutes }: ResumeScene,
  zeroChecked: boolean,
): ResumeCondition {
  const { homed, homingEnabled } = snapshot.manual
  const wasLost = snapshot.positionSuspect || offer?.mustHome === true
  if (homed) return { code: 'homed', met: true, sentence: 'The machine was homed.' }
  if (!wasLost) {
    const sentence = hasStayed(snapshot, offer)
      ? 'The machine stands where the job left it.'
      : 'The machine was not reset; confirm that its position is true.'
    return { code: 'position', met: true, sentence }
  }
  if (homingEnabled !== false) {
    const sentence =
      'The controller restarted, so its position is lost: home the machine first, then check zero.'
    return { code: 'homed', met: false, sentence }
  }
  const isSet = zeroChecked || zeroAgeMinutes !== null
  const sentence = !isSet
    ? 'The controller restarted, so its position is lost and there is no homing: set zero on the work again first.'
    : 'The machine has no homing; zero was set or checked in this session.'
  return { code: 'workZero', met: isSet, sentence }
}

function hasStayed(
  { machinePosition: now }: MachineSnapshot,
  offer: RecoveryOffer | null,
): boolean {
  const then = offer?.machinePosition ?? null
  if (now === null || then === null) return false
  const apart = Math.hypot(now.xMm - then.xMm, now.yMm - then.yMm, now.zMm - then.zMm)
  return apart <= SAME_PLACE_MM
}
