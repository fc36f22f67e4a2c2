import { describe, expect, test } from 'vitest'
import { planPocket } from '#core/toolpath/pocket/plan-pocket.ts'
import { SUITE_CUT } from './judged-pocket.ts'
import { letters } from './pocket-shapes.ts'

/** Many walls and corners: the finish takes as long as the roughing. */
const LETTERS = { ...SUITE_CUT, walls: letters(), toolDiameterMm: 2 }

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

describe('the progress of a pocket', () => {
  test('only grows, ends at 1, and is never silent for 250 ms of work, in the finish neither', () => {
    const told: number[] = []
    let longestMs = 0
    let lastMs = cpuMs()
    planPocket(LETTERS, (fraction) => {
      const nowMs = cpuMs()
      longestMs = Math.max(longestMs, nowMs - lastMs)
      lastMs = nowMs
      told.push(fraction)
    })
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told.at(-1)).toBe(1)
    const finishing = new Set(told.filter((fraction) => fraction > 0.8 && fraction < 0.95))
    expect(finishing.size).toBeGreaterThan(10)
    expect(longestMs).toBeLessThan(250)
  })

  test.each([0.1, 0.5, 0.85, 0.93])('what is thrown at %d ends the planning there', (share) => {
    const enough = new Error('enough')
    let after = 0
    const plan = () =>
      planPocket(LETTERS, (fraction) => {
        if (fraction < share) return
        after += 1
        throw enough
      })
    expect(plan).toThrow(enough)
    expect(after).toBe(1)
  })
})
