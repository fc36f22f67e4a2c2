import { expect, test } from 'vitest'
import { fuzz } from './dxf-fuzz.ts'

test('three thousand mutated files: none crashes the importer or gives a number that is none', () => {
  // a busy machine is slow; what hangs, hangs for minutes
  const { files, imported } = fuzz(0, 3000, 30_000)
  expect(files).toBe(3000)
  expect(imported).toBeGreaterThan(2000)
}, 120_000)
