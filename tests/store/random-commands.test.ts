import fc from 'fast-check'
import { expect, test } from 'vitest'
import { failure, success } from '#core/outcome/result.ts'
import type { Store } from '../../src-main/store/store.ts'
import { openFiles } from './backends.ts'
import { emptyFolder, openStore, problemOf } from './data-folder.ts'
import { RUN } from './sample-rows.ts'

/** One call, the same for every store; its answer is plain data. */
type Command = (store: Store) => unknown
/** Does one command or a few as one; the last word is whether they count. */
interface Step {
  readonly text: string
  readonly run: Command
}

const KINDS = ['patterns', 'stripFamilies', 'jobLog'] as const

/** Few ids, so that they meet again; many of them unlike any file name. */
const id = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'A', 'á', 'a\u0301', 'x/y', '..', 'con', 'CON') },
  { weight: 2, arbitrary: fc.constantFrom('', ' ', 'a.', '__proto__', '𝄞', 'é\u0000', '~') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constant('long '.repeat(60)) },
)
const lane = fc.constantFrom('safe', 'tuned_v1', 'experimental', '', 5, null, undefined)
const time = fc.oneof(
  fc.constantFrom('2024-01-02T03:04:05Z', '2024-01-02T03:04:05.000Z', '1999', 'ﬀ', '𝄞', 1.7e9),
  fc.constant(undefined),
)
const record = fc.record({
  id,
  lane,
  created_at: time,
  updated_at: time,
  kind: fc.constantFrom('tiles', null, undefined, 5),
  name: fc.constantFrom('Rope', null, undefined),
  parent_job_id: fc.constantFrom('run', 'other', undefined),
  preset_id: fc.constantFrom('run', 'other', undefined),
  job_type: fc.constantFrom('send', undefined),
  status: fc.constantFrom('running', undefined),
  ring_bands: fc.jsonValue({ maxDepth: 2 }),
})

/** A record as its caller may build it: fields that are undefined count as absent. */
function bare(value: object): { readonly id: string } {
  return JSON.parse(JSON.stringify(value)) as { readonly id: string }
}

const kind = fc.constantFrom(...KINDS)
const limit = fc.constantFrom(0, 1, 3, 100, -1)

const recordCommand: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(kind, record).map(([k, r]) => ({
    text: `${k} upsert ${JSON.stringify(r)}`,
    run: (s: Store) => s[k].upsert(bare(r)),
  })),
  fc.tuple(kind, id, record).map(([k, i, r]) => ({
    text: `${k} update ${JSON.stringify(i)} ${JSON.stringify(r)}`,
    run: (s: Store) => s[k].update(i, bare(r)),
  })),
  fc.tuple(kind, id).map(([k, i]) => ({
    text: `${k} remove ${JSON.stringify(i)}`,
    run: (s: Store) => s[k].remove(i),
  })),
  fc.tuple(kind, id).map(([k, i]) => ({
    text: `${k} get ${JSON.stringify(i)}`,
    run: (s: Store) => s[k].get(i),
  })),
  fc.tuple(kind, limit, fc.constantFrom('safe', '5', '', undefined)).map(([k, n, l]) => ({
    text: `${k} list ${String(n)} ${String(l)}`,
    run: (s: Store) => s[k].list(l === undefined ? { limit: n } : { limit: n, lane: l }),
  })),
  fc.tuple(kind, limit, fc.constantFrom(1, 2, 200)).map(([k, n, offset]) => ({
    text: `${k} list ${String(n)} behind ${String(offset)}`,
    run: (s: Store) => s[k].list({ limit: n, offset }),
  })),
  fc.tuple(kind, fc.constantFrom('tiles', '5', null)).map(([k, of]) => ({
    text: `${k} list kind ${String(of)}`,
    run: (s: Store) => s[k].list({ limit: 50, kind: of }),
  })),
)

const runId = fc.constantFrom('0', '1', '2', '3').map((digit) => digit.repeat(32))
const otherCommand: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom('run', 'other', 'none').map((parent) => ({
    text: `jobs of ${parent}`,
    run: (s: Store) => [
      s.jobLog.listByParent(parent),
      s.jobLog.newestByParent([parent, 'run'], 'send'),
      s.jobLog.listByStatus('running'),
      s.jobLog.listByPreset(parent, 3),
    ],
  })),
  fc.tuple(runId, fc.constantFrom('OK', 'BLOCKED')).map(([run_id, status]) => ({
    text: `run ${run_id} ${status}`,
    run: (s: Store) =>
      s.runs.insert({
        ...RUN,
        run_id,
        status,
        plan_id: run_id[0] === '3' ? null : 'p',
        artifact_path: `runs/x/${run_id}`,
      }),
  })),
  fc.tuple(runId, fc.constantFrom(1, 2, 9), fc.constantFrom('OK', null)).map(([of, n, status]) => ({
    text: `runs ${String(n)}`,
    run: (s: Store) => [
      s.runs.get(of),
      s.runs.list({ limit: n, before: null, status }),
      s.runs.list({ limit: n, before: 3, status }),
      s.runs.allPaths(),
      s.runs.byPlan(),
    ],
  })),
  runId.map((run) => ({
    text: `note ${run}`,
    run: (s: Store) => {
      const known = s.runs.get(run)
      if (!known.ok || known.value === null) return null
      return [s.runNotes.add({ runId: run, kind: 'k', payload: { a: [1] } }), s.runNotes.list(run)]
    },
  })),
  fc.constantFrom('p', 'q').map((planId) => ({
    text: `approve ${planId}`,
    run: (s: Store) =>
      s.approvals.approve({
        planId,
        planSha256: 'a',
        feasibilitySha256: 'b',
        actor: 'me',
        acknowledgement: null,
      }),
  })),
  fc.constantFrom('p', 'q').map((planId) => ({
    text: `withdraw ${planId}`,
    run: (s: Store) => [s.approvals.withdraw(planId, 'you'), s.approvals.current(planId)],
  })),
  fc.tuple(fc.constantFrom('import', 'merge'), fc.jsonValue({ maxDepth: 1 })).map(([k, n]) => ({
    text: `event ${k}`,
    run: (s: Store) => [
      s.storeEvents.append({ kind: k, payload: { n } }),
      s.storeEvents.list({ limit: 3 }),
      s.storeEvents.list({ limit: 500, kind: 'merge' }),
      s.storeEvents.list({ limit: 0 }),
    ],
  })),
  fc
    .tuple(fc.constantFrom('units', 'Units', 'ü/'), fc.jsonValue({ maxDepth: 1 }))
    .map(([key, value]) => ({
      text: `setting ${key}`,
      run: (s: Store) => [s.settings.write({ [key]: value }), s.settings.readAll()],
    })),
)

const simple = fc.oneof({ weight: 3, arbitrary: recordCommand }, otherCommand)

/** How a group of commands ends: kept, answered with a failure, or with a throw. */
const ending = fc.constantFrom('kept', 'failed', 'thrown')
const REFUSED = { kind: 'busy', message: 'Not now.', remedy: '', requestId: '' } as const

function asOne(steps: readonly Step[], end: 'kept' | 'failed' | 'thrown'): Step {
  return {
    text: `{ ${steps.map(({ text }) => text).join('; ')} } ${end}`,
    run: (store) => {
      const answers: unknown[] = []
      try {
        const whole = store.transact(() => {
          for (const step of steps) answers.push(step.run(store))
          if (end === 'thrown') throw new RangeError('a slip')
          return end === 'kept' ? success('done') : failure(REFUSED)
        })
        return [answers, whole]
      } catch (error) {
        if (error instanceof RangeError) return [answers, 'thrown']
        throw error
      }
    },
  }
}

const group = fc
  .tuple(fc.array(simple, { maxLength: 4 }), ending)
  .map(([steps, end]) => asOne(steps, end))
const nested = fc
  .tuple(fc.array(fc.oneof(simple, group), { maxLength: 4 }), ending)
  .map(([steps, end]) => asOne(steps, end))
const program = fc.array(
  fc.oneof({ weight: 5, arbitrary: simple }, { weight: 1, arbitrary: nested }),
  { maxLength: 25, size: 'max' },
)

/** Both stores ask their clocks at the same moments only if they do the same; so each counts alone. */
function countingClock(): () => Date {
  let second = 0
  return () => new Date(Date.UTC(2026, 10, 21, 12, 0, (second += 1)))
}

test('database and files answer every sequence of commands alike, also after they are opened anew', async () => {
  await fc.assert(
    fc.asyncProperty(program, fc.boolean(), async (steps, reopen) => {
      const sqliteDir = emptyFolder()
      const filesDir = emptyFolder()
      const [sqliteClock, filesClock] = [countingClock(), countingClock()]
      const sqlite = await openStore(sqliteDir, { clock: sqliteClock })
      // Making the database looked at the clock; from here on both count from the same second.
      const origin = { sqlite: sqliteClock().getTime(), files: filesClock().getTime() }
      const shifted = () => new Date(filesClock().getTime() + origin.sqlite - origin.files)
      let files = openFiles(filesDir, shifted)
      for (const [index, step] of steps.entries()) {
        if (reopen && index % 7 === 6) files = openFiles(filesDir, shifted)
        expect({ step: step.text, answer: step.run(files) }).toEqual({
          step: step.text,
          answer: step.run(sqlite),
        })
      }
      const again = openFiles(filesDir, shifted)
      for (const kind of KINDS) {
        expect(again[kind].list({ limit: 1000 })).toEqual(sqlite[kind].list({ limit: 1000 }))
      }
      expect(again.storeEvents.list({ limit: 500 })).toEqual(
        sqlite.storeEvents.list({ limit: 500 }),
      )
      expect(again.settings.readAll()).toEqual(sqlite.settings.readAll())
      expect(again.badFiles()).toEqual([])
      sqlite.close()
    }),
    { numRuns: 25 },
  )
})

test('a limit outside 1 to 500 is refused with the limit in the sentence', async () => {
  for (const store of [await openStore(emptyFolder()), openFiles(emptyFolder())]) {
    for (const wrong of [0, -1, 501, 1.5, NaN]) {
      expect(problemOf(store.storeEvents.list({ limit: wrong })).message).toContain('500')
    }
  }
})
