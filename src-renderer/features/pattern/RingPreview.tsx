import { useEffect, useRef } from 'react'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import type { TileRing } from '#core/rosette/plan.schema.ts'
import { type Highlight, useHighlight } from '../../session/highlight.store.ts'
import { currentTile } from './edit-tile.ts'
import { usePattern } from './pattern.store.ts'
import { patternStrings } from './pattern.strings.ts'
import { TILES_CLOSE } from './ring-messages.ts'
import { createRingPainter, type RingPainter } from './ring-painter.ts'
import { jointsOfRing, mmInWindow, placeInTile, wholeRing } from './ring-sampler.ts'

/** The cell of the tile's own picture under a point of the ring, however its tile is laid. */
function cellUnder(tile: TileRing, rows: number, xMm: number, yMm: number): Highlight | null {
  const place = placeInTile(tile, xMm, yMm)
  if (place === null) return null
  const turned = place.tile % 2 === 1 && tile.assembly !== 'slip'
  const upended = turned && tile.assembly === 'inversion'
  const across = Math.floor(place.across * tile.columns)
  const column = Math.min(tile.columns - 1, Math.max(0, across))
  const row = Math.min(rows - 1, Math.floor(place.height * rows))
  return {
    ringId: tile.id,
    tile: place.tile,
    column: turned ? tile.columns - 1 - column : column,
    row: upended ? rows - 1 - row : row,
  }
}

/** Lights the cell under the pointer in the matrix, whichever tile it lies in. */
function lightAt(event: React.PointerEvent<HTMLCanvasElement>): void {
  const tile = currentTile()
  if (tile === null || tile.pattern === null) return
  const box = event.currentTarget.getBoundingClientRect()
  const window = usePattern.getState().closeUp
    ? jointsOfRing(tile, box.width, TILES_CLOSE)
    : wholeRing(tile, box.width)
  const { xMm, yMm } = mmInWindow(window, event.clientX - box.left, event.clientY - box.top)
  useHighlight.getState().light(cellUnder(tile, tile.pattern.rows.length, xMm, yMm))
}

/** What a `RingPreview` takes. */
export interface RingPreviewProps {
  readonly tile: TileRing
  readonly pattern: Pattern
  /** Given a way to show a picture that is still being drawn. */
  readonly onReady: (show: (pattern: Pattern) => void) => void
}

/** The whole ring, every tile tapered as it will be, drawn from the picture itself. */
export function RingPreview({ tile, pattern, onReady }: RingPreviewProps) {
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const painterRef = useRef<RingPainter | null>(null)
  const closeUp = usePattern((state) => state.closeUp)
  useEffect(() => {
    const canvas = canvasRef.current
    if (canvas === null) return
    const painter = createRingPainter(canvas)
    painterRef.current = painter
    onReady(painter.show)
    return painter.destroy
  }, [onReady])
  useEffect(() => {
    painterRef.current?.show(null)
  }, [tile, pattern, closeUp])
  return (
    <canvas
      ref={canvasRef}
      className="ring-preview"
      role="img"
      aria-label={patternStrings.preview.label(
        tile.tileCount,
        patternStrings.assemblies[tile.assembly],
      )}
      onPointerMove={lightAt}
      onPointerLeave={() => {
        useHighlight.getState().light(null)
      }}
    />
  )
}
