import { expect, test } from 'vitest'
import { torture } from './kill-run.ts'

// The long form, 200 kills each, is `node tests/torture/kill-run.ts`.
test.each([
  ['rmos run', 20],
  ['record loop', 8],
] as const)(
  'killing %s %i times at random moments breaks no promise',
  async (victim, kills) => {
    const outcome = await torture({ victim, kills, seed: 20_261_121 })
    expect(outcome.killed + outcome.endedBefore).toBe(kills)
    expect(outcome.killed).toBeGreaterThan(kills / 4)
    expect(outcome.recorded).toBeGreaterThanOrEqual(outcome.acknowledged)
    expect(outcome).toMatchObject({ lost: [], damaged: [], missing: [], problems: [] })
  },
  120_000,
)
