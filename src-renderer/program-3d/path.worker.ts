import {
  type PathKind,
  type PathPoints,
  PATH_KIND,
  PointStore,
} from '#core/gcode/path/point-store.ts'
import { PathReader } from '#core/gcode/path/read-path.ts'
import type { DrawnPath, PathAnswer, PathRequest } from './path-messages.ts'
import { type SegmentChunk, segmentChunks } from './segments.ts'

/** What a slow graphics card turns in a tenth of a second. */
const ROUGH_POINTS = 40_000

const reader = new PathReader()
let tookMs = 0

function thinned(path: PathPoints): PathPoints | null {
  if (path.pointCount <= ROUGH_POINTS) return null
  const store = new PointStore(ROUGH_POINTS)
  const at = new Float64Array(3)
  for (let index = 0; index < path.pointCount; index += 1) {
    for (let axis = 0; axis < 3; axis += 1) at[axis] = path.positionsMm[3 * index + axis] ?? 0
    const kind = path.kinds[index] as PathKind
    if (kind === PATH_KIND.start) store.start(at)
    else store.add(at, kind, path.lines[index] ?? 0)
  }
  return store.finish()
}

function drawn(): DrawnPath {
  const { positionsMm, lines, kinds, ...facts } = reader.finish()
  const whole = { ...facts, positionsMm, lines, kinds }
  const rough = thinned(whole)
  return {
    ...facts,
    chunks: [...segmentChunks(whole)],
    roughChunks: rough === null ? null : [...segmentChunks(rough)],
    flat: rough ?? whole,
  }
}

/** Everything large is handed over, not copied. */
function buffersOf({ chunks, roughChunks, flat }: DrawnPath): Transferable[] {
  const ofChunk = (chunk: SegmentChunk) => [chunk.vertices, chunk.indices]
  const arrays = [
    ...[...chunks, ...(roughChunks ?? [])].flatMap(ofChunk),
    ...[flat.positionsMm, flat.lines, flat.kinds],
  ]
  return arrays.map(({ buffer }) => buffer as ArrayBuffer)
}

self.onmessage = ({ data }: MessageEvent<PathRequest>) => {
  const startedMs = performance.now()
  if (data.kind === 'part') {
    reader.take(data.bytes)
    tookMs += performance.now() - startedMs
    return
  }
  const path = drawn()
  tookMs += performance.now() - startedMs
  self.postMessage({ path, tookMs } satisfies PathAnswer, { transfer: buffersOf(path) })
}
