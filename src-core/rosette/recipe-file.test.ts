import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mosaicRecipeSchema } from '../pattern/mosaic-recipe.schema.ts'
import { rebuildPattern } from '../pattern/rebuild-pattern.ts'
import { parsePlan } from './parse-plan.ts'
import type { Plan, TileRing } from './plan.schema.ts'
import { recipeCsv, recipeDocument } from './recipe-file.ts'
import { recipeOf } from './recipe.ts'

function shipped(): { readonly plan: Plan; readonly ring: TileRing } {
  const text = readFileSync('data/examples/classical-mosaic-46.json', 'utf8')
  const plan = parsePlan(text, 'example')
  if (!plan.ok) throw new Error(plan.error.message)
  const ring = plan.value.rings.find((candidate) => candidate.kind === 'tile')
  if (ring?.kind !== 'tile') throw new Error('a ring of tiles expected')
  return { plan: plan.value, ring }
}

/** The rows of a table without quoted line ends. */
function table(csv: string): readonly Readonly<Record<string, string>>[] {
  const [head = '', ...lines] = csv.trimEnd().split('\r\n')
  const names = head.split(',')
  return lines.map((line) => {
    const fields = Array.from(
      line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g),
      ([, field = '']) => field,
    )
    return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? '']))
  })
}

test('story 2: from the JSON file of the shipped mosaic alone, every cell comes back', () => {
  const { plan, ring } = shipped()
  const text = JSON.stringify(recipeDocument(plan.name, recipeOf(plan)))
  const read = JSON.parse(text) as { rings: { mosaic?: unknown }[] }
  expect(read).toMatchObject({ schema: 'rmos.recipe', version: 1, plan: plan.name })
  const rebuilt = rebuildPattern(mosaicRecipeSchema.parse(read.rings[1]?.mosaic))
  expect(rebuilt.ok && rebuilt.value).toEqual(ring.pattern)
})

test('the table counts every veneer once, and every strip of the log', () => {
  const { plan } = shipped()
  const rows = table(recipeCsv(recipeOf(plan)))
  const of = (section: string) => rows.filter((row) => row['section'] === section)
  const sum = (section: string, column: string) =>
    of(section).reduce((total, row) => total + Number(row[column]), 0)
  expect(of('plate')).toHaveLength(8)
  expect(of('stack')).toHaveLength(216)
  expect(sum('veneer', 'pieces')).toBe(216)
  expect(sum('veneer size', 'pieces')).toBe(216)
  expect(sum('veneer', 'cells')).toBe(405)
  expect(of('log strip')).toHaveLength(15)
  expect(of('slices')).toMatchObject([{ pieces: '51', thickness_mm: '2' }])
  expect(of('strip')).toHaveLength(2)
})

test('a name cannot become a formula or break out of its field', () => {
  const { plan, ring } = shipped()
  const evil = {
    ...ring,
    name: '=HYPERLINK("http://x","y")',
  }
  const rings = plan.rings.map((other) => (other.id === ring.id ? evil : other))
  const csv = recipeCsv(recipeOf({ ...plan, rings }))
  expect(csv).toContain('"\'=HYPERLINK(""http://x"",""y"")",veneer,')
  expect(csv).not.toMatch(/(^|,|\n)=/)
})
