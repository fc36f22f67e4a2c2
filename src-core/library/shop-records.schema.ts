import { z } from 'zod'
import { bladeSchema } from './blade.schema.ts'
import { machineSchema } from './machine.schema.ts'
import { materialSchema } from './material.schema.ts'
import { toolSchema } from './tool.schema.ts'

/** More records of one kind than any shop keeps. */
const MOST_RECORDS = 2000

/** One record of the shop with what kind it is. */
export const shopRecordSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tool'), record: toolSchema }),
  z.strictObject({ kind: z.literal('blade'), record: bladeSchema }),
  z.strictObject({ kind: z.literal('material'), record: materialSchema }),
  z.strictObject({ kind: z.literal('machine'), record: machineSchema }),
])
/** One record of the shop with what kind it is. */
export type ShopRecord = z.output<typeof shopRecordSchema>
/** Kinds of record a shop keeps: router bits, saw blades, woods and shell, machines. */
export type ShopRecordKind = ShopRecord['kind']

/** What a workshop keeps beside the shipped records, as one file; a record of a shipped id replaces it. */
export const shopRecordsSchema = z.strictObject({
  schema: z.literal('rmos.shop-records'),
  version: z.literal(1),
  tools: z.array(toolSchema).max(MOST_RECORDS),
  blades: z.array(bladeSchema).max(MOST_RECORDS),
  materials: z.array(materialSchema).max(MOST_RECORDS),
  machines: z.array(machineSchema).max(MOST_RECORDS),
})
/** What a workshop keeps beside the shipped records. */
export type ShopRecords = z.output<typeof shopRecordsSchema>
