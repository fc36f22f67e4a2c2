import type { Problem } from '#core/contract/problem.ts'
import type { MachineLimits } from '#core/grbl/job/machine-limits.ts'
import type { StudiedProgram } from '#core/grbl/job/program-study.ts'
import { type Result, success } from '#core/outcome/result.ts'
import type { CamDesk } from '../../cam/cam-desk.ts'
import type { ProgramSource } from '../../machine/engine-messages.ts'
import type { LocatedProgram } from '../../runs/locate-program.ts'
import type { RunStore } from '../../runs/run-store.ts'
import { type AskedLine, type PlannedResume, planFrom } from './plan-resume.ts'
import { readPrepared, studySteps } from './study-job.ts'

/** A program read and followed once: what the gate, the time left and a resume need of it. */
export interface ProgramStudy extends StudiedProgram {
  readonly located: LocatedProgram
  readonly source: ProgramSource
}

/** Studies programs; the last one is remembered. */
export interface ProgramStudies {
  readonly study: (
    runId: string,
    programId: string,
    limits: MachineLimits | null,
  ) => Promise<Result<ProgramStudy, Problem>>
  /** A program that was studied while it came in, by the hash of its bytes and the limits it was timed by. */
  readonly remember: (sha256: string, limits: MachineLimits | null, studied: StudiedProgram) => void
  /** How a studied program would go on from a line. */
  readonly planResume: (
    study: ProgramStudy,
    asked: AskedLine,
  ) => Promise<Result<PlannedResume, Problem>>
}

/** What studies are made with. */
export interface StudyParts {
  readonly runStore: Pick<RunStore, 'locateProgram' | 'readProgram'>
  /** Programs too long for the artifact are read in the CAM process, never in this one. */
  readonly cam: Pick<CamDesk, 'run'>
  readonly newId: () => string
}

/** Work done in one go; then whatever else waits has its turn. */
const TURN_MS = 8

/** Studies over a run store. */
export function createProgramStudies({ runStore, cam, newId }: StudyParts): ProgramStudies {
  /** The last one that was asked for; whoever asks while it is under way waits for the same. */
  let last: { readonly key: string; readonly studied: Studied } | null = null

  function studied(order: Parameters<typeof studyHere>[0]): Studied {
    return order.source.kind === 'text' ? studyHere(order) : cam.run('gcode.study', order, newId())
  }

  return {
    study: async (runId, programId, limits) => {
      const found = await runStore.locateProgram(runId, programId)
      if (!found.ok) return found
      const located = found.value
      const source = await sourceOf(runStore, runId, located)
      if (!source.ok) return source
      const { title, sha256 } = located.program
      const key = keyOf(sha256, limits)
      if (last?.key !== key) {
        last = { key, studied: studied({ title, sha256, source: source.value, limits }) }
      }
      const answer = await last.studied
      if (answer.ok) return success({ ...answer.value, located, source: source.value })
      if (last.key === key) last = null
      return answer
    },
    remember: (sha256, limits, program) => {
      last = { key: keyOf(sha256, limits), studied: Promise.resolve(success(program)) }
    },
    planResume: async ({ source, located }, asked) => {
      const { title, sha256 } = located.program
      const order = { title, sha256, source }
      if (source.kind === 'file') return cam.run('gcode.resume', { ...order, asked }, newId())
      const program = await readPrepared(order)
      return program.ok ? success(planFrom(program.value, asked)) : program
    },
  }
}

/** The bytes and the limits decide what a study finds. */
function keyOf(sha256: string, limits: MachineLimits | null): string {
  return `${sha256} ${JSON.stringify(limits)}`
}

type Studied = Promise<Result<StudiedProgram, Problem>>

async function studyHere(
  order: Parameters<typeof readPrepared>[0] & {
    readonly limits: MachineLimits | null
  },
): Studied {
  const program = await readPrepared(order)
  if (!program.ok) return program
  return success(await inTurns(studySteps(program.value, order.limits)))
}

async function sourceOf(
  runStore: StudyParts['runStore'],
  runId: string,
  { file, program }: LocatedProgram,
): Promise<Result<ProgramSource, Problem>> {
  if (file !== null) return success({ kind: 'file', ...file })
  const read = await runStore.readProgram(runId, program.program_id)
  return read.ok ? success({ kind: 'text', text: read.value.text }) : read
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
