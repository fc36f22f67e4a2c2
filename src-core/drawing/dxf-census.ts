/**
 * Counts entities by type straight from the lines of a DXF text, without the reader: every name behind a
 * group 0 in ENTITIES and BLOCKS. Compared with what the reader accounts for, it shows what vanished.
 */
export function censusOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const section = { counted: false, naming: false }
  let offset = 0
  while (offset < text.length) {
    const codeEnd = lineEnd(text, offset)
    const valueEnd = lineEnd(text, codeEnd + 1)
    const code = codeOf(text, offset, codeEnd)
    offset = valueEnd + 1
    if (code < 0) continue
    const name = text
      .slice(codeEnd + 1, valueEnd)
      .trim()
      .toUpperCase()
    if (code === 0) countName(counts, section, name)
    else if (section.naming) section.counted = name === 'ENTITIES' || name === 'BLOCKS'
    section.naming = code === 0 && name === 'SECTION'
  }
  return counts
}

const NO_ENTITY: readonly string[] = ['BLOCK', 'ENDBLK', 'EOF']

function countName(counts: Map<string, number>, section: { counted: boolean }, name: string): void {
  if (name === 'ENDSEC') section.counted = false
  else if (section.counted && !NO_ENTITY.includes(name)) {
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from)
  return found < 0 ? text.length : found
}

/** 0 and 2 are all that matters here; anything else is −1. */
function codeOf(text: string, start: number, end: number): number {
  let at = start
  while (at < end && text.charCodeAt(at) <= 32) at += 1
  const digit = text.charCodeAt(at) - 48
  if (digit !== 0 && digit !== 2) return -1
  return at + 1 >= end || text.charCodeAt(at + 1) <= 32 ? digit : -1
}
