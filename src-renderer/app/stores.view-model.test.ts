import { describe, expect, test } from 'vitest'
import type { MergeOutcome } from '#core/contract/stores.contract.ts'
import { conflictLines, mergedText, waitingText } from './stores.view-model.ts'

describe('what waits in files', () => {
  const none = { patterns: 0, stripFamilies: 0, jobLog: 0, runs: 0, others: 0 }

  test('is told by kind, without the kinds there are none of', () => {
    expect(waitingText({ ...none, patterns: 1 })).toBe('1 plan or pattern')
    expect(waitingText({ patterns: 3, stripFamilies: 1, jobLog: 2, runs: 1, others: 4 })).toBe(
      '3 plans and patterns, 1 strip family, 1 run, 2 job log entries, 4 other entries',
    )
  })
})

describe('what merging did', () => {
  const outcome: MergeOutcome = {
    datasets: [
      { dataset: 'patterns', added: 2, unchanged: 1, conflicts: 1 },
      { dataset: 'runs', added: 1, unchanged: 0, conflicts: 1 },
    ],
    conflicts: [
      { dataset: 'patterns', id: 'p', kept: 'files' },
      { dataset: 'runs', id: 'r', kept: 'database' },
    ],
    badFiles: [],
    movedTo: null,
  }

  test('is one sentence of numbers', () => {
    expect(mergedText(outcome)).toBe('3 added, 1 were there already, 2 differed.')
  })

  test('says of each record that differed which one stays and where the other one is', () => {
    const [first, second] = conflictLines(outcome)
    expect(first).toMatch(/^Plan or pattern p: the one from the files .* history\.$/)
    expect(second).toMatch(/^Run r: the one in the database stays.* file\.$/)
  })
})
