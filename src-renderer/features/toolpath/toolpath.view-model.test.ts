import { expect, test } from 'vitest'
import type { ProgramPreview } from '#core/contract/job.contract.ts'
import { traceBounds } from '../../drawing/trace-bounds.ts'
import { depthPath, formatTravel, programTrace, topLinePx } from './toolpath.view-model.ts'

const program: ProgramPreview = {
  id: '1',
  stage: 'inlay-channels',
  title: 'Ring',
  toolId: 't',
  cutLengthMm: 0,
  rapidLengthMm: 0,
  estimatedSeconds: 50,
  moves: [
    { kind: 'rapid', to: { zMm: 5 } },
    { kind: 'rapid', to: { xMm: 20, yMm: 0 } },
    { kind: 'line', to: { xMm: 20, yMm: 0, zMm: -1 }, feedMmPerMin: 300, role: 'plunge' },
    {
      kind: 'arc',
      to: { xMm: 20, yMm: 0, zMm: -1 },
      centre: { xMm: 0, yMm: 0 },
      rotation: 'clockwise',
      feedMmPerMin: 600,
      role: 'cut',
    },
  ],
}

test('a circle is wholly inside the bounds, not only its ends', () => {
  const bounds = traceBounds([programTrace(program, 3000)])
  expect(bounds.minXMm).toBeLessThanOrEqual(-20)
  expect(bounds.minYMm).toBeLessThanOrEqual(-20)
  expect(bounds.maxYMm).toBeGreaterThanOrEqual(20)
})

test('playing takes as long as the program is estimated to take', () => {
  expect(programTrace(program, 3000).totalSeconds).toBeCloseTo(50, 9)
})

test('the depth strip goes from the safe height to the floor, with the top between them', () => {
  const trace = programTrace(program, 3000)
  expect(topLinePx(trace, 60)).toBeCloseTo(50, 9)
  expect(depthPath(trace, 100, 60)).toMatch(/^M0\.00 0\.00L.* 60\.00/)
})

test('long ways are told in metres or feet', () => {
  expect(formatTravel(64.449, 'mm')).toBe('64.45 mm')
  expect(formatTravel(13_812.53, 'mm')).toBe('13.81 m')
  expect(formatTravel(3048, 'inch')).toBe('10.0 ft')
})
