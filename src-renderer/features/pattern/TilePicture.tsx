import { useEffect, useRef } from 'react'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { createMatrixBitmap, syncBitmap } from './matrix-bitmap.ts'

/** What a `TilePicture` takes. */
export interface TilePictureProps {
  readonly pattern: Pattern
  /** Said by a screen reader. */
  readonly label: string
  readonly className?: string
  /** The tile's width by its height in the ring; cells are drawn square without it. */
  readonly shape?: number
}

/** As large as its container of a known size lets it be, in a shape of its own. */
export function fittedShape(shape: number): {
  readonly width: string
  readonly aspectRatio: number
} {
  return { width: `min(100cqw, ${String(shape)} * 100cqh)`, aspectRatio: shape }
}

/** A tile's picture, one pixel a cell and scaled up by the style sheet; outside is up. */
export function TilePicture({
  pattern,
  label,
  className = 'tile-picture',
  shape,
}: TilePictureProps) {
  const ref = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d')
    if (canvas === null || context === null || context === undefined) return
    const bitmap = createMatrixBitmap()
    syncBitmap(bitmap, pattern)
    canvas.width = bitmap.canvas.width
    canvas.height = bitmap.canvas.height
    context.drawImage(bitmap.canvas, 0, 0)
  }, [pattern])
  const style = shape === undefined ? {} : { style: fittedShape(shape) }
  return <canvas ref={ref} className={className} role="img" aria-label={label} {...style} />
}
