import type { LibraryView } from '#core/contract/library.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { jobRecords } from '#core/feasibility/job-context.ts'
import { checkShopRecords, parseShopRecords } from '#core/library/parse-shop-records.ts'
import {
  hasOwnRecord,
  NO_SHOP_RECORDS,
  overlaid,
  shopRecordList,
  withoutRecord,
  withRecord,
} from '#core/library/shop-records.ts'
import type { ShopRecord, ShopRecordKind, ShopRecords } from '#core/library/shop-records.schema.ts'
import { problemSentence } from '#core/outcome/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { Store } from '../store/store.ts'
import type { LibraryShelf } from './library-shelf.ts'
import { invalidData, problem } from './problems.ts'

/** Name of the setting that holds the shop's own records. */
const SETTING = 'shopRecords'

/** The records of a workshop: the shipped ones with its own before and behind them. */
export interface LibraryDesk {
  /** What plans are judged and cut with; always as it is now. */
  readonly shelf: LibraryShelf
  readonly view: () => LibraryView
  readonly save: (record: ShopRecord) => Result<LibraryView, Problem>
  readonly remove: (kind: ShopRecordKind, id: string) => Result<LibraryView, Problem>
  readonly importText: (
    fileName: string,
    text: string,
  ) => Result<{ view: LibraryView; recordCount: number; remarks: string[] }, Problem>
  readonly exportText: () => { fileName: string; text: string }
  /** Why the shop's own records could not be read; they are left as they are, and nothing is written over them. */
  readonly notice: string | null
}

/** What was kept; `damaged` says why it cannot be used. */
interface Kept {
  readonly records: ShopRecords
  readonly damaged: string | null
}

function readKept(settings: Store['settings']): Result<Kept, Problem> {
  const all = settings.readAll()
  if (!all.ok) return all
  const value = all.value[SETTING]
  if (value === undefined) return success({ records: NO_SHOP_RECORDS, damaged: null })
  const checked = checkShopRecords(value, 'the library of this workshop')
  return success(
    checked.ok
      ? { records: checked.value, damaged: null }
      : { records: NO_SHOP_RECORDS, damaged: `${problemSentence(checked.error)}.` },
  )
}

function originsOf(own: ShopRecords, shipped: LibraryShelf): LibraryView['origins'] {
  const shippedIds = new Set([
    ...shipped.tools.map(({ id }) => `tool:${id}`),
    ...shipped.blades.map(({ id }) => `blade:${id}`),
    ...shipped.materials.map(({ id }) => `material:${id}`),
    ...shipped.machines.map(({ id }) => `machine:${id}`),
  ])
  return Object.fromEntries(
    shopRecordList(own).map(({ kind, record }) => {
      const key = `${kind}:${record.id}`
      return [key, shippedIds.has(key) ? 'changed' : 'own'] as const
    }),
  )
}

/** Opens the workshop's records over the shipped ones. */
export function openLibraryDesk(
  shipped: LibraryShelf,
  settings: Store['settings'],
): Result<LibraryDesk, Problem> {
  const kept = readKept(settings)
  if (!kept.ok) return kept
  const { damaged } = kept.value
  let own = kept.value.records

  const keep = (next: ShopRecords): Result<LibraryView, Problem> => {
    if (damaged !== null)
      return failure(problem('storage', damaged, 'Restore a backup, or ask for help.'))
    const written = settings.write({ [SETTING]: next })
    if (!written.ok) return written
    own = next
    return success(view())
  }
  const shelf: LibraryShelf = {
    get tools() {
      return overlaid(shipped.tools, own.tools)
    },
    get blades() {
      return overlaid(shipped.blades, own.blades)
    },
    get materials() {
      return overlaid(shipped.materials, own.materials)
    },
    get machines() {
      return overlaid(shipped.machines, own.machines)
    },
    recordsFor: (plan) => jobRecords(plan, shelf),
  }
  const view = (): LibraryView => {
    const { tools, blades, materials, machines } = shelf
    return { tools, blades, materials, machines, origins: originsOf(own, shipped) }
  }
  return success({
    shelf,
    view,
    save: (record) => keep(withRecord(own, record)),
    remove: (kind, id) =>
      hasOwnRecord(own, kind, id)
        ? keep(withoutRecord(own, kind, id))
        : failure(problem('not-found', `The workshop keeps no ${kind} "${id}" of its own.`)),
    importText: (fileName, text) => {
      const read = parseShopRecords(text, fileName)
      if (!read.ok) return failure(invalidData(read.error))
      const { records, remarks } = read.value
      const next = keep(records.reduce(withRecord, own))
      return next.ok
        ? success({ view: next.value, recordCount: records.length, remarks: [...remarks] })
        : next
    },
    exportText: () => ({
      fileName: 'shop-records.json',
      text: `${JSON.stringify(own, null, 2)}\n`,
    }),
    notice: damaged,
  })
}
