import { useEffect, useRef, useState } from 'react'
import type { Grid } from '#core/geometry/distance-grid.ts'
import type { Carving } from './carver.ts'
import type { StockAnswer, StockRequest } from './stock-messages.ts'

/** A block that was carved once, and how it is at the time that was asked for last. */
export interface CarvedStock {
  readonly grid: Grid
  readonly engagement: Uint8Array
  readonly heights: Float32Array | null
}

/**
 * Has a worker carve a block, and keeps it at the time that is shown: never more than one question is
 * open, so that play and scrubber cannot run ahead of it. Null until the block was carved once.
 */
export function useCarving(carving: Carving, seconds: number): CarvedStock | null {
  const [stock, setStock] = useState<CarvedStock | null>(null)
  const ask = useRef<(seconds: number) => void>(() => undefined)
  useEffect(() => {
    const worker = new Worker(new URL('stock.worker.ts', import.meta.url), { type: 'module' })
    const tell = (request: StockRequest) => {
      worker.postMessage(request)
    }
    let isBusy = true
    let wanted: number | null = null
    const next = () => {
      isBusy = wanted !== null
      if (wanted !== null) tell({ kind: 'at', seconds: wanted })
      wanted = null
    }
    ask.current = (at) => {
      wanted = at
      if (!isBusy) next()
    }
    worker.onmessage = ({ data }: MessageEvent<StockAnswer>) => {
      if (data.kind === 'carved') {
        setStock({ grid: data.grid, engagement: data.engagement, heights: null })
      } else {
        setStock((now) => (now === null ? null : { ...now, heights: data.heights }))
      }
      next()
    }
    tell({ kind: 'carve', carving })
    return () => {
      ask.current = () => undefined
      worker.terminate()
      setStock(null)
    }
  }, [carving])
  useEffect(() => {
    ask.current(seconds)
  }, [carving, seconds])
  return stock
}
