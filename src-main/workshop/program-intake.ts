import type { Problem } from '#core/contract/problem.ts'
import { LARGEST_PROGRAM_CHARS } from '#core/gcode/parse-program.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { CamDesk } from '../cam/cam-desk.ts'
import type { IncomingProgram } from '../runs/incoming-program.ts'
import { recordReceivedRun } from './external-run.ts'
import type { RunWorkplace } from './make-run.ts'
import { problem } from './problems.ts'

/** A piece of a file that a screen hands in. */
export interface ProgramPiece {
  /** Chosen by the screen; also the job id of the check, so that it can be followed and called off. */
  readonly uploadId: string
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly last: boolean
}

/** A file that is on its way; forgotten when nothing more comes. */
interface Upload {
  readonly file: IncomingProgram
  bytes: number
  timer: NodeJS.Timeout
}

/** Two screens may hand a file in at the same time. */
const MOST_UPLOADS = 2
const FORGOTTEN_AFTER_MS = 60_000

/**
 * Takes an outside program in pieces into a file, has it checked in the CAM process, and records it as
 * a run of mode `external`; the program itself never stands in this process. Gives the run's id with
 * the last piece, null before. A screen sends a piece when the one before it was answered.
 */
export function createProgramIntake(
  workplace: RunWorkplace,
  cam: Pick<CamDesk, 'run'>,
): (piece: ProgramPiece) => Promise<Result<string | null, Problem>> {
  const uploads = new Uploads(workplace.runStore)
  return async (piece) => {
    const taken = await uploads.take(piece)
    if (!taken.ok || !piece.last) return taken.ok ? success(null) : taken
    clearTimeout(taken.value.timer)
    try {
      return await recordUpload(taken.value, piece, { workplace, cam })
    } finally {
      await uploads.forget(piece.uploadId)
    }
  }
}

async function recordUpload(
  { file }: Upload,
  { uploadId, fileName }: ProgramPiece,
  { workplace, cam }: { readonly workplace: RunWorkplace; readonly cam: Pick<CamDesk, 'run'> },
): Promise<Result<string, Problem>> {
  const closed = await file.close()
  if (!closed.ok) return closed
  const checked = await cam.run('gcode.check', { path: file.path }, uploadId)
  if (!checked.ok) return checked
  const received = { fileName, checked: checked.value, keep: file.keep }
  const recorded = await recordReceivedRun(received, workplace)
  return recorded.ok ? success(recorded.value.runId) : recorded
}

/** The files that are on their way. */
class Uploads {
  readonly #runStore: RunWorkplace['runStore']
  readonly #uploads = new Map<string, Upload>()

  constructor(runStore: RunWorkplace['runStore']) {
    this.#runStore = runStore
  }

  async take({ uploadId, fileName, bytes }: ProgramPiece): Promise<Result<Upload, Problem>> {
    const known = this.#uploads.get(uploadId)
    const begun = known === undefined ? await this.#begin(uploadId) : success(known)
    if (!begun.ok) return begun
    const upload = begun.value
    clearTimeout(upload.timer)
    upload.timer = setTimeout(() => void this.forget(uploadId), FORGOTTEN_AFTER_MS)
    upload.timer.unref()
    upload.bytes += bytes.length
    if (upload.bytes > LARGEST_PROGRAM_CHARS) {
      await this.forget(uploadId)
      const limit = String(LARGEST_PROGRAM_CHARS)
      return failure(
        problem('invalid-data', `${fileName} is longer than ${limit} bytes, the limit.`),
      )
    }
    const written = await upload.file.append(bytes)
    if (written.ok) return success(upload)
    await this.forget(uploadId)
    return written
  }

  async forget(uploadId: string): Promise<void> {
    const upload = this.#uploads.get(uploadId)
    if (upload === undefined) return
    this.#uploads.delete(uploadId)
    clearTimeout(upload.timer)
    await upload.file.drop()
  }

  async #begin(uploadId: string): Promise<Result<Upload, Problem>> {
    if (this.#uploads.size >= MOST_UPLOADS) {
      const remedy = 'Wait until it is done.'
      return failure(problem('busy', 'Two files are being handed in already.', remedy))
    }
    const file = await this.#runStore.receiveProgram()
    if (!file.ok) return file
    const upload = { file: file.value, bytes: 0, timer: setTimeout(() => undefined, 0) }
    this.#uploads.set(uploadId, upload)
    return success(upload)
  }
}
