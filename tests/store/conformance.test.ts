import { describe, expect, test } from 'vitest'
import { failure } from '#core/outcome/result.ts'
import { BACKENDS, ticking } from './backends.ts'
import { emptyFolder, problemOf, unwrap } from './data-folder.ts'
import { RUN } from './sample-rows.ts'

describe.each(BACKENDS)('$backend:', ({ open }) => {
  describe.each(['patterns', 'stripFamilies', 'jobLog'] as const)('the records of %s', (kind) => {
    test('come back whole, with fields no column knows', async () => {
      const records = (await open(emptyFolder()))[kind]
      const record = { id: 'a', name: 'Été 𝄞', lane: 'safe', ring_bands: [{ n: 1.5 }], note: null }
      unwrap(records.upsert(record))
      expect(unwrap(records.get('a'))).toEqual({
        ...record,
        created_at: '2026-11-21T12:00:00.000Z',
        updated_at: '2026-11-21T12:00:00.000Z',
      })
      expect(unwrap(records.get('b'))).toBeNull()
    })

    test('keep the time they were first made, whatever a later write says', async () => {
      const records = (await open(emptyFolder(), ticking()))[kind]
      unwrap(records.upsert({ id: 'old', created_at: '2024-01-02T03:04:05Z' }))
      const again = unwrap(
        records.upsert({ id: 'old', created_at: '2026-01-01T00:00:00Z', lane: 'x' }),
      )
      expect(again.created_at).toBe('2024-01-02T03:04:05Z')
      const first = unwrap(records.upsert({ id: 'new' }))
      const second = unwrap(records.update('new', { lane: 'safe' }))
      expect(second.created_at).toBe(first.created_at)
      expect(second.updated_at > first.updated_at).toBe(true)
    })

    test('are merged by update and replaced by upsert', async () => {
      const records = (await open(emptyFolder()))[kind]
      unwrap(records.upsert({ id: 'a', lane: 'safe', extra: 1 }))
      expect(unwrap(records.update('a', { other: 2 }))).toMatchObject({ lane: 'safe', extra: 1 })
      expect(unwrap(records.upsert({ id: 'a', lane: 'tuned_v1' }))).not.toHaveProperty('extra')
      expect(problemOf(records.update('nobody', {})).kind).toBe('not-found')
    })

    test('are listed by kind, and those without a kind by themselves', async () => {
      const records = (await open(emptyFolder(), ticking()))[kind]
      unwrap(records.upsert({ id: 'plan' }))
      unwrap(records.upsert({ id: 'tile', kind: 'tile-pattern', lane: 'safe' }))
      unwrap(records.upsert({ id: 'other', kind: 'tile-pattern', lane: 'archived' }))
      const ids = (query: { kind?: string | null; lane?: string }) =>
        unwrap(records.list({ limit: 9, ...query })).map((record) => record.id)
      expect(ids({})).toEqual(['other', 'tile', 'plan'])
      expect(ids({ kind: null })).toEqual(['plan'])
      expect(ids({ kind: 'tile-pattern' })).toEqual(['other', 'tile'])
      expect(ids({ kind: 'tile-pattern', lane: 'safe' })).toEqual(['tile'])
      expect(ids({ kind: null, lane: 'safe' })).toEqual([])
    })

    test('are listed newest first, by lane, limited after sorting', async () => {
      const records = (await open(emptyFolder(), ticking()))[kind]
      for (const id of ['1', '2', '3', '4']) {
        unwrap(records.upsert({ id, lane: Number(id) % 2 === 0 ? 'even' : 'odd' }))
      }
      unwrap(records.upsert({ id: '0', lane: 'odd', created_at: '2001-01-01T00:00:00.000Z' }))
      const ids = (query: { limit: number; lane?: string }) =>
        unwrap(records.list(query)).map((record) => record.id)
      expect(ids({ limit: 9 })).toEqual(['4', '3', '2', '1', '0'])
      expect(ids({ limit: 2 })).toEqual(['4', '3'])
      expect(ids({ limit: 9, lane: 'odd' })).toEqual(['3', '1', '0'])
      expect(ids({ limit: 9, lane: "x' OR 1=1 --" })).toEqual([])
    })

    test('are removed once', async () => {
      const records = (await open(emptyFolder()))[kind]
      unwrap(records.upsert({ id: 'a' }))
      expect(unwrap(records.remove('a'))).toBe(true)
      expect(unwrap(records.remove('a'))).toBe(false)
      expect(unwrap(records.get('a'))).toBeNull()
    })
  })

  describe('the job log', () => {
    test('finds the newest job of a type under a parent by arrival, not by the clock', async () => {
      const { jobLog } = await open(emptyFolder())
      const send = { job_type: 'send', parent_job_id: 'run' }
      unwrap(jobLog.upsert({ id: 's1', ...send, created_at: '2030-01-01T00:00:00.000Z' }))
      unwrap(jobLog.upsert({ id: 's2', ...send, created_at: '2020-01-01T00:00:00.000Z' }))
      unwrap(jobLog.upsert({ id: 'x', job_type: 'other', parent_job_id: 'run' }))
      const newest = unwrap(jobLog.newestByParent(['run', 'nobody'], 'send'))
      expect([...newest].map(([parent, job]) => [parent, job.id])).toEqual([['run', 's2']])
      expect(unwrap(jobLog.listByParent('run')).map((job) => job.id)).toEqual(['x', 's2', 's1'])
    })
  })

  describe('the history of runs', () => {
    test('refuses the same run a second time, on whatever date', async () => {
      const { runs } = await open(emptyFolder())
      unwrap(runs.insert(RUN))
      const other = { ...RUN, artifact_path: RUN.artifact_path.replace('21', '22') }
      expect(problemOf(runs.insert(other)).message).toContain('recorded already')
    })

    test('a note about a run nobody recorded is a defect', async () => {
      const { runNotes } = await open(emptyFolder())
      expect(() => runNotes.add({ runId: 'nobody', kind: 'k', payload: {} })).toThrow(
        /FOREIGN KEY|nobody recorded/,
      )
    })

    test('pages of runs go from new to old without a gap or a double, the filter before the limit', async () => {
      const { runs } = await open(emptyFolder())
      for (let number = 0; number < 25; number += 1) {
        const run_id = number.toString(16).padStart(32, '0')
        const status = number % 3 === 0 ? 'BLOCKED' : 'OK'
        unwrap(runs.insert({ ...RUN, run_id, status, artifact_path: `runs/x/${run_id}` }))
      }
      const seen: number[] = []
      let before: number | null = null
      for (;;) {
        const page: readonly { run_id: string; sequence: number }[] = unwrap(
          runs.list({ limit: 7, before, status: 'BLOCKED' }),
        )
        if (page.length === 0) break
        seen.push(...page.map((row) => Number(`0x${row.run_id}`)))
        before = page.at(-1)?.sequence ?? null
      }
      expect(seen).toEqual([24, 21, 18, 15, 12, 9, 6, 3, 0])
    })
  })

  describe('a clock that goes backwards', () => {
    test('changes neither what came last nor what was first seen when', async () => {
      let hour = 20
      const backwards = () => new Date(Date.UTC(2026, 10, 21, (hour -= 1)))
      const dataDir = emptyFolder()
      const store = await open(dataDir, backwards)
      const yes = { planId: 'p', planSha256: 'a', feasibilitySha256: 'b', actor: 'me' }
      unwrap(store.approvals.approve({ ...yes, acknowledgement: 'first' }))
      unwrap(store.approvals.approve({ ...yes, acknowledgement: 'second' }))
      expect(unwrap(store.approvals.current('p'))?.acknowledgement).toBe('second')
      for (const kind of ['a', 'b', 'c']) unwrap(store.storeEvents.append({ kind, payload: {} }))
      const kinds = unwrap(store.storeEvents.list({ limit: 3 })).map(({ kind }) => kind)
      expect(kinds).toEqual(['c', 'b', 'a'])
      const first = unwrap(store.patterns.upsert({ id: 'x' }))
      const second = unwrap(store.patterns.update('x', { lane: 'safe' }))
      expect(second.created_at).toBe(first.created_at)
      expect(second.updated_at < first.created_at).toBe(true)
      const send = { job_type: 'send', parent_job_id: 'run' }
      unwrap(store.jobLog.upsert({ id: 'older', ...send }))
      unwrap(store.jobLog.upsert({ id: 'newer', ...send }))
      expect(unwrap(store.jobLog.newestByParent(['run'], 'send')).get('run')?.id).toBe('newer')
      const again = await open(dataDir, backwards)
      expect(unwrap(again.jobLog.listByParent('run')).map(({ id }) => id)).toEqual([
        'newer',
        'older',
      ])
    })
  })

  describe('approvals', () => {
    test('stand until withdrawn, and the newest counts', async () => {
      const { approvals } = await open(emptyFolder())
      const yes = { planId: 'p', feasibilitySha256: 'f', actor: 'me', acknowledgement: 'seen it' }
      expect(unwrap(approvals.current('p'))).toBeNull()
      unwrap(approvals.approve({ ...yes, planSha256: '1' }))
      unwrap(approvals.approve({ ...yes, planSha256: '2' }))
      expect(unwrap(approvals.current('p'))).toMatchObject({ planSha256: '2', actor: 'me' })
      expect(unwrap(approvals.withdraw('p', 'me'))).toBe(true)
      expect(unwrap(approvals.current('p'))).toBeNull()
      expect(unwrap(approvals.withdraw('p', 'me'))).toBe(false)
      expect(unwrap(approvals.current('q'))).toBeNull()
    })
  })

  describe('settings', () => {
    test('are remembered across starts, each for itself', async () => {
      const dataDir = emptyFolder()
      const first = await open(dataDir)
      unwrap(first.settings.write({ units: 'inch', theme: 'dark' }))
      unwrap(first.settings.write({ theme: 'light', lastPlanId: null }))
      first.close()
      const second = await open(dataDir)
      expect(unwrap(second.settings.readAll())).toEqual({
        units: 'inch',
        theme: 'light',
        lastPlanId: null,
      })
    })
  })

  describe('a transaction', () => {
    test('takes everything back when one of its writes is refused', async () => {
      const { transact, patterns, jobLog, runs } = await open(emptyFolder())
      unwrap(runs.insert(RUN))
      const outcome = transact(() => {
        unwrap(patterns.upsert({ id: 'a' }))
        unwrap(jobLog.upsert({ id: 'b' }))
        return runs.insert(RUN)
      })
      expect(problemOf(outcome).message).toContain('recorded already')
      expect(unwrap(patterns.get('a'))).toBeNull()
      expect(unwrap(jobLog.get('b'))).toBeNull()
    })

    test('takes everything back when it throws, and the store goes on', async () => {
      const { transact, patterns } = await open(emptyFolder())
      expect(() =>
        transact(() => {
          unwrap(patterns.upsert({ id: 'a' }))
          throw new Error('a defect')
        }),
      ).toThrow('a defect')
      expect(unwrap(patterns.get('a'))).toBeNull()
      unwrap(patterns.upsert({ id: 'a' }))
    })

    test('that answers with a failure of its own is rolled back', async () => {
      const { transact, patterns } = await open(emptyFolder())
      const busy = { kind: 'busy', message: 'no.', remedy: '', requestId: '' } as const
      const outcome = transact(() => {
        unwrap(patterns.upsert({ id: 'a' }))
        return failure(busy)
      })
      expect(problemOf(outcome)).toBe(busy)
      expect(unwrap(patterns.get('a'))).toBeNull()
    })
  })
})
