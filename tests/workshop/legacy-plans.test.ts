import { expect, test } from 'vitest'
import type { Handlers } from '#core/contract/index.ts'
import { plansHandlers } from '../../src-main/handlers/plans.handlers.ts'
import type { Store } from '../../src-main/store/store.ts'
import { createApprovalDesk } from '../../src-main/workshop/approval-desk.ts'
import { createPlanShelf } from '../../src-main/workshop/plan-shelf.ts'
import { emptyFolder, openStore, problemOf, unwrap } from '../store/data-folder.ts'

interface Shop {
  readonly store: Store
  readonly calls: Handlers['plans']
}

async function openShop(): Promise<Shop> {
  const store = await openStore(emptyFolder())
  const surroundings = { clock: () => new Date(), newId: () => 'new', actor: 'test' }
  const shelf = createPlanShelf(store, [], surroundings)
  const approvals = createApprovalDesk(store, surroundings)
  return { store, calls: plansHandlers({ shelf, approvals, changed: () => undefined }) }
}

const OLD = {
  id: 'old-1',
  name: 'Classic, two bands',
  lane: 'safe',
  ring_bands: [
    { id: 'outer', index: 0, radius_mm: 63, width_mm: 3, tile_length_override_mm: 4 },
    { id: 'main', index: 1, radius_mm: 54.75, width_mm: 13.5, tile_length_override_mm: 7.48 },
  ],
  default_workholding: 'jig',
}
const COUNTS = {
  id: 'torres_ladder_6x9',
  name: 'Ladder',
  rows: [{ black: 5, white: 4 }],
  column_sequence: [1],
}
const answer = async <T>(value: T): Promise<Awaited<T>> => await value

test('a rosette of the older system is listed, opens as a plan, and is marked', async () => {
  const { store, calls } = await openShop()
  unwrap(store.patterns.upsert(OLD))
  const { plans } = unwrap(await answer(calls.list({})))
  expect(plans).toMatchObject([
    { planId: 'old-1', name: 'Classic, two bands', converted: true, ringCount: 2 },
  ])
  const open = unwrap(await answer(calls.open({ planId: 'old-1' })))
  expect(open.converted).toBe(true)
  expect(open.plan.rings.map(({ innerRadiusMm }) => innerRadiusMm)).toEqual([48, 61.5])
  expect(open.remarks).toContain('Left aside: default_workholding.')
})

test('saved as a plan it stays marked, and its own record stays whole beside the plan', async () => {
  const { store, calls } = await openShop()
  unwrap(store.patterns.upsert(OLD))
  const open = unwrap(await answer(calls.open({ planId: 'old-1' })))
  const plan = { ...open.plan, topThicknessMm: 3.7 }
  const saved = unwrap(await answer(calls.save({ planId: 'old-1', plan })))
  expect(saved).toMatchObject({ planId: 'old-1', converted: true, remarks: [] })
  expect(saved.plan.topThicknessMm).toBe(3.7)
  const record = unwrap(store.patterns.get('old-1'))
  expect(record).toMatchObject({ ...OLD, plan })
})

test('counts without order are kept and told, never drawn', async () => {
  const { store, calls } = await openShop()
  unwrap(store.patterns.upsert(COUNTS))
  const longId = 'x'.repeat(200)
  unwrap(store.patterns.upsert({ ...OLD, id: longId }))
  const { plans, unreadable } = unwrap(await answer(calls.list({})))
  expect(plans).toEqual([])
  expect(unreadable).toEqual([
    {
      planId: longId,
      name: 'Classic, two bands',
      reason: `plan ${longId}: id has 200 characters, which is above the limit 80 characters`,
    },
    {
      planId: 'torres_ladder_6x9',
      name: 'Ladder',
      reason:
        'plan torres_ladder_6x9: rows counts strips of each colour but does not say their order, so it can neither be drawn nor built; paint it as a pattern instead',
    },
  ])
  const opened = await answer(calls.open({ planId: 'torres_ladder_6x9' }))
  expect(problemOf(opened).kind).toBe('invalid-data')
})

test('a rosette file of the older system is imported with its own fields', async () => {
  const { store, calls } = await openShop()
  const text = JSON.stringify(OLD)
  const open = unwrap(await answer(calls.importText({ fileName: 'old.json', text })))
  expect(open).toMatchObject({ planId: 'new', converted: true, plan: { name: OLD.name } })
  expect(unwrap(store.patterns.get('new'))).toMatchObject({ ring_bands: OLD.ring_bands })
  const counts = { fileName: 'counts.json', text: JSON.stringify(COUNTS) }
  expect(problemOf(await answer(calls.importText(counts))).message).toMatch(
    /^counts\.json: rows counts strips of each colour but does not say their order/,
  )
})
