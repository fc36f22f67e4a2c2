import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readGuard } from './action-guard.ts'
import { compareRecords } from './content-difference.ts'
import { laneOf, readEntry } from './legacy-record.ts'
import { payloadOf, snapshotText } from './payload.ts'
import { historyByDay } from './store-history.ts'
import { readTimestamp } from './timestamp.ts'

describe('a time as the older system wrote it', () => {
  test.each([
    ['2026-02-03T10:11:12.345Z', '2026-02-03T10:11:12.345Z', false],
    ['2026-02-03T10:11:12Z', '2026-02-03T10:11:12.000Z', false],
    // datetime.isoformat(): microseconds, and no zone
    ['2026-01-05T05:07:16.690677', '2026-01-05T05:07:16.690Z', true],
    ['2026-01-05T05:07:16.690677+00:00', '2026-01-05T05:07:16.690Z', false],
    ['2026-01-05 05:07', '2026-01-05T05:07:00.000Z', true],
    ['2026-01-05', '2026-01-05T00:00:00.000Z', true],
    ['2026-01-05T01:30:00+05:30', '2026-01-04T20:00:00.000Z', false],
    ['2026-01-05T01:30:00-0800', '2026-01-05T09:30:00.000Z', false],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z', false],
    // 1 735 787 045 s after 1970: 2025-01-02T03:04:05Z
    [1_735_787_045.5, '2025-01-02T03:04:05.500Z', false],
    [1_735_787_045_500, '2025-01-02T03:04:05.500Z', false],
    [0, '1970-01-01T00:00:00.000Z', false],
  ])('%j is %s', (value, utc, zoneAssumed) => {
    expect(readTimestamp(value)).toEqual({ utc, zoneAssumed })
  })

  test.each([
    ['2025-02-29T00:00:00Z'],
    ['2025-02-30T00:00:00.000Z'],
    ['2025-13-01'],
    ['2025-01-01T24:00:00Z'],
    ['2025-01-01T10:60:00Z'],
    ['2025-01-01T10:00:00+15:00'],
    ['1969-12-31T23:59:59Z'],
    ['yesterday'],
    [''],
    [-1],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [1e20],
    [null],
    [true],
    [{}],
  ])('%j is none', (value) => {
    expect(readTimestamp(value)).toBeNull()
  })

  test('every instant comes back from ISO and from its epoch', () => {
    const lastMs = Date.UTC(9999, 0)
    fc.assert(
      fc.property(fc.integer({ min: 1e11, max: lastMs }), (timeMs) => {
        const utc = new Date(timeMs).toISOString()
        expect(readTimestamp(utc)?.utc).toBe(utc)
        expect(readTimestamp(utc.replace('Z', '+00:00'))?.utc).toBe(utc)
        expect(readTimestamp(timeMs)?.utc).toBe(utc)
      }),
    )
  })
})

describe('an entry', () => {
  test('takes its id from the record, else from its key; both told when they differ', () => {
    expect(readEntry({ id: 'a' }, null)).toMatchObject({
      record: { id: 'a', conflictingKey: null },
    })
    expect(readEntry({ x: 1 }, 'k')).toMatchObject({
      record: { id: 'k', fields: { id: 'k', x: 1 }, conflictingKey: null },
    })
    expect(readEntry({ id: 'a' }, 'k')).toMatchObject({ record: { id: 'a', conflictingKey: 'k' } })
    expect(readEntry({ id: 17 }, null)).toMatchObject({
      record: { id: '17', fields: { id: '17' } },
    })
  })

  test.each([
    [{}],
    [{ id: '' }],
    [{ id: '  ' }],
    [{ id: null }],
    [{ id: {} }],
    [{ id: 1.5 }],
    [{ id: true }],
  ])('%j has no id', (value) => {
    expect(readEntry(value, null)).toEqual({ kind: 'missing-id' })
  })

  test.each([[null], [7], ['text'], [[1]], [true]])('%j is no record', (value) => {
    expect(readEntry(value, 'k').kind).toBe('unreadable')
  })

  test('keeps the time of creation, or says that it cannot read it', () => {
    expect(readEntry({ id: 'a', created_at: 1_735_787_045.5 }, null)).toMatchObject({
      record: { createdAtUtc: '2025-01-02T03:04:05.500Z', timeFault: null },
    })
    expect(readEntry({ id: 'a', start_time: '2025-01-02T03:04:05' }, null)).toMatchObject({
      record: { createdAtUtc: '2025-01-02T03:04:05.000Z', zoneAssumed: true },
    })
    expect(readEntry({ id: 'a', created_at: 'soon' }, null)).toMatchObject({
      record: { createdAtUtc: null, timeFault: 'created_at "soon" is no time' },
    })
  })

  test.each([
    [{ lane: 'safe', promotion_lane: 'tuned_v1' }, 'safe'],
    [{ lane: '', promotion_lane: 'tuned_v1' }, 'tuned_v1'],
    [{ lane: null }, 'unknown'],
    [{}, 'unknown'],
  ])('%j is in lane %s', (fields, lane) => {
    expect(laneOf(fields)).toBe(lane)
  })
})

const NO_TIMES = { createdAtUtc: null, updatedAtUtc: null }
const KEPT = { createdAtUtc: '2025-01-01T00:00:00.000Z', updatedAtUtc: '2025-01-02T00:00:00.000Z' }

describe('the difference of two records', () => {
  test('names each field that differs, and nothing else', () => {
    const json = { id: 'a', n: 1, list: [1, { x: 2 }], gone: null, same: { a: 1, b: 2 } }
    const sqlite = { same: { b: 2, a: 1 }, id: 'a', n: '1', list: [1, { x: 3 }, 4] }
    const { fieldCount, fields } = compareRecords(json, sqlite, { json: NO_TIMES, sqlite: KEPT })
    expect(fieldCount).toBe(4)
    expect(fields).toEqual([
      { path: 'gone', json: 'null', sqlite: null },
      { path: 'list[1].x', json: '2', sqlite: '3' },
      { path: 'list[2]', json: null, sqlite: '4' },
      { path: 'n', json: '1', sqlite: '"1"' },
    ])
  })

  test('times are compared as instants, and only when the JSON has them', () => {
    const sides = { json: { ...KEPT, updatedAtUtc: null }, sqlite: KEPT }
    const same = compareRecords(
      { id: 'a', created_at: '2025-01-01T01:00:00+01:00' },
      { id: 'a' },
      sides,
    )
    expect(same.fieldCount).toBe(0)
    const other = {
      ...sides,
      json: { createdAtUtc: '2024-01-01T00:00:00.000Z', updatedAtUtc: null },
    }
    const differs = compareRecords({ id: 'a', created_at: '2024-01-01' }, { id: 'a' }, other)
    expect(differs.fields.map(({ path }) => path)).toEqual(['created_at'])
  })

  test('no record differs from itself, and the order of sides does not change the count', () => {
    const record = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }))
    const sides = { json: NO_TIMES, sqlite: NO_TIMES }
    fc.assert(
      fc.property(record, record, (a, b) => {
        expect(compareRecords(a, JSON.parse(JSON.stringify(a)) as typeof a, sides).fieldCount).toBe(
          0,
        )
        expect(compareRecords(a, b, sides).fieldCount).toBe(compareRecords(b, a, sides).fieldCount)
      }),
    )
  })
})

describe('the payload', () => {
  function keptOf(text: string, key: string | null = null): string {
    const value: unknown = JSON.parse(text)
    const read = readEntry(value, key)
    if (read.kind !== 'record') throw new Error('a record expected')
    return payloadOf(read.record, value, text)
  }

  test('is the record as JSON', () => {
    expect(keptOf('{ "id": "a", "x": 6.0 }')).toBe('{"id":"a","x":6}')
    expect(keptOf('{"x":1}', 'k')).toBe('{"x":1,"id":"k"}')
  })

  test('keeps numbers that JavaScript would change', () => {
    const text = '{"id":"a","clock_ns":1700000000123456789}'
    expect(keptOf(text)).toBe(text)
    expect(keptOf('{"clock_ns": 1700000000123456789 }', 'k')).toBe(
      '{"clock_ns": 1700000000123456789,"id":"k"}',
    )
    expect(keptOf('{"id":"a","x":1e999}')).toContain('1e999')
    expect(keptOf('{"id":"a","x": 1.5e3}')).toBe('{"id":"a","x":1500}')
  })

  test('a snapshot adds what the columns know and the payload does not', () => {
    const columns = {
      id: 'a',
      createdAt: '2025-01-02T03:04:05.500Z',
      updatedAt: '2025-01-03T00:00:00.000Z',
    }
    const payload = '{"id":"a","created_at":1735787045.5,"updated_at":"2025-01-03T00:00:00"}'
    expect(snapshotText(payload, columns)).toBe(payload)
    expect(JSON.parse(snapshotText('{"id":"a"}', columns))).toEqual({
      id: 'a',
      created_at: columns.createdAt,
      updated_at: columns.updatedAt,
    })
    const raw = snapshotText('{"id":"a","t":1700000000123456789}', columns)
    expect(raw).toContain('1700000000123456789')
    expect(JSON.parse(raw)).toMatchObject({ created_at: columns.createdAt })
  })
})

test('a guard allows when unset or told so, and refuses everything else by name', () => {
  for (const value of [undefined, '', ' ', '1', 'true', 'YES', 'on']) {
    expect(readGuard('RMOS_X', value)).toEqual({ allowed: true, sentence: '' })
  }
  for (const value of ['0', 'false', 'No', 'off', 'maybe']) {
    expect(readGuard('RMOS_X', value).allowed).toBe(false)
    expect(readGuard('RMOS_X', value).sentence).toContain('RMOS_X=1')
  }
})

test('the history counts what changed records, by day, newest first', () => {
  const changed = { strip_families: 1, patterns: 2, joblog: 3 }
  const days = historyByDay([
    { kind: 'snapshot', at: '2026-01-02T10:00:00.000Z', payload: { counts: { joblog: 9 } } },
    { kind: 'import', at: '2026-01-02T09:00:00.000Z', payload: { changed, actor: 'ada' } },
    { kind: 'novel', at: '2026-01-01T09:00:00.000Z', payload: {} },
  ])
  expect(days.map(({ date }) => date)).toEqual(['2026-01-02', '2026-01-01'])
  expect(days[0]?.counts).toEqual(changed)
  expect(days[0]?.events[1]).toMatchObject({
    actor: 'ada',
    sentence: 'JSON was imported: 1 strip families, 2 patterns, 3 job log.',
  })
  expect(days[1]?.events[0]?.sentence).toBe('novel.')
})
