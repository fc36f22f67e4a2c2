import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printProgram } from '#core/posts/print-program.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { verifyPosted } from '#core/posts/verify-posted.ts'
import type { ToolpathProgram } from '#core/toolpath/move.ts'
import { GRBL_POST, randomProgram, ROOMY_MACHINE } from './random-program.ts'

function print(program: ToolpathProgram, profile: PostProfile = GRBL_POST): string {
  const printed = printProgram(program, { profile, planName: 'Test', machine: ROOMY_MACHINE })
  if (!printed.ok) throw new Error(JSON.stringify(printed.error))
  return printed.value.text
}

describe('a posted program of random lines, arcs and helices', () => {
  test('is the planned path within 0.002 mm, every arc with one radius within 0.005 mm', () => {
    fc.assert(
      fc.property(randomProgram, (program) => {
        const verification = verifyPosted(program, print(program), {
          machine: ROOMY_MACHINE,
          profile: GRBL_POST,
        })
        expect(verification.failures).toEqual([])
        expect(verification.largestDeviationMm).toBeLessThanOrEqual(0.002)
        expect(verification.largestRadiusMismatchMm).toBeLessThanOrEqual(0.005)
      }),
      { numRuns: 1000 },
    )
  })

  test('a motion of no length does not claim the short one after it', () => {
    const at = (xMm: number, feedMmPerMin: number) =>
      ({ kind: 'line', to: { xMm, yMm: 0, zMm: -1 }, feedMmPerMin, role: 'cut' }) as const
    const program: ToolpathProgram = {
      id: '1-inlay-channels',
      stage: 'inlay-channels',
      title: 'Short',
      toolId: 'downcut-2',
      moves: [
        { kind: 'rapid', to: { zMm: 10 } },
        { kind: 'spindle', state: 'on', speedRpm: 18_000 },
        { kind: 'dwell', seconds: 5 },
        { kind: 'rapid', to: { xMm: 0, yMm: 0 } },
        at(0, 300),
        at(0, 52),
        at(1e-9, 50),
        at(-0.0015, 52),
        { kind: 'rapid', to: { zMm: 10 } },
        { kind: 'spindle', state: 'off', speedRpm: 0 },
      ],
    }
    const verification = verifyPosted(program, print(program), {
      machine: ROOMY_MACHINE,
      profile: GRBL_POST,
    })
    expect(verification.failures).toEqual([])
  })
})
