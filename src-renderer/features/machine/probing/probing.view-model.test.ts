import { describe, expect, test } from 'vitest'
import { probeInputSchema } from '#core/contract/manual.contract.ts'
import { PROBE_KINDS } from './probing.strings.ts'
import { fieldsOf, FIRST_NUMBERS, PROBE_RANGES, probeInput } from './probing.view-model.ts'

describe('what is sent', () => {
  test('is taken by main for every kind, at the first numbers and at every bound', () => {
    for (const kind of PROBE_KINDS) {
      expect(probeInputSchema.safeParse(probeInput(kind, FIRST_NUMBERS)).success).toBe(true)
      for (const field of fieldsOf(kind)) {
        for (const value of Object.values(PROBE_RANGES[field])) {
          const input = probeInput(kind, { ...FIRST_NUMBERS, [field]: value })
          expect(probeInputSchema.safeParse(input).success, `${kind} ${field}`).toBe(true)
        }
      }
    }
  })

  test('every number that is sent is one that was asked for', () => {
    for (const kind of PROBE_KINDS) {
      const input = probeInput(kind, FIRST_NUMBERS)
      const numbers = [...Object.entries(input), ...Object.entries(input.approach)]
        .filter(([, value]) => typeof value === 'number')
        .map(([name]) => name)
      expect(numbers.sort()).toEqual([...fieldsOf(kind)].sort())
    }
  })
})
