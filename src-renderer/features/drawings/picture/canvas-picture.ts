import {
  type PackedDrawing,
  pathCount,
  pathFacts,
  type PathFacts,
  segmentAt,
  segmentsOf,
} from '#core/drawing/packed-drawing.ts'
import type { Bounds2 } from '#core/geometry/bounds.ts'
import { pathBounds } from '#core/geometry/path.ts'
import { distanceMm, type Point2 } from '#core/geometry/point.ts'
import { toMm, type View } from '../../../drawing/view.ts'
import type { LayerColour, LinesPicture } from './lines-picture.ts'

interface Boxed {
  readonly facts: PathFacts
  readonly box: Bounds2
}

function meets(a: Bounds2, b: Bounds2): boolean {
  return (
    a.minXMm <= b.maxXMm && a.maxXMm >= b.minXMm && a.minYMm <= b.maxYMm && a.maxYMm >= b.minYMm
  )
}

function strokePath(pen: CanvasRenderingContext2D, packed: PackedDrawing, facts: PathFacts): void {
  const { firstSegment, segmentCount } = facts
  for (let index = firstSegment; index < firstSegment + segmentCount; index += 1) {
    const segment = segmentAt(packed, index)
    const { from, to } = segment
    if (index === firstSegment) pen.moveTo(from.xMm, from.yMm)
    if (segment.kind === 'line') {
      pen.lineTo(to.xMm, to.yMm)
      continue
    }
    const { centre, rotation } = segment
    const direction = (at: Point2) => Math.atan2(at.yMm - centre.yMm, at.xMm - centre.xMm)
    const [start, end] = [direction(from), direction(to)]
    const clockwise = rotation === 'clockwise'
    const whole = distanceMm(from, to) < 1e-9
    const last = whole ? start + (clockwise ? -2 : 2) * Math.PI : end
    pen.arc(centre.xMm, centre.yMm, distanceMm(centre, from), start, last, clockwise)
  }
}

function cssOf([red, green, blue, alpha]: LayerColour): string {
  const parts = [red, green, blue].map((part) => String(Math.round(part * 255)))
  return `rgb(${parts.join(' ')} / ${String(alpha)})`
}

/** The window of a view, mm. */
function windowOf(view: View, widthPx: number, heightPx: number): Bounds2 {
  const [upper, lower] = [toMm(view, 0, 0), toMm(view, widthPx, heightPx)]
  return { minXMm: upper.xMm, maxXMm: lower.xMm, minYMm: lower.yMm, maxYMm: upper.yMm }
}

/** Draws without a graphics card: what is in the window, layer by layer. */
export function canvasPicture(
  canvas: HTMLCanvasElement,
  packed: PackedDrawing,
): LinesPicture | null {
  const pen = canvas.getContext('2d')
  if (pen === null) return null
  const byLayer = new Map<number, Boxed[]>()
  for (let index = 0; index < pathCount(packed); index += 1) {
    const facts = pathFacts(packed, index)
    const box = pathBounds(segmentsOf(packed, facts))
    if (box === null) continue
    const own = byLayer.get(facts.layer)
    if (own === undefined) byLayer.set(facts.layer, [{ facts, box }])
    else own.push({ facts, box })
  }
  return {
    draw: (view, { widthPx, heightPx, density }, colours) => {
      const [width, height] = [Math.round(widthPx * density), Math.round(heightPx * density)]
      if (canvas.width !== width) canvas.width = width
      if (canvas.height !== height) canvas.height = height
      pen.setTransform(1, 0, 0, 1, 0, 0)
      pen.clearRect(0, 0, width, height)
      const { scalePxPerMm, originXPx, originYPx } = view
      const scale = scalePxPerMm * density
      const seen = windowOf(view, widthPx, heightPx)
      for (const [layer, own] of byLayer) {
        const colour = colours[layer]
        if (colour === undefined || colour[3] === 0) continue
        pen.setTransform(scale, 0, 0, -scale, originXPx * density, originYPx * density)
        pen.beginPath()
        for (const { facts, box } of own) {
          if (meets(box, seen)) strokePath(pen, packed, facts)
        }
        pen.setTransform(1, 0, 0, 1, 0, 0)
        pen.lineWidth = density
        pen.strokeStyle = cssOf(colour)
        pen.stroke()
      }
    },
    dispose: () => undefined,
  }
}
