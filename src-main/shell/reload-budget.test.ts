import { expect, test } from 'vitest'
import { createReloadBudget } from './reload-budget.ts'

test('a page that keeps crashing is loaded three times a minute and not more', () => {
  const mayReload = createReloadBudget()
  expect([0, 1000, 2000, 3000].map(mayReload)).toEqual([true, true, true, false])
})

test('a page that crashes now and then is always loaded again', () => {
  const mayReload = createReloadBudget()
  const everyHalfMinute = Array.from({ length: 20 }, (_, index) => index * 30_000)
  expect(everyHalfMinute.every(mayReload)).toBe(true)
})
