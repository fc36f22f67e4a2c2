import { describe, expect, test } from 'vitest'
import { dueBackup } from './due-backup.ts'
import type { ListedBackup } from './list-backups.ts'

const NOON_MS = Date.parse('2026-11-21T12:00:00.000Z')
const HOUR_MS = 3_600_000

function backup(ageHours: number, scope: 'everything' | 'database' | null): ListedBackup {
  return {
    fileName: 'x',
    path: '/x',
    kind: 'daily',
    sequence: 1,
    createdAtUtc: new Date(NOON_MS - ageHours * HOUR_MS).toISOString(),
    sizeBytes: 1,
    contents:
      scope === null
        ? null
        : {
            scope,
            counts: { patterns: 0, stripFamilies: 0, jobLog: 0, runs: 0 },
            schemaVersion: 1,
            installId: 'i',
          },
    trouble: scope === null ? 'it is damaged' : '',
  }
}

const DAILY = { kind: 'daily', scope: 'everything' }
const START = { kind: 'start', scope: 'database' }

describe('the copy that is due', () => {
  test.each([
    ['none there', [], false, DAILY],
    ['a young one, while running', [backup(23, 'everything')], false, null],
    ['a young one, at a start', [backup(23, 'everything')], true, START],
    ['an old one', [backup(24, 'everything')], false, DAILY],
    ['young ones of the database only', [backup(1, 'database')], false, DAILY],
    ['a young one that cannot be read', [backup(1, null), backup(30, 'everything')], true, DAILY],
    ['one from the future, the clock was put back', [backup(-5, 'everything')], false, DAILY],
    ['one from 1970, the clock was wrong', [backup(498_000, 'everything')], true, DAILY],
  ] as const)('with %s', (_, backups, isStart, due) => {
    expect(dueBackup(backups, { nowMs: NOON_MS, isStart })).toEqual(due)
  })
})
