import { useEffect, useRef, useState } from 'react'
import type { PackedDrawing } from '#core/drawing/packed-drawing.ts'
import type { SizePx, View } from '../../../drawing/view.ts'
import { canvasPicture } from './canvas-picture.ts'
import { glPicture } from './gl-picture.ts'
import type { LayerColour, LinesPicture } from './lines-picture.ts'

interface LinesCanvasProps {
  readonly packed: PackedDrawing
  readonly view: View
  readonly size: SizePx
  readonly colours: readonly LayerColour[]
}

/** Lines of the drawing as a picture, drawn anew only when something changed. */
function Lines({
  packed,
  view,
  size,
  colours,
  onLost,
}: LinesCanvasProps & { onLost: (() => void) | null }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const picture = useRef<LinesPicture | null>(null)
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    const made = onLost === null ? canvasPicture(element, packed) : glPicture(element, packed)
    picture.current = made
    if (made === null) onLost?.()
    const lose = () => onLost?.()
    element.addEventListener('webglcontextlost', lose)
    return () => {
      element.removeEventListener('webglcontextlost', lose)
      made?.dispose()
      picture.current = null
    }
  }, [packed, onLost])
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      picture.current?.draw(view, { ...size, density: window.devicePixelRatio }, colours)
    })
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [packed, view, size, colours, onLost])
  const style = { width: size.widthPx, height: size.heightPx }
  return (
    <canvas
      ref={canvas}
      className="drawing-lines"
      style={style}
      aria-hidden="true"
      data-drawn-with={onLost === null ? 'canvas' : 'webgl'}
    />
  )
}

/** The lines of a drawing, by the graphics card where there is one that works, else without. */
export function LinesCanvas(props: LinesCanvasProps) {
  const [lost, setLost] = useState(false)
  const [lose] = useState(() => () => {
    setLost(true)
  })
  // A canvas that gave a WebGL context gives no other one: the fallback is another canvas.
  return lost ? (
    <Lines key="canvas" {...props} onLost={null} />
  ) : (
    <Lines key="webgl" {...props} onLost={lose} />
  )
}
