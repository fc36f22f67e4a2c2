import { describe, expect, test } from 'vitest'
import type { DurableFilesNow } from '../../src-main/files/durable-files-now.ts'
import { success } from '#core/outcome/result.ts'
import { openJsonStore } from '../../src-main/store/json-files/open-json-store.ts'
import type { Store } from '../../src-main/store/store.ts'
import { NO_DATABASE } from './backends.ts'
import { NOON, problemOf, unwrap } from './data-folder.ts'
import { memoryDiskNow } from './memory-disk-now.ts'
import { RUN } from './sample-rows.ts'

const ROOT = '/data'

function openOn(files: DurableFilesNow) {
  return openJsonStore({
    dataDir: ROOT,
    clock: NOON,
    newFacts: () => ({ installId: 'i', isAlone: true }),
    insteadOf: NO_DATABASE,
    files,
  })
}

/** Everything a store holds, as plain data. */
function contentsOf(store: Store): unknown {
  return [
    unwrap(store.patterns.list({ limit: 99 })),
    unwrap(store.jobLog.list({ limit: 99 })),
    unwrap(store.runs.list({ limit: 99, before: null, status: null })),
    unwrap(store.runNotes.list(RUN.run_id)),
    unwrap(store.approvals.current('p')),
    unwrap(store.settings.readAll()),
    unwrap(store.storeEvents.list({ limit: 99 })),
  ]
}

type Write = (store: Store) => { readonly ok: boolean }

const YES = { planSha256: 'a', feasibilitySha256: 'b', actor: 'me', acknowledgement: null }

/** One after the other; each must be there whole or not at all. */
const WRITES: readonly Write[] = [
  (store) => store.patterns.upsert({ id: 'p', name: 'Rope' }),
  (store) =>
    store.transact(() => {
      unwrap(store.runs.insert(RUN))
      unwrap(store.jobLog.upsert({ id: 'send', status: 'running' }))
      return store.patterns.update('p', { lane: 'safe' })
    }),
  (store) => store.approvals.approve({ ...YES, planId: 'p' }),
  (store) =>
    store.transact(() => {
      unwrap(store.runNotes.add({ runId: RUN.run_id, kind: 'k', payload: {} }))
      unwrap(store.patterns.remove('p'))
      unwrap(store.jobLog.update('send', { status: 'completed' }))
      return store.storeEvents.append({ kind: 'fix', payload: {} })
    }),
  (store) => store.settings.write({ theme: 'dark', units: 'inch' }),
]

/** The contents after each number of writes, on a disk nobody interferes with. */
function statesOf(): readonly unknown[] {
  const store = unwrap(openOn(memoryDiskNow(ROOT).files))
  return [contentsOf(store), ...WRITES.map((write) => (write(store), contentsOf(store)))]
}

/** The number of file calls that open the store and do all writes. */
function callCount(): number {
  let calls = 0
  const store = unwrap(openOn(memoryDiskNow(ROOT, () => void (calls += 1)).files))
  for (const write of WRITES) write(store)
  return calls
}

class ProcessEnded extends Error {}

/** Writes until the process ends at its n-th file call; returns how many writes were acknowledged. */
function writeUntil(endAt: number) {
  let calls = 0
  const disk = memoryDiskNow(ROOT, () => {
    calls += 1
    if (calls >= endAt) throw new ProcessEnded()
  })
  let acknowledged = 0
  try {
    const store = unwrap(openOn(disk.files))
    for (const write of WRITES) {
      unwrap(write(store) as ReturnType<typeof success>)
      acknowledged += 1
    }
  } catch (error) {
    if (!(error instanceof ProcessEnded)) throw error
  }
  return { disk, acknowledged }
}

describe('record files, when the process ends at any file call', () => {
  const states = statesOf()
  const end = callCount()

  test.each(['afterKill', 'afterPowerCut'] as const)(
    '%s: every acknowledged write is there, the one under way is whole or not at all',
    (how) => {
      expect(end).toBeGreaterThan(60)
      const seen = new Set<number>()
      for (let endAt = 1; endAt <= end + 1; endAt += 1) {
        const { disk, acknowledged } = writeUntil(endAt)
        const left = disk[how]()
        const store = unwrap(openOn(left.files))
        const place = `ended at call ${String(endAt)} of ${String(end)}`
        const found = contentsOf(store)
        const index = states.findIndex((state) => JSON.stringify(state) === JSON.stringify(found))
        expect([acknowledged, acknowledged + 1], `${place}: ${JSON.stringify(found)}`).toContain(
          index,
        )
        expect(store.badFiles()).toEqual([])
        expect(left.files.list(`${ROOT}/json-store/pending`)).toEqual([])
        seen.add(index)
      }
      expect([...seen].sort()).toEqual(states.map((_, index) => index))
    },
  )
})

describe('record files, when the disk refuses any one call', () => {
  const states = statesOf()
  const end = callCount()

  test.each(['ENOSPC', 'EIO', 'EACCES'])('%s: refused whole with a sentence, or done', (code) => {
    for (let failAt = 1; failAt <= end; failAt += 1) {
      let calls = 0
      const disk = memoryDiskNow(ROOT, (call) => {
        calls += 1
        if (calls === failAt) throw Object.assign(new Error(call), { code })
      })
      const first = openOn(disk.files)
      if (!first.ok) {
        expect(problemOf(first).message).toMatch(/^Cannot .+ \/data.+\.$/)
        continue
      }
      // Every write is tried until it is done: the second try meets a healthy disk.
      for (const [index, write] of WRITES.entries()) {
        if (!write(first.value).ok) {
          expect(JSON.stringify(contentsOf(first.value))).toBe(JSON.stringify(states[index]))
          expect(write(first.value).ok).toBe(true)
        }
        expect(JSON.stringify(contentsOf(first.value)), `call ${String(failAt)}`).toBe(
          JSON.stringify(states[index + 1]),
        )
      }
      const again = unwrap(openOn(disk.afterPowerCut().files))
      expect(JSON.stringify(contentsOf(again))).toBe(JSON.stringify(states.at(-1)))
    }
  })
})
