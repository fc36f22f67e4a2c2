import type { ModalWords } from './manual-snapshot.ts'
import { WORK_SYSTEMS } from './axes.ts'

/** Finds the word of one modal group. */
function wordOf<T extends string>(words: readonly string[], group: readonly T[]): T | null {
  return group.find((word) => words.includes(word)) ?? null
}

function numberOf(words: readonly string[], letter: string): number {
  const word = words.find((one) => one.startsWith(letter) && /^[A-Z]-?[\d.]+$/.test(one))
  return word === undefined ? 0 : Number(word.slice(1))
}

/**
 * Reads the words of `[GC:…]`. Null when a group that decides about a move is missing: half of the
 * modes are worse than none. Words it does not know (grblHAL tells more groups) are passed over.
 */
export function modalFromWords(words: readonly string[]): ModalWords | null {
  const system = wordOf(words, WORK_SYSTEMS)
  const plane = wordOf(words, ['G17', 'G18', 'G19'] as const)
  const units = wordOf(words, ['G20', 'G21'] as const)
  const distance = wordOf(words, ['G90', 'G91'] as const)
  if (system === null || plane === null || units === null || distance === null) return null
  return {
    motion: words.find((word) => /^G([0-3]|38\.[2-5]|80)$/.test(word)) ?? 'G0',
    system,
    plane,
    units,
    distance,
    feedMode: wordOf(words, ['G93', 'G94'] as const) ?? 'G94',
    spindle: wordOf(words, ['M3', 'M4', 'M5'] as const) ?? 'M5',
    coolant: (['M7', 'M8', 'M9'] as const).filter((word) => words.includes(word)),
    toolNumber: numberOf(words, 'T'),
    feed: numberOf(words, 'F'),
    spindleRpm: numberOf(words, 'S'),
  }
}

/**
 * The line that brings back the modes a procedure or a reset may have changed: system, plane, units,
 * distance, feed mode. The motion word becomes G0, so that a bare axis word never probes or cuts.
 */
export function restoringLine(modal: ModalWords): string {
  const { system, plane, units, distance, feedMode } = modal
  return `G0${system}${plane}${units}${distance}${feedMode}`
}
