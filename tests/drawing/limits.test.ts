import { expect, test } from 'vitest'
import {
  type DrawingLimits,
  largeLimits,
  LIMIT_RANGES,
  USUAL_LIMITS,
} from '#core/drawing/drawing-limits.ts'
import { drawingLimitsSchema } from '#core/drawing/drawing-limits.schema.ts'
import { dxfOptionsOf } from '../../src-main/cli/dxf-options.ts'
import { openDrawingBytes } from '../../src-main/drawings/drawing-file.ts'
import { IMPORT_TOLERANCE } from '../cam/import-order.ts'
import { bytesOf, dxf } from './import-text.ts'

function refusal(text: string, limits: Partial<DrawingLimits>, allowLarge = false): string {
  const options = { ...IMPORT_TOLERANCE, unit: 'mm' as const, allowLarge }
  const opened = openDrawingBytes(
    { name: 'top.dxf', bytes: bytesOf(text) },
    { ...options, limits: { ...USUAL_LIMITS, ...limits } },
  )
  return opened.ok ? '' : opened.error.message
}

const lines = (count: number) =>
  dxf(
    Array.from({ length: count }, (_, at) => `0 LINE|8 A|10 ${String(at)}|20 0|11 0|21 9`).join(
      '|',
    ),
  )

test('a refusal names the limit that is set and the value that is past it', () => {
  expect(refusal(lines(1001), { segments: 1000 })).toBe(
    'top.dxf: has 1001 segments or more; the limit is 1000',
  )
  expect(refusal(dxf('0 LINE|8 A|10 0|20 0|11 150|21 0'), { coordinateMm: 100 })).toMatch(
    /line \d+ LINE reaches 150\.0 mm from zero; the limit is 100 mm$/,
  )
  const nested =
    '0 SECTION|2 BLOCKS|0 BLOCK|2 IN|10 0|20 0|0 LINE|8 0|10 0|20 0|11 9|21 0|0 ENDBLK|0 BLOCK|2 OUT|10 0|20 0|0 INSERT|8 0|2 IN|10 0|20 0|0 ENDBLK|0 ENDSEC'
  const put = dxf('0 INSERT|8 A|2 OUT|10 0|20 0', nested)
  expect(refusal(put, { nesting: 1 })).toMatch(/blocks 2 deep \(.*OUT > IN\); the limit is 1$/)
  expect(refusal(put, { nesting: 2 })).toBe('')
  const large = `${lines(2)}${' '.repeat(1_000_001)}`
  expect(refusal(large, { fileMb: 1 })).toMatch(/is 10\d+ bytes; the limit is 1000000$/)
  expect(refusal(large, { fileMb: 2 })).toBe('')
})

test('a file let in on purpose has the widest limits, and none narrower than it was set', () => {
  expect(refusal(lines(1001), { segments: 1000 }, true)).toBe('')
  expect(largeLimits({ ...USUAL_LIMITS, coordinateMm: 90_000 })).toEqual({
    ...{ fileMb: 64, segments: 1_000_000, coordinateMm: 90_000, nesting: 32, seconds: 300 },
  })
})

test('limits out of range are not kept', () => {
  for (const [limit, { least, most }] of Object.entries(LIMIT_RANGES)) {
    for (const value of [least - 1, most + 1, least + 0.5]) {
      expect(drawingLimitsSchema.safeParse({ ...USUAL_LIMITS, [limit]: value }).success).toBe(false)
    }
  }
  expect(drawingLimitsSchema.safeParse(USUAL_LIMITS).success).toBe(true)
})

test('the command line takes each limit, and refuses one out of range with the range', () => {
  const values = {
    ...{ 'max-mb': '20', 'max-segments': '5000', 'max-coordinate': '500' },
    ...{ 'max-nesting': '3', 'max-seconds': '60' },
  }
  expect(dxfOptionsOf(values)).toMatchObject({
    limits: { fileMb: 20, segments: 5000, coordinateMm: 500, nesting: 3, seconds: 60 },
  })
  expect(dxfOptionsOf({ 'max-mb': '65' })).toBe('--max-mb "65" is not a whole number from 1 to 64')
})
