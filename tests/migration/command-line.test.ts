import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rmos } from '../cli/rmos-process.ts'
import { emptyFolder } from './migration-bench.ts'

const SAMPLE = join(import.meta.dirname, 'sample')

test('import, audit and snapshot from the command line, with their exit codes', async () => {
  const folder = emptyFolder()
  const data = join(folder, 'data')
  const json = ['--from-dir', SAMPLE] as const

  const early = await rmos(data, 'store', 'audit', ...json)
  expect(early.code).toBe(3)
  expect(early.stderr).toContain('There is no database')

  const imported = await rmos(data, 'store', 'migrate', ...json, '--json')
  expect(imported.code).toBe(0)
  expect(JSON.parse(imported.stdout)).toMatchObject({
    schema: 'rmos.migration',
    counts: { strip_families: { inserted: 2 }, patterns: { inserted: 2 }, joblog: { inserted: 3 } },
  })

  const passed = await rmos(data, 'store', 'audit', ...json)
  expect([passed.code, passed.stdout.split('\n')[0]]).toEqual([0, 'PASS'])
  const latest = join(data, 'migration', 'rmos_migration_report')
  expect(readFileSync(`${latest}.pdf`).subarray(0, 5).toString()).toBe('%PDF-')
  expect(readFileSync(`${latest}.html`, 'utf8')).toContain('<!doctype html>')

  const drifted = join(folder, 'drifted.json')
  writeFileSync(drifted, '[{"id":"classical"},{"id":"classical"},{}]')
  const only = ['--patterns-json', drifted, '--out', join(folder, 'audit')] as const
  const failed = await rmos(data, 'store', 'audit', ...only)
  expect(failed.code).toBe(2)
  expect(failed.stdout).toContain('patterns: 1 only in SQLite, the limit is 0')
  expect(failed.stdout).toContain('patterns: 1 without a usable id, the limit is 0')
  const limits = ['max-only-in-sqlite', 'max-missing-ids', 'max-duplicate-ids'].flatMap((name) => [
    `--${name}`,
    '1',
  ])
  expect((await rmos(data, 'store', 'audit', ...only, ...limits)).code).toBe(0)
  expect((await rmos(data, 'store', 'audit', ...only, '--max-missing-ids', 'many')).code).toBe(64)

  const out = join(folder, 'snapshot')
  expect((await rmos(data, 'store', 'snapshot', '--out', out)).code).toBe(0)
  const other = join(folder, 'other.db')
  expect((await rmos(data, 'store', 'migrate', '--from-dir', out, '--db', other)).code).toBe(0)
  expect((await rmos(data, 'store', 'audit', '--from-dir', out, '--db', other)).code).toBe(0)

  const status = await rmos(data, 'store', 'status', '--json')
  expect(JSON.parse(status.stdout)).toMatchObject({
    counts: { total: 7 },
    lastMigration: { kind: 'import' },
  })
  const history = await rmos(data, 'store', 'history', '--json')
  expect(JSON.parse(history.stdout)).toMatchObject({
    days: [{ events: [{ kind: 'snapshot' }, { kind: 'import' }] }],
  })
  expect((await rmos(data, 'store', 'history', '--limit', '501')).code).toBe(64)
}, 120_000)
