import type { OpenStripFamily } from '#core/contract/strips.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { canonicalJson } from '#core/runs/canonical-json.ts'
import { allStrips } from '#core/strips/laminate.ts'
import {
  formatStripFamily,
  parseStripFamilies,
  readStripFamily,
} from '#core/strips/parse-strip-family.ts'
import type { StripFamily, StripLane } from '#core/strips/strip-family.schema.ts'
import type { Kept, StripFamilyRecord } from '../store/record.ts'
import type { Store } from '../store/store.ts'
import { fileStem } from '#core/rosette/file-stem.ts'
import { invalidData, problem } from './problems.ts'
import { SHIPPED_STRIP_PREFIX } from './shipped-strips.ts'
import type { Surroundings } from './surroundings.ts'

/** What to list. */
export interface StripQuery {
  readonly search: string
  readonly lane: StripLane | 'archived' | null
  readonly limit: number
}
/** The families that read, and the records that do not. */
export interface StripList {
  readonly families: OpenStripFamily[]
  readonly matchingCount: number
  readonly unreadable: { readonly familyId: string; readonly reason: string }[]
}

type Opened = Result<OpenStripFamily, Problem>

/** The strip families of the workshop and the shipped ones beside them. */
export interface StripShelf {
  readonly list: (query: StripQuery) => Result<StripList, Problem>
  readonly open: (familyId: string) => Opened
  readonly create: (family: StripFamily) => Opened
  readonly save: (family: StripFamily) => Opened
  readonly duplicate: (familyId: string, name: string) => Opened
  readonly importText: (
    fileName: string,
    text: string,
  ) => Result<readonly OpenStripFamily[], Problem>
  readonly exportText: (familyId: string) => Result<{ fileName: string; text: string }, Problem>
  readonly archive: (familyId: string) => Opened
  readonly restore: (familyId: string) => Opened
}

const ARCHIVED_LANE = 'archived'
/** More families than any shop keeps. */
const RECORD_LIMIT = 100_000
/** Shipped families carry the date this set was last changed. */
const SHIPPED_AT_UTC = '2026-11-21T00:00:00.000Z'

/** What the shelf's verbs work with. */
interface ShelfBase {
  readonly store: Pick<Store, 'stripFamilies' | 'transact'>
  readonly shipped: readonly StripFamily[]
  readonly newId: () => string
}

function isShipped(familyId: string): boolean {
  return familyId.startsWith(SHIPPED_STRIP_PREFIX)
}

function openShipped(family: StripFamily): OpenStripFamily {
  return {
    familyId: family.id,
    origin: 'shipped',
    archived: false,
    createdAtUtc: SHIPPED_AT_UTC,
    updatedAtUtc: SHIPPED_AT_UTC,
    family,
    remarks: [],
  }
}

/**
 * A stored record as an open family. What this program kept stands in `family`; a record of the older
 * system is read as a whole, and keeps its own fields when it is changed here.
 */
function openRecord(record: Kept<StripFamilyRecord>): Opened {
  const read = readStripFamily(record['family'] ?? record, `strip family ${record.id}`)
  if (!read.ok) return failure(invalidData(read.error))
  return success({
    familyId: record.id,
    origin: 'workshop',
    archived: record.lane === ARCHIVED_LANE,
    createdAtUtc: record.created_at,
    updatedAtUtc: record.updated_at,
    family: { ...read.value.family, id: record.id },
    remarks: [...read.value.remarks],
  })
}

function unknownFamily(familyId: string): Problem {
  return problem(
    'not-found',
    `There is no strip family ${familyId}.`,
    'Choose one from the list of strip families.',
  )
}

function keep(base: ShelfBase, family: StripFamily, lane: string): Opened {
  const { id, name } = family
  const fields = { name, lane, family }
  const kept = base.store.transact(() => {
    const before = base.store.stripFamilies.get(id)
    if (!before.ok) return before
    return before.value === null
      ? base.store.stripFamilies.upsert({ id, ...fields })
      : base.store.stripFamilies.update(id, fields)
  })
  return kept.ok ? openRecord(kept.value) : kept
}

function keepNew(base: ShelfBase, family: StripFamily): Opened {
  return keep(base, { ...family, id: base.newId() }, family.lane)
}

function openFamily({ store, shipped }: ShelfBase, familyId: string): Opened {
  const own = shipped.find(({ id }) => id === familyId)
  if (own !== undefined) return success(openShipped(own))
  const record = store.stripFamilies.get(familyId)
  if (!record.ok) return record
  return record.value === null ? failure(unknownFamily(familyId)) : openRecord(record.value)
}

function saveFamily(base: ShelfBase, family: StripFamily): Opened {
  if (isShipped(family.id)) return keepNew(base, family)
  const before = openFamily(base, family.id)
  if (!before.ok) return before
  return keep(base, family, before.value.archived ? ARCHIVED_LANE : family.lane)
}

function setArchived(base: ShelfBase, familyId: string, archived: boolean): Opened {
  if (isShipped(familyId)) {
    return failure(
      problem('invalid-input', `The shipped strip family ${familyId} cannot be archived.`),
    )
  }
  const opened = openFamily(base, familyId)
  if (!opened.ok) return opened
  const { family } = opened.value
  return keep(base, family, archived ? ARCHIVED_LANE : family.lane)
}

/** Keeps the id of a family that came from elsewhere, unless another family has it here. */
function keepImported(base: ShelfBase, family: StripFamily): Opened {
  if (isShipped(family.id)) return keepNew(base, family)
  const there = base.store.stripFamilies.get(family.id)
  if (!there.ok) return there
  if (there.value === null) return keep(base, family, family.lane)
  const opened = openRecord(there.value)
  const same = opened.ok && canonicalJson(opened.value.family) === canonicalJson(family)
  return same ? opened : keepNew(base, family)
}

function importFamilies(
  base: ShelfBase,
  fileName: string,
  text: string,
): Result<readonly OpenStripFamily[], Problem> {
  const read = parseStripFamilies(text, fileName)
  if (!read.ok) return failure(invalidData(read.error))
  return base.store.transact(() => {
    const kept: OpenStripFamily[] = []
    for (const { family } of read.value) {
      const one = keepImported(base, family)
      if (!one.ok) return one
      kept.push(one.value)
    }
    return success(kept)
  })
}

function wordsOf({ family }: OpenStripFamily): string {
  const { id, name, notes, construction } = family
  const strips = allStrips(family).flatMap((strip) => [strip.name, strip.materialId ?? ''])
  return [id, name, notes, construction.kind, ...strips].join(' ').toLowerCase()
}

function matches(opened: OpenStripFamily, { search, lane }: StripQuery): boolean {
  if (opened.archived !== (lane === 'archived')) return false
  if (lane !== null && lane !== 'archived' && opened.family.lane !== lane) return false
  const words = wordsOf(opened)
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word))
}

function listFamilies(base: ShelfBase, query: StripQuery): Result<StripList, Problem> {
  const records = base.store.stripFamilies.list({ limit: RECORD_LIMIT })
  if (!records.ok) return records
  const read = records.value.map((record) => ({ familyId: record.id, opened: openRecord(record) }))
  const own = read.flatMap(({ opened }) => (opened.ok ? [opened.value] : []))
  const matching = [...own, ...base.shipped.map(openShipped)].filter((opened) =>
    matches(opened, query),
  )
  return success({
    families: matching.slice(0, query.limit),
    matchingCount: matching.length,
    unreadable: read.flatMap(({ familyId, opened }) =>
      opened.ok ? [] : [{ familyId, reason: opened.error.message }],
    ),
  })
}

/** The shelf over a store and the shipped families. */
export function createStripShelf(
  store: ShelfBase['store'],
  shipped: readonly StripFamily[],
  { newId }: Pick<Surroundings, 'newId'>,
): StripShelf {
  const base: ShelfBase = { store, shipped, newId }
  return {
    list: (query) => listFamilies(base, query),
    open: (familyId) => openFamily(base, familyId),
    create: (family) => keepNew(base, family),
    save: (family) => saveFamily(base, family),
    duplicate: (familyId, name) => {
      const opened = openFamily(base, familyId)
      return opened.ok ? keepNew(base, { ...opened.value.family, name }) : opened
    },
    importText: (fileName, text) => importFamilies(base, fileName, text),
    exportText: (familyId) => {
      const opened = openFamily(base, familyId)
      if (!opened.ok) return opened
      const { family } = opened.value
      return success({ fileName: `${fileStem(family.name)}.json`, text: formatStripFamily(family) })
    },
    archive: (familyId) => setArchived(base, familyId, true),
    restore: (familyId) => setArchived(base, familyId, false),
  }
}
