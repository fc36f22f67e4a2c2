import { PATH_KIND, type PathPoints } from '#core/gcode/path/point-store.ts'

/** Segments in one buffer: larger ones are drawn in a wrong plane by some drivers. */
export const CHUNK_SEGMENTS = 16_384

/** Line pieces ready for a graphics buffer: two ends each, both with the piece's kind and line. */
export interface SegmentChunk {
  readonly positionsMm: Float32Array
  readonly kinds: Uint8Array
  readonly lines: Float32Array
  /** A ball that holds all of them, so that what is out of sight is not drawn. */
  readonly centreMm: readonly [x: number, y: number, z: number]
  readonly radiusMm: number
}

function ballOf(positionsMm: Float32Array): Pick<SegmentChunk, 'centreMm' | 'radiusMm'> {
  const least = [Infinity, Infinity, Infinity]
  const most = [-Infinity, -Infinity, -Infinity]
  for (let index = 0; index < positionsMm.length; index += 1) {
    const value = positionsMm[index] ?? 0
    const axis = index % 3
    if (value < (least[axis] ?? 0)) least[axis] = value
    if (value > (most[axis] ?? 0)) most[axis] = value
  }
  const half = (axis: number) => ((most[axis] ?? 0) - (least[axis] ?? 0)) / 2
  const middle = (axis: number) => (least[axis] ?? 0) + half(axis)
  return {
    centreMm: [middle(0), middle(1), middle(2)],
    radiusMm: Math.hypot(half(0), half(1), half(2)),
  }
}

/** How many pieces a path has. */
export function segmentCount({ pointCount, kinds }: PathPoints): number {
  let count = 0
  for (let index = 1; index < pointCount; index += 1) {
    if (kinds[index] !== PATH_KIND.start) count += 1
  }
  return count
}

/**
 * The pieces of a path in buffers of at most `CHUNK_SEGMENTS`. Lines are floats, as a shader takes
 * them: exact up to line 16,777,216.
 */
export function* segmentChunks(path: PathPoints): Generator<SegmentChunk, void, undefined> {
  let left = segmentCount(path)
  let index = 1
  while (left > 0) {
    const size = Math.min(CHUNK_SEGMENTS, left)
    const positionsMm = new Float32Array(6 * size)
    const kinds = new Uint8Array(2 * size)
    const lines = new Float32Array(2 * size)
    for (let segment = 0; segment < size; index += 1) {
      const kind = path.kinds[index] ?? PATH_KIND.start
      if (kind === PATH_KIND.start) continue
      const line = path.lines[index] ?? 0
      for (let part = 0; part < 6; part += 1) {
        positionsMm[6 * segment + part] = path.positionsMm[3 * index - 3 + part] ?? 0
      }
      kinds[2 * segment] = kind
      kinds[2 * segment + 1] = kind
      lines[2 * segment] = line
      lines[2 * segment + 1] = line
      segment += 1
    }
    left -= size
    yield { positionsMm, kinds, lines, ...ballOf(positionsMm) }
  }
}
