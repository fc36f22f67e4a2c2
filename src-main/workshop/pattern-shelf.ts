import type { OpenPattern, PatternLane, PatternSummary } from '#core/contract/patterns.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { columnCountOf, rowCountOf } from '#core/pattern/grid.ts'
import {
  checkPatternFile,
  formatPatternFile,
  parsePatternFile,
} from '#core/pattern/parse-pattern-file.ts'
import { type Pattern, PATTERN_VERSION, type PatternFile } from '#core/pattern/pattern.schema.ts'
import { thumbnailOf } from '#core/pattern/seen-rows.ts'
import type { Kept, PatternRecord } from '../store/record.ts'
import type { Store } from '../store/store.ts'
import { fileStem } from '#core/rosette/file-stem.ts'
import { invalidData, problem } from './problems.ts'
import { SHIPPED_PATTERN_PREFIX, type ShippedPattern } from './shipped-patterns.ts'
import type { Surroundings } from './surroundings.ts'

/** What to list. */
export interface PatternQuery {
  readonly search: string
  readonly lane: PatternLane | 'archived' | null
  readonly limit: number
}
/** The patterns that read, and the records that do not. */
export interface PatternList {
  readonly patterns: PatternSummary[]
  readonly total: number
  readonly unreadable: { readonly patternId: string; readonly reason: string }[]
}
/** A pattern to keep; without an id as a new one. */
export interface PatternToKeep {
  readonly patternId: string | null
  readonly name: string
  readonly notes: string
  readonly lane: PatternLane
  readonly pattern: Pattern
}

type Opened = Result<OpenPattern, Problem>

/** The tile patterns of the workshop and the shipped ones beside them. */
export interface PatternShelf {
  readonly list: (query: PatternQuery) => Result<PatternList, Problem>
  readonly open: (patternId: string) => Opened
  readonly save: (pattern: PatternToKeep) => Opened
  readonly duplicate: (patternId: string, name: string) => Opened
  readonly importText: (fileName: string, text: string) => Opened
  readonly exportText: (patternId: string) => Result<{ fileName: string; text: string }, Problem>
  readonly archive: (patternId: string) => Opened
  readonly restore: (patternId: string) => Opened
}

/** Tells tile patterns from the plans in the same table. */
const RECORD_KIND = 'tile-pattern'
const ARCHIVED_LANE = 'archived'
const LANES: readonly PatternLane[] = ['safe', 'tuned_v1', 'tuned_v2', 'experimental']
/** More patterns than any shop keeps; the search looks through so many. */
const RECORD_LIMIT = 10_000
/** Side of the little picture in a list, cells. */
const THUMBNAIL_CELLS = 48
/** Shipped patterns carry the date this set was last changed. */
const SHIPPED_AT_UTC = '2026-11-21T00:00:00.000Z'

/** What the shelf's verbs work with. */
interface ShelfBase {
  readonly store: Pick<Store, 'patterns' | 'transact'>
  readonly shipped: readonly ShippedPattern[]
  readonly newId: () => string
}

function openShipped({ patternId, file }: ShippedPattern): OpenPattern {
  return {
    patternId,
    origin: 'shipped',
    lane: 'safe',
    archived: false,
    updatedAtUtc: SHIPPED_AT_UTC,
    file,
  }
}

/** A stored record as an open pattern; a record that no longer reads is a problem, not a crash. */
function openRecord(record: Kept<PatternRecord>): Opened {
  const file = checkPatternFile(record['file'], `pattern ${record.id}`)
  if (!file.ok) return failure(invalidData(file.error))
  return success({
    patternId: record.id,
    origin: 'workshop',
    // the lane it had is kept beside while it is archived
    lane: LANES.find((lane) => lane === record['pattern_lane']) ?? 'experimental',
    archived: record.lane === ARCHIVED_LANE,
    updatedAtUtc: record.updated_at,
    file: file.value,
  })
}

function unknownPattern(patternId: string): Problem {
  return problem(
    'not-found',
    `There is no tile pattern ${patternId}.`,
    'Choose one from the library of patterns.',
  )
}

function openPattern({ store, shipped }: ShelfBase, patternId: string): Opened {
  if (patternId.startsWith(SHIPPED_PATTERN_PREFIX)) {
    const found = shipped.find((candidate) => candidate.patternId === patternId)
    return found === undefined ? failure(unknownPattern(patternId)) : success(openShipped(found))
  }
  const record = store.patterns.get(patternId)
  if (!record.ok) return record
  const isPattern = record.value?.['kind'] === RECORD_KIND
  return record.value === null || !isPattern
    ? failure(unknownPattern(patternId))
    : openRecord(record.value)
}

interface Keeping {
  readonly patternId: string
  readonly lane: PatternLane
  readonly archived: boolean
  readonly file: PatternFile
}

function keep({ store }: ShelfBase, { patternId, lane, archived, file }: Keeping): Opened {
  const kept = store.patterns.upsert({
    id: patternId,
    kind: RECORD_KIND,
    name: file.name,
    lane: archived ? ARCHIVED_LANE : lane,
    pattern_lane: lane,
    file,
  })
  return kept.ok ? openRecord(kept.value) : kept
}

function keepNew(base: ShelfBase, file: PatternFile, lane: PatternLane): Opened {
  return keep(base, { patternId: base.newId(), lane, archived: false, file })
}

function savePattern(base: ShelfBase, { patternId, lane, ...rest }: PatternToKeep): Opened {
  const file: PatternFile = { schema: 'rmos.pattern', version: PATTERN_VERSION, ...rest }
  if (patternId === null || patternId.startsWith(SHIPPED_PATTERN_PREFIX)) {
    return keepNew(base, file, lane)
  }
  return base.store.transact(() => {
    const before = openPattern(base, patternId)
    if (!before.ok) return before
    return keep(base, { patternId, lane, archived: before.value.archived, file })
  })
}

function setArchived(base: ShelfBase, patternId: string, archived: boolean): Opened {
  if (patternId.startsWith(SHIPPED_PATTERN_PREFIX)) {
    const message = `The shipped tile pattern ${patternId} cannot be archived.`
    return failure(problem('invalid-input', message))
  }
  return base.store.transact(() => {
    const opened = openPattern(base, patternId)
    return opened.ok ? keep(base, { ...opened.value, archived }) : opened
  })
}

/** A file as it may lie in a record; nothing of it has been checked. */
interface UncheckedFile {
  readonly name?: unknown
  readonly notes?: unknown
  readonly pattern?: { readonly palette?: unknown } | null
}

/** The words a file is found by. Reading them costs next to nothing, checking the whole file does not. */
function wordsOf(file: unknown): string {
  if (typeof file !== 'object' || file === null) return ''
  const { name, notes, pattern } = file as UncheckedFile
  const palette: readonly unknown[] = Array.isArray(pattern?.palette) ? pattern.palette : []
  const veneers = palette.map((veneer) => (veneer as { readonly name?: unknown } | null)?.name)
  return [name, notes, ...veneers]
    .filter((word) => typeof word === 'string')
    .join(' ')
    .toLowerCase()
}

/** Whether a search finds a file: every word of it stands somewhere. */
function isFound(file: unknown, search: string): boolean {
  const words = wordsOf(file)
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word))
}

function summaryOf({ file, ...place }: OpenPattern): PatternSummary {
  const { name, notes, pattern } = file
  return {
    ...place,
    name,
    notes,
    rowCount: rowCountOf(pattern),
    columnCount: columnCountOf(pattern),
    colourCount: pattern.palette.length,
    thumbnail: thumbnailOf(pattern, THUMBNAIL_CELLS),
  }
}

function listPatterns(base: ShelfBase, query: PatternQuery): Result<PatternList, Problem> {
  const { search, lane, limit } = query
  const records = base.store.patterns.list({
    limit: RECORD_LIMIT,
    kind: RECORD_KIND,
    ...(lane !== null && { lane }),
  })
  if (!records.ok) return records
  const found = records.value.filter(
    (record) =>
      (record.lane === ARCHIVED_LANE) === (lane === ARCHIVED_LANE) &&
      isFound(record['file'], search),
  )
  const shipped = base.shipped
    .map(openShipped)
    .filter((opened) => (lane === null || opened.lane === lane) && isFound(opened.file, search))
  const read = found
    .slice(0, limit)
    .map((record) => ({ patternId: record.id, opened: openRecord(record) }))
  const own = read.flatMap(({ opened }) => (opened.ok ? [opened.value] : []))
  return success({
    patterns: [...own, ...shipped].slice(0, limit).map(summaryOf),
    total: found.length + shipped.length,
    unreadable: read.flatMap(({ patternId, opened }) =>
      opened.ok ? [] : [{ patternId, reason: opened.error.message }],
    ),
  })
}

/** The shelf over a store and the shipped tile patterns. */
export function createPatternShelf(
  store: ShelfBase['store'],
  shipped: readonly ShippedPattern[],
  { newId }: Pick<Surroundings, 'newId'>,
): PatternShelf {
  const base: ShelfBase = { store, shipped, newId }
  return {
    list: (query) => listPatterns(base, query),
    open: (patternId) => openPattern(base, patternId),
    save: (pattern) => savePattern(base, pattern),
    duplicate: (patternId, name) => {
      const opened = openPattern(base, patternId)
      if (!opened.ok) return opened
      return keepNew(base, { ...opened.value.file, name }, 'experimental')
    },
    importText: (fileName, text) => {
      const file = parsePatternFile(text, fileName)
      return file.ok ? keepNew(base, file.value, 'experimental') : failure(invalidData(file.error))
    },
    exportText: (patternId) => {
      const opened = openPattern(base, patternId)
      if (!opened.ok) return opened
      const { file } = opened.value
      return success({
        fileName: `${fileStem(file.name)}.rmos-pattern.json`,
        text: formatPatternFile(file),
      })
    },
    archive: (patternId) => setArchived(base, patternId, true),
    restore: (patternId) => setArchived(base, patternId, false),
  }
}
