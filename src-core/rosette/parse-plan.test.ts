import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemSentence } from '../outcome/problem.ts'
import { checkPlan, formatPlan, parsePlan } from './parse-plan.ts'

const exampleText = readFileSync('data/examples/classical-mosaic-46.json', 'utf8')

function sentenceFor(change: (plan: Record<string, never>) => void): string {
  const plan = JSON.parse(exampleText) as Record<string, never>
  change(plan)
  const result = checkPlan(plan, 'plan.json')
  return result.ok ? 'accepted' : problemSentence(result.error)
}

test.each(['classical-mosaic-46', 'steel-string-3-ring', 'measure-first'])(
  'the shipped example %s reads, and writes back to the same plan',
  (name) => {
    const read = parsePlan(readFileSync(`data/examples/${name}.json`, 'utf8'), name)
    if (!read.ok) throw new Error(problemSentence(read.error))
    expect(parsePlan(formatPlan(read.value), name)).toEqual(read)
  },
)

describe('bad input gets one sentence with file, place, value and limit', () => {
  type Loose = Record<string | number, unknown>
  const set = (path: readonly (string | number)[], value: unknown) => (plan: unknown) => {
    const last = path.at(-1) ?? ''
    const holder = path.slice(0, -1).reduce((inner, key) => inner[key] as Loose, plan as Loose)
    holder[last] = value
  }
  test.each<[string, readonly (string | number)[], unknown, string]>([
    [
      'a radius inside the soundhole',
      ['rings', 0, 'innerRadiusMm'],
      41,
      'plan.json: rings[0].innerRadiusMm 41 is inside the soundhole radius 42',
    ],
    [
      'rings that overlap',
      ['rings', 1, 'innerRadiusMm'],
      47,
      'plan.json: rings[1].innerRadiusMm 47 is inside ring "Inner lines", which reaches to 48',
    ],
    [
      'a billion tiles',
      ['rings', 1, 'tileCount'],
      1e9,
      'plan.json: rings[1].tileCount 1000000000 is above the limit 2000',
    ],
    [
      'a text for a number',
      ['rings', 1, 'outerRadiusMm'],
      '61.5',
      'plan.json: rings[1].outerRadiusMm "61.5" is not of type number',
    ],
    [
      'not a number',
      ['topThicknessMm'],
      NaN,
      'plan.json: topThicknessMm NaN is not of type number',
    ],
    [
      'infinite',
      ['cutting', 'feedMmPerMin'],
      Infinity,
      'plan.json: cutting.feedMmPerMin Infinity is not of type number',
    ],
    [
      'a newer plan',
      ['version'],
      7,
      'plan.json: version 7 is newer than version 3, the newest this program reads; update RMOS to open it',
    ],
    [
      'an unknown ring kind',
      ['rings', 1, 'kind'],
      'burl',
      "plan.json: rings[1].kind \"burl\" is refused: Invalid discriminator value. Expected 'tile' | 'strip' | 'arcs' | 'disc' | 'shell' | 'bought'",
    ],
    [
      'an unknown key',
      ['rings', 1, 'colour'],
      'red',
      'plan.json: rings[1] has an unknown key: "colour"',
    ],
    [
      'nothing where a number must be',
      ['stock', 'trimMm'],
      undefined,
      'plan.json: stock.trimMm is missing: number expected',
    ],
    ['another file', ['schema'], 'x', 'plan.json: schema "x" is not "rmos.plan"'],
    [
      'an inlay that is all proud',
      ['rings', 1, 'proudMm'],
      2,
      'plan.json: rings[1].proudMm 2 leaves no depth: the inlay is 2 thick',
    ],
  ])('%s', (_name, path, value, expected) => {
    expect(sentenceFor(set(path, value))).toBe(expected)
  })

  test('a truncated file says where it ends', () => {
    const cut = parsePlan(exampleText.slice(0, 200), 'plan.json')
    expect(cut.ok ? '' : problemSentence(cut.error)).toMatch(
      /^plan\.json: line \d+, column \d+ is where the text ends, in the middle of the plan/,
    )
  })

  test('NaN in the text is not JSON, and the place is named', () => {
    const bad = parsePlan(exampleText.replace('3.7', 'NaN'), 'plan.json')
    expect(bad.ok ? '' : problemSentence(bad.error)).toMatch(
      /^plan\.json: line 13, column \d+ is not valid JSON: found "N/,
    )
  })

  test('no text at all, and a text too long', () => {
    expect(parsePlan('', 'a.json').ok).toBe(false)
    expect(parsePlan(' '.repeat(2_000_001), 'a.json').ok).toBe(false)
  })
})

test('a truncation anywhere, or any garbage, is refused in a sentence and never thrown', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: exampleText.trimEnd().length - 1 }), (length) => {
      const result = parsePlan(exampleText.slice(0, length), 'p')
      expect(result.ok).toBe(false)
      if (!result.ok) expect(problemSentence(result.error).length).toBeLessThan(300)
    }),
  )
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(checkPlan(value, 'p').ok).toBe(false)
    }),
  )
})
