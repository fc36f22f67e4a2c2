import { expect, test } from 'vitest'
import { readPath } from '#core/gcode/path/read-path.ts'
import { CHUNK_SEGMENTS, segmentChunks, segmentCount } from './segments.ts'

test('each piece has both ends, its kind and its line twice; a new run joins nothing', () => {
  const path = readPath('G0 X0 Y0 Z0\nG1 X1\nG53 G0 Z0\nG0 X5 Y5\nZ5\nX6')
  const [chunk] = [...segmentChunks(path)]
  expect(segmentCount(path)).toBe(2)
  expect([...(chunk?.positionsMm ?? [])]).toEqual([0, 0, 0, 1, 0, 0, 5, 5, 5, 6, 5, 5])
  expect([...(chunk?.kinds ?? [])]).toEqual([1, 1, 0, 0])
  expect([...(chunk?.lines ?? [])]).toEqual([2, 2, 6, 6])
  expect(chunk?.centreMm).toEqual([3, 2.5, 2.5])
  expect(chunk?.radiusMm).toBeCloseTo(Math.hypot(3, 2.5, 2.5), 6)
})

test('a long path comes in chunks that leave nothing out and repeat nothing', () => {
  const lines = Array.from({ length: 40_000 }, (_, index) => `X${String(index + 1)}`)
  const path = readPath(['G0 X0 Y0 Z0', 'G1 F100', ...lines].join('\n'))
  const chunks = [...segmentChunks(path)]
  const sizes = chunks.map(({ kinds }) => kinds.length / 2)
  expect(sizes).toEqual([CHUNK_SEGMENTS, CHUNK_SEGMENTS, 40_000 - 2 * CHUNK_SEGMENTS])
  chunks.forEach((chunk, at) => {
    expect(chunk.positionsMm[0]).toBe(at * CHUNK_SEGMENTS)
    expect(chunk.lines[0]).toBe(3 + at * CHUNK_SEGMENTS)
  })
})
