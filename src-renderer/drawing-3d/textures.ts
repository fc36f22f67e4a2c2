import {
  CanvasTexture,
  LinearFilter,
  LinearMipmapLinearFilter,
  SRGBColorSpace,
  type Texture,
} from 'three'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { type DrawingColours, topPicture } from '#core/rosette/ring-picture.ts'
import { paletteColours, type PicturedRing, tileRows } from '#core/rosette/tile-cells.ts'
import { paintRings } from '../drawing/rosette-paint.ts'

/** Size of the pictures seen from above, px. */
const FROM_ABOVE_PX = 2048
/** A cell is painted so large that its edges stay sharp close up, px. */
const CELL_PX = 12
const LARGEST_TILE_PX = 1024
const ANISOTROPY = 8

function textureOf(canvas: HTMLCanvasElement): Texture {
  const texture = new CanvasTexture(canvas)
  texture.colorSpace = SRGBColorSpace
  texture.magFilter = LinearFilter
  texture.minFilter = LinearMipmapLinearFilter
  texture.anisotropy = ANISOTROPY
  return texture
}

function canvasOf(widthPx: number, heightPx: number) {
  const canvas = document.createElement('canvas')
  canvas.width = widthPx
  canvas.height = heightPx
  return { canvas, context: canvas.getContext('2d') }
}

/** The picture of one tile as it lies in the ring: columns to the right, rows up. */
export function tileTexture(ring: PicturedRing, tile: number): Texture {
  const rows = tileRows(ring, tile)
  const colours = paletteColours(ring)
  const largest = Math.max(rows.length, ring.columns)
  const cellPx = Math.max(1, Math.min(CELL_PX, Math.floor(LARGEST_TILE_PX / largest)))
  const { canvas, context } = canvasOf(ring.columns * cellPx, rows.length * cellPx)
  for (const [row, letters] of rows.entries()) {
    for (const [column, letter] of Array.from(letters).entries()) {
      if (context === null) break
      context.fillStyle = colours.get(letter) ?? ''
      context.fillRect(column * cellPx, canvas.height - (row + 1) * cellPx, cellPx, cellPx)
    }
  }
  return textureOf(canvas)
}

/** All rings but the tiles, seen from above. */
export function ringsTexture(plan: Plan, colours: DrawingColours, reachMm: number): Texture {
  const { canvas, context } = canvasOf(FROM_ABOVE_PX, FROM_ABOVE_PX)
  const rings = plan.rings.filter(({ kind }) => kind !== 'tile')
  const half = FROM_ABOVE_PX / 2
  const view = { scalePxPerMm: half / reachMm, originXPx: half, originYPx: half }
  const size = { widthPx: FROM_ABOVE_PX, heightPx: FROM_ABOVE_PX }
  if (context !== null) paintRings(context, { ...plan, rings }, colours, { view, size, density: 1 })
  return textureOf(canvas)
}

/** The wood of the top, seen from above. */
export function topTexture(plan: Plan, colours: DrawingColours, reachMm: number): Texture {
  const { canvas, context } = canvasOf(FROM_ABOVE_PX / 2, FROM_ABOVE_PX / 2)
  const { grain } = topPicture(plan, colours.top)
  if (context !== null) {
    const half = canvas.width / 2
    const scale = half / reachMm
    context.fillStyle = colours.top
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.setTransform(scale, 0, 0, -scale, half, half)
    context.strokeStyle = grain.colour
    context.lineWidth = grain.widthMm * 1.5
    context.stroke(new Path2D(grain.path))
  }
  return textureOf(canvas)
}
