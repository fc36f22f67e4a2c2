import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printGrbl } from '#core/posts/grbl-post.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { verifyPosted } from '#core/posts/verify-posted.ts'
import type { ToolpathProgram } from '#core/toolpath/move.ts'
import { GRBL_POST, randomProgram, ROOMY_MACHINE } from './random-program.ts'

function print(program: ToolpathProgram, profile: PostProfile = GRBL_POST): string {
  const printed = printGrbl(program, { profile, planName: 'Test', machine: ROOMY_MACHINE })
  if (!printed.ok) throw new Error(JSON.stringify(printed.error))
  return printed.value.text
}

describe('a posted program of random lines, arcs and helices', () => {
  test('is the planned path within 0.002 mm, every arc with one radius within 0.005 mm', () => {
    fc.assert(
      fc.property(randomProgram, (program) => {
        const verification = verifyPosted(program, print(program), { machine: ROOMY_MACHINE })
        expect(verification.failures).toEqual([])
        expect(verification.largestDeviationMm).toBeLessThanOrEqual(0.002)
        expect(verification.largestRadiusMismatchMm).toBeLessThanOrEqual(0.005)
      }),
      { numRuns: 1000 },
    )
  })
})
