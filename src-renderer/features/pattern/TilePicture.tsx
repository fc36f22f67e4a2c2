import { useEffect, useRef } from 'react'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { createMatrixBitmap, syncBitmap } from './matrix-bitmap.ts'

/** What a `TilePicture` takes. */
export interface TilePictureProps {
  readonly pattern: Pattern
  /** Said by a screen reader. */
  readonly label: string
  readonly className?: string
}

/** A tile's picture, one pixel a cell and scaled up by the style sheet; outside is up. */
export function TilePicture({ pattern, label, className = 'tile-picture' }: TilePictureProps) {
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
  return <canvas ref={ref} className={className} role="img" aria-label={label} />
}
