import { expect, test } from 'vitest'
import { fuzz } from './fuzz-lines.ts'

// The long form, 1,000,000 lines, is `node tests/torture/fuzz-lines.ts`.
test('no reader on the machine’s side throws or hangs over mutated lines', () => {
  expect(fuzz(8000, 4).failures).toEqual([])
})
