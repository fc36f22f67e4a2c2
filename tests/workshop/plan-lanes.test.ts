import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { Handlers } from '#core/contract/index.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { plansHandlers } from '../../src-main/handlers/plans.handlers.ts'
import type { Store } from '../../src-main/store/store.ts'
import { createApprovalDesk } from '../../src-main/workshop/approval-desk.ts'
import { createPlanShelf } from '../../src-main/workshop/plan-shelf.ts'
import { readShippedPlans } from '../../src-main/workshop/shipped-plans.ts'
import { emptyFolder, openStore, problemOf, unwrap } from '../store/data-folder.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const EXAMPLE = 'data/examples/rope-and-wheat.json'

interface Shop {
  readonly store: Store
  readonly calls: Handlers['plans']
}

async function openShop(prefix = 'new'): Promise<Shop> {
  const store = await openStore(join(emptyFolder(), 'data'))
  let ids = 0
  const surroundings = {
    clock: () => new Date(),
    newId: () => `${prefix}-${String((ids += 1))}`,
    actor: 'tester',
  }
  const shelf = createPlanShelf(store, unwrap(readShippedPlans(ROOT)), surroundings)
  const approvals = createApprovalDesk(store, surroundings)
  return { store, calls: plansHandlers({ shelf, approvals, changed: () => undefined }) }
}

function examplePlan(): Plan {
  const read = parsePlan(readFileSync(join(ROOT, EXAMPLE), 'utf8'), EXAMPLE)
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}
const plan = examplePlan()

const create = async ({ calls }: Shop, name = plan.name) =>
  unwrap(await calls.create({ plan: { ...plan, name } })).planId

const laneIn = async ({ calls }: Shop, planId: string) => unwrap(await calls.lanes({ planId })).lane

const note = (shop: Shop, planId: string, grade: 'GREEN' | 'YELLOW' | 'RED') =>
  shop.calls.recordOutcome({ planId, runId: null, grade, note: `ended ${grade}` })

test('a plan is promoted once its jobs allow it, put back by a red one, and every move is in the job log', async () => {
  const shop = await openShop()
  const planId = await create(shop)
  const refused = problemOf(await shop.calls.setLane({ planId, lane: 'tuned_v1', reason: '' }))
  expect(refused.message).toContain('0 of 3 clean jobs')
  expect(await laneIn(shop, planId)).toBe('experimental')
  for (let job = 0; job < 3; job += 1) unwrap(await note(shop, planId, 'GREEN'))
  unwrap(await shop.calls.setLane({ planId, lane: 'tuned_v1', reason: 'three clean tops' }))
  expect(await laneIn(shop, planId)).toBe('tuned_v1')
  expect(unwrap(await note(shop, planId, 'RED'))).toEqual({
    planId,
    lane: 'experimental',
    demoted: true,
  })
  const log = unwrap(shop.store.jobLog.listByPreset(planId, 10))
  const moves = log.filter(({ job_type }) => job_type?.startsWith('preset_'))
  expect(moves).toMatchObject([
    { job_type: 'preset_rollback', old_lane: 'tuned_v1', promotion_lane: 'experimental' },
    {
      job_type: 'preset_promote_winner',
      old_lane: 'experimental',
      promotion_lane: 'tuned_v1',
      notes: 'three clean tops',
    },
  ])
  const { advice, events } = unwrap(await shop.calls.lanes({ planId }))
  expect(advice.find(({ lane }) => lane === 'tuned_v1')?.reason).toContain('newest job ended RED')
  expect(events.map(({ kind }) => kind)).toEqual([
    'rolled-back',
    'outcome',
    'promoted',
    ...Array.from({ length: 3 }, () => 'outcome'),
  ])
})

test('safe wants jobs whose fragility is known: a run with its score', async () => {
  const shop = await openShop()
  const planId = await create(shop)
  for (let job = 0; job < 6; job += 1) unwrap(await note(shop, planId, 'GREEN'))
  expect(
    problemOf(await shop.calls.setLane({ planId, lane: 'safe', reason: '' })).message,
  ).toContain('0 of 5 clean jobs')
  const run_id = 'a'.repeat(32)
  unwrap(
    shop.store.runs.insert({
      run_id,
      created_at: '2026-11-21T09:00:00.000Z',
      status: 'OK',
      mode: 'rosette',
      job_name: 'top 7',
      tool_id: 'downcut-1.0-2f',
      risk_level: 'GREEN',
      score: 86,
      plan_id: planId,
      program_count: 3,
      artifact_path: 'runs/x.json',
      sha256: '0'.repeat(64),
      size_bytes: 1,
    }),
  )
  for (let job = 0; job < 5; job += 1) {
    unwrap(await shop.calls.recordOutcome({ planId, runId: run_id, grade: 'GREEN', note: '' }))
  }
  unwrap(await shop.calls.setLane({ planId, lane: 'safe', reason: 'five clean tops' }))
  const [entry] = unwrap(await shop.calls.library({})).entries
  expect(entry).toMatchObject({
    planId,
    lane: 'safe',
    runCount: 1,
    newestRun: { runId: run_id, createdAtUtc: '2026-11-21T09:00:00.000Z' },
  })
  const other = await create(shop, 'Another')
  const wrong = await shop.calls.recordOutcome({
    planId: other,
    runId: run_id,
    grade: 'RED',
    note: '',
  })
  expect(problemOf(wrong).message).toContain('no run')
})

test('archiving and restoring are in the job log, and a shipped example is in no lane', async () => {
  const shop = await openShop()
  const planId = await create(shop)
  expect(unwrap(await shop.calls.archive({ planId }))).toEqual({ planId })
  expect(unwrap(await shop.calls.list({})).plans.map((one) => one.planId)).not.toContain(planId)
  unwrap(await shop.calls.restore({ planId }))
  expect(await laneIn(shop, planId)).toBe('experimental')
  expect(unwrap(shop.store.jobLog.listByPreset(planId, 10))).toHaveLength(2)
  const shipped = unwrap(await shop.calls.library({})).entries.find(({ lane }) => lane === null)
  if (shipped === undefined) throw new Error('shipped examples are in the library')
  const moved = await shop.calls.setLane({ planId: shipped.planId, lane: 'safe', reason: '' })
  expect(problemOf(moved).message).toContain('shipped example')
})

const FAMILY = {
  schema: 'rmos.strip-family',
  version: 1,
  id: 'own-rope',
  name: 'Own rope',
  lane: 'experimental',
  notes: '',
  glueLineMm: 0.02,
  strips: [
    {
      id: 'light',
      name: 'Maple',
      widthMm: 0.6,
      thicknessMm: 1.5,
      colour: '#e6cfa8',
      materialId: null,
    },
  ],
  construction: { kind: 'lines' },
}

/** A shop with a plan that names a family of its own, and a tile pattern. */
async function stocked(prefix: string): Promise<Shop & { planId: string }> {
  const shop = await openShop(prefix)
  unwrap(
    shop.store.stripFamilies.upsert({
      id: 'own-rope',
      name: 'Own rope',
      lane: 'experimental',
      family: FAMILY,
    }),
  )
  const rings = plan.rings.map((ring) =>
    ring.kind === 'strip' ? { ...ring, stripFamilyId: 'own-rope' } : ring,
  )
  const { planId } = unwrap(await shop.calls.create({ plan: { ...plan, rings } }))
  const palette = [
    { key: 'A', name: 'Black', colour: '#1f1a17', thicknessMm: 0.5, materialId: null },
  ]
  const file = {
    schema: 'rmos.pattern',
    version: 1,
    name: 'Dot',
    notes: '',
    pattern: { palette, rows: ['A'] },
  }
  unwrap(
    shop.store.patterns.upsert({
      id: 'dot',
      kind: 'tile-pattern',
      name: 'Dot',
      lane: 'safe',
      pattern_lane: 'safe',
      file,
    }),
  )
  unwrap(await shop.calls.create({ plan: { ...plan, name: 'Second' } }))
  return { ...shop, planId }
}

test('a library that was written, read in elsewhere and written again is the same text', async () => {
  const here = await stocked('here')
  const { fileName, text } = unwrap(await here.calls.exportLibrary({ planId: null }))
  expect(fileName).toBe('rmos-library.json')
  const there = await openShop('there')
  const arrived = unwrap(await there.calls.importLibrary({ fileName, text }))
  expect(arrived).toMatchObject({ added: 4, same: 0, copied: 0 })
  expect(unwrap(await there.calls.exportLibrary({ planId: null })).text).toBe(text)
  // a second time nothing comes in
  expect(unwrap(await there.calls.importLibrary({ fileName, text }))).toMatchObject({
    added: 0,
    same: 4,
    copied: 0,
  })
})

test('one plan takes with it only what it uses', async () => {
  const here = await stocked('here')
  const { fileName, text } = unwrap(await here.calls.exportLibrary({ planId: here.planId }))
  expect(fileName).toMatch(/\.rmos-library\.json$/)
  const file = JSON.parse(text) as Record<'plans' | 'patterns' | 'stripFamilies', unknown[]>
  expect(file.plans).toHaveLength(1)
  expect(file.stripFamilies).toHaveLength(1)
  expect(file.patterns).toHaveLength(0)
})

test('what differs under the same id comes in as a copy, and its plans follow it', async () => {
  const here = await stocked('here')
  const { fileName, text } = unwrap(await here.calls.exportLibrary({ planId: here.planId }))
  const there = await openShop('there')
  unwrap(
    there.store.stripFamilies.upsert({
      id: 'own-rope',
      name: 'Mine',
      lane: 'safe',
      family: { ...FAMILY, name: 'Mine', lane: 'safe' },
    }),
  )
  const arrived = unwrap(await there.calls.importLibrary({ fileName, text }))
  expect(arrived).toMatchObject({ added: 1, copied: 1 })
  expect(unwrap(there.store.stripFamilies.get('own-rope'))?.name).toBe('Mine')
  const [planId = ''] = arrived.planIds
  const opened = unwrap(await there.calls.open({ planId }))
  const named = opened.plan.rings.flatMap((ring) =>
    ring.kind === 'strip' ? [ring.stripFamilyId] : [],
  )
  expect(new Set(named)).toEqual(new Set(['there-1']))
})

test('a library with one bad plan brings nothing in, and says where it is bad', async () => {
  const here = await stocked('here')
  const { fileName, text } = unwrap(await here.calls.exportLibrary({ planId: null }))
  const broken = text.replace(/"innerRadiusMm": [\d.]+/, '"innerRadiusMm": 6')
  const there = await openShop('there')
  const said = problemOf(await there.calls.importLibrary({ fileName, text: broken }))
  expect(said.message).toContain('rmos-library.json')
  expect(said.message).toContain('plans[0].plan.rings[0].innerRadiusMm')
  expect(unwrap(there.store.patterns.list({ limit: 10 }))).toEqual([])
  const cut = problemOf(await there.calls.importLibrary({ fileName, text: text.slice(0, 400) }))
  expect(cut.message).toContain('cut short')
  const newer = text.replace('"version": 1', '"version": 9')
  expect(problemOf(await there.calls.importLibrary({ fileName, text: newer })).message).toContain(
    'newer than version 1',
  )
})
