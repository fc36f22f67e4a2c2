import { expect, test } from 'vitest'
import { tortureBackups } from './kill-backup.ts'

// The long form, 150 kills each, is `node tests/torture/kill-backup.ts`.
test.each([
  ['restore', 5],
  ['backup', 3],
] as const)(
  'killing a %s %i times at random moments loses nothing',
  async (victim, kills) => {
    const outcome = await tortureBackups(victim, kills, 20_261_121)
    expect(outcome.faults).toEqual([])
    expect(outcome.killed).toBe(kills)
  },
  120_000,
)
