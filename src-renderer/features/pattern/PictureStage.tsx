import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import type { TileRing } from '#core/rosette/plan.schema.ts'
import { Button } from '../../ui/Button.tsx'
import { Skeleton } from '../../ui/States.tsx'
import { canvasColours } from './canvas-colours.ts'
import { cropBetween, cropOfShape, nudgedCrop } from './crop.ts'
import { patternStrings } from './pattern.strings.ts'
import { tileShapeOf } from './picture-files.ts'
import type { Crop } from './picture-messages.ts'
import { type PictureSource, usePicture } from './picture.store.ts'
import { fittedShape, TilePicture } from './TilePicture.tsx'

const words = patternStrings.picture
const STEP = 0.01

/** What lies outside the crop is veiled, and the crop framed. */
function drawCrop(canvas: HTMLCanvasElement, source: PictureSource, crop: Crop): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  const { shown } = source
  canvas.width = shown.width
  canvas.height = shown.height
  context.drawImage(shown, 0, 0)
  const rect = [
    crop.left * shown.width,
    crop.top * shown.height,
    crop.width * shown.width,
    crop.height * shown.height,
  ] as const
  const veil = new Path2D()
  veil.rect(0, 0, shown.width, shown.height)
  veil.rect(...rect)
  context.fillStyle = 'rgb(0 0 0 / 0.5)'
  context.fill(veil, 'evenodd')
  const linePx = Math.max(2, shown.width / 250)
  context.lineWidth = 2 * linePx
  context.strokeStyle = 'rgb(255 255 255 / 0.9)'
  context.strokeRect(...rect)
  context.lineWidth = linePx
  context.strokeStyle = canvasColours(canvas).selection
  context.strokeRect(...rect)
}

const NUDGES: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
}

function shareAt(event: PointerEvent<HTMLCanvasElement>): { x: number; y: number } {
  const box = event.currentTarget.getBoundingClientRect()
  return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height }
}

function CropCanvas({ source }: { source: PictureSource }) {
  const ref = useRef<HTMLCanvasElement>(null)
  const from = useRef<{ x: number; y: number } | null>(null)
  const crop = usePicture((state) => state.choices.crop)
  const choose = usePicture((state) => state.choose)
  useEffect(() => {
    if (ref.current !== null) drawCrop(ref.current, source, crop)
  }, [source, crop])
  return (
    <canvas
      ref={ref}
      className="crop-canvas"
      style={fittedShape(source.widthPx / source.heightPx)}
      tabIndex={0}
      role="application"
      aria-label={words.sourceLabel}
      onPointerDown={(event) => {
        from.current = shareAt(event)
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (from.current !== null) choose({ crop: cropBetween(from.current, shareAt(event)) })
      }}
      onPointerUp={() => {
        from.current = null
      }}
      onKeyDown={(event: KeyboardEvent) => {
        const by = NUDGES[event.key]
        if (by === undefined) return
        event.preventDefault()
        choose({ crop: nudgedCrop(crop, by, event.shiftKey) })
      }}
    />
  )
}

/** The picture with its crop and the tile it becomes, side by side. */
export function PictureStage({ tile }: { tile: TileRing }) {
  const source = usePicture((state) => state.source)
  const made = usePicture((state) => state.made)
  const choices = usePicture((state) => state.choices)
  const choose = usePicture((state) => state.choose)
  if (source === null) return null
  return (
    <div className="side-by-side">
      <section aria-label={words.sourceTitle}>
        <header>
          <h2>{words.sourceTitle}</h2>
          <Button
            size="small"
            onClick={() => {
              choose({ crop: cropOfShape(choices.crop, source, tileShapeOf(tile)) })
            }}
          >
            {words.keepShape}
          </Button>
        </header>
        <div className="side-picture">
          <CropCanvas source={source} />
        </div>
      </section>
      <section aria-label={words.resultTitle}>
        <header>
          <h2>{words.resultTitle}</h2>
        </header>
        <div className="side-picture">
          {made === null ? (
            <Skeleton label={words.working} />
          ) : (
            <TilePicture
              pattern={made}
              label={words.resultTitle}
              className="tile-result"
              shape={tileShapeOf(tile)}
            />
          )}
        </div>
      </section>
    </div>
  )
}
