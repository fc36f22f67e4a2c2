import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NO_COUNTS, type MigrationProgress } from '#core/migration/outcome.ts'
import { perDataset } from '#core/migration/dataset.ts'
import {
  type ContentDifference,
  type DatasetReport,
  type MigrationReport,
  placeholderReport,
} from '#core/migration/report.ts'
import { judgeReport, STRICT_THRESHOLDS } from '#core/migration/verdict.ts'
import {
  cardRows,
  chooseForAll,
  chosen,
  conflictsOf,
  laneRows,
  leftOut,
  newestSide,
  progressText,
  sizeText,
  totalCounts,
} from './migration.view-model.ts'

const SAME: DatasetReport = {
  json: {
    count: 3,
    unique_count: 3,
    missing_id_count: 0,
    duplicate_id_count: 0,
    unreadable_count: 0,
    id_conflict_count: 0,
    lane_counts: { safe: 2, unknown: 1 },
    missing_ids: [],
    duplicate_ids: [],
    id_conflicts: [],
  },
  sqlite: { count: 3, lane_counts: { safe: 2, archived: 1 } },
  diff: {
    only_in_json_count: 0,
    only_in_sqlite_count: 0,
    content_difference_count: 0,
    settled_count: 0,
    only_in_json_ids: [],
    only_in_sqlite_ids: [],
    content_differences: [],
  },
}
const difference = (
  id: string,
  jsonAt: string | null,
  sqliteAt: string | null,
): ContentDifference => ({
  id,
  json_updated_at: jsonAt,
  sqlite_updated_at: sqliteAt,
  field_count: 1,
  fields: [{ path: 'name', json: '"A"', sqlite: '"B"' }],
})
const reportOf = (found: DatasetReport): MigrationReport => ({
  ...placeholderReport('rmos.db', ''),
  generated_at: '2026-11-21T12:00:00.000Z',
  datasets: { patterns: found },
})
const PROGRESS: MigrationProgress = {
  taskId: 't',
  kind: 'migrate',
  state: 'running',
  phase: 'writing',
  dataset: 'joblog',
  fraction: 0.421,
  records: 12_500,
  recordsPerSecond: 45_210.4,
  secondsLeft: 8.2,
}

test('a card marks exactly what the audit fails for', () => {
  const small = fc.nat(3)
  const counts = fc.record({
    onlyInJson: small,
    onlyInSqlite: small,
    missing: small,
    unreadable: small,
    duplicate: small,
  })
  const limits = fc.record({
    maxOnlyInJson: small,
    maxOnlyInSqlite: small,
    maxMissingIds: small,
    maxDuplicateIds: small,
  })
  fc.assert(
    fc.property(counts, limits, (drift, thresholds) => {
      const found: DatasetReport = {
        ...SAME,
        json: {
          ...SAME.json,
          missing_id_count: drift.missing,
          unreadable_count: drift.unreadable,
          duplicate_id_count: drift.duplicate,
        },
        diff: {
          ...SAME.diff,
          only_in_json_count: drift.onlyInJson,
          only_in_sqlite_count: drift.onlyInSqlite,
        },
      }
      const marked = cardRows(found, thresholds).filter(({ exceeded }) => exceeded)
      const verdict = judgeReport(reportOf(found), thresholds)
      expect(marked.map(({ count, limit }) => [count, limit])).toEqual(
        verdict.exceeded.map(({ value, limit }) => [value, limit]),
      )
      expect(verdict.outcome).toBe(marked.length === 0 ? 'PASS' : 'FAIL')
    }),
  )
})

test('differences that decide nothing are shown and not marked', () => {
  const found = { ...SAME, diff: { ...SAME.diff, content_difference_count: 4, settled_count: 2 } }
  const rows = cardRows(found, STRICT_THRESHOLDS)
  expect(rows.find(({ id }) => id === 'different')).toMatchObject({ count: 4, limit: null })
  expect(rows.some(({ exceeded }) => exceeded)).toBe(false)
})

test('a lane that one side alone has is a row with nothing on the other', () => {
  expect(laneRows(SAME)).toEqual([
    { lane: 'archived', json: 0, sqlite: 1 },
    { lane: 'safe', json: 2, sqlite: 2 },
    { lane: 'unknown', json: 1, sqlite: 0 },
  ])
})

test('a job says what it does, how far, how fast and how long still', () => {
  expect(progressText(PROGRESS, false)).toEqual({
    label: 'Importing: writing, job log',
    detail: '42 % · 12\u202f500 records · 45\u202f210 a second · 8 s left',
  })
  expect(progressText({ ...PROGRESS, dataset: null, secondsLeft: null }, true)).toEqual({
    label: 'Looking: writing',
    detail: '42 % · 12\u202f500 records · 45\u202f210 a second',
  })
})

test('the side that changed last is named, and none when the times do not say', () => {
  const [early, late] = ['2024-01-01T00:00:00.000Z', '2024-01-02T00:00:00.000Z']
  expect(newestSide(difference('a', late, early))).toBe('json')
  expect(newestSide(difference('a', early, late))).toBe('sqlite')
  expect(newestSide(difference('a', early, early))).toBe('unknown')
  expect(newestSide(difference('a', null, late))).toBe('unknown')
  expect(newestSide(difference('a', 'some day', late))).toBe('unknown')
})

test('choosing the newest for all leaves out what has no times', () => {
  const differences = [
    difference('a', '2024-01-02T00:00:00.000Z', '2024-01-01T00:00:00.000Z'),
    difference('b', null, null),
  ]
  const report = reportOf({
    ...SAME,
    diff: { ...SAME.diff, content_difference_count: 7, content_differences: differences },
  })
  const { listed, count } = conflictsOf(report)
  expect([listed.length, count]).toEqual([2, 7])
  expect(chosen(listed, chooseForAll(listed, 'newest'))).toEqual([
    { dataset: 'patterns', id: 'a', keep: 'newest' },
  ])
  expect(chosen(listed, chooseForAll(listed, 'json'))).toHaveLength(2)
  expect(chosen([], chooseForAll(listed, 'json'))).toEqual([])
})

test('counts of an import add up over the datasets', () => {
  const outcome = {
    dryRun: true,
    counts: perDataset((dataset) => ({
      ...NO_COUNTS,
      inserted: dataset === 'joblog' ? 5 : 1,
      missingIds: 1,
      unreadable: 2,
      duplicateIds: 4,
    })),
    skippedCount: 0,
    skipped: [],
    missingReferenceCount: 0,
    missingReferences: [],
    notes: [],
    backupPath: null,
    seconds: 1,
  }
  expect(totalCounts(outcome)).toEqual({ inserted: 7, updated: 0, same: 0, settled: 0 })
  expect(leftOut(outcome.counts.joblog)).toBe(7)
})

test('a size is in the largest unit that leaves a number', () => {
  expect([0, 999, 1000, 2_400_000, 5e9, 7e13].map(sizeText)).toEqual([
    '0 bytes',
    '999 bytes',
    '1.0 KB',
    '2.4 MB',
    '5.0 GB',
    '70\u202f000.0 GB',
  ])
})
