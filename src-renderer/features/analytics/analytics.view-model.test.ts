import { expect, test } from 'vitest'
import type { TimelineAnswer } from '#core/contract/analytics.contract.ts'
import {
  CHART_JOBS,
  gradeParts,
  kindText,
  scoreText,
  timelineChart,
} from './analytics.view-model.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1) + 60_000 * minute).toISOString()

function timeline(jobs: number, moveMinutes: readonly number[] = []): TimelineAnswer {
  return {
    ...{ presetId: 'p', presetName: null, isWhole: true },
    points: Array.from({ length: jobs }, (_, minute) => ({
      jobId: String(minute),
      createdAt: at(minute),
      ...{ jobType: 'run', lane: 'safe', riskGrade: 'GREEN', score: 0 },
    })),
    moves: moveMinutes.map((minute) => ({
      id: `move ${String(minute)}`,
      createdAt: at(minute + 0.5),
      ...{ presetId: 'p', from: 'experimental', to: 'safe' },
    })),
  }
}

test('a score has three decimals, and none a dash', () => {
  expect([scoreText(0.45), scoreText(0), scoreText(null)]).toEqual(['0.450', '0.000', '–'])
})

test('the parts of a bar are the grades there are, and fill it', () => {
  const parts = gradeParts({ GREEN: 2, YELLOW: 0, RED: 1, unknown: 1 })
  expect(parts.map(({ grade, share }) => [grade, share])).toEqual([
    ['GREEN', 0.5],
    ['RED', 0.25],
    ['unknown', 0.25],
  ])
  expect(gradeParts({ GREEN: 0, YELLOW: 0, RED: 0, unknown: 0 })).toEqual([])
})

test('four jobs stand at an eighth and on; a move lies between the jobs around it', () => {
  const { points, moves } = timelineChart(timeline(4, [1]))
  expect(points.map(({ x }) => x)).toEqual([0.125, 0.375, 0.625, 0.875])
  expect(moves).toEqual([{ id: 'move 1', to: 'Safe', x: 0.5 }])
})

test('of many jobs the newest are charted, and moves from before them are not', () => {
  const { points, moves } = timelineChart(timeline(CHART_JOBS + 10, [3, 12]))
  expect(points).toHaveLength(CHART_JOBS)
  expect(points[0]?.jobId).toBe('10')
  expect(moves.map(({ id }) => id)).toEqual(['move 12'])
})

test('a kind of job that is not known is told as the log has it', () => {
  expect([kindText('run'), kindText('vcarve_gcode_execution'), kindText('')]).toEqual([
    ...['Run', 'vcarve gcode execution', '–'],
  ])
})
