import { describe, expect, test } from 'vitest'
import type { Backup } from '#core/contract/backups.contract.ts'
import {
  beforeToday,
  newestGood,
  countRows,
  holdsText,
  isYesterday,
  sizeText,
  workText,
} from './backups.view-model.ts'

function backup(fileName: string, changes: Partial<Backup> = {}): Backup {
  return {
    fileName,
    kind: 'daily',
    scope: 'everything',
    createdAtUtc: '2026-11-20T12:00:00.000Z',
    sizeBytes: 1000,
    counts: { patterns: 2, stripFamilies: 0, jobLog: 4, runs: 1 },
    isOwn: true,
    trouble: '',
    ...changes,
  }
}

/** Noon of a local day. */
const noon = (day: number) => new Date(2026, 10, day, 12)

describe('yesterday', () => {
  test('is the newest good copy of everything from before today', () => {
    const backups = [
      backup('today', { createdAtUtc: noon(21).toISOString() }),
      backup('unreadable', { createdAtUtc: noon(20).toISOString(), scope: null, counts: null }),
      backup('database', { createdAtUtc: noon(20).toISOString(), scope: 'database' }),
      backup('other', { createdAtUtc: noon(20).toISOString(), isOwn: false }),
      backup('wanted', { createdAtUtc: noon(19).toISOString() }),
      backup('older', { createdAtUtc: noon(18).toISOString() }),
    ]
    expect(beforeToday(backups, noon(21).getTime())?.fileName).toBe('wanted')
    expect(beforeToday(backups.slice(0, 1), noon(21).getTime())).toBeNull()
  })

  test('goes by the calendar, over the ends of months and years', () => {
    const lateInYear = new Date(2026, 11, 31, 23, 59)
    const earlyInYear = new Date(2027, 0, 1, 0, 1)
    expect(isYesterday(lateInYear.toISOString(), earlyInYear.getTime())).toBe(true)
    expect(isYesterday(earlyInYear.toISOString(), earlyInYear.getTime())).toBe(false)
    expect(isYesterday(noon(19).toISOString(), noon(21).getTime())).toBe(false)
  })
})

test('after a loss the newest good copy of this installation is offered', () => {
  const backups = [
    backup('unreadable', { scope: null }),
    backup('other', { isOwn: false }),
    backup('database', { scope: 'database', isOwn: null }),
    backup('older'),
  ]
  expect(newestGood(backups)?.fileName).toBe('database')
  expect(newestGood(backups.slice(0, 2))).toBeNull()
})

test('sizes and contents are said as people read them', () => {
  expect(sizeText(23_400)).toBe('24 kB')
  expect(sizeText(1_440_000)).toBe('1.4 MB')
  expect(holdsText(backup('a'))).toBe('1 run, 2 plans and patterns')
  expect(holdsText(backup('a', { scope: 'database' }))).toContain('database only')
  expect(holdsText(backup('a', { counts: null }))).toBe('')
})

test('a database of now that cannot be read has no numbers', () => {
  const rows = countRows({ patterns: 2, stripFamilies: 0, jobLog: 4, runs: 1 }, null)
  expect(rows.map(({ copy }) => copy)).toEqual(['1', '2', '0', '4'])
  expect(new Set(rows.map(({ now }) => now))).toEqual(new Set(['unreadable']))
})

test('work is told with its share and the time left', () => {
  const text = workText({ what: 'backup', phase: 'checking', ratio: 0.756, secondsLeft: 12 })
  expect(text).toEqual({ label: 'Making a backup: reading it again', detail: '75 %, 12 s left' })
  const start = workText({ what: 'restore', phase: 'starting', ratio: null, secondsLeft: null })
  expect(start.detail).toBe('')
})
