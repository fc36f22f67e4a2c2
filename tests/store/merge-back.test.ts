import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MergeReport } from '../../src-main/store/merge-back.ts'
import { mergeBack } from '../../src-main/store/merge-back.ts'
import type { Store } from '../../src-main/store/store.ts'
import { openFiles, ticking } from './backends.ts'
import { emptyFolder, NOON, openStore, problemOf, unwrap } from './data-folder.ts'
import { RUN } from './sample-rows.ts'

function merge(dataDir: string, store: Store): MergeReport {
  return unwrap(mergeBack({ dataDir, store, clock: NOON }))
}

const YES = { planSha256: 'a', feasibilitySha256: 'b', actor: 'me', acknowledgement: null }

/** A file store with something of everything. */
function filledFiles(dataDir: string): Store {
  const files = openFiles(dataDir, ticking())
  unwrap(files.patterns.upsert({ id: 'p/ø', name: 'Rope', created_at: '2024-01-02T03:04:05Z' }))
  unwrap(files.stripFamilies.upsert({ id: 'bwb', lane: 'safe', sequence: [0, 1, 0] }))
  unwrap(files.jobLog.upsert({ id: 'late', job_type: 'send', parent_job_id: 'run' }))
  unwrap(files.jobLog.upsert({ id: 'last', job_type: 'send', parent_job_id: 'run' }))
  unwrap(files.runs.insert(RUN))
  unwrap(files.runNotes.add({ runId: RUN.run_id, kind: 'k', payload: { stage: 1 } }))
  unwrap(files.approvals.approve({ ...YES, planId: 'p/ø' }))
  unwrap(files.approvals.approve({ ...YES, planId: 'q' }))
  unwrap(files.approvals.withdraw('q', 'you'))
  unwrap(files.settings.write({ theme: 'dark', units: 'inch' }))
  unwrap(files.storeEvents.append({ kind: 'import', payload: { added: 3 } }))
  return files
}

describe('merging record files into the database', () => {
  test('brings everything over with its own times and order, and moves the files aside', async () => {
    const dataDir = emptyFolder()
    const files = filledFiles(dataDir)
    const store = await openStore(dataDir)
    unwrap(store.settings.write({ units: 'mm' }))
    const answers = (of: Store) => [
      of.patterns.list({ limit: 9 }),
      of.stripFamilies.list({ limit: 9 }),
      of.jobLog.list({ limit: 9 }),
      of.jobLog.newestByParent(['run'], 'send'),
      of.runs.list({ limit: 9, before: null, status: null }),
      of.runNotes.list(RUN.run_id),
      of.approvals.current('p/ø'),
      of.approvals.current('q'),
      of.storeEvents.list({ limit: 9, kind: 'import' }),
    ]
    const before = answers(files)
    const report = merge(dataDir, store)
    expect(answers(store)).toEqual(before)
    expect(unwrap(store.settings.readAll())).toEqual({ theme: 'dark', units: 'mm' })
    expect(report.conflicts).toEqual([])
    expect(report.datasets.map(({ dataset, added }) => [dataset, added])).toEqual([
      ['strip_families', 1],
      ['patterns', 1],
      ['joblog', 2],
      ['runs', 1],
      ['run_notes', 1],
      ['approvals', 3],
      ['settings', 1],
      ['store_events', 1],
    ])
    expect(readdirSync(dataDir)).not.toContain('json-store')
    expect(readdirSync(join(report.movedTo ?? '', 'joblog'))).toHaveLength(2)
    expect(unwrap(store.storeEvents.list({ limit: 1 }))[0]?.kind).toBe('merge')
  })

  test('a second time changes nothing, also when the first could not move the files', async () => {
    const dataDir = emptyFolder()
    filledFiles(dataDir)
    const store = await openStore(dataDir)
    const stuck = merge(dataDir, store)
    renameSync(stuck.movedTo ?? '', join(dataDir, 'json-store'))
    mkdirSync(stuck.movedTo ?? '')
    const again = merge(dataDir, store)
    expect(again.conflicts).toEqual([])
    expect(again.datasets.map(({ added }) => added)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    expect(again.movedTo).not.toBe(stuck.movedTo)
    const none = merge(dataDir, store)
    expect(none).toEqual({ datasets: [], conflicts: [], badFiles: [], movedTo: null })
  })

  test('of a record in both the one changed last stays, and the other is kept, too', async () => {
    const dataDir = emptyFolder()
    const files = openFiles(dataDir)
    const store = await openStore(dataDir)
    const [old, young] = ['2026-01-01T00:00:00.000Z', '2026-02-02T00:00:00.000Z']
    const put = (into: Store, id: string, name: string, updated_at: string) => {
      unwrap(into.patterns.upsert({ id, name, created_at: old, updated_at }))
    }
    put(store, 'newer in files', 'D', old)
    put(files, 'newer in files', 'F', young)
    put(store, 'newer in database', 'D', young)
    put(files, 'newer in database', 'F', old)
    put(store, 'no time to go by', 'D', 'spring')
    put(files, 'no time to go by', 'F', young)
    put(store, 'same', 'S', old)
    put(files, 'same', 'S', old)
    unwrap(store.runs.insert(RUN))
    unwrap(files.runs.insert({ ...RUN, job_name: 'another' }))
    const report = merge(dataDir, store)
    const names = unwrap(store.patterns.list({ limit: 9 })).map(({ id, name }) => [id, name])
    expect(Object.fromEntries(names)).toEqual({
      'newer in files': 'F',
      'newer in database': 'D',
      'no time to go by': 'D',
      same: 'S',
    })
    expect(unwrap(store.runs.get(RUN.run_id))?.job_name).toBe(RUN.job_name)
    expect(report.conflicts.map(({ id, kept }) => [id, kept])).toEqual([
      ['newer in files', 'files'],
      ['newer in database', 'database'],
      ['no time to go by', 'database'],
      [RUN.run_id, 'database'],
    ])
    const [replaced] = unwrap(store.storeEvents.list({ limit: 9, kind: 'merge-replaced' }))
    expect(replaced?.payload).toMatchObject({ id: 'newer in files', replaced: { name: 'D' } })
    expect(existsSync(join(report.movedTo ?? '', 'patterns'))).toBe(true)
  })

  test('that fails changes neither the database nor the files', async () => {
    const dataDir = emptyFolder()
    filledFiles(dataDir)
    const store = await openStore(dataDir)
    const spoilt: Store = {
      ...store,
      storeEvents: {
        ...store.storeEvents,
        append: () => ({
          ok: false,
          error: { kind: 'storage', message: 'The disk is full.', remedy: '', requestId: '' },
        }),
      },
    }
    expect(problemOf(mergeBack({ dataDir, store: spoilt, clock: NOON })).message).toBe(
      'The disk is full.',
    )
    expect(unwrap(store.patterns.list({ limit: 9 }))).toEqual([])
    expect(unwrap(openFiles(dataDir).patterns.list({ limit: 9 }))).toHaveLength(1)
    expect(merge(dataDir, store).datasets.map(({ added }) => added)).toContain(3)
  })

  test('names a file that holds no record and moves it aside with the others', async () => {
    const dataDir = emptyFolder()
    filledFiles(dataDir)
    writeFileSync(join(dataDir, 'json-store', 'patterns', 'half.json'), '{"id": "x"')
    const report = merge(dataDir, await openStore(dataDir))
    expect(report.badFiles).toHaveLength(1)
    expect(report.badFiles[0]).toMatch(/half\.json is not JSON$/)
    expect(readdirSync(join(report.movedTo ?? '', 'patterns'))).toContain('half.json')
  })

  test('leaves every record of both sides findable, whatever they hold', async () => {
    const record = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      name: fc.constantFrom('x', 'y'),
      updated_at: fc.constantFrom('2026-01-01', '2026-01-02', 'unknown'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(record), fc.array(record), async (inDatabase, inFiles) => {
        const dataDir = emptyFolder()
        const files = openFiles(dataDir)
        const store = await openStore(dataDir)
        for (const one of inDatabase) unwrap(store.patterns.upsert(one))
        for (const one of inFiles) unwrap(files.patterns.upsert(one))
        const wanted = [store, files].flatMap((of) => unwrap(of.patterns.list({ limit: 99 })))
        const report = merge(dataDir, store)
        const replaced = unwrap(store.storeEvents.list({ limit: 99, kind: 'merge-replaced' }))
        const found = [
          ...unwrap(store.patterns.list({ limit: 99 })),
          ...replaced.map(({ payload }) => payload['replaced']),
        ]
        const lost = report.conflicts.filter(({ kept }) => kept === 'database')
        for (const { id, name } of wanted) {
          const isInFile = lost.some((conflict) => conflict.id === id)
          if (!isInFile) expect(found).toContainEqual(expect.objectContaining({ id, name }))
        }
        store.close()
      }),
      { numRuns: 8 },
    )
  })
})
