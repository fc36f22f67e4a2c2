import type { MergeOutcome, WaitingRecords } from '#core/contract/stores.contract.ts'
import { storesStrings } from './stores.strings.ts'

/** `3 plans and patterns, 1 run`: the kinds there are any of, most telling first. */
export function waitingText({ patterns, stripFamilies, jobLog, runs, others }: WaitingRecords) {
  const { counts } = storesStrings
  const parts: readonly (readonly [number, (count: number) => string])[] = [
    [patterns, counts.patterns],
    [stripFamilies, counts.stripFamilies],
    [runs, counts.runs],
    [jobLog, counts.jobLog],
    [others, counts.others],
  ]
  return parts.flatMap(([count, words]) => (count === 0 ? [] : [words(count)])).join(', ')
}

/** The numbers of a merge, in a sentence. */
export function mergedText({ datasets, conflicts }: MergeOutcome): string {
  const sum = (of: 'added' | 'unchanged') =>
    datasets.reduce((total, dataset) => total + dataset[of], 0)
  return storesStrings.mergedCounts(sum('added'), sum('unchanged'), conflicts.length)
}

/** What became of each record that was in both and differed. */
export function conflictLines({ conflicts }: MergeOutcome): readonly string[] {
  return conflicts.map(({ dataset, id, kept }) =>
    storesStrings.conflict(storesStrings.datasets[dataset], id, kept),
  )
}
