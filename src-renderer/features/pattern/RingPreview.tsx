import { useEffect, useRef } from 'react'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import type { TileRing } from '#core/rosette/plan.schema.ts'
import { useHighlight } from '../../session/highlight.store.ts'
import { canvasColours, watchTheme } from './canvas-colours.ts'
import { currentTile } from './edit-tile.ts'
import { patternStrings } from './pattern.strings.ts'
import {
  colourRing,
  jointsOfRing,
  mmInWindow,
  placeInTile,
  type RingSamples,
  type RingWindow,
  sampleRing,
  wholeRing,
} from './ring-sampler.ts'
import { usePattern } from './pattern.store.ts'

/** The ring is coloured anew when the hand has rested for so long. */
const REST_MS = 90
/** Wood shown on each side of the ring. */
const WOOD_MM = 2

interface Preview {
  readonly canvas: HTMLCanvasElement
  readonly ring: HTMLCanvasElement
  samples: { readonly of: string; readonly value: RingSamples } | null
  image: ImageData | null
  timer: ReturnType<typeof setTimeout> | undefined
}

/** Tiles shown when the joints are to be judged. */
const TILES_CLOSE = 4

function windowOn(tile: TileRing, sidePx: number): RingWindow {
  return usePattern.getState().closeUp
    ? jointsOfRing(tile, sidePx, TILES_CLOSE)
    : wholeRing(tile, sidePx)
}

function samplesFor(preview: Preview, tile: TileRing, window: RingWindow): RingSamples {
  const { innerRadiusMm, outerRadiusMm, tileCount, columns } = tile
  const { sidePx, mmPerPx, centreYMm } = window
  const of = [innerRadiusMm, outerRadiusMm, tileCount, columns, sidePx, mmPerPx, centreYMm].join(
    ' ',
  )
  if (preview.samples?.of === of) return preview.samples.value
  const value = sampleRing(tile, window)
  preview.samples = { of, value }
  preview.image = new ImageData(sidePx, sidePx)
  return value
}

/** Wood behind the ring and the hole in it, so that the ring is seen where it will lie. */
function drawGround(
  context: CanvasRenderingContext2D,
  canvas: HTMLCanvasElement,
  place: { readonly tile: TileRing; readonly window: RingWindow },
) {
  const { tile, window } = place
  const colours = canvasColours(canvas)
  const { mmPerPx, centreXMm, centreYMm, sidePx } = window
  const x = sidePx / 2 - centreXMm / mmPerPx
  const y = sidePx / 2 + centreYMm / mmPerPx
  context.clearRect(0, 0, canvas.width, canvas.height)
  const disc = (radiusMm: number, colour: string) => {
    context.beginPath()
    context.arc(x, y, Math.max(0, radiusMm / mmPerPx), 0, 2 * Math.PI)
    context.fillStyle = colour
    context.fill()
  }
  disc(tile.outerRadiusMm + WOOD_MM, colours.topWood)
  disc(tile.innerRadiusMm - WOOD_MM, colours.hole)
}

function drawRing(preview: Preview, pattern: Pattern, tile: TileRing): void {
  const { canvas, ring } = preview
  const context = canvas.getContext('2d')
  const ringContext = ring.getContext('2d')
  if (context === null || ringContext === null || canvas.width === 0) return
  const shown = { ...tile, columns: pattern.rows[0]?.length ?? 1 }
  const window = windowOn(shown, canvas.width)
  const samples = samplesFor(preview, shown, window)
  if (preview.image === null) return
  colourRing(samples, pattern, tile.assembly, preview.image.data)
  if (ring.width !== canvas.width) {
    ring.width = canvas.width
    ring.height = canvas.height
  }
  ringContext.putImageData(preview.image, 0, 0)
  drawGround(context, canvas, { tile, window })
  context.drawImage(ring, 0, 0)
}

function drawNow(preview: Preview, pattern: Pattern | null): void {
  const tile = currentTile()
  const shown = pattern ?? tile?.pattern ?? null
  if (tile !== null && shown !== null) drawRing(preview, shown, tile)
}

/** Lights the cell under the pointer in the matrix, whichever tile it lies in. */
function lightAt(canvas: HTMLCanvasElement, event: React.PointerEvent): void {
  const tile = currentTile()
  const pattern = tile?.pattern ?? null
  if (tile === null || pattern === null) return
  const box = canvas.getBoundingClientRect()
  const window = windowOn(tile, box.width)
  const { xMm, yMm } = mmInWindow(window, event.clientX - box.left, event.clientY - box.top)
  const place = placeInTile(tile, xMm, yMm)
  const { light } = useHighlight.getState()
  if (place === null) {
    light(null)
    return
  }
  const turned = place.tile % 2 === 1 && tile.assembly !== 'slip'
  const upended = turned && tile.assembly === 'inversion'
  const rows = pattern.rows.length
  const seenColumn = Math.min(
    tile.columns - 1,
    Math.max(0, Math.floor(place.across * tile.columns)),
  )
  const seenRow = Math.min(rows - 1, Math.floor(place.height * rows))
  light({
    ringId: tile.id,
    tile: place.tile,
    column: turned ? tile.columns - 1 - seenColumn : seenColumn,
    row: upended ? rows - 1 - seenRow : seenRow,
  })
}

/** What a `RingPreview` takes. */
export interface RingPreviewProps {
  readonly tile: TileRing
  readonly pattern: Pattern
  /** Given a way to show a picture that is still being drawn. */
  readonly onReady: (showSoon: (pattern: Pattern) => void) => void
}

/** The whole ring, every tile tapered as it will be, drawn from the picture itself. */
export function RingPreview({ tile, pattern, onReady }: RingPreviewProps) {
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const previewRef = useRef<Preview | null>(null)
  const closeUp = usePattern((state) => state.closeUp)
  useEffect(() => {
    const canvas = canvasRef.current
    if (canvas === null) return
    const preview: Preview = {
      canvas,
      ring: document.createElement('canvas'),
      samples: null,
      image: null,
      timer: undefined,
    }
    previewRef.current = preview
    const observer = new ResizeObserver(([entry]) => {
      const side = Math.round((entry?.contentRect.width ?? 0) * window.devicePixelRatio)
      if (side === 0 || side === canvas.width) return
      canvas.width = side
      canvas.height = side
      drawNow(preview, null)
    })
    observer.observe(canvas)
    const unwatch = watchTheme(() => {
      drawNow(preview, null)
    })
    onReady((shown) => {
      clearTimeout(preview.timer)
      preview.timer = setTimeout(() => {
        drawNow(preview, shown)
      }, REST_MS)
    })
    return () => {
      observer.disconnect()
      unwatch()
      clearTimeout(preview.timer)
    }
  }, [onReady])
  useEffect(() => {
    const preview = previewRef.current
    if (preview === null) return
    clearTimeout(preview.timer)
    preview.timer = setTimeout(() => {
      drawNow(preview, null)
    }, REST_MS)
  }, [tile, pattern, closeUp])
  const words = patternStrings.assemblies[tile.assembly]
  return (
    <canvas
      ref={canvasRef}
      className="ring-preview"
      role="img"
      aria-label={patternStrings.preview.label(tile.tileCount, words)}
      onPointerMove={(event) => {
        lightAt(event.currentTarget, event)
      }}
      onPointerLeave={() => {
        useHighlight.getState().light(null)
      }}
    />
  )
}
