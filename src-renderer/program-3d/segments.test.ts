import { expect, test } from 'vitest'
import { readPath } from '#core/gcode/path/read-path.ts'
import {
  CHUNK_SEGMENTS,
  FAR_SIDE,
  MOST_OWN_ENDS,
  type SegmentChunk,
  segmentChunks,
  segmentCount,
  VERTEX_NUMBERS,
} from './segments.ts'

/** What a graphics card makes of a vertex: place, kind and line. */
function vertexOf({ vertices, minMm, sizeMm }: SegmentChunk, vertex: number) {
  const numbers = [...vertices.subarray(VERTEX_NUMBERS * vertex, VERTEX_NUMBERS * (vertex + 1))]
  const [, , , kind = 0, low = 0, high = 0] = numbers
  const place = minMm.map(
    (least, axis) => least + ((numbers[axis] ?? 0) / FAR_SIDE) * (sizeMm[axis] ?? 0),
  )
  return { place, kind, line: low + 65_536 * high }
}

/** Both ends of every piece. */
function pieces(chunk: SegmentChunk) {
  const ends = [...chunk.indices].map((vertex) => vertexOf(chunk, vertex))
  return ends.flatMap((from, at) => (at % 2 === 0 ? [[from, ends[at + 1]] as const] : []))
}

test('each piece has both ends, each with its kind and its line; a new run joins nothing', () => {
  const path = readPath('G0 X0 Y0 Z0\nG1 X1\nG53 G0 Z0\nG0 X5 Y5\nZ5\nX6')
  const [chunk] = [...segmentChunks(path)]
  if (chunk === undefined) throw new Error('no chunk')
  expect(segmentCount(path)).toBe(2)
  expect([chunk.minMm, chunk.sizeMm]).toEqual([
    [0, 0, 0],
    [6, 5, 5],
  ])
  const found = pieces(chunk).map(([from, to]) => [from, to].map((end) => [end?.kind, end?.line]))
  expect(found).toEqual([
    [
      [1, 2],
      [1, 2],
    ],
    [
      [0, 6],
      [0, 6],
    ],
  ])
  const places = pieces(chunk).flatMap((ends) => ends.map((end) => end?.place ?? []))
  const wanted = [
    [0, 0, 0],
    [1, 0, 0],
    [5, 5, 5],
    [6, 5, 5],
  ]
  places.forEach((place, at) => {
    place.forEach((value, axis) => {
      // half a step of the box
      expect(Math.abs(value - (wanted[at]?.[axis] ?? NaN))).toBeLessThanOrEqual(6 / FAR_SIDE / 2)
    })
  })
})

test('a long path comes in chunks that leave nothing out, and shares the ends of its pieces', () => {
  const count = MOST_OWN_ENDS + 20_000
  const lines = Array.from({ length: count }, (_, index) => `X${String(index + 1)}`)
  const path = readPath(['G0 X0 Y0 Z0', 'G1 F100', ...lines].join('\n'))
  const chunks = [...segmentChunks(path)]
  expect(chunks.reduce((sum, { indices }) => sum + indices.length / 2, 0)).toBe(count)
  chunks.forEach((chunk, at) => {
    const first = at * CHUNK_SEGMENTS
    const size = chunk.indices.length / 2
    expect(chunk.vertices.length / VERTEX_NUMBERS).toBe(size + 1)
    expect(vertexOf(chunk, 0)).toEqual({ place: [first, 0, 0], kind: 1, line: 3 + first })
    const last = vertexOf(chunk, size)
    expect(last.line).toBe(2 + first + size)
    expect(last.place[0]).toBeCloseTo(first + size, 3)
  })
})

test('ends are shared neither over a gap nor between two kinds', () => {
  const cuts = Array.from({ length: MOST_OWN_ENDS + 10 }, (_, index) => `X${String(index % 1000)}`)
  const odd = ['G53 G0 Z0', 'G0 X7 Y7 Z7', 'X8', 'G1 X9']
  const path = readPath(['G0 X0 Y0 Z0', 'G1 X1 F100', ...cuts, ...odd].join('\n'))
  const last = [...segmentChunks(path)].at(-1)
  if (last === undefined) throw new Error('no chunk')
  const ends = pieces(last)
    .slice(-2)
    .map(([from, to]) => [from, to].map((end) => [end?.kind, Math.round(end?.place[0] ?? NaN)]))
  expect(ends).toEqual([
    [
      [0, 7],
      [0, 8],
    ],
    [
      [1, 8],
      [1, 9],
    ],
  ])
})

test('a plain axis of no extent stays where it is', () => {
  const [chunk] = [...segmentChunks(readPath('G0 X1 Y2 Z3\nG1 X4 F1'))]
  if (chunk === undefined) throw new Error('no chunk')
  expect(vertexOf(chunk, 1).place).toEqual([4, 2, 3])
})
