import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { Handlers } from '#core/contract/index.ts'
import type { StripFamily } from '#core/strips/strip-family.schema.ts'
import { plansHandlers } from '../../src-main/handlers/plans.handlers.ts'
import { stripsHandlers } from '../../src-main/handlers/strips.handlers.ts'
import type { Store } from '../../src-main/store/store.ts'
import { createApprovalDesk } from '../../src-main/workshop/approval-desk.ts'
import { createPlanShelf } from '../../src-main/workshop/plan-shelf.ts'
import { readShippedPlans } from '../../src-main/workshop/shipped-plans.ts'
import { readShippedStrips } from '../../src-main/workshop/shipped-strips.ts'
import { createStripShelf } from '../../src-main/workshop/strip-shelf.ts'
import { emptyFolder, NOON, openStore, problemOf, unwrap } from '../store/data-folder.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const ALL = { search: '', lane: null, limit: 1000 }
const LEGACY = {
  id: 'bw_rope',
  name: 'Old rope',
  lane: 'tuned_v1',
  created_at: '2024-03-01T08:00:00.000Z',
  default_slice_angle_deg: 45,
  default_width_mm: 1.5,
  sequence: [0, 1],
  materials: [
    { key: 'b', type: 'wood', thickness_mm: 0.6 },
    { key: 'w', type: 'paper', thickness_mm: 0.6 },
  ],
  metadata: { supplier: 'Local yard' },
}

interface Bench {
  readonly store: Store
  readonly strips: Handlers['strips']
  readonly plans: Handlers['plans']
  readonly changes: readonly string[]
}

async function bench(): Promise<Bench> {
  const store = await openStore(join(emptyFolder(), 'data'))
  let ids = 0
  const surroundings = { clock: NOON, newId: () => `new-${String((ids += 1))}`, actor: 'tester' }
  const planShelf = createPlanShelf(store, unwrap(readShippedPlans(ROOT)), surroundings)
  const changes: string[] = []
  const plans = plansHandlers({
    shelf: planShelf,
    approvals: createApprovalDesk(store, surroundings),
    changed: () => undefined,
  })
  const strips = stripsHandlers({
    shelf: createStripShelf(store, unwrap(readShippedStrips(ROOT)), surroundings),
    plans: planShelf,
    savePlan: plans.save,
    changed: (familyId) => changes.push(familyId),
  })
  return { store, strips, plans, changes }
}

const firstOf = async (strips: Handlers['strips'], familyId: string) =>
  unwrap(await strips.open({ familyId })).family

test('a shipped family is never changed: saving it makes a copy with an id that stays', async () => {
  const { strips } = await bench()
  const rope = await firstOf(strips, 'rmos:rope')
  const copy = unwrap(await strips.save({ family: { ...rope, name: 'My rope' } }))
  expect(copy).toMatchObject({ familyId: 'new-1', origin: 'workshop', family: { id: 'new-1' } })
  const again = unwrap(await strips.save({ family: { ...copy.family, glueLineMm: 0.05 } }))
  expect(again.familyId).toBe('new-1')
  expect(again.createdAtUtc).toBe(copy.createdAtUtc)
  expect(await firstOf(strips, 'rmos:rope')).toEqual(rope)
})

test('every word of a search must be found, in names, notes, strips or the construction', async () => {
  const { strips } = await bench()
  const names = async (search: string) =>
    unwrap(await strips.list({ ...ALL, search })).families.map(({ family }) => family.name)
  expect(await names('rosewood')).toEqual(['Solid rosewood between lines', 'Solid rosewood'])
  expect(await names('ROSEWOOD lines')).toEqual(['Solid rosewood between lines'])
  expect(await names('no such wood')).toEqual([])
  expect((await names('')).length).toBeGreaterThan(8)
  const cut = unwrap(await strips.list({ ...ALL, limit: 2 }))
  expect(cut.families).toHaveLength(2)
  expect(cut.matchingCount).toBe((await names('')).length)
})

test('an archived family is away, is found under archived, and comes back to its lane', async () => {
  const { strips } = await bench()
  const rope = await firstOf(strips, 'rmos:rope')
  const { familyId } = unwrap(await strips.save({ family: rope }))
  const listed = async (lane: 'safe' | 'archived' | null) =>
    unwrap(await strips.list({ ...ALL, lane })).families.some((one) => one.familyId === familyId)
  expect(unwrap(await strips.archive({ familyId })).archived).toBe(true)
  expect([await listed(null), await listed('archived')]).toEqual([false, true])
  expect(unwrap(await strips.restore({ familyId }))).toMatchObject({ archived: false })
  expect([await listed('safe'), await listed('archived')]).toEqual([true, false])
  expect(problemOf(await strips.archive({ familyId: 'rmos:rope' })).message).toContain('shipped')
})

test('a record of the older system is shown, and keeps its own fields when it is changed', async () => {
  const { store, strips } = await bench()
  unwrap(store.stripFamilies.upsert(LEGACY))
  const opened = unwrap(await strips.open({ familyId: 'bw_rope' }))
  expect(opened.createdAtUtc).toBe(LEGACY.created_at)
  expect(opened.remarks).not.toEqual([])
  unwrap(await strips.save({ family: { ...opened.family, name: 'New name' } }))
  const archived = unwrap(await strips.archive({ familyId: 'bw_rope' }))
  expect(archived).toMatchObject({ remarks: [], createdAtUtc: LEGACY.created_at })
  expect(unwrap(store.stripFamilies.get('bw_rope'))).toMatchObject({
    name: 'New name',
    lane: 'archived',
    materials: LEGACY.materials,
    metadata: LEGACY.metadata,
  })
  expect(unwrap(await strips.restore({ familyId: 'bw_rope' })).family.lane).toBe('tuned_v1')
})

test('a record that does not read is named with its reason, and the others are listed', async () => {
  const { store, strips } = await bench()
  unwrap(store.stripFamilies.upsert({ id: 'odd', name: 'Odd', family: { schema: 'other' } }))
  const listed = unwrap(await strips.list(ALL))
  expect(listed.unreadable).toEqual([
    { familyId: 'odd', reason: 'strip family odd: schema "other" is not "rmos.strip-family"' },
  ])
  expect(listed.families.length).toBeGreaterThan(8)
})

test('an imported family keeps its id, twice the same is one, and another with that id is a copy', async () => {
  const { strips } = await bench()
  const own: StripFamily = { ...(await firstOf(strips, 'rmos:rope')), id: 'from-ana' }
  const put = async (family: unknown) =>
    unwrap(
      await strips.importText({ fileName: 'f.json', text: JSON.stringify(family) }),
    ).families.map(({ familyId }) => familyId)
  expect(await put(own)).toEqual(['from-ana'])
  expect(await put(own)).toEqual(['from-ana'])
  expect(await put({ ...own, glueLineMm: 0.1 })).toEqual(['new-1'])
  expect((await firstOf(strips, 'from-ana')).glueLineMm).toBe(own.glueLineMm)
  const { text } = unwrap(await strips.exportText({ familyId: 'from-ana' }))
  expect(JSON.parse(text)).toEqual(own)
})

test('of many families in a file all are kept, or none', async () => {
  const { store, strips, changes } = await bench()
  const many = { bw_rope: LEGACY, second: { ...LEGACY, id: undefined } }
  const text = JSON.stringify(many)
  const { families } = unwrap(await strips.importText({ fileName: 'many.json', text }))
  expect(families.map(({ familyId }) => familyId)).toEqual(['bw_rope', 'second'])
  expect(changes).toEqual(['bw_rope', 'second'])
  const bad = JSON.stringify([
    { ...LEGACY, id: 'third' },
    { ...LEGACY, id: '' },
  ])
  expect(problemOf(await strips.importText({ fileName: 'bad.json', text: bad })).message).toContain(
    'bad.json, family 2',
  )
  expect(unwrap(store.stripFamilies.get('third'))).toBeNull()
})

test('a ring made of a family is found by where-used, and its weave follows the family', async () => {
  const { strips, plans } = await bench()
  const { plans: candidates } = unwrap(await strips.plansWithStrips({}))
  const [candidate] = candidates
  const ring = candidate?.rings[0]
  if (candidate === undefined || ring === undefined) throw new Error('no example has a strip ring')
  const assigned = unwrap(
    await strips.assign({
      planId: candidate.planId,
      ringIds: [ring.ringId],
      familyId: 'rmos:rope',
    }),
  )
  const used = unwrap(await strips.whereUsed({ familyId: 'rmos:rope' })).plans
  expect(used).toMatchObject([{ planId: assigned.planId, rings: [{ ringId: ring.ringId }] }])
  const { plan } = unwrap(await plans.open({ planId: assigned.planId }))
  expect(plan.rings.find(({ id }) => id === ring.ringId)).toMatchObject({
    stripFamilyId: 'rmos:rope',
    weave: { kind: 'rope', lightMm: 0.6, darkMm: 0.6, angleDeg: 45, backed: true },
  })
  unwrap(await strips.assign({ planId: assigned.planId, ringIds: [ring.ringId], familyId: null }))
  expect(unwrap(await strips.whereUsed({ familyId: 'rmos:rope' })).plans).toEqual([])
})

test('a ring that is not bent of strip takes no family, and nothing is half assigned', async () => {
  const { strips, plans } = await bench()
  const { plan, planId } = unwrap(await plans.open({ planId: 'example:classical-mosaic-46' }))
  const tile = plan.rings.find(({ kind }) => kind !== 'strip')
  const ringIds = plan.rings.map(({ id }) => id)
  const refused = problemOf(await strips.assign({ planId, ringIds, familyId: 'rmos:rope' }))
  expect(refused.message).toContain(tile?.name ?? 'nothing')
  expect(unwrap(await strips.whereUsed({ familyId: 'rmos:rope' })).plans).toEqual([])
  const unknown = await strips.assign({ planId, ringIds, familyId: 'nowhere' })
  expect(problemOf(unknown).kind).toBe('not-found')
})
