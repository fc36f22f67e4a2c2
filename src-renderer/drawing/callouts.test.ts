import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spreadLabels } from './callouts.ts'

test('labels never overlap, keep their order, and stay put when there is room', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { minLength: 1, maxLength: 12 }),
      (wishes) => {
        const places = spreadLabels(wishes, 20)
        const sorted = [...places].sort((a, b) => a - b)
        for (const [index, place] of sorted.entries()) {
          const before = sorted[index - 1]
          if (before !== undefined) expect(place - before).toBeGreaterThanOrEqual(20 - 1e-6)
        }
        for (const [i, a] of wishes.entries()) {
          for (const [j, b] of wishes.entries()) {
            if (a < b) expect(places[i] ?? 0).toBeLessThan(places[j] ?? 0)
          }
        }
      },
    ),
  )
  expect(spreadLabels([10, 100, 50], 20)).toEqual([10, 100, 50])
  expect(spreadLabels([50, 50], 20)).toEqual([40, 60])
})
