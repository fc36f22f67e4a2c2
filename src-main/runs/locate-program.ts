import { join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { ArtifactProgram, RunArtifact } from '#core/runs/artifact.schema.ts'
import { readRun } from './read-run.ts'
import type { RunStoreBase } from './run-store-base.ts'

/** A program of an OK run and where its bytes are; whoever reads them takes their hash. */
export interface LocatedProgram {
  readonly artifact: RunArtifact
  readonly program: ArtifactProgram
  /** Null when the program is inside of the artifact. */
  readonly file: {
    readonly path: string
    readonly offsetBytes: number
    readonly lengthBytes: number
  } | null
}

/**
 * Finds a program without reading it, so that one of 60 MB costs nothing here: the artifact's own hash
 * is checked, the program's is for the reader. Refused unless the run is OK.
 */
export async function locateProgram(
  base: RunStoreBase,
  runId: string,
  programId: string,
): Promise<Result<LocatedProgram, Problem>> {
  const read = await readRun(base, runId)
  if (!read.ok) return read
  const { artifact } = read.value
  if (artifact.status !== 'OK') {
    const message = `The run ${runId} is ${artifact.status}: it has no program to run.`
    return failure({ kind: 'blocked', message, remedy: 'Start a new run.', requestId: '' })
  }
  const program = artifact.outputs.programs.find((one) => one.program_id === programId)
  if (program === undefined) {
    const message = `The run ${runId} has no program ${JSON.stringify(programId.slice(0, 80))}.`
    return failure({ kind: 'not-found', message, remedy: '', requestId: '' })
  }
  const kept = artifact.outputs.gcode_path
  if (kept === null) return success({ artifact, program, file: null })
  const path = join(base.dataDir, 'attachments', ...kept.split('/'))
  const { offset_bytes: offsetBytes, length_bytes: lengthBytes } = program
  return success({ artifact, program, file: { path, offsetBytes, lengthBytes } })
}
