import { expect, test } from 'vitest'
import type { ConsoleEntry, ConsoleSource } from '#core/grbl/console/console-entry.ts'
import { shownEntries, visibleRange, withEntries, withSentLine } from './console.view-model.ts'

const entry = (sequence: number, source: ConsoleSource = 'answer'): ConsoleEntry => ({
  sequence,
  atUtcMs: sequence,
  source,
  text: 'ok',
  explanation: null,
})

test('entries that come twice are kept once, and memory stays bounded', () => {
  const entries = withEntries([entry(1), entry(2)], [entry(2), entry(3)])
  expect(entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
  expect(withEntries(entries, [entry(3)])).toBe(entries)
  const many = Array.from({ length: 12_000 }, (_, index) => entry(index + 4))
  const kept = withEntries(entries, many)
  expect(kept).toHaveLength(5000)
  expect(kept.at(-1)?.sequence).toBe(12_003)
})

test('an alarm is shown whatever is left out', () => {
  const entries = [entry(1, 'report'), entry(2, 'alarm'), entry(3, 'realtime'), entry(4, 'note')]
  const hidden = new Set(['person', 'rmos', 'program', 'answer', 'report'] as const)
  expect(shownEntries(entries, hidden).map(({ source }) => source)).toEqual(['alarm', 'note'])
})

test('only what is in sight is drawn', () => {
  const range = visibleRange({ scrollTopPx: 2200, heightPx: 440, rowPx: 22, count: 5000 })
  expect(range).toEqual({ first: 92, end: 128 })
  expect(visibleRange({ scrollTopPx: 0, heightPx: 440, rowPx: 22, count: 3 })).toEqual({
    first: 0,
    end: 3,
  })
})

test('a line that is sent twice is called back once', () => {
  expect(withSentLine(withSentLine([], '$G'), '$G')).toEqual(['$G'])
})
