import type { Problem } from '#core/contract/problem.ts'
import { LARGEST_PROGRAM_CHARS } from '#core/gcode/parse-program.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { CamDesk } from '../cam/cam-desk.ts'
import { recordExternalRun } from './external-run.ts'
import type { RunWorkplace } from './make-run.ts'
import { problem } from './problems.ts'

/** A piece of a file that a screen hands in. */
export interface ProgramPiece {
  /** Chosen by the screen; also the job id of the check, so that it can be followed and called off. */
  readonly uploadId: string
  readonly fileName: string
  readonly text: string
  readonly last: boolean
}

/** A file that is on its way; forgotten when nothing more comes. */
interface Upload {
  readonly pieces: string[]
  chars: number
  timer: NodeJS.Timeout
}

/** Two screens may hand a file in at the same time. */
const MOST_UPLOADS = 2
const FORGOTTEN_AFTER_MS = 60_000

/**
 * Takes an outside program in pieces, has it checked in the CAM process, and records it as a run of
 * mode `external`. Gives the run's id with the last piece, null before.
 */
export function createProgramIntake(workplace: RunWorkplace, cam: Pick<CamDesk, 'run'>) {
  const uploads = new Map<string, Upload>()

  function forget(uploadId: string): void {
    const upload = uploads.get(uploadId)
    if (upload === undefined) return
    clearTimeout(upload.timer)
    uploads.delete(uploadId)
  }

  function take({ uploadId, fileName, text }: ProgramPiece): Result<Upload, Problem> {
    const upload = uploads.get(uploadId)
    if (upload === undefined && uploads.size >= MOST_UPLOADS) {
      const remedy = 'Wait until it is done.'
      return failure(problem('busy', 'Two files are being handed in already.', remedy))
    }
    const kept = upload ?? { pieces: [], chars: 0, timer: setTimeout(() => undefined, 0) }
    clearTimeout(kept.timer)
    kept.timer = setTimeout(() => {
      uploads.delete(uploadId)
    }, FORGOTTEN_AFTER_MS)
    kept.timer.unref()
    kept.chars += text.length
    if (kept.chars > LARGEST_PROGRAM_CHARS) {
      forget(uploadId)
      const limit = String(LARGEST_PROGRAM_CHARS)
      return failure(
        problem('invalid-data', `${fileName} is longer than ${limit} characters, the limit.`),
      )
    }
    kept.pieces.push(text)
    uploads.set(uploadId, kept)
    return success(kept)
  }

  return async (piece: ProgramPiece): Promise<Result<string | null, Problem>> => {
    const taken = take(piece)
    if (!taken.ok || !piece.last) return taken.ok ? success(null) : taken
    const text = taken.value.pieces.join('')
    forget(piece.uploadId)
    const checked = await cam.run('gcode.check', { text }, piece.uploadId)
    if (!checked.ok) return checked
    const program = { fileName: piece.fileName, text }
    const recorded = await recordExternalRun(program, workplace, {
      checked: checked.value,
      handedIn: 'screen',
    })
    return recorded.ok ? success(recorded.value.runId) : recorded
  }
}
