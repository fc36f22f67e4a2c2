import { PATTERN_KEYS, type VeneerColour } from '#core/pattern/pattern.schema.ts'
import { PICTURE_HEADER_BYTES, readPictureHeader } from '#core/pattern/picture-header.ts'
import { type Picture, pictureSizeProblem } from '#core/pattern/picture.ts'
import { proposePalette } from '#core/pattern/propose-palette.ts'
import { quantise } from '#core/pattern/quantise.ts'
import { dataProblem, type DataProblem, problemSentence } from '#core/outcome/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { Crop, PictureAnswer, PictureRequest, PictureWish } from './picture-messages.ts'
import { patternStrings } from './pattern.strings.ts'
import { veneerNames } from './veneer-names.ts'

/** Longest side that is kept: ten pixels for each of 200 cells, and enough for the screen. */
const KEPT_SIDE_PX = 2048
/** Longest side of what is shown: drawn anew at every move of the crop. */
const SHOWN_SIDE_PX = 1024

type Answered = Result<
  { readonly answer: PictureAnswer; readonly handOver: Transferable[] },
  DataProblem
>

/** The picture that was opened last, scaled down to `KEPT_SIDE_PX`. */
let kept: ImageBitmap | null = null

function answer(message: PictureAnswer, handOver: Transferable[] = []): void {
  self.postMessage(message, { transfer: handOver })
}

async function firstBytes(file: Blob, name: string): Promise<Result<Uint8Array, DataProblem>> {
  try {
    return success(new Uint8Array(await file.slice(0, PICTURE_HEADER_BYTES).arrayBuffer()))
  } catch {
    return failure(dataProblem(name, '', 'cannot be read: it has been moved, changed or deleted'))
  }
}

async function decoded(file: Blob, name: string): Promise<Result<ImageBitmap, DataProblem>> {
  try {
    return success(await createImageBitmap(file))
  } catch {
    // the browser says only that it cannot
    return failure(dataProblem(name, '', 'is damaged and cannot be decoded'))
  }
}

/** A copy whose longer side is at most so many pixels. */
function scaledDown(bitmap: ImageBitmap, sidePx: number): Promise<ImageBitmap> {
  const ratio = Math.min(1, sidePx / Math.max(bitmap.width, bitmap.height))
  return createImageBitmap(bitmap, {
    resizeWidth: Math.max(1, Math.round(bitmap.width * ratio)),
    resizeHeight: Math.max(1, Math.round(bitmap.height * ratio)),
    resizeQuality: 'medium',
  })
}

async function open(id: number, name: string, file: Blob): Promise<Answered> {
  const startedMs = performance.now()
  const head = await firstBytes(file, name)
  if (!head.ok) return head
  const header = readPictureHeader(head.value, name)
  if (!header.ok) return header
  const { widthPx, heightPx } = header.value
  const size = pictureSizeProblem(name, widthPx, heightPx)
  if (size !== null) return failure(size)
  const full = await decoded(file, name)
  if (!full.ok) return full
  kept?.close()
  kept = await scaledDown(full.value, KEPT_SIDE_PX)
  full.value.close()
  const shown = await scaledDown(kept, SHOWN_SIDE_PX)
  const tookMs = performance.now() - startedMs
  return success({
    answer: { kind: 'opened', id, widthPx, heightPx, shown, tookMs },
    handOver: [shown],
  })
}

/** The cropped part of the kept picture, as pixels. */
function pixelsOf(bitmap: ImageBitmap, crop: Crop): Picture {
  const left = Math.min(bitmap.width - 2, Math.floor(crop.left * bitmap.width))
  const top = Math.min(bitmap.height - 2, Math.floor(crop.top * bitmap.height))
  const widthPx = Math.max(2, Math.min(bitmap.width - left, Math.round(crop.width * bitmap.width)))
  const heightPx = Math.max(
    2,
    Math.min(bitmap.height - top, Math.round(crop.height * bitmap.height)),
  )
  const canvas = new OffscreenCanvas(widthPx, heightPx)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('this browser draws no 2D canvas in a worker')
  context.drawImage(bitmap, -left, -top)
  return { widthPx, heightPx, rgba: context.getImageData(0, 0, widthPx, heightPx).data }
}

function proposed(picture: Picture, wish: PictureWish): readonly VeneerColour[] {
  const colours = proposePalette(picture, wish.colours).map(({ colour }) => colour)
  const names = veneerNames(colours, patternStrings.picture.proposed)
  return colours.map((colour, index) => ({
    key: PATTERN_KEYS.charAt(index),
    name: names[index] ?? colour,
    colour,
    thicknessMm: wish.thicknessMm,
    materialId: null,
  }))
}

function make(id: number, name: string, wish: PictureWish): Answered {
  const startedMs = performance.now()
  if (kept === null) return failure(dataProblem(name, '', 'is no longer open'))
  const picture = pixelsOf(kept, wish.crop)
  const palette = wish.palette ?? proposed(picture, wish)
  if (palette.length === 0) return failure(dataProblem(name, '', 'is wholly transparent here'))
  const { rows, columns, dither } = wish
  const pattern = quantise(picture, {
    source: name,
    rows,
    columns,
    palette,
    diffuse: dither,
    top: 'outer',
  })
  if (!pattern.ok) return pattern
  const tookMs = performance.now() - startedMs
  return success({ answer: { kind: 'made', id, pattern: pattern.value, tookMs }, handOver: [] })
}

self.onmessage = (event: MessageEvent<PictureRequest>) => {
  const request = event.data
  const { id, name } = request
  const work =
    request.kind === 'open'
      ? open(id, name, request.file)
      : Promise.resolve(make(id, name, request.wish))
  void work.then((done) => {
    if (done.ok) answer(done.value.answer, done.value.handOver)
    else answer({ kind: 'refused', id, sentence: `${problemSentence(done.error)}.` })
  })
}
