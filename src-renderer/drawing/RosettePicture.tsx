import { useLayoutEffect, useRef } from 'react'
import type { Plan } from '#core/rosette/plan.schema.ts'
import type { DrawingColours } from '#core/rosette/ring-picture.ts'
import { paintRings } from './rosette-paint.ts'
import type { SizePx, View } from './view.ts'

/** What a `RosettePicture` takes. */
export interface RosettePictureProps {
  readonly plan: Plan
  readonly colours: DrawingColours
  readonly view: View
  readonly size: SizePx
}

/** The rings in colour, painted on a canvas; outlines, dimensions and picking lie over it as SVG. */
export function RosettePicture({ plan, colours, view, size }: RosettePictureProps) {
  const ref = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d')
    if (canvas === null || context === null || context === undefined) return
    const density = window.devicePixelRatio
    const width = Math.round(size.widthPx * density)
    const height = Math.round(size.heightPx * density)
    // Setting the size, even to what it is, throws the picture away.
    if (canvas.width !== width) canvas.width = width
    if (canvas.height !== height) canvas.height = height
    paintRings(context, plan, colours, { view, size, density })
  }, [plan, colours, view, size])
  return (
    <canvas
      ref={ref}
      className="rosette-picture"
      aria-hidden="true"
      style={{ width: size.widthPx, height: size.heightPx }}
    />
  )
}
