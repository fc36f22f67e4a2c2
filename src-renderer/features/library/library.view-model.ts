import type { LibraryView } from '#core/contract/library.contract.ts'
import type { ShopRecord, ShopRecordKind } from '#core/library/shop-records.schema.ts'
import { libraryStrings } from './library.strings.ts'
import { RECORD_FIELDS, type RecordField } from './record-fields.ts'

const words = libraryStrings

/** Where a record comes from. */
export type Origin = 'shipped' | 'changed' | 'own'

/** All records of a kind. */
export function recordsOf(view: LibraryView, kind: ShopRecordKind): readonly ShopRecord[] {
  switch (kind) {
    case 'tool':
      return view.tools.map((record) => ({ kind, record }))
    case 'blade':
      return view.blades.map((record) => ({ kind, record }))
    case 'material':
      return view.materials.map((record) => ({ kind, record }))
    case 'machine':
      return view.machines.map((record) => ({ kind, record }))
  }
}

/** Where a record comes from. */
export function originOf(view: LibraryView, { kind, record }: ShopRecord): Origin {
  return view.origins[`${kind}:${record.id}`] ?? 'shipped'
}

/** Records whose name has every word of a search. */
export function matching(records: readonly ShopRecord[], search: string): readonly ShopRecord[] {
  const asked = search.toLowerCase().split(/\s+/)
  return records.filter(({ record }) => {
    const text = `${record.name} ${record.id}`.toLowerCase()
    return asked.every((word) => text.includes(word))
  })
}

/** What stands in a field of a record; undefined where a group of fields is missing. */
export function valueAt({ record }: ShopRecord, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (node, key) => (typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined),
    record,
  )
}

function withAt(node: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  const fields = typeof node === 'object' && node !== null ? node : {}
  const child: unknown = Reflect.get(fields, key)
  return { ...fields, [key]: withAt(child, rest, value) }
}

/** The record with another value in a field; main checks it before it is kept. */
export function withValueAt(shop: ShopRecord, path: readonly string[], value: unknown): ShopRecord {
  return { ...shop, record: withAt(shop.record, path, value) } as ShopRecord
}

/** How many numbers of a record nobody has measured. */
export function unmeasuredCount(shop: ShopRecord): number {
  const isOpen = (field: RecordField) =>
    field.type === 'number' && field.optional && valueAt(shop, field.path) === null
  return RECORD_FIELDS[shop.kind].filter(isOpen).length
}

/** An id for a name that no record of the kind has yet: small letters, digits and hyphens. */
export function freeId(name: string, taken: ReadonlySet<string>): string {
  const stem =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9.]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 50) || 'record'
  let id = stem
  for (let count = 2; taken.has(id); count += 1) id = `${stem}-${String(count)}`
  return id
}

/** A record like another, under an id and a name of its own. */
export function copyOf(view: LibraryView, shop: ShopRecord): ShopRecord {
  const name = words.copyOf(shop.record.name).slice(0, 80)
  const taken = new Set(recordsOf(view, shop.kind).map(({ record }) => record.id))
  return { ...shop, record: { ...shop.record, id: freeId(name, taken), name } } as ShopRecord
}

/** The details a table shows beside the size. */
export function detailsOf({ kind, record }: ShopRecord): string {
  switch (kind) {
    case 'tool':
      return words.toolDetails(
        words.flutes(record.flutes),
        words.choices['shape']?.[record.shape]?.toLowerCase() ?? record.shape,
      )
    case 'blade':
      return words.teeth(record.teeth)
    case 'material':
      return words.choices['cuttingClass']?.[record.cuttingClass] ?? ''
    case 'machine':
      return `${String(record.spindle.minRpm)}–${String(record.spindle.maxRpm)} rpm`
  }
}
