import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { problemSentence } from '../outcome/problem.ts'
import { STOCK_DEFAULTS } from './migrate-plan.ts'
import { formatPlan, parsePlan } from './parse-plan.ts'
import type { Plan } from './plan.schema.ts'

const v1Text = (name: string) => readFileSync(`tests/fixtures/plans-v1/${name}.json`, 'utf8')

function migrated(name: string): Plan {
  const plan = parsePlan(v1Text(name), name)
  if (!plan.ok) throw new Error(problemSentence(plan.error))
  return plan.value
}

test.each(['classical-mosaic-46', 'steel-string-3-ring', 'measure-first'])(
  'the version 1 plan %s keeps every length, and is written as version 3',
  (name) => {
    const old = JSON.parse(v1Text(name)) as {
      readonly version: number
      readonly rings: readonly { readonly kind: string }[]
      readonly stock: object
    }
    const plan = migrated(name)
    expect(plan.version).toBe(3)
    const { rings, stock, version, ...same } = old
    expect(version).toBe(1)
    expect(plan).toMatchObject(same)
    expect(plan.stock).toEqual({ ...stock, ...STOCK_DEFAULTS })
    for (const [index, ring] of rings.entries()) {
      const { kind, ...fields } = ring
      expect(plan.rings[index]).toMatchObject(fields)
      expect(plan.rings[index]?.kind).toBe({ mosaic: 'tile', line: 'strip', solid: 'arcs' }[kind])
    }
    expect(parsePlan(formatPlan(plan), name)).toEqual({ ok: true, value: plan })
  },
)

test.each(readdirSync('tests/fixtures/plans-v2'))(
  'the version 2 plan %s keeps every field, and is written as version 3 with nothing drawn',
  (name) => {
    const text = readFileSync(`tests/fixtures/plans-v2/${name}`, 'utf8')
    const { version, cutting, ...same } = JSON.parse(text) as {
      readonly version: number
      readonly cutting: object
    }
    const plan = parsePlan(text, name)
    expect(version).toBe(2)
    expect(plan).toEqual({
      ok: true,
      value: {
        ...same,
        version: 3,
        cutting: { ...cutting, stickoutMm: null },
        sawing: null,
        drawings: [],
        drawnPaths: [],
        operations: [],
      },
    })
  },
)

test('a fault in a version 1 plan is named as it stands in the file', () => {
  const text = v1Text('classical-mosaic-46').replace('"mosaic",', '"burl",')
  const read = parsePlan(text, 'old.json')
  expect(read.ok ? '' : problemSentence(read.error)).toBe(
    "old.json: rings[1].kind \"burl\" is refused: Invalid discriminator value. Expected 'mosaic' | 'solid' | 'line'",
  )
})

test('a pattern and the count of columns beside it must agree', () => {
  const plan = migrated('classical-mosaic-46')
  const palette = [
    { key: 'B', name: 'Black', colour: '#1f1a17', thicknessMm: 0.5, materialId: null },
  ]
  const withPattern = (rows: readonly string[], columns: number) =>
    parsePlan(
      JSON.stringify({
        ...plan,
        rings: plan.rings.map((ring) =>
          ring.kind === 'tile' ? { ...ring, columns, pattern: { palette, rows } } : ring,
        ),
      }),
      'p.json',
    )
  const sentence = (read: ReturnType<typeof withPattern>) =>
    read.ok ? 'ok' : problemSentence(read.error)
  expect(sentence(withPattern(['BBB', 'BBB'], 3))).toBe('ok')
  expect(sentence(withPattern(['BBB', 'BBB'], 4))).toBe(
    'p.json: rings[1].columns 4 is not the 3 columns of its pattern',
  )
  expect(sentence(withPattern(['BBB', 'BB'], 3))).toBe(
    'p.json: rings[1].pattern.rows[1] has 2 columns, the first row has 3',
  )
  expect(sentence(withPattern(['BBB', 'BQB'], 3))).toBe(
    'p.json: rings[1].pattern.rows[1] column 2 is "Q", which is no colour of the palette',
  )
})
