import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mosaicRecipeSchema } from '#core/pattern/mosaic-recipe.schema.ts'
import { rebuildPattern } from '#core/pattern/rebuild-pattern.ts'
import { rmos, scratchFolder } from './rmos-process.ts'

const EXAMPLE = 'data/examples/classical-mosaic-46.json'
const TILE_RING = 1

let folder: ReturnType<typeof scratchFolder>
beforeEach(() => {
  folder = scratchFolder()
})
afterEach(() => {
  folder.remove()
})

/** The shipped plan with something changed, as a file. */
function changed(change: (plan: Record<string, never>) => void): string {
  const plan = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as Record<string, never>
  change(plan)
  const path = join(folder.path, 'changed.json')
  writeFileSync(path, JSON.stringify(plan))
  return path
}

test('the JSON of plan recipe is enough to draw the picture again', async () => {
  const { code, stdout } = await rmos(folder.path, 'plan', 'recipe', EXAMPLE, '--json')
  expect(code).toBe(0)
  const recipe = JSON.parse(stdout) as { rings: { mosaic?: unknown }[] }
  expect(recipe).toMatchObject({ schema: 'rmos.recipe', version: 1 })
  const rebuilt = rebuildPattern(mosaicRecipeSchema.parse(recipe.rings[TILE_RING]?.mosaic))
  const plan = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as { rings: { pattern?: unknown }[] }
  expect(rebuilt.ok && rebuilt.value).toEqual(plan.rings[TILE_RING]?.pattern)
})

test('table and shop sheet are written as files, mirrored columns on one plate with --flip', async () => {
  const [csv, pdf] = [join(folder.path, 'recipe.csv'), join(folder.path, 'sheet.pdf')]
  const words = ['--csv', csv, '--pdf', pdf, '--paper', 'Letter', '--flip', '--stock', 'A=1.5']
  const { code, stdout } = await rmos(folder.path, 'plan', 'recipe', EXAMPLE, ...words)
  expect(code).toBe(0)
  expect(stdout).toContain('A(3)')
  expect(readFileSync(csv, 'utf8')).toContain('Mosaic,log strip,')
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-')
})

test.each([
  ['--stock', 'A', '--stock "A" is not a letter and a thickness up to 10 mm, e.g. A=1.5'],
  ['--stock', '?=1', '--stock "?=1" is not a letter and a thickness up to 10 mm, e.g. A=1.5'],
  ['--paper', 'A5', '--paper is A4 or Letter'],
])('%s %s is told as a wrong call', async (option, value, sentence) => {
  const { code, stderr } = await rmos(folder.path, 'plan', 'recipe', EXAMPLE, option, value)
  expect([code, stderr.split('\n')[0]]).toEqual([64, `plan recipe: ${sentence}`])
})

test.each([
  [
    'a kerf wider than the tile',
    (plan: { stock: { kerfMm: number } }) => (plan.stock.kerfMm = 2.4),
    'Mosaic: kerfMm 2.4 is wider than the tile',
  ],
  [
    'an unknown colour',
    (plan: { rings: { pattern: { rows: string[] } }[] }) =>
      plan.rings[TILE_RING]?.pattern.rows.splice(3, 1, 'AAAAAAAAAAAAAA?'),
    'changed.json: rings[1].pattern.rows[3] column 15 is "?", which is no colour of the palette',
  ],
  [
    'a veneer of 0 mm',
    (plan: { rings: { pattern: { palette: object[] } }[] }) =>
      Object.assign(plan.rings[TILE_RING]?.pattern.palette[0] ?? {}, { thicknessMm: 0 }),
    'changed.json: rings[1].pattern.palette[0].thicknessMm 0 is below the limit 0, itself not allowed',
  ],
])('%s is refused in one sentence, and no file is written', async (_name, change, sentence) => {
  const pdf = join(folder.path, 'sheet.pdf')
  const path = changed(change as never)
  const { code, stderr } = await rmos(folder.path, 'plan', 'recipe', path, '--pdf', pdf)
  expect(code).toBe(65)
  expect(stderr).toContain(sentence)
  expect(() => readFileSync(pdf)).toThrow('ENOENT')
})
