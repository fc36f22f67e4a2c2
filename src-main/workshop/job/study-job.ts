import type { Problem } from '#core/contract/problem.ts'
import { PlainMove } from '#core/gcode/plain-move.ts'
import {
  firstLineStart,
  lineEndIn,
  type LineTaker,
  ProgramLines,
} from '#core/gcode/program-lines.ts'
import { ProgramTimer, SERIAL_BYTES_PER_SECOND } from '#core/gcode/time/program-time.ts'
import type { MachineLimits } from '#core/grbl/job/machine-limits.ts'
import { programFacts } from '#core/grbl/job/program-facts.ts'
import { motionLimits, ProgramStudier, type StudiedProgram } from '#core/grbl/job/program-study.ts'
import type { PreparedProgram } from '#core/grbl/prepared-program.ts'
import { type Result, success } from '#core/outcome/result.ts'
import type { CamWatch } from '../../cam/cam-job.ts'
import type { ProgramSource } from '../../machine/engine-messages.ts'
import { followFile, loadFile, type LoadOrder, loadText } from '../../machine/job/load-program.ts'
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

/** What planning a resume is told. */
export interface PlanResumeOrder extends ReadOrder {
  readonly asked: AskedLine
}

/** Bytes given to the time model at once. */
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

/** Reads a program from its file line by line as it is studied; nothing of it is kept. */
class StudyReading implements LineTaker {
  readonly lines = new ProgramLines(this)
  readonly studier: ProgramStudier
  readonly #move = new PlainMove()

  constructor(limits: MachineLimits | null) {
    this.studier = new ProgramStudier(limits)
  }

  takeLine(bytes: Uint8Array, start: number, limit: number, line: number): number {
    const move = this.#move
    const from = line === 1 ? firstLineStart(bytes, start) : start
    if (move.read(bytes, from, limit)) {
      this.studier.takeMove(move, bytes, from, move.end)
      return move.end
    }
    const end = lineEndIn(bytes, from, limit)
    this.studier.takeLine(bytes, from, end)
    return end
  }
}

/** Studies a program in a process of its own: two million lines take seconds. */
export async function studyProgramJob(
  order: StudyOrder,
  { tell }: CamWatch,
): Promise<Result<StudiedProgram, Problem>> {
  const { source, limits } = order
  if (source.kind === 'file') {
    const reading = new StudyReading(limits)
    return followFile({ ...order, options: {} }, source, {
      take: (piece, share) => {
        reading.lines.take(piece)
        tell({ phase: 'studying', fraction: share })
      },
      finish: () => {
        reading.lines.finish()
        return { found: reading.studier.finish(), problem: reading.studier.problem }
      },
    })
  }
  const program = await readPrepared(order)
  if (!program.ok) return program
  const steps = studySteps(program.value, limits)
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
  { bytes }: PreparedProgram,
  limits: MachineLimits,
): Generator<undefined, Float32Array> {
  const timer = new ProgramTimer({
    limits: motionLimits(limits),
    linkBytesPerSecond: SERIAL_BYTES_PER_SECOND,
  })
  for (let at = 0; at < bytes.length; at += PART_BYTES) {
    timer.take(bytes.subarray(at, at + PART_BYTES))
    yield undefined
  }
  return timer.finish().lineEndSeconds
}
