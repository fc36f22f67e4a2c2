import { describe, expect, test } from 'vitest'
import type { SettingEntry } from '#core/grbl/code-tables.ts'
import {
  sameValue,
  shownSettings,
  valueProblem,
  valueText,
  writtenValue,
} from './settings.view-model.ts'

const entry = (change: Partial<SettingEntry> = {}): SettingEntry => ({
  settingNumber: 120,
  name: 'X acceleration',
  unit: 'mm/s²',
  description: 'How hard X may be driven.',
  group: 'axes',
  valueKind: 'number',
  minimum: 1,
  maximum: 10_000,
  ...change,
})
const row = (settingNumber: number, value: string, change: Partial<SettingEntry> = {}) => ({
  settingNumber,
  value,
  entry: entry({ settingNumber, ...change }),
  concern: '',
})
const ALL = { text: '', group: 'all', changedOnly: false } as const

describe('the list', () => {
  const rows = [
    row(12, '0.002', { name: 'Arc tolerance', description: 'of chords', group: 'motion' }),
    row(120, '250.000'),
    row(121, '250.000', { name: 'Y acceleration', description: 'How hard Y may be driven.' }),
  ]
  const numbers = (
    filter: Parameters<typeof shownSettings>[1],
    backup = new Map<number, string>(),
  ) => shownSettings(rows, filter, backup).map(({ settingNumber }) => settingNumber)

  test('is searched by number, with or without $, and by words', () => {
    expect(numbers({ ...ALL, text: '$120' })).toEqual([120])
    expect(numbers({ ...ALL, text: '12' })).toEqual([12, 120, 121])
    expect(numbers({ ...ALL, text: 'accel' })).toEqual([120, 121])
    expect(numbers({ ...ALL, group: 'motion' })).toEqual([12])
  })

  test('shows what differs from the backup, by number and not by spelling', () => {
    const backup = new Map([
      [12, '0.002'],
      [120, '250'],
      [121, '300.000'],
    ])
    expect(numbers({ ...ALL, changedOnly: true }, backup)).toEqual([121])
    expect(sameValue('10', '10.000')).toBe(true)
    expect(sameValue('', '0')).toBe(false)
  })
})

describe('a new value', () => {
  test('that is no number, not whole or out of range is refused with the limit', () => {
    expect(valueProblem('fast', entry())).toContain('no number')
    expect(valueProblem('1e3', entry())).toContain('no number')
    expect(valueProblem('1.5', entry({ valueKind: 'integer' }))).toContain('whole')
    expect(valueProblem('0', entry())).toContain('below 1')
    expect(valueProblem('20000', entry())).toContain('above 10000')
    expect(valueProblem('250,5', entry())).toBeNull()
  })

  test('is written with a point, and a switch is shown in words', () => {
    expect(writtenValue(' 250,5 ')).toBe('250.5')
    expect(valueText({ value: '1', entry: entry({ valueKind: 'boolean' }) })).toBe('on')
    expect(valueText({ value: '250.000', entry: entry() })).toBe('250.000')
  })
})
