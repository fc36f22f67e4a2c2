import type { Dataset } from '#core/migration/dataset.ts'

/** How the records of one JSON file lie in it. */
export type JsonLayout =
  /** `[ … ]`, or the same as the value of a wrapper's member. */
  | { readonly mode: 'list'; readonly wrapperKey: string | null }
  /** `{ "id": { … } }`, or the same as the value of a wrapper's member. */
  | { readonly mode: 'dict'; readonly wrapperKey: string | null }
  /** JSON Lines: one record on each line. */
  | { readonly mode: 'lines' }
  /** Records one after the other, over several lines each. */
  | { readonly mode: 'sequence' }
  /** One record, the whole file. */
  | { readonly mode: 'single' }
  /** Nothing that can be read; the end of a sentence says why. */
  | { readonly mode: 'none'; readonly reason: string }

/** So much of a file's beginning tells its layout. */
export const LAYOUT_WINDOW_BYTES = 1_048_576

const DATASET_KEYS: Readonly<Record<Dataset, readonly string[]>> = {
  patterns: ['patterns', 'pattern'],
  strip_families: ['strip_families', 'stripFamilies', 'families', 'strips'],
  joblog: ['joblog', 'joblogs', 'job_log', 'jobs', 'logs'],
}
const ANY_KEYS = ['entries', 'items', 'records', 'runs', 'blades', 'data']
/** Fields that a record has at its top; a dictionary by id has none of them as an id. */
const RECORD_FIELDS = new Set([
  ...['id', 'name', 'created_at', 'updated_at', 'metadata', 'geometry', 'ring_count'],
  ...['pattern_type', 'strip_width_mm', 'strip_thickness_mm', 'material_type', 'materials'],
  ...['sequence', 'strips', 'job_type', 'parameters', 'results', 'status', 'lane', 'notes'],
])

type MemberKind = 'list' | 'dict' | 'object' | 'scalar'
interface Member {
  readonly key: string
  readonly kind: MemberKind
}

/**
 * Tells from a file's beginning how its records lie. `isLines` is what the file's name says
 * (`.jsonl`). A byte order mark is let pass; UTF-16 is refused by name.
 */
export function detectLayout(beginning: Buffer, dataset: Dataset, isLines: boolean): JsonLayout {
  if (isUtf16(beginning)) return { mode: 'none', reason: 'is UTF-16 text; save it as UTF-8' }
  const text = beginning.toString('utf8').replace(/^\uFEFF/, '')
  const first = text.trimStart().charAt(0)
  if (first === '') return { mode: 'none', reason: 'is empty' }
  if (isLines || looksLikeLines(text)) return { mode: 'lines' }
  if (first === '[') return { mode: 'list', wrapperKey: null }
  if (first !== '{') return { mode: 'none', reason: 'begins with neither [ nor {' }
  const { members, followedBy } = topMembers(text)
  if (followedBy === '{') return { mode: 'sequence' }
  return layoutOfObject(members, dataset)
}

function isUtf16(bytes: Buffer): boolean {
  if (bytes.length < 2) return false
  const mark = bytes.readUInt16BE(0)
  return mark === 0xfffe || mark === 0xfeff
}

/** Two lines that each begin a record, the first of them complete or nearly so. */
function looksLikeLines(text: string): boolean {
  const [first = '', second = ''] = text
    .split(/\r?\n/, 200)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (!first.startsWith('{') || !second.startsWith('{')) return false
  return first.length > 1 && !/[:,[{]$/.test(first)
}

function layoutOfObject(members: readonly Member[], dataset: Dataset): JsonLayout {
  const holds = (keys: readonly string[]) =>
    members.find(({ key, kind }) => keys.includes(key) && (kind === 'list' || kind === 'dict'))
  const own = holds(DATASET_KEYS[dataset])
  if (own !== undefined && !isRecordField(own.key, members)) return wrapped(own)
  if (members.some(({ key, kind }) => key === 'id' && kind === 'scalar')) return { mode: 'single' }
  const other = holds(ANY_KEYS)
  if (other !== undefined) return wrapped(other)
  if (members.some(({ key }) => RECORD_FIELDS.has(key))) return { mode: 'single' }
  return { mode: 'dict', wrapperKey: null }
}

/** `strips` is a list in a strip family, and a wrapper only where no family is around it. */
function isRecordField(key: string, members: readonly Member[]): boolean {
  return RECORD_FIELDS.has(key) && members.some((other) => other.key === 'id')
}

function wrapped(member: Member): JsonLayout {
  return { mode: member.kind === 'list' ? 'list' : 'dict', wrapperKey: member.key }
}

/** The members of the object that a text begins with, as far as the text goes. */
function topMembers(text: string): { readonly members: Member[]; readonly followedBy: string } {
  const members: Member[] = []
  const key = /[\s,]*("(?:[^"\\]|\\.)*")\s*:\s*/y
  let at = text.indexOf('{') + 1
  for (;;) {
    key.lastIndex = at
    const found = key.exec(text)
    if (found?.[1] === undefined) break
    const from = key.lastIndex
    members.push({ key: parsedKey(found[1]), kind: kindAt(text, from) })
    at = endOfValue(text, from)
  }
  const rest = text.slice(at).trimStart()
  return { members, followedBy: rest.startsWith('}') ? rest.slice(1).trimStart().charAt(0) : '' }
}

function parsedKey(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    // A key with a raw tab or a broken escape is no JSON; it still is not one that is looked for.
    return quoted
  }
}

function kindAt(text: string, from: number): MemberKind {
  const first = text.charAt(from)
  if (first === '[') return 'list'
  if (first !== '{') return 'scalar'
  return /^\{\s*(?:\}|"(?:[^"\\]|\\.)*"\s*:\s*\{)/.test(text.slice(from, from + 4000))
    ? 'dict'
    : 'object'
}

/** Where a value ends; the text's end when it is cut off before. */
function endOfValue(text: string, from: number): number {
  const token = /"(?:[^"\\]|\\.)*"|[[\]{},]/g
  token.lastIndex = from
  let depth = 0
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const change = DEPTH_CHANGES[found[0]]
    if (change === undefined) continue
    if (depth === 0 && change <= 0) return found.index
    depth += change
    if (depth === 0 && change < 0) return token.lastIndex
  }
  return text.length
}

const DEPTH_CHANGES: Readonly<Record<string, number>> = {
  '{': 1,
  '[': 1,
  '}': -1,
  ']': -1,
  ',': 0,
}
