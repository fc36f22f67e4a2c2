import { expect, test } from 'vitest'
import { fuzz } from './dxf-fuzz.ts'

test('three thousand mutated files: none crashes the importer or gives a number that is none', () => {
  const { files, imported } = fuzz(0, 3000, 2000)
  expect(files).toBe(3000)
  expect(imported).toBeGreaterThan(2000)
}, 120_000)
