import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { rmos, scratchFolder } from './rmos-process.ts'

const scratch = scratchFolder()
afterAll(scratch.remove)

test('plan new lists templates, soundholes and rings', async () => {
  const ended = await rmos(scratch.path, 'plan', 'new')
  expect(ended.code).toBe(64)
  expect(ended.stderr).toMatch(/^Templates: .*classical-mosaic-46/m)
  expect(ended.stderr).toMatch(/^Soundholes: .*ukulele-tenor-67/m)
  expect(ended.stderr).toMatch(/^Rings: .*abalone-ring/m)
})

test('plan new puts rings round a soundhole, and plan recipe reads the file', async () => {
  const path = join(scratch.path, 'ukulele.json')
  const words = ['--soundhole', 'ukulele-tenor-67', '--rings', 'abalone-ring', '-o', path]
  expect((await rmos(scratch.path, 'plan', 'new', ...words)).code).toBe(0)
  expect(readFileSync(path, 'utf8')).toContain('"name": "Abalone between lines, tenor ukulele"')
  const recipe = await rmos(scratch.path, 'plan', 'recipe', path)
  expect(recipe.code).toBe(0)
  expect(recipe.stderr).toContain('Abalone: thickness or kerf not measured')
})

test('plan new refuses half a preset, and one that is not there', async () => {
  const half = await rmos(scratch.path, 'plan', 'new', '--rings', 'plain-lines', '-o', 'x.json')
  expect([half.code, half.stderr.trim()]).toEqual([
    64,
    'plan new: --soundhole and --rings go together',
  ])
  const words = ['--soundhole', 'banjo', '--rings', 'plain-lines', '-o', 'x.json']
  const unknown = await rmos(scratch.path, 'plan', 'new', ...words)
  expect(unknown.code).toBe(66)
  expect(unknown.stderr).toContain('presets: soundhole "banjo" is none of them')
})
