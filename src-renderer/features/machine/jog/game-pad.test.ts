import { expect, test } from 'vitest'
import { padDirection } from './game-pad.ts'

const pad = (axes: readonly number[], held: boolean) => ({
  axes,
  buttons: Array.from({ length: 8 }, (_, index) => ({ pressed: index === 4 && held })),
})

test('a stick moves nothing without the shoulder button', () => {
  expect(padDirection(pad([1, 0, 0, 0], false))).toBeNull()
  expect(padDirection(pad([1, 0, 0, 0], true))).toEqual({ x: 1, y: 0, z: 0 })
})

test('a stick that is worn and drifts moves nothing', () => {
  expect(padDirection(pad([0.2, -0.25, 0, 0.1], true))).toBeNull()
})

test('up on a stick is away from the person, and up', () => {
  expect(padDirection(pad([0, -1, 0, -1], true))).toEqual({ x: 0, y: 1, z: 1 })
})
