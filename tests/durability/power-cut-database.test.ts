import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { createRunStore } from '../../src-main/runs/run-store.ts'
import { openDatabase } from '../../src-main/store/database.ts'
import type { Store } from '../../src-main/store/store.ts'
import { emptyFolder, NOON, openStore, placeOf, unwrap } from '../store/data-folder.ts'
import { runIdOf, sampleRun } from './sample-run.ts'

/** A database as its two files stand at one moment. */
interface Moment {
  readonly db: Buffer
  readonly wal: Buffer
}

/** A WAL frame: 24 bytes of header and a page (sqlite.org/fileformat2.html#walformat). */
const FRAME_BYTES = 24 + 4096
const WAL_HEADER_BYTES = 32

function momentOf(dataDir: string): Moment {
  return {
    db: readFileSync(join(dataDir, 'rmos.db')),
    wal: readFileSync(join(dataDir, 'rmos.db-wal')),
  }
}

/** Where a tear is tried: every 1/6 of a frame, and just before, at and after every frame's border. */
function tearsBetween(from: number, to: number): readonly number[] {
  const tears = new Set([from, to])
  for (let at = from; at < to; at += Math.floor(FRAME_BYTES / 6)) tears.add(at)
  for (let border = WAL_HEADER_BYTES; border <= to; border += FRAME_BYTES) {
    for (const at of [border - 1, border, border + 1, border + 24]) {
      if (at >= from && at <= to) tears.add(at)
    }
  }
  return [...tears].sort((a, b) => a - b)
}

/** Opens a database put together from a main file and a log, and says which runs it knows. */
async function runsAfter(scratch: string, dataDir: string, moment: Moment): Promise<Set<string>> {
  rmSync(scratch, { recursive: true, force: true })
  mkdirSync(scratch)
  writeFileSync(join(scratch, 'rmos.db'), moment.db)
  writeFileSync(join(scratch, 'rmos.db-wal'), moment.wal)
  writeFileSync(
    join(scratch, 'rmos.install.json'),
    readFileSync(join(dataDir, 'rmos.install.json')),
  )
  const store = unwrap(await openDatabase(placeOf(scratch)))
  try {
    unwrap(store.checkIntegrity())
    const rows = unwrap(store.runs.allPaths())
    // A run's row and its job log row come and go together.
    for (const runId of rows.keys()) {
      expect(unwrap(store.jobLog.get(runId))?.job_type).toBe('run')
    }
    expect(unwrap(store.jobLog.list({ limit: 100 })).length).toBe(rows.size)
    // The files of every run the database knows are there and whole (they are never torn here).
    const runs = createRunStore({ dataDir, files: nodeFiles(), store, clock: NOON })
    for (const runId of rows.keys()) expect(unwrap(await runs.verify(runId)).ok).toBe(true)
    return new Set(rows.keys())
  } finally {
    store.close()
  }
}

async function workshop(): Promise<{
  readonly dataDir: string
  readonly scratch: string
  readonly store: Store
  readonly record: (number: number) => Promise<string>
}> {
  const dataDir = emptyFolder()
  const store = await openStore(dataDir)
  const runs = createRunStore({ dataDir, files: nodeFiles(), store, clock: NOON })
  const record = async (number: number) => {
    const { runId } = unwrap(
      await runs.record(sampleRun({ runId: runIdOf(number) }), { planId: 'plan' }),
    )
    return runId
  }
  return { dataDir, scratch: join(dataDir, 'scratch'), store, record }
}

/** Tears the log between two moments at many bytes: the first run stays, the second is whole or not there. */
async function tearBetween(
  { dataDir, scratch }: { readonly dataDir: string; readonly scratch: string },
  { db, before, after }: { readonly db: Buffer; readonly before: Buffer; readonly after: Buffer },
  from: number,
): Promise<{ readonly tried: number; readonly withSecond: number }> {
  let withSecond = 0
  const tears = tearsBetween(from, after.length)
  for (const at of tears) {
    const written = after.subarray(0, at)
    const zeros = Buffer.alloc(after.length - at)
    // Cut off there; the rest zeros; the rest as it was before (an overwritten log).
    for (const tail of [Buffer.alloc(0), zeros, before.subarray(at)]) {
      const known = await runsAfter(scratch, dataDir, { db, wal: Buffer.concat([written, tail]) })
      expect(known.has(runIdOf(1))).toBe(true)
      if (known.has(runIdOf(2))) withSecond += 1
    }
  }
  return { tried: tears.length * 3, withSecond }
}

describe('the power is cut while the database commits a run', () => {
  test('a torn log never costs an acknowledged run, and the torn one is there wholly or not at all', async () => {
    const place = await workshop()
    await place.record(1)
    const before = momentOf(place.dataDir)
    await place.record(2)
    const after = momentOf(place.dataDir)
    expect(after.db.equals(before.db)).toBe(true)
    expect(after.wal.subarray(0, before.wal.length).equals(before.wal)).toBe(true)
    const { tried, withSecond } = await tearBetween(
      place,
      { db: after.db, before: before.wal, after: after.wal },
      before.wal.length,
    )
    expect(tried).toBeGreaterThan(150)
    // Only the whole log holds the second run: its last frame is the commit.
    expect(withSecond).toBe(3)
  })

  test('a log that was folded in and begins anew keeps the runs that are in the database', async () => {
    const place = await workshop()
    await place.record(1)
    const other = new Database(join(place.dataDir, 'rmos.db'))
    other.pragma('wal_checkpoint(RESTART)')
    other.close()
    const before = momentOf(place.dataDir)
    await place.record(2)
    const after = momentOf(place.dataDir)
    const { tried } = await tearBetween(
      place,
      { db: after.db, before: before.wal, after: after.wal },
      0,
    )
    expect(tried).toBeGreaterThan(150)
  })

  test('whatever follows the last synced byte, acknowledged runs stay', async () => {
    const place = await workshop()
    await place.record(1)
    await place.record(2)
    const { db, wal } = momentOf(place.dataDir)
    const garbage = [
      Buffer.alloc(FRAME_BYTES),
      Buffer.alloc(FRAME_BYTES, 0xff),
      wal.subarray(WAL_HEADER_BYTES, WAL_HEADER_BYTES + FRAME_BYTES),
      wal.subarray(wal.length - FRAME_BYTES),
      wal.subarray(0, 100),
    ]
    for (const tail of garbage) {
      const known = await runsAfter(place.scratch, place.dataDir, {
        db,
        wal: Buffer.concat([wal, tail]),
      })
      expect([...known].sort()).toEqual([runIdOf(1), runIdOf(2)])
    }
  })

  test('a first start that is cut short leaves no database or a whole one', async () => {
    const dataDir = emptyFolder()
    const names = ['link', 'syncFolder', 'syncFile', 'createNew', 'unlink'] as const
    for (const name of names) {
      for (let nth = 1; nth <= 4; nth += 1) {
        const folder = join(dataDir, `${name}-${String(nth)}`)
        let calls = 0
        const real = nodeFiles()
        const stop = async () => {
          calls += 1
          if (calls >= nth) throw Object.assign(new Error('cut'), { code: 'EIO' })
          return Promise.resolve()
        }
        const files = {
          ...real,
          [name]: async (...paths: readonly string[]) => {
            await stop()
            const call = real[name] as (...args: readonly string[]) => Promise<unknown>
            return call(...paths)
          },
        }
        const cut = await openDatabase(placeOf(folder, { files }))
        if (cut.ok) cut.value.close()
        const store = unwrap(await openDatabase(placeOf(folder)))
        unwrap(store.checkIntegrity())
        store.close()
      }
    }
  })
})
