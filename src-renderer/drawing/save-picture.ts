import { fileStem } from '#core/rosette/file-stem.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { drawRosetteSvg, type DrawingPage } from '#core/rosette/draw-rosette.ts'
import type { DrawingColours } from '#core/rosette/ring-picture.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { MM_PER_INCH } from '#core/units/length.ts'
import { withDensity } from './png-density.ts'

/** Resolutions a picture is offered in, dots an inch. */
export const PICTURE_DPI = [150, 300, 600] as const
/** Browsers draw no canvas wider or higher, px. */
const MOST_SIDE_PX = 16384
/** Nor one of more px in all; 268 million is what Chromium allows. */
const MOST_PX = 268_000_000

/** How the picture is wanted. */
export interface PictureOrder {
  readonly format: 'svg' | 'png'
  readonly dpi: number
  readonly page: DrawingPage
}

/** Why there is no picture. */
export type PictureProblem =
  | { readonly kind: 'too-large'; readonly widthPx: number; readonly heightPx: number }
  | { readonly kind: 'not-drawn' }

/** A picture and its name. */
export interface PictureFile {
  readonly fileName: string
  readonly blob: Blob
}

function sizeMm(svg: string): { widthMm: number; heightMm: number } {
  const size = /width="([\d.]+)mm" height="([\d.]+)mm"/.exec(svg)
  return { widthMm: Number(size?.[1]), heightMm: Number(size?.[2]) }
}

/** Draws an SVG on a canvas of the given width, px; null when the browser cannot. */
async function drawn(svg: Blob, widthPx: number, heightPx: number): Promise<Blob | null> {
  const url = URL.createObjectURL(svg)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = widthPx
    canvas.height = heightPx
    canvas.getContext('2d')?.drawImage(image, 0, 0, widthPx, heightPx)
    return await new Promise((done) => {
      canvas.toBlob(done, 'image/png')
    })
  } catch {
    // decode() refuses what the browser cannot draw and says no more than that
    return null
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** Makes the picture of a plan: the same drawing as SVG, or rasterised to PNG that prints 1:1. */
export async function makePicture(
  plan: Plan,
  colours: DrawingColours,
  { format, dpi, page }: PictureOrder,
): Promise<Result<PictureFile, PictureProblem>> {
  const svg = drawRosetteSvg(plan, colours, page)
  const blob = new Blob([svg], { type: 'image/svg+xml' })
  const stem = fileStem(plan.name)
  if (format === 'svg') return success({ fileName: `${stem}.svg`, blob })
  const pxPerMm = dpi / MM_PER_INCH
  const { widthMm, heightMm } = sizeMm(svg)
  const widthPx = Math.round(widthMm * pxPerMm)
  const heightPx = Math.round(heightMm * pxPerMm)
  if (Math.max(widthPx, heightPx) > MOST_SIDE_PX || widthPx * heightPx > MOST_PX) {
    return failure({ kind: 'too-large', widthPx, heightPx })
  }
  const png = await drawn(blob, widthPx, heightPx)
  if (png === null) return failure({ kind: 'not-drawn' })
  const bytes = withDensity(new Uint8Array(await png.arrayBuffer()), pxPerMm)
  return success({ fileName: `${stem}.png`, blob: new Blob([bytes], { type: 'image/png' }) })
}
