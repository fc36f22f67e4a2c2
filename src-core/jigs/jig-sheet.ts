import type { Sheet, SheetLayer } from '../drawing/sheet.ts'
import { movedPath } from '../geometry/outline.ts'
import { type Jig, partBounds } from './jig.ts'

/** Red is cut, green is drilled, blue is marked: what laser shops expect. */
const LAYERS: readonly SheetLayer[] = [
  { name: 'CUT', colour: '#d00000', dxfColour: 1 },
  { name: 'PIN', colour: '#008000', dxfColour: 3 },
  { name: 'ENGRAVE', colour: '#0000c0', dxfColour: 5 },
]

/** Room between two parts on one sheet, mm. */
const PART_GAP_MM = 10

/** The parts of a jig side by side on one sheet at 1:1, lower left at the origin. */
export function jigSheet(jig: Jig): Sheet {
  let leftMm = 0
  let topMm = 0
  const placed = jig.parts.flatMap((part) => {
    const box = partBounds(part)
    if (box === null) return []
    const byXMm = leftMm - box.minXMm
    const byYMm = -box.minYMm
    leftMm += box.maxXMm - box.minXMm + PART_GAP_MM
    topMm = Math.max(topMm, box.maxYMm - box.minYMm)
    return [{ part, byXMm, byYMm }]
  })
  return {
    title: jig.title,
    layers: LAYERS,
    shapes: placed.flatMap(({ part, byXMm, byYMm }) =>
      part.shapes.map(({ layer, path }) => ({ layer, path: movedPath(path, byXMm, byYMm) })),
    ),
    labels: placed.flatMap(({ part, byXMm, byYMm }) =>
      part.labels.map(({ at, heightMm, text }) => ({
        layer: 'ENGRAVE',
        at: { xMm: at.xMm + byXMm, yMm: at.yMm + byYMm },
        heightMm,
        text,
      })),
    ),
    bounds: { minXMm: 0, minYMm: 0, maxXMm: Math.max(0, leftMm - PART_GAP_MM), maxYMm: topMm },
  }
}
