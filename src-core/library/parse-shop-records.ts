import { jsonFault } from '../outcome/json-fault.ts'
import { type DataProblem, dataProblem, describeValue } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { firstObjection } from '../outcome/schema-issue.ts'
import { type LegacyRecords, readLegacyRecords } from './legacy-records.ts'
import { shopRecordList } from './shop-records.ts'
import { type ShopRecords, shopRecordSchema, shopRecordsSchema } from './shop-records.schema.ts'

/** Longest text that is read; two thousand records of each kind are a quarter of it. */
const MAX_CHARACTERS = 8_000_000

function isOwn(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'schema' in value
}

/** Checks a value that should be the records a shop keeps. */
export function checkShopRecords(value: unknown, source: string): Result<ShopRecords, DataProblem> {
  const parsed = shopRecordsSchema.safeParse(value)
  if (parsed.success) return success(parsed.data)
  const { place, message } = firstObjection(parsed.error.issues, value)
  return failure(dataProblem(source, place, message))
}

function jsonOf(text: string, source: string): Result<unknown, DataProblem> {
  if (text.length > MAX_CHARACTERS) {
    const message = `has ${String(text.length)} characters; at most ${String(MAX_CHARACTERS)} are read`
    return failure(dataProblem(source, '', message))
  }
  try {
    return success(JSON.parse(text) as unknown)
  } catch {
    const fault = jsonFault(text)
    const place = fault === null ? '' : `line ${String(fault.line)}`
    return failure(dataProblem(source, place, `is no JSON: ${describeValue(fault?.found ?? '')}`))
  }
}

/** A record carried over may break a limit of this program; then it is named and left out, and the others stay. */
function sound({ records, remarks }: LegacyRecords): LegacyRecords {
  const refused = records.flatMap((shop) => {
    const parsed = shopRecordSchema.safeParse(shop)
    if (parsed.success) return []
    const { place, message } = firstObjection(parsed.error.issues, shop)
    return [{ id: shop.record.id, remark: `${shop.record.name}: ${place} ${message}.` }]
  })
  return {
    records: records.filter(({ record }) => refused.every(({ id }) => id !== record.id)),
    remarks: [...remarks, ...refused.map(({ remark }) => remark)],
  }
}

/** Reads records of a shop: a file of this program, or blades or tools of the older system. */
export function parseShopRecords(text: string, source: string): Result<LegacyRecords, DataProblem> {
  const value = jsonOf(text, source)
  if (!value.ok) return value
  if (isOwn(value.value)) {
    const own = checkShopRecords(value.value, source)
    return own.ok ? success({ records: shopRecordList(own.value), remarks: [] }) : own
  }
  const legacy = sound(readLegacyRecords(value.value))
  if (legacy.records.length > 0) return success(legacy)
  const why = legacy.remarks[0] ?? 'holds neither tools nor blades'
  return failure(dataProblem(source, '', why.replace(/\.$/, '')))
}
