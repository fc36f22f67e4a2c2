import type { ShopRecord, ShopRecordKind, ShopRecords } from './shop-records.schema.ts'

/** A shop that keeps nothing beside the shipped records. */
export const NO_SHOP_RECORDS: ShopRecords = {
  schema: 'rmos.shop-records',
  version: 1,
  tools: [],
  blades: [],
  materials: [],
  machines: [],
}

/** The lists of a shop's records, by kind. */
const LIST_OF = {
  tool: 'tools',
  blade: 'blades',
  material: 'materials',
  machine: 'machines',
} as const satisfies Record<ShopRecordKind, keyof ShopRecords>

interface Identified {
  readonly id: string
}

/** Shipped records with the shop's own in place of those of the same id, and its others behind. */
export function overlaid<T extends Identified>(
  shipped: readonly T[],
  own: readonly T[],
): readonly T[] {
  const ownById = new Map(own.map((record) => [record.id, record]))
  const shippedIds = new Set(shipped.map(({ id }) => id))
  return [
    ...shipped.map((record) => ownById.get(record.id) ?? record),
    ...own.filter(({ id }) => !shippedIds.has(id)),
  ]
}

function put<T extends Identified>(records: readonly T[], record: T): T[] {
  return records.some(({ id }) => id === record.id)
    ? records.map((kept) => (kept.id === record.id ? record : kept))
    : [...records, record]
}

/** The shop's records with one more, or another in place of the one of its id. */
export function withRecord(records: ShopRecords, { kind, record }: ShopRecord): ShopRecords {
  switch (kind) {
    case 'tool':
      return { ...records, tools: put(records.tools, record) }
    case 'blade':
      return { ...records, blades: put(records.blades, record) }
    case 'material':
      return { ...records, materials: put(records.materials, record) }
    case 'machine':
      return { ...records, machines: put(records.machines, record) }
  }
}

/** The shop's records without one; the same where there was none. */
export function withoutRecord(records: ShopRecords, kind: ShopRecordKind, id: string): ShopRecords {
  const list = LIST_OF[kind]
  return { ...records, [list]: records[list].filter((record) => record.id !== id) }
}

/** Whether the shop keeps a record of its own under an id. */
export function hasOwnRecord(records: ShopRecords, kind: ShopRecordKind, id: string): boolean {
  return records[LIST_OF[kind]].some((record) => record.id === id)
}

/** All records of a shop, one after another: bits, blades, woods, machines. */
export function shopRecordList(records: ShopRecords): readonly ShopRecord[] {
  return [
    ...records.tools.map((record) => ({ kind: 'tool' as const, record })),
    ...records.blades.map((record) => ({ kind: 'blade' as const, record })),
    ...records.materials.map((record) => ({ kind: 'material' as const, record })),
    ...records.machines.map((record) => ({ kind: 'machine' as const, record })),
  ]
}
