import {
  colourRing,
  jointsOfRing,
  type RingSamples,
  type RingWindow,
  sampleRing,
  wholeRing,
  WOOD_MM,
} from './ring-sampler.ts'
import { type RingAnswer, type RingRequest, TILES_CLOSE } from './ring-messages.ts'

const canvas = new OffscreenCanvas(1, 1)
let kept: { readonly of: string; readonly samples: RingSamples; readonly image: ImageData } | null =
  null

function windowOf({ ring, sidePx, closeUp }: RingRequest): RingWindow {
  return closeUp ? jointsOfRing(ring, sidePx, TILES_CLOSE) : wholeRing(ring, sidePx)
}

/** What lies under each pixel is worked out anew only when ring or window have changed. */
function samplesOf({ ring, sidePx, closeUp }: RingRequest, window: RingWindow) {
  const { innerRadiusMm, outerRadiusMm, tileCount, columns } = ring
  const of = [innerRadiusMm, outerRadiusMm, tileCount, columns, sidePx, closeUp].join(' ')
  if (kept?.of !== of) {
    kept = { of, samples: sampleRing(ring, window), image: new ImageData(sidePx, sidePx) }
  }
  return kept
}

/** Wood behind the ring and the hole in it, so that the ring is seen where it will lie. */
function drawGround(
  context: OffscreenCanvasRenderingContext2D,
  request: RingRequest,
  { sidePx, mmPerPx, centreXMm, centreYMm }: RingWindow,
): void {
  const x = sidePx / 2 - centreXMm / mmPerPx
  const y = sidePx / 2 + centreYMm / mmPerPx
  const disc = (radiusMm: number, colour: string) => {
    context.beginPath()
    context.arc(x, y, Math.max(0, radiusMm / mmPerPx), 0, 2 * Math.PI)
    context.fillStyle = colour
    context.fill()
  }
  disc(request.ring.outerRadiusMm + WOOD_MM, request.topWood)
  disc(request.ring.innerRadiusMm - WOOD_MM, request.hole)
}

function draw(request: RingRequest): ImageBitmap {
  const { sidePx, pattern, assembly } = request
  canvas.width = sidePx
  canvas.height = sidePx
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('this browser draws no 2D canvas in a worker')
  const window = windowOf(request)
  const { samples, image } = samplesOf(request, window)
  colourRing(samples, pattern, assembly, image.data)
  context.putImageData(image, 0, 0)
  // under what is there already: the ring's own edges are smooth and half seen through
  context.globalCompositeOperation = 'destination-over'
  const behind = new OffscreenCanvas(sidePx, sidePx)
  const ground = behind.getContext('2d')
  if (ground !== null) drawGround(ground, request, window)
  context.drawImage(behind, 0, 0)
  context.globalCompositeOperation = 'source-over'
  return canvas.transferToImageBitmap()
}

self.onmessage = (event: MessageEvent<RingRequest>) => {
  const picture = draw(event.data)
  self.postMessage({ picture } satisfies RingAnswer, { transfer: [picture] })
}
