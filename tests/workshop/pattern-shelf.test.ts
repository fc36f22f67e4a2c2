import { expect, test } from 'vitest'
import type { Handlers } from '#core/contract/index.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { patternsHandlers } from '../../src-main/handlers/patterns.handlers.ts'
import { createPatternShelf } from '../../src-main/workshop/pattern-shelf.ts'
import { createPlanShelf, type PlanShelf } from '../../src-main/workshop/plan-shelf.ts'
import { readShippedPatterns } from '../../src-main/workshop/shipped-patterns.ts'
import { readShippedPlans } from '../../src-main/workshop/shipped-plans.ts'
import type { Store } from '../../src-main/store/store.ts'
import { emptyFolder, openStore, problemOf, unwrap } from '../store/data-folder.ts'

const ebony = { name: 'Ebony', colour: '#1f1c1b', thicknessMm: 0.5, materialId: null }
const maple = { name: 'Maple', colour: '#e6cfa8', thicknessMm: 0.6, materialId: null }
const SQUARES: Pattern = {
  palette: [
    { key: 'A', ...ebony },
    { key: 'B', ...maple },
  ],
  rows: ['AB', 'BA', 'AB'],
}
/** The same picture written with other letters in another order. */
const RELETTERED: Pattern = {
  palette: [
    { key: 'x', ...maple },
    { key: 'y', ...ebony },
  ],
  rows: ['yx', 'xy', 'yx'],
}

interface Shop {
  readonly store: Store
  readonly plans: PlanShelf
  readonly calls: Handlers['patterns']
  readonly told: string[]
}

async function openShop(): Promise<Shop> {
  const store = await openStore(emptyFolder())
  let next = 0
  const surroundings = {
    clock: () => new Date(),
    newId: () => `id-${String((next += 1))}`,
    actor: 'test',
  }
  const plans = createPlanShelf(store, unwrap(readShippedPlans(process.cwd())), surroundings)
  const shipped = unwrap(readShippedPatterns(process.cwd()))
  const told: string[] = []
  const calls = patternsHandlers({
    shelf: createPatternShelf(store, shipped, surroundings),
    plans,
    changed: (patternId) => told.push(patternId),
  })
  return { store, plans, calls, told }
}

const kept = { patternId: null, notes: '', lane: 'experimental', pattern: SQUARES } as const
const ALL = { search: '', lane: null, limit: 200 } as const
const answer = async <T>(value: T): Promise<Awaited<T>> => await value

test('a pattern is kept, changed under its id, found by its words, and told of', async () => {
  const { calls, told } = await openShop()
  const first = unwrap(await answer(calls.save({ ...kept, name: 'Squares' })))
  const changed = { ...kept, patternId: first.patternId, name: 'Small squares' }
  const second = unwrap(await answer(calls.save(changed)))
  expect(second.patternId).toBe(first.patternId)
  const names = async (search: string) =>
    unwrap(await answer(calls.list({ ...ALL, search }))).patterns.map(({ name }) => name)
  expect(await names('small MAPLE')).toEqual(['Small squares'])
  expect(await names('abalone squid')).toEqual([])
  const inLane = async (lane: 'safe' | 'experimental') =>
    unwrap(await answer(calls.list({ ...ALL, lane }))).patterns.map(({ origin }) => origin)
  expect(await inLane('experimental')).toEqual(['workshop'])
  expect(await inLane('safe')).not.toContain('workshop')
  expect(told).toEqual([first.patternId, first.patternId])
  const gone = await answer(calls.save({ ...changed, patternId: 'nobody' }))
  expect(problemOf(gone).kind).toBe('not-found')
})

test('shipped patterns are listed last and are never changed: saving one makes a copy', async () => {
  const { calls } = await openShop()
  unwrap(await answer(calls.save({ ...kept, name: 'Mine' })))
  const { patterns, total } = unwrap(await answer(calls.list(ALL)))
  expect(patterns[0]?.name).toBe('Mine')
  expect(patterns.slice(1).every(({ origin }) => origin === 'shipped')).toBe(true)
  expect(total).toBeGreaterThan(1)
  const shippedId = patterns.at(-1)?.patternId ?? ''
  const copy = unwrap(await answer(calls.save({ ...kept, patternId: shippedId, name: 'Copy' })))
  expect(copy.origin).toBe('workshop')
  expect(problemOf(await answer(calls.archive({ patternId: shippedId }))).kind).toBe(
    'invalid-input',
  )
})

test('an archived pattern leaves the list, keeps its lane, and comes back', async () => {
  const { calls } = await openShop()
  const saved = unwrap(await answer(calls.save({ ...kept, lane: 'tuned_v1', name: 'Old' })))
  unwrap(await answer(calls.archive(saved)))
  const own = async (lane: 'archived' | null) =>
    unwrap(await answer(calls.list({ ...ALL, lane })))
      .patterns.filter(({ origin }) => origin === 'workshop')
      .map(({ name }) => name)
  expect(await own(null)).toEqual([])
  expect(await own('archived')).toEqual(['Old'])
  expect(unwrap(await answer(calls.restore(saved))).lane).toBe('tuned_v1')
  expect(await own(null)).toEqual(['Old'])
})

test('the text of a file comes back as the same pattern; bad text is one sentence and keeps nothing', async () => {
  const { calls } = await openShop()
  const saved = unwrap(await answer(calls.save({ ...kept, name: 'Été / squares' })))
  const { fileName, text } = unwrap(await answer(calls.exportText(saved)))
  expect(fileName).toBe('ete-squares.rmos-pattern.json')
  const back = unwrap(await answer(calls.importText({ fileName, text })))
  expect(back.patternId).not.toBe(saved.patternId)
  expect(back.file).toEqual(saved.file)
  const before = unwrap(await answer(calls.list(ALL))).total
  for (const [bad, sentence] of [
    [text.slice(0, 80), /^bad\.json: line \d+, column \d+ is where the text ends/],
    [text.replace('"BA"', '"BQ"'), /pattern\.rows\[1\] column 2 is "Q", which is no colour/],
    [text.replace('0.6', '0'), /palette\[1\]\.thicknessMm 0 is below the limit 0/],
    ['{"schema":"rmos.plan"}', /schema "rmos\.plan" is not "rmos\.pattern"/],
    [text.replace('"version": 1', '"version": 9'), /version 9 is newer than version 1/],
  ] as const) {
    const problem = problemOf(await answer(calls.importText({ fileName: 'bad.json', text: bad })))
    expect(problem.message).toMatch(sentence)
  }
  expect(unwrap(await answer(calls.list(ALL))).total).toBe(before)
})

test('where used finds the plans that carry the picture, whatever letters it is written with', async () => {
  const { calls, plans } = await openShop()
  const example = unwrap(plans.open('example:classical-mosaic-46')).plan
  const rings = example.rings.map((ring) =>
    ring.kind === 'tile' ? { ...ring, columns: 2, pattern: RELETTERED } : ring,
  )
  const plan = unwrap(plans.save('example:classical-mosaic-46', { ...example, rings }))
  const saved = unwrap(await answer(calls.save({ ...kept, name: 'Squares' })))
  expect(unwrap(await answer(calls.whereUsed(saved))).plans).toEqual([
    { planId: plan.planId, planName: example.name, origin: 'workshop', ringName: 'Mosaic' },
  ])
  const other = { ...SQUARES, rows: ['AA', 'BA', 'AB'] }
  const unused = unwrap(await answer(calls.save({ ...kept, pattern: other, name: 'Other' })))
  expect(unwrap(await answer(calls.whereUsed(unused))).plans).toEqual([])
})

test('plans and tile patterns are never taken for one another, however many there are', async () => {
  const { calls, plans, store } = await openShop()
  const plan = unwrap(plans.duplicate('example:classical-mosaic-46', 'First of all'))
  const file = { schema: 'rmos.pattern', version: 1, name: 'x', notes: '', pattern: SQUARES }
  unwrap(
    store.transact(() => {
      for (let index = 0; index < 1500; index += 1) {
        store.patterns.upsert({ id: `t${String(index)}`, kind: 'tile-pattern', lane: 'safe', file })
      }
      return { ok: true, value: undefined }
    }),
  )
  const listed = unwrap(plans.list()).filter(({ origin }) => origin === 'workshop')
  expect(listed.map(({ planId }) => planId)).toEqual([plan.planId])
  expect(problemOf(plans.open('t1')).kind).toBe('not-found')
  expect(problemOf(await answer(calls.open({ patternId: plan.planId }))).kind).toBe('not-found')
  const { patterns, total } = unwrap(await answer(calls.list({ ...ALL, search: 'x' })))
  expect(patterns.length).toBe(200)
  expect(total).toBeGreaterThanOrEqual(1500)
})

test('a record that no longer reads is named, and the rest of the list stands', async () => {
  const { calls, store } = await openShop()
  unwrap(store.patterns.upsert({ id: 'broken', kind: 'tile-pattern', file: { schema: 'x' } }))
  const { unreadable, patterns } = unwrap(await answer(calls.list(ALL)))
  expect(unreadable).toEqual([
    {
      patternId: 'broken',
      reason: expect.stringContaining('pattern broken: schema "x"') as string,
    },
  ])
  expect(patterns.length).toBeGreaterThan(0)
})
