import { z } from 'zod'
import {
  type DrawingChoices,
  type drawings,
  type OpenDrawing,
  type RecentDrawing,
  recentDrawingSchema,
} from '#core/contract/drawings.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { type DrawingLimits, USUAL_LIMITS } from '#core/drawing/drawing-limits.ts'
import { drawingLimitsSchema } from '#core/drawing/drawing-limits.schema.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { CamDesk } from '../cam/cam-desk.ts'
import type { ImportOrder } from '../drawings/import-job.ts'
import type { GrowingFile, OriginalFiles, OriginalState } from '../drawings/original-files.ts'
import type { ShippedDrawing } from '../drawings/shipped-drawings.ts'
import type { SliceParams } from '#core/slices/slice-params.schema.ts'
import type { Store } from '../store/store.ts'
import { problem } from './problems.ts'
import type { Surroundings } from './surroundings.ts'

type Piece = Omit<z.output<typeof drawings.receive.input>, 'bytes'> & {
  readonly bytes: Uint8Array
}
type LimitsChange = z.output<typeof drawings.setLimits.input>
type RememberedChoices = Pick<DrawingChoices, 'layersOff' | 'centre' | 'neck'>

/** The drawings RMOS has copies of, with what was chosen for each. */
export interface DrawingShelf {
  readonly limits: () => Result<DrawingLimits, Problem>
  readonly setLimits: (change: LimitsChange) => Result<DrawingLimits, Problem>
  readonly recent: () => Result<readonly RecentDrawing[], Problem>
  readonly receive: (
    piece: Piece,
  ) => Promise<Result<{ receivedBytes: number; sha256: string | null }, Problem>>
  /** Reads a drawing in the CAM process; null choices are those remembered. */
  readonly open: (
    sha256: string,
    jobId: string,
    choices: DrawingChoices | null,
  ) => Promise<Result<OpenDrawing, Problem>>
  /** Slices a drawing, read as it was last, in the CAM process. */
  readonly slice: (
    sha256: string,
    jobId: string,
    params: SliceParams,
  ) => Promise<Result<string, Problem>>
  readonly remember: (sha256: string, choices: RememberedChoices) => Result<RecentDrawing, Problem>
  readonly keep: (sha256: string) => Result<RecentDrawing, Problem>
  readonly forget: (sha256: string) => Promise<Result<{ sha256: string }, Problem>>
  readonly original: (
    sha256: string,
  ) => Promise<Result<{ fileName: string; bytes: Uint8Array }, Problem>>
  readonly check: (
    sha256s: readonly string[],
  ) => Promise<Result<{ sha256: string; state: OriginalState }[], Problem>>
}

/** What the shelf works with. */
export interface DrawingShelfParts {
  readonly settings: Store['settings']
  readonly originals: OriginalFiles
  /** What shipped plans were taken from, by SHA-256. */
  readonly shipped: ReadonlyMap<string, ShippedDrawing>
  readonly cam: CamDesk
  readonly surroundings: Pick<Surroundings, 'clock'>
}

/** A drawing as it is remembered; a kept one is what some plan was taken from. */
interface Remembered extends RecentDrawing {
  readonly kept: boolean
}

/** Under which setting the drawings are remembered. */
const SETTING = 'drawings'
/** And under which the limits are. */
const LIMITS_SETTING = 'drawing-limits'
/** Drawings that are listed, and whose files are kept though no plan needs them. */
const RECENT_LIMIT = 20

const FIRST_CHOICES: DrawingChoices = {
  unit: null,
  allowLarge: false,
  curveToleranceMm: 0.01,
  joinToleranceMm: 0.01,
  repairsOff: [],
  layersOff: [],
  centre: null,
  neck: 'up',
}

const rememberedSchema = recentDrawingSchema.extend({ kept: z.boolean() })

function notFound(): Problem {
  return problem('not-found', 'RMOS has no copy of this drawing any more.', 'Open the file again.')
}

/** Opens the shelf. */
export function createDrawingShelf(parts: DrawingShelfParts): DrawingShelf {
  return new Shelf(parts)
}

class Shelf implements DrawingShelf {
  readonly #parts: DrawingShelfParts
  #upload: { readonly id: string; readonly file: GrowingFile } | null = null

  constructor(parts: DrawingShelfParts) {
    this.#parts = parts
  }

  readonly limits = (): Result<DrawingLimits, Problem> => {
    const all = this.#parts.settings.readAll()
    if (!all.ok) return all
    const read = drawingLimitsSchema.safeParse(all.value[LIMITS_SETTING])
    return success(read.success ? read.data : USUAL_LIMITS)
  }

  readonly setLimits: DrawingShelf['setLimits'] = (change) => {
    const limits = this.limits()
    if (!limits.ok) return limits
    const set = drawingLimitsSchema.parse({ ...limits.value, ...change })
    const written = this.#parts.settings.write({ [LIMITS_SETTING]: set })
    return written.ok ? success(set) : written
  }

  readonly recent = (): Result<readonly RecentDrawing[], Problem> => {
    const all = this.#remembered()
    return all.ok ? success(all.value.slice(0, RECENT_LIMIT).map(asRecent)) : all
  }

  readonly receive: DrawingShelf['receive'] = async (piece) => {
    const file = await this.#fileOf(piece)
    if (!file.ok) return file
    const { offset, bytes, totalBytes, fileName } = piece
    if (offset !== file.value.sizeBytes() || offset + bytes.length > totalBytes) {
      const message = `${fileName}: piece ${String(offset)} to ${String(offset + bytes.length)} does not follow ${String(file.value.sizeBytes())} of ${String(totalBytes)} bytes`
      return failure(problem('invalid-input', message))
    }
    const appended = await file.value.append(bytes)
    if (!appended.ok) return appended
    const receivedBytes = file.value.sizeBytes()
    if (receivedBytes < totalBytes) return success({ receivedBytes, sha256: null })
    this.#upload = null
    const ended = await file.value.end()
    if (!ended.ok) return ended
    const known = await this.#arrived(ended.value, fileName, totalBytes)
    return known.ok ? success({ receivedBytes, sha256: ended.value }) : known
  }

  readonly open: DrawingShelf['open'] = async (sha256, jobId, choices) => {
    const drawing = await this.#findWhole(sha256)
    if (!drawing.ok) return drawing
    const chosen = choices ?? drawing.value.choices
    const order = this.#order(drawing.value, chosen)
    if (!order.ok) return order
    const read = await this.#parts.cam.run('drawing.import', order.value, jobId)
    if (!read.ok) return read
    const kept = this.#change(sha256, (known) => ({
      ...known,
      choices: chosen,
      openedAtUtc: this.#nowUtc(),
    }))
    return kept.ok ? success({ drawing: kept.value, ...read.value }) : kept
  }

  readonly slice: DrawingShelf['slice'] = async (sha256, jobId, params) => {
    const drawing = await this.#findWhole(sha256)
    if (!drawing.ok) return drawing
    const order = this.#order(drawing.value, drawing.value.choices)
    if (!order.ok) return order
    return this.#parts.cam.run('drawing.slice', { ...order.value, params }, jobId)
  }

  readonly remember: DrawingShelf['remember'] = (sha256, choices) =>
    this.#change(sha256, (known) => ({ ...known, choices: { ...known.choices, ...choices } }))

  readonly keep: DrawingShelf['keep'] = (sha256) =>
    this.#change(sha256, (known) => ({ ...known, kept: true }))

  readonly forget: DrawingShelf['forget'] = async (sha256) => {
    const all = this.#remembered()
    if (!all.ok) return all
    const written = this.#write(all.value.filter((one) => one.sha256 !== sha256))
    if (!written.ok) return written
    const known = all.value.find((one) => one.sha256 === sha256)
    if (known?.kept === false) await this.#parts.originals.remove(sha256)
    return success({ sha256 })
  }

  readonly original: DrawingShelf['original'] = async (sha256) => {
    const shipped = this.#parts.shipped.get(sha256)
    if (shipped !== undefined) return success(shipped)
    const drawing = await this.#findWhole(sha256)
    if (!drawing.ok) return drawing
    const bytes = await this.#parts.originals.read(sha256)
    return bytes.ok ? success({ fileName: drawing.value.fileName, bytes: bytes.value }) : bytes
  }

  readonly check: DrawingShelf['check'] = async (sha256s) => {
    const found: { sha256: string; state: OriginalState }[] = []
    for (const sha256 of sha256s) {
      if (this.#parts.shipped.has(sha256)) {
        found.push({ sha256, state: 'whole' })
        continue
      }
      const state = await this.#parts.originals.stateOf(sha256)
      if (!state.ok) return state
      found.push({ sha256, state: state.value })
    }
    return success(found)
  }

  /** The file a piece belongs to: the one under way, or a new one for a first piece. */
  async #fileOf({ uploadId, offset, fileName }: Piece): Promise<Result<GrowingFile, Problem>> {
    if (this.#upload?.id === uploadId) return success(this.#upload.file)
    if (offset !== 0) {
      const remedy = 'Open the file again.'
      return failure(problem('not-found', `${fileName} was not taken to its end.`, remedy))
    }
    const dropped = this.#upload
    this.#upload = null
    await dropped?.file.drop()
    const file = await this.#parts.originals.begin()
    if (file.ok) this.#upload = { id: uploadId, file: file.value }
    return file
  }

  /** Puts a file that came whole at the head of the list; what was chosen for it before still holds. */
  async #arrived(
    sha256: string,
    fileName: string,
    sizeBytes: number,
  ): Promise<Result<void, Problem>> {
    const all = this.#remembered()
    if (!all.ok) return all
    const known = all.value.find((one) => one.sha256 === sha256)
    const { choices, kept } = known ?? { choices: FIRST_CHOICES, kept: false }
    const drawing = { sha256, fileName, sizeBytes, openedAtUtc: this.#nowUtc(), choices, kept }
    const others = all.value.filter((one) => one.sha256 !== sha256)
    const list = [drawing, ...others]
    const stays = list.filter((one, index) => index < RECENT_LIMIT || one.kept)
    const written = this.#write(stays)
    if (!written.ok) return written
    for (const gone of list) {
      if (!stays.includes(gone)) await this.#parts.originals.remove(gone.sha256)
    }
    return success(undefined)
  }

  /** What the CAM process is told of a drawing. */
  #order({ sha256, fileName }: Remembered, choices: DrawingChoices): Result<ImportOrder, Problem> {
    const limits = this.limits()
    if (!limits.ok) return limits
    const { unit, allowLarge, curveToleranceMm, joinToleranceMm, repairsOff } = choices
    const order: ImportOrder = {
      path: this.#parts.originals.pathOf(sha256),
      name: fileName,
      options: {
        ...{ unit, allowLarge, curveToleranceMm, joinToleranceMm, repairsOff },
        limits: limits.value,
      },
    }
    return success(order)
  }

  async #findWhole(sha256: string): Promise<Result<Remembered, Problem>> {
    const drawing = this.#find(sha256)
    if (!drawing.ok) return drawing
    const whole = await this.#whole(drawing.value)
    return whole.ok ? drawing : whole
  }

  async #whole({ sha256, fileName }: Remembered): Promise<Result<void, Problem>> {
    const state = await this.#parts.originals.stateOf(sha256)
    if (!state.ok) return state
    if (state.value === 'whole') return success(undefined)
    if (state.value === 'missing') return failure(notFound())
    return failure(
      problem(
        'storage',
        `The kept copy of ${fileName} is not what it was: its SHA-256 is not ${sha256.slice(0, 12)}….`,
        'Open the original file again; it takes the place of the copy.',
      ),
    )
  }

  #find(sha256: string): Result<Remembered, Problem> {
    const all = this.#remembered()
    if (!all.ok) return all
    const drawing = all.value.find((one) => one.sha256 === sha256)
    return drawing === undefined ? failure(notFound()) : success(drawing)
  }

  #change(
    sha256: string,
    change: (known: Remembered) => Remembered,
  ): Result<RecentDrawing, Problem> {
    const all = this.#remembered()
    if (!all.ok) return all
    const known = all.value.find((one) => one.sha256 === sha256)
    if (known === undefined) return failure(notFound())
    const changed = change(known)
    const rest = all.value.filter((one) => one !== known)
    const list = [changed, ...rest].toSorted((a, b) => (a.openedAtUtc < b.openedAtUtc ? 1 : -1))
    const written = this.#write(list)
    return written.ok ? success(asRecent(changed)) : written
  }

  /** Newest first; a row that does not read, of a newer program perhaps, is passed over. */
  #remembered(): Result<readonly Remembered[], Problem> {
    const all = this.#parts.settings.readAll()
    if (!all.ok) return all
    const rows = all.value[SETTING]
    if (!Array.isArray(rows)) return success([])
    return success(
      rows.flatMap((row) => {
        const read = rememberedSchema.safeParse(row)
        return read.success ? [read.data] : []
      }),
    )
  }

  #write(drawings: readonly Remembered[]): Result<void, Problem> {
    return this.#parts.settings.write({ [SETTING]: drawings })
  }

  #nowUtc(): string {
    return this.#parts.surroundings.clock().toISOString()
  }
}

function asRecent({ kept: _, ...drawing }: Remembered): RecentDrawing {
  return drawing
}
