import { z } from 'zod'
import { shopRecordSchema } from '../library/shop-records.schema.ts'
import type { Blade } from '../library/blade.schema.ts'
import type { Machine } from '../library/machine.schema.ts'
import type { Material } from '../library/material.schema.ts'
import type { Tool } from '../library/tool.schema.ts'
import { typed } from './typed.ts'

const kind = z.enum(['tool', 'blade', 'material', 'machine'])
const id = z.string().min(1).max(60)

/** Everything the shop knows of bits, blades, woods and machines. */
export interface LibraryView {
  readonly tools: readonly Tool[]
  readonly blades: readonly Blade[]
  readonly materials: readonly Material[]
  readonly machines: readonly Machine[]
  /**
   * Where each comes from, by `kind:id`: `changed` is a shipped record with the shop's numbers in its
   * place, `own` one the shop added. Those not named are as shipped.
   */
  readonly origins: Readonly<Record<string, 'changed' | 'own'>>
}

/** Records of bits, blades, woods and machines. Shipped ones are never lost: a change stands before them. */
export const library = {
  list: { input: z.strictObject({}), output: typed<LibraryView>() },
  /** Adds a record, or puts it in place of the one of its kind and id. */
  save: { input: shopRecordSchema, output: typed<LibraryView>() },
  /** Takes the shop's record away; where it stood before a shipped one, that is back. */
  remove: { input: z.strictObject({ kind, id }), output: typed<LibraryView>() },
  /** Takes in a file of records, this program's or the older system's tools and blades; all or nothing. */
  importText: {
    input: z.strictObject({ fileName: z.string().max(255), text: z.string().max(8_000_000) }),
    output: z.strictObject({
      view: typed<LibraryView>(),
      recordCount: z.int(),
      /** What could not be carried over. */
      remarks: z.array(z.string()),
    }),
  },
  /** The shop's own and changed records as a file. */
  exportText: {
    input: z.strictObject({}),
    output: z.strictObject({ fileName: z.string(), text: z.string() }),
  },
} as const
