import { expect, test } from 'vitest'
import { prepareProgram } from '../prepare-program.ts'
import { workSystemAt } from './work-system-at.ts'

function systemAfter(text: string, lineCount: number) {
  const program = prepareProgram(text, 'test')
  if (!program.ok) throw new Error(program.error.message)
  return workSystemAt(program.value, lineCount)
}

test('the last work zero among the lines that were read counts', () => {
  const text = 'G21 G90\nG55\nG1 X1 F100\nG59 G1 X2\nX3\n'
  expect([0, 1, 2, 3, 4, 5].map((count) => systemAfter(text, count))).toEqual([
    null,
    null,
    'G55',
    'G55',
    'G59',
    'G59',
  ])
})

test('what only looks like one is none', () => {
  expect(systemAfter('G1 X5.455 F54\nG53 G0 Z-1\n', 2)).toBeNull()
})
