import { expect, test } from 'vitest'
import { nearestOnSegment } from './nearest.ts'
import type { Segment } from './path.ts'

const point = (xMm: number, yMm: number) => ({ xMm, yMm })

test('on a line: the foot of the perpendicular, or an end beyond it', () => {
  const line: Segment = { kind: 'line', from: point(0, 0), to: point(10, 0) }
  expect(nearestOnSegment(line, point(3, 4))).toEqual(point(3, 0))
  expect(nearestOnSegment(line, point(-2, 1))).toEqual(point(0, 0))
  expect(nearestOnSegment(line, point(13, 1))).toEqual(point(10, 0))
})

test('on an arc: straight out from its centre, or the nearer end beside it', () => {
  const quarter: Segment = {
    ...{ kind: 'arc', from: point(5, 0), to: point(0, 5) },
    ...{ centre: point(0, 0), rotation: 'counterclockwise' },
  }
  // 3-4-5: the direction (3, 4) meets the circle of 5 in (3, 4)
  expect(nearestOnSegment(quarter, point(6, 8))).toEqual(point(3, 4))
  expect(nearestOnSegment(quarter, point(4, -1))).toEqual(point(5, 0))
  expect(nearestOnSegment(quarter, point(-1, 4))).toEqual(point(0, 5))
  expect(nearestOnSegment({ ...quarter, to: point(5, 0) }, point(-3, -4))).toEqual(point(-3, -4))
})
