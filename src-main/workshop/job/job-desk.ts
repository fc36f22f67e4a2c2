import type { Problem } from '#core/contract/problem.ts'
import { gateRows, type GateInput, machineBounds } from '#core/grbl/job/gate-rows.ts'
import type { JobReport } from '#core/grbl/job/job-report.ts'
import { outlineTrace, type TraceOrder } from '#core/grbl/job/outline-trace.ts'
import type { RefusalPolicy } from '#core/grbl/job/refused-lines.ts'
import type { RecoveryOffer, ResumePreview } from '#core/grbl/job/recovery.ts'
import type { GateCode, StartGate } from '#core/grbl/job/start-gate.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { Machine } from '#core/library/machine.schema.ts'
import { WORK_SYSTEMS } from '#core/grbl/manual/axes.ts'
import type { JobResume, JobTravel } from '#core/grbl/session/session-types.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { sha256Hex } from '../../files/sha256.ts'
import type { MachineJob } from '../../machine/engine-messages.ts'
import type { MachineService } from '../../machine/machine-service.ts'
import type { RunStore } from '../../runs/run-store.ts'
import { problem } from '../problems.ts'
import { calledOff, type SendDesk } from '../send-desk.ts'
import { stageLocks } from '../stage-locks.ts'
import type { Surroundings } from '../surroundings.ts'
import type { JournalShelf } from './journal-shelf.ts'
import { machineRecord, spinUpSecondsOf, toolSensorOf } from './machine-record.ts'
import { askedLine, previewOf, type ResumeAsked } from './preview-resume.ts'
import type { ProgramStudies, ProgramStudy } from './program-study.ts'
import { watchZero } from './zero-watch.ts'

type Answer = Promise<Result<MachineSnapshot, Problem>>

/** What a person chose for a start. */
export interface StartChoice {
  readonly runId: string
  readonly programId: string
  /** Codes of the warnings said yes to; `all` for whoever reads them elsewhere. */
  readonly acknowledged: readonly string[] | 'all'
  readonly optionalStops: boolean
  readonly refusedLines: RefusalPolicy
}

/** Everything about one job before, during and after it: its gate, its start, its resume, its report. */
export interface JobDesk {
  readonly startGate: (runId: string, programId: string) => Promise<Result<StartGate, Problem>>
  readonly start: (choice: StartChoice) => Answer
  readonly check: (runId: string, programId: string) => Answer
  readonly traceOutline: (
    runId: string,
    programId: string,
    order: { readonly heightZMm: number | null; readonly feedMmPerMin: number },
  ) => Answer
  readonly recoveries: () => Promise<readonly RecoveryOffer[]>
  readonly dismissRecovery: (sendId: string) => Promise<Result<void, Problem>>
  readonly previewResume: (asked: ResumeAsked) => Promise<Result<ResumePreview, Problem>>
  readonly resumeFrom: (asked: ResumeAsked, shownFromSourceLine: number) => Answer
  readonly jobReport: (sendId: string) => Result<JobReport, Problem>
}

/** What the desk works with. */
export interface JobDeskParts {
  readonly machine: MachineService
  readonly runStore: RunStore
  readonly studies: ProgramStudies
  readonly sends: SendDesk
  readonly journals: JournalShelf
  readonly surroundings: Surroundings
  /** Names a tool for people. */
  readonly toolName: (toolId: string) => string
  /** Machines of the library as they are now. */
  readonly machines: () => readonly Machine[]
  /** Told when the list of recoveries changed. */
  readonly recoveriesChanged: () => void
}

/** Above the highest point of a program, for the way across: mm. */
const TRAVEL_CLEARANCE_MM = 5
/** Below the top of the travel, so that homing switches stay free: mm. */
const TOP_CLEARANCE_MM = 2

/** The desk over a machine, a run store and the journals. */
export function createJobDesk(parts: JobDeskParts): JobDesk {
  return new MachineJobDesk(parts)
}

class MachineJobDesk implements JobDesk {
  readonly #parts: JobDeskParts
  readonly #studies: ProgramStudies
  readonly #zeroAgeMinutes: () => number | null

  constructor(parts: JobDeskParts) {
    this.#parts = parts
    this.#studies = parts.studies
    this.#zeroAgeMinutes = watchZero(parts.machine, () => performance.now())
    parts.machine.jobFinished(() => {
      parts.recoveriesChanged()
    })
  }

  readonly startGate = async (
    runId: string,
    programId: string,
  ): Promise<Result<StartGate, Problem>> => {
    const study = await this.#study(runId, programId)
    return study.ok ? this.#gate(runId, study.value) : study
  }

  readonly start = async (choice: StartChoice): Answer => {
    const { runId, programId, acknowledged, optionalStops, refusedLines } = choice
    const pressesBefore = this.#parts.machine.pressCount()
    const study = await this.#study(runId, programId)
    if (!study.ok) return study
    const gate = await this.#gate(runId, study.value)
    if (!gate.ok) return gate
    const obstacle = gateObstacle(gate.value, acknowledged)
    if (obstacle !== null) return failure(obstacle)
    return this.#parts.sends.start(runId, programId, {
      ...this.#order(study.value),
      mode: 'cut',
      optionalStops,
      refusedLines,
      pressesBefore,
    })
  }

  readonly check = async (runId: string, programId: string): Answer => {
    const pressesBefore = this.#parts.machine.pressCount()
    const study = await this.#study(runId, programId)
    if (!study.ok) return study
    const order = { ...this.#order(study.value), mode: 'check', pressesBefore } as const
    return this.#parts.sends.start(runId, programId, order)
  }

  readonly traceOutline: JobDesk['traceOutline'] = async (runId, programId, order) => {
    const { machine } = this.#parts
    const pressesBefore = machine.pressCount()
    const study = await this.#study(runId, programId)
    if (!study.ok) return study
    const { facts, located } = study.value
    const heightZMm = order.heightZMm ?? (facts.boundsMm[2]?.[1] ?? 0) + TRAVEL_CLEARANCE_MM
    const trace: TraceOrder = { heightZMm, feedMmPerMin: order.feedMmPerMin }
    const text = outlineTrace(facts, trace)
    if (text === null) {
      return failure(problem('invalid-data', 'The program names no X or Y, so it has no outline.'))
    }
    const title = `Outline of ${located.program.title}`
    const off = calledOff(machine, pressesBefore)
    if (off !== null) return failure(off)
    return machine.start(this.#traceJob({ runId, programId, title }, text, study.value))
  }

  readonly recoveries = (): Promise<readonly RecoveryOffer[]> => {
    const { job } = this.#parts.machine.snapshot()
    const running = job !== null && job.outcome === null ? job.sendId : null
    return this.#parts.journals.offers(running)
  }

  readonly dismissRecovery = async (sendId: string): Promise<Result<void, Problem>> => {
    const dismissed = await this.#parts.journals.dismiss(sendId)
    this.#parts.recoveriesChanged()
    return dismissed
  }

  readonly previewResume = async (asked: ResumeAsked): Promise<Result<ResumePreview, Problem>> => {
    const planned = await this.#planResume(asked)
    return planned.ok ? success(planned.value.preview) : planned
  }

  readonly resumeFrom = async (asked: ResumeAsked, shownFromSourceLine: number): Answer => {
    const pressesBefore = this.#parts.machine.pressCount()
    const planned = await this.#planResume(asked)
    if (!planned.ok) return planned
    const { preview, resume, study } = planned.value
    if (preview.refusal !== null) return failure(problem('blocked', preview.refusal))
    if (resume === null || preview.fromSourceLine !== shownFromSourceLine) {
      const sentence = 'What the resume would send is no longer what was shown.'
      return failure(problem('blocked', sentence, 'Look at it again.'))
    }
    const { runId, programId, sendId } = asked
    const order = { ...this.#order(study), mode: 'cut', resume, pressesBefore } as const
    const started = await this.#parts.sends.start(runId, programId, order)
    if (started.ok && sendId !== null) await this.dismissRecovery(sendId)
    return started
  }

  readonly jobReport = (sendId: string): Result<JobReport, Problem> =>
    this.#parts.runStore.sendReport(sendId)

  #study(runId: string, programId: string): Promise<Result<ProgramStudy, Problem>> {
    return this.#studies.study(runId, programId, this.#parts.machine.snapshot().limits)
  }

  async #gate(runId: string, study: ProgramStudy): Promise<Result<StartGate, Problem>> {
    const { runStore, machine, toolName } = this.#parts
    const shown = await runStore.show(runId)
    if (!shown.ok) return shown
    const { artifact, confirmedStages } = shown.value
    const { program } = study.located
    const programId = program.program_id
    const lock = stageLocks(artifact, confirmedStages).find((one) => one.programId === programId)
    const input: GateInput = {
      programId,
      snapshot: machine.snapshot(),
      facts: study.facts,
      stops: study.stops,
      stageLock: lock?.reason ?? null,
      zeroAgeMinutes: this.#zeroAgeMinutes(),
      toolName: toolName(program.tool_id ?? artifact.tool_id),
    }
    return success(gateOf(runId, programId, { input, study }))
  }

  async #planResume(asked: ResumeAsked) {
    const { machine, journals } = this.#parts
    const study = await this.#study(asked.runId, asked.programId)
    if (!study.ok) return study
    const offers = asked.sendId === null ? [] : await journals.offers(null)
    const offer = offers.find(({ sendId }) => sendId === asked.sendId) ?? null
    const spinUpSeconds = spinUpSecondsOf(this.#record(study.value))
    const line = askedLine(asked, spinUpSeconds)
    const way = await this.#studies.planResume(study.value, line)
    if (!way.ok) return way
    const planned = previewOf(asked, {
      study: study.value,
      planned: way.value,
      snapshot: machine.snapshot(),
      offer,
      zeroAgeMinutes: this.#zeroAgeMinutes(),
    })
    return success({ ...planned, study: study.value })
  }

  /** What every send of a studied program has in common. */
  #order(study: ProgramStudy) {
    const { source, lineSeconds, located } = study
    const seconds = lineSeconds?.at(-1) ?? located.program.estimated_seconds
    return { source, lineSeconds, estimatedSeconds: seconds, travel: this.#travel(study) }
  }

  #record({ located }: ProgramStudy): Machine | null {
    const { machines, machine } = this.#parts
    const { travel } = machine.snapshot().manual
    return machineRecord(machines(), located.artifact.machine_id, travel)
  }

  #travel(study: ProgramStudy): JobTravel {
    const { facts } = study
    const record = this.#record(study)
    const { manual } = this.#parts.machine.snapshot()
    const top = manual.homed ? (manual.travel?.max.zMm ?? null) : null
    return {
      safeZMm: (facts.boundsMm[2]?.[1] ?? 0) + TRAVEL_CLEARANCE_MM,
      topMachineZMm: top === null ? null : top - TOP_CLEARANCE_MM,
      spinUpSeconds: spinUpSecondsOf(record),
      sensor: toolSensorOf(record),
      workSystems: facts.systems.flatMap((number) => WORK_SYSTEMS[number] ?? []),
    }
  }

  /** A trace is no send of a run: nothing is cut, and nothing of it is kept. */
  #traceJob(
    ids: { readonly runId: string; readonly programId: string; readonly title: string },
    text: string,
    study: ProgramStudy,
  ): MachineJob {
    const { surroundings } = this.#parts
    const resume: JobResume | null = null
    return {
      ...ids,
      sendId: `trace-${surroundings.newId().slice(0, 24)}`,
      source: { kind: 'text', text },
      sha256: sha256Hex(text),
      estimatedSeconds: null,
      lineSeconds: null,
      startedAtUtc: surroundings.clock().toISOString(),
      mode: 'cut',
      optionalStops: false,
      refusedLines: 'stop',
      resume,
      travel: this.#travel(study),
      journalPath: null,
    }
  }
}

function gateObstacle(gate: StartGate, acknowledged: readonly string[] | 'all'): Problem | null {
  const stop = gate.rows.find(({ verdict }) => verdict === 'blocked')
  if (stop !== undefined) return problem('blocked', stop.sentence, stop.remedy)
  if (acknowledged === 'all') return null
  const open = gate.rows.find(
    ({ verdict, code }) => verdict === 'warn' && !acknowledged.includes(code),
  )
  return open === undefined ? null : problem('needs-approval', open.sentence, open.remedy)
}

function gateOf(
  runId: string,
  programId: string,
  { input, study }: { readonly input: GateInput; readonly study: ProgramStudy },
): StartGate {
  const rows = gateRows(input)
  const warnings: readonly GateCode[] = rows
    .filter(({ verdict }) => verdict === 'warn')
    .map(({ code }) => code)
  const { travel } = input.snapshot.manual
  const machine = machineBounds(input)
  const named = <T>([x, y, z]: readonly [T, T, T]) => ({ x, y, z })
  return {
    runId,
    programId,
    mayStart: rows.every(({ verdict }) => verdict !== 'blocked'),
    rows,
    warnings,
    facts: {
      lineCount: study.lineCount,
      workBoundsMm: named(study.facts.boundsMm),
      machineBoundsMm: machine === null ? null : named(machine),
      travelMm:
        travel === null
          ? null
          : {
              x: travel.max.xMm - travel.min.xMm,
              y: travel.max.yMm - travel.min.yMm,
              z: travel.max.zMm - travel.min.zMm,
            },
      estimatedSeconds: study.lineSeconds?.at(-1) ?? study.located.program.estimated_seconds,
      stops: study.stops,
      zeroAgeMinutes: input.zeroAgeMinutes,
    },
  }
}
