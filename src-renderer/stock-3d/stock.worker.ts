import { Carver } from './carver.ts'
import type { StockAnswer, StockRequest } from './stock-messages.ts'

let carver: Carver | null = null

function tell(answer: StockAnswer, transfer: Transferable[]): void {
  self.postMessage(answer, { transfer })
}

self.onmessage = ({ data }: MessageEvent<StockRequest>) => {
  if (data.kind === 'carve') {
    const startedMs = performance.now()
    carver = new Carver(data.carving)
    const { grid } = carver
    const engagement = carver.engagement.slice()
    const tookMs = performance.now() - startedMs
    tell({ kind: 'carved', grid, engagement, tookMs }, [engagement.buffer])
    return
  }
  if (carver === null) return
  const heights = carver.at(data.seconds)
  tell({ kind: 'heights', seconds: data.seconds, heights }, [heights.buffer])
}
