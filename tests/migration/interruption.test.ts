import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { NO_SOURCES } from '../../src-main/migration/sources.ts'
import { killDuringImports } from '../torture/kill-migrate.ts'
import { emptyFolder, openBench, writeJsonFile } from './migration-bench.ts'
import { diskObstacle, fillUp, makeReadOnly, smallDisk } from './small-disk.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('cancelling', () => {
  test('at any step leaves the database as it was, or finds it imported', async () => {
    const bench = openBench()
    const joblogJson = writeJsonFile(
      join(bench.folder, 'j.jsonl'),
      Array.from(
        { length: 21_000 },
        (_, n) => `{"id":"j${String(n)}","pad":"${'x'.repeat(60)}"}\n`,
      ).join(''),
    )
    await bench.migrate({
      joblogJson: writeJsonFile(join(bench.folder, 'one.json'), [{ id: 'first' }]),
    })
    const task = {
      ...({ kind: 'migrate', dryRun: false, backup: true } as const),
      sources: { ...NO_SOURCES, joblogJson },
    }
    for (let atStep = 1, ended = ''; ended !== 'finished'; atStep += 1) {
      let steps = 0
      const end = await bench.end<'migrate'>(task, {
        tell: () => {
          steps += 1
        },
        isCancelled: () => steps >= atStep,
      })
      ended = end.state
      const [count] = bench.rows<{ n: number }>('SELECT count(*) AS n FROM joblog')
      expect(count?.n).toBe(end.state === 'finished' ? 21_001 : 1)
      const indexes = bench.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'joblog'",
      )
      expect(indexes.length).toBeGreaterThanOrEqual(7)
    }
    expect(bench.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  }, 60_000)
})

test('kill -9 at random moments: all of an import is there, or none of it', async () => {
  const found = await killDuringImports({ times: 4, records: 21_000 })
  expect(found.broken).toEqual([])
  expect(found.untouched + found.imported).toBe(4)
}, 120_000)

describe('what stands in the way is one sentence, and nothing is lost', () => {
  const task = (joblogJson: string) => ({
    ...({ kind: 'migrate', dryRun: false, backup: true } as const),
    sources: { ...NO_SOURCES, joblogJson },
  })

  async function withOneRecord() {
    const bench = openBench()
    await bench.migrate({
      joblogJson: writeJsonFile(join(bench.folder, 'one.json'), [{ id: 'first' }]),
    })
    const more = writeJsonFile(
      join(bench.folder, 'more.json'),
      Array.from({ length: 2000 }, (_, n) => ({ id: `j${String(n)}`, pad: 'x'.repeat(200) })),
    )
    return { bench, more }
  }

  test('a database that another program is writing', async () => {
    const { bench, more } = await withOneRecord()
    const other = new Database(bench.dbPath)
    other.exec('BEGIN IMMEDIATE')
    // It gives the lock back while the import waits for it.
    const running = bench.end<'migrate'>(task(more), {
      tell: ({ phase }) => {
        if (phase === 'waiting') other.close()
      },
    })
    expect((await running).state).toBe('finished')
    expect(bench.rows('SELECT count(*) AS n FROM joblog')).toEqual([{ n: 2001 }])
  })

  test.skipIf(diskObstacle !== '')(`a full disk, at whatever moment ${diskObstacle}`, async () => {
    const disk = smallDisk('12m')
    const bench = openBench(disk)
    const jsonFolder = emptyFolder()
    await bench.migrate({
      joblogJson: writeJsonFile(join(jsonFolder, 'one.json'), [{ id: 'first' }]),
    })
    const before = bench.rows('SELECT * FROM joblog')
    const records = Array.from({ length: 8000 }, (_, n) => ({
      id: `j${String(n)}`,
      pad: 'x'.repeat(200),
    }))
    const more = writeJsonFile(join(jsonFolder, 'more.json'), records)
    vi.stubEnv('SQLITE_TMPDIR', disk)
    const ends = []
    for (let ballastKb = 11_000; ballastKb >= 0 && ends.at(-1) !== 'finished'; ballastKb -= 1000) {
      const ballast = fillUp(disk, ballastKb)
      const end = await bench.end<'migrate'>(task(more))
      rmSync(ballast)
      ends.push(end.state)
      if (end.state === 'finished') break
      expect(end).toMatchObject({
        state: 'failed',
        problem: {
          kind: 'storage',
          message: expect.stringContaining('the disk is full') as string,
        },
      })
      expect(bench.rows('SELECT * FROM joblog')).toEqual(before)
    }
    expect(ends.filter((state) => state === 'failed').length).toBeGreaterThan(2)
    expect(ends.at(-1)).toBe('finished')
    expect(bench.rows('SELECT count(*) AS n FROM joblog')).toEqual([{ n: 8001 }])
    expect(bench.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  })

  test.skipIf(diskObstacle !== '')(`a disk that is read-only ${diskObstacle}`, async () => {
    const disk = smallDisk('12m')
    const bench = openBench(disk)
    const json = writeJsonFile(join(emptyFolder(), 'one.json'), [{ id: 'first' }])
    await bench.migrate({ joblogJson: json })
    makeReadOnly(disk)
    const end = await bench.end<'migrate'>(task(json))
    expect(end).toMatchObject({ state: 'failed', problem: { kind: 'storage' } })
    expect(end.state === 'failed' ? end.problem.message : '').toContain(disk)
  })

  test('a database whose header is damaged stays as it is', async () => {
    const { bench, more } = await withOneRecord()
    const bytes = readFileSync(bench.dbPath)
    bytes.write('not a database', 0)
    writeFileSync(bench.dbPath, bytes)
    const end = await bench.end<'migrate'>(task(more))
    expect(end).toMatchObject({
      state: 'failed',
      problem: { kind: 'storage', message: expect.stringContaining('is not a database') as string },
    })
    expect(readFileSync(bench.dbPath).equals(bytes)).toBe(true)
  })

  test('a database with a damaged page stays as it is', async () => {
    const { bench, more } = await withOneRecord()
    const bytes = readFileSync(bench.dbPath)
    bytes.fill(0x5a, 4096 * 6, 4096 * 12)
    writeFileSync(bench.dbPath, bytes)
    const end = await bench.end<'migrate'>(task(more))
    expect(end).toMatchObject({ state: 'failed', problem: { kind: 'storage' } })
    expect(readFileSync(bench.dbPath).equals(bytes)).toBe(true)
  })

  test.each(['migrate', 'report'] as const)('a file that is not there (%s)', async (kind) => {
    const { bench } = await withOneRecord()
    const order =
      kind === 'migrate'
        ? task('/nowhere/j.json')
        : {
            kind,
            depth: 'report' as const,
            sources: { ...NO_SOURCES, joblogJson: '/nowhere/j.json' },
          }
    expect(await bench.end(order)).toMatchObject({
      state: 'failed',
      problem: { kind: 'not-found', message: '/nowhere/j.json is not there.' },
    })
  })
})
