import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SetUpComparison } from '#core/compare/compare-set-ups.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import { rmos, scratchFolder } from './rmos-process.ts'

const EXAMPLE = 'data/examples/classical-mosaic-46.json'

let folder: ReturnType<typeof scratchFolder>
beforeEach(() => {
  folder = scratchFolder()
})
afterEach(() => {
  folder.remove()
})

async function comparisonOf(...words: readonly string[]): Promise<SetUpComparison> {
  const { code, stdout } = await rmos(folder.path, 'plan', 'compare', ...words, '--json')
  expect(code).toBe(0)
  const told = JSON.parse(stdout) as { schema: string; comparison: SetUpComparison }
  expect(told).toMatchObject({ schema: 'rmos.set-up-comparison', version: 1 })
  return told.comparison
}

test('half the feed takes longer and nothing else is made; the plan with it is written', async () => {
  const out = join(folder.path, 'slower.json')
  const { parameters, figures, cuts, refusals } = await comparisonOf(
    ...[EXAMPLE, '--feed', '1200', '-o', out],
  )
  expect(parameters.filter(({ differs }) => differs)).toMatchObject([
    { key: 'feedMmPerMin', a: { value: 2400 }, b: { value: 1200 } },
  ])
  const figure = (key: string) => figures.find((one) => one.key === key)
  expect(figure('seconds')?.better).toBe('a')
  // the same way, more slowly
  expect(figure('cutLengthMm')?.differs).toBe(false)
  expect(figure('faults')).toMatchObject({ a: 0, b: 0 })
  expect(cuts.map(({ better }) => better)).toEqual(['a', 'a', 'a', 'a'])
  expect(refusals).toEqual({ a: null, b: null })
  const written = parsePlan(readFileSync(out, 'utf8'), out)
  const before = parsePlan(readFileSync(EXAMPLE, 'utf8'), EXAMPLE)
  if (!written.ok || !before.ok) throw new Error('both must parse')
  const { cutting } = before.value
  expect(written.value).toEqual({ ...before.value, cutting: { ...cutting, feedMmPerMin: 1200 } })
})

test('a set-up that must not be cut is compared all the same, with the reason in place of figures', async () => {
  const { verdict, figures, refusals } = await comparisonOf(EXAMPLE, '--bit', 'downcut-3.2-2f')
  expect(verdict).toMatchObject({ b: { overall: 'RED' }, better: 'a' })
  expect(refusals.a).toBeNull()
  expect(refusals.b).toBe('A 3.175 mm bit in the 3.1 mm channel of "Inner lines" does not fit.')
  expect(figures.find(({ key }) => key === 'seconds')).toMatchObject({ b: null, better: null })
})

test('of another plan only the set-up is taken, and that is said', async () => {
  const plan = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as {
    topThicknessMm: number
    cutting: { direction: string }
  }
  plan.topThicknessMm = 4
  plan.cutting.direction = 'conventional'
  const other = join(folder.path, 'other.json')
  writeFileSync(other, JSON.stringify(plan))
  const { code, stdout, stderr } = await rmos(folder.path, 'plan', 'compare', EXAMPLE, other)
  expect(code).toBe(0)
  expect(stderr).toContain('other.json: differs in more than its set-up')
  expect(stdout).toMatch(/direction +climb +conventional/)
  expect(stdout).toContain('rules that differ')
})

test.each([
  [['--feed', 'fast'], 64, 'plan compare: --feed "fast" is not a number above 0'],
  [['--feed', '99999'], 65, 'cutting.feedMmPerMin 99999 is above the limit 50000'],
  [['--direction', 'up'], 65, 'cutting.direction'],
  [[], 64, 'plan compare: say what is tried: another plan file, or one of --machine'],
  [['none.json'], 66, 'none.json: there is no such file'],
])('%j is told in a sentence', async (words, exit, sentence) => {
  const out = join(folder.path, 'out.json')
  const { code, stderr } = await rmos(folder.path, 'plan', 'compare', EXAMPLE, ...words, '-o', out)
  expect([code, stderr]).toEqual([exit, expect.stringContaining(sentence)])
  expect(existsSync(out)).toBe(false)
})
