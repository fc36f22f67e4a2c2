/** Where a text stops being JSON. */
export interface JsonFault {
  /** `cut-short` when everything up to the end could be the start of JSON. */
  readonly kind: 'cut-short' | 'syntax'
  readonly line: number
  readonly column: number
  /** A few characters of what stands there. */
  readonly found: string
}

type Verdict = 'json' | 'start-of-json' | 'broken'

function judge(text: string): Verdict {
  try {
    JSON.parse(text)
    return 'json'
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : ''
    const position = /at position (\d+)/.exec(message)?.[1]
    const atEnd = position !== undefined && Number(position) >= text.length
    return atEnd || /Unexpected end|Unterminated/.test(message) ? 'start-of-json' : 'broken'
  }
}

/** The length of the shortest prefix that is broken already, by bisection; the engine names no place. */
function shortestBroken(text: string): number {
  let fine = 0
  let broken = text.length
  while (broken - fine > 1) {
    const middle = Math.floor((fine + broken) / 2)
    if (judge(text.slice(0, middle)) === 'broken') broken = middle
    else fine = middle
  }
  return broken
}

/** Finds where a text stops being JSON; null when it is JSON. Takes about 20 parses of the text. */
export function jsonFault(text: string): JsonFault | null {
  const verdict = judge(text)
  if (verdict === 'json') return null
  const offset = verdict === 'broken' ? shortestBroken(text) - 1 : text.length
  const before = text.slice(0, offset).split('\n')
  return {
    kind: verdict === 'broken' ? 'syntax' : 'cut-short',
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    found: text.slice(offset, offset + 12),
  }
}
