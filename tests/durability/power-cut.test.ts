import { beforeAll, describe, expect, test } from 'vitest'
import { replaceFile } from '../../src-main/files/replace-file.ts'
import { createRunStore } from '../../src-main/runs/run-store.ts'
import type { RunStore } from '../../src-main/runs/run-store.ts'
import type { BuiltArtifact } from '#core/runs/build-artifact.ts'
import type { Store } from '../../src-main/store/store.ts'
import { NOON, unwrap } from '../store/data-folder.ts'
import { openStoreForFile } from './long-lived-store.ts'
import { createMemoryDisk, fingerprint } from './memory-disk.ts'
import type { DiskImage, MemoryDiskStart } from './memory-disk.ts'
import { runIdOf, samplePrograms, sampleRun } from './sample-run.ts'

const DATA = '/data'
const EMPTY: DiskImage = new Map([[DATA, null]])

/** The two moments of a run's database: before its row is committed, and after. */
interface Databases {
  readonly before: Store
  readonly after: Store
  readonly liesAbout?: MemoryDiskStart['liesAbout']
}

interface Cut {
  readonly image: DiskImage
  /** How many calls had been made. */
  readonly calls: number
  readonly isCommitted: boolean
}

function runsOn(image: DiskImage, store: Store): RunStore {
  return createRunStore({
    dataDir: DATA,
    files: createMemoryDisk({ image }).files,
    store,
    clock: NOON,
  })
}

/** Records a run on a model disk and collects every disk that a power cut at any point could leave. */
async function cutEverywhere(
  start: DiskImage,
  built: BuiltArtifact,
  { before, after, liesAbout }: Databases,
): Promise<{ readonly cuts: readonly Cut[]; readonly end: DiskImage; readonly calls: number }> {
  const cuts = new Map<string, Cut>()
  let isCommitted = false
  const disk = createMemoryDisk({
    image: start,
    ...(liesAbout === undefined ? {} : { liesAbout }),
    afterCall: (now) => {
      for (const image of now.afterPowerCut()) {
        const key = `${String(isCommitted)} ${fingerprint(image)}`
        if (!cuts.has(key)) cuts.set(key, { image, calls: now.calls.length, isCommitted })
      }
    },
  })
  // The commit itself happens in the database that stands for "after".
  const store: Store = {
    ...before,
    transact: (work) => {
      const outcome = after.transact(work)
      isCommitted = outcome.ok
      disk.note('commit')
      return outcome
    },
    runs: { ...before.runs, insert: after.runs.insert },
    jobLog: after.jobLog,
  }
  const runs = createRunStore({ dataDir: DATA, files: disk.files, store, clock: NOON })
  const recorded = unwrap(await runs.record(built, { planId: 'plan' }))
  expect(recorded.runId).toBe(built.artifact.run_id)
  expect(isCommitted).toBe(true)
  disk.note('acknowledged')
  return { cuts: [...cuts.values()], end: disk.now(), calls: disk.calls.length }
}

/** Starts up on what is left: sweep, list, verify, read; returns the runs that are there and whole. */
async function recover(image: DiskImage, store: Store): Promise<readonly string[]> {
  const runs = runsOn(image, store)
  const swept = unwrap(await runs.sweep())
  expect(swept.missing).toEqual([])
  const page = unwrap(await runs.list({ limit: 50, cursor: null, status: null }))
  expect(page.damaged).toEqual([])
  for (const { runId } of page.runs) {
    const found = unwrap(await runs.verify(runId))
    expect(found.checks.filter((check) => !check.ok)).toEqual([])
    const { text } = unwrap(await runs.readProgram(runId, 'soundhole'))
    expect(text).toBe(samplePrograms(0)[1]?.text)
  }
  // Once more: a second start finds nothing left to do.
  const again = unwrap(await runs.sweep())
  expect(again.quarantined).toEqual([])
  return page.runs.map((run) => run.runId).sort()
}

describe('the power is cut between any two file calls of a run', () => {
  const first = sampleRun({ runId: runIdOf(1) })
  const small = sampleRun({ runId: runIdOf(2) })
  // Over the inline limit, so that the G-code is an attachment; other toolpaths than the first's.
  const large = sampleRun({
    runId: runIdOf(3),
    toolpaths: [{ other: 1 }],
    programs: samplePrograms(201_000),
  })
  let afterFirst: Store
  let withFirst: DiskImage

  beforeAll(async () => {
    afterFirst = await openStoreForFile()
    const disk = createMemoryDisk({ image: EMPTY })
    const runs = createRunStore({
      dataDir: DATA,
      files: disk.files,
      store: afterFirst,
      clock: NOON,
    })
    unwrap(await runs.record(first, { planId: 'plan' }))
    withFirst = disk.now()
  })

  async function survivesEveryCut(
    start: DiskImage,
    built: BuiltArtifact,
    databases: Databases,
  ): Promise<{ readonly cuts: number; readonly calls: number }> {
    const kept = start === EMPTY ? [] : [first.artifact.run_id]
    const { cuts, end, calls } = await cutEverywhere(start, built, databases)
    for (const { image, isCommitted } of cuts) {
      const store = isCommitted ? databases.after : databases.before
      const expected = isCommitted ? [...kept, built.artifact.run_id] : kept
      expect(await recover(image, store)).toEqual(expected)
    }
    expect(await recover(end, databases.after)).toEqual([...kept, built.artifact.run_id])
    return { cuts: cuts.length, calls }
  }

  test('the very first run of a new data folder', async () => {
    const databases = { before: await openStoreForFile(), after: await openStoreForFile() }
    const { cuts, calls } = await survivesEveryCut(EMPTY, small, databases)
    expect(calls).toBeGreaterThan(20)
    expect(cuts).toBeGreaterThan(30)
  })

  test('a run beside others, sharing an attachment with one of them', async () => {
    const after = await openStoreForFile()
    unwrap(await runsOn(EMPTY, after).record(first, { planId: 'plan' }))
    const { cuts } = await survivesEveryCut(withFirst, small, { before: afterFirst, after })
    expect(cuts).toBeGreaterThan(10)
  })

  test('a run whose G-code is an attachment', async () => {
    const after = await openStoreForFile()
    unwrap(await runsOn(EMPTY, after).record(first, { planId: 'plan' }))
    const { cuts } = await survivesEveryCut(withFirst, large, { before: afterFirst, after })
    expect(cuts).toBeGreaterThan(30)
  })

  test.each(['file syncs', 'folder syncs'] as const)(
    'would be noticed if the disk lied about its %s',
    async (liesAbout) => {
      const databases = { before: await openStoreForFile(), after: await openStoreForFile() }
      const { cuts } = await cutEverywhere(EMPTY, small, { ...databases, liesAbout })
      const committed = cuts.filter((cut) => cut.isCommitted)
      const outcomes = await Promise.allSettled(
        committed.map(({ image }) => recover(image, databases.after)),
      )
      expect(outcomes.filter((o) => o.status === 'rejected').length).toBeGreaterThan(2)
    },
  )

  test('then again while the first start tidies up after the cut', async () => {
    const databases = { before: await openStoreForFile(), after: await openStoreForFile() }
    const { cuts } = await cutEverywhere(EMPTY, small, databases)
    const untidy = cuts.filter(({ image }) => [...image.keys()].some((p) => p.endsWith('.tmp')))
    expect(untidy.length).toBeGreaterThan(3)
    for (const { image, isCommitted } of untidy) {
      const store = isCommitted ? databases.after : databases.before
      const seconds: DiskImage[] = []
      const disk = createMemoryDisk({
        image,
        afterCall: (now) => seconds.push(...now.afterPowerCut()),
      })
      unwrap(await createRunStore({ dataDir: DATA, files: disk.files, store, clock: NOON }).sweep())
      for (const second of seconds) {
        expect(await recover(second, store)).toEqual(isCommitted ? [small.artifact.run_id] : [])
      }
    }
  })
})

describe('the power is cut while a file is replaced', () => {
  test('the old or the new contents stand there whole, and the new ones once it is done', async () => {
    const path = '/data/plan.json'
    const old: DiskImage = new Map([...EMPTY, [path, Buffer.from('old contents')]])
    const contents = (image: DiskImage) => Buffer.from(image.get(path) ?? []).toString()
    const seen = new Set<string>()
    const disk = createMemoryDisk({
      image: old,
      afterCall: (now) => {
        for (const image of now.afterPowerCut()) seen.add(contents(image))
      },
    })
    unwrap(await replaceFile(disk.files, path, Buffer.from('the new contents')))
    expect([...seen].sort()).toEqual(['old contents', 'the new contents'])
    expect(disk.afterPowerCut().map(contents)).toEqual(['the new contents'])
  })
})

describe('the model disk itself takes what it may', () => {
  const bytes = new TextEncoder().encode('whole')

  test('a file that was never synced can be lost, torn or full of zeros', async () => {
    const disk = createMemoryDisk({ image: EMPTY })
    const file = await disk.files.createNew('/data/x')
    await file.append(bytes)
    await disk.files.syncFolder(DATA)
    const left = disk.afterPowerCut().map((image) => Buffer.from(image.get('/data/x') ?? []))
    expect(left.map((b) => b.toString()).sort()).toEqual(
      ['', '\0\0\0\0\0', 'w', 'wh', 'who', 'whole'].sort(),
    )
  })

  test('a name whose folder was never synced can be lost, and everything below a lost folder', async () => {
    const disk = createMemoryDisk({ image: EMPTY })
    await disk.files.makeFolder('/data/f')
    const file = await disk.files.createNew('/data/f/x')
    await file.append(bytes)
    await file.sync()
    await disk.files.syncFolder('/data/f')
    const left = disk.afterPowerCut().map((image) => image.has('/data/f/x'))
    expect(left.sort()).toEqual([false, true])
  })
})
