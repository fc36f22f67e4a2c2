import { expect, test } from 'vitest'
import type { Move } from '#core/toolpath/move.ts'
import { traceMoves } from '../drawing/toolpath-trace.ts'
import { Carver } from './carver.ts'
import { cutPathOf, PATH_ROLES } from './cut-path.ts'
import { BYTES_PER_PIECE, PIECES_PER_BUFFER } from './path-lines.ts'

const line = (xMm: number, yMm: number, zMm: number): Move => ({
  kind: 'line',
  to: { xMm, yMm, zMm },
  feedMmPerMin: 600,
  role: 'cut',
})
const MOVES: readonly Move[] = [
  { kind: 'rapid', to: { xMm: 0, yMm: 0, zMm: 5 } },
  line(0, 0, -1),
  line(20, 0, -1),
  line(20, 2, -1),
  line(0, 2, -1),
  {
    kind: 'arc',
    to: { xMm: 0, yMm: 6, zMm: -1 },
    centre: { xMm: 0, yMm: 4 },
    rotation: 'clockwise',
    feedMmPerMin: 600,
    role: 'finish',
  },
]
const trace = traceMoves(MOVES, { rapidMmPerMin: 3000, totalSeconds: null })
const path = cutPathOf(trace)
const carving = {
  path,
  toolRadiusMm: 1,
  box: { minXMm: -6, minYMm: -4, maxXMm: 24, maxYMm: 10 },
  cellMm: 0.1,
}

test('the pieces end where and when the trace does, arcs within a hundredth of a millimetre', () => {
  expect(path.endSeconds.at(-1)).toBeCloseTo(trace.totalSeconds, 4)
  expect([...path.endsMm.slice(-3)]).toEqual([0, 6, -1])
  for (let piece = 0; piece < path.count; piece += 1) {
    if (PATH_ROLES[path.roles[piece] ?? 0] !== 'finish') continue
    const [x0 = 0, y0 = 0, , x1 = 0, y1 = 0] = path.endsMm.slice(6 * piece, 6 * piece + 6)
    const middleMm = Math.hypot((x0 + x1) / 2, (y0 + y1) / 2 - 4)
    expect(2 - middleMm).toBeLessThan(0.011)
  }
})

test('the first pass is a slot, the second beside it takes its own width', () => {
  const { engagement } = new Carver(carving)
  // pieces 1 and 3 are 20 mm long with a 2 mm bit; cells of 0.1 mm round by a few hundredths
  expect((engagement[1] ?? 0) / 255).toBeGreaterThan(0.95)
  expect((engagement[3] ?? 0) / 255).toBeGreaterThan(0.9)
})

test('going back shows the block as it was, and going on as it would be', () => {
  const carver = new Carver(carving)
  const all = carver.at(trace.totalSeconds)
  const times = [0.1, 0.35, 0.62, 0.9].map((share) => share * trace.totalSeconds)
  const onward = times.map((seconds) => carver.at(seconds))
  const backward = times.toReversed().map((seconds) => new Carver(carving).at(seconds))
  expect(backward.toReversed()).toEqual(onward)
  expect(carver.at(0).every((height) => height === 0)).toBe(true)
  expect(carver.at(trace.totalSeconds)).toEqual(all)
  const volume = (heights: Float32Array) => heights.reduce((sum, height) => sum - height, 0)
  const volumes = onward.map(volume)
  expect(volumes).toEqual([...volumes].sort((a, b) => a - b))
})

test('a million pieces are 62 draw calls and 38 MB on the card', () => {
  expect(Math.ceil(1e6 / PIECES_PER_BUFFER)).toBe(62)
  expect(1e6 * BYTES_PER_PIECE).toBe(38e6)
})
