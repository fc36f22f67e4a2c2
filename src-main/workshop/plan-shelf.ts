import type {
  LibraryEntry,
  OpenPlan,
  PlanSummary,
  UnreadablePlan,
} from '#core/contract/plans.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { dataProblem } from '#core/outcome/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { fileStem } from '#core/rosette/file-stem.ts'
import { looksLegacy, readLegacyPlan } from '#core/rosette/legacy/legacy-plan.ts'
import { checkPlan, formatPlan, parsePlan } from '#core/rosette/parse-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { canonicalJson } from '#core/runs/canonical-json.ts'
import { laneOf } from '#core/workflow/lane-policy.ts'
import type { Kept, PatternRecord } from '../store/record.ts'
import type { Store } from '../store/store.ts'
import { sha256Hex } from '../files/sha256.ts'
import { createLaneDesk, type LaneDesk } from './lane-desk.ts'
import { createLibraryExchange, type LibraryExchange } from './library-exchange.ts'
import { invalidData, problem } from './problems.ts'
import { type ShippedPlan, SHIPPED_PREFIX } from './shipped-plans.ts'
import type { Surroundings } from './surroundings.ts'

/** The plans of the workshop and the shipped examples beside them. */
export interface PlanShelf {
  readonly list: () => Result<readonly PlanSummary[], Problem>
  /** Records of the older system that cannot be drawn, each with the reason. */
  readonly unreadable: () => Result<readonly UnreadablePlan[], Problem>
  /** Every plan with its lane and the runs made of it, archived ones too. */
  readonly library: () => Result<readonly LibraryEntry[], Problem>
  readonly lanes: LaneDesk
  readonly exchange: LibraryExchange
  readonly create: (plan: Plan) => Result<OpenPlan, Problem>
  readonly open: (planId: string) => Result<OpenPlan, Problem>
  readonly save: (planId: string, plan: Plan) => Result<OpenPlan, Problem>
  readonly duplicate: (planId: string, name: string) => Result<OpenPlan, Problem>
  readonly importText: (fileName: string, text: string) => Result<OpenPlan, Problem>
  readonly exportText: (planId: string) => Result<{ fileName: string; text: string }, Problem>
}

/** Lane of plans taken out of the list. */
const ARCHIVED_LANE = 'archived'
/** Lane of new plans, until promotion gives them another. */
const NEW_LANE = 'experimental'
/** More plans than any shop keeps; the list is cut there. */
const LIST_LIMIT = 1000
/** Longest id that the contract lets through; ids of our own are shorter. */
const MAX_ID_CHARACTERS = 80
/** Shipped plans carry the date this set was last changed. */
const SHIPPED_AT_UTC = '2026-11-21T00:00:00.000Z'

/** SHA-256 of a plan's canonical JSON: names exactly this plan. */
export function planSha256(plan: Plan): string {
  return sha256Hex(canonicalJson(plan))
}

function summaryOf(open: OpenPlan): PlanSummary {
  const { plan } = open
  return {
    planId: open.planId,
    name: plan.name,
    origin: open.origin,
    ringCount: plan.rings.length,
    tileCount: plan.rings.reduce(
      (sum, ring) => sum + (ring.kind === 'tile' ? ring.tileCount : 0),
      0,
    ),
    outerRadiusMm: Math.max(...plan.rings.map((ring) => ring.outerRadiusMm)),
    soundholeRadiusMm: plan.soundhole.radiusMm,
    updatedAtUtc: open.updatedAtUtc,
    converted: open.converted,
  }
}

function unknownPlan(planId: string): Problem {
  return problem('not-found', `There is no plan ${planId}.`, 'Choose one from the list of plans.')
}

/**
 * A stored record as an open plan; a record that no longer reads is a problem, not a crash. A rosette of
 * the older system is read as a plan each time it is opened, until it is saved as one.
 */
function openRecord(record: Kept<PatternRecord>): Result<OpenPlan, Problem> {
  const source = `plan ${record.id}`
  if (record.id.length > MAX_ID_CHARACTERS) {
    const message = `has ${String(record.id.length)} characters, which is above the limit ${String(MAX_ID_CHARACTERS)} characters`
    return failure(invalidData(dataProblem(source, 'id', message)))
  }
  const converted = looksLegacy(record)
  const legacy = converted && record['plan'] === undefined
  const read = legacy ? readLegacyPlan(record, source) : checkPlan(record['plan'], source)
  if (!read.ok) return failure(invalidData(read.error))
  const { plan, remarks } = 'plan' in read.value ? read.value : { plan: read.value, remarks: [] }
  return success({
    planId: record.id,
    origin: 'workshop',
    updatedAtUtc: record.updated_at,
    plan,
    converted,
    remarks: [...remarks],
  })
}

/** The value of a text of JSON; undefined when it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What the shelf's verbs work with. */
interface ShelfBase {
  readonly store: Store
  readonly shipped: readonly ShippedPlan[]
  readonly newId: () => string
}

function openShipped({ planId, plan }: ShippedPlan): OpenPlan {
  return {
    planId,
    origin: 'shipped',
    updatedAtUtc: SHIPPED_AT_UTC,
    plan,
    converted: false,
    remarks: [],
  }
}

function keep(
  { store }: ShelfBase,
  record: { readonly planId: string; readonly plan: Plan; readonly lane: string },
): Result<OpenPlan, Problem> {
  const { planId, plan, lane } = record
  const fields = { name: plan.name, lane, plan }
  const kept = store.transact(() => {
    const before = store.patterns.get(planId)
    if (!before.ok) return before
    // fields that a record of the older system has besides stay with it
    return before.value === null
      ? store.patterns.upsert({ id: planId, ...fields })
      : store.patterns.update(planId, fields)
  })
  return kept.ok ? openRecord(kept.value) : kept
}

function keepNew(base: ShelfBase, plan: Plan): Result<OpenPlan, Problem> {
  return keep(base, { planId: base.newId(), plan, lane: NEW_LANE })
}

function recordOf({ store }: ShelfBase, planId: string): Result<Kept<PatternRecord>, Problem> {
  const record = store.patterns.get(planId)
  if (!record.ok) return record
  // tile patterns lie in the same table and are no plans
  const isPlan = record.value !== null && record.value['kind'] === undefined
  return isPlan ? success(record.value) : failure(unknownPlan(planId))
}

function openPlan(base: ShelfBase, planId: string): Result<OpenPlan, Problem> {
  if (planId.startsWith(SHIPPED_PREFIX)) {
    const found = base.shipped.find((candidate) => candidate.planId === planId)
    return found === undefined ? failure(unknownPlan(planId)) : success(openShipped(found))
  }
  const record = recordOf(base, planId)
  return record.ok ? openRecord(record.value) : record
}

/** Keeps a plan file, or a rosette file of the older system with its own fields beside the plan. */
function importText(base: ShelfBase, fileName: string, text: string): Result<OpenPlan, Problem> {
  const plan = parsePlan(text, fileName)
  if (plan.ok) return keepNew(base, plan.value)
  const value = jsonOf(text)
  if (!looksLegacy(value)) return failure(invalidData(plan.error))
  const legacy = readLegacyPlan(value, fileName)
  if (!legacy.ok) return failure(invalidData(legacy.error))
  const id = base.newId()
  const name = legacy.value.plan.name
  const kept = base.store.patterns.upsert({ ...(value as object), id, name, lane: NEW_LANE })
  return kept.ok ? openRecord(kept.value) : kept
}

function listPlans({ store, shipped }: ShelfBase): Result<readonly PlanSummary[], Problem> {
  const records = store.patterns.list({ limit: LIST_LIMIT, kind: null })
  if (!records.ok) return records
  const own = records.value
    .filter((record) => record.lane !== ARCHIVED_LANE)
    .map(openRecord)
    // a record of another program under our roof is not a plan and not shown as one
    .flatMap((opened) => (opened.ok ? [summaryOf(opened.value)] : []))
  return success([...own, ...shipped.map((plan) => summaryOf(openShipped(plan)))])
}

function listLibrary({ store, shipped }: ShelfBase): Result<readonly LibraryEntry[], Problem> {
  const records = store.patterns.list({ limit: LIST_LIMIT, kind: null })
  if (!records.ok) return records
  const runs = store.runs.byPlan()
  if (!runs.ok) return runs
  const entryOf = (opened: OpenPlan, lane: LibraryEntry['lane']): LibraryEntry => {
    const used = runs.value.get(opened.planId)
    const newest = used?.newest
    return {
      ...summaryOf(opened),
      lane,
      runCount: used?.count ?? 0,
      newestRun:
        newest === undefined ? null : { runId: newest.run_id, createdAtUtc: newest.created_at },
    }
  }
  const own = records.value.flatMap((record) => {
    const opened = openRecord(record)
    return opened.ok ? [entryOf(opened.value, laneOf(record.lane))] : []
  })
  return success([...own, ...shipped.map((plan) => entryOf(openShipped(plan), null))])
}

function listUnreadable({ store }: ShelfBase): Result<readonly UnreadablePlan[], Problem> {
  const records = store.patterns.list({ limit: LIST_LIMIT, kind: null })
  if (!records.ok) return records
  const unreadable = records.value
    .filter((record) => record.lane !== ARCHIVED_LANE && looksLegacy(record))
    .flatMap((record): readonly UnreadablePlan[] => {
      const opened = openRecord(record)
      const name = record.name ?? record.id
      return opened.ok ? [] : [{ planId: record.id, name, reason: opened.error.message }]
    })
  return success(unreadable)
}

function savePlan(base: ShelfBase, planId: string, plan: Plan): Result<OpenPlan, Problem> {
  if (planId.startsWith(SHIPPED_PREFIX)) return keepNew(base, plan)
  const record = recordOf(base, planId)
  if (!record.ok) return record
  return keep(base, { planId, plan, lane: record.value.lane ?? NEW_LANE })
}

/** The shelf over a store and the shipped examples. */
export function createPlanShelf(
  store: Store,
  shipped: readonly ShippedPlan[],
  { newId }: Surroundings,
): PlanShelf {
  const base: ShelfBase = { store, shipped, newId }
  return {
    lanes: createLaneDesk(store, { newId }),
    exchange: createLibraryExchange(store, (planId) => openPlan(base, planId), { newId }),
    list: () => listPlans(base),
    unreadable: () => listUnreadable(base),
    library: () => listLibrary(base),
    create: (plan) => keepNew(base, plan),
    open: (planId) => openPlan(base, planId),
    save: (planId, plan) => savePlan(base, planId, plan),
    duplicate: (planId, name) => {
      const opened = openPlan(base, planId)
      return opened.ok ? keepNew(base, { ...opened.value.plan, name }) : opened
    },
    importText: (fileName, text) => importText(base, fileName, text),
    exportText: (planId) => {
      const opened = openPlan(base, planId)
      if (!opened.ok) return opened
      const { plan } = opened.value
      return success({ fileName: `${fileStem(plan.name)}.json`, text: formatPlan(plan) })
    },
  }
}
