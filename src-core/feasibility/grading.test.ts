import { expect, test } from 'vitest'
import { gradeAtLeast, gradeAtMost, gradeWithin, mmText, percentText } from './grading.ts'

test('what should be small: margin of the way down to nothing, then of the way up to RED', () => {
  expect(gradeAtMost(0, 4, 8)).toEqual({ grade: 'GREEN', margin: 1 })
  expect(gradeAtMost(3, 4, 8)).toEqual({ grade: 'GREEN', margin: 0.25 })
  expect(gradeAtMost(4, 4, 8)).toEqual({ grade: 'GREEN', margin: 0 })
  expect(gradeAtMost(5, 4, 8)).toEqual({ grade: 'YELLOW', margin: 0.75 })
  expect(gradeAtMost(8, 4, 8)).toEqual({ grade: 'YELLOW', margin: 0 })
  expect(gradeAtMost(9, 4, 8)).toEqual({ grade: 'RED', margin: 0 })
  expect(gradeAtMost(-40, 4, 8).margin).toBe(1)
})

test('what should be large: margin of as much again, then of the way down to RED', () => {
  expect(gradeAtLeast(8, 8, 4)).toEqual({ grade: 'GREEN', margin: 0 })
  expect(gradeAtLeast(10, 8, 4)).toEqual({ grade: 'GREEN', margin: 0.25 })
  expect(gradeAtLeast(80, 8, 4)).toEqual({ grade: 'GREEN', margin: 1 })
  expect(gradeAtLeast(7, 8, 4)).toEqual({ grade: 'YELLOW', margin: 0.75 })
  expect(gradeAtLeast(4, 8, 4)).toEqual({ grade: 'YELLOW', margin: 0 })
  expect(gradeAtLeast(3, 8, 4)).toEqual({ grade: 'RED', margin: 0 })
})

test('what should lie between: the margin is 1 in the middle and 0 at either edge', () => {
  const window = { redBelow: 1, greenFrom: 3, greenTo: 7, redAbove: 11 }
  const at = (value: number) => gradeWithin(value, window)
  expect(at(0.9)).toEqual({ grade: 'RED', margin: 0 })
  expect(at(1.5)).toEqual({ grade: 'YELLOW', margin: 0.25 })
  expect(at(3)).toEqual({ grade: 'GREEN', margin: 0 })
  expect(at(3.5)).toEqual({ grade: 'GREEN', margin: 0.25 })
  expect(at(5)).toEqual({ grade: 'GREEN', margin: 1 })
  expect(at(6)).toEqual({ grade: 'GREEN', margin: 0.5 })
  expect(at(8)).toEqual({ grade: 'YELLOW', margin: 0.75 })
  expect(at(11.1)).toEqual({ grade: 'RED', margin: 0 })
})

test('figures are said without needless zeros', () => {
  expect(mmText(1.8504)).toBe('1.85 mm')
  expect(percentText(0.03)).toBe('3 %')
})
