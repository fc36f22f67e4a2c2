import { describe, expect, test } from 'vitest'
import { createRunStore } from '../../src-main/runs/run-store.ts'
import { replaceFile } from '../../src-main/files/replace-file.ts'
import { openDatabase } from '../../src-main/store/database.ts'
import { emptyFolder, NOON, placeOf, problemOf, unwrap } from '../store/data-folder.ts'
import { openStoreForFile } from './long-lived-store.ts'
import { createMemoryDisk } from './memory-disk.ts'
import type { DiskImage, Fault } from './memory-disk.ts'
import { runIdOf, samplePrograms, sampleRun } from './sample-run.ts'
import { faultyNodeFiles } from './faulty-files.ts'

const DATA = '/data'
const EMPTY: DiskImage = new Map([[DATA, null]])
const PAGE = { limit: 50, cursor: null, status: null } as const

/** Fails the n-th call, once. */
const failNth =
  (nth: number, code: string): Fault =>
  (number) =>
    number === nth ? code : null

/** Every file that stands under its final name. */
function finalNames(image: DiskImage): readonly string[] {
  return [...image].filter(([p, b]) => b !== null && !p.endsWith('.tmp')).map(([p]) => p)
}

describe.each(['ENOSPC', 'EIO', 'EACCES', 'EROFS'])(
  'every file call of a run fails with %s',
  (code) => {
    const built = sampleRun({ runId: runIdOf(7), programs: samplePrograms(201_000) })

    test('a typed problem, nothing half-written, and trying again works', async () => {
      let nth = 0
      let failed = 0
      for (;;) {
        nth += 1
        const store = await openStoreForFile()
        const disk = createMemoryDisk({ image: EMPTY, fault: failNth(nth, code) })
        const runs = createRunStore({ dataDir: DATA, files: disk.files, store, clock: NOON })
        const first = await runs.record(built, { planId: 'plan' })
        if (disk.calls.length < nth) break
        if (!first.ok) {
          failed += 1
          expect(first.error.kind).toBe('storage')
          expect(first.error.message).toMatch(/^Cannot .+: .+\.$/)
          expect(first.error.remedy).not.toBe('')
          expect(unwrap(await runs.list(PAGE)).runs).toEqual([])
          expect(unwrap(store.jobLog.list({ limit: 9 }))).toEqual([])
        }
        // What stands under a final name is whole, whatever failed.
        const texts = [built.text, ...built.attachments.map((attachment) => attachment.text)]
        for (const path of finalNames(disk.now())) {
          expect(texts).toContain(Buffer.from(disk.now().get(path) ?? []).toString())
        }
        if (!first.ok) unwrap(await runs.record(built, { planId: 'plan' }))
        expect(unwrap(await runs.verify(built.artifact.run_id)).ok).toBe(true)
        expect(unwrap(await runs.sweep()).missing).toEqual([])
        expect([...disk.now().keys()].filter((path) => path.includes('attachments/.'))).toEqual([])
      }
      expect(nth).toBeGreaterThan(30)
      // Only the removal of a temporary file may fail without anybody being told.
      expect(failed).toBeGreaterThan(nth - 8)
    })

    test('a disk that stays broken answers with a problem every time and keeps what was there', async () => {
      const store = await openStoreForFile()
      const healthy = createMemoryDisk({ image: EMPTY })
      const before = createRunStore({ dataDir: DATA, files: healthy.files, store, clock: NOON })
      unwrap(await before.record(sampleRun({ runId: runIdOf(1) }), { planId: null }))
      const broken = createMemoryDisk({
        image: healthy.now(),
        fault: (_, call) => (/^(readFile|list|close)/.test(call) ? null : code),
      })
      const runs = createRunStore({ dataDir: DATA, files: broken.files, store, clock: NOON })
      for (let attempt = 0; attempt < 3; attempt += 1) {
        expect(problemOf(await runs.record(built, { planId: null })).kind).toBe('storage')
      }
      expect(unwrap(await runs.list(PAGE)).runs.map((run) => run.runId)).toEqual([runIdOf(1)])
      expect(unwrap(await runs.verify(runIdOf(1))).ok).toBe(true)
    })

    test('replacing a file leaves the old or the new contents', async () => {
      const old = new Map([...EMPTY, ['/data/plan.json', Buffer.from('old')]])
      for (let nth = 1; ; nth += 1) {
        const disk = createMemoryDisk({ image: old, fault: failNth(nth, code) })
        const replaced = await replaceFile(disk.files, '/data/plan.json', Buffer.from('new'))
        if (disk.calls.length < nth) break
        const contents = Buffer.from(disk.now().get('/data/plan.json') ?? []).toString()
        expect(replaced.ok ? ['new'] : ['old', 'new']).toContain(contents)
      }
    })
  },
)

describe('every file call of the first start fails', () => {
  test.each(['ENOSPC', 'EIO', 'EACCES'])(
    'with %s: a problem, and the next start is well',
    async (code) => {
      const root = emptyFolder()
      for (let nth = 1; ; nth += 1) {
        const dataDir = `${root}/${code}-${String(nth)}/data`
        const { files, calls } = faultyNodeFiles((number) => (number === nth ? code : null))
        const first = await openDatabase(placeOf(dataDir, { files }))
        if (calls() < nth) {
          unwrap(first).close()
          expect(nth).toBeGreaterThan(10)
          break
        }
        if (first.ok) first.value.close()
        else expect(first.error.kind).toBe('storage')
        const second = unwrap(await openDatabase(placeOf(dataDir)))
        unwrap(second.checkIntegrity())
        second.close()
      }
    },
  )
})

describe('where the file system cannot link', () => {
  const noLinks: Fault = (_, call) => (call.startsWith('link ') ? 'ENOTSUP' : null)

  test('a run is written under its name directly, and still only its row makes it one', async () => {
    const store = await openStoreForFile()
    const disk = createMemoryDisk({ image: EMPTY, fault: noLinks })
    const runs = createRunStore({ dataDir: DATA, files: disk.files, store, clock: NOON })
    unwrap(await runs.record(sampleRun({ runId: runIdOf(1) }), { planId: null }))
    expect(unwrap(await runs.verify(runIdOf(1))).ok).toBe(true)
    expect([...disk.now().keys()].filter((path) => path.endsWith('.tmp'))).toEqual([])
    expect(disk.calls.some((call) => call.startsWith('link '))).toBe(true)
  })

  test('a standing file is not overwritten', async () => {
    const store = await openStoreForFile()
    const path = `/data/runs/2026-11-21/${runIdOf(1)}.json`
    const image: DiskImage = new Map([
      ...EMPTY,
      ['/data/runs', null],
      ['/data/runs/2026-11-21', null],
      [path, Buffer.from('somebody else')],
    ])
    const disk = createMemoryDisk({ image, fault: noLinks })
    const runs = createRunStore({ dataDir: DATA, files: disk.files, store, clock: NOON })
    const problem = problemOf(await runs.record(sampleRun({ runId: runIdOf(1) }), { planId: null }))
    expect(problem.message).toContain('never overwritten')
    expect(Buffer.from(disk.now().get(path) ?? []).toString()).toBe('somebody else')
  })

  test('the first start makes its database', async () => {
    const { files } = faultyNodeFiles((_, call) => (call === 'link' ? 'EPERM' : null))
    const dataDir = emptyFolder()
    unwrap(await openDatabase(placeOf(dataDir, { files }))).close()
    unwrap(await openDatabase(placeOf(dataDir))).close()
  })
})
