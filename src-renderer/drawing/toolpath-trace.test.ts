import { describe, expect, test } from 'vitest'
import type { Move } from '#core/toolpath/move.ts'
import { planPaths, stretchAt, sweepOf, toolAt, traceMoves } from './toolpath-trace.ts'

const timing = { rapidMmPerMin: 3000, totalSeconds: null }
const moves: readonly Move[] = [
  { kind: 'comment', text: 'a ring of 10 mm' },
  { kind: 'rapid', to: { zMm: 5 } },
  { kind: 'rapid', to: { xMm: 10, yMm: 0 } },
  { kind: 'spindle', state: 'on', speedRpm: 18_000 },
  { kind: 'dwell', seconds: 3 },
  { kind: 'line', to: { xMm: 10, yMm: 0, zMm: -1 }, feedMmPerMin: 360, role: 'plunge' },
  {
    kind: 'arc',
    to: { xMm: 10, yMm: 0, zMm: -1 },
    centre: { xMm: 0, yMm: 0 },
    rotation: 'counterclockwise',
    feedMmPerMin: 600,
    role: 'cut',
  },
  { kind: 'rapid', to: { zMm: 5 } },
]

describe('a toolpath as it is drawn and played', () => {
  test('what comes before all axes are known is not drawn', () => {
    const trace = traceMoves(moves, timing)
    expect(trace.stretches.map((stretch) => stretch.role)).toEqual(['plunge', 'cut', 'rapid'])
    expect(trace.stretches[0]?.from).toEqual({ xMm: 10, yMm: 0, zMm: 5 })
  })

  test('times are length over feed, and dwells count', () => {
    const [plunge, cut] = traceMoves(moves, timing).stretches
    expect(plunge?.startSeconds).toBe(3)
    expect(plunge?.seconds).toBeCloseTo(1, 9)
    expect(cut?.seconds).toBeCloseTo((2 * Math.PI * 10) / 10, 9)
  })

  test('the times are scaled to the estimate of the program', () => {
    const trace = traceMoves(moves, { rapidMmPerMin: 3000, totalSeconds: 100 })
    expect(trace.totalSeconds).toBeCloseTo(100, 9)
  })

  test('a quarter of the way round a full circle the tool is a quarter turn on', () => {
    const trace = traceMoves(moves, timing)
    const cut = trace.stretches[1]
    if (cut === undefined) throw new Error('no cut')
    const tool = toolAt(trace, cut.startSeconds + cut.seconds / 4)
    expect(tool?.xMm).toBeCloseTo(0, 9)
    expect(tool?.yMm).toBeCloseTo(10, 9)
    expect(tool?.zMm).toBe(-1)
  })

  test('the tool never leaves the path in time: each stretch starts where the last ended', () => {
    const { stretches } = traceMoves(moves, timing)
    for (const [index, stretch] of stretches.entries()) {
      const before = stretches[index - 1]
      if (before !== undefined) expect(stretch.from).toEqual(before.to)
    }
  })

  test('before the start and after the end the first and the last stretch answer', () => {
    const trace = traceMoves(moves, timing)
    expect(stretchAt(trace, -1)?.role).toBe('plunge')
    expect(toolAt(trace, 1e6)).toEqual({ xMm: 10, yMm: 0, zMm: 5 })
    expect(toolAt(traceMoves([], timing), 0)).toBeNull()
  })

  test('sweeps go the way the rotation says, and equal ends mean a full turn', () => {
    const centre = { xMm: 0, yMm: 0 }
    const east = { xMm: 1, yMm: 0 }
    const north = { xMm: 0, yMm: 1 }
    expect(sweepOf(east, north, centre, 'counterclockwise')).toBeCloseTo(Math.PI / 2, 12)
    expect(sweepOf(east, north, centre, 'clockwise')).toBeCloseTo(-1.5 * Math.PI, 12)
    expect(sweepOf(east, east, centre, 'clockwise')).toBe(-2 * Math.PI)
  })

  test('arcs stay arcs in the drawing', () => {
    const path = planPaths(traceMoves(moves, timing)).get('cut')
    expect(path).toBe('M10 0A10 10 0 0 1 -10 0A10 10 0 0 1 10 0')
  })
})
