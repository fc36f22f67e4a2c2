import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SCALAR_COLUMNS } from '#core/migration/legacy-record.ts'
import { DATASETS } from '#core/migration/dataset.ts'
import { openBench, writeJsonFile } from './migration-bench.ts'
import type { Bench } from './migration-bench.ts'

const FAMILY_A = {
  ...{
    id: 'sf-a',
    name: 'BWB',
    strip_width_mm: 1.2,
    strip_thickness_mm: 0.6,
    material_type: 'maple',
  },
  ...{ strips: [{ length_mm: 300 }], metadata: { supplier: 'LMI' } },
}
const FAMILY_B = {
  ...{ id: 'sf-b', name: 'Rope', color_hex: '#aa7722', sequence: [0, 1], lane: 'tuned_v1' },
  materials: [{ key: 'm', type: 'wood', species: 'ebony', thickness_mm: 0.5 }],
}
const PATTERN = {
  ...{
    id: 'p1',
    name: 'Classical',
    ring_count: 1,
    strip_family_id: 'sf-a',
    promotion_lane: 'safe',
  },
  ...{ geometry: { rings: [{ radius_mm: 50, segments: 46 }] }, created_at: '2025-03-04T05:06:07' },
}
const JOB_A = {
  ...{
    id: 'j-a',
    job_type: 'slice',
    pattern_id: 'p1',
    strip_family_id: 'sf-a',
    parameters: { n: 1 },
  },
  ...{ status: 'completed', start_time: '2025-01-01T08:00:00', end_time: '2025-01-01T09:00:00' },
}
const JOB_B = {
  ...{ id: 'j-b', job_type: 'saw_slice_batch', created_at: 1_735_787_045.5, tool_id: 'saw:1' },
  slice_risks: [{ index: 0, risk_grade: 'GREEN' }],
}
const JOB_C = {
  ...{
    id: 'j-c',
    job_type: 'preset_promote_winner',
    created_at: '2025-02-01T00:00:00Z',
    preset_id: 'p1',
  },
  ...{
    parent_job_id: 'j-a',
    promotion_lane: 'tuned_v2',
    risk_grade: 'GREEN',
    doc_grade: 'A',
    gantry_grade: 'B',
    notes: 'n',
  },
}
const ALL = {
  strip_families: [FAMILY_A, FAMILY_B],
  patterns: [PATTERN],
  joblog: [JOB_A, JOB_B, JOB_C],
}

function writeAll(bench: Bench, folder = 'json'): string {
  const fromDir = join(bench.folder, folder)
  for (const dataset of DATASETS) writeJsonFile(join(fromDir, `${dataset}.json`), ALL[dataset])
  return fromDir
}

interface Row {
  readonly id: string
  readonly created_at: string
  readonly updated_at: string
  readonly payload_json: string
}

describe('every shape of the older system', () => {
  test('is imported whole, with its columns and its times', async () => {
    const bench = openBench()
    const outcome = await bench.migrate({ fromDir: writeAll(bench) })
    expect(outcome.counts.joblog).toMatchObject({ read: 3, inserted: 3, updated: 0, same: 0 })
    expect(outcome.missingReferenceCount).toBe(0)
    for (const dataset of DATASETS) {
      const rows = bench.rows<Row>(`SELECT * FROM ${dataset} ORDER BY sequence`)
      expect(rows.map(({ payload_json }) => JSON.parse(payload_json) as unknown)).toEqual(
        ALL[dataset],
      )
    }
    const [first, second, third] = bench.rows<Row & Record<string, unknown>>(
      'SELECT * FROM joblog ORDER BY sequence',
    )
    expect(first).toMatchObject({
      created_at: '2025-01-01T08:00:00.000Z',
      updated_at: '2025-01-01T09:00:00.000Z',
      status: 'completed',
    })
    expect(second).toMatchObject({
      created_at: '2025-01-02T03:04:05.500Z',
      updated_at: '2025-01-02T03:04:05.500Z',
    })
    expect(third).toMatchObject({
      ...{ preset_id: 'p1', parent_job_id: 'j-a', promotion_lane: 'tuned_v2' },
      ...{ risk_grade: 'GREEN', doc_grade: 'A', gantry_grade: 'B', notes: 'n' },
    })
    expect(bench.rows<Row>('SELECT * FROM patterns')[0]?.created_at).toBe(
      '2025-03-04T05:06:07.000Z',
    )
  })

  test('the columns are those of the tables', () => {
    const bench = openBench()
    return bench.migrate({ fromDir: writeAll(bench) }).then(() => {
      for (const dataset of DATASETS) {
        const names = bench
          .rows<{ name: string }>(`PRAGMA table_info(${dataset})`)
          .map(({ name }) => name)
        const expected = [
          'sequence',
          'id',
          ...SCALAR_COLUMNS[dataset],
          'created_at',
          'updated_at',
          'payload_json',
        ]
        expect([...names].sort()).toEqual([...expected].sort())
      }
    })
  })

  test('a folder with a file per record, by id or by the file’s name', async () => {
    const bench = openBench()
    const root = join(bench.folder, 'old', 'data', 'rmos_legacy')
    writeJsonFile(join(root, 'strip_families', 'one.json'), FAMILY_A)
    writeJsonFile(join(root, 'patterns', 'by-stem.json'), {
      name: 'No id',
      ring_count: 1,
      geometry: {},
    })
    writeJsonFile(join(root, 'joblogs', 'j.json'), JOB_A)
    writeJsonFile(join(root, 'joblogs', 'notes.txt'), 'not JSON')
    const outcome = await bench.migrate({ fromDir: join(bench.folder, 'old') })
    expect(outcome.counts.patterns).toMatchObject({ inserted: 1, missingIds: 0, idConflicts: 0 })
    expect(bench.rows<Row>('SELECT id FROM patterns')).toEqual([{ id: 'by-stem' }])
    expect(bench.rows<Row>('SELECT id FROM strip_families')).toEqual([{ id: 'sf-a' }])
  })
})

describe('writing', () => {
  test('again and again changes nothing, not even a backup', async () => {
    const bench = openBench()
    const fromDir = writeAll(bench)
    await bench.migrate({ fromDir })
    const before = bench.rows<Row>('SELECT * FROM joblog')
    const again = await bench.migrate({ fromDir })
    expect(again.counts.joblog).toMatchObject({ inserted: 0, updated: 0, same: 3 })
    expect(again.backupPath).toBeNull()
    expect(bench.rows<Row>('SELECT * FROM joblog')).toEqual(before)
  })

  test('a changed record is updated and keeps its place and its time of creation', async () => {
    const bench = openBench()
    const fromDir = writeAll(bench)
    await bench.migrate({ fromDir })
    const [before] = bench.rows<Row & { sequence: number }>(
      "SELECT * FROM strip_families WHERE id = 'sf-a'",
    )
    writeJsonFile(join(fromDir, 'strip_families.json'), [{ ...FAMILY_A, name: 'WBW' }, FAMILY_B])
    bench.clock.nowUtc = '2026-12-24T00:00:00.000Z'
    const outcome = await bench.migrate({ fromDir })
    expect(outcome.counts.strip_families).toMatchObject({ inserted: 0, updated: 1, same: 1 })
    expect(outcome.backupPath).toMatch(/rmos-before-import-/)
    const [after] = bench.rows<Row & { sequence: number; name: string }>(
      "SELECT * FROM strip_families WHERE id = 'sf-a'",
    )
    expect(after).toMatchObject({
      sequence: before?.sequence,
      created_at: before?.created_at,
      name: 'WBW',
    })
  })

  test('a dry run counts the same and leaves every byte', async () => {
    const bench = openBench()
    const fromDir = writeAll(bench)
    await bench.migrate({ fromDir })
    writeJsonFile(join(fromDir, 'joblog.json'), [
      JOB_A,
      { ...JOB_B, tool_id: 'saw:2' },
      { id: 'new' },
      { id: 'new', x: 1 },
      {},
      7,
    ])
    const bytes = readFileSync(bench.dbPath)
    const folder = readdirSync(bench.folder)
    const dry = await bench.migrate({ fromDir }, true)
    expect(readFileSync(bench.dbPath).equals(bytes)).toBe(true)
    expect(readdirSync(bench.folder).filter((name) => !/-(wal|shm)$/.test(name))).toEqual(
      folder.filter((name) => !/-(wal|shm)$/.test(name)),
    )
    const real = await bench.migrate({ fromDir })
    expect(dry.counts).toEqual(real.counts)
    expect(dry.counts.joblog).toEqual({
      ...{ read: 6, inserted: 1, updated: 1, same: 1, missingIds: 1 },
      ...{ duplicateIds: 1, unreadable: 1, idConflicts: 0, settled: 0 },
    })
  })

  test('a dry run where there is no database makes none', async () => {
    const bench = openBench()
    const dry = await bench.migrate({ fromDir: writeAll(bench) }, true)
    expect(dry.counts.joblog.inserted).toBe(3)
    expect(readdirSync(bench.folder)).toEqual(['json'])
  })

  test('of records with one id the last counts, whatever stands in the database', async () => {
    const bench = openBench()
    const joblogJson = join(bench.folder, 'j.json')
    const stateOf = () =>
      bench
        .rows<Row>('SELECT payload_json FROM joblog')
        .map(({ payload_json }) => (JSON.parse(payload_json) as { v: number }).v)
    for (const versions of [
      [1, 2],
      [2, 3, 2],
      [2, 2],
      [3, 2, 3],
    ]) {
      writeJsonFile(
        joblogJson,
        versions.map((v) => ({ id: 'a', v })),
      )
      const outcome = await bench.migrate({ joblogJson })
      expect(outcome.counts.joblog.duplicateIds).toBe(versions.length - 1)
      expect(stateOf()).toEqual([versions.at(-1)])
    }
  })

  test('every skipped entry is listed with file, index and reason', async () => {
    const bench = openBench()
    const joblogJson = writeJsonFile(
      join(bench.folder, 'j.json'),
      '[\n{"id":"a"},\n{"x":1},\n{"id":"b","y":NaN},\n[],\n{"id":"c"}\n]',
    )
    const outcome = await bench.migrate({ joblogJson })
    expect(outcome.counts.joblog).toMatchObject({
      read: 5,
      inserted: 2,
      missingIds: 1,
      unreadable: 2,
    })
    expect(outcome.skipped).toEqual([
      { dataset: 'joblog', file: 'j.json', index: 1, place: 'line 3', reason: 'has no id' },
      {
        dataset: 'joblog',
        file: 'j.json',
        index: 2,
        place: 'line 4',
        reason: 'holds NaN, which is no number in JSON',
      },
      {
        dataset: 'joblog',
        file: 'j.json',
        index: 3,
        place: 'line 5',
        reason: 'is a list of 0, not a record',
      },
    ])
  })

  test('missing references are told, and what names them is kept', async () => {
    const bench = openBench()
    const joblogJson = writeJsonFile(join(bench.folder, 'j.json'), [
      { id: 'a', pattern_id: 'gone' },
      { id: 'b', pattern_id: 'gone', parent_job_id: 'a' },
    ])
    const outcome = await bench.migrate({ joblogJson })
    expect(outcome.counts.joblog.inserted).toBe(2)
    expect(outcome.missingReferences).toEqual([
      { dataset: 'joblog', fromId: 'a', field: 'pattern_id', target: 'patterns', targetId: 'gone' },
    ])
  })

  test('a key that is not the id is told, and the id counts', async () => {
    const bench = openBench()
    const patternsJson = writeJsonFile(join(bench.folder, 'p.json'), {
      k1: { id: 'a' },
      k2: { name: 'b' },
    })
    const outcome = await bench.migrate({ patternsJson })
    expect(outcome.counts.patterns).toMatchObject({ inserted: 2, idConflicts: 1 })
    expect(outcome.notes.join()).toContain('a under k1')
    expect(bench.rows('SELECT id FROM patterns ORDER BY id')).toEqual([{ id: 'a' }, { id: 'k2' }])
  })

  test('every import is in the history, with its counts and who made it', async () => {
    const bench = openBench()
    await bench.migrate({ fromDir: writeAll(bench) })
    const [event] = bench.rows<{ kind: string; payload_json: string }>(
      "SELECT * FROM store_events WHERE kind = 'import'",
    )
    expect(JSON.parse(event?.payload_json ?? '')).toMatchObject({
      task_id: 'task-1',
      actor: 'ada',
      changed: { strip_families: 2, patterns: 1, joblog: 3 },
    })
  })
})
