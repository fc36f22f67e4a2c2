import type { Problem } from '#core/contract/problem.ts'
import { ProgramClock, SERIAL_BYTES_PER_SECOND } from '#core/gcode/time/program-time.ts'
import type { MachineLimits } from '#core/grbl/job/machine-limits.ts'
import { programFacts, type ProgramFacts } from '#core/grbl/job/program-facts.ts'
import type { PreparedProgram, ProgramStop } from '#core/grbl/prepared-program.ts'
import { type Result, success } from '#core/outcome/result.ts'
import { GRBL_PLANNER_BLOCKS, type MotionLimits } from '#core/toolpath/motion-clock.ts'
import type { CamWatch } from '../../cam/cam-job.ts'
import type { ProgramSource } from '../../machine/engine-messages.ts'
import { loadFile, type LoadOrder, loadText } from '../../machine/job/load-program.ts'
import { type AskedLine, type PlannedResume, planFrom } from './plan-resume.ts'

/** A program to be read. */
export interface ReadOrder {
  readonly title: string
  readonly source: ProgramSource
  readonly sha256: string
}

/** What a study is told. */
export interface StudyOrder extends ReadOrder {
  /** Null: the machine's limits are not known, and nothing is timed. */
  readonly limits: MachineLimits | null
}

/** What the gate, the time left and the report need of a program. */
export interface StudiedProgram {
  readonly lineCount: number
  readonly stops: readonly ProgramStop[]
  readonly facts: ProgramFacts
  /** Seconds until each prepared line is cut; null while the machine's limits are not known. */
  readonly lineSeconds: Float32Array | null
}

/** What planning a resume is told. */
export interface PlanResumeOrder extends ReadOrder {
  readonly asked: AskedLine
}

/** Text given to the time model at once. */
const PART_BYTES = 32_768

/** Loads a program, wherever it is; its hash is held against the recorded one. */
export async function readPrepared(order: ReadOrder): Promise<Result<PreparedProgram, Problem>> {
  const load: LoadOrder = { ...order, options: {} }
  const { source } = order
  return source.kind === 'text' ? loadText(load, source.text) : loadFile(load, source)
}

/** Follows and times a program. A generator: whoever runs it may attend to others in between. */
export function* studySteps(
  program: PreparedProgram,
  limits: MachineLimits | null,
): Generator<undefined, StudiedProgram> {
  const { lineCount, stops } = program
  const facts = yield* programFacts(program)
  const lineSeconds = limits === null ? null : yield* timeLines(program, limits)
  return { lineCount, stops, facts, lineSeconds }
}

/** Studies a program in a process of its own: two million lines take seconds. */
export async function studyProgramJob(
  order: StudyOrder,
  { tell }: CamWatch,
): Promise<Result<StudiedProgram, Problem>> {
  const program = await readPrepared(order)
  if (!program.ok) return program
  const steps = studySteps(program.value, order.limits)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return success(step.value)
    tell({ phase: 'studying', fraction: 0 })
  }
}

/** Plans a resume in a process of its own, for it follows the program from its first line. */
export async function planResumeJob(
  order: PlanResumeOrder,
): Promise<Result<PlannedResume, Problem>> {
  const program = await readPrepared(order)
  return program.ok ? success(planFrom(program.value, order.asked)) : program
}

function* timeLines(
  program: PreparedProgram,
  limits: MachineLimits,
): Generator<undefined, Float32Array> {
  const clock = new ProgramClock({
    limits: motionLimits(limits),
    linkBytesPerSecond: SERIAL_BYTES_PER_SECOND,
  })
  const bytes = Buffer.from(program.bytes.buffer, program.bytes.byteOffset, program.bytes.length)
  for (let at = 0; at < bytes.length; at += PART_BYTES) {
    clock.take(bytes.toString('latin1', at, Math.min(at + PART_BYTES, bytes.length)))
    yield undefined
  }
  return clock.finish().lineEndSeconds
}

function motionLimits(limits: MachineLimits): MotionLimits {
  const { maxRateMmPerMin, accelerationMmPerS2, junctionDeviationMm } = limits
  const { arcToleranceMm, stopDelaySeconds } = limits
  return {
    ...{ maxRateMmPerMin, accelerationMmPerS2, junctionDeviationMm },
    ...{ arcToleranceMm, stopDelaySeconds },
    plannerBlocks: GRBL_PLANNER_BLOCKS,
  }
}
