import type { Pattern } from '#core/pattern/pattern.schema.ts'
import type { TileRing } from '#core/rosette/plan.schema.ts'
import { canvasColours, watchTheme } from './canvas-colours.ts'
import { currentTile } from './edit-tile.ts'
import { usePattern } from './pattern.store.ts'
import type { RingAnswer, RingRequest } from './ring-messages.ts'

/** The ring on its canvas. */
export interface RingPainter {
  /** Shows a picture that is still being drawn; null: the plan's own. */
  readonly show: (pattern: Pattern | null) => void
  readonly destroy: () => void
}

function requestFor(
  tile: TileRing,
  pattern: Pattern,
  look: Pick<RingRequest, 'sidePx' | 'topWood' | 'hole'>,
): RingRequest {
  const { innerRadiusMm, outerRadiusMm, tileCount, assembly } = tile
  const columns = pattern.rows[0]?.length ?? 1
  return {
    ring: { innerRadiusMm, outerRadiusMm, tileCount, columns },
    pattern,
    assembly,
    closeUp: usePattern.getState().closeUp,
    ...look,
  }
}

/**
 * Draws the ring in a worker, one picture after another: while one is drawn the newest wish waits, and the
 * hand on the matrix is never held up.
 */
export function createRingPainter(canvas: HTMLCanvasElement): RingPainter {
  const context = canvas.getContext('bitmaprenderer')
  if (context === null) throw new Error('this browser shows no pictures on a canvas')
  const worker = new Worker(new URL('./ring.worker.ts', import.meta.url), { type: 'module' })
  let colours = canvasColours(canvas)
  let sidePx = 0
  let busy = false
  /** What is to be drawn next; undefined: nothing. */
  let waiting: Pattern | null | undefined
  const drawNext = () => {
    const tile = currentTile()
    const pattern = waiting ?? tile?.pattern ?? null
    if (busy || waiting === undefined || tile === null || pattern === null || sidePx === 0) return
    waiting = undefined
    busy = true
    const { topWood, hole } = colours
    worker.postMessage(requestFor(tile, pattern, { sidePx, topWood, hole }))
  }
  const show = (pattern: Pattern | null) => {
    waiting = pattern
    drawNext()
  }
  worker.onmessage = (event: MessageEvent<RingAnswer>) => {
    context.transferFromImageBitmap(event.data.picture)
    busy = false
    drawNext()
  }
  const sizes = new ResizeObserver(([entry]) => {
    sidePx = Math.round((entry?.contentRect.width ?? 0) * window.devicePixelRatio)
    show(null)
  })
  sizes.observe(canvas)
  const unwatch = watchTheme(() => {
    colours = canvasColours(canvas)
    show(null)
  })
  return {
    show,
    destroy: () => {
      sizes.disconnect()
      unwatch()
      worker.terminate()
    },
  }
}
