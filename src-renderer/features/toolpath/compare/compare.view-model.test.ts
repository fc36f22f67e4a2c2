import { expect, test } from 'vitest'
import mosaicText from '../../../../data/examples/classical-mosaic-46.json?raw'
import bladesText from '../../../../data/library/blades.json?raw'
import machinesText from '../../../../data/library/machines.json?raw'
import materialsText from '../../../../data/library/materials.json?raw'
import toolsText from '../../../../data/library/tools.json?raw'
import { compareSetUps } from '#core/compare/compare-set-ups.ts'
import { judgedSetUp } from '#core/compare/set-up-outcome.ts'
import { jobRecords, type LibraryRecords } from '#core/feasibility/job-context.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { choiceRows, cutRows, figureRows, ruleRows } from './compare.view-model.ts'
import { ruleNames } from './rule-names.strings.ts'

const read = parsePlan(mosaicText, 'mosaic')
if (!read.ok) throw new Error('the shipped mosaic must parse')
const mosaic: Plan = read.value
const library: LibraryRecords = {
  tools: JSON.parse(toolsText) as LibraryRecords['tools'],
  machines: JSON.parse(machinesText) as LibraryRecords['machines'],
  materials: JSON.parse(materialsText) as LibraryRecords['materials'],
  blades: JSON.parse(bladesText) as LibraryRecords['blades'],
}

const RULE_FILES = import.meta.glob<string>(
  ['../../../../src-core/feasibility/rules/*.ts', '!**/*.test.ts'],
  { query: '?raw', import: 'default', eager: true },
)

const judged = (cutting: Partial<Plan['cutting']> = {}) => {
  const plan = { ...mosaic, cutting: { ...mosaic.cutting, ...cutting } }
  return judgedSetUp(plan, jobRecords(plan, library))
}
const texts = {
  unit: 'mm',
  plan: mosaic,
  names: new Map([...library.tools, ...library.machines].map(({ id, name }) => [id, name])),
} as const

test('every rule there is has a name, and no name is of none', () => {
  const source = Object.values(RULE_FILES).join('\n')
  const ids = [...source.matchAll(/'([a-z]+\.[a-z-]+)'/g)].map(([, id]) => id ?? '')
  expect([...new Set(ids)].sort()).toEqual(Object.keys(ruleNames).sort())
})

test('parts of which a rule says the same stand in one row that names them all', () => {
  const comparison = compareSetUps(judged(), judged({ feedMmPerMin: 1800 }))
  const chips = ruleRows(comparison, texts).filter(({ label }) => label === 'Chip of each tooth')
  expect(chips).toHaveLength(1)
  expect(chips[0]).toMatchObject({
    detail: 'Inner lines · Mosaic · Outer lines · Soundhole',
    a: { grade: 'GREEN', text: '3.33 % of D', note: 'limit 2.00 % of D' },
    // 1800 / (18,000 · 2) = 0.05 mm, 2.5 % of 2 mm
    b: { grade: 'GREEN', text: '2.50 % of D' },
    ...{ differs: true, better: 'a' },
  })
  expect(chips[0]?.a.sentences).toHaveLength(4)
  // every finding is told by some row
  const sentences = ruleRows(comparison, texts).flatMap(({ a }) => a.sentences ?? [])
  expect(sentences).toHaveLength(judged().report.findings.length)
})

test('choices are told by name, with their unit', () => {
  const tried = judged({ toolId: 'downcut-3.2-2f', direction: 'conventional', stepoverRatio: 0.3 })
  const rows = choiceRows(compareSetUps(judged(), tried), texts).filter(({ differs }) => differs)
  expect(rows.map(({ label, a, b }) => [label, a.text, b.text])).toEqual([
    ['Router bit', '2 mm downcut, 2 flutes', '1/8 in downcut, 2 flutes'],
    ['Stepover', '40 %', '30 %'],
    ['Direction', 'Climb', 'Conventional'],
  ])
})

test('what was not planned is not known, and no side of it is better', () => {
  const comparison = compareSetUps(judged(), judged())
  expect(cutRows(comparison, texts)).toEqual([])
  const time = figureRows(comparison, texts).find(({ label }) => label === 'Time in all')
  expect(time).toMatchObject({ a: { text: 'not known' }, b: { text: 'not known' }, better: null })
})
