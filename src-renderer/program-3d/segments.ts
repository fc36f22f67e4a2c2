import { PATH_KIND, type PathPoints } from '#core/gcode/path/point-store.ts'

/** Segments in one buffer: larger ones are drawn in a wrong plane by some drivers. */
export const CHUNK_SEGMENTS = 16_384
/** Numbers of one vertex: x, y and z as shares of the box, the kind, the line's lower and upper 16 bits. */
export const VERTEX_NUMBERS = 6
/** The largest number of a vertex, which stands for the far side of the box. */
export const FAR_SIDE = 0xffff
/**
 * Paths of more pieces than this share the ends of their pieces: a piece between two lines is then
 * coloured from the one to the other, which in pieces this short nobody sees.
 */
export const MOST_OWN_ENDS = 100_000

/** Line pieces ready for a graphics buffer: 12 bytes a vertex, two vertices a piece. */
export interface SegmentChunk {
  /** `VERTEX_NUMBERS` for each vertex. */
  readonly vertices: Uint16Array
  /** Two vertices for each piece. */
  readonly indices: Uint16Array
  /** The box of the pieces: its lower corner and its size, mm. */
  readonly minMm: readonly [x: number, y: number, z: number]
  readonly sizeMm: readonly [x: number, y: number, z: number]
}

/** How many pieces a path has. */
export function segmentCount({ pointCount, kinds }: PathPoints): number {
  let count = 0
  for (let index = 1; index < pointCount; index += 1) {
    if (kinds[index] !== PATH_KIND.start) count += 1
  }
  return count
}

/** The pieces of a path in buffers of at most `CHUNK_SEGMENTS`. */
export function* segmentChunks(path: PathPoints): Generator<SegmentChunk, void, undefined> {
  const total = segmentCount(path)
  const writer = new ChunkWriter(path, total > MOST_OWN_ENDS)
  let from = 1
  for (let left = total; left > 0; left -= Math.min(CHUNK_SEGMENTS, left)) {
    const to = behindPieces(path, from, Math.min(CHUNK_SEGMENTS, left))
    yield writer.chunk(from, to)
    from = to
  }
}

/** The point behind so many pieces. */
function behindPieces({ kinds }: PathPoints, from: number, pieces: number): number {
  let index = from
  for (let left = pieces; left > 0; index += 1) {
    if (kinds[index] !== PATH_KIND.start) left -= 1
  }
  return index
}

/** Writes chunks into the same room, of which each takes its own. */
class ChunkWriter {
  readonly #path: PathPoints
  readonly #sharesEnds: boolean
  readonly #vertices = new Uint16Array(2 * CHUNK_SEGMENTS * VERTEX_NUMBERS)
  readonly #indices = new Uint16Array(2 * CHUNK_SEGMENTS)
  readonly #least = new Float64Array(3)
  readonly #most = new Float64Array(3)
  readonly #perMm = new Float64Array(3)
  #vertexCount = 0

  constructor(path: PathPoints, sharesEnds: boolean) {
    this.#path = path
    this.#sharesEnds = sharesEnds
  }

  /** The pieces that arrive at the points `from .. to`. */
  chunk(from: number, to: number): SegmentChunk {
    this.#measure(from - 1, to)
    const { kinds } = this.#path
    this.#vertexCount = 0
    let pieces = 0
    let last = -1
    for (let index = from; index < to; index += 1) {
      const kind = kinds[index] ?? PATH_KIND.start
      if (kind === PATH_KIND.start) continue
      const joins = this.#sharesEnds && last === index - 1 && kinds[last] === kind
      if (!joins) this.#write(index - 1, index)
      this.#indices[2 * pieces] = this.#vertexCount - 1
      this.#write(index, index)
      this.#indices[2 * pieces + 1] = this.#vertexCount - 1
      pieces += 1
      last = index
    }
    const [x = 0, y = 0, z = 0] = this.#least
    const size = (axis: number) => (this.#most[axis] ?? 0) - (this.#least[axis] ?? 0)
    return {
      vertices: this.#vertices.slice(0, VERTEX_NUMBERS * this.#vertexCount),
      indices: this.#indices.slice(0, 2 * pieces),
      minMm: [x, y, z],
      sizeMm: [size(0), size(1), size(2)],
    }
  }

  /** The box of the points `from .. to`. */
  #measure(from: number, to: number): void {
    const { positionsMm } = this.#path
    for (let axis = 0; axis < 3; axis += 1) {
      let least = Infinity
      let most = -Infinity
      for (let at = 3 * from + axis; at < 3 * to; at += 3) {
        const value = positionsMm[at] ?? 0
        if (value < least) least = value
        if (value > most) most = value
      }
      this.#least[axis] = least
      this.#most[axis] = most
      this.#perMm[axis] = most > least ? FAR_SIDE / (most - least) : 0
    }
  }

  /** A vertex at one point with the kind and the line of the piece that arrives at another. */
  #write(at: number, piece: number): void {
    const { positionsMm, kinds, lines } = this.#path
    const vertex = VERTEX_NUMBERS * this.#vertexCount
    for (let axis = 0; axis < 3; axis += 1) {
      const fromLeastMm = (positionsMm[3 * at + axis] ?? 0) - (this.#least[axis] ?? 0)
      this.#vertices[vertex + axis] = Math.round(fromLeastMm * (this.#perMm[axis] ?? 0))
    }
    const line = lines[piece] ?? 0
    this.#vertices[vertex + 3] = kinds[piece] ?? 0
    this.#vertices[vertex + 4] = line & 0xffff
    this.#vertices[vertex + 5] = line >>> 16
    this.#vertexCount += 1
  }
}
