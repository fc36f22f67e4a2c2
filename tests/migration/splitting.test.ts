import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Dataset } from '#core/migration/dataset.ts'
import type { Element } from '../../src-main/migration/element.ts'
import { MAX_RECORD_BYTES } from '../../src-main/migration/element.ts'
import { detectLayout } from '../../src-main/migration/json-layout.ts'
import { splitterOf } from '../../src-main/migration/read-records.ts'

/** Splits a file's bytes as the reader does, in pieces of these sizes, which are repeated. */
function split(bytes: Buffer, sizes: readonly number[] = [1_000_000], dataset: Dataset = 'joblog') {
  const splitter = splitterOf(detectLayout(bytes, dataset, false))
  if (splitter === null) throw new Error('no layout')
  const found: Element[] = []
  // One room for all pieces, as the reader has: what is kept over a piece's end must be a copy.
  const room = Buffer.alloc(Math.max(...sizes))
  for (let from = 0, turn = 0; from < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    const length = bytes.copy(room, 0, from, from + size)
    found.push(...splitter.push(room.subarray(0, length)))
    from += size
  }
  return [...found, ...splitter.end()]
}

function splitText(text: string, dataset: Dataset = 'joblog') {
  return split(Buffer.from(text), [1_000_000], dataset)
}

function valuesOf(elements: readonly Element[]): unknown[] {
  return elements.flatMap((element) => (element.kind === 'value' ? [element.value] : []))
}

function faultsOf(elements: readonly Element[]) {
  return elements.flatMap((element) => (element.kind === 'fault' ? [element] : []))
}

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('}{', '"\\', '],'),
)
const record = fc.record({
  id: fc.uuid(),
  job_type: text,
  extra: fc.jsonValue({ maxDepth: 4 }),
  '} "': text,
})

const WRITERS: Readonly<Record<string, (records: readonly { id: string }[]) => string>> = {
  'a compact list': (all) => JSON.stringify(all),
  'an indented list': (all) => JSON.stringify(all, null, 2),
  'a list with CRLF': (all) => JSON.stringify(all, null, '\t').replaceAll('\n', '\r\n'),
  'a list with a record on each line': (all) =>
    `[\n${all.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`,
  'a dictionary by id': (all) =>
    JSON.stringify(Object.fromEntries(all.map((one) => [`k-${one.id}`, one]))),
  'an indented dictionary': (all) =>
    JSON.stringify(Object.fromEntries(all.map((one) => [`k-${one.id}`, one])), null, 4),
  'a wrapper around a list': (all) =>
    JSON.stringify({ version: 1, note: '[{', jobs: all, more: [1] }),
  'a wrapper around a dictionary': (all) =>
    JSON.stringify({ runs: Object.fromEntries(all.map((one) => [`k-${one.id}`, one])) }, null, 1),
  'JSON Lines': (all) => all.map((one) => `${JSON.stringify(one)}\n`).join(''),
  'JSON Lines with CRLF and blank lines': (all) =>
    all.map((one) => `${JSON.stringify(one)}\r\n\r\n`).join(''),
  'records one after the other': (all) => all.map((one) => JSON.stringify(one, null, 2)).join('\n'),
}

describe('every layout, cut into pieces anywhere', () => {
  test.each(Object.entries(WRITERS))('%s gives every record', (_name, writeAll) => {
    const records = fc.uniqueArray(record, { selector: ({ id }) => id, minLength: 2, maxLength: 8 })
    const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(records, sizes, fc.boolean(), (all, pieces, hasMark) => {
        const written = Buffer.from(`${hasMark ? '\uFEFF' : ''}${writeAll(all)}`)
        const found = split(written, pieces)
        expect(faultsOf(found)).toEqual([])
        expect(valuesOf(found)).toEqual(JSON.parse(JSON.stringify(all)))
      }),
    )
  })

  test('one record alone is one entry', () => {
    expect(valuesOf(splitText('\uFEFF{"id": "j1", "parameters": {"a": {}}}'))).toHaveLength(1)
    expect(
      valuesOf(splitText('{"name": "no id", "geometry": {"rings": []}}', 'patterns')),
    ).toHaveLength(1)
  })

  test('entries know the key they stand under, their index and line', () => {
    const [a, b] = splitText('{\n  "one": {"x": 1},\n\n  "two": {"x": 2}\n}')
    expect(a).toMatchObject({ key: 'one', index: 0, line: 2 })
    expect(b).toMatchObject({ key: 'two', index: 1, line: 4 })
  })

  test('empty containers hold nothing and nothing is wrong', () => {
    for (const empty of ['[]', ' [ \n ] ', '{}', '{"jobs": []}', '{"runs":{}}']) {
      expect(splitText(empty)).toEqual([])
    }
  })

  test('a strip family with a list of strips is no wrapper', () => {
    const family = '{"id":"f1","name":"BWB","strips":[{"length_mm":300}]}'
    expect(valuesOf(splitText(family, 'strip_families'))).toEqual([JSON.parse(family)])
  })
})

describe('a broken record never stops the rest', () => {
  const good = '{"id":"a"}'
  const last = '{"id":"z"}'

  test.each([
    ['NaN', '{"id":"b","x":NaN}', 'holds NaN'],
    ['Infinity', '{"id":"b","x":-Infinity}', 'holds Infinity'],
    ['a word', '{"id":"b","x":undefined}', 'is not JSON'],
    ['a comma too many', '{"id":"b",}', 'is not JSON'],
    ['a tab in a text', '{"id":"b\tc"}', 'is not JSON'],
    ['200 levels and one', `{"id":"b","x":${'['.repeat(200)}${']'.repeat(200)}}`, 'nested deeper'],
    [
      '100 000 levels',
      `{"id":"b","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      'nested deeper',
    ],
    ['a missing quote', '{"id":"b,"x":1}', 'is'],
  ])('%s in a list', (_name, broken, reason) => {
    for (const list of [`[${good},${broken},${last}]`, `[\n${good},\n${broken},\n${last}\n]`]) {
      const found = splitText(list)
      const [fault] = faultsOf(found)
      expect(fault?.reason).toContain(reason)
      expect(fault?.index).toBe(1)
    }
    const found = splitText(`[\n  ${good},\n  ${broken},\n  ${last}\n]`)
    expect(valuesOf(found)).toEqual([{ id: 'a' }, { id: 'z' }])
    expect(faultsOf(found)).toHaveLength(1)
    expect(faultsOf(found)[0]?.line).toBe(3)
  })

  test.each([
    ['a missing bracket', '{"id":"b","x":{"y":1}'],
    ['a missing list bracket', '{"id":"b","x":[1,2}'],
    ['a bracket too many', '{"id":"b"}}'],
    ['an open text', '{"id":"b","x":"…}'],
  ])('%s, where each record begins a line', (_name, broken) => {
    for (const list of [
      `[\n  ${good},\n  ${broken},\n  ${last}\n]`,
      JSON.stringify([{ id: 'a' }, 'HERE', { id: 'z', more: { deep: [1] } }], null, 2).replace(
        '"HERE"',
        broken,
      ),
    ]) {
      const found = splitText(list)
      expect(valuesOf(found).map((value) => (value as { id: string }).id)).toEqual(
        expect.arrayContaining(['a', 'z']),
      )
      expect(faultsOf(found).length).toBeGreaterThan(0)
    }
  })

  test('the same in a dictionary', () => {
    const found = splitText('{\n  "a": {"x": 1},\n  "b": {"x": [1},\n  "c": {"x": 3}\n}')
    expect(valuesOf(found)).toEqual([{ x: 1 }, { x: 3 }])
    expect(faultsOf(found)).toHaveLength(1)
  })

  test('in JSON Lines a broken line is one fault', () => {
    const found = splitText(`${good}\n{"id":"b\n[}\n${last}\n`)
    expect(valuesOf(found)).toEqual([{ id: 'a' }, { id: 'z' }])
    expect(faultsOf(found).map(({ index, line }) => [index, line])).toEqual([
      [1, 2],
      [2, 3],
    ])
  })

  test('bytes that are no UTF-8 are told, the rest is read', () => {
    const latin1 = Buffer.concat([
      Buffer.from('[{"id":"a"},{"id":"'),
      Buffer.from([0xe9]),
      Buffer.from('"},{"id":"z"}]'),
    ])
    const found = split(latin1)
    expect(valuesOf(found)).toEqual([{ id: 'a' }, { id: 'z' }])
    expect(faultsOf(found)[0]?.reason).toBe('is not UTF-8 text')
  })

  test('a record larger than the limit is left out without being held', () => {
    const huge = `{"id":"b","x":"${'x'.repeat(MAX_RECORD_BYTES)}"}`
    const found = splitText(`[${good},${huge},${last}]`)
    expect(valuesOf(found)).toEqual([{ id: 'a' }, { id: 'z' }])
    expect(faultsOf(found)[0]?.reason).toContain('16 MB')
    const lines = splitText(`${good}\n${huge}\n${last}`)
    expect(valuesOf(lines)).toEqual([{ id: 'a' }, { id: 'z' }])
  })
})

describe('a file that is cut off or goes on', () => {
  test('cut anywhere, the whole records before the cut are there and the end is told', () => {
    const whole = '[{"id":"a"},\n {"id":"b","x":[1,{"y":"["}]}, {"id":"c"}]'
    const ends = ['"a"}', ']}', '"c"}'].map((end) => whole.indexOf(end) + end.length)
    for (let cut = 1; cut < whole.length; cut += 1) {
      const found = splitText(whole.slice(0, cut))
      expect(faultsOf(found).length).toBeGreaterThan(0)
      const complete = ends.filter((end) => end <= cut).length
      expect(valuesOf(found)).toHaveLength(complete)
    }
  })

  test('what stands behind the closing bracket is told', () => {
    const found = splitText('[{"id":"a"}] [{"id":"b"}]')
    expect(valuesOf(found)).toEqual([{ id: 'a' }])
    expect(faultsOf(found)).toMatchObject([
      { index: null, reason: expect.stringContaining('goes on') as string },
    ])
  })
})

describe('what is no JSON of records', () => {
  test.each([
    ['', 'is empty'],
    ['  \n ', 'is empty'],
    ['<html>', 'begins with neither'],
    ['"text"', 'begins with neither'],
  ])('%j %s', (content, reason) => {
    expect(detectLayout(Buffer.from(content), 'joblog', false)).toEqual({
      mode: 'none',
      reason: expect.stringContaining(reason) as string,
    })
  })

  test('UTF-16 is named', () => {
    const bytes = Buffer.from('\uFEFF[{"id":"a"}]', 'utf16le')
    expect(detectLayout(bytes, 'joblog', false)).toMatchObject({
      mode: 'none',
      reason: expect.stringContaining('UTF-16') as string,
    })
  })
})
