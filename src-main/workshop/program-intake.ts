import type { Problem } from '#core/contract/problem.ts'
import { LARGEST_PROGRAM_CHARS } from '#core/gcode/parse-program.ts'
import type { MachineLimits } from '#core/grbl/job/machine-limits.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { CamDesk } from '../cam/cam-desk.ts'
import type { IncomingProgram } from '../runs/incoming-program.ts'
import type { MoreOfProgram } from './check-program-job.ts'
import { recordReceivedRun } from './external-run.ts'
import type { ProgramStudies } from './job/program-study.ts'
import type { RunWorkplace } from './make-run.ts'
import { problem } from './problems.ts'
import type { CheckedProgram } from './program-reading.ts'

/** A piece of a file that a screen hands in. */
export interface ProgramPiece {
  /** Chosen by the screen; also the job id of the check, so that it can be followed and called off. */
  readonly uploadId: string
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly last: boolean
}

/** What the intake works with. */
export interface IntakeParts {
  readonly workplace: RunWorkplace
  readonly cam: Pick<CamDesk, 'run' | 'say' | 'cancel'>
  /** Told what the start gate needs of a program, so that it is not read again for it. */
  readonly studies: Pick<ProgramStudies, 'remember'>
  /** Of the machine that is connected; null while they are not known. */
  readonly limits: () => MachineLimits | null
}

/** A file that is on its way; forgotten when nothing more comes. */
interface Upload {
  readonly file: IncomingProgram
  /** What its machine's limits were when the first piece came. */
  readonly limits: MachineLimits | null
  readonly checked: Promise<Result<CheckedProgram, Problem>>
  /** Why the check ended before the file did; null while it has not. */
  refusal: Problem | null
  bytes: number
  timer: NodeJS.Timeout
}

/** Two screens may hand a file in at the same time. */
const MOST_UPLOADS = 2
const FORGOTTEN_AFTER_MS = 60_000

/**
 * Takes an outside program in pieces into a file, has it checked in the CAM process while it comes in,
 * and records it as a run of mode `external`; the program itself never stands in this process. Gives the
 * run's id with the last piece, null before. A screen may send a few pieces ahead of the answers.
 */
export function createProgramIntake(
  parts: IntakeParts,
): (piece: ProgramPiece) => Promise<Result<string | null, Problem>> {
  const uploads = new Uploads(parts)
  return async (piece) => {
    const taken = await uploads.take(piece)
    if (!taken.ok || !piece.last) return taken.ok ? success(null) : taken
    clearTimeout(taken.value.timer)
    try {
      return await recordUpload(taken.value, piece, parts)
    } finally {
      await uploads.forget(piece.uploadId)
    }
  }
}

async function recordUpload(
  { file, checked, limits, bytes }: Upload,
  { uploadId, fileName }: ProgramPiece,
  { workplace, cam, studies }: IntakeParts,
): Promise<Result<string, Problem>> {
  const closed = await file.close()
  if (!closed.ok) return closed
  cam.say(uploadId, { lengthBytes: bytes, isWhole: true } satisfies MoreOfProgram)
  const found = await checked
  if (!found.ok) return found
  const received = { fileName, checked: found.value, keep: file.keep }
  const recorded = await recordReceivedRun(received, workplace)
  if (!recorded.ok) return recorded
  const { study, sha256 } = found.value
  if (study !== null) studies.remember(sha256, limits, study)
  return success(recorded.value.runId)
}

/** The files that are on their way. */
class Uploads {
  readonly #parts: IntakeParts
  readonly #uploads = new Map<string, Upload>()
  /** Pieces are taken one after another, whatever was sent ahead. */
  #queue: Promise<unknown> = Promise.resolve()

  constructor(parts: IntakeParts) {
    this.#parts = parts
  }

  take(piece: ProgramPiece): Promise<Result<Upload, Problem>> {
    const taken = this.#queue.then(() => this.#take(piece))
    this.#queue = taken.catch(() => undefined)
    return taken
  }

  async #take({ uploadId, fileName, bytes }: ProgramPiece): Promise<Result<Upload, Problem>> {
    const known = this.#uploads.get(uploadId)
    const begun = known === undefined ? await this.#begin(uploadId) : success(known)
    if (!begun.ok) return begun
    const upload = begun.value
    clearTimeout(upload.timer)
    upload.timer = setTimeout(() => void this.forget(uploadId), FORGOTTEN_AFTER_MS)
    upload.timer.unref()
    upload.bytes += bytes.length
    const refusal = upload.refusal ?? tooLong(upload, fileName)
    const written = refusal === null ? await upload.file.append(bytes) : failure(refusal)
    if (!written.ok) {
      await this.forget(uploadId)
      return written
    }
    const more: MoreOfProgram = { lengthBytes: upload.bytes, isWhole: false }
    this.#parts.cam.say(uploadId, more)
    return success(upload)
  }

  async forget(uploadId: string): Promise<void> {
    const upload = this.#uploads.get(uploadId)
    if (upload === undefined) return
    this.#uploads.delete(uploadId)
    clearTimeout(upload.timer)
    // a check that still waits for more has nothing to wait for any longer
    this.#parts.cam.cancel(uploadId)
    await upload.file.drop()
  }

  async #begin(uploadId: string): Promise<Result<Upload, Problem>> {
    if (this.#uploads.size >= MOST_UPLOADS) {
      const remedy = 'Wait until it is done.'
      return failure(problem('busy', 'Two files are being handed in already.', remedy))
    }
    const { workplace, cam } = this.#parts
    const file = await workplace.runStore.receiveProgram()
    if (!file.ok) return file
    const limits = this.#parts.limits()
    const checked = cam.run('gcode.check', { path: file.value.path, limits }, uploadId)
    const timer = setTimeout(() => undefined, 0)
    const upload: Upload = { file: file.value, limits, checked, refusal: null, bytes: 0, timer }
    this.#uploads.set(uploadId, upload)
    checked.then(
      (found) => {
        upload.refusal = found.ok ? null : found.error
      },
      // a defect is told to whoever waits for the check
      () => undefined,
    )
    return success(upload)
  }
}

function tooLong({ bytes }: Upload, fileName: string): Problem | null {
  if (bytes <= LARGEST_PROGRAM_CHARS) return null
  const limit = String(LARGEST_PROGRAM_CHARS)
  return problem('invalid-data', `${fileName} is longer than ${limit} bytes, the limit.`)
}
