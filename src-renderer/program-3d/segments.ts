import { PATH_KIND, type PathPoints } from '#core/gcode/path/point-store.ts'

/** Segments in one buffer: larger ones are drawn in a wrong plane by some drivers. */
export const CHUNK_SEGMENTS = 16_384

/** Line pieces ready for a graphics buffer: two ends each, both with the piece's kind and line. */
export interface SegmentChunk {
  readonly positionsMm: Float32Array
  readonly kinds: Uint8Array
  readonly lines: Float32Array
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
      positionsMm.set(path.positionsMm.subarray(3 * index - 3, 3 * index + 3), 6 * segment)
      kinds.fill(kind, 2 * segment, 2 * segment + 2)
      lines.fill(path.lines[index] ?? 0, 2 * segment, 2 * segment + 2)
      segment += 1
    }
    left -= size
    yield { positionsMm, kinds, lines }
  }
}

/** The first point of the path that comes from a line or a later one; null behind the last. */
export function pointAtLine(
  path: PathPoints,
  line: number,
): { readonly xMm: number; readonly yMm: number; readonly zMm: number } | null {
  for (let index = 0; index < path.pointCount; index += 1) {
    if ((path.lines[index] ?? 0) < line) continue
    const [xMm = 0, yMm = 0, zMm = 0] = path.positionsMm.subarray(3 * index, 3 * index + 3)
    return { xMm, yMm, zMm }
  }
  return null
}
