import { describe, expect, test } from 'vitest'
import { probeInputSchema } from '#core/contract/manual.contract.ts'
import { PROBE_KINDS } from './probing.strings.ts'
import {
  contactAfter,
  type ContactState,
  fieldsOf,
  FIRST_NUMBERS,
  PROBE_RANGES,
  probeInput,
} from './probing.view-model.ts'

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

describe('the contact test', () => {
  const after = (...contacts: boolean[]) =>
    contacts.reduce<ContactState | null>((before, contact) => contactAfter(before, contact), null)

  test('passes when the contact closes and opens again', () => {
    expect(after(false)).toBe('waiting')
    expect(after(false, true)).toBe('touching')
    expect(after(false, true, false)).toBe('passed')
    expect(after(false, true, false, false)).toBe('passed')
  })

  test('a probe that is closed from the start must open first, and then be touched', () => {
    expect(after(true)).toBe('closedAtStart')
    expect(after(true, false)).toBe('waiting')
  })

  test('a contact that closes again is not passed', () => {
    expect(after(false, true, false, true)).toBe('touching')
  })
})
