import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemSentence } from '../outcome/problem.ts'
import { parseShopRecords } from './parse-shop-records.ts'
import {
  hasOwnRecord,
  NO_SHOP_RECORDS,
  overlaid,
  shopRecordList,
  withoutRecord,
  withRecord,
} from './shop-records.ts'
import type { ShopRecord } from './shop-records.schema.ts'
import type { Tool } from './tool.schema.ts'

const shipped = JSON.parse(readFileSync('data/library/tools.json', 'utf8')) as readonly Tool[]
const [first] = shipped
if (first === undefined) throw new Error('tools are shipped')
const read = (value: unknown) => {
  const parsed = parseShopRecords(JSON.stringify(value), 'old.json')
  if (!parsed.ok) throw new Error(problemSentence(parsed.error))
  return parsed.value
}

describe('records over the shipped ones', () => {
  test('a record of a shipped id stands in its place, another behind; taken away, all is as before', () => {
    const changed: Tool = { ...first, stickoutMm: 3.5 }
    const added: Tool = { ...first, id: 'mine' }
    let own = withRecord(NO_SHOP_RECORDS, { kind: 'tool', record: changed })
    own = withRecord(own, { kind: 'tool', record: added })
    expect(overlaid(shipped, own.tools)).toEqual([changed, ...shipped.slice(1), added])
    expect(hasOwnRecord(own, 'tool', 'mine')).toBe(true)
    expect(hasOwnRecord(own, 'blade', 'mine')).toBe(false)
    own = withoutRecord(withoutRecord(own, 'tool', 'mine'), 'tool', first.id)
    expect(own).toEqual(NO_SHOP_RECORDS)
    expect(overlaid(shipped, own.tools)).toEqual(shipped)
  })

  test('what is written is read back the same', () => {
    const own = withRecord(NO_SHOP_RECORDS, { kind: 'tool', record: { ...first, id: 'mine' } })
    expect(read(own)).toEqual({ records: shopRecordList(own), remarks: [] })
  })
})

describe('records of the older system', () => {
  const blade = {
    id: 'purfling_50',
    name: 'Purfling blade',
    diameter_mm: 50,
    kerf_mm: 0.8,
    plate_mm: 0.6,
    bore_mm: 10,
    tooth_count: 48,
    max_rpm: 24000,
  }
  const tool = {
    t: 3,
    name: '{Tool Type} ({Diameter|F})',
    type: 'End Mill',
    dia_mm: 3.175,
    len_mm: 38,
  }

  test('a list of blades, and a machine with its tools, are taken as they are', () => {
    const { records, remarks } = read([blade])
    expect(remarks).toEqual([])
    expect(records).toEqual([
      {
        kind: 'blade',
        record: expect.objectContaining({
          id: 'purfling-50',
          kind: 'fine',
          diameterMm: 50,
          kerfMm: 0.8,
          plateMm: 0.6,
          teeth: 48,
          maxRpm: 24_000,
          // the older list has no flange, and none is made up
          flangeDiameterMm: null,
        }) as object,
      },
    ] satisfies readonly { kind: string; record: object }[])
    const machine = read({ machines: [{ id: 'IDC', max_feed: 2000, tools: [tool, tool] }] })
    const ids = machine.records.map(({ record }: ShopRecord) => record.id)
    expect(ids).toEqual(['t3-3.175-mm-end-mill', 't3-3.175-mm-end-mill-2'])
    expect(machine.records[0]?.record).toMatchObject({
      name: '3.175 mm End Mill',
      flutes: null,
      stickoutMm: null,
      centreCutting: false,
    })
  })

  test('what cannot be used is named, and the others are taken', () => {
    const { records, remarks } = read({
      tools: [tool, { name: 'Broken', dia_mm: 0 }, { name: 'Huge', dia_mm: 400 }],
      blades: [
        { name: 'No teeth', kerf_mm: 1 },
        { ...blade, diameter_mm: 5000 },
      ],
    })
    expect(records).toHaveLength(1)
    expect(remarks).toHaveLength(4)
    expect(remarks.join(' ')).toContain('Broken has no diameter')
    expect(remarks.join(' ')).toContain('Purfling blade: record.diameterMm')
  })

  test.each([
    ['no JSON', '{"tools": [', 'old.json: line 1 is no JSON'],
    ['nothing of use', '{"songs": []}', 'old.json: holds neither tools nor blades'],
    ['a newer form', '{"schema": "rmos.shop-records", "version": 9}', 'old.json: version 9'],
  ])('%s is one sentence', (_name, text, sentence) => {
    const parsed = parseShopRecords(text, 'old.json')
    expect(parsed.ok ? '' : problemSentence(parsed.error)).toContain(sentence)
  })

  test('any JSON is read or refused, never worse', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const parsed = parseShopRecords(JSON.stringify(value), 'any.json')
        if (parsed.ok) expect(parsed.value.records.length).toBeGreaterThan(0)
      }),
    )
  })
})
