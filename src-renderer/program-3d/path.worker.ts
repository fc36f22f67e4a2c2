import { type PathPoints, PATH_KIND, PointStore } from '#core/gcode/path/point-store.ts'
import { PathReader, type ProgramPath } from '#core/gcode/path/read-path.ts'
import type { PathAnswer, PathRequest } from './path-messages.ts'

/** What a slow graphics card turns in a tenth of a second. */
const ROUGH_POINTS = 40_000

const reader = new PathReader()
let tookMs = 0

function rough(path: ProgramPath): PathPoints | null {
  if (path.pointCount <= ROUGH_POINTS) return null
  const store = new PointStore(ROUGH_POINTS)
  const at = new Float64Array(3)
  for (let index = 0; index < path.pointCount; index += 1) {
    for (let axis = 0; axis < 3; axis += 1) at[axis] = path.positionsMm[3 * index + axis] ?? 0
    const kind = path.kinds[index] as (typeof PATH_KIND)[keyof typeof PATH_KIND]
    if (kind === PATH_KIND.start) store.start(at)
    else store.add(at, kind, path.lines[index] ?? 0)
  }
  return store.finish()
}

function buffersOf(points: PathPoints | null): Transferable[] {
  if (points === null) return []
  return [points.positionsMm.buffer, points.lines.buffer, points.kinds.buffer] as Transferable[]
}

self.onmessage = ({ data }: MessageEvent<PathRequest>) => {
  const startedMs = performance.now()
  if (data.kind === 'part') {
    reader.take(data.text)
    tookMs += performance.now() - startedMs
    return
  }
  const path = reader.finish()
  const drawn = { ...path, rough: rough(path) }
  tookMs += performance.now() - startedMs
  self.postMessage({ path: drawn, tookMs } satisfies PathAnswer, {
    transfer: [...buffersOf(path), ...buffersOf(drawn.rough)],
  })
}
