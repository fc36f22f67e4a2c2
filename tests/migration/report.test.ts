import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { reportHtml } from '#core/migration/report-html.ts'
import { reportText } from '#core/migration/report-text.ts'
import { judgeReport, STRICT_THRESHOLDS } from '#core/migration/verdict.ts'
import { renderReport } from '../../src-main/migration/report-files.ts'
import { NO_SOURCES } from '../../src-main/migration/sources.ts'
import { openBench, writeJsonFile } from './migration-bench.ts'

describe('a report', () => {
  test('counts both sides, their lanes and what differs, by hand', async () => {
    const bench = openBench()
    const path = join(bench.folder, 'p.json')
    await bench.migrate({
      patternsJson: writeJsonFile(path, [
        { id: 'same', lane: 'safe' },
        { id: 'changed', lane: 'safe', geometry: { rings: [{ radius_mm: 50 }] } },
        { id: 'gone', promotion_lane: 'tuned_v1' },
        { id: 'lost' },
      ]),
    })
    writeJsonFile(path, [
      { lane: 'safe', id: 'same' },
      { id: 'changed', lane: 'safe', geometry: { rings: [{ radius_mm: 51 }] }, extra: true },
      { id: 'new' },
      { id: 'new', lane: 'experimental' },
      { name: 'no id' },
    ])
    const { patterns } = (await bench.report({ patternsJson: path })).datasets
    expect(patterns).toEqual({
      json: {
        ...{
          count: 5,
          unique_count: 3,
          missing_id_count: 1,
          duplicate_id_count: 1,
          unreadable_count: 0,
        },
        ...{
          id_conflict_count: 0,
          id_conflicts: [],
          missing_ids: ['p.json[4]'],
          duplicate_ids: ['new'],
        },
        lane_counts: { experimental: 1, safe: 2, unknown: 1 },
      },
      sqlite: { count: 4, lane_counts: { safe: 2, tuned_v1: 1, unknown: 1 } },
      diff: {
        ...{ only_in_json_count: 1, only_in_json_ids: ['new'] },
        ...{ only_in_sqlite_count: 2, only_in_sqlite_ids: ['gone', 'lost'] },
        ...{ content_difference_count: 1, settled_count: 0 },
        content_differences: [
          {
            ...{
              id: 'changed',
              json_updated_at: null,
              sqlite_updated_at: '2026-11-21T12:00:00.000Z',
            },
            field_count: 2,
            fields: [
              { path: 'extra', json: 'true', sqlite: null },
              { path: 'geometry.rings[0].radius_mm', json: '51', sqlite: '50' },
            ],
          },
        ],
      },
    })
  })

  test('says what is wrong inside the database, as warnings', async () => {
    const bench = openBench()
    const joblogJson = writeJsonFile(join(bench.folder, 'j.json'), [
      { id: 'a', job_type: 'slice', pattern_id: 'gone', duration_seconds: -1 },
      { id: 'b', status: 'completed', start_time: '2025-01-01T00:00:00Z' },
    ])
    await bench.migrate({ joblogJson })
    const report = await bench.report({ joblogJson })
    const warnings = report.database.filter(({ outcome }) => outcome === 'warning')
    expect(warnings.map(({ what }) => what).sort()).toEqual([
      'references',
      'required fields',
      'value ranges',
      'value ranges',
    ])
    expect(report.database.filter(({ outcome }) => outcome === 'error')).toEqual([])
    expect(judgeReport(report, STRICT_THRESHOLDS).outcome).toBe('PASS')
  })

  test('fails where a database check is an error, and is UNKNOWN without a comparison', async () => {
    const bench = openBench()
    const joblogJson = writeJsonFile(join(bench.folder, 'j.json'), [{ id: 'a' }])
    await bench.migrate({ joblogJson })
    const report = await bench.report({ joblogJson })
    const broken = { what: 'integrity', outcome: 'error', sentence: 'Damaged.' } as const
    expect(judgeReport({ ...report, database: [broken] }, STRICT_THRESHOLDS)).toMatchObject({
      outcome: 'FAIL',
      failedChecks: ['Damaged.'],
    })
    expect(judgeReport({ ...report, datasets: {} }, STRICT_THRESHOLDS).outcome).toBe('UNKNOWN')
    const noNumber = { ...STRICT_THRESHOLDS, maxOnlyInJson: Number.NaN }
    expect(judgeReport(report, noNumber).outcome).toBe('FAIL')
  })

  test('a file that cannot be read to its end never passes', async () => {
    const bench = openBench()
    const joblogJson = writeJsonFile(join(bench.folder, 'j.json'), '[{"id":"a"}')
    await bench.migrate({ joblogJson })
    const report = await bench.report({ joblogJson })
    expect(report.skipped[0]?.reason).toContain('ends before its closing bracket')
    expect(judgeReport(report, STRICT_THRESHOLDS).outcome).toBe('FAIL')
  })

  test('is written as text, HTML and PDF; nothing of a record becomes markup', async () => {
    const bench = openBench()
    const evil = '<script>alert(1)</script>'
    const joblogJson = writeJsonFile(join(bench.folder, 'j.json'), [{ id: evil, lane: evil }])
    await bench.migrate({ joblogJson: writeJsonFile(join(bench.folder, 'k.json'), [{ id: 'ü' }]) })
    const report = await bench.report({ joblogJson })
    const verdict = judgeReport(report, STRICT_THRESHOLDS)
    expect(reportText(report, verdict)).toContain(`Only in JSON\n    ${evil}`)
    const html = reportHtml(report, verdict)
    expect(html).not.toContain('<script')
    expect(html).not.toMatch(/(src|href)=/)
    const pdf = Buffer.from(await renderReport(report, STRICT_THRESHOLDS, 'pdf'))
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.includes('alert')).toBe(true)
    expect(pdf.includes('only_in_json_ids')).toBe(false)
  })
})

describe('a snapshot', () => {
  test('imported into an empty database shows no drift, there and here', async () => {
    const bench = openBench()
    const json = join(bench.folder, 'j.json')
    writeJsonFile(
      json,
      '[{"id":"a","created_at":"2025-01-01T00:00:00","t":1700000000123456789},{"id":"b"},{"id":"c","created_at":"soon","updated_at":5}]',
    )
    await bench.migrate({ joblogJson: json })
    const snapshot = await bench.run<'snapshot'>({
      kind: 'snapshot',
      folder: join(bench.folder, 'out'),
    })
    expect(snapshot.counts).toEqual({ strip_families: 0, patterns: 0, joblog: 3 })
    const other = openBench()
    await other.migrate({ fromDir: snapshot.folder })
    for (const one of [bench, other]) {
      const report = await one.report({ fromDir: snapshot.folder })
      expect(judgeReport(report, STRICT_THRESHOLDS).outcome).toBe('PASS')
      expect(report.datasets.joblog?.diff.content_difference_count).toBe(0)
    }
    const times = "SELECT id, created_at, updated_at FROM joblog WHERE id <> 'c' ORDER BY id"
    expect(other.rows(times)).toEqual(bench.rows(times))
    expect(
      other.rows<{ p: string }>("SELECT payload_json AS p FROM joblog WHERE id = 'a'")[0]?.p,
    ).toContain('1700000000123456789')
  })
})

describe('content differences', () => {
  test('are settled record by record: JSON, SQLite, the newest', async () => {
    const bench = openBench()
    const path = join(bench.folder, 'p.json')
    const stamped = (day: number, v: number) =>
      ['a', 'b', 'c', 'd'].map((id) => ({ id, v, updated_at: `2025-01-0${String(day)}T00:00:00Z` }))
    await bench.migrate({ patternsJson: writeJsonFile(path, stamped(2, 1)) })
    writeJsonFile(
      path,
      stamped(3, 2).map((one) => (one.id === 'd' ? { id: 'd', v: 2 } : one)),
    )
    const sources = { ...NO_SOURCES, patternsJson: path }
    const choose = (id: string, keep: 'json' | 'sqlite' | 'newest') => ({
      dataset: 'patterns' as const,
      id,
      keep,
    })
    const choices = [
      choose('a', 'json'),
      choose('b', 'sqlite'),
      choose('c', 'newest'),
      choose('d', 'newest'),
      choose('x', 'json'),
    ]
    const settled = await bench.run<'resolve'>({ kind: 'resolve', sources, choices })
    expect(settled).toMatchObject({ keptJson: 2, keptSqlite: 1 })
    expect(settled.unresolved).toHaveLength(2)
    const values = () =>
      bench
        .rows<{ id: string; v: number }>(
          "SELECT id, payload_json ->> '$.v' AS v FROM patterns ORDER BY id",
        )
        .map(({ v }) => v)
    expect(values()).toEqual([2, 1, 2, 1])
    const after = (await bench.report(sources)).datasets.patterns?.diff
    expect(after).toMatchObject({ content_difference_count: 1, settled_count: 1 })
    const again = await bench.migrate(sources)
    expect(again.counts.patterns).toMatchObject({ updated: 1, settled: 1 })
    expect(values()).toEqual([2, 1, 2, 2])
    // What stood there before is in the history, and a new word of the JSON brings the record up again.
    const [event] = bench.rows<{ payload_json: string }>(
      "SELECT payload_json FROM store_events WHERE kind = 'fix'",
    )
    expect(event?.payload_json).toContain('"replaced":{"id":"a","v":1')
    writeJsonFile(path, [{ id: 'b', v: 3 }])
    expect((await bench.report(sources)).datasets.patterns?.diff).toMatchObject({
      content_difference_count: 1,
      settled_count: 0,
    })
  })
})
