import type { Problem } from '#core/contract/problem.ts'
import { ProgramClock, SERIAL_BYTES_PER_SECOND } from '#core/gcode/time/program-time.ts'
import type { MachineLimits } from '#core/grbl/job/machine-limits.ts'
import { programFacts, type ProgramFacts } from '#core/grbl/job/program-facts.ts'
import type { PreparedProgram } from '#core/grbl/prepared-program.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { GRBL_PLANNER_BLOCKS, type MotionLimits } from '#core/toolpath/motion-clock.ts'
import type { ProgramSource } from '../../machine/engine-messages.ts'
import { loadFile, loadText } from '../../machine/job/load-program.ts'
import type { LocatedProgram } from '../../runs/locate-program.ts'
import type { RunStore } from '../../runs/run-store.ts'

/** A program read and followed once: what the gate, the time left and a resume need of it. */
export interface ProgramStudy {
  readonly located: LocatedProgram
  readonly source: ProgramSource
  readonly program: PreparedProgram
  readonly facts: ProgramFacts
  /** Seconds until each prepared line is cut; null while the machine's limits are not known. */
  readonly lineSeconds: Float32Array | null
}

/** Studies programs; the last one is remembered. */
export interface ProgramStudies {
  readonly study: (
    runId: string,
    programId: string,
    limits: MachineLimits | null,
  ) => Promise<Result<ProgramStudy, Problem>>
}

/** Programs over this size are never held as text: they are read from their file, piece by piece. */
const TEXT_LIMIT_BYTES = 4_000_000
/** Work done in one go; then whatever else waits has its turn. */
const TURN_MS = 8
/** Text given to the time model at once. */
const PART_BYTES = 32_768

/** Studies over a run store. */
export function createProgramStudies(runStore: RunStore): ProgramStudies {
  let last: { readonly key: string; readonly study: ProgramStudy } | null = null
  return {
    study: async (runId, programId, limits) => {
      const located = await runStore.locateProgram(runId, programId)
      if (!located.ok) return located
      const key = `${located.value.program.sha256} ${JSON.stringify(limits)}`
      if (last?.key === key) return success({ ...last.study, located: located.value })
      last = null
      const studied = await studyProgram(runStore, runId, { located: located.value, limits })
      if (studied.ok) last = { key, study: studied.value }
      return studied
    },
  }
}

async function studyProgram(
  runStore: RunStore,
  runId: string,
  { located, limits }: { readonly located: LocatedProgram; readonly limits: MachineLimits | null },
): Promise<Result<ProgramStudy, Problem>> {
  const source = await sourceOf(runStore, runId, located)
  if (!source.ok) return source
  const { title, sha256 } = located.program
  const order = { title, source: source.value, sha256, options: {} }
  const loaded =
    source.value.kind === 'text'
      ? loadText(order, source.value.text)
      : await loadFile(order, source.value)
  if (!loaded.ok) return failure(loaded.error)
  const program = loaded.value
  const facts = await inTurns(programFacts(program))
  const lineSeconds = limits === null ? null : await inTurns(timeLines(program, limits))
  return success({ located, source: source.value, program, facts, lineSeconds })
}

async function sourceOf(
  runStore: RunStore,
  runId: string,
  { file, program }: LocatedProgram,
): Promise<Result<ProgramSource, Problem>> {
  if (file !== null && file.lengthBytes > TEXT_LIMIT_BYTES) {
    return success({ kind: 'file', ...file })
  }
  const read = await runStore.readProgram(runId, program.program_id)
  return read.ok ? success({ kind: 'text', text: read.value.text }) : read
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

/** Runs work to its end, a few milliseconds at a time, so that nobody waits for it. */
async function inTurns<T>(work: Generator<undefined, T>): Promise<T> {
  let turnEndsMs = performance.now() + TURN_MS
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    if (performance.now() < turnEndsMs) continue
    await new Promise((resolve) => setImmediate(resolve))
    turnEndsMs = performance.now() + TURN_MS
  }
}
